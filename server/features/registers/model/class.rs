//! What a system in the register is: its protection level and whether it is in use.

/// Level of the multi-level protection scheme (等级保护), from one to five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MlpsLevel {
    /// 一级
    One = 1,
    /// 二级
    Two,
    /// 三级
    Three,
    /// 四级
    Four,
    /// 五级
    Five,
}

/// Whether a system is in use. A suspended one that is not offline is inspected like one in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SystemStatus {
    /// 在用
    InUse,
    /// 停用未下线
    Suspended,
    /// 已下线
    Retired,
}

impl MlpsLevel {
    /// All levels, the lowest first.
    pub const ALL: [Self; 5] = [Self::One, Self::Two, Self::Three, Self::Four, Self::Five];

    /// The level as a number from 1.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The level of a number from 1 to 5.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }
}

impl SystemStatus {
    /// All states.
    pub const ALL: [Self; 3] = [Self::InUse, Self::Suspended, Self::Retired];

    /// The code under which it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::InUse => "in_use",
            Self::Suspended => "suspended",
            Self::Retired => "retired",
        }
    }

    /// The state of a stored code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_what_they_came_from() {
        assert!(
            MlpsLevel::ALL.into_iter().all(|level| MlpsLevel::from_number(level.number()) == Some(level))
        );
        assert!(
            SystemStatus::ALL
                .into_iter()
                .all(|status| SystemStatus::from_code(status.code()) == Some(status))
        );
        assert_eq!((MlpsLevel::from_number(0), SystemStatus::from_code("")), (None, None));
    }
}
