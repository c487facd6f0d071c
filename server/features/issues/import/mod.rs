//! Reads the 问题清单 that an office kept before.
mod register;
mod words;

pub use register::Listings;

use super::model::{Done, Progress};
use crate::{
    base::{
        ids::{PersonId, UnitId},
        table_import::{self, Check, Column, Import, Lookup, PartialDate, Seen, Table, fold, value},
    },
    features::checklists::model::{Edition, Item, Severity},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// 原编号
const NUMBER: Column = Column {
    key: "number",
    names: &["原编号", "问题编号", "隐患编号", "编号", "Old number", "Number"],
    required: false,
};
/// 责任单位
const UNIT: Column = Column {
    key: "unit",
    names: &[
        "责任单位",
        "整改单位",
        "单位编码",
        "单位名称",
        "单位",
        "被检查单位",
        "所属单位",
        "Unit code",
        "Unit",
    ],
    required: true,
};
/// 问题
const TITLE: Column = Column {
    key: "title",
    names: &[
        "问题名称",
        "问题",
        "存在问题",
        "存在的问题",
        "问题隐患",
        "隐患",
        "隐患内容",
        "问题描述",
        "隐患描述",
        "问题内容",
        "Issue",
        "Finding",
        "Title",
    ],
    required: true,
};
/// 详细情况
const DESCRIPTION: Column = Column {
    key: "description",
    names: &["详细情况", "具体情况", "问题详情", "情况说明", "备注", "Description", "Details", "Remark"],
    required: false,
};
/// 检查项
const ITEM: Column = Column {
    key: "item",
    names: &[
        "检查项",
        "检查项编号",
        "检查项编码",
        "检查项名称",
        "检查内容",
        "对应检查项",
        "Item",
        "Checklist item",
    ],
    required: true,
};
/// 检查对象
const SYSTEM: Column = Column {
    key: "system",
    names: &["涉及系统", "信息系统", "系统名称", "所属系统", "检查对象", "System", "Subject"],
    required: false,
};
/// 严重程度
const SEVERITY: Column = Column {
    key: "severity",
    names: &[
        "严重程度",
        "风险等级",
        "风险级别",
        "隐患等级",
        "隐患级别",
        "问题等级",
        "等级",
        "级别",
        "Severity",
        "Risk",
    ],
    required: false,
};
/// 发现日期
const FOUND: Column = Column {
    key: "found",
    names: &[
        "发现日期",
        "发现时间",
        "检查日期",
        "检查时间",
        "登记日期",
        "通报时间",
        "Found on",
        "Date found",
    ],
    required: true,
};
/// 整改期限
const DUE: Column = Column {
    key: "due",
    names: &[
        "整改期限",
        "整改时限",
        "完成时限",
        "限期",
        "要求完成时间",
        "计划完成时间",
        "计划完成日期",
        "Due",
        "Deadline",
    ],
    required: true,
};
/// 整改责任人
const OWNER: Column = Column {
    key: "owner",
    names: &["整改责任人", "责任人", "整改人", "负责人", "Owner", "Responsible"],
    required: false,
};
/// 整改状态
const STATE: Column = Column {
    key: "state",
    names: &[
        "整改状态",
        "整改情况",
        "状态",
        "是否整改",
        "是否完成",
        "是否整改完成",
        "完成情况",
        "State",
        "Status",
    ],
    required: true,
};
/// 整改措施
const MEASURE: Column = Column {
    key: "measure",
    names: &["整改措施", "整改内容", "整改说明", "整改结果", "处置措施", "Measure", "Action taken"],
    required: false,
};
/// 完成日期
const DONE: Column = Column {
    key: "done",
    names: &[
        "完成日期",
        "完成时间",
        "整改完成日期",
        "整改完成时间",
        "实际完成时间",
        "销号日期",
        "销号时间",
        "Done on",
        "Closed on",
    ],
    required: false,
};

static COLUMNS: [Column; 13] =
    [NUMBER, UNIT, TITLE, DESCRIPTION, ITEM, SYSTEM, SEVERITY, FOUND, DUE, OWNER, STATE, MEASURE, DONE];

/// Limits in characters, as in the forms.
const NUMBER_CHARS: usize = 60;
const TITLE_CHARS: usize = 100;
const DESCRIPTION_CHARS: usize = 4_000;
const SYSTEM_CHARS: usize = 100;
const OWNER_CHARS: usize = 50;
const MEASURE_CHARS: usize = 2_000;

/// A line in plain values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    unit: UnitId,
    number: Option<String>,
    title: String,
    description: Option<String>,
    item: &'static Item,
    system: Option<String>,
    severity: Severity,
    found_on: NaiveDate,
    due: NaiveDate,
    owner: PersonId,
    progress: Progress,
}

impl Row {
    /// What tells it from other lines of its unit: its number in the old list, else its words and the day of finding.
    fn key(&self) -> String {
        key(self.number.as_deref(), &self.title, self.found_on)
    }
}

fn key(number: Option<&str>, title: &str, found_on: NaiveDate) -> String {
    match number {
        Some(number) => fold::key(number),
        None => format!("{} {found_on}", fold::key(title)),
    }
}

/// What can be wrong with a line, or wants a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Something with one cell.
    Cell(table_import::Reason),
    /// A day that has not come yet.
    Future,
    /// A day before the one on which it was found.
    BeforeFound,
    /// What is done needs the day on which it was done.
    NoDay,
    /// What is done needs words on what was done.
    NoMeasure,
    /// 挂账, 撤销: decided in the portal alone.
    DecidedHere,
    /// The post of whoever imports raises no issues in this unit.
    NotYours,
    /// Nobody there can own it.
    NobodyThere,
    /// No owner is named; the unit's officer becomes it.
    OwnerAssumed,
    /// Nobody of this name can own issues of the unit; its officer becomes the owner.
    OwnerUnknown,
    /// No severity is given; that of the item is taken.
    SeverityAssumed,
    /// Called closed by the unit itself: the unit above verifies it first.
    VerifiedFirst,
}

