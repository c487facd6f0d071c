//! The forms: where, by whom, with what that would be right.
use super::Kind::{
    self, Choice, Day, Files, Given, Mail, Number, Password, PastDay, Phone, Table, Text, Thing,
};
use crate::support::{Client, World};

pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const WORDS: &str = "correct horse battery";

/// One form.
pub struct Case {
    pub pattern: &'static str,
    pub path: String,
    pub browser: Client,
    /// Name, a right value, what it asks for.
    pub fields: Vec<(&'static str, String, Kind)>,
    /// The field of its files.
    pub file: Option<&'static str>,
    /// It may be sent empty.
    pub may_be_empty: bool,
    /// It says one thing for all faults, on purpose.
    pub by_itself: bool,
}

/// Forms that are a button or ticks: nothing in them is typed. Route, who sends it, why.
pub const WITHOUT_FIELDS: &[(&str, &str, &str)] = &[
    ("/language", "staff@CQ01001", "a button; its value is ours"),
    ("/switch", "staff@CQ01001", "a button; its value is ours"),
    ("/logout", "staff@CQ01001", "a button"),
    ("/account/sessions/{id}/end", "staff@CQ01001", "a button"),
    ("/people/{id}/invite", "admin@CQ01", "a button"),
    ("/people/{id}/invite/mail", "admin@CQ01", "a button"),
    ("/people/invite", "admin@CQ01", "a button with the people who were shown; tests/web/inviting.rs"),
    ("/people/{id}/code", "admin@CQ01", "a button"),
    ("/admin/mails/{id}/retry", "admin@CQ01", "a button"),
    ("/people/{id}/sessions/{session}/end", "admin@CQ01", "a button"),
    ("/units/{id}/close", "admin@CQ01", "a button"),
    ("/units/{id}/vacations/{vacation}/remove", "admin@CQ01", "a button"),
    ("/units/{id}/robots/{robot}/try", "admin@CQ01", "a button"),
    ("/units/{id}/robots/{robot}/enable", "admin@CQ01", "a button"),
    ("/units/{id}/robots/{robot}/disable", "admin@CQ01", "a button"),
    ("/units/{id}/robots/{robot}/remove", "admin@CQ01", "a button"),
    ("/units/{id}/profile", "officer@CQ01001", "ticks; a box that is not there declares nothing"),
    ("/units/{id}/profile/confirm", "supervisor@CQ01", "a button"),
    ("/units/import/{id}/apply", "admin@CQ01", "a button with the counts that were seen"),
    ("/people/import/{id}/apply", "admin@CQ01", "a button with the counts that were seen"),
    ("/systems/import/{id}/apply", "officer@CQ01001", "a button with the counts that were seen"),
    ("/issues/import/{id}/apply", "officer@CQ01001", "a button with the counts that were seen"),
    ("/issues/import/{id}/columns", "officer@CQ01001", "choices of ours; tests/web/import_columns.rs"),
    ("/issues/import/{id}/columns/forget", "officer@CQ01001", "a button"),
    ("/units/import/{id}/columns", "admin@CQ01", "choices of ours; tests/web/import_columns.rs"),
    ("/units/import/{id}/columns/forget", "admin@CQ01", "a button"),
    ("/people/import/{id}/columns", "admin@CQ01", "choices of ours; tests/web/import_columns.rs"),
    ("/people/import/{id}/columns/forget", "admin@CQ01", "a button"),
    ("/systems/import/{id}/columns", "officer@CQ01001", "choices of ours; tests/web/import_columns.rs"),
    ("/systems/import/{id}/columns/forget", "officer@CQ01001", "a button"),
    ("/issues/columns", "officer@CQ01001", "ticks; what is no column is left out"),
    ("/issues/export", "officer@CQ01001", "a button; what it narrows to is read as the list reads it"),
    ("/issues/filters/forget", "officer@CQ01001", "a button; nothing happens when the filter is not there"),
    ("/issues/nudge", "leader@CQ01001", "issues that were shown, and a word; tests/web/batch.rs"),
    ("/issues/extend", "officer@CQ01001", "as above"),
    ("/issues/rate", "officer@CQ01001", "as above"),
    ("/issues/assign", "officer@CQ01001", "a button with the issues that were shown; tests/web/lists.rs"),
    ("/messages/{id}/open", "officer@CQ01001", "a button"),
    ("/messages/read", "officer@CQ01001", "a button"),
    ("/messages/mails", "officer@CQ01001", "ticks; what is no topic is left out"),
    ("/exports/{id}/remove", "officer@CQ01001", "a button"),
    ("/supervisions/{id}/acknowledge", "officer@CQ01001", "a button"),
    ("/supervisions/{id}/see", "supervisor@CQ01", "a button"),
    ("/issues/{id}/start", "officer@CQ01001", "a button"),
    ("/issues/{id}/withdraw", "officer@CQ01001", "a button"),
    ("/inspections/{id}/computed", "officer@CQ01001", "a button"),
    ("/inspections/{id}/events", "officer@CQ01001", "ticks; what no form offers is left out"),
    ("/inspections/{id}/take-back", "officer@CQ01001", "a button"),
    ("/inspections/{id}/sign-off", "leader@CQ01001", "a button"),
    ("/inspections/{id}/accept", "supervisor@CQ01", "a button"),
    ("/inspections/{id}/grant-correction", "supervisor@CQ01", "a button"),
    ("/systems/columns", "officer@CQ01001", "ticks of ours; what no list has is left out"),
    ("/systems/export", "officer@CQ01001", "a button"),
    ("/systems/filters/forget", "officer@CQ01001", "a button"),
    ("/people/columns", "admin@CQ01", "ticks of ours; what no list has is left out"),
    ("/people/export", "admin@CQ01", "a button"),
    ("/people/filters/forget", "admin@CQ01", "a button"),
    ("/units/columns", "admin@CQ01", "ticks of ours; what no list has is left out"),
    ("/units/export", "admin@CQ01", "a button"),
    ("/units/filters/forget", "admin@CQ01", "a button"),
];

/// Forms that say in one sentence what is missing instead of at a field.
pub const WORDS_ONLY: &[(&str, &str, &str)] = &[
    ("/admin/calendar", "admin@CQ", "lines of dates; tests/web/calendar.rs"),
    ("/admin/calendar/import", "admin@CQ", "a pasted file; tests/web/calendar.rs"),
    ("/forgot", "staff@CQ01001", "the same words whatever is sent"),
    ("/forgot/code", "staff@CQ01001", "the same words whatever is wrong"),
    ("/inspections/{id}/submit", "officer@CQ01001", "a reason for each open item; tests/web/rounds.rs"),
];

/// The path of a pattern at the school.
pub async fn path(w: &World, pattern: &str) -> String {
    let id = if pattern.contains("{id}") { w.object(pattern, "CQ01001").await } else { String::new() };
    pattern.replace("{id}", &id).replace("{session}", &id).replace("{vacation}", &id).replace("{robot}", &id)
}

async fn case(w: &World, who: &str, pattern: &'static str, fields: &[(&'static str, &str, Kind)]) -> Case {
    Case {
        pattern,
        path: path(w, pattern).await,
        browser: w.sign_in(who).await,
        fields: fields.iter().map(|(f, v, k)| (*f, (*v).to_owned(), *k)).collect(),
        file: fields.iter().find(|(.., k)| matches!(k, Files(_) | Table)).map(|(f, ..)| *f),
        may_be_empty: false,
        by_itself: false,
    }
}

