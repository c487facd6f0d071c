//! Checklists: the built-in edition comes once, stays as it is, and is read by clause, layer and figure.
use super::support::World;
use sqlx::PgPool;
use zicha::features::checklists;

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_built_in_edition_is_added_once_though_two_instances_start_at_once(pool: PgPool) {
    let w = World::new(pool).await;
    let second = w.second();
    let (one, two) = tokio::join!(checklists::ensure_built_in(&w.app), checklists::ensure_built_in(&second));
    one.and(two).unwrap();
    checklists::ensure_built_in(&w.app).await.unwrap();
    assert_eq!(w.value::<i64>("select count(*) from checklist").await, 1);
    assert_eq!(w.value::<i64>("select count(*) from checklist_item").await, 92);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_published_checklist_does_not_change(pool: PgPool) {
    let w = World::new(pool).await;
    checklists::ensure_built_in(&w.app).await.unwrap();
    for change in [
        "update checklist set version = 'x'",
        "delete from checklist_item",
        "update checklist_item set body = '{}' where code = 'NET-02'",
    ] {
        let refused = sqlx::query(change).execute(&w.pool).await.unwrap_err().to_string();
        assert!(refused.contains("does not change"), "{refused}");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn everyone_reads_the_checklist_by_clause_layer_and_figure(pool: PgPool) {
    let w = World::new(pool).await;
    checklists::ensure_built_in(&w.app).await.unwrap();
    let mut staff = w.sign_in("staff@CQ01001").await;
    let list = staff.get("/checklists").await.is(200);
    let href = list.attr("td.act a", "href").unwrap();
    let by_clause = staff.get(&href).await.is(200);
    assert_eq!(by_clause.all("article.item").len(), 92);
    assert_eq!(by_clause.all("section.layer").len(), 10);
    assert!(by_clause.text().contains("条款名称为本平台归纳，并非通知原文"));
    let layer = staff.get(&format!("{href}?by=layer&strength=either")).await.is(200);
    assert!(layer.all("article.item h3").iter().any(|h| h.starts_with("BAK-04")));
    assert!(layer.all("article.item").len() < 10);
    let figures = staff.get(&format!("{href}?by=figures")).await.is(200);
    assert!(figures.text().contains("法律依据") && figures.text().contains("本平台默认值"));
    let mut english = w.sign_in("staff@CQ01001").await.english();
    assert!(english.get(&href).await.is(200).text().contains("Default of this portal"));
    w.sign_in("auditor@CQ").await.get("/checklists").await.is(403);
    staff.get("/checklists/01990000-0000-7000-8000-000000000000").await.is(404);
}
