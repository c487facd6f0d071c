//! 延期 and 挂账管控 over HTTP: asked for, decided by whom the workflow names, over by the clock.
use super::support::{Answer, Client, World};
use chrono::Duration;
use sqlx::PgPool;
use zicha::base::jobs::work_off;

const WISH: [(&str, &str); 3] =
    [("until", "2027-01-08"), ("reason", "等待供应商补丁"), ("measure", "限制来源地址")];

fn state(page: &Answer) -> String {
    page.all(".page-head .badge").first().cloned().unwrap_or_default()
}

fn tasks(page: &Answer) -> Vec<String> {
    page.all("#decide .task-title")
}

async fn issue(w: &World) -> String {
    format!("/issues/{}", w.issue("CQ01001").await)
}

async fn ask(person: &mut Client, path: &str, verb: &str, until: &str) -> Answer {
    let wish = [("until", until), WISH[1], WISH[2]];
    person.post(&format!("{path}/{verb}"), &wish).await
}

async fn decide(person: &mut Client, path: &str, outcome: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("outcome", outcome)];
    form.extend(more);
    person.post(&format!("{path}/decide"), &form).await
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_first_extension_waits_for_the_leader_and_the_next_for_the_unit_above(pool: PgPool) {
    let w = World::new(pool).await;
    let path = issue(&w).await;
    let (mut owner, mut leader) = (w.sign_in("owner@CQ01001").await, w.sign_in("leader@CQ01001").await);
    let mut above = w.sign_in("officer@CQ01").await;
    ask(&mut owner, &path, "extend", "2027-01-08").await.is(303);
    let page = owner.get(&path).await.is(200);
    assert!(
        page.all("#requests").join("").contains("待审批")
            && page.all(".facts").join("").contains("2026年12月21日")
    );
    assert!(ask(&mut owner, &path, "extend", "2027-01-11").await.is(409).text().contains("待审批"));

    let label = leader.get(&path).await.all("label[for=decide-reason]");
    assert_eq!(label, ["说明（不同意时必填）"], "neither required nor optional");
    assert_eq!(tasks(&leader.get("/todo").await), ["3389 端口对外开放"]);
    assert_eq!(tasks(&above.get("/todo").await), Vec::<String>::new(), "a first one is the leader's");
    decide(&mut above, &path, "approve", &[]).await.is(409);
    let refused = decide(&mut leader, &path, "approve", &[("until", "2027-01-11")]).await.is(422);
    assert_eq!(refused.all(".field.bad .error"), ["不得晚于申请的日期"]);
    decide(&mut leader, &path, "approve", &[("until", "2027-01-05"), ("reason", "抓紧")]).await.is(303);
    let page = leader.get(&path).await;
    assert!(page.all("#requests").join("").contains("已同意（缩短）"));
    assert!(page.all(".facts").join("").contains("2027年1月5日"), "the new deadline");
    assert!(page.all(".facts").join("").contains("2026年12月21日"), "the first is kept");
    assert_eq!(tasks(&leader.get("/todo").await), Vec::<String>::new());

    ask(&mut owner, &path, "extend", "2027-01-11").await.is(303);
    decide(&mut leader, &path, "approve", &[]).await.is(409);
    assert_eq!(tasks(&above.get("/todo").await).len(), 1);
    decide(&mut above, &path, "refuse", &[]).await.is(422);
    decide(&mut above, &path, "refuse", &[("reason", "理由不足")]).await.is(303);
    let page = owner.get(&path).await;
    assert!(page.all("#requests").join("").contains("理由不足"));
    assert!(page.all(".facts").join("").contains("2027年1月5日"), "the deadline stays");
    let ledger = "select string_agg(why || ' ' || due, ', ' order by id) from deadline";
    assert_eq!(w.value::<String>(ledger).await, "extended 2027-01-05");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_registered_risk_comes_back_by_the_clock_even_if_no_job_ran(pool: PgPool) {
    let w = World::new(pool).await;
    let path = issue(&w).await;
    let mut leader = w.sign_in("leader@CQ01001").await;
    ask(&mut w.sign_in("officer@CQ01001").await, &path, "register", "2026-12-01").await.is(303);
    decide(&mut leader, &path, "approve", &[("reason", "同意")]).await.is(303);
    assert_eq!(state(&leader.get(&path).await), "挂账管控");
    work_off(&w.app, zicha::features::JOBS).await.unwrap();
    assert_eq!(state(&leader.get(&path).await), "挂账管控", "its last day has not passed");

    w.pass(Duration::days(9));
    let mut owner = w.sign_in("owner@CQ01001").await;
    assert_eq!(state(&owner.get(&path).await), "待整改", "no worker was there");
    let listed = |page: Answer| page.all("tbody .main-cell a").len();
    let lists = ["awaiting", "registered"].map(|state| format!("/issues?state={state}"));
    assert_eq!((listed(owner.get(&lists[0]).await), listed(owner.get(&lists[1]).await)), (1, 0));
    owner.post(&format!("{path}/start"), &[]).await.is(303);
    assert_eq!(state(&owner.get(&path).await), "整改中");
    work_off(&w.app, zicha::features::JOBS).await.unwrap();
    assert_eq!(state(&owner.get(&path).await), "整改中", "the worker finds nothing to do");

    let path = issue(&w).await;
    ask(&mut owner, &path, "register", "2026-12-10").await.is(303);
    let mut leader = w.sign_in("leader@CQ01001").await;
    decide(&mut leader, &path, "approve", &[]).await.is(303);
    w.pass(Duration::days(9));
    work_off(&w.app, zicha::features::JOBS).await.unwrap();
    work_off(&w.app, zicha::features::JOBS).await.unwrap();
    let written = "select count(*) from audit where kind = 'issue.expire' and person_id is null";
    assert_eq!(
        (w.value::<i64>(written).await, w.value::<String>("select max(state) from issue").await),
        (2, "rectifying".into())
    );
    let due = "select due::text from issue where state = 'awaiting'";
    assert_eq!(w.value::<String>(due).await, "2027-01-08", "20 working days behind 10 December");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_fix_closes_a_registered_risk_too_and_what_is_void_needs_no_decision(pool: PgPool) {
    let w = World::new(pool).await;
    let path = issue(&w).await;
    let (mut owner, mut leader) = (w.sign_in("owner@CQ01001").await, w.sign_in("leader@CQ01001").await);
    ask(&mut owner, &path, "register", "2027-06-01").await.is(303);
    decide(&mut leader, &path, "approve", &[]).await.is(303);
    let proof: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let fields = [("measure", "已升级"), ("taken_on", "2026-11-22")];
    owner.upload(&format!("{path}/submit"), &fields, &[("files", "a.png", proof)]).await.is(303);
    let mut reviewer = w.sign_in("reviewer@CQ01001").await;
    reviewer.post(&format!("{path}/close"), &[]).await.is(303);
    assert_eq!(state(&reviewer.get(&path).await), "已销号");

    let path = issue(&w).await;
    ask(&mut owner, &path, "extend", "2027-01-08").await.is(303);
    reviewer.post(&format!("{path}/void"), &[("reason", "误报")]).await.is(303);
    assert_eq!(w.value::<i64>("select count(*) from issue_request where outcome = 'lapsed'").await, 1);
    assert_eq!(tasks(&leader.get("/todo").await), Vec::<String>::new());
    decide(&mut leader, &path, "approve", &[]).await.is(409);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn two_leaders_decide_once_and_the_database_refuses_who_asked(pool: PgPool) {
    let w = World::new(pool.clone()).await;
    w.add_post("officer@CQ01001", "leader", "CQ01001").await;
    let path = issue(&w).await;
    ask(&mut w.sign_in("owner@CQ01001").await, &path, "extend", "2027-01-08").await.is(303);
    let (mut one, mut two) = (w.sign_in("leader@CQ01001").await, w.sign_in("leader@CQ01001").await);
    let (first, second) =
        tokio::join!(decide(&mut one, &path, "approve", &[]), decide(&mut two, &path, "approve", &[]));
    let mut said = [first.status.as_u16(), second.status.as_u16()];
    said.sort_unstable();
    assert_eq!(said, [303, 409]);

    let path = issue(&w).await;
    ask(&mut w.sign_in("owner@CQ01001").await, &path, "extend", "2027-01-08").await.is(303);
    let own = "update issue_request set decided_by = asked_by, decided_at = now(), outcome = 'refused' where decided_at is null";
    let broken = sqlx::query(own).execute(&pool).await.unwrap_err().to_string();
    assert!(broken.contains("issue_request_is_decided_by_another"), "{broken}");
}
