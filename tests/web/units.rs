//! Units: list, page, add, change.
use super::support::{
    World,
    listed::{cells, listed},
};
use sqlx::PgPool;

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn each_row_leads_the_administrator_to_what_can_be_done_with_its_unit(pool: PgPool) {
    let w = World::new(pool).await;
    let menus = async |who: &str| w.sign_in(who).await.get("/units").await.is(200).all("td.act details a");
    let mut root = vec!["新增下级单位", "修改", "设置"];
    let below = ["新增下级单位", "修改", "移动", "合并", "撤销", "设置"];
    (0..5).for_each(|_| root.extend(below));
    assert_eq!(menus("admin@CQ").await, root, "the root stays where it is");
    assert_eq!(menus("officer@CQ01").await, Vec::<String>::new());
    sqlx::query("update unit set closed_on = '2026-11-01' where code = 'CQ01001'")
        .execute(&w.pool)
        .await
        .unwrap();
    assert_eq!(menus("admin@CQ01").await.len(), 2 * below.len(), "a closed unit is only looked at");
    let mut admin = w.sign_in("admin@CQ01").await;
    let hub = admin.get("/admin").await.is(200);
    assert_eq!(hub.all(".hub h2"), ["单位与人员", "期限与工作日", "平台运行"]);
    assert!(hub.all(".links p").iter().all(|lead| !lead.is_empty()));
    let settings = format!("/units/{}/settings", w.units["CQ01"]);
    assert!(hub.attr(&format!(".links a[href='{settings}']"), "href").is_some(), "of one's own unit");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_admin_adds_and_changes_a_unit(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ01").await;
    let parent = w.units["CQ01"].to_string();
    let added = admin
        .post(
            "/units",
            &[("parent", &parent), ("code", "CQ01003"), ("name", "渝中区第三中学"), ("order_no", "3")],
        )
        .await
        .is(303);
    let page = admin.get(added.to()).await.is(200);
    assert_eq!(page.all("h1"), ["渝中区第三中学"]);
    assert!(page.all(".flash").join("").contains("已保存"));
    let at = added.to().to_owned();
    admin.post(&at, &[("code", "CQ01003"), ("name", "渝中区第三十中学"), ("order_no", "3")]).await.is(303);
    let history = admin.get(&at).await.all(".timeline li").join("|");
    assert!(
        history.contains("修改单位") && history.contains("新增单位") && history.contains("渝中区第三十中学"),
        "{history}"
    );
    let list = admin.get("/units").await.all("tbody th");
    assert_eq!(list, ["渝中区主管部门", "渝中区第一小学", "渝中区第二中学", "渝中区第三十中学"]);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_reader_of_units_keeps_filters_and_columns_and_takes_what_is_filtered(pool: PgPool) {
    let w = World::new(pool).await;
    sqlx::query("update unit set closed_on = '2026-11-01' where code = 'CQ01002'")
        .execute(&w.pool)
        .await
        .unwrap();
    let schools = listed(&w, "leader@CQ01", "/units", "above", "q=CQ010").await;
    assert_eq!(schools.heads, ["单位名称", "上级单位", "操作"]);
    let expected = [
        ["单位名称", "单位编码", "单位类别", "上级单位", "排序号", "状态"],
        ["渝中区第一小学", "CQ01001", "", "渝中区主管部门", "0", "正常"],
        ["渝中区第二中学", "CQ01002", "", "渝中区主管部门", "0", "已撤销"],
    ];
    assert_eq!(schools.rows, expected, "in the order of the tree, nothing of the other district");
    let mut officer = w.sign_in("officer@CQ01001").await;
    let own = cells(&officer.get("/units.xlsx?q=CQ").await.is(200));
    assert_eq!(own.len(), 2, "{own:?}");
    assert_eq!(own[1], ["渝中区第一小学", "CQ01001", "", "", "0", "正常"], "what is above is out of reach");
    assert_eq!(officer.get("/units").await.all("thead th").len(), 5);
    w.sign_in("staff@CQ01001").await.get("/units.xlsx").await.is(403);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_bad_unit_comes_back_with_its_input(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ01").await;
    let parent = w.units["CQ01"].to_string();
    let none =
        admin.post("/units", &[("parent", &parent), ("name", "只有名称"), ("order_no", "三")]).await.is(422);
    assert_eq!(none.attr("input[name=name]", "value").as_deref(), Some("只有名称"));
    assert!(none.all("#code-error").join("").contains("必填"));
    assert!(none.all("#order_no-error").join("").contains("整数"));
    // The code of a unit that this administrator cannot even see is taken all the same.
    let taken =
        admin.post("/units", &[("parent", &parent), ("code", "CQ02001"), ("name", "重复")]).await.is(422);
    assert!(taken.all("#code-error").join("").contains("占用"));
    let elsewhere = w.units["CQ02"].to_string();
    admin.post("/units", &[("parent", &elsewhere), ("code", "CQ02009"), ("name", "越界")]).await.is(422);
    assert_eq!(w.value::<i64>("select count(*) from unit").await, 6);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_same_form_sent_twice_adds_one_unit(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let (parent, key) = (w.units["CQ"].to_string(), uuid::Uuid::now_v7().to_string());
    let form = [("parent", parent.as_str()), ("code", "CQ09"), ("name", "新区"), ("key", key.as_str())];
    let mut other = admin.clone();
    let (a, b) = tokio::join!(admin.post("/units", &form), other.post("/units", &form));
    assert_eq!((a.status, b.status), (303.try_into().unwrap(), 303.try_into().unwrap()));
    assert_eq!(a.to(), b.to());
    assert_eq!(w.value::<i64>("select count(*) from unit where code = 'CQ09'").await, 1);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_new_order_number_moves_the_unit_with_all_below_it(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let district = format!("/units/{}", w.units["CQ01"]);
    admin.post(&district, &[("code", "CQ01"), ("name", "渝中区主管部门"), ("order_no", "9")]).await.is(303);
    let list = admin.get("/units").await.all("tbody td.code");
    assert_eq!(list, ["CQ", "CQ02", "CQ02001", "CQ01", "CQ01001", "CQ01002"]);
}
