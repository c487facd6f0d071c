//! For load balancers: alive, and ready to serve.
use super::Routes;
use crate::{MIGRATOR, base::error::Error, state::App};
use axum::{extract::State, http::StatusCode};

pub(super) fn routes(r: Routes) -> Routes {
    r.get("/healthz", async || "ok").get("/readyz", ready)
}

async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    let newest = MIGRATOR.iter().map(|m| m.version).max().unwrap_or(0);
    match app.db.ready(newest).await {
        Ok(true) => (StatusCode::OK, "ready"),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "the database waits for migrations"),
        Err(Error::Unavailable(_)) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database refuses"),
    }
}
