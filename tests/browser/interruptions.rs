//! What comes between a person and her work: a page left too early, a session that ends, a network that is gone, another post,
//! another person on the same sheet, work that takes its time. Nothing is lost without a word, nothing is done that was not meant.
use super::support::{Browser, Scripts, WIDE, city, journey};
use uuid::Uuid;

const TITLE: &str = "第四季度自查";
/// Whether leaving the page now would ask.
const ASKS: &str = "const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    return leaving.defaultPrevented";

async fn asks(b: &Browser) -> bool {
    b.driver.execute(ASKS, vec![]).await.unwrap().json().as_bool().unwrap()
}

/// A round is open, and the officer has its sheet before her.
async fn sheet(b: &mut Browser) {
    city::found(&b.portal).await;
    b.is_now("supervisor").await;
    b.open("/rounds/new").await;
    b.fill("批次名称", TITLE).await;
    b.choose("周期", "每季度").await;
    b.click("新建自查批次").await;
    b.is_at(TITLE).await;
    b.is_now("officer").await;
    b.click("继续填报").await;
    b.is_at(TITLE).await;
}

fn cell(code: &str) -> String {
    format!("(//article[@id='{code}']//*[contains(@class, 'cell-form')])[1]")
}

/// Presses an answer, whatever comes of it.
async fn press(b: &mut Browser, code: &str, words: &str) {
    b.click_at(&format!("{}//label[starts-with(normalize-space(.), '{words}')]", cell(code))).await;
}

/// Waits until the cell says this of its answer.
async fn told(b: &Browser, code: &str, words: &str) {
    b.finds(&format!("{}//*[contains(@class, 'saved')][contains(., '{words}')]", cell(code))).await;
}

/// Waits until a notice over the page says this.
async fn noticed(b: &Browser, words: &str) {
    b.finds(&format!("//div[@id='notices']/div[contains(., '{words}')]")).await;
}

/// The console complained of this alone, which is meant, and of htmx saying it once more.
async fn complained(b: &Browser, of: &str) {
    let complaints = b.complaints().await;
    assert!(
        complaints.iter().all(|c| c.contains(of) || c.ends_with("[object HTMLDivElement]\"")),
        "{complaints:#?}"
    );
}

async fn count(b: &Browser, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&mut b.portal.database().await).await.unwrap()
}

const ANSWERS: &str = "select count(*) from answer";

/// Does something in a second tab, and comes back to the first.
async fn in_a_second_tab(b: &mut Browser, act: impl AsyncFnOnce(&mut Browser)) {
    let first = b.driver.window().await.unwrap();
    let second = b.driver.new_tab().await.unwrap();
    b.driver.switch_to_window(second).await.unwrap();
    b.set_width(WIDE).await;
    act(b).await;
    b.driver.close_window().await.unwrap();
    b.driver.switch_to_window(first).await.unwrap();
    b.comes_to_front().await;
}

