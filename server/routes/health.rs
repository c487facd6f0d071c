//! For load balancers: alive, and ready to serve. For those who watch: the figures of this instance.
use super::Routes;
use crate::{MIGRATOR, base::error::Error, state::App};
use axum::{extract::State, http::StatusCode};

pub(super) fn routes(r: Routes) -> Routes {
    r.get("/healthz", async || "ok").get("/readyz", ready)
}

async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.vitals.is_ending() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the program is about to end");
    }
    let newest = MIGRATOR.iter().map(|m| m.version).max().unwrap_or(0);
    match app.db.ready(newest).await {
        Ok(true) => (StatusCode::OK, "ready"),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "the database waits for migrations"),
        Err(Error::Unavailable(_)) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database refuses"),
    }
}

/// Requests, and the connections to the database, as Prometheus reads them.
pub(super) async fn metrics(State(app): State<App>) -> String {
    let mut text = app.vitals.tell();
    text.push_str("# HELP zicha_connections Connections to the database.\n# TYPE zicha_connections gauge\n");
    for (pool, open, idle) in app.db.connections() {
        text.push_str(&format!("zicha_connections{{pool=\"{pool}\",state=\"idle\"}} {idle}\n"));
        text.push_str(&format!(
            "zicha_connections{{pool=\"{pool}\",state=\"used\"}} {}\n",
            open.saturating_sub(idle)
        ));
    }
    text
}
