//! Journey 1: the set-up link, the topmost unit, units by form; then units, staff and systems from the tables that offices keep.
use super::support::{Browser, Hands, Scripts, fixture, journey};

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
    b.look_at_answer("set-up-refused").await;
    b.fill("密码", PASSWORD).await;
    b.fill("再次输入密码", PASSWORD).await;
    b.click("完成设置").await;
    b.is_at("单位").await;
}

async fn add_unit(b: &mut Browser, code: &str, name: &str, order: &str) {
    b.click("新增").await;
    b.is_at("新增单位").await;
    if code == "CQ01" {
        b.look_at("unit-new").await;
    }
    b.fill("单位编码", code).await;
    b.fill("单位名称", name).await;
    b.fill("排序号", order).await;
    b.click("保存").await;
    b.is_at(name).await;
    b.sees("已保存").await;
    if code == "CQ01" {
        b.look_at("unit").await;
    }
    b.menu("单位").await;
}

/// Uploads a table to the list at which the browser is, and looks at what would come of it.
async fn upload(b: &mut Browser, list: &str, file: &str, lead: &str) {
    b.menu(list).await;
    b.click("导入").await;
    b.is_at(&format!("导入{list}")).await;
    b.look_at(&format!("{}-import", &file[..5])).await;
    b.upload("文件", &fixture(file)).await;
    b.click("上传并核对").await;
    b.sees(lead).await;
}

/// Confirms what was looked at.
async fn confirm(b: &mut Browser, list: &str, button: &str) {
    b.click(button).await;
    b.sees("继续导入").await;
    b.click(&format!("查看{list}")).await;
    b.is_at(list).await;
}

/// The administrator makes an officer of the topmost unit, who accepts the invitation.
async fn invite_an_officer(b: &mut Browser) {
    b.menu("人员").await;
    b.click("新增").await;
    b.is_at("新增人员").await;
    b.look_at("person-new").await;
    b.choose("所属单位", "市网络安全通报中心").await;
    b.fill("姓名", "李明").await;
    b.click("保存").await;
    b.is_at("李明").await;
    b.click("新增任职").await;
    b.is_at("新增任职").await;
    b.look_at("post-new").await;
    b.choose("所属单位", "市网络安全通报中心").await;
    b.choose("角色", "安全管理员").await;
    b.click("保存").await;
    b.is_at("李明").await;
    b.sees("在任").await;
    b.look_at("person").await;
    b.click("邀请登录").await;
    b.is_at("邀请登录").await;
    let link = b.value("邀请链接").await;
    b.look_at_answer("invited").await;
    b.sign_out("王强").await;
    b.look_at("login").await;
    b.open(&link).await;
    b.is_at("开通登录").await;
    b.look_at("invitation").await;
    b.fill("用户名", "liming").await;
    b.fill("密码", PASSWORD).await;
    b.fill("再次输入密码", PASSWORD).await;
    b.click("开通并登录").await;
}

async fn walk(b: &mut Browser) {
    set_up(b).await;
    add_unit(b, "CQ01", "渝中区主管部门", "2").await;
    add_unit(b, "CQ09", "两江新区主管部门", "1").await;
    assert_eq!(b.texts("tbody th").await, ["市网络安全通报中心", "两江新区主管部门", "渝中区主管部门"]);
    b.look_at("units").await;

    // 61 lines, of which the root and one district are there already.
    upload(b, "单位", "units.xlsx", "全部61行核对无误").await;
    b.look_at("units-preview").await;
    confirm(b, "单位", "确认导入61行").await;

    upload(b, "人员", "staff-gb18030.csv", "222行可以导入，2行有误").await;
    b.sees("与第").await;
    b.look_at("staff-preview").await;
    confirm(b, "人员", "只导入正确的222行").await;
    b.look_at("people").await;

    invite_an_officer(b).await;
    upload(b, "信息系统", "systems-office.xlsx", "71行可以导入，2行有误").await;
    b.sees("不存在的单位").await;
    b.look_at("systems-preview").await;
    confirm(b, "信息系统", "只导入正确的71行").await;
    b.look_at("systems").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_is_set_up_from_the_link_and_from_tables() {
    journey("set-up", Scripts::On, walk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_is_set_up_without_javascript() {
    journey("set-up-plain", Scripts::Off, walk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_is_set_up_with_the_keyboard_alone() {
    journey("set-up-keys", Scripts::On, async |b| {
        b.hands = Hands::Keys;
        walk(b).await;
    })
    .await;
}
