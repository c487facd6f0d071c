//! Reads a roster of staff: who they are, where they belong and which post they get.
mod register;

use crate::access::Role;
use crate::base::table_import::{self, Check, Column, Import, Lookup, Seen, Table, fold, value};
use serde::{Deserialize, Serialize};

pub use register::Staff;

/// 工号
pub const NUMBER: Column = Column {
    key: "number",
    names: &[
        "工号",
        "职工号",
        "教工号",
        "人员编号",
        "员工编号",
        "员工号",
        "账号",
        "用户名",
        "Staff number",
        "Staff no.",
        "Employee number",
        "Employee ID",
        "Number",
    ],
    required: true,
};
/// 姓名
pub const NAME: Column = Column {
    key: "name",
    names: &["姓名", "人员姓名", "员工姓名", "名字", "Full name", "Name"],
    required: true,
};
/// 单位编码
pub const UNIT: Column = Column {
    key: "unit",
    names: &[
        "单位编码",
        "单位代码",
        "所属单位编码",
        "所在单位编码",
        "机构编码",
        "所属单位",
        "所在单位",
        "单位名称",
        "单位",
        "工作单位",
        "Unit code",
        "Unit name",
        "Unit",
    ],
    required: true,
};
/// 部门
pub const DEPARTMENT: Column = Column {
    key: "department",
    names: &["部门", "所属部门", "所在部门", "科室", "处室", "Department"],
    required: false,
};
/// 邮箱
pub const MAIL: Column = Column {
    key: "mail",
    names: &[
        "邮箱",
        "电子邮箱",
        "邮箱地址",
        "电子邮件",
        "邮件",
        "E-mail",
        "Email",
        "Mail",
        "E-mail address",
        "Email address",
    ],
    required: false,
};
/// 手机号
pub const PHONE: Column = Column {
    key: "phone",
    names: &[
        "手机号",
        "手机号码",
        "手机",
        "联系电话",
        "联系方式",
        "电话",
        "电话号码",
        "移动电话",
        "Mobile",
        "Mobile phone",
        "Phone",
        "Telephone",
    ],
    required: false,
};
/// 角色
pub const ROLE: Column = Column {
    key: "role",
    names: &["角色", "任职", "平台角色", "系统角色", "岗位角色", "Role", "Post"],
    required: false,
};

/// Limits in characters.
const NUMBER_CHARS: usize = 40;
const NAME_CHARS: usize = 50;
const DEPARTMENT_CHARS: usize = 100;

static COLUMNS: [Column; 7] = [NUMBER, NAME, UNIT, DEPARTMENT, MAIL, PHONE, ROLE];

/// A person in plain values, as imported and as already stored. `U` tells units apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow<U> {
    /// The number by which the organisation knows the person.
    pub number: String,
    /// The name.
    pub name: String,
    /// The unit of the post.
    pub unit: U,
    /// Part of the unit.
    pub department: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Telephone, perhaps shared with others.
    pub phone: Option<String>,
    /// The post; staff where nothing is said.
    pub role: ImportRole,
}

/// Posts that an import may give: never admin, never auditor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImportRole {
    /// 安全管理员
    Officer,
    /// 整改责任人
    Owner,
    /// 复核人
    Reviewer,
    /// 单位领导
    Leader,
    /// 上级管理人员
    Supervisor,
    /// 员工
    Staff,
}

/// What can be wrong with a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Something with one cell.
    Cell(table_import::Reason),
    /// A post that is given by hand only.
    RoleByHandOnly,
    /// 三员分立: the person holds this role already.
    Apart(Role),
    /// The person holds a post out of reach, whose mail address is not changed from here.
    MailElsewhere,
}

impl From<table_import::Reason> for Reason {
    fn from(reason: table_import::Reason) -> Self {
        Self::Cell(reason)
    }
}

impl ImportRole {
    /// All of them, as a drop-down offers them.
    pub const ALL: [Self; 6] =
        [Self::Staff, Self::Officer, Self::Owner, Self::Reviewer, Self::Leader, Self::Supervisor];

    /// The role.
    pub fn role(self) -> Role {
        match self {
            Self::Officer => Role::Officer,
            Self::Owner => Role::Owner,
            Self::Reviewer => Role::Reviewer,
            Self::Leader => Role::Leader,
            Self::Supervisor => Role::Supervisor,
            Self::Staff => Role::Staff,
        }
    }

