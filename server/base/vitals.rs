//! What the program tells about itself: requests by route with the statements that they sent, and whether it is about to end.
//! Each instance tells its own.
use axum::http::Method;
use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::{
    filter::Targets,
    layer::{Context, Layer},
    registry::LookupSpan,
};

/// Upper ends of the classes in which durations are counted, in seconds.
const CLASSES: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];

/// What sqlx says at the end of every statement; `begin` alone is not among them.
const STATEMENT: &str = "sqlx::query";
/// Statements since the start, those of the worker among them: one number for the process, as there is one log.
static STATEMENTS: AtomicU64 = AtomicU64::new(0);

tokio::task_local! {
    /// Statements of the request that this task answers.
    static SENT: Arc<AtomicU64>;
}

/// Counts the statements of a request; gives its answer and their number.
pub async fn counting<T>(request: impl Future<Output = T>) -> (T, u64) {
    let sent = Arc::new(AtomicU64::new(0));
    let answer = SENT.scope(Arc::clone(&sent), request).await;
    (answer, sent.load(Ordering::Relaxed))
}

/// The part of the log that counts statements and writes nothing.
pub fn statements<S: Subscriber + for<'a> LookupSpan<'a>>() -> impl Layer<S> {
    Statements.with_filter(Targets::new().with_target(STATEMENT, Level::DEBUG))
}

struct Statements;

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, _: &Event<'_>, _: Context<'_, S>) {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
        let _only_in_a_request = SENT.try_with(|sent| sent.fetch_add(1, Ordering::Relaxed));
    }
}

#[derive(Default)]
struct Times {
    /// Per class, those of the quicker ones not among them.
    counts: [u64; CLASSES.len()],
    all: u64,
    seconds: f64,
    statements: u64,
}

/// Kept from the start to the end of a program.
#[derive(Default)]
pub struct Vitals {
    ending: AtomicBool,
    requests: Mutex<BTreeMap<(String, String, u16), Times>>,
}

impl Vitals {
    /// From now on nobody shall send anything new here.
    pub fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
    }

    /// Whether the end has been announced.
    pub fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }

    /// A request that was answered. `route` is the pattern: paths hold ids, of which there is no end.
    pub fn answered(&self, method: &Method, route: &str, status: u16, taken: Duration, statements: u64) {
        // Whoever invents a method does not make a row of it.
        let method = if method.is_safe() || *method == Method::POST { method.as_str() } else { "other" };
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let times = requests.entry((route.to_owned(), method.to_owned(), status)).or_default();
        let seconds = taken.as_secs_f64();
        if let Some(class) = CLASSES.iter().position(|end| seconds <= *end) {
            times.counts[class] += 1;
        }
        times.all += 1;
        times.seconds += seconds;
        times.statements += statements;
    }

    /// The requests as Prometheus reads them.
    pub fn tell(&self) -> String {
        let mut text =
            "# HELP zicha_request_seconds Time until an answer began.\n# TYPE zicha_request_seconds histogram\n"
                .to_owned();
        let mut sent = format!(
            "# HELP zicha_statements_total SQL statements, begin not among them.\n# TYPE zicha_statements_total counter\n\
             zicha_statements_total {}\n\
             # HELP zicha_request_statements_total Those that requests sent.\n# TYPE zicha_request_statements_total counter\n",
            STATEMENTS.load(Ordering::Relaxed)
        );
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        for ((route, method, status), times) in requests.iter() {
            let of = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
            let mut below = 0;
            for (end, n) in CLASSES.iter().zip(times.counts) {
                below += n;
                let _a_string_takes_all =
                    writeln!(text, "zicha_request_seconds_bucket{{{of},le=\"{end}\"}} {below}");
            }
            let Times { all, seconds, statements, .. } = times;
            let _a_string_takes_all = writeln!(sent, "zicha_request_statements_total{{{of}}} {statements}");
            let _a_string_takes_all = write!(
                text,
                "zicha_request_seconds_bucket{{{of},le=\"+Inf\"}} {all}\nzicha_request_seconds_sum{{{of}}} {seconds}\n\
                 zicha_request_seconds_count{{{of}}} {all}\n"
            );
        }
        text + &sent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_counts_in_its_class_and_all_above() {
        let vitals = Vitals::default();
        for ms in [3, 30, 9000] {
            vitals.answered(&Method::GET, "/issues/{id}", 200, Duration::from_millis(ms), 4);
        }
        let told = vitals.tell();
        let of = |le: &str| {
            let head = format!(
                "zicha_request_seconds_bucket{{route=\"/issues/{{id}}\",method=\"GET\",status=\"200\",le=\"{le}\"}} "
            );
            told.lines().find_map(|l| l.strip_prefix(&head)).map(str::to_owned)
        };
        let all = ["0.005", "0.025", "0.05", "5", "+Inf"].map(of);
        assert_eq!(all, ["1", "1", "2", "2", "3"].map(|n| Some(n.to_owned())), "{told}");
        let sent =
            "zicha_request_statements_total{route=\"/issues/{id}\",method=\"GET\",status=\"200\"} 12\n";
        assert!(told.contains(sent), "{told}");
    }
}
