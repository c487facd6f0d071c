//! Journey 4: the officer asks for an extension, the leader approves it, the owner is reminded, the deadline passes all the same,
//! and the unit above supervises until it has an answer.
use super::support::{Browser, Portal, Scripts, city, journey_at};

async fn raise(b: &mut Browser) {
    b.is_now("officer").await;
    b.open("/issues/new").await;
    b.is_at("登记问题").await;
    city::raise(b).await;
    b.sees("2026年12月21日").await;
}

async fn extend(b: &mut Browser) {
    b.unfold("申请延期").await;
    b.fill("申请延期至", "2027-01-08").await;
    b.fill("原因", "设备到货后方可更换").await;
    b.fill("延期期间的临时处置措施", "已限制来源地址").await;
    b.click("申请延期").await;
    b.sees("待审批").await;
    b.is_now("leader").await;
    b.open("/todo").await;
    b.look_at("todo-to-decide").await;
    b.click("去审批").await;
    b.is_at(city::ISSUE).await;
    b.look_at("issue-to-decide").await;
    b.unfold("审批延期申请").await;
    b.choose("审批意见", "同意").await;
    b.click("提交审批意见").await;
    b.sees("2027年1月8日").await;
}

/// What the person is told, the newest first.
async fn is_told(b: &mut Browser, role: &str, words: &str) {
    b.is_now(role).await;
    b.open("/messages").await;
    b.is_at("消息").await;
    b.sees(words).await;
}

async fn supervise(b: &mut Browser) {
    b.is_now("supervisor").await;
    b.menu("问题隐患").await;
    b.click(city::ISSUE).await;
    b.is_at(city::ISSUE).await;
    b.sees("逾期").await;
    b.unfold("督办").await;
    b.fill("督办要求", "请说明逾期原因，并限期完成整改").await;
    b.fill("反馈期限", "2027-01-20").await;
    b.click("督办").await;
    b.sees("督办〔2027〕1号").await;
    b.look_at("issue-supervised").await;
}

async fn answer(b: &mut Browser) {
    b.is_now("officer").await;
    b.look_at("todo-supervised").await;
    b.click("去签收").await;
    b.is_at("问题隐患督办单").await;
    b.look_at("paper").await;
    b.click("签收").await;
    b.sees("已办理：签收").await;
    b.fill("反馈", "设备本周到货，1月19日前更换完毕").await;
    b.click("提交反馈").await;
    b.sees("已反馈").await;
    b.is_now("supervisor").await;
    b.open("/todo").await;
    b.click("查看反馈").await;
    b.sees("设备本周到货").await;
    b.click("已阅").await;
    b.sees("已办理：已阅").await;
    b.look_at("paper-answered").await;
}

async fn walk(scripts: Scripts, name: &'static str) {
    let (portal, time) = Portal::within().await;
    journey_at(portal, name, scripts, async |b| {
        time.comes("2026-11-23").await;
        city::found(&b.portal).await;
        raise(b).await;
        extend(b).await;
        time.comes("2026-12-16").await;
        is_told(b, "owner", "分派整改任务").await;
        assert!(!b.words().await.contains("期限提醒"), "the first deadline counts no more");
        time.comes("2027-01-05").await;
        is_told(b, "owner", "剩3个工作日").await;
        b.look_at("messages-reminded").await;
        time.comes("2027-01-13").await;
        is_told(b, "leader", "逾期3个工作日").await;
        b.look_at("messages-digest").await;
        supervise(b).await;
        time.comes("2027-01-15").await;
        is_told(b, "leader", "督办反馈剩3个工作日").await;
        answer(b).await;
        time.comes("2027-01-21").await;
        b.is_now("leader").await;
        b.open("/messages").await;
        assert!(!b.words().await.contains("督办反馈逾期"), "answered in time");
        b.are_shown_elsewhere();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadline_is_extended_passes_and_is_supervised() {
    walk(Scripts::On, "deadline").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadline_is_extended_passes_and_is_supervised_without_javascript() {
    walk(Scripts::Off, "deadline-plain").await;
}