    /// Reads a role's name or code, given in the form of [`fold::key`].
    fn read(word: &str) -> Result<Self, Reason> {
        Ok(match word {
            "officer" | "安全管理员" | "网络安全管理员" | "安全员" | "securityofficer" => {
                Self::Officer
            }
            "owner" | "整改责任人" | "责任人" | "rectificationowner" | "issueowner" => Self::Owner,
            "reviewer" | "复核人" | "复核人员" => Self::Reviewer,
            "leader" | "单位领导" | "领导" | "分管领导" | "unitleader" => Self::Leader,
            "supervisor" | "上级管理人员" | "上级管理员" => Self::Supervisor,
            "staff" | "员工" | "普通员工" | "职工" | "教职工" | "staffmember" => Self::Staff,
            "admin" | "系统管理员" | "超级管理员" | "管理员" | "administrator" | "auditor" | "审计员"
            | "审计管理员" => {
                return Err(Reason::RoleByHandOnly);
            }
            _ => return Err(table_import::Reason::UnknownValue.into()),
        })
    }
}

impl<U: PartialEq> StaffRow<U> {
    /// Keys of the columns in which this differs from what is stored; a column that the file lacks changes nothing.
    pub fn changes(&self, stored: &Self, given: impl Fn(&Column) -> bool) -> Vec<&'static str> {
        table_import::differing(
            &[
                (&NAME, self.name == stored.name),
                (&UNIT, self.unit == stored.unit),
                (&DEPARTMENT, self.department == stored.department),
                (&MAIL, self.mail == stored.mail),
                (&PHONE, self.phone == stored.phone),
                (&ROLE, self.role == stored.role),
            ],
            given,
        )
    }
}

/// Reads the table; `units` knows the codes and names of the units that the importing person may fill.
pub fn read<U: Copy + PartialEq>(table: &Table<'_>, units: &Lookup<U>) -> Import<StaffRow<U>, Reason> {
    let mut numbers = Seen::default();
    table.read(|check| parse(check, units, &mut numbers))
}

