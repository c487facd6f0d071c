//! The words for what the log keeps as codes.
use crate::base::text::Words;

/// What an event's kind says. A kind without words shows its code, so that nothing is hidden.
pub fn kind(code: &str, w: &Words) -> String {
    match code {
        "unit.add" => w.audit_unit_add(),
        "unit.edit" => w.audit_unit_edit(),
        "unit.import" => w.audit_unit_import(),
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
        other => other.to_owned(),
    }
}
