//! The closed sets of words that the data are written in. Each has a key, the same in TOML, JSON and SQL.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A key that the set does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key:?} is no {set}")]
pub struct UnknownWord {
    set: &'static str,
    key: String,
}

macro_rules! words {
    ($($(#[$about:meta])* $set:ident { $($(#[$meaning:meta])* $word:ident = $key:literal),+ $(,)? })+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $set { $($(#[$meaning])* #[serde(rename = $key)] $word),+ }

        impl $set {
            /// Every word of the set, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$word),+];

            /// The word in data and in the database.
            pub fn key(self) -> &'static str {
                match self { $(Self::$word => $key),+ }
            }
        }

        impl FromStr for $set {
            type Err = UnknownWord;

            fn from_str(key: &str) -> Result<Self, UnknownWord> {
                match key {
                    $($key => Ok(Self::$word),)+
                    _ => Err(UnknownWord { set: stringify!($set), key: key.into() }),
                }
            }
        }

        impl fmt::Display for $set {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.key())
            }
        }
    )+};
}

words! {
    /// 条款: a clause of the notice, in the notice's order.
    Clause {
        /// responsibility, organisation, coverage
        Responsibility = "一",
        /// rules and inspection
        Inspection = "二",
        /// network layer
        Network = "二（一）",
        /// system layer
        Systems = "二（二）",
        /// host layer and media
        Hosts = "二（三）",
        /// awareness
        Awareness = "二（四）",
        /// a long task
        Standing = "三",
        /// standing mechanism
        Mechanism = "三（一）",
        /// backups
        Backup = "三（二）",
        /// emergency response
        Emergency = "三（三）",
    }

    /// The group that an item stands in on a sheet, in the sheet's order.
    Layer {
        /// 组织责任
        Governance = "governance",
        /// 管理制度与排查
        Management = "management",
        /// 网络层
        Network = "network",
        /// 系统层
        System = "system",
        /// 主机层
        Host = "host",
        /// 移动存储介质
        Media = "media",
        /// 意识层
        Awareness = "awareness",
        /// 常态化排查
        Operation = "operation",
        /// 数据备份
        Backup = "backup",
        /// 应急处置
        Emergency = "emergency",
    }

    /// How an item gets its answer.
    Kind {
        /// a person answers
        Asked = "asked",
        /// the portal's own records decide, a person only confirms
        Computed = "computed",
        /// an event-driven duty, inspected as readiness between events
        Readiness = "readiness",
    }

    /// What a row has a cell for.
    AnsweredOn {
        /// one cell for the unit
        Unit = "unit",
        /// one per network zone
        Zone = "zone",
        /// one per information system
        System = "system",
        /// one per host group
        Hosts = "hosts",
        /// one per register of removable media
        Media = "media",
    }

    /// The kind of host that an item asks about.
    HostKind {
        /// 服务器
        Server = "server",
        /// 终端
        Terminal = "terminal",
    }

    /// The kind of a host group.
    GroupKind {
        /// servers
        Server = "server",
        /// terminals of the office
        OfficeTerminal = "office_terminal",
        /// terminals of classrooms
        TeachingTerminal = "teaching_terminal",
    }

    /// A period, the shortest first.
    Every {
        /// each month
        Month = "monthly",
        /// each quarter
        Quarter = "quarterly",
        /// each half year
        HalfYear = "half_yearly",
        /// each year
        Year = "yearly",
    }

    /// Who is asked, or shown the item.
    Audience {
        /// 安全管理员
        Officer = "officer",
        /// 单位领导
        Leader = "leader",
        /// 整改责任人
        Owner = "owner",
        /// 员工
        Staff = "staff",
        /// 上级管理人员
        Supervisor = "supervisor",
    }

    /// How strongly the notice words it.
    Strength {
        /// the notice demands it
        Must = "must",
        /// the notice says 宜
        Should = "should",
        /// one of the named ways is enough
        Either = "either",
        /// our recommendation; shown as 本平台建议
        Suggested = "suggested",
    }

    /// The severity of an issue, the lightest first: a graver one is the greater one.
    Severity {
        /// 低
        Low = "low",
        /// 中
        Medium = "medium",
        /// 高
        High = "high",
        /// 严重
        Critical = "critical",
    }

    /// How far a tool can decide an item.
    AutoLevel {
        /// a tool decides what it reached
        Full = "full",
        /// hints; a person decides
        Partial = "partial",
        /// no tool helps
        None = "none",
    }

    /// Where a proposal may come from.
    AutoTool {
        /// port scans
        Nmap = "nmap",
        /// audits of Unix hosts
        Lynis = "lynis",
        /// vulnerability scans (OpenVAS)
        Greenbone = "greenbone",
        /// scans of images and packages
        Trivy = "trivy",
        /// backup runs
        Restic = "restic",
        /// backup runs
        Borg = "borg",
        /// the portal's own records
        Portal = "portal",
    }

    /// A fact of the unit's profile 单位画像 that makes items n/a.
    NaFlag {
        /// no machine room
        NoMachineRoom = "no_machine_room",
        /// no systems of its own
        NoOwnSystems = "no_own_systems",
        /// no private network
        NoPrivateNetwork = "no_private_network",
        /// no development
        NoDevelopment = "no_development",
        /// no database systems
        NoDbms = "no_dbms",
        /// no removable media
        NoRemovableMedia = "no_removable_media",
        /// no terminals
        NoTerminals = "no_terminals",
    }

    /// 检查结果: what a cell of a sheet says.
    Answer {
        /// 符合
        Pass = "pass",
        /// 部分符合
        Partial = "partial",
        /// 不符合
        Fail = "fail",
        /// 不适用
        Na = "na",
        /// 未检查
        Open = "open",
    }

    /// What makes a finding of a port scan the same finding.
    FindingKey {
        /// the machine
        Asset = "asset",
        /// the port
        Port = "port",
    }

    /// What the days of an edition count.
    DaysUnit {
        /// working days
        WorkDay = "workday",
    }
}

impl Every {
    /// Whether a round of this period asks an item that is inspected `item`: its own period and all shorter ones.
    pub fn asks(self, item: Self) -> bool {
        item <= self
    }
}

impl GroupKind {
    /// The kind of the hosts in the group.
    pub fn host_kind(self) -> HostKind {
        match self {
            Self::Server => HostKind::Server,
            Self::OfficeTerminal | Self::TeachingTerminal => HostKind::Terminal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_back_to_its_word() {
        assert!(Clause::ALL.iter().all(|clause| clause.key().parse() == Ok(*clause)));
        assert_eq!("二（五）".parse::<Clause>().unwrap_err().to_string(), "\"二（五）\" is no Clause");
        assert_eq!(serde_json::to_string(&Every::HalfYear).unwrap(), "\"half_yearly\"");
    }

    #[test]
    fn a_quarterly_round_asks_monthly_and_quarterly_items() {
        let asked: Vec<_> = Every::ALL.iter().filter(|item| Every::Quarter.asks(**item)).collect();
        assert_eq!(asked, [&Every::Month, &Every::Quarter]);
    }

    #[test]
    fn a_graver_severity_is_the_greater_one() {
        assert!(Severity::Critical > Severity::High && Severity::Medium > Severity::Low);
    }
}