/// All of them.
pub async fn all(w: &World) -> Vec<Case> {
    let mut all = before_sign_in(w).await;
    all.extend(registers(w).await);
    all.extend(people(w).await);
    all.extend(issues(w).await);
    all.extend(rounds(w).await);
    all
}

pub async fn before_sign_in(w: &World) -> Vec<Case> {
    let login = Case {
        by_itself: true,
        browser: guest(w, "/login").await,
        ..case(
            w,
            "staff@CQ01001",
            "/login",
            &[("username", "nobody-there", Text(200, false)), ("password", "wrong", Text(200, false))],
        )
        .await
    };
    let setup = link(w, "setup", None).await;
    let setup = Case {
        browser: guest(w, &setup).await,
        path: setup,
        ..case(
            w,
            "staff@CQ01001",
            "/setup/{token}",
            &[
                ("code", "ROOT", Text(40, false)),
                ("unit", "市通报中心", Text(100, false)),
                ("name", "王敏", Text(50, false)),
                ("username", "wangmin", Text(40, false)),
                ("password", WORDS, Password),
                ("password_again", WORDS, Password),
            ],
        )
        .await
    };
    let invite = link(w, "invite", Some(w.people["staff@CQ01001"])).await;
    let invite = Case {
        browser: guest(w, &invite).await,
        path: invite,
        ..case(
            w,
            "staff@CQ01001",
            "/invite/{token}",
            &[
                ("username", "wangmin", Text(40, false)),
                ("password", WORDS, Password),
                ("password_again", WORDS, Password),
            ],
        )
        .await
    };
    let reset = link(w, "reset", Some(w.people["leader@CQ01001"])).await;
    let reset = Case {
        browser: guest(w, &reset).await,
        path: reset,
        ..case(
            w,
            "staff@CQ01001",
            "/reset/{token}",
            &[("password", WORDS, Password), ("password_again", WORDS, Password)],
        )
        .await
    };
    vec![login, setup, invite, reset]
}

