//! Mails over a server that wants STARTTLS and a password, and that refuses, delays, drops and comes back.
use super::support::{
    World,
    mail_server::{MailServer, Mood},
};
use chrono::Duration;
use mailparse::{MailHeaderMap, ParsedMail, parse_mail};
use sqlx::PgPool;
use std::{collections::BTreeSet, sync::Arc};
use uuid::Uuid;
use zicha::{
    base::{ids::new_uuid, jobs::work_off, mail::Mailer},
    config::Config,
    features::JOBS,
    state::App,
};

const FROM: &str = "平台 <portal@example.invalid>";

fn with(w: &World, server: &MailServer, password: &str, certificate: bool) -> App {
    let pem = certificate.then_some(server.pem.as_bytes());
    let mailer = Mailer::new(Some(&server.url(password)), FROM, pem).unwrap();
    let mut app = w.app.clone();
    app.config = Arc::new(Config { mailer, ..(*w.app.config).clone() });
    app
}

/// A message to somebody that waits to leave as a mail.
async fn waits(w: &World, person: &str, language: &str) -> Uuid {
    let sql = "update person set mail = $2, language = $3 where id = $1";
    let to = format!("{}@example.invalid", person.replace('@', "."));
    sqlx::query(sql).bind(w.people[person]).bind(to).bind(language).execute(&w.pool).await.unwrap();
    let (message, job) = (new_uuid(w.now()), new_uuid(w.now()));
    sqlx::query(
        r#"insert into message (id, person_id, unit_id, path, kind, lines, total, made_at)
           select $1, $2, id, path, 'reminder', jsonb_build_array(jsonb_build_object('issue', $1, 'number', 'WT-2026-000123',
                  'title_zh', '关闭高危端口', 'title_en', 'Close dangerous ports', 'due', '2026-11-30', 'standing', null)), 1, $3
             from unit where code = 'CQ01001'"#,
    )
    .bind(message)
    .bind(w.people[person])
    .bind(w.now())
    .execute(&w.pool)
    .await
    .unwrap();
    sqlx::query(
        "insert into job (id, kind, unit_id, path, person_id, data, made_at, run_at)
         select $1, 'mail.message', id, path, $2, jsonb_build_object('message', $3), $4, $4 from unit where code = 'CQ01001'",
    )
    .bind(job)
    .bind(w.people[person])
    .bind(message)
    .bind(w.now())
    .execute(&w.pool)
    .await
    .unwrap();
    job
}

fn ids(mails: &[String]) -> Vec<String> {
    mails
        .iter()
        .map(|m| parse_mail(m.as_bytes()).unwrap().headers.get_first_value("Message-ID").unwrap())
        .collect()
}

async fn last_error(w: &World) -> String {
    w.value::<Option<String>>("select max(last_error) from job").await.unwrap_or_default()
}

