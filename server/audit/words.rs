//! The words for what the log keeps as codes.
use crate::base::text::{Sentence, Words};
use serde_json::Value;

/// What an event's kind says. A kind without words shows its code, so that nothing is hidden.
pub fn kind(code: &str, w: &Words) -> String {
    match code {
        "unit.add" => w.audit_unit_add(),
        "unit.edit" => w.audit_unit_edit(),
        "unit.import" => w.audit_unit_import(),
        "system.add" => w.audit_system_add(),
        "system.edit" => w.audit_system_edit(),
        "system.import" => w.audit_system_import(),
        "system.export" => w.audit_system_export(),
        "profile.declare" => w.audit_profile_declare(),
        "profile.confirm" => w.audit_profile_confirm(),
        "table.upload" => w.audit_table_upload(),
        "person.add" => w.audit_person_add(),
        "person.edit" => w.audit_person_edit(),
        "person.import" => w.audit_person_import(),
        "person.invite" => w.audit_person_invite(),
        "post.add" => w.audit_post_add(),
        "post.end" => w.audit_post_end(),
        "session.in" => w.audit_session_in(),
        "session.out" => w.audit_session_out(),
        "session.refused" => w.audit_session_refused(),
        "session.switch" => w.audit_session_switch(),
        "password.set" => w.audit_password_set(),
        "setup.done" => w.audit_setup_done(),
        "issue.raise" => w.audit_issue_raise(),
        "issue.assign" => w.audit_issue_assign(),
        "issue.start" => w.audit_issue_start(),
        "issue.protect" => w.audit_issue_protect(),
        "issue.submit" => w.audit_issue_submit(),
        "issue.withdraw" => w.audit_issue_withdraw(),
        "issue.return" => w.audit_issue_return(),
        "issue.close" => w.audit_issue_close(),
        "issue.void" => w.audit_issue_void(),
        "issue.reopen" => w.audit_issue_reopen(),
        "issue.rate" => w.audit_issue_rate(),
        "issue.export" => w.audit_issue_export(),
        "evidence.attach" => w.audit_evidence_attach(),
        "evidence.download" => w.audit_evidence_download(),
        "access.refused" => w.audit_access_refused(),
        "audit.read" => w.audit_audit_read(),
        "round.open" => w.audit_round_open(),
        "inspection.answer" => w.audit_inspection_answer(),
        "inspection.happened" => w.audit_inspection_happened(),
        "inspection.submit" => w.inspection_submit(),
        "inspection.take-back" => w.inspection_take_back(),
        "inspection.sign-off" => w.inspection_sign_off(),
        "inspection.attach-scan" => w.inspection_attach_scan(),
        "inspection.send-back" => w.inspection_send_back(),
        "inspection.accept" => w.inspection_accept(),
        "inspection.return" => w.inspection_return(),
        "inspection.ask-correction" => w.inspection_ask_correction(),
        "inspection.grant-correction" => w.inspection_grant_correction(),
        "inspection.add-column" => w.audit_inspection_add_column(),
        "inspection.rename-column" => w.audit_inspection_rename_column(),
        "inspection.remove-column" => w.audit_inspection_remove_column(),
        other => other.to_owned(),
    }
}

/// The name of a field in an event's data.
pub fn field(code: &str, w: &Words) -> String {
    match code {
        "code" => w.field_code(),
        "name" => w.field_name(),
        "kind" => w.field_kind(),
        "order_no" => w.field_order_no(),
        "staff_no" => w.field_staff_no(),
        "department" => w.field_department(),
        "mail" => w.field_mail(),
        "phone" => w.field_phone(),
        "parent" => w.unit_parent(),
        "level" => w.system_level(),
        "filing_no" => w.system_filing_no(),
        "status" => w.system_status(),
        "important" => w.system_important(),
        "accountable" => w.system_accountable(),
        "operating" => w.system_operating(),
        "online" => w.system_online(),
        "exposure" => w.system_exposure(),
        "remark" => w.system_remark(),
        "provided_by" => w.system_provided_by(),
        "flags" => w.profile_legend(),
        "role" => w.field_role(),
        "unit" => w.system_unit(),
        "starts_on" => w.person_starts_on(),
        "ends_on" => w.person_ends_on(),
        other => other.to_owned(),
    }
}

/// A value of such a field.
pub fn value(field: &str, value: Option<&Value>, w: &Words) -> String {
    match (field, value) {
        (_, None | Some(Value::Null)) => "—".into(),
        (_, Some(Value::Bool(yes))) => {
            if *yes {
                w.word_yes()
            } else {
                w.word_no()
            }
        }
        (_, Some(Value::String(text))) => word(field, text, w),
        (_, Some(Value::Array(list))) if list.is_empty() => "—".into(),
        (_, Some(Value::Array(list))) => {
            let each: Vec<String> = list.iter().map(|v| self::value(field, Some(v), w)).collect();
            each.join(&w.list_comma())
        }
        (_, Some(other)) => other.to_string(),
    }
}

fn word(field: &str, text: &str, w: &Words) -> String {
    match (field, text) {
        (_, "") => "—".into(),
        ("status", "in_use") => w.system_in_use(),
        ("status", "suspended") => w.system_suspended(),
        ("status", "retired") => w.system_retired(),
        ("flags", "no_machine_room") => w.profile_no_machine_room(),
        ("flags", "no_own_systems") => w.profile_no_own_systems(),
        ("flags", "no_private_network") => w.profile_no_private_network(),
        ("flags", "no_development") => w.profile_no_development(),
        ("flags", "no_dbms") => w.profile_no_dbms(),
        ("flags", "no_removable_media") => w.profile_no_removable_media(),
        ("flags", "no_terminals") => w.profile_no_terminals(),
        ("role", code) => code.parse::<crate::access::Role>().map_or_else(|()| code.to_owned(), |r| r.say(w)),
        _ => text.to_owned(),
    }
}