async fn guest(w: &World, path: &str) -> Client {
    let mut browser = w.nobody();
    browser.get(path).await.is(200);
    browser
}

/// A link as the program makes them, made past it.
async fn link(w: &World, kind: &str, person: Option<uuid::Uuid>) -> String {
    let token = zicha::base::request::Token::random().unwrap();
    sqlx::query("insert into one_time_link (hash, purpose, person_id, created_at, expires_at) values ($1, $2, $3, $5, $4)")
        .bind(token.hash())
        .bind(kind)
        .bind(person)
        .bind(w.now() + chrono::Duration::hours(1))
        .bind(w.now())
        .execute(&w.pool)
        .await
        .unwrap();
    format!("/{kind}/{}", token.secret())
}

pub async fn registers(w: &World) -> Vec<Case> {
    let (district, school) = (w.units["CQ01"].to_string(), w.units["CQ01001"].to_string());
    let middle = w.units["CQ01002"].to_string();
    let unit = [
        ("code", "CQ01099", Text(40, false)),
        ("name", "第九小学", Text(100, false)),
        ("kind", "学校", Text(40, true)),
        ("order_no", "9", Number),
    ];
    let mut new_unit = unit.to_vec();
    new_unit.push(("parent", &district, Thing(false)));
    let system = [
        ("name", "教务系统", Text(100, false)),
        ("status", "in_use", Choice(false)),
        ("level", "2", Choice(true)),
        ("filing_no", "50000-1", Text(60, true)),
        ("accountable", "李明", Text(50, true)),
        ("operating", "刘洋", Text(50, true)),
        ("phone", "023-60000000", Phone),
        ("online", "2019-03", Day(true)),
        ("exposure", "互联网", Text(100, true)),
        ("provided_by", &district, Thing(true)),
        ("remark", "=1+1 是文字", Text(2000, true)),
    ];
    let mut new_system = system.to_vec();
    new_system.push(("unit", &school, Thing(false)));
    let table = [("file", "", Table)];
    vec![
        case(w, "admin@CQ01", "/units", &new_unit).await,
        case(w, "admin@CQ01", "/units/{id}", &unit).await,
        case(w, "admin@CQ01", "/units/{id}/move", &[("parent", &middle, Thing(false))]).await,
        case(w, "admin@CQ01", "/units/{id}/merge", &[("into", &middle, Thing(false))]).await,
        Case {
            may_be_empty: true,
            ..case(
                w,
                "admin@CQ01",
                "/units/{id}/settings",
                &[
                    ("seen", "", Given),
                    ("days_critical", "3", Number),
                    ("days_high", "9", Number),
                    ("days_medium", "20", Number),
                    ("days_low", "30", Number),
                    ("verified_above", "1", Choice(true)),
                    ("extensions", "1", Number),
                    ("extension_days", "10", Number),
                    ("remind_from", "8", Number),
                    ("remind_until", "20", Number),
                    ("remind_first_critical", "3", Number),
                    ("remind_second_critical", "1", Number),
                    ("remind_officer_critical", "1", Number),
                    ("remind_leader_critical", "3", Number),
                    ("remind_above_critical", "7", Number),
                    ("remind_again_critical", "5", Number),
                    ("remind_first_high", "3", Number),
                    ("remind_second_high", "1", Number),
                    ("remind_officer_high", "1", Number),
                    ("remind_leader_high", "3", Number),
                    ("remind_above_high", "7", Number),
                    ("remind_again_high", "5", Number),
                    ("remind_first_medium", "3", Number),
                    ("remind_second_medium", "1", Number),
                    ("remind_officer_medium", "1", Number),
                    ("remind_leader_medium", "3", Number),
                    ("remind_above_medium", "7", Number),
                    ("remind_again_medium", "5", Number),
                    ("remind_first_low", "3", Number),
                    ("remind_second_low", "1", Number),
                    ("remind_officer_low", "1", Number),
                    ("remind_leader_low", "3", Number),
                    ("remind_above_low", "7", Number),
                    ("remind_again_low", "5", Number),
                ],
            )
            .await
        },
        case(
            w,
            "admin@CQ01",
            "/units/{id}/vacations",
            &[
                ("name", "寒假", Text(40, false)),
                ("from", "2027-01-25", Day(false)),
                ("to", "2027-02-19", Day(false)),
            ],
        )
        .await,
        case(
            w,
            "admin@CQ01",
            "/units/{id}/robots",
            &[
                ("service", "feishu", Choice(false)),
                ("name", "值班群", Text(40, false)),
                ("address", "https://open.feishu.cn/open-apis/bot/v2/hook/3f2a", Text(500, false)),
                ("secret", "SEC", Given),
                ("topic", "urge", Given),
            ],
        )
        .await,
        case(w, "admin@CQ01", "/units/import", &table).await,
        case(w, "officer@CQ01001", "/issues/import", &table).await,
        case(w, "officer@CQ01001", "/systems", &new_system).await,
        case(w, "officer@CQ01001", "/systems/{id}", &system).await,
        case(w, "officer@CQ01001", "/systems/import", &table).await,
        case(w, "officer@CQ01001", "/systems/filters", &[("name", "常用", Text(20, false))]).await,
        case(w, "admin@CQ01", "/people/filters", &[("name", "常用", Text(20, false))]).await,
        case(w, "admin@CQ01", "/units/filters", &[("name", "常用", Text(20, false))]).await,
    ]
}

