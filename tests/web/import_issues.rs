//! The list of issues that an office kept before goes on in the portal.
use super::support::{Answer, Client, World};
use chrono::Duration;
use sqlx::PgPool;

const HEADS: &str =
    "编号,责任单位,问题名称,检查项,严重程度,发现日期,整改期限,责任人,整改状态,整改措施,完成日期\n";

async fn preview(me: &mut Client, lines: &str) -> (String, Answer) {
    let list = format!("{HEADS}{lines}");
    let sent = me.upload("/issues/import", &[], &[("file", "list.csv", list.as_bytes())]).await.is(303);
    let at = sent.to().to_owned();
    let page = me.get(&at).await.is(200);
    (at, page)
}

async fn import(me: &mut Client, lines: &str) -> Answer {
    let (at, page) = preview(me, lines).await;
    let seen = page.attr("input[name=seen]", "value").unwrap();
    me.post(&format!("{at}/apply"), &[("seen", &seen), ("good", "")]).await.is(303);
    page
}

/// Created, changed, unchanged, refused, warned.
fn counts(page: &Answer) -> Vec<usize> {
    page.all("dl.facts dd").iter().map(|n| n.parse().unwrap()).collect()
}

async fn states(w: &World) -> Vec<String> {
    sqlx::query_scalar(
        "select import_key || ' ' || state from issue where import_key is not null order by import_key",
    )
    .fetch_all(&w.pool)
    .await
    .unwrap()
}

async fn find(w: &World, key: &str) -> String {
    let id: uuid::Uuid = sqlx::query_scalar("select id from issue where import_key = $1")
        .bind(key)
        .fetch_one(&w.pool)
        .await
        .unwrap();
    format!("/issues/{id}")
}

const LIST: &str =
    "A1,CQ01001,3389端口开放,NET-02,高,2024-03-05,2024-04-03,owner@CQ01001,已销号,已关闭端口,2024-03-28
A2,CQ01001,口令弱,NET-02,中,2026-10-08,2026-11-20,,整改中,,
A3,CQ01001,未备份,NET-02,低,2026-11-02,2026-12-31,没有这个人,待整改,,
A4,CQ01001,=1+1,NET-02,低,2026-11-02,2026-12-31,owner@CQ01001,待复核,已更改,2026-11-10";

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_list_from_above_goes_in_as_it_stands_and_once(pool: PgPool) {
    let w = World::new(pool).await;
    let mut above = w.sign_in("supervisor@CQ01").await;
    let page = import(&mut above, LIST).await;
    assert_eq!(counts(&page), [4, 0, 0, 0, 2]);
    assert_eq!(states(&w).await, ["a1 closed", "a2 rectifying", "a3 awaiting", "a4 reviewing"]);
    let (_, again) = preview(&mut above, LIST).await;
    assert_eq!(counts(&again), [0, 0, 4, 0, 2], "what was imported is never changed by a list");

    let closed = find(&w, "a1").await;
    let page = above.get(&closed).await.is(200);
    let step = page.all(".event").join("");
    for said in ["导入", "原编号：A1", "导入时的状态：已销号", "发现于2024年3月5日"] {
        assert!(step.contains(said), "{said}: {step}");
    }
    assert!(page.all("aside .facts").join("").contains("2024年4月3日"), "the deadline of the list");
    assert!(page.all("h1").join("").contains("3389"));
    let torn = "select count(*) from issue i where import_key is not null and
        (select count(*) from deadline d where d.issue_id = i.id and d.due = i.due and why = 'first') <> 1";
    assert_eq!(w.value::<i64>(torn).await, 0);
    let number = w.value::<String>("select number from issue where import_key = 'a1'").await;
    assert!(number.starts_with("WT-2024-"), "{number}: a number of its year");
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'issue.import'").await, 4);

    // From here on everybody does with them what they do with any other.
    let mut owner = w.sign_in("owner@CQ01001").await;
    let waiting = find(&w, "a4").await;
    above.post(&format!("{waiting}/close"), &[]).await.is(303);
    above.post(&format!("{closed}/reopen"), &[("reason", "又开放了")]).await.is(303);
    let proof: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let fields = [("measure", "再次关闭"), ("taken_on", "2026-11-22")];
    owner.upload(&format!("{closed}/submit"), &fields, &[("files", "a.png", proof)]).await.is(303);
    assert_eq!(states(&w).await, ["a1 reviewing", "a2 rectifying", "a3 awaiting", "a4 closed"]);
    w.pass(Duration::days(1));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn nobody_closes_their_own_work_by_a_list(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let page = import(&mut officer, LIST).await;
    assert!(page.text().contains("由上级单位复核销号"), "said before it happens");
    assert_eq!(states(&w).await, ["a1 reviewing", "a2 rectifying", "a3 awaiting", "a4 reviewing"]);
    let path = find(&w, "a1").await;
    officer.post(&format!("{path}/close"), &[]).await.is(409);
    w.sign_in("owner@CQ01001").await.post(&format!("{path}/close"), &[]).await.is(403);
    w.sign_in("supervisor@CQ01").await.post(&format!("{path}/close"), &[]).await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_list_says_nothing_about_units_out_of_reach(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let (_, page) = preview(&mut officer, "B1,CQ01002,甲,NET-02,高,2024-03-05,2024-04-03,,待整改,,").await;
    assert_eq!(counts(&page), [0, 0, 0, 1, 0]);
    let mut above = w.sign_in("supervisor@CQ01").await;
    let own = "B1,CQ01,甲,NET-02,高,2024-03-05,2024-04-03,,待整改,,\nB2,CQ02001,乙,NET-02,高,2024-03-05,2024-04-03,,待整改,,";
    let (_, page) = preview(&mut above, own).await;
    assert_eq!(counts(&page), [0, 0, 0, 2, 1]);
    assert!(page.text().contains("请由本单位安全管理员导入"));
    for (who, status) in [("owner@CQ01001", 403), ("leader@CQ01001", 403), ("admin@CQ01", 403)] {
        w.sign_in(who).await.get("/issues/import").await.is(status);
    }
    assert!(states(&w).await.is_empty());
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn of_two_who_import_the_same_list_one_makes_its_issues(pool: PgPool) {
    let w = World::new(pool).await;
    let (mut one, mut two) = (w.sign_in("supervisor@CQ01").await, w.sign_in("supervisor@CQ").await);
    let ((a, first), (b, second)) = tokio::join!(preview(&mut one, LIST), preview(&mut two, LIST));
    let seen = |page: &Answer| page.attr("input[name=seen]", "value").unwrap();
    let (first, second) = (seen(&first), seen(&second));
    let (a, b) = (format!("{a}/apply"), format!("{b}/apply"));
    let (first, second) =
        ([("seen", first.as_str()), ("good", "")], [("seen", second.as_str()), ("good", "")]);
    let (one, two) = tokio::join!(one.post(&a, &first), two.post(&b, &second));
    let mut said = [one.status.as_u16(), two.status.as_u16()];
    said.sort_unstable();
    assert_eq!(said, [303, 409], "whoever comes second is told that it looks otherwise now");
    assert_eq!(states(&w).await.len(), 4);
}
