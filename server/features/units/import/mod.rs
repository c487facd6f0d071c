//! Reads a table of units: every parent must be known, in whatever order the lines stand, and no unit above itself.
mod register;
mod tree;

use crate::base::table_import::{self, Check, Column, Import, Seen, Table, fold, value};
use serde::{Deserialize, Serialize};

pub use register::Units;
pub use tree::parents_first;

/// 单位编码
pub const CODE: Column = Column {
    key: "code",
    names: &["单位编码", "单位代码", "机构编码", "机构代码", "组织编码", "编码", "代码", "Unit code", "Code"],
    required: true,
};
/// 单位名称
pub const NAME: Column = Column {
    key: "name",
    names: &["单位名称", "单位全称", "机构名称", "组织名称", "名称", "单位", "Unit name", "Unit", "Name"],
    required: true,
};
/// 上级单位编码
pub const PARENT: Column = Column {
    key: "parent",
    names: &[
        "上级单位编码",
        "上级单位代码",
        "上级编码",
        "上级机构编码",
        "上级单位",
        "上级单位名称",
        "上级",
        "主管单位",
        "Parent unit code",
        "Parent code",
        "Parent unit",
        "Parent",
    ],
    required: true,
};
/// 单位类别
pub const KIND: Column = Column {
    key: "kind",
    names: &[
        "单位类别",
        "单位类型",
        "单位性质",
        "类别",
        "类型",
        "性质",
        "Unit kind",
        "Kind",
        "Type",
        "Category",
    ],
    required: false,
};
/// 排序号
pub const ORDER: Column = Column {
    key: "order",
    names: &["排序号", "排序", "顺序号", "显示顺序", "Order number", "Sort order", "Order"],
    required: false,
};

/// Limits in characters.
const CODE_CHARS: usize = 40;
const NAME_CHARS: usize = 100;
const KIND_CHARS: usize = 50;

/// All of them, in the order of the template.
pub static COLUMNS: [Column; 5] = [CODE, NAME, PARENT, KIND, ORDER];

/// A unit in plain values, as imported and as already stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    /// The code by which people know it.
    pub code: String,
    /// Its full name.
    pub name: String,
    /// Code of the unit above; none for the root.
    pub parent: Option<String>,
    /// Its kind in the organisation's own words.
    pub kind: Option<String>,
    /// Its place among the units below the same one.
    pub order: Option<i32>,
}

/// What can be wrong with a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Something with one cell.
    Cell(table_import::Reason),
    /// Neither the file nor the organisation has the unit above.
    UnknownParent,
    /// The unit above stands on a line that is refused.
    RefusedParent {
        /// Number of that line.
        line: u32,
    },
    /// The unit would stand above itself.
    Circle,
    /// Only one unit has none above it.
    SecondRoot,
}

impl From<table_import::Reason> for Reason {
    fn from(reason: table_import::Reason) -> Self {
        Self::Cell(reason)
    }
}

impl UnitRow {
    /// Keys of the columns in which this differs from what is stored; a column that the file lacks changes nothing.
    pub fn changes(&self, stored: &Self, given: impl Fn(&Column) -> bool) -> Vec<&'static str> {
        table_import::differing(
            &[
                (&NAME, self.name == stored.name),
                (&PARENT, self.parent == stored.parent),
                (&KIND, self.kind == stored.kind),
                (&ORDER, self.order == stored.order),
            ],
            given,
        )
    }
}

/// Reads the table beside the units that the importing person may see.
pub fn read(table: &Table<'_>, stored: &[UnitRow]) -> Import<UnitRow, Reason> {
    let mut codes = Seen::default();
    let mut import = table.read(|check| parse(check, &mut codes));
    tree::check(&mut import, stored);
    import
}

