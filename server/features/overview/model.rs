//! What waits, by how soon it is due, and the figures of a subtree.
use crate::features::checklists::model::Severity;
use chrono::NaiveDate;
use uuid::Uuid;

/// How near a deadline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// 已逾期
    Overdue,
    /// 即将到期: within three working days.
    Soon,
    /// Later.
    Later,
}

impl When {
    /// Where a deadline stands; `soon` is the first day that is no longer soon.
    pub fn of(due: NaiveDate, today: NaiveDate, soon: NaiveDate) -> Self {
        if due < today {
            Self::Overdue
        } else if due < soon {
            Self::Soon
        } else {
            Self::Later
        }
    }
}

/// An issue that waits.
#[derive(Debug, Clone)]
pub struct IssueTask {
    /// The issue.
    pub id: Uuid,
    /// 编号
    pub number: String,
    /// Title.
    pub title: String,
    /// Key of its severity.
    pub severity: String,
    /// Key of its state.
    pub state: String,
    /// Its unit's name.
    pub unit: String,
    /// Its owner's name.
    pub owner: String,
    /// Its owner.
    pub owner_id: Uuid,
    /// The current deadline.
    pub due: NaiveDate,
    /// When it was handed in last.
    pub submitted_on: Option<NaiveDate>,
    /// The day on which somebody nudged last.
    pub nudged_on: Option<NaiveDate>,
}

/// A request that waits for its decision.
#[derive(Debug, Clone)]
pub struct RequestTask {
    /// The issue.
    pub id: Uuid,
    /// 编号
    pub number: String,
    /// Title of the issue.
    pub title: String,
    /// Key of its severity.
    pub severity: String,
    /// Its unit's name.
    pub unit: String,
    /// `extension` or `risk`.
    pub ask: String,
    /// Until when.
    pub until: NaiveDate,
    /// The current deadline.
    pub due: NaiveDate,
}

/// A 督办单 that waits.
#[derive(Debug, Clone)]
pub struct PaperTask {
    /// The paper.
    pub id: Uuid,
    /// Its year.
    pub year: i32,
    /// Its number in the year.
    pub no: i32,
    /// Title of the issue.
    pub title: String,
    /// Its unit's name.
    pub unit: String,
    /// Until when it is answered.
    pub due: NaiveDate,
    /// Whether somebody has signed for it.
    pub acknowledged: bool,
    /// Whether it is answered: then whoever made it looks at that.
    pub answered: bool,
}

/// An inspection that waits.
#[derive(Debug, Clone)]
pub struct InspectionTask {
    /// The inspection.
    pub id: Uuid,
    /// Title of its round.
    pub title: String,
    /// Its unit's name.
    pub unit: String,
    /// Key of its state.
    pub state: String,
    /// When it is due.
    pub due: NaiveDate,
    /// Cells asked, as counted at the last answer.
    pub cells: i32,
    /// Cells answered.
    pub done: i32,
}

/// All that waits for one person; every list is cut at its first lines, the counts are whole up to a hundred.
#[derive(Debug, Clone, Default)]
pub struct Todo {
    /// Rectification that is the person's own, or of the officer's unit.
    pub rectify: Vec<IssueTask>,
    /// How many of them are overdue, soon due, later.
    pub counts: [i64; 3],
    /// Issues that the person may verify.
    pub verify: Vec<IssueTask>,
    /// How many.
    pub verify_count: i64,
    /// 延期 and 挂账 to decide.
    pub decide: Vec<RequestTask>,
    /// 督办单 to sign for and to answer, or answers to look at.
    pub papers: Vec<PaperTask>,
    /// Inspections to answer.
    pub fill: Vec<InspectionTask>,
    /// Inspections to sign off.
    pub sign: Vec<InspectionTask>,
    /// Inspections to accept or return.
    pub review: Vec<InspectionTask>,
    /// All of it together, counted up to a hundred.
    pub total: i64,
}

/// A count as it is shown: behind 99 it is not counted on.
pub fn up_to_99(n: i64) -> String {
    if n > 99 { "99+".into() } else { n.to_string() }
}

/// How a subtree stands.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Open issues by severity, the gravest first.
    pub open: [i64; 4],
    /// Overdue: 待整改 or 整改中 behind the current deadline.
    pub overdue: i64,
    /// Due within three working days.
    pub soon: i64,
    /// Closed this year.
    pub closed: i64,
    /// Of them in time against the current deadline.
    pub on_time: i64,
    /// Of them in time against the first deadline.
    pub on_time_first: i64,
}

impl Figures {
    /// The severities in the order of `open`.
    pub const SEVERITIES: [Severity; 4] =
        [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];

    /// All open issues.
    pub fn open_total(&self) -> i64 {
        self.open.iter().sum()
    }
    /// Closed in time, in tenths of a percent, rounded down so that 100 % means all. None when nothing was closed.
    pub fn on_time_per_mille(&self) -> Option<i64> {
        (self.closed > 0).then(|| self.on_time * 1000 / self.closed)
    }
}

/// How one unit and all below it stand.
#[derive(Debug, Clone)]
pub struct UnitFigures {
    /// The unit.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Open issues of it and below.
    pub open: i64,
    /// Overdue among them.
    pub overdue: i64,
}

impl UnitFigures {
    /// Open, but not overdue: the second part of the bar.
    pub fn rest(&self) -> i64 {
        (self.open - self.overdue).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_overdue_only_the_day_after() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        assert_eq!(When::of(day(22), day(23), day(27)), When::Overdue);
        assert_eq!(When::of(day(23), day(23), day(27)), When::Soon);
        assert_eq!(When::of(day(26), day(23), day(27)), When::Soon);
        assert_eq!(When::of(day(27), day(23), day(27)), When::Later);
    }

    #[test]
    fn a_hundred_percent_means_all() {
        let almost = Figures { closed: 3000, on_time: 2999, ..Figures::default() };
        assert_eq!(almost.on_time_per_mille(), Some(999));
        assert_eq!(Figures::default().on_time_per_mille(), None);
    }
}