impl From<table_import::Reason> for Reason {
    fn from(reason: table_import::Reason) -> Self {
        Self::Cell(reason)
    }
}

/// Who can own issues of a unit.
#[derive(Debug, Default)]
struct Owners {
    by_name: Lookup<PersonId>,
    officer: Option<PersonId>,
}

/// What the lines may speak of, as far as reading needs it.
#[derive(Debug)]
struct Beside {
    units: Lookup<UnitId>,
    owners: HashMap<UnitId, Owners>,
    today: NaiveDate,
}

/// Reads the table.
fn read(table: &Table<'_>, beside: &Beside) -> Import<Row, Reason> {
    let mut seen = Seen::default();
    table.read(|check| parse(check, beside, &mut seen))
}

fn parse(check: &mut Check<'_, Reason>, beside: &Beside, seen: &mut Seen<(UnitId, String)>) -> Option<Row> {
    let unit = check.required(&UNIT, value::known(&beside.units));
    let number = check.unless_none(&NUMBER, value::code(NUMBER_CHARS));
    let title = check.required(&TITLE, value::text(TITLE_CHARS));
    let description = check.optional(&DESCRIPTION, value::paragraph(DESCRIPTION_CHARS));
    let item = check.required(&ITEM, value::choice(words::item));
    let system = check.unless_none(&SYSTEM, value::text(SYSTEM_CHARS));
    let severity = check.unless_none(&SEVERITY, value::choice(words::severity));
    if let (Some(None), Some(_)) = (severity, item) {
        check.warn(&SEVERITY, Reason::SeverityAssumed);
    }
    let found_on = day(check, &FOUND, true).flatten();
    let due = day(check, &DUE, true).flatten();
    let owner = unit.and_then(|unit| owner(check, beside.owners.get(&unit)));
    let progress = progress(check);
    let done = progress.as_ref().and_then(|p| match p {
        Progress::Reviewing(done) | Progress::Closed(done) => Some(done.on),
        Progress::Awaiting | Progress::Rectifying => None,
    });
    for (column, past) in [(&FOUND, found_on), (&DONE, done)] {
        if past.is_some_and(|day| day > beside.today) {
            check.fault(column, Reason::Future);
        }
    }
    for (column, later) in [(&DUE, due), (&DONE, done)] {
        if found_on.zip(later).is_some_and(|(found, later)| later < found) {
            check.fault(column, Reason::BeforeFound);
        }
    }
    let which = unit.zip(title.as_deref()).zip(found_on.zip(number.as_ref()));
    let which = which.map(|((unit, title), (found, number))| (unit, key(number.as_deref(), title, found)));
    check.once(if matches!(number, Some(Some(_))) { &NUMBER } else { &TITLE }, which, seen);
    let item = item?;
    Some(Row {
        unit: unit?,
        number: number?,
        title: title?,
        description: description?,
        item,
        system: system?,
        severity: severity?.unwrap_or(item.severity),
        found_on: found_on?,
        due: due?,
        owner: owner?,
        progress: progress?,
    })
}

/// A whole day; a month alone counts nothing in working days.
fn day(check: &mut Check<'_, Reason>, column: &Column, required: bool) -> Option<Option<NaiveDate>> {
    let read = |cell: &_| match value::date(cell)? {
        (PartialDate::Day(day), shown) => Ok((day, shown)),
        (PartialDate::Month(_), _) => Err(table_import::Reason::NotADate),
    };
    match required {
        true => check.required(column, read).map(Some),
        false => check.unless_none(column, read),
    }
}

fn owner(check: &mut Check<'_, Reason>, there: Option<&Owners>) -> Option<PersonId> {
    let named = check.unless_none(&OWNER, value::text(OWNER_CHARS))?;
    let found = named.as_deref().zip(there).map(|(name, there)| there.by_name.find(name));
    let officer = there.and_then(|there| there.officer);
    match (found, officer) {
        (Some(table_import::Found::One(person)), _) => Some(person),
        (Some(table_import::Found::Several), _) => {
            check.fault(&OWNER, table_import::Reason::Ambiguous);
            None
        }
        (_, None) => {
            check.fault(&OWNER, Reason::NobodyThere);
            None
        }
        (_, Some(officer)) => {
            check.warn(&OWNER, if named.is_some() { Reason::OwnerUnknown } else { Reason::OwnerAssumed });
            Some(officer)
        }
    }
}

fn progress(check: &mut Check<'_, Reason>) -> Option<Progress> {
    let state = check.required(&STATE, value::choice_or(words::state));
    let measure = check.unless_none(&MEASURE, value::paragraph(MEASURE_CHARS));
    let on = day(check, &DONE, false);
    let (state, measure, on) = (state?, measure?, on?);
    let done = |check: &mut Check<'_, Reason>| {
        if on.is_none() {
            check.fault(&DONE, Reason::NoDay);
        }
        if measure.is_none() {
            check.fault(&MEASURE, Reason::NoMeasure);
        }
        Some(Done { on: on?, measure: measure.clone()? })
    };
    match state {
        words::Said::Awaiting => Some(Progress::Awaiting),
        words::Said::Rectifying => Some(Progress::Rectifying),
        words::Said::Reviewing => done(check).map(Progress::Reviewing),
        words::Said::Closed => done(check).map(Progress::Closed),
    }
}

/// The items of the checklist as the template offers them.
fn items() -> impl Iterator<Item = &'static Item> {
    Edition::built_in().items().iter()
}

#[cfg(test)]
mod tests;
