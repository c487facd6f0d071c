//! Rows for COPY, and the dice that make the same data each time.
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::fmt::{Display, Write};
use uuid::Uuid;

/// A table that is filled by COPY.
pub(super) struct Table {
    copy: String,
    rows: String,
}

impl Table {
    /// Columns separated by commas.
    pub(super) fn new(name: &str, columns: &str) -> Self {
        Self { copy: format!("copy {name} ({columns}) from stdin"), rows: String::new() }
    }

    /// One row; the values hold no tabs, line ends or backslashes.
    pub(super) fn row(&mut self, values: &[&dyn Display]) {
        for (n, value) in values.iter().enumerate() {
            let gap = if n == 0 { "" } else { "\t" };
            let _a_string_takes_all = write!(self.rows, "{gap}{value}");
        }
        self.rows.push('\n');
    }

    /// Sends what was gathered.
    pub(super) async fn send(&mut self, db: &mut PgConnection) -> anyhow::Result<()> {
        let mut copy = db.copy_in_raw(&self.copy).await?;
        copy.send(self.rows.as_bytes()).await?;
        copy.finish().await?;
        self.rows.clear();
        Ok(())
    }
}

/// A value that may be absent.
pub(super) struct Maybe<T>(pub(super) Option<T>);

impl<T: Display> Display for Maybe<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("\\N"),
        }
    }
}

/// What an id is of, so that no two are the same.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Unit = 1,
    Person,
    Post,
    System,
    Issue,
    Deadline,
    Event,
    Round,
    Inspection,
    Answer,
}

/// The id of the `n`-th thing of its kind, ordered by the time `at` as those of the program are.
pub(super) fn id(of: Of, n: usize, at: DateTime<Utc>) -> Uuid {
    let time = u128::try_from(at.timestamp_millis()).unwrap_or_default();
    Uuid::from_u128(time << 80 | 7 << 76 | (of as u128) << 64 | 2 << 62 | n as u128)
}

/// Dice (splitmix64) that fall alike in each run.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// Less than `n`.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((x ^ (x >> 31)) % n.max(1) as u64).unwrap_or_default()
    }
    /// Any of them.
    pub(super) fn any<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}
