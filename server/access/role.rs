//! The eight roles of a post.
use crate::base::text::{Sentence, Words};

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $code:literal $word:ident;)+) => {
        /// What a person may be in a unit. The code is what the database and programs say.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Role { $($(#[$doc])* $name),+ }

        impl Role {
            /// All of them, in the order in which lists show them.
            pub const ALL: [Role; 8] = [$(Role::$name),+];
            /// The code, as stored.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }
        }

        impl std::str::FromStr for Role {
            type Err = ();
            fn from_str(code: &str) -> Result<Self, ()> {
                match code { $($code => Ok(Self::$name),)+ _ => Err(()) }
            }
        }

        impl Sentence for Role {
            fn say(&self, w: &Words) -> String {
                match self { $(Self::$name => w.$word()),+ }
            }
        }
    };
}

roles! {
    /// 系统管理员: units, accounts, settings; no issue content.
    Admin = "admin" role_admin;
    /// 审计员: the audit log alone.
    Auditor = "auditor" role_auditor;
    /// 单位领导: reads all, signs off, approves, urges.
    Leader = "leader" role_leader;
    /// 上级管理人员: opens rounds for the subtree and watches them.
    Supervisor = "supervisor" role_supervisor;
    /// 安全管理员: inspections, registers, issues of the unit.
    Officer = "officer" role_officer;
    /// 复核人: verifies rectification.
    Reviewer = "reviewer" role_reviewer;
    /// 整改责任人: the issues assigned to them.
    Owner = "owner" role_owner;
    /// 员工
    Staff = "staff" role_staff;
}

impl Role {
    /// 三员分立: no person holds two of these where one post's unit is the other's or above it.
    pub fn excludes(self, other: Role) -> bool {
        let three = [Role::Admin, Role::Officer, Role::Auditor];
        self != other && three.contains(&self) && three.contains(&other)
    }
}
