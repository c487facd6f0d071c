//! For load balancers: alive, and ready to serve. For those who watch: the figures of this instance.
use super::Routes;
use crate::{
    MIGRATOR,
    base::{
        error::Error,
        jobs::{self, Queue},
    },
    state::App,
};
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

/// Requests, connections to the database and the queue, as Prometheus reads them. Without a database there is no queue to tell of.
pub(super) async fn metrics(State(app): State<App>) -> String {
    let mut text = app.vitals.tell();
    if let Ok(queue) = jobs::queue(&app).await {
        text.push_str(&tell(&queue));
    }
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

fn tell(queue: &[Queue]) -> String {
    let mut text = "# HELP zicha_jobs Jobs that are not done: due, late (due for a minute), later (under way or not due), given up.\n\
                    # TYPE zicha_jobs gauge\n"
        .to_owned();
    for Queue { kind, due, late, later, given_up, .. } in queue {
        for (state, n) in [("due", due), ("late", late), ("later", later), ("given_up", given_up)] {
            text.push_str(&format!("zicha_jobs{{kind=\"{kind}\",state=\"{state}\"}} {n}\n"));
        }
    }
    text.push_str("# HELP zicha_job_oldest_seconds How long the oldest job is due.\n# TYPE zicha_job_oldest_seconds gauge\n");
    for Queue { kind, oldest, .. } in queue {
        text.push_str(&format!("zicha_job_oldest_seconds{{kind=\"{kind}\"}} {oldest}\n"));
    }
    let mails = queue.iter().filter(|q| q.kind.starts_with("mail."));
    let unsent: i64 = mails.map(|q| q.due + q.later).sum();
    text.push_str(&format!(
        "# HELP zicha_mails_unsent Mails that have not left yet.\n# TYPE zicha_mails_unsent gauge\nzicha_mails_unsent {unsent}\n"
    ));
    text
}