pub async fn people(w: &World) -> Vec<Case> {
    let school = w.units["CQ01001"].to_string();
    let person = [
        ("name", "周敏", Text(50, false)),
        ("staff_no", "A-017", Text(40, true)),
        ("department", "信息科", Text(100, true)),
        ("mail", "zm@example.invalid", Mail),
        ("phone", "023-60000000转801", Phone),
    ];
    let mut new = person.to_vec();
    new.push(("unit", &school, Thing(false)));
    let post = [
        ("unit", school.as_str(), Thing(false)),
        ("role", "staff", Choice(false)),
        ("starts_on", "2026-11-23", Day(false)),
        ("ends_on", "2027-11-23", Day(true)),
    ];
    let (someone, their_post) = w.newcomer("CQ01001").await;
    let end = Case {
        path: format!("/people/{someone}/posts/{their_post}/end"),
        may_be_empty: true,
        ..case(w, "admin@CQ01", "/people/{id}/posts/{post}/end", &[("ends_on", "2027-11-23", Day(true))])
            .await
    };
    vec![
        case(w, "admin@CQ01", "/people", &new).await,
        case(w, "admin@CQ01", "/people/{id}", &person).await,
        case(w, "admin@CQ01", "/people/{id}/posts", &post).await,
        end,
        Case {
            path: format!("/people/{someone}/posts/{their_post}/edit"),
            ..case(
                w,
                "admin@CQ01",
                "/people/{id}/posts/{post}/edit",
                &[("starts_on", "2026-01-01", Day(false)), ("ends_on", "2027-12-31", Day(true))],
            )
            .await
        },
        case(w, "admin@CQ01", "/people/import", &[("file", "", Table)]).await,
        case(
            w,
            "staff@CQ01001",
            "/account/contact",
            &[
                ("mail", "zm@example.invalid", Mail),
                ("phone", "023-60000000转801", Phone),
                ("contact_password", crate::support::PASSWORD, Password),
            ],
        )
        .await,
        case(
            w,
            "staff@CQ01001",
            "/account/password",
            &[
                ("password_now", crate::support::PASSWORD, Password),
                ("password", "another horse battery", Password),
                ("password_again", "another horse battery", Password),
            ],
        )
        .await,
    ]
}

