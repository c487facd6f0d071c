//! 整改方案 over HTTP: drawn up, changed and its steps marked by whoever rectifies; earlier ones are kept.
use super::support::{Answer, Client, World};
use chrono::Duration;
use sqlx::PgPool;

const PLAN: &[(&str, &str)] = &[
    ("approach", "long_term"),
    ("measure", "更换防火墙"),
    ("responsible", "运维单位刘洋"),
    ("cost", "１２０００.5"),
    ("emergency", "断开互联网"),
];
const STEPS: [(&str, &str); 4] =
    [("step", "采购"), ("step_due", "2026-12-01"), ("step", "上线"), ("step_due", "2027-03-31")];

async fn draw_up(
    person: &mut Client,
    path: &str,
    changes: &[(&str, &str)],
    steps: &[(&str, &str)],
) -> Answer {
    let changed = |(name, value): &(&'static str, &'static str)| {
        let new = changes.iter().find(|(n, _)| n == name).map_or(*value, |(_, v)| v);
        (*name, new.to_owned())
    };
    let fields: Vec<_> = PLAN.iter().map(changed).collect();
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    fields.extend(steps);
    person.post(&format!("{path}/plan"), &fields).await
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_plan_is_drawn_up_and_changed_and_what_was_planned_before_is_kept(pool: PgPool) {
    let w = World::new(pool).await;
    let path = format!("/issues/{}", w.issue("CQ01001").await);
    let (mut owner, mut above) = (w.sign_in("owner@CQ01001").await, w.sign_in("reviewer@CQ01").await);
    assert!(owner.get(&path).await.all("#plan").is_empty());
    draw_up(&mut owner, &path, &[], &STEPS).await.is(303);
    let plan = above.get(&path).await.is(200).all("#plan").join("");
    for part in ["长期坚持", "更换防火墙", "运维单位刘洋", "12,000.50", "断开互联网", "2026年12月1日前完成"]
    {
        assert!(plan.contains(part), "{part} in {plan}");
    }
    assert!(draw_up(&mut owner, &path, &[], &STEPS).await.is(409).text().contains("整改方案没有变化"));
    draw_up(&mut w.sign_in("officer@CQ01001").await, &path, &[("cost", "9000")], &STEPS).await.is(303);
    let page = owner.get(&path).await;
    assert!(page.all("#plan").join("").contains("9,000"));
    let told = page.all(".event").first().cloned().unwrap_or_default();
    assert!(
        told.contains("制定整改方案（代）") && told.contains("所需资金（元）：12,000.50 → 9,000"),
        "{told}"
    );
    assert!(!told.contains("更换防火墙"), "what stays is not told again: {told}");
    assert_eq!(
        w.value::<String>("select string_agg(no || ' ' || cost, ', ' order by no) from issue_plan").await,
        "1 1200050, 2 900000"
    );
    let mut tx = w.pool.begin().await.unwrap();
    sqlx::query("set local role zicha_app").execute(&mut *tx).await.unwrap();
    let gone = sqlx::query("delete from issue_plan").execute(&mut *tx).await.unwrap_err().to_string();
    assert!(gone.contains("permission denied"), "the program never takes a plan away: {gone}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_step_has_a_date_of_its_own_which_is_marked_when_it_has_passed(pool: PgPool) {
    let w = World::new(pool).await;
    let path = format!("/issues/{}", w.issue("CQ01001").await);
    let mut owner = w.sign_in("owner@CQ01001").await;
    let late = draw_up(&mut owner, &path, &[("approach", "by_deadline")], &STEPS).await.is(422);
    assert_eq!(late.all(".field.bad .error"), ["完成时限不得晚于整改期限2026-12-21，“长期坚持”的除外"]);
    assert_eq!(late.attr("[aria-invalid]", "id").as_deref(), Some("plan-step_due-2"));
    let none = draw_up(&mut owner, &path, &[], &[]).await.is(422);
    assert_eq!(none.attr("[aria-invalid]", "id").as_deref(), Some("plan-step-1"));
    draw_up(&mut owner, &path, &[], &STEPS).await.is(303);

    w.pass(Duration::days(9));
    let mut owner = w.sign_in("owner@CQ01001").await;
    assert_eq!(owner.get(&path).await.all(".plan-steps .over").len(), 1, "the first one is late");
    let tick = |step: &'static str, day: &'static str| [("done", step), ("done_on", day)];
    owner.post(&format!("{path}/step"), &tick("0", "2026-12-03")).await.is(422);
    owner.post(&format!("{path}/step"), &tick("0", "2026-12-02")).await.is(303);
    let page = owner.get(&path).await;
    assert_eq!(page.all(".plan-steps .over"), Vec::<String>::new());
    assert!(page.all(".plan-steps").join("").contains("已于2026年12月2日完成"));
    assert_eq!(page.all("#step-done option"), ["", "上线"], "what is done is not offered again");
    owner.post(&format!("{path}/step"), &tick("0", "2026-12-02")).await.is(422);
    draw_up(&mut owner, &path, &[("cost", "1")], &STEPS).await.is(303);
    let page = owner.get(&path).await;
    assert!(page.all(".plan-steps").join("").contains("已于2026年12月2日完成"), "a new plan keeps the mark");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_plan_is_its_units_alone_and_ends_with_the_work(pool: PgPool) {
    let w = World::new(pool).await;
    let path = format!("/issues/{}", w.issue("CQ01001").await);
    for (who, status) in [
        ("reviewer@CQ01001", 403),
        ("leader@CQ01001", 403),
        ("supervisor@CQ01", 403),
        ("officer@CQ01002", 404),
        ("owner@CQ01002", 404),
    ] {
        let mut person = w.sign_in(who).await;
        draw_up(&mut person, &path, &[], &STEPS).await.is(status);
        person.post(&format!("{path}/step"), &[("done", "0")]).await.is(status);
    }
    w.sign_in("reviewer@CQ01").await.post(&format!("{path}/void"), &[("reason", "误报")]).await.is(303);
    draw_up(&mut w.sign_in("owner@CQ01001").await, &path, &[], &STEPS).await.is(409);
}
