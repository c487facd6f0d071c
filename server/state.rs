//! What every handler reaches.
use crate::{
    base::{
        calendar::{Calendar, Zone, today},
        db::{Db, Moment, holidays},
        error::Result,
        files::Files,
        password::Hasher,
        vitals::Vitals,
    },
    config::Config,
};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::sync::{Arc, PoisonError, RwLock};

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
    /// What this instance tells about itself.
    pub vitals: Arc<Vitals>,
    /// Settings.
    pub config: Arc<Config>,
    /// Working days, and the number of the change that they stand for.
    calendar: Arc<RwLock<(i64, Arc<Calendar>)>>,
    clock: Clock,
}

impl App {
    /// Puts the parts together.
    pub fn new(db: Db, files: Files, calendar: Calendar, config: Config, clock: Clock) -> Self {
        Self {
            db,
            files,
            hasher: Hasher::default(),
            vitals: Arc::default(),
            calendar: Arc::new(RwLock::new((0, Arc::new(calendar)))),
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
    /// Working days of the organisation, as they were when this request entered.
    pub fn calendar(&self) -> Arc<Calendar> {
        Arc::clone(&self.calendar.read().unwrap_or_else(PoisonError::into_inner).1)
    }
    /// Reads the calendar anew when the database says that it has changed since, on whichever instance.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn follow_calendar(&self, version: i64, conn: &mut PgConnection) -> Result<()> {
        if self.calendar.read().unwrap_or_else(PoisonError::into_inner).0 == version {
            return Ok(());
        }
        let fresh = Arc::new(Calendar::shipped_and(holidays(conn).await?));
        // Whichever of two requests comes last: one that comes later puts it right.
        *self.calendar.write().unwrap_or_else(PoisonError::into_inner) = (version, fresh);
        Ok(())
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