pub async fn issues(w: &World) -> Vec<Case> {
    let (school, owner) = (w.units["CQ01001"].to_string(), w.people["owner@CQ01001"].to_string());
    let (officer, above) = ("officer@CQ01001", "supervisor@CQ01");
    let new = [
        ("unit", school.as_str(), Thing(false)),
        ("title", "3389 端口对外开放", Text(100, false)),
        ("description", "一\n二", Text(4000, true)),
        ("severity", "high", Choice(false)),
        ("owner", &owner, Thing(true)),
        ("main", "NET-02", Choice(false)),
        ("related", "NET-03、HST-01", Text(400, true)),
        ("subject_kind", "system", Choice(false)),
        ("subject_name", "教务系统", Text(100, false)),
        ("found_on", "2026-11-20", PastDay),
        ("days", "5", Number),
    ];
    let officer_id = w.people[officer].to_string();
    let proof = [
        ("files", "", Files(false)),
        ("taken_on", "2026-11-20", PastDay),
        ("note", "整改前后对比", Text(500, true)),
    ];
    let mut handed = proof.to_vec();
    handed.push(("measure", "已关闭端口", Text(2000, false)));
    let why = [("reason", "说明", Text(1000, false))];
    let wish = [
        ("until", "2027-01-08", Day(false)),
        ("reason", "等待供应商补丁", Text(1000, false)),
        ("measure", "限制来源地址", Text(2000, false)),
    ];
    let mut all = vec![
        case(w, officer, "/issues", &new).await,
        case(w, officer, "/issues/filters", &[("name", "本月到期", Text(20, false))]).await,
        case(w, officer, "/issues/{id}/assign", &[("owner", &officer_id, Thing(false))]).await,
        case(
            w,
            officer,
            "/issues/{id}/interim",
            &[("measure", "限制来源地址", Text(2000, false)), ("on", "2026-11-20", PastDay)],
        )
        .await,
        case(w, officer, "/issues/{id}/submit", &handed).await,
        case(w, officer, "/issues/{id}/evidence", &proof).await,
        case(
            w,
            officer,
            "/issues/{id}/severity",
            &[("severity", "high", Choice(false)), ("reason", "可从互联网访问", Text(1000, false))],
        )
        .await,
        case(w, "reviewer@CQ01001", "/issues/{id}/void", &why).await,
        case(
            w,
            above,
            "/issues/{id}/supervise",
            &[("demand", "限期关闭端口", Text(1000, false)), ("until", "2026-12-01", Day(false))],
        )
        .await,
        case(w, officer, "/supervisions/{id}/answer", &[("answer", "已关闭端口", Text(2000, false))]).await,
        case(w, "leader@CQ01001", "/issues/{id}/nudge", &[("word", "请抓紧整改", Text(200, false))]).await,
        case(w, officer, "/issues/{id}/extend", &wish).await,
        case(w, officer, "/issues/{id}/register", &wish).await,
        case(w, officer, "/issues/{id}/comment", &[("comment", "请先限制来源地址", Text(1000, false))]).await,
        case(
            w,
            officer,
            "/issues/{id}/plan",
            &[
                ("approach", "long_term", Choice(false)),
                ("measure", "更换设备", Text(2000, false)),
                ("responsible", "刘洋", Text(40, false)),
                ("cost", "12,000.50", Number),
                ("emergency", "断开互联网", Text(2000, true)),
                ("step", "采购", Text(200, false)),
                ("step_due", "2027-03-31", Day(false)),
            ],
        )
        .await,
    ];
    // Handed in, then voided: the page shows a form only when its verb is possible.
    for (pattern, fields) in [
        ("/issues/{id}/return", &why[..]),
        ("/issues/{id}/close", &[("reason", "情况属实", Text(1000, true))]),
    ] {
        let case = case(w, above, pattern, fields).await;
        let submit = format!("{}/submit", case.path.rsplit_once('/').unwrap().0);
        let fields = [("measure", "已关闭端口"), ("taken_on", "2026-11-20")];
        w.sign_in("owner@CQ01001").await.upload(&submit, &fields, &[("files", "a.png", PNG)]).await.is(303);
        all.push(Case { may_be_empty: pattern.ends_with("close"), ..case });
    }
    let reopen = case(
        w,
        "reviewer@CQ01001",
        "/issues/{id}/reopen",
        &[("reason", "并未整改", Text(1000, false)), ("days", "5", Number)],
    )
    .await;
    let void = format!("{}/void", reopen.path.rsplit_once('/').unwrap().0);
    w.sign_in("reviewer@CQ01001").await.post(&void, &[("reason", "误报")]).await.is(303);
    all.push(reopen);
    let decide = case(
        w,
        "leader@CQ01001",
        "/issues/{id}/decide",
        &[
            ("outcome", "approve", Choice(false)),
            ("until", "2027-01-08", Day(true)),
            ("reason", "同意", Text(1000, true)),
        ],
    )
    .await;
    let extend = format!("{}/extend", decide.path.rsplit_once('/').unwrap().0);
    let asked = [("until", "2027-01-08"), ("reason", "等待补丁"), ("measure", "限制来源地址")];
    w.sign_in("owner@CQ01001").await.post(&extend, &asked).await.is(303);
    all.push(decide);
    let step = [("done", "0", Choice(false)), ("done_on", "2026-11-20", PastDay)];
    let step = case(w, officer, "/issues/{id}/step", &step).await;
    let plan = [
        ("approach", "long_term"),
        ("measure", "更换设备"),
        ("responsible", "刘洋"),
        ("cost", "0"),
        ("step", "采购"),
        ("step_due", "2027-03-31"),
    ];
    let draw_up = format!("{}/plan", step.path.rsplit_once('/').unwrap().0);
    w.sign_in(officer).await.post(&draw_up, &plan).await.is(303);
    all.push(step);
    all
}

