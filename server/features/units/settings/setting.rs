//! The settings themselves: their names, bounds and defaults.
use crate::base::{
    kept::Kept,
    text::{Sentence, Words},
};
use std::borrow::Borrow;

/// A setting: a number, or yes (1) and no (0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// Working days to rectify what is critical.
    DaysCritical,
    /// Working days to rectify what is high.
    DaysHigh,
    /// Working days to rectify what is medium.
    DaysMedium,
    /// Working days to rectify what is low.
    DaysLow,
    /// Whether the unit above verifies what is medium and low as well.
    VerifiedAbove,
    /// How often a deadline may be extended.
    Extensions,
    /// Working days of one extension at most.
    ExtensionDays,
    /// The hour from which reminders go out.
    RemindFrom,
    /// The hour until which they do.
    RemindUntil,
    /// A rung of the ladder of reminders, in working days.
    Remind(Rung, Grade),
}

/// The severities, for which the ladder of reminders is set one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// 严重
    Critical,
    /// 高
    High,
    /// 中
    Medium,
    /// 低
    Low,
}

/// A rung of the ladder of reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// Before the deadline.
    First,
    /// Before it once more.
    Second,
    /// After it: from here on the officer is told as well.
    Officer,
    /// From here on the leader.
    Leader,
    /// From here on the unit above.
    Above,
    /// Behind the last of these, again and again.
    Again,
}

use Setting::{
    DaysCritical, DaysHigh, DaysLow, DaysMedium, ExtensionDays, Extensions, Remind, RemindFrom, RemindUntil,
    VerifiedAbove,
};

/// Days to rectify, the most severe first: each at most as long as the next.
pub(super) const DAYS: [Setting; 4] = [DaysCritical, DaysHigh, DaysMedium, DaysLow];

impl Grade {
    /// The most severe first.
    pub const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Medium, Self::Low];

    /// Keys of its rungs, in their order.
    fn keys(self) -> [&'static str; 6] {
        macro_rules! keys {
            ($grade:literal) => {
                [
                    concat!("remind_first_", $grade),
                    concat!("remind_second_", $grade),
                    concat!("remind_officer_", $grade),
                    concat!("remind_leader_", $grade),
                    concat!("remind_above_", $grade),
                    concat!("remind_again_", $grade),
                ]
            };
        }
        match self {
            Self::Critical => keys!("critical"),
            Self::High => keys!("high"),
            Self::Medium => keys!("medium"),
            Self::Low => keys!("low"),
        }
    }
}

impl Sentence for Grade {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Critical => w.setting_ladder_critical(),
            Self::High => w.setting_ladder_high(),
            Self::Medium => w.setting_ladder_medium(),
            Self::Low => w.setting_ladder_low(),
        }
    }
}

impl Rung {
    /// From the first to the last.
    pub const ALL: [Self; 6] =
        [Self::First, Self::Second, Self::Officer, Self::Leader, Self::Above, Self::Again];
}

impl Setting {
    /// Those that stand for themselves, in the order in which a page shows them.
    pub const PLAIN: [Self; 9] = [
        DaysCritical,
        DaysHigh,
        DaysMedium,
        DaysLow,
        VerifiedAbove,
        Extensions,
        ExtensionDays,
        RemindFrom,
        RemindUntil,
    ];

    /// All of them: the plain ones, then the ladder of each severity.
    pub fn all() -> impl Iterator<Item = Self> {
        let ladders = Grade::ALL.into_iter().flat_map(Self::ladder);
        Self::PLAIN.into_iter().chain(ladders)
    }
    /// The ladder of a severity.
    pub fn ladder(grade: Grade) -> impl Iterator<Item = Self> {
        Rung::ALL.into_iter().map(move |rung| Remind(rung, grade))
    }
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            DaysCritical => "days_critical",
            DaysHigh => "days_high",
            DaysMedium => "days_medium",
            DaysLow => "days_low",
            VerifiedAbove => "verified_above",
            Extensions => "extensions",
            ExtensionDays => "extension_days",
            RemindFrom => "remind_from",
            RemindUntil => "remind_until",
            Remind(rung, grade) => grade.keys()[rung as usize],
        }
    }
    /// What counts where no unit decides. The notice names no days.
    pub fn usual(self) -> i32 {
        match self {
            DaysCritical | Remind(Rung::First | Rung::Leader, _) => 3,
            DaysHigh => 10,
            DaysMedium | ExtensionDays => 20,
            DaysLow => 30,
            VerifiedAbove => 0,
            Extensions => 2,
            RemindFrom => 9,
            RemindUntil => 18,
            Remind(Rung::Second | Rung::Officer, _) => 1,
            Remind(Rung::Above, _) => 7,
            Remind(Rung::Again, _) => 5,
        }
    }
    /// Least and most.
    pub fn bounds(self) -> (i32, i32) {
        match self {
            DaysCritical | DaysHigh | DaysMedium | DaysLow | ExtensionDays => (1, 120),
            VerifiedAbove => (0, 1),
            Extensions => (0, 9),
            RemindFrom => (0, 12),
            RemindUntil => (13, 24),
            Remind(Rung::First | Rung::Second | Rung::Again, _) => (0, 20),
            Remind(Rung::Officer | Rung::Leader | Rung::Above, _) => (1, 60),
        }
    }
    /// Whether it is yes or no.
    pub fn is_choice(self) -> bool {
        self == VerifiedAbove
    }
    /// The days to rectify that must not be shorter.
    fn lighter(self) -> &'static [Self] {
        match self {
            DaysCritical => &DAYS[1..],
            DaysHigh => &DAYS[2..],
            DaysMedium => &DAYS[3..],
            _ => &[],
        }
    }
    /// The number that counts at a place: that of the nearest unit which decides. Days never exceed those of a lighter severity,
    /// whoever decided which and wherever units have moved since.
    pub fn at(self, kept: &Kept, path: &str) -> i32 {
        let nearest = |s: Self| kept.nearest(path, s.key()).map_or(s.usual(), |n| n.value);
        self.lighter().iter().map(|s| nearest(*s)).fold(nearest(self), i32::min)
    }
    /// A number of it in words.
    pub fn number(self, n: impl Borrow<i32>, w: &Words) -> String {
        let n = *n.borrow();
        match self {
            VerifiedAbove if n == 0 => w.setting_verified_here(),
            VerifiedAbove => w.setting_verified_above_all(),
            Extensions => w.setting_times(n),
            RemindFrom | RemindUntil => w.setting_hour(n),
            Remind(Rung::First | Rung::Second | Rung::Again, _) if n == 0 => w.setting_not_at_all(),
            _ => w.setting_days(n),
        }
    }
}

impl Sentence for Setting {
    fn say(&self, w: &Words) -> String {
        match self {
            DaysCritical => w.setting_days_critical(),
            DaysHigh => w.setting_days_high(),
            DaysMedium => w.setting_days_medium(),
            DaysLow => w.setting_days_low(),
            VerifiedAbove => w.setting_verified_above(),
            Extensions => w.setting_extensions(),
            ExtensionDays => w.setting_extension_days(),
            RemindFrom => w.setting_remind_from(),
            RemindUntil => w.setting_remind_until(),
            Remind(Rung::First, _) => w.setting_remind_first(),
            Remind(Rung::Second, _) => w.setting_remind_second(),
            Remind(Rung::Officer, _) => w.setting_remind_officer(),
            Remind(Rung::Leader, _) => w.setting_remind_leader(),
            Remind(Rung::Above, _) => w.setting_remind_above(),
            Remind(Rung::Again, _) => w.setting_remind_again(),
        }
    }
}
