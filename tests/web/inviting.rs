//! 批量邀请: the preview says of each person what will come of it, and just that comes.
use super::support::{Answer, World};
use chrono::Duration;
use sqlx::PgPool;
use uuid::Uuid;
use zicha::{base::jobs::work_off, features::JOBS};

/// Somebody without sign-in; an address and a post of the unit where they are given.
async fn someone(w: &World, name: &str, unit: &str, mail: &str, role: Option<&str>) -> String {
    let add = "insert into person (id, unit_id, path, name, mail, created_at)
               select gen_random_uuid(), id, path, $1, $2, $3 from unit where code = $4 returning id";
    let id: Uuid = sqlx::query_scalar(add)
        .bind(name)
        .bind(mail)
        .bind(w.now())
        .bind(unit)
        .fetch_one(&w.pool)
        .await
        .unwrap();
    if let Some(role) = role {
        post(w, id, role, unit).await;
    }
    id.to_string()
}

async fn post(w: &World, person: Uuid, role: &str, unit: &str) {
    let add = "insert into post (id, person_id, unit_id, path, role, starts_on, created_at)
               select gen_random_uuid(), $1, id, path, $2, '2026-01-01', $3 from unit where code = $4";
    sqlx::query(add).bind(person).bind(role).bind(w.now()).bind(unit).execute(&w.pool).await.unwrap();
}

/// What the preview says: name and what comes of it.
fn fates(page: &Answer) -> Vec<(String, String)> {
    page.all("tbody th a").into_iter().zip(page.all("tbody td:last-child")).collect()
}

fn fate<'a>(fates: &'a [(String, String)], name: &str) -> &'a str {
    fates.iter().find(|(n, _)| n == name).map_or("not there", |(_, fate)| fate.as_str())
}

const WAITING: &str = "select count(*) from job where kind = 'mail.invite'";
const EVENTS: &str = "select count(*) from audit where kind = 'person.invite'";