pub async fn rounds(w: &World) -> Vec<Case> {
    let (checklist, unit) = (w.checklist().await.to_string(), w.units["CQ01"].to_string());
    let open = case(
        w,
        "supervisor@CQ01",
        "/rounds",
        &[
            ("title", "第四季度自查", Text(60, false)),
            ("unit", &unit, Thing(false)),
            ("checklist", &checklist, Thing(false)),
            ("every", "monthly", Choice(false)),
            ("starts_on", "2026-11-23", Day(false)),
            ("due_on", "2026-12-10", Day(false)),
        ],
    )
    .await;
    let column = [
        ("do", "add", Given),
        ("kind", "hosts", Choice(false)),
        ("name", "办公终端", Text(60, false)),
        ("group", "office_terminal", Choice(false)),
    ];
    let mut all = vec![open, case(w, "officer@CQ01001", "/inspections/{id}/columns", &column).await];
    all.extend(cells(w).await);
    all.extend(on_the_way(w).await);
    all
}

/// Forms at a cell: the answer, and what stands below a fault.
async fn cells(w: &World) -> Vec<Case> {
    let (officer, owner) = ("officer@CQ01001", w.people["owner@CQ01001"].to_string());
    let mut all = Vec::new();
    for pattern in ["/inspections/{id}/answers", "/inspections/{id}/issues", "/inspections/{id}/evidence"] {
        let plain = case(w, officer, pattern, &[]).await;
        let (sheet, mut browser) = (plain.path.rsplit_once('/').unwrap().0.to_owned(), plain.browser.clone());
        let zone = [("do", "add"), ("kind", "zone"), ("name", "办公网")];
        browser.post(&format!("{sheet}/columns"), &zone).await.is(303);
        let page = browser.get(&sheet).await;
        let subject = page.attr("article#NET-02 form.cell-form input[name=subject]", "value").unwrap();
        let answer = match pattern.ends_with("issues") {
            true => "fail",
            false => "pass",
        };
        let fields = [("code", "NET-02"), ("subject", &subject), ("version", "0"), ("answer", answer)];
        browser.post(&format!("{sheet}/answers"), &fields).await.is(303);
        let mut fields: Vec<(&str, &str, Kind)> =
            vec![("code", "NET-02", Given), ("subject", subject.as_str(), Given)];
        match pattern.rsplit('/').next().unwrap() {
            "answers" => fields.extend([
                ("version", "1", Given),
                ("answer", "pass", Choice(true)),
                ("note", "未限制来源地址", Text(1000, true)),
            ]),
            "issues" => fields.extend([
                ("title", "3389 端口对外开放", Text(100, false)),
                ("description", "一", Text(4000, true)),
                ("owner", &owner, Thing(true)),
                ("severity", "high", Choice(true)),
                ("days", "5", Number),
                ("taken_on", "2026-11-20", PastDay),
                ("files", "", Files(true)),
            ]),
            _ => fields.extend([("files", "", Files(false)), ("taken_on", "2026-11-20", PastDay)]),
        }
        all.push(Case { path: plain.path, ..case(w, officer, pattern, &fields).await });
    }
    all
}

