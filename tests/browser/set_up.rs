//! Journey 1: the set-up link, the topmost unit, units by form; then units, staff and systems from the tables that offices keep.
use super::support::{Browser, Scripts, journey};

const PASSWORD: &str = "correct horse battery";

/// From the link to the first administrator.
pub async fn set_up(b: &mut Browser) {
    let link = b.portal.setup_link.clone();
    b.open(&link).await;
    b.is_at("初始设置").await;
    b.look_at("set-up").await;
    b.fill("单位编码", "CQ").await;
    b.fill("单位名称", "市网络安全通报中心").await;
    b.fill("姓名", "王强").await;
    b.fill("用户名", "wangqiang").await;
    b.fill("密码", PASSWORD).await;
    b.fill("再次输入密码", "not the same").await;
    b.click("完成设置").await;
    b.sees("两次输入的密码不一致").await;
    b.look_at_as_it_is("set-up-refused").await;
    b.fill("密码", PASSWORD).await;
    b.fill("再次输入密码", PASSWORD).await;
    b.click("完成设置").await;
    b.is_at("单位").await;
}

async fn add_unit(b: &mut Browser, code: &str, name: &str, order: &str) {
    b.click("新增").await;
    b.is_at("新增单位").await;
    b.fill("单位编码", code).await;
    b.fill("单位名称", name).await;
    b.fill("排序号", order).await;
    b.click("保存").await;
    b.is_at(name).await;
    b.sees("已保存").await;
    b.click("单位").await;
    b.is_at("单位").await;
}

async fn walk(b: &mut Browser) {
    set_up(b).await;
    add_unit(b, "CQ01", "渝中区主管部门", "2").await;
    add_unit(b, "CQ02", "江北区主管部门", "1").await;
    assert_eq!(b.texts("tbody th").await, ["市网络安全通报中心", "江北区主管部门", "渝中区主管部门"]);
    b.look_at("units").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_is_set_up_from_the_link_and_from_tables() {
    journey("set-up", Scripts::On, walk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_is_set_up_without_javascript() {
    journey("set-up-plain", Scripts::Off, walk).await;
}