/// The school with people of every kind, and the ids of all of them and of one elsewhere.
async fn school(w: &World) -> Vec<String> {
    let above = someone(w, "兼职", "CQ01001", "e@example.invalid", Some("staff")).await;
    post(w, above.parse().unwrap(), "supervisor", "CQ").await;
    vec![
        someone(w, "甲", "CQ01001", "a@example.invalid", Some("staff")).await,
        someone(w, "乙", "CQ01001", "b@example.invalid", Some("owner")).await,
        someone(w, "无邮箱", "CQ01001", "", Some("staff")).await,
        someone(w, "无任职", "CQ01001", "d@example.invalid", None).await,
        above,
        someone(w, "外单位", "CQ02001", "f@example.invalid", Some("staff")).await,
        w.people["officer@CQ01001"].to_string(),
    ]
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn several_people_are_invited_as_the_preview_says(pool: PgPool) {
    let w = World::new(pool).await;
    let ids = school(&w).await;
    let mut me = w.sign_in("admin@CQ01").await;
    let picked: String = ids.iter().chain(&ids[..1]).map(|id| format!("&pick={id}")).collect();
    let page = me.get(&format!("/people/invite?unit=CQ01001{picked}")).await.is(200);
    let told = fates(&page);
    assert_eq!(told.len(), 6, "each once, and nobody of another district: {told:?}");
    for (name, says) in [
        ("甲", "将发送邀请邮件"),
        ("乙", "将发送邀请邮件"),
        ("无邮箱", "没有登记邮箱"),
        ("无任职", "没有任职"),
        ("兼职", "上级单位系统管理员"),
        ("officer@CQ01001", "已有登录账号"),
    ] {
        assert!(fate(&told, name).contains(says), "{name}: {}", fate(&told, name));
    }
    assert!(page.all("main form").concat().contains("2人"), "{:?}", page.all("main form"));
    assert_eq!(w.value::<i64>(WAITING).await, 0, "a preview sends nothing");

    // Everybody that was chosen is sent, whatever the preview said of them: the guard is the verb's.
    let key = Uuid::now_v7().to_string();
    let mut form: Vec<(&str, &str)> = ids.iter().map(|id| ("person", id.as_str())).collect();
    form.extend([("back", "/people?unit=CQ01001"), ("key", &key)]);
    assert_eq!(me.post("/people/invite", &form).await.is(303).to(), "/people?unit=CQ01001");
    let said = me.get("/people?unit=CQ01001").await.all(".flash").concat();
    assert!(said.contains("已邀请2人") && said.contains("4人"), "{said}");
    let who = "select string_agg(p.name, ',' order by p.mail) from job j join person p on p.id = j.person_id";
    assert_eq!(w.value::<String>(who).await, "甲,乙");
    assert_eq!(w.value::<i64>(EVENTS).await, 2);
    // A double click is the same form once more.
    assert_eq!(me.post("/people/invite", &form).await.is(303).to(), "/people?unit=CQ01001");
    assert_eq!((w.value::<i64>(WAITING).await, w.value::<i64>(EVENTS).await), (2, 2));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_invitation_that_waits_or_is_still_good_is_not_sent_again_by_a_batch(pool: PgPool) {
    let w = World::new(pool).await;
    let id = someone(&w, "甲", "CQ01001", "a@example.invalid", Some("staff")).await;
    let mut me = w.sign_in("admin@CQ01").await;
    let (path, form) = (format!("/people/invite?pick={id}"), [("person", id.as_str())]);
    me.post("/people/invite", &form).await.is(303);
    for (says, wait) in [("已在发送队列中", true), ("链接仍然有效", false)] {
        if !wait {
            assert_eq!(work_off(&w.app, JOBS).await.unwrap(), 1);
        }
        let page = me.get(&path).await.is(200);
        assert!(fate(&fates(&page), "甲").contains(says), "{:?}", fates(&page));
        assert_eq!(page.attr("main form", "action"), None, "nothing to confirm");
        me.post("/people/invite", &form).await.is(409);
        assert_eq!(w.value::<i64>(EVENTS).await, 1);
    }
    // Alone it is sent anew on purpose; and a link that is over is no reason to stay.
    me.post(&format!("/people/{id}/invite/mail"), &[]).await.is(303);
    assert_eq!(work_off(&w.app, JOBS).await.unwrap(), 1);
    w.pass(Duration::days(7) + Duration::minutes(1));
    let mut me = w.sign_in("admin@CQ01").await;
    me.post("/people/invite", &form).await.is(303);
    assert_eq!(w.value::<i64>(EVENTS).await, 3);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn many_are_invited_by_their_administrators_alone(pool: PgPool) {
    let w = World::new(pool).await;
    let ids = school(&w).await;
    let form: Vec<(&str, &str)> = ids[..2].iter().map(|id| ("person", id.as_str())).collect();
    for (who, status) in [
        ("officer@CQ01001", 403),
        ("supervisor@CQ01", 403),
        ("leader@CQ01", 403),
        ("staff@CQ01001", 403),
        ("auditor@CQ01", 403),
        ("admin@CQ02", 409),
    ] {
        let mut browser = w.sign_in(who).await;
        browser.post("/people/invite", &form).await.is(status);
        browser.get("/people/invite").await.is(if status == 409 { 200 } else { 403 });
    }
    assert_eq!(w.value::<i64>(WAITING).await, 0);
    assert!(w.sign_in("officer@CQ01").await.get("/people").await.is(200).all("#batch").is_empty());
    let mut me = w.sign_in("admin@CQ01").await;
    assert!(!me.get("/people").await.is(200).all("#batch").is_empty());
    assert!(me.get("/people/invite").await.is(200).all("main").concat().contains("没有选择"));
    me.post("/people/invite", &[("person", "1' or 1=1"), ("back", "//evil.example")]).await.is(409);
    // All that the filter finds, however it is narrowed.
    let page = me.get("/people/invite?unit=CQ01001&role=owner&scope=all").await.is(200);
    assert_eq!(page.all("tbody th a"), ["owner@CQ01001", "乙"]);
    assert_eq!(me.get("/people/invite?unit=CQ02&scope=all").await.is(200).all("tbody th").len(), 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn two_batches_at_once_invite_each_person_once(pool: PgPool) {
    let w = World::new(pool).await;
    let ids = school(&w).await;
    let form: Vec<(&str, &str)> = ids[..2].iter().map(|id| ("person", id.as_str())).collect();
    let second = w.second();
    let (mut one, mut two) = (w.sign_in("admin@CQ01").await, w.sign_in_at(&second, "admin@CQ").await);
    let (a, b) = tokio::join!(one.post("/people/invite", &form), two.post("/people/invite", &form));
    let mut ends = [a.status.as_u16(), b.status.as_u16()];
    ends.sort_unstable();
    assert_eq!(ends, [303, 409]);
    assert_eq!((w.value::<i64>(WAITING).await, w.value::<i64>(EVENTS).await), (2, 2));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn more_people_than_a_batch_takes_is_said(pool: PgPool) {
    let w = World::new(pool).await;
    sqlx::query(
        "insert into person (id, unit_id, path, name, created_at)
         select gen_random_uuid(), u.id, u.path, 'n' || n, now() from generate_series(1, 501) n, unit u where u.code = 'CQ02001'",
    )
    .execute(&w.pool)
    .await
    .unwrap();
    let page = w.sign_in("admin@CQ02").await.get("/people/invite?scope=all").await.is(200);
    assert!(page.all(".flash").concat().contains("500") && page.all("tbody").is_empty());
}
