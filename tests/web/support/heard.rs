//! What the program says in its log while a test listens: the fields of each event.
use std::{cell::RefCell, collections::BTreeMap, fmt::Debug, sync::Once};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// The fields of an event, by name.
pub type Said = BTreeMap<&'static str, String>;

const TARGETS: &[&str] = &["sqlx::query", "access"];

thread_local! {
    /// A test's program runs on the test's own thread.
    static HEARD: RefCell<Vec<(&'static str, Said)>> = const { RefCell::new(Vec::new()) };
}

struct Ear;

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if let Some(target) = TARGETS.iter().find(|t| **t == event.metadata().target()) {
            let mut fields = Fields::default();
            event.record(&mut fields);
            HEARD.with_borrow_mut(|heard| heard.push((target, fields.0)));
        }
    }
}

#[derive(Default)]
struct Fields(Said);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

/// What was said to this target since anybody asked last; the first time begins to listen.
pub fn heard(target: &str) -> Vec<Said> {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::subscriber::set_global_default(tracing_subscriber::registry().with(Ear)).unwrap();
    });
    HEARD.take().into_iter().filter(|(t, _)| *t == target).map(|(_, said)| said).collect()
}
