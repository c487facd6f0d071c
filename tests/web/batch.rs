//! The same verb on many issues: the preview tells what happens, and it happens once.
use super::support::{Answer, Client, World};
use sqlx::PgPool;

fn fates(page: &Answer) -> Vec<String> {
    page.all("tbody td:last-child")
}

/// Picks these, previews with what decides, and gives the form that confirms.
async fn preview(me: &mut Client, verb: &str, ids: &[String], more: &str) -> (Vec<String>, Vec<String>) {
    let picks: String = ids.iter().map(|id| format!("pick={id}&")).collect();
    let page = me.get(&format!("/issues/{verb}?{picks}{more}")).await.is(200);
    let mut changing = Vec::new();
    for id in ids {
        if page.attr(&format!("form[method=post] input[name=issue][value='{id}']"), "value").is_some() {
            changing.push(id.clone());
        }
    }
    (fates(&page), changing)
}

async fn confirm(me: &mut Client, verb: &str, ids: &[String], more: &[(&str, &str)]) -> Answer {
    let mut form: Vec<(&str, &str)> = ids.iter().map(|id| ("issue", id.as_str())).collect();
    form.extend(more);
    me.post(&format!("/issues/{verb}"), &form).await
}

async fn three(w: &World) -> Vec<String> {
    let mut ids = Vec::new();
    for unit in ["CQ01001", "CQ01001", "CQ01002"] {
        ids.push(w.issue(unit).await.to_string());
    }
    ids
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn many_are_nudged_about_with_one_message_each(pool: PgPool) {
    let w = World::new(pool).await;
    let (mut ids, foreign) = (three(&w).await, w.issue("CQ02001").await.to_string());
    let mut me = w.sign_in("supervisor@CQ01").await;
    me.post(&format!("/issues/{}/nudge", ids[0]), &[("word", "请抓紧")]).await.is(303);
    sqlx::query("delete from message").execute(&w.pool).await.unwrap();
    ids.push(foreign);
    let (fates, changing) = preview(&mut me, "nudge", &ids, "").await;
    assert_eq!(fates, ["该问题今天已经催办，每天限一次。", "将催办", "将催办"]);
    assert_eq!(changing, ids[1..3]);
    ids.push(w.issue("CQ01001").await.to_string());
    let refused = confirm(&mut me, "nudge", &ids, &[("reason", "")]).await.is(422);
    assert_eq!(refused.all(".field.bad .error").len(), 1);
    for (who, status) in [("officer@CQ01001", 403), ("owner@CQ01001", 403), ("supervisor@CQ02", 303)] {
        let mut who = w.sign_in(who).await;
        confirm(&mut who, "nudge", &ids, &[("reason", "请抓紧")]).await.is(status);
    }
    let nudges =
        "select count(*) from issue_nudge n join unit u on u.id = n.unit_id where u.code like 'CQ01%'";
    assert_eq!(w.value::<i64>(nudges).await, 1, "whoever is not above them nudges about none of them");
    sqlx::query("delete from message").execute(&w.pool).await.unwrap();
    confirm(&mut me, "nudge", &ids, &[("reason", "请于本周内整改")]).await.is(303);
    confirm(&mut me, "nudge", &ids, &[("reason", "请于本周内整改")]).await.is(409);
    assert_eq!(w.value::<i64>(nudges).await, 4, "twice does it once");
    let told = "select string_agg(p.name || ' ' || m.total, ', ' order by p.name) from message m join person p on p.id = m.person_id";
    let expected = "officer@CQ01001 2, officer@CQ01002 1, owner@CQ01001 2, owner@CQ01002 1";
    assert_eq!(w.value::<String>(told).await, expected);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_extension_is_asked_for_many_as_far_as_each_may(pool: PgPool) {
    let w = World::new(pool).await;
    let mut ids = three(&w).await;
    let mut me = w.sign_in("officer@CQ01001").await;
    let wish = [("until", "2027-01-08"), ("reason", "等待补丁"), ("measure", "限制来源地址")];
    me.post(&format!("/issues/{}/extend", ids[1]), &wish).await.is(303);
    for (state, due) in [("rectifying", "2026-12-21"), ("rectifying", "2026-11-20")] {
        let id = w.issue("CQ01001").await;
        sqlx::query("update issue set state = $2, due = $3::date, started_by = owner_id, started_at = raised_at, started_for = false where id = $1")
            .bind(id).bind(state).bind(due).execute(&w.pool).await.unwrap();
        ids.push(id.to_string());
    }
    let (untold, none) = preview(&mut me, "extend", &ids, "").await;
    assert!(
        none.is_empty() && untold.iter().all(|fate| !fate.contains("将")),
        "nothing before a day is given"
    );
    let (fates, changing) = preview(&mut me, "extend", &ids, "until=2027-01-08").await;
    assert_eq!(fates[0], "将申请延期至2027年1月8日");
    assert!(fates[1].contains("待审批") && fates[3].contains("整改期限已过"), "{fates:?}");
    assert_eq!(fates.len(), 4, "nothing of another unit");
    assert_eq!(changing, [ids[0].clone(), ids[3].clone()]);
    confirm(&mut me, "extend", &ids, &[wish[0], wish[1]]).await.is(422);
    confirm(&mut w.sign_in("owner@CQ01001").await, "extend", &ids, &wish).await.is(403);
    confirm(&mut w.sign_in("supervisor@CQ01").await, "extend", &ids, &wish).await.is(403);
    let flash = confirm(&mut me, "extend", &ids, &wish).await.is(303);
    assert_eq!(flash.to(), "/issues");
    assert!(me.get("/issues").await.all(".flash").join("").contains("2条"));
    confirm(&mut me, "extend", &ids, &wish).await.is(409);
    assert_eq!(w.value::<i64>("select count(*) from issue_request").await, 3);
    assert_eq!(w.value::<i64>("select count(distinct issue_id) from issue_request").await, 3, "one each");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn many_are_rated_anew_as_the_preview_says(pool: PgPool) {
    let w = World::new(pool).await;
    let ids = three(&w).await;
    sqlx::query("update issue set severity = 'high' where id = $1::uuid")
        .bind(&ids[0])
        .execute(&w.pool)
        .await
        .unwrap();
    let mut me = w.sign_in("officer@CQ01").await;
    let (fates, changing) = preview(&mut me, "rate", &ids, "grade=high").await;
    assert!(
        fates[0].contains("已经如此") && fates[1].contains("“高”") && fates[1].contains("2026年12月7日"),
        "{fates:?}"
    );
    assert_eq!(changing, ids[1..]);
    confirm(&mut me, "rate", &ids, &[("grade", "x"), ("reason", "可从互联网访问")]).await.is(400);
    confirm(&mut w.sign_in("leader@CQ01").await, "rate", &ids, &[("grade", "high"), ("reason", "x")])
        .await
        .is(403);
    confirm(&mut me, "rate", &ids, &[("grade", "high"), ("reason", "可从互联网访问")]).await.is(303);
    let became = "select string_agg(severity || ' ' || due, ', ' order by number) from issue";
    assert_eq!(w.value::<String>(became).await, "high 2026-12-21, high 2026-12-07, high 2026-12-07");
    confirm(&mut me, "rate", &ids, &[("grade", "high"), ("reason", "可从互联网访问")]).await.is(409);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'issue.rate'").await, 2);
}