fn parse(check: &mut Check<'_, Reason>, codes: &mut Seen<String>) -> Option<UnitRow> {
    let code = check.required(&CODE, value::code(CODE_CHARS));
    check.once(&CODE, code.as_deref().map(fold::key), codes);
    let name = check.required(&NAME, value::text(NAME_CHARS));
    // Kept as written until all lines are known; it may be a name instead of a code.
    let parent = check.unless_none(&PARENT, value::text(NAME_CHARS));
    let kind = check.unless_none(&KIND, value::text(KIND_CHARS));
    let order = check.optional(&ORDER, value::count);
    Some(UnitRow { code: code?, name: name?, parent: parent?, kind: kind?, order: order? })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::base::{
        spreadsheet::{Limits, Sheet, read as read_sheet},
        table_import::{Matching, Remark},
    };
    use proptest::prelude::*;

    const UNITS: &[u8] = include_bytes!("../../../../tests/fixtures/units.xlsx");

    fn read(sheet: &Sheet, stored: &[UnitRow]) -> Import<UnitRow, Reason> {
        super::read(&Table::find(sheet, &COLUMNS, &Matching::default()).unwrap(), stored)
    }

    fn sample() -> Vec<UnitRow> {
        let sheet = read_sheet(UNITS, "units.xlsx", &Limits::default()).unwrap();
        read(&sheet, &[]).good().map(|(_, unit)| unit.clone()).collect()
    }

    fn text(text: &str, stored: &[UnitRow]) -> Import<UnitRow, Reason> {
        read(&read_sheet(text.as_bytes(), "a.csv", &Limits::default()).unwrap(), stored)
    }

    fn unit(code: &str, name: &str, parent: Option<&str>) -> UnitRow {
        UnitRow {
            code: code.into(),
            name: name.into(),
            parent: parent.map(Into::into),
            kind: None,
            order: None,
        }
    }

    fn faults(import: &Import<UnitRow, Reason>) -> Vec<(u32, &'static str, Reason)> {
        let flat = |(line, faults): (&table_import::Line<_, _>, &[Remark<Reason>])| {
            faults.iter().map(|f| (line.number, f.column, f.reason.clone())).collect::<Vec<_>>()
        };
        import.refused().flat_map(flat).collect()
    }

    #[test]
    fn import_takes_the_whole_unit_list() {
        let sheet = read_sheet(UNITS, "units.xlsx", &Limits::default()).unwrap();
        let import = read(&sheet, &[]);
        assert_eq!((import.good().count(), import.refused().count()), (61, 0));
        assert!(
            import.lines.iter().all(|l| l.warnings.is_empty())
                && import.skipped.is_empty()
                && import.ignored.is_empty()
        );
        let units = sample();
        let below = |parent: Option<&str>| units.iter().filter(|u| u.parent.as_deref() == parent).count();
        assert_eq!((below(None), below(Some("CQ"))), (1, 6));
        let districts: HashSet<_> =
            units.iter().filter(|u| u.parent.as_deref() == Some("CQ")).map(|u| u.code.as_str()).collect();
        assert_eq!(
            units.iter().filter(|u| u.parent.as_deref().is_some_and(|p| districts.contains(p))).count(),
            54
        );
        assert_eq!(
            units[0],
            UnitRow {
                kind: Some("主管".into()),
                order: Some(1),
                ..unit("CQ", "市网络安全通报中心（示例）", None)
            }
        );
        assert!(units.iter().all(|u| u.order.is_some() && u.kind.is_some()));
    }

    #[test]
    fn import_again_creates_and_changes_nothing() {
        let sheet = read_sheet(UNITS, "units.xlsx", &Limits::default()).unwrap();
        let stored = sample();
        let import = read(&sheet, &stored);
        assert_eq!(import.good().count(), 61);
        for ((_, unit), stored) in import.good().zip(&stored) {
            assert!(unit.changes(stored, |c| import.has(c)).is_empty());
        }
    }

    #[test]
    fn import_tells_what_changed_in_columns_that_are_there() {
        let stored = UnitRow { order: Some(3), ..unit("A", "甲", None) };
        let import = text("代码,名称,上级,类别\nＡ,乙,,学校\n", std::slice::from_ref(&stored));
        let (_, new) = import.good().next().unwrap();
        assert_eq!(new.changes(&stored, |c| import.has(c)), ["name", "kind"]);
    }

    #[test]
    fn import_takes_parents_by_name_and_in_any_order() {
        let import = text("Name\tParent\tUnit code\n小学\t区（示例）\tC\n区(示例)\ta\tB\n市\t—\tA\n", &[]);
        let ordered: Vec<_> =
            parents_first(&import).into_iter().map(|u| (u.code.as_str(), u.parent.as_deref())).collect();
        assert_eq!(ordered, [("A", None), ("B", Some("A")), ("C", Some("B"))]);
    }

    #[test]
    fn import_refuses_unknown_parents_and_all_below_them() {
        let import =
            text("单位编码,单位名称,上级单位编码\nA,市,\nB,区,X\nC,小学,B\nD,中学,C\nE,区二,A\n", &[]);
        let expected = [
            (3, "parent", Reason::UnknownParent),
            (4, "parent", Reason::RefusedParent { line: 3 }),
            (5, "parent", Reason::RefusedParent { line: 4 }),
        ];
        assert_eq!(faults(&import), expected);
        let stored = [unit("A", "市", None), unit("B", "区", Some("A"))];
        let import = text("单位编码,单位名称,上级单位编码\nB,区,X\nC,小学,B\n,中学,C\n", &stored);
        let cell = |reason| Reason::Cell(reason);
        assert_eq!(
            faults(&import),
            [(2, "parent", Reason::UnknownParent), (4, "code", cell(table_import::Reason::Required))]
        );
    }

    #[test]
    fn import_refuses_circles_through_file_and_tree() {
        let import = text(
            "单位编码,单位名称,上级单位编码\nA,市,\nB,区,C\nC,小学,D\nD,中学,B\nE,区二,B\nF,自己,F\n",
            &[],
        );
        let circle = |line| (line, "parent", Reason::Circle);
        assert_eq!(
            faults(&import),
            [circle(3), circle(4), circle(5), (6, "parent", Reason::RefusedParent { line: 3 }), circle(7)]
        );
        let stored = [unit("A", "市", None), unit("B", "区", Some("A")), unit("C", "小学", Some("B"))];
        assert_eq!(faults(&text("单位编码,单位名称,上级单位编码\nB,区,C\n", &stored)), [circle(2)]);
    }

    #[test]
    fn import_keeps_one_root_and_one_line_for_each_code() {
        let list = "单位编码,单位名称,上级单位编码\nA,市,\nB,区,\nａ,市二,\n";
        let repeated = Reason::Cell(table_import::Reason::Repeated { first: 2 });
        assert_eq!(
            faults(&text(list, &[])),
            [(3, "parent", Reason::SecondRoot), (4, "code", repeated.clone())]
        );
        let stored = [unit("B", "区", None)];
        assert_eq!(faults(&text(list, &stored)), [(2, "parent", Reason::SecondRoot), (4, "code", repeated)]);
    }

    #[test]
    fn import_leaves_a_parent_beyond_the_scope_as_it_is() {
        let stored = [unit("B", "区", Some("A"))];
        let import = text("单位编码,单位名称,上级单位编码\nB,区新,A\nC,小学,A\n", &stored);
        assert_eq!(faults(&import), [(3, "parent", Reason::UnknownParent)]);
        assert_eq!(import.good().next().unwrap().1.changes(&stored[0], |_| true), ["name"]);
    }

    proptest! {
        /// Whatever hangs below whatever: each good unit reaches the root, and comes after the one above it.
        #[test]
        fn import_makes_a_tree_of_any_file(parents in prop::collection::vec(prop::option::of(0..12usize), 1..12)) {
            let mut list = "单位编码,单位名称,上级单位编码\n".to_owned();
            for (at, parent) in parents.iter().enumerate() {
                list += &format!("U{at},单位{at},{}\n", parent.map_or_else(String::new, |p| format!("U{p}")));
            }
            let import = text(&list, &[]);
            let ordered = parents_first(&import);
            prop_assert_eq!(ordered.len(), import.good().count());
            let mut seen = HashSet::new();
            for unit in ordered {
                prop_assert!(unit.parent.as_ref().is_none_or(|p| seen.contains(p)));
                seen.insert(unit.code.clone());
            }
            prop_assert!(import.good().filter(|(_, u)| u.parent.is_none()).count() <= 1);
        }
    }
}
