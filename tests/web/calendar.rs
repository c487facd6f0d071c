//! Holidays of the organisation: kept by the root's administrator, followed by every instance, never moving what was issued.
use super::support::{Client, World};
use sqlx::PgPool;

async fn raise(w: &World, officer: &mut Client) -> String {
    let (unit, owner) = (w.units["CQ01001"].to_string(), w.people["owner@CQ01001"].to_string());
    let form = [
        ("unit", unit.as_str()),
        ("title", "3389"),
        ("severity", "critical"),
        ("owner", &owner),
        ("main", "NET-02"),
        ("found_on", "2026-11-23"),
    ];
    officer.post("/issues", &form).await.is(303);
    w.value("select due::text from issue order by id desc limit 1").await
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_new_calendar_counts_from_the_next_request_on_every_instance_and_moves_no_deadline(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let mut elsewhere = w.sign_in_at(&w.second(), "officer@CQ01001").await;
    let before = raise(&w, &mut officer).await;
    assert_eq!(before, raise(&w, &mut elsewhere).await);
    let mut admin = w.sign_in("admin@CQ").await;
    let year = [("year", "2026"), ("off", "2026-11-24 2026-11-26"), ("work", "2026-11-28")];
    admin.post("/admin/calendar", &year).await.is(303);
    let after = raise(&w, &mut officer).await;
    assert!(after > before, "{before} {after}");
    assert_eq!(after, raise(&w, &mut elsewhere).await);
    assert_eq!(w.value::<i64>("select count(distinct due) from issue").await, 2, "the first two stay");
    let page = admin.get("/admin/calendar").await.is(200).all("tbody tr").join("|");
    assert!(page.contains("本组织维护") && page.contains("11-24"), "{page}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_file_of_years_is_taken_whole_or_not_at_all(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let good = "[[year]]\nyear = 2027\noff = [['2027-01-01','2027-01-03']]\nwork = ['2027-01-09']\n";
    for bad in [
        "",
        "x",
        "[[years]]",
        &format!("{good}{good}"),
        &good.replace("01-09", "01-04"),
        &format!("{good}[[year]]\nyear = 2028\noff = [['2028-01-03','2028-01-01']]\nwork = []"),
    ] {
        let page = admin.post("/admin/calendar/import", &[("table", bad)]).await.is(422);
        assert!(!page.all("#table-error").is_empty(), "{bad}");
        assert_eq!(w.value::<i64>("select count(*) from holiday_year").await, 0);
    }
    admin.post("/admin/calendar/import", &[("table", good)]).await.is(303);
    assert_eq!(w.value::<i32>("select year from holiday_year").await, 2027);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn faulty_lines_of_a_year_are_told_at_their_field(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    for (year, off, work, field) in [
        ("1999", "", "", "year"),
        ("2027", "2027-02-30", "", "off"),
        ("2027", "2027-01-03 2027-01-01", "", "off"),
        ("2027", "2027-01-01 2027-01-02 2027-01-03", "", "off"),
        ("2027", "", "2027-01-04", "work"),
    ] {
        let page =
            admin.post("/admin/calendar", &[("year", year), ("off", off), ("work", work)]).await.is(422);
        assert!(!page.all(&format!("#{field}-error")).is_empty(), "{year} {off} {work}");
        assert_eq!(page.all("#off").join(""), off);
    }
    w.sign_in("admin@CQ01").await.post("/admin/calendar", &[("year", "2027")]).await.is(403);
}
