//! Journey 3: the owner submits proof, the reviewer returns it, the owner submits again, the reviewer closes.
use super::support::{Browser, Hands, Scripts, city, fixture, journey};

async fn raise(b: &mut Browser) {
    b.is_now("officer").await;
    b.look_at("todo-none").await;
    b.menu("问题隐患").await;
    b.look_at("issues-none").await;
    b.click("登记问题").await;
    b.is_at("登记问题").await;
    b.look_at("issue-new").await;
    city::raise(b).await;
    b.sees("待整改").await;
    b.look_at("issue").await;
}

/// The owner writes what was done and lays proof beside it.
async fn submit(b: &mut Browser, measure: &str) {
    b.is_now("owner").await;
    b.click("去整改").await;
    b.is_at(city::ISSUE).await;
    b.unfold("提交复核").await;
    b.fill("整改措施", measure).await;
    b.upload("佐证材料", &fixture("photo.png")).await;
    b.click("提交复核").await;
    b.sees("已办理：提交复核").await;
    b.sees("待复核").await;
}

async fn judge(b: &mut Browser) {
    b.is_now("reviewer").await;
    b.click("去复核").await;
    b.is_at(city::ISSUE).await;
}

async fn walk(b: &mut Browser) {
    city::found(&b.portal).await;
    raise(b).await;
    submit(b, "已关闭远程桌面").await;
    judge(b).await;
    b.look_at("issue-to-verify").await;
    b.unfold("退回").await;
    b.fill("退回原因", "缺少防火墙策略截图").await;
    b.click("退回").await;
    b.sees("已办理：退回").await;
    submit(b, "已关闭远程桌面，并补充防火墙策略截图").await;
    judge(b).await;
    b.unfold("销号").await;
    b.click("销号").await;
    b.sees("已销号").await;
    b.look_at("issue-closed").await;
    let steps = b.texts(".timeline strong").await;
    assert_eq!(steps.iter().filter(|s| s.starts_with("提交复核")).count(), 2, "{steps:?}");
    assert!(steps[0].starts_with("销号") && steps.iter().any(|s| s.starts_with("退回")), "{steps:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issue_is_rectified_returned_rectified_again_and_closed() {
    journey("rectification", Scripts::On, walk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issue_is_rectified_without_javascript() {
    journey("rectification-plain", Scripts::Off, walk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issue_is_rectified_with_the_keyboard_alone() {
    journey("rectification-keys", Scripts::On, async |b| {
        b.hands = Hands::Keys;
        walk(b).await;
    })
    .await;
}