/// Forms of a sheet that travels.
async fn on_the_way(w: &World) -> Vec<Case> {
    let (officer, leader, above) = ("officer@CQ01001", "leader@CQ01001", "supervisor@CQ01");
    let why = [("reason", "第三项写得不清", Text(500, false))];
    let scan = [("files", "", Files(false)), ("taken_on", "2026-11-20", PastDay)];
    let item = [("reason-NET-02", "缺少佐证", Text(500, true))];
    let all = vec![
        case(w, leader, "/inspections/{id}/send-back", &why).await,
        case(w, officer, "/inspections/{id}/scan", &scan).await,
        case(w, above, "/inspections/{id}/return", &item).await,
        case(w, officer, "/inspections/{id}/ask-correction", &why).await,
    ];
    for (case, steps) in all.iter().zip([0, 0, 1, 2]) {
        let sheet = case.path.rsplit_once('/').unwrap().0;
        let reason = [("common", "本周期安排在下月")];
        w.sign_in(officer).await.post(&format!("{sheet}/submit"), &reason).await.is(303);
        for (who, verb) in [(leader, "sign-off"), (above, "accept")].into_iter().take(steps) {
            w.sign_in(who).await.post(&format!("{sheet}/{verb}"), &[]).await.is(303);
        }
    }
    all
}
