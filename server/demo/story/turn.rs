//! Tellers side by side: none is a day ahead of another, and what draws a number of the whole city comes in the order of time,
//! so that the same story is told however fast each of them is.
use anyhow::Context;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use tokio::sync::watch;

/// Where a teller is: the day, and the moment of what is told; nothing of theirs comes before it.
type Now = (NaiveDate, DateTime<Utc>);

/// One teller's turn among all.
pub struct Turn {
    place: usize,
    mine: watch::Sender<Now>,
    all: Vec<watch::Receiver<Now>>,
}

impl Turn {
    /// So many tellers, at the beginning.
    pub fn of(tellers: usize) -> Vec<Self> {
        let begin = (NaiveDate::MIN, DateTime::<Utc>::MIN_UTC);
        let (mine, all): (Vec<_>, Vec<_>) = (0..tellers).map(|_| watch::channel(begin)).unzip();
        mine.into_iter().enumerate().map(|(place, mine)| Self { place, mine, all: all.clone() }).collect()
    }

    /// Which of them, from 0.
    pub fn place(&self) -> usize {
        self.place
    }

    /// The next that this one tells happens at `at`.
    pub fn comes(&self, at: DateTime<Utc>, day: NaiveDate) {
        self.mine.send_replace((day, at));
    }

    /// Waits until nobody is at an earlier day.
    ///
    /// # Errors
    /// When another one broke off.
    pub async fn day(&self) -> anyhow::Result<()> {
        let day = self.mine.borrow().0;
        self.until(|_, other| other.0 >= day).await
    }

    /// Waits until nobody is at an earlier moment: of two at the same one the first in place goes first.
    ///
    /// # Errors
    /// When another one broke off.
    pub async fn comes_alone(&self) -> anyhow::Result<()> {
        let mine = (self.mine.borrow().1, self.place);
        self.until(|place, other| (other.1, place) > mine).await
    }

    /// What had to come alone is over; `next` is what this one tells after it.
    pub fn leave(&self, next: Option<DateTime<Utc>>) {
        self.mine.send_modify(|(_, at)| {
            let soon = *at + Duration::milliseconds(1);
            *at = next.map_or(soon, |next| next.min(soon));
        });
    }

    /// This one has told everything.
    pub fn over(&self) {
        self.comes(DateTime::<Utc>::MAX_UTC, NaiveDate::MAX);
    }

    async fn until(&self, is_there: impl Fn(usize, &Now) -> bool) -> anyhow::Result<()> {
        for (place, other) in self.all.iter().enumerate().filter(|(place, _)| *place != self.place) {
            other.clone().wait_for(|now| is_there(place, now)).await.context("another teller broke off")?;
        }
        Ok(())
    }
}