async fn signs_in(b: &mut Browser, name: &str) {
    b.open("/login").await;
    b.fill("用户名", name).await;
    b.fill("密码", city::PASSWORD).await;
    b.click("登录").await;
    b.finds("//nav[contains(@class, 'side')]").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_with_unsaved_input_asks_and_after_saving_does_not() {
    journey("leaving", Scripts::On, async |b| {
        city::found(&b.portal).await;
        b.is_now("admin").await;
        b.open("/units").await;
        b.fill("关键词", "小学").await;
        assert!(!asks(b).await, "a filter is no input to lose");
        b.click("新增").await;
        b.is_at("新增单位").await;
        assert!(!asks(b).await, "nothing was entered");
        b.fill("单位编码", "CQ02").await;
        assert!(asks(b).await);
        // A form that comes back is not saved either.
        b.fill("单位名称", "江北区主管部门").await;
        b.fill("单位编码", "CQ01").await;
        b.click("保存").await;
        b.sees("已被占用").await;
        b.fill("单位编码", "CQ02").await;
        assert!(asks(b).await);
        b.click("保存").await;
        b.is_at("江北区主管部门").await;
        assert!(!asks(b).await, "it is saved");
        b.are_shown_elsewhere();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_after_the_session_has_ended_is_kept_and_sent_after_signing_in() {
    journey("session-ends", Scripts::On, async |b| {
        sheet(b).await;
        press(b, "MGT-04", "符合").await;
        told(b, "MGT-04", "已保存").await;
        assert!(!asks(b).await, "every answer saves itself");
        let end = "delete from session";
        sqlx::query(end).execute(&mut b.portal.database().await).await.unwrap();
        press(b, "MGT-06", "不适用").await;
        noticed(b, "登录已失效，填写的内容仍在本页").await;
        told(b, "MGT-06", "保存失败").await;
        assert!(asks(b).await, "it would be lost");
        assert_eq!(count(b, ANSWERS).await, 1);
        in_a_second_tab(b, async |b| signs_in(b, "officer").await).await;
        told(b, "MGT-06", "已保存").await;
        assert_eq!(count(b, "select count(*) from answer where result = 'na'").await, 1);
        assert!(!asks(b).await);
        complained(b, "status of 401").await;
        b.are_shown_elsewhere();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_not_sent_in_the_name_of_whoever_signs_in_next() {
    journey("session-of-another", Scripts::On, async |b| {
        sheet(b).await;
        sqlx::query("delete from session").execute(&mut b.portal.database().await).await.unwrap();
        press(b, "MGT-04", "符合").await;
        noticed(b, "登录已失效").await;
        in_a_second_tab(b, async |b| signs_in(b, "leader").await).await;
        noticed(b, "通过其他任职或者其他账号打开").await;
        told(b, "MGT-04", "保存失败").await;
        assert_eq!(count(b, ANSWERS).await, 0);
        complained(b, "status of 4").await;
        b.are_shown_elsewhere();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_without_a_network_says_so_and_is_sent_when_it_is_back() {
    journey("offline", Scripts::On, async |b| {
        sheet(b).await;
        b.set_network(false).await;
        press(b, "MGT-04", "符合").await;
        told(b, "MGT-04", "保存失败").await;
        noticed(b, "网络不通，填写的内容仍在本页").await;
        assert!(asks(b).await);
        assert_eq!(count(b, ANSWERS).await, 0);
        // By hand it is no better yet.
        b.click_at(&format!("{}//button[normalize-space(.)='重试']", cell("MGT-04"))).await;
        told(b, "MGT-04", "保存失败").await;
        b.set_network(true).await;
        told(b, "MGT-04", "已保存").await;
        assert_eq!(count(b, ANSWERS).await, 1);
        assert!(!asks(b).await);
        complained(b, "ERR_INTERNET_DISCONNECTED").await;
        b.are_shown_elsewhere();
    })
    .await;
}

/// One more post of the officer.
async fn post(b: &Browser, role: &str, path: &str) {
    let add = "insert into post (id, person_id, unit_id, path, role, starts_on, created_at)
        select $1, p.id, u.id, u.path, $2, '2026-01-05', now() from person p, unit u where p.name = '李明' and u.path = $3";
    let added = sqlx::query(add).bind(Uuid::now_v7()).bind(role).bind(path);
    added.execute(&mut b.portal.database().await).await.unwrap();
}

async fn switches(b: &mut Browser, unit: &str, role: &str) {
    b.unfold_at("//details[contains(@class, 'unit-switch')]").await;
    b.click_at(&format!(
        "//details[contains(@class, 'unit-switch')]//button[contains(., '{unit}')][contains(., '{role}')]"
    ))
    .await;
    b.finds(&format!("//details[contains(@class, 'unit-switch')]/summary[contains(., '{unit} · {role}')]"))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn switching_posts_changes_menu_scope_and_what_forms_may_do() {
    journey("posts", Scripts::On, async |b| {
        city::found(&b.portal).await;
        post(b, "supervisor", "1/2/").await;
        post(b, "owner", "1/2/").await;
        b.is_now("officer").await;
        switches(b, "渝中区第一小学", "安全管理员").await;
        let menu = b.texts("nav.side a").await;
        assert!(menu.contains(&"自查任务".to_owned()), "{menu:?}");
        b.menu("单位").await;
        assert_eq!(b.texts("tbody th").await, ["渝中区第一小学"]);

        // A form of the school stays open while another tab goes to the district.
        b.open("/issues/new").await;
        b.fill("问题名称", "服务器开放3389端口").await;
        b.choose("严重程度", "中").await;
        b.choose("整改责任人", "周杰").await;
        b.choose("主检查项", "NET-02").await;
        in_a_second_tab(b, async |b| {
            b.open("/units").await;
            switches(b, "渝中区主管部门", "上级管理人员").await;
            b.menu("单位").await;
            assert_eq!(b.texts("tbody th").await, ["渝中区主管部门", "渝中区第一小学"]);
        })
        .await;
        // The supervisor might raise it as well; but this was the officer's form.
        b.click("登记问题").await;
        b.is_at("页面已过期").await;
        b.sees("服务器开放3389端口").await;
        b.click("继续提交").await;
        b.is_at("未能办理").await;
        b.sees("通过其他任职或者其他账号打开").await;
        assert_eq!(count(b, "select count(*) from issue").await, 0);

        b.open("/units").await;
        switches(b, "渝中区主管部门", "整改责任人").await;
        assert_eq!(b.texts("nav.side a").await, ["待办", "问题隐患", "检查标准"]);
        b.open("/units").await;
        b.is_at("没有权限").await;
        complained(b, "status of 4").await;
        b.are_shown_elsewhere();
    })
    .await;
}

const LAYER: &str = "//section[@id='management']";

/// How many the page would mark.
async fn named(b: &mut Browser) -> usize {
    b.unfold_at(&format!("{LAYER}//details[contains(@class, 'confirm')]")).await;
    let title = b.finds(&format!("{LAYER}//*[@class='confirm-body']/h3")).await.text().await.unwrap();
    title.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rest_conforms_only_as_far_as_the_page_named_it() {
    journey("rest", Scripts::On, async |b| {
        sheet(b).await;
        let all = named(b).await;
        // What is answered on the page itself is no longer named.
        press(b, "MGT-04", "符合").await;
        told(b, "MGT-04", "已保存").await;
        let left = named(b).await;
        assert!(left < all && left > 1, "{all} → {left}");
        let path = b.driver.current_url().await.unwrap().path().to_owned();
        in_a_second_tab(b, async |b| {
            b.open(&path).await;
            press(b, "MGT-06", "不适用").await;
            told(b, "MGT-06", "已保存").await;
        })
        .await;
        let before = count(b, ANSWERS).await;
        b.click_at(&format!("{LAYER}//button[@name='rest'][starts-with(normalize-space(.), '确认')]")).await;
        b.is_at("其余均符合").await;
        b.sees(&format!("本页打开时有{left}项未检查，现有{}项", left - 1)).await;
        assert_eq!(count(b, ANSWERS).await, before, "nothing was marked");
        b.look_at_answer("rest-again").await;
        b.click(&format!("确认{}项符合", left - 1)).await;
        b.sees(&format!("已将{}项记为“符合”", left - 1)).await;
        assert_eq!(count(b, "select count(*) from answer where result = 'na'").await, 1, "it stays");
        b.are_shown_elsewhere();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_import_comes_to_its_preview_and_its_end_by_itself() {
    journey("long-import", Scripts::On, async |b| {
        city::found(&b.portal).await;
        b.is_now("admin").await;
        let lines = (0..2100).map(|n| format!("X{n:04},示例单位{n:04},CQ01\n"));
        let table = format!("单位编码,单位名称,上级单位编码\n{}", lines.collect::<String>());
        let file = std::env::temp_dir().join(format!("units-{}.csv", Uuid::now_v7()));
        std::fs::write(&file, table).unwrap();
        b.open("/units/import").await;
        b.upload("文件", &file).await;
        b.click("上传并核对").await;
        b.finds("//*[@id='progress']").await;
        std::fs::remove_file(&file).ok();
        b.sees("全部2100行核对无误").await;
        b.click("确认导入2100行").await;
        b.sees("继续导入").await;
        assert_eq!(count(b, "select count(*) from unit").await, 2103);
        b.are_shown_elsewhere();
    })
    .await;
}