fn parse<U: Copy + PartialEq>(
    check: &mut Check<'_, Reason>,
    units: &Lookup<U>,
    numbers: &mut Seen<String>,
) -> Option<StaffRow<U>> {
    let number = check.required(&NUMBER, value::code(NUMBER_CHARS));
    check.once(&NUMBER, number.as_deref().map(fold::key), numbers);
    let name = check.required(&NAME, value::text(NAME_CHARS));
    let unit = check.required(&UNIT, value::known(units));
    let department = check.unless_none(&DEPARTMENT, value::text(DEPARTMENT_CHARS));
    let mail = check.unless_none(&MAIL, value::mail);
    let phone = check.unless_none(&PHONE, value::phone);
    let role = check.unless_none(&ROLE, value::choice_or(ImportRole::read));
    Some(StaffRow {
        number: number?,
        name: name?,
        unit: unit?,
        department: department?,
        mail: mail?,
        phone: phone?,
        role: role?.unwrap_or(ImportRole::Staff),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::{
        base::{
            spreadsheet::{Limits, read as read_sheet},
            table_import::Matching,
        },
        features::units::import::{self as units, UnitRow},
    };
    use table_import::Reason as Cell;

    const STAFF: &[u8] = include_bytes!("../../../../tests/fixtures/staff-gb18030.csv");
    const UNITS: &[u8] = include_bytes!("../../../../tests/fixtures/units.xlsx");

    fn tree() -> Vec<UnitRow> {
        let sheet = read_sheet(UNITS, "units.xlsx", &Limits::default()).unwrap();
        let table = Table::find(&sheet, &units::COLUMNS, &Matching::default()).unwrap();
        units::read(&table, &[]).good().map(|(_, unit)| unit.clone()).collect()
    }

    fn import(bytes: &[u8], tree: &[UnitRow]) -> Import<StaffRow<usize>, Reason> {
        let names =
            tree.iter().enumerate().flat_map(|(at, unit)| [(unit.code.clone(), at), (unit.name.clone(), at)]);
        let sheet = read_sheet(bytes, "staff.csv", &Limits::default()).unwrap();
        read(&Table::find(&sheet, &COLUMNS, &Matching::default()).unwrap(), &names.collect())
    }

    fn faults(import: &Import<StaffRow<usize>, Reason>) -> Vec<(u32, &'static str, String, Reason)> {
        let flat = import.refused().flat_map(|(line, faults)| faults.iter().map(move |f| (line.number, f)));
        flat.map(|(number, f)| (number, f.column, f.original.clone(), f.reason.clone())).collect()
    }

    #[test]
    fn import_takes_the_roster_and_names_the_bad_cells() {
        let tree = tree();
        let import = import(STAFF, &tree);
        assert_eq!((import.lines.len(), import.good().count(), import.refused().count()), (224, 222, 2));
        let expected = [
            (223, "number", "T00001".to_owned(), Cell::Repeated { first: 2 }.into()),
            (225, "unit", "NOPE".to_owned(), Cell::UnknownValue.into()),
            (225, "mail", "not-an-email".to_owned(), Cell::BadMail.into()),
            (225, "phone", "abc".to_owned(), Cell::BadPhone.into()),
            (225, "role", "超级管理员".to_owned(), Reason::RoleByHandOnly),
        ];
        assert_eq!(faults(&import), expected);
        assert!(
            import.lines.iter().all(|line| line.warnings.is_empty()),
            "repeated telephones and names are no faults"
        );
    }

    #[test]
    fn import_keeps_rare_characters_and_hostile_names() {
        let import = import(STAFF, &tree());
        let name = |number: &str| import.good().find(|(_, p)| p.number == number).unwrap().1.name.clone();
        assert_eq!(
            [name("T00016"), name("T00007"), name("T99999")],
            ["孙𫘝秀", "张㛃杰", "=cmd|' /C calc'!A0"]
        );
    }

    #[test]
    fn import_gives_the_posts_that_it_may() {
        let tree = tree();
        let import = import(STAFF, &tree);
        let mut roles = HashMap::new();
        import.good().for_each(|(_, person)| *roles.entry(person.role.role().code()).or_insert(0) += 1);
        assert_eq!(roles, HashMap::from([("officer", 20), ("leader", 20), ("staff", 182)]));
        let filled: HashSet<usize> = import.good().map(|(_, person)| person.unit).collect();
        let empty = |length: usize| {
            tree.iter().enumerate().filter(|(at, u)| u.code.len() == length && !filled.contains(at)).count()
        };
        assert_eq!((empty("CQ01001".len()), empty("CQ01".len()), empty("CQ".len())), (34, 6, 1));
    }

    #[test]
    fn import_takes_rosters_of_another_make() {
        let tree = [units::UnitRow {
            code: "A".into(),
            name: "第一小学（示例）".into(),
            parent: None,
            kind: None,
            order: None,
        }];
        let utf8 = "\u{feff}Role\tMobile\tUnit\tName\tStaff No.\nOfficer\t１３９ ００００ ００００\t第一小学(示例)\t O'Neil \tｔ1\n—\t\tA\t李\tT2\n";
        let import = import(utf8.as_bytes(), &tree);
        let people: Vec<_> = import.good().map(|(_, p)| p).collect();
        assert_eq!(people[0].phone.as_deref(), Some("139 0000 0000"));
        assert_eq!(
            (people[0].number.as_str(), people[0].name.as_str(), people[0].role),
            ("t1", "O'Neil", ImportRole::Officer)
        );
        assert_eq!((people[1].role, people[1].phone.as_deref()), (ImportRole::Staff, None));
        let stored = StaffRow {
            mail: Some("a@example.invalid".into()),
            role: ImportRole::Leader,
            ..people[0].clone()
        };
        assert_eq!(
            people[0].changes(&stored, |c| import.has(c)),
            ["role"],
            "a roster without mails says nothing on mails"
        );
    }

    #[test]
    fn import_never_makes_an_administrator() {
        let tree = tree();
        for role in ["admin", "AUDITOR", "系统管理员", " 审计员"] {
            let list = format!("工号,姓名,单位编码,角色\nT1,甲,CQ,{role}\n");
            assert_eq!(faults(&import(list.as_bytes(), &tree))[0].3, Reason::RoleByHandOnly, "{role}");
        }
    }
}
