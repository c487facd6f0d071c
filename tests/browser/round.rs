//! Journey 2: a supervisor opens a round; the officer answers, fails an item with a photo and raises the issue in place; the
//! leader signs off; the supervisor accepts.
use super::support::{Browser, Hands, Scripts, city, fixture, journey};
use thirtyfour::By;

const TITLE: &str = "第四季度自查";

/// Gives an answer to the first cell of an item and waits until it is kept.
async fn answer(b: &mut Browser, code: &str, words: &str) {
    if b.hands == Hands::Keys {
        let key = match words {
            "符合" => "1",
            "部分符合" => "2",
            "不符合" => "3",
            _ => "4",
        };
        return answer_by_key(b, code, key).await;
    }
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

/// Where scripts run, a digit answers the cell that has the focus.
async fn answer_by_key(b: &mut Browser, code: &str, key: &str) {
    let cell = format!("(//article[@id='{code}']//*[contains(@class, 'cell-form')])[1]");
    b.finds(&format!("{cell}//fieldset")).await;
    let radio = b.driver.find(By::XPath(format!("{cell}//input[@type='radio']"))).await.unwrap();
    match b.hands {
        Hands::Mouse => radio.focus().await.unwrap(),
        Hands::Keys => b.reach(&radio).await.unwrap(),
    }
    b.driver.active_element().await.unwrap().send_keys(key).await.unwrap();
    b.finds(&format!("{cell}//*[contains(@class, 'saved')][contains(., '已保存')]")).await;
}

/// Fails an item, raises the issue where it stands, and lays a photo beside the answer.
async fn fail(b: &mut Browser, code: &str) {
    answer(b, code, "不符合").await;
    let item = format!("//article[@id='{code}']");
    b.finds(&format!("{item}//form[contains(@class, 'raise')]//label[starts-with(., '整改责任人')]")).await;
    b.look_at_here("sheet-raising").await;
    b.click_at(&format!("{item}//form[contains(@class, 'raise')]//button")).await;
    b.sees("已登记问题WT-").await;
    b.unfold_at(&format!("{item}//details[summary[normalize-space(.)='上传佐证材料']]")).await;
    b.upload("佐证材料", &fixture("photo.png")).await;
    b.click_at(&format!("{item}//button[normalize-space(.)='上传佐证材料']")).await;
    b.sees("已上传1份佐证材料").await;
}

async fn submit(b: &mut Browser) {
    for layer in ["governance", "management", "network", "media"] {
        b.unfold_at(&format!("//section[@id='{layer}']//details[contains(@class, 'confirm')]")).await;
        b.click_at(&format!(
            "//section[@id='{layer}']//button[@name='rest'][starts-with(normalize-space(.), '确认')]"
        ))
        .await;
        b.sees("项记为“符合”").await;
    }
    b.click_at("//section[@id='computed']//button").await;
    b.sees("已确认平台判定").await;
    b.look_at_here("sheet-filled").await;
    b.click("核对并提交").await;
    b.is_at("核对并提交").await;
    b.look_at("hand-in").await;
    b.click("提请领导签批").await;
    b.sees("已提请单位领导签批").await;
}

async fn sign_off(b: &mut Browser) {
    b.is_now("leader").await;
    b.click("查看并签批").await;
    b.is_at(TITLE).await;
    b.look_at_here("sheet-to-sign").await;
    b.click("签批").await;
    b.sees("待审核").await;
}

async fn accept(b: &mut Browser) {
    b.is_now("supervisor").await;
    b.open("/todo").await;
    b.click("去审核").await;
    b.is_at(TITLE).await;
    b.look_at("sheet-to-accept").await;
    b.click("审核通过").await;
    b.sees("已通过").await;
    b.look_at_here("sheet-accepted").await;
}

async fn walk(b: &mut Browser) {
    city::found(&b.portal).await;
    open_round(b).await;
    fill_in(b).await;
    if b.scripts == Scripts::On {
        answer_by_key(b, "MGT-04", "1").await;
    }
    answer(b, "MGT-06", "部分符合").await;
    answer(b, "MGT-06", "符合").await;
    fail(b, "NET-02").await;
    submit(b).await;
    sign_off(b).await;
    accept(b).await;
    b.is_now("officer").await;
    b.menu("问题隐患").await;
    b.look_at("issues").await;
    assert_eq!(b.texts("tbody tr").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_is_opened_answered_signed_off_and_accepted() {
    journey("round", Scripts::On, walk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_is_walked_through_without_javascript() {
    journey("round-plain", Scripts::Off, walk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_is_walked_through_with_the_keyboard_alone() {
    journey("round-keys", Scripts::On, async |b| {
        b.hands = Hands::Keys;
        walk(b).await;
    })
    .await;
}
