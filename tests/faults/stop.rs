//! SIGTERM under load, and what the program tells those who watch it.
use super::support::{Client, Place};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};
use zicha_bench::{client::Answer, portal::free_address};

/// Reads the list until told to stop, as through a balancer: a connection that the server closes is not used again.
async fn reads(
    who: Client,
    at: SocketAddr,
    over: Arc<AtomicBool>,
    answered: Arc<AtomicUsize>,
) -> Result<(), String> {
    let mut who = who.again(at).await.map_err(|e| e.to_string())?;
    while !over.load(Ordering::Relaxed) {
        if !who.is_open() {
            who = who.again(at).await.map_err(|e| format!("no connection: {e}"))?;
        }
        let page = who.get("/issues?state=all").await.map_err(|e| format!("cut off: {e}"))?;
        if page.status != 200 {
            return Err(format!("answered {}", page.status));
        }
        answered.fetch_add(1, Ordering::Relaxed);
    }
    // One more, that is running when the program ends.
    if !who.is_open() {
        who = who.again(at).await.map_err(|e| format!("no connection: {e}"))?;
    }
    who.get("/issues?state=all").await.map(drop).map_err(|e| format!("the last one was cut off: {e}"))
}

/// Asks as a balancer does, on a connection for this one question: an answer may be the last of its connection.
async fn ready(at: SocketAddr) -> Answer {
    Client::connect(at).await.unwrap().get("/readyz").await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sigterm_nobody_is_cut_off() {
    let place = Place::new().await;
    // Long enough for a busy machine: the last requests come about a second after the signal.
    let mut portal = place.portal(&[("ZICHA_DRAIN", "6")]).await;
    let who = Client::sign_in(portal.address, "supervisor-B00000").await.unwrap();
    let (over, answered) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mut running = Vec::new();
    for _ in 0..8 {
        let who = who.again(portal.address).await.unwrap();
        running.push(tokio::spawn(reads(who, portal.address, over.clone(), answered.clone())));
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(ready(portal.address).await.status, 200);
    portal.terminate().await.unwrap();
    let ready = loop {
        let ready = ready(portal.address).await;
        if ready.status != 200 {
            break ready;
        }
    };
    assert_eq!((ready.status, &ready.body[..]), (503, &b"the program is about to end"[..]));
    let before = answered.load(Ordering::Relaxed);
    // The balancer needs a moment to see it.
    tokio::time::sleep(Duration::from_millis(1000)).await;
    assert!(answered.load(Ordering::Relaxed) > before, "what still comes is served");
    over.store(true, Ordering::Relaxed);
    for one in running {
        assert_eq!(one.await.unwrap(), Ok(()));
    }
    assert!(portal.ended().await.unwrap(), "a good end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_are_told_by_route_on_an_address_of_their_own_alone() {
    let place = Place::new().await;
    let metrics = free_address().unwrap();
    let portal = place.portal(&[("ZICHA_METRICS_LISTEN", &metrics.to_string())]).await;
    let mut officer = Client::sign_in(portal.address, "officer-B00025").await.unwrap();
    for nobody in ["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"] {
        assert_eq!(officer.get(&format!("/issues/{nobody}")).await.unwrap().status, 404);
    }
    assert_eq!(officer.get("/metrics").await.unwrap().status, 404, "not for the public");
    let told = Client::connect(metrics).await.unwrap().get("/metrics").await.unwrap();
    let told = String::from_utf8(told.body.to_vec()).unwrap();
    for line in [
        "zicha_request_seconds_count{route=\"/issues/{id}\",method=\"GET\",status=\"404\"} 2",
        "zicha_request_seconds_count{route=\"none\",method=\"GET\",status=\"404\"} 1",
        "zicha_request_statements_total{route=\"/issues/{id}\",method=\"GET\",status=\"404\"} ",
        "zicha_connections{pool=\"read\",state=\"idle\"}",
        "zicha_mails_unsent 0",
    ] {
        assert!(told.lines().any(|l| l.starts_with(line)), "{line} is missing in\n{told}");
    }
    assert!(!told.contains("00000000-"), "no ids");
    assert!(!told.contains("zicha_statements_total 0\n"), "the program's own log counts:\n{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_statement_is_logged_with_the_number_of_its_request() {
    let place = Place::new().await;
    let portal = place.portal(&[("ZICHA_LOG", "json,info")]).await;
    let mut db = place.database().await;
    let mut officer = Client::sign_in(portal.address, "officer-B00025").await.unwrap();
    let csrf = officer.csrf("/account").await.unwrap();
    let sheet: uuid::Uuid = sqlx::query_scalar(
        "select i.id from inspection i join unit u on u.id = i.unit_id where u.code = 'B00025' order by i.id desc limit 1",
    )
    .fetch_one(&mut db)
    .await
    .unwrap();
    // Somebody else holds the row for a while.
    sqlx::raw_sql("begin").execute(&mut db).await.unwrap();
    sqlx::query("select from inspection where id = $1 for update")
        .bind(sheet)
        .execute(&mut db)
        .await
        .unwrap();
    let path = format!("/inspections/{sheet}/answers");
    let waiting = tokio::spawn(async move { officer.post(&path, &[("csrf", &csrf), ("rest", "all")]).await });
    tokio::time::sleep(Duration::from_millis(900)).await;
    sqlx::raw_sql("rollback").execute(&mut db).await.unwrap();
    waiting.await.unwrap().unwrap();
    let log = std::fs::read_to_string(&portal.log).unwrap();
    let lines: Vec<serde_json::Value> = log.lines().filter_map(|l| serde_json::from_str(l).ok()).collect();
    let slow = lines
        .iter()
        .find(|l| l["target"] == "sqlx::query")
        .unwrap_or_else(|| panic!("no slow statement in\n{log}"));
    let id = slow["span"]["id"].as_str().unwrap();
    assert!(slow.to_string().contains("for update"), "{slow}");
    let answered = lines.iter().find(|l| l["message"] == "answered" && l["span"]["id"] == id);
    assert!(answered.is_some_and(|l| l["span"]["path"].as_str().unwrap().ends_with("/answers")), "{log}");
}
