//! What every list can: a filter is kept, columns are chosen, the workbook is the same at once and from the worker.
use super::{Answer, World};
use zicha::{base::jobs::work_off, features::JOBS};

/// The heads of the page, and the lines of the workbook with their heads.
pub struct Listed {
    pub heads: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// The cells of a workbook.
pub fn cells(book: &Answer) -> Vec<Vec<String>> {
    let sheet = zicha::base::spreadsheet::read(&book.bytes, "a.xlsx", &Default::default()).unwrap();
    sheet.rows.iter().map(|r| r.cells.iter().map(|c| c.shown().into_owned()).collect()).collect()
}

/// Goes through a list as somebody who narrows it by `query` and shows the column of this key alone.
pub async fn listed(w: &World, who: &str, list: &str, column: &str, query: &str) -> Listed {
    let mut browser = w.sign_in(who).await;
    let keep = [("name", "常用"), ("query", &format!("{query}&after=x&evil=1"))];
    let to = browser.post(&format!("{list}/filters"), &keep).await.is(303).to().to_owned();
    assert_eq!(to, format!("{list}?{query}"));
    assert_eq!(browser.get(&to).await.is(200).all(".chip[aria-current]"), ["常用"]);
    let choose = [("column", column), ("column", "evil"), ("query", query)];
    browser.post(&format!("{list}/columns"), &choose).await.is(303);
    let page = browser.get(&to).await.is(200);
    let heads = page.all("thead th");
    let rows = cells(&browser.get(&page.attr("a[href*='.xlsx']", "href").unwrap()).await.is(200));
    assert_eq!(page.all("tbody tr").len() + 1, rows.len());
    let noted = sqlx::query_scalar("select data from audit where kind like '%.export' and person_id = $1")
        .bind(w.people[who])
        .fetch_one(&w.pool);
    let noted: serde_json::Value = noted.await.unwrap();
    assert_eq!(
        (noted["rows"].as_u64(), noted["filter"].as_str()),
        (Some(rows.len() as u64 - 1), Some(query))
    );
    browser.post(&format!("{list}/export"), &[("query", query)]).await.is(303);
    work_off(&w.app, JOBS).await.unwrap();
    let made = browser.get("/exports").await.is(200).attr("main a[href^='/exports/']", "href").unwrap();
    assert_eq!(cells(&browser.get(&made).await.is(200)), rows);
    browser.post(&format!("{list}/filters/forget"), &[("name", "常用")]).await.is(303);
    assert!(browser.get(list).await.all(".chip").is_empty());
    Listed { heads, rows }
}
