//! What every handler reaches.
use crate::{
    base::{
        calendar::{Calendar, Zone, today},
        db::{Db, Moment},
        files::Files,
        password::Hasher,
        vitals::Vitals,
    },
    config::Config,
};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Gives the time; the program's own is the system's, tests bring theirs.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The program's parts; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// Connections.
    pub db: Db,
    /// Evidence.
    pub files: Files,
    /// Passwords.
    pub hasher: Hasher,
    /// Working days of the organisation.
    pub calendar: Arc<Calendar>,
    /// What this instance tells about itself.
    pub vitals: Arc<Vitals>,
    /// Settings.
    pub config: Arc<Config>,
    clock: Clock,
}

impl App {
    /// Puts the parts together.
    pub fn new(db: Db, files: Files, calendar: Calendar, config: Config, clock: Clock) -> Self {
        Self {
            db,
            files,
            hasher: Hasher::default(),
            calendar: Arc::new(calendar),
            vitals: Arc::default(),
            config: Arc::new(config),
            clock,
        }
    }
    /// The same on another clock.
    #[must_use]
    pub fn with_clock(&self, clock: Clock) -> Self {
        Self { clock, ..self.clone() }
    }
    /// The same in a hurry: what it writes is safe a moment after it says so.
    #[must_use]
    pub fn hurried(&self) -> Self {
        Self { db: self.db.hurried(), ..self.clone() }
    }
    /// Clock and day.
    pub fn at(&self) -> Moment {
        let now = (self.clock)();
        Moment { now, today: today(now, self.zone()), zone: self.zone() }
    }
    /// The organisation's zone.
    pub fn zone(&self) -> Zone {
        self.config.zone
    }
}