fn text(part: &ParsedMail<'_>, kind: &str) -> String {
    let part = part.subparts.iter().find(|p| p.ctype.mimetype == kind).unwrap();
    part.get_body().unwrap()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_mail_is_text_and_html_in_the_readers_language_sent_safely_with_either_way_to_say_the_password(
    pool: PgPool,
) {
    let w = World::new(pool).await;
    for (mechanisms, person, language) in
        [("PLAIN LOGIN", "officer@CQ01001", "zh-CN"), ("LOGIN", "owner@CQ01001", "en")]
    {
        let server = MailServer::start(mechanisms).await;
        let job = waits(&w, person, language).await;
        assert_eq!(work_off(&with(&w, &server, "open sesame", true), JOBS).await.unwrap(), 1);
        assert_eq!((server.kept().len(), last_error(&w).await), (1, String::new()), "{mechanisms}");
        let kept = server.kept();
        let mail = parse_mail(kept[0].as_bytes()).unwrap();
        let header = |name: &str| mail.headers.get_first_value(name).unwrap();
        assert_eq!(header("To"), format!("{}@example.invalid", person.replace('@', ".")));
        assert!(header("From").contains("平台") && header("From").contains("<portal@example.invalid>"));
        assert_eq!(header("Message-ID"), format!("<{job}@example.invalid>"));
        assert_eq!(mail.ctype.mimetype, "multipart/alternative");
        let (title, other, lang) = match language {
            "zh-CN" => ("关闭高危端口", "Close dangerous ports", "lang=\"zh-CN\""),
            _ => ("Close dangerous ports", "关闭高危端口", "lang=\"en\""),
        };
        assert!(header("Subject").contains("WT-2026-000123"));
        for (kind, mark) in [("text/plain", "http://127.0.0.1:8080/issues/"), ("text/html", lang)] {
            let text = text(&mail, kind);
            assert!(text.contains(title) && !text.contains(other) && text.contains(mark), "{kind}: {text}");
        }
        let clear = server.heard_in_the_clear();
        assert!(clear.contains("STARTTLS") && !clear.contains("AUTH") && !clear.contains("MAIL"), "{clear}");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_wrong_password_is_shown_and_once_it_is_right_everything_arrives(pool: PgPool) {
    let w = World::new(pool).await;
    let server = MailServer::start("PLAIN LOGIN").await;
    for person in ["officer@CQ01001", "owner@CQ01001", "leader@CQ01001"] {
        waits(&w, person, "zh-CN").await;
    }
    let wrong = with(&w, &server, "guess", true);
    for _ in 0..4 {
        work_off(&wrong, JOBS).await.unwrap();
        w.pass(Duration::hours(1));
    }
    let page = w.sign_in("admin@CQ01").await.get("/admin/mails").await.is(200).text();
    assert!(page.contains("535") && page.contains("等待") && !page.contains("guess"), "{page}");
    assert_eq!(w.value::<i64>("select count(*) from job where given_up_at is null and tries = 4").await, 3);
    work_off(&with(&w, &server, "open sesame", true), JOBS).await.unwrap();
    assert_eq!((server.kept().len(), ids(&server.kept()).into_iter().collect::<BTreeSet<_>>().len()), (3, 3));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_server_that_cannot_prove_who_it_is_hears_no_password(pool: PgPool) {
    let w = World::new(pool).await;
    let server = MailServer::start("PLAIN LOGIN").await;
    waits(&w, "officer@CQ01001", "zh-CN").await;
    work_off(&with(&w, &server, "open sesame", false), JOBS).await.unwrap();
    assert!(server.kept().is_empty());
    let why = last_error(&w).await;
    assert!(why.to_lowercase().contains("certificate"), "{why}");
    w.pass(Duration::hours(1));
    work_off(&with(&w, &server, "open sesame", true), JOBS).await.unwrap();
    assert_eq!(server.kept().len(), 1);
}

/// What was kept without a word comes again under the same id, by which every mailbox tells it.
#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn whatever_the_server_does_every_mail_arrives_and_none_twice(pool: PgPool) {
    let w = World::new(pool).await;
    let server = MailServer::start("PLAIN LOGIN").await;
    let people = [
        "officer@CQ01001",
        "owner@CQ01001",
        "leader@CQ01001",
        "reviewer@CQ01",
        "supervisor@CQ01",
        "officer@CQ01",
        "leader@CQ01",
    ];
    let mut expected = BTreeSet::new();
    for _ in 0..2 {
        for person in people {
            expected.insert(format!("<{}@example.invalid>", waits(&w, person, "zh-CN").await));
        }
    }
    let bad = [
        Mood::Later,
        Mood::Absent,
        Mood::DropWithin,
        Mood::DropBehind,
        Mood::Busy,
        Mood::Dislikes,
        Mood::Accept,
        Mood::DropBehind,
        Mood::Absent,
        Mood::Later,
        Mood::DropWithin,
        Mood::Accept,
        Mood::Busy,
        Mood::DropBehind,
    ];
    server.moods(&[bad, bad].concat());
    let (one, two) = (with(&w, &server, "open sesame", true), with(&w, &server, "open sesame", true));
    for _ in 0..12 {
        let (a, b) = tokio::join!(work_off(&one, JOBS), work_off(&two, JOBS));
        a.unwrap();
        b.unwrap();
        w.pass(Duration::hours(1));
    }
    assert_eq!(w.value::<i64>("select count(*) from job where done_at is null").await, 0);
    let kept = ids(&server.kept());
    assert_eq!(kept.iter().cloned().collect::<BTreeSet<_>>(), expected);
    let unsure = bad.iter().filter(|m| **m == Mood::DropBehind).count() * 2;
    assert_eq!(kept.len(), expected.len() + unsure, "no other came twice");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_mailbox_that_is_not_there_is_given_up_and_can_be_sent_again_by_hand(pool: PgPool) {
    let w = World::new(pool).await;
    let server = MailServer::start("PLAIN LOGIN").await;
    server.moods(&[Mood::Unknown]);
    let job = waits(&w, "officer@CQ01001", "zh-CN").await;
    let app = with(&w, &server, "open sesame", true);
    work_off(&app, JOBS).await.unwrap();
    w.pass(Duration::hours(2));
    assert_eq!(work_off(&app, JOBS).await.unwrap(), 0, "it is given up");
    let mut admin = w.sign_in("admin@CQ01").await;
    let page = admin.get("/admin/mails").await.is(200).text();
    assert!(
        page.contains("no such mailbox") && page.contains("消息提醒") && page.contains("发送失败"),
        "{page}"
    );
    admin.post(&format!("/admin/mails/{job}/retry"), &[]).await.is(303);
    work_off(&app, JOBS).await.unwrap();
    assert_eq!(server.kept().len(), 1);
}

/// The one test that waits: a server that says nothing for longer than a sender has patience.
#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_silent_server_costs_a_try_and_no_mail(pool: PgPool) {
    let w = World::new(pool).await;
    let server = MailServer::start("PLAIN LOGIN").await;
    server.moods(&[Mood::Silent(std::time::Duration::from_secs(60))]);
    waits(&w, "officer@CQ01001", "zh-CN").await;
    let app = with(&w, &server, "open sesame", true);
    assert_eq!(work_off(&app, JOBS).await.unwrap(), 1);
    let why = last_error(&w).await;
    assert_eq!(why, "the server took too long");
    assert!(server.kept().is_empty());
    w.pass(Duration::hours(1));
    work_off(&app, JOBS).await.unwrap();
    assert_eq!(server.kept().len(), 1);
}
