//! The database goes away and comes back under a running program.
use super::support::{Client, Place};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_restarts_is_a_503_page_and_needs_no_restart_of_the_program() {
    let mut place = Place::new().await;
    let portal = place.portal(&[]).await;
    let mut officer = Client::sign_in(portal.address, "officer-B00025").await.unwrap();
    assert_eq!(officer.get("/issues").await.unwrap().status, 200);
    assert_eq!(officer.get("/readyz").await.unwrap().status, 200);

    place.stop_database();
    for path in ["/issues", "/todo"] {
        let page = officer.get(path).await.unwrap();
        assert_eq!(page.status, 503, "{path}");
        assert!(page.between("<main", "</main>").is_some(), "{path}: a page, not a bare line");
    }
    let ready = officer.get("/readyz").await.unwrap();
    assert_eq!((ready.status, &ready.body[..]), (503, &b"the database does not answer"[..]));
    assert_eq!(officer.get("/healthz").await.unwrap().status, 200, "the program itself is well");

    place.start_database();
    let begun = Instant::now();
    while officer.get("/readyz").await.unwrap().status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(30), "not ready again");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(officer.get("/issues").await.unwrap().status, 200, "still signed in");
}
