//! What every handler reaches.
use crate::{
    base::{
        calendar::{Calendar, Zone, today},
        db::{Db, Moment, calendar_version, holidays, kept_by_units},
        error::Result,
        files::Files,
        kept::Kept,
        password::Hasher,
        vitals::Vitals,
    },
    config::Config,
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sqlx::PgConnection;
use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicI32, Ordering},
};

/// Gives the time; the program's own is the system's, tests bring theirs.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// What is held in memory of the database, and the number of the change that it stands for.
struct Memory {
    version: i64,
    calendar: Arc<Calendar>,
    kept: Arc<Kept>,
}

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
    memory: Arc<RwLock<Memory>>,
    day: Arc<AtomicI32>,
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
            memory: Arc::new(RwLock::new(Memory {
                version: 0,
                calendar: Arc::new(calendar),
                kept: Arc::default(),
            })),
            config: Arc::new(config),
            day: Arc::default(),
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
    fn memory<T>(&self, look: impl FnOnce(&Memory) -> T) -> T {
        look(&self.memory.read().unwrap_or_else(PoisonError::into_inner))
    }
    /// Working days of the organisation, as they were when this request entered.
    pub fn calendar(&self) -> Arc<Calendar> {
        self.memory(|m| Arc::clone(&m.calendar))
    }
    /// Working days of a unit: those of the organisation without the days off that the unit and those above it keep.
    pub fn calendar_of(&self, path: &str) -> Calendar {
        self.memory(|m| m.calendar.with_own_days_off(m.kept.days_off(path)))
    }
    /// What units keep for themselves and those below, as it was when this request entered.
    pub fn kept(&self) -> Arc<Kept> {
        self.memory(|m| Arc::clone(&m.kept))
    }
    /// Reads them anew when the database says that they have changed since, on whichever instance.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn follow(&self, version: i64, conn: &mut PgConnection) -> Result<()> {
        if self.memory(|m| m.version == version) {
            return Ok(());
        }
        let calendar = Arc::new(Calendar::shipped_and(holidays(conn).await?));
        let kept = Arc::new(kept_by_units(conn).await?);
        // Whichever of two requests comes last: one that comes later puts it right.
        let fresh = Memory { version, calendar, kept };
        *self.memory.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }
    /// The same for what nobody's request brings about.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn catch_up(&self, conn: &mut PgConnection) -> Result<()> {
        let version = calendar_version(conn).await?;
        self.follow(version, conn).await
    }
    /// Whether this instance has still to see to what a day brings by itself.
    pub fn is_new(&self, day: NaiveDate) -> bool {
        self.day.load(Ordering::Relaxed) != day.num_days_from_ce()
    }
    /// That is done.
    pub fn has_begun(&self, day: NaiveDate) {
        self.day.store(day.num_days_from_ce(), Ordering::Relaxed);
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
