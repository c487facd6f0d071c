//! The sheet as it is looked at: what it asks before it fills in, who took part, and what comes back unsaved.
use super::{
    rounds::{cell, failed, of, open, rest, submit},
    support::World,
};
use sqlx::PgPool;

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_rest_of_a_layer_is_asked_for_with_its_items_and_its_cells(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    for name in ["办公网", "教学网", "监控网"] {
        let zone = [("do", "add"), ("kind", "zone"), ("name", name)];
        officer.post(&format!("{path}/columns"), &zone).await.is(303);
    }
    let asked = officer.get(&path).await.all("#network .confirm-body").join("");
    assert!(asked.contains("涉及2个检查项、6个对象") && asked.contains("确认6项符合"), "{asked}");
    let asked = officer.english().get(&path).await.all("#network .confirm-body").join("");
    assert!(asked.contains("2 items") && asked.contains("6 subjects"), "{asked}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_rest_conforms_only_in_the_number_that_the_page_named(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    for name in ["办公网", "教学网", "监控网"] {
        let zone = [("do", "add"), ("kind", "zone"), ("name", name)];
        officer.post(&format!("{path}/columns"), &zone).await.is(303);
    }
    let page = officer.get(&path).await.is(200);
    assert_eq!(page.attr("#rest-network input[name=count]", "value").as_deref(), Some("6"));
    assert_eq!(page.attr("#rest-NET-02 input[name=count]", "value").as_deref(), Some("3"));
    // An answer in place takes its cell out of what is named.
    let (subject, version) = cell(&mut officer, &path, "NET-02").await;
    let fields = [
        ("code", "NET-02"),
        ("subject", subject.as_str()),
        ("version", version.as_str()),
        ("answer", "pass"),
    ];
    officer.htmx = true;
    let part = officer.post(&format!("{path}/answers"), &fields).await.is(200);
    assert_eq!(part.attr("#rest-network input[name=count]", "value").as_deref(), Some("5"));
    assert_eq!(part.attr("#rest-NET-02 input[name=count]", "value").as_deref(), Some("2"));
    officer.htmx = false;

    let answers = "select count(*) from answer";
    for (rest, named, now) in
        [("layer:network", "6", "5"), ("item:NET-02", "3", "2"), ("item:NET-02", "1", "2")]
    {
        let form = [("rest", rest), ("count", named)];
        let page = officer.post(&format!("{path}/answers"), &form).await.is(422);
        let said = page.all(".flash").concat();
        assert!(said.contains(&format!("有{named}项未检查，现有{now}项")), "{said}");
        assert_eq!(page.attr("main input[name=count]", "value").as_deref(), Some(now));
        assert_eq!(page.attr("main button[name=rest]", "value").as_deref(), Some(rest));
        assert_eq!(w.value::<i64>(answers).await, 1, "nothing is marked");
    }
    officer.post(&format!("{path}/answers"), &[("rest", "layer:network"), ("count", "5")]).await.is(303);
    assert_eq!(w.value::<i64>(answers).await, 6);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn whoever_decides_sees_first_what_there_is_to_decide(pool: PgPool) {
    let w = World::new(pool).await;
    let (mut officer, path, subject) = failed(&w).await;
    assert!(
        officer.get(&path).await.all(".settled").is_empty(),
        "whoever answers sees everything in its order"
    );
    rest(&mut officer, &path).await;
    let owner = w.people["owner@CQ01001"].to_string();
    let raise = [
        ("code", "NET-02"),
        ("subject", subject.as_str()),
        ("title", "未限制来源地址"),
        ("owner", owner.as_str()),
        ("severity", "high"),
    ];
    officer.post(&format!("{path}/issues"), &raise).await.is(303);
    submit(&mut officer, &path).await;
    let mut leader = w.sign_in("leader@CQ01001").await;
    let page = leader.get(&path).await.is(200);
    let folded = page.all("details.settled .item-head .code");
    let shown: Vec<String> =
        page.all(".item-head .code").into_iter().filter(|code| !folded.contains(code)).collect();
    assert!(shown.contains(&"NET-02".to_owned()) && !folded.is_empty(), "{shown:?}, folded {folded:?}");
    assert!(page.all("details.settled .cell.fail, details.settled .cell.open").is_empty());
    let said = page.all("details.settled summary").join("");
    assert!(said.contains(&format!("{}项", folded.len())) || page.all("details.settled").len() > 1, "{said}");
    // The unit above gives its reasons at each item, folded or not.
    leader.post(&format!("{path}/sign-off"), &[]).await.is(303);
    let page = w.sign_in("supervisor@CQ01").await.get(&path).await.is(200);
    assert_eq!(page.all("article.item").len(), page.all("textarea[form=return]").len());
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn whoever_decides_sees_who_took_part_and_one_button_to_the_acts(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    let fields = [("party-security", "张三"), ("party-operations", "李四"), ("common", "本周期安排在下月")];
    officer.post(&format!("{path}/submit"), &fields).await.is(303);
    let mut leader = w.sign_in("leader@CQ01001").await;
    let page = leader.get(&path).await.is(200);
    assert_eq!(page.all(".sheet-side a.primary"), ["去签批"]);
    assert_eq!(page.attr(".sheet-side a.primary", "href").as_deref(), Some("#acts"));
    let parties = page.all(".sheet-side dl div").join("、");
    assert_eq!(parties, "安全管理张三、运行维护李四、技术支持空缺");
    leader.post(&format!("{path}/sign-off"), &[]).await.is(303);
    assert!(leader.get(&path).await.all(".sheet-side a.primary").is_empty(), "it waits for somebody else");
    let mut supervisor = w.sign_in("supervisor@CQ01").await;
    let page = supervisor.get(&path).await.is(200);
    assert_eq!(page.all(".sheet-side a.primary"), ["去审核"]);
    assert!(page.all(".sheet-side dl").join("").contains("张三"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn words_for_a_cell_that_is_gone_are_given_back(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    let gone = "zone:01990000-0000-7000-8000-000000000000";
    let fields = [("code", "NET-02"), ("subject", gone), ("answer", "fail"), ("note", "未限制来源地址")];
    let page = officer.post(&format!("{path}/answers"), &fields).await.is(422);
    assert_eq!(page.all("#lost textarea"), ["未限制来源地址"]);
    assert_eq!(page.all(".error-list li"), page.all("#lost .error"));
    let issue = [("code", "NET"), ("subject", gone), ("title", "弱口令"), ("description", "一")];
    let page = officer.post(&format!("{path}/issues"), &issue).await;
    assert!(page.status == 422 && page.all("#lost textarea").join("").contains("弱口令"), "{}", page.status);
    assert!(page.all("#lost #code").join("").contains("检查项："));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn in_place_a_fault_of_an_answer_leaves_everything_else_below_the_cell(pool: PgPool) {
    let w = World::new(pool).await;
    let (mut officer, path, subject) = failed(&w).await;
    officer.htmx = true;
    let long = "长".repeat(1001);
    let fields = [
        ("code", "NET-02"),
        ("subject", subject.as_str()),
        ("version", "1"),
        ("answer", "fail"),
        ("note", long.as_str()),
    ];
    let part = officer.post(&format!("{path}/answers"), &fields).await.is(422);
    assert!(part.text().trim().starts_with("<div class=\"cell-extra cell-faults\""), "{}", part.text());
    assert_eq!(part.headers["hx-reswap"], "none");
    assert!(part.all(".error").join("").contains("1000"));
    let fields = [("code", "NET-02"), ("subject", subject.as_str()), ("version", "1"), ("answer", "pass")];
    let part = officer.post(&format!("{path}/answers"), &fields).await.is(200);
    assert_eq!(part.all(".cell-faults"), [""], "and is taken away again");
    let fields = [("code", "NET-02"), ("subject", subject.as_str()), ("version", "2"), ("answer", "fail")];
    let part = officer.post(&format!("{path}/answers"), &fields).await.is(200);
    assert!(part.all("form.raise option").join("").contains("officer@CQ01001"), "{}", part.text());
    assert!(part.all("#sheet-left").join("").contains("1项不符合尚未登记问题"));
}
