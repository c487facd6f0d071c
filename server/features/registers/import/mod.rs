//! Reads a ledger of information systems as offices keep it.
mod register;
mod words;

pub use register::Systems;
use std::collections::HashMap;

use super::model::{MlpsLevel, SystemStatus};
use crate::base::table_import::{self, Check, Column, Import, Lookup, PartialDate, Seen, Table, fold, value};
use serde::{Deserialize, Serialize};

/// 单位
pub const UNIT: Column = Column {
    key: "unit",
    names: &[
        "单位编码",
        "单位代码",
        "所属单位编码",
        "单位",
        "单位名称",
        "所属单位",
        "使用单位",
        "责任单位",
        "主管单位",
        "Unit code",
        "Unit",
        "Unit name",
    ],
    required: true,
};
/// 系统名称
pub const NAME: Column = Column {
    key: "name",
    names: &[
        "系统名称",
        "信息系统名称",
        "信息系统",
        "业务系统名称",
        "业务系统",
        "应用系统名称",
        "名称",
        "System name",
        "System",
        "Name",
    ],
    required: true,
};
/// 等保级别
pub const LEVEL: Column = Column {
    key: "level",
    names: &[
        "等保级别",
        "等保等级",
        "等级保护级别",
        "等级保护等级",
        "安全保护等级",
        "保护等级",
        "定级",
        "级别",
        "MLPS level",
        "Protection level",
        "Level",
    ],
    required: false,
};
/// 备案编号
pub const FILING: Column = Column {
    key: "filing",
    names: &[
        "备案编号",
        "备案号",
        "等保备案编号",
        "等保备案号",
        "备案证明编号",
        "定级备案号",
        "Filing number",
        "Filing no.",
        "Record number",
    ],
    required: false,
};
/// 系统状态
pub const STATUS: Column = Column {
    key: "status",
    names: &["系统状态", "运行状态", "使用状态", "使用情况", "运行情况", "状态", "System status", "Status"],
    required: false,
};
/// 主管责任人
pub const ACCOUNTABLE: Column = Column {
    key: "accountable",
    names: &[
        "主管责任人",
        "主管负责人",
        "责任人",
        "系统负责人",
        "负责人",
        "Accountable owner",
        "Accountable person",
        "Owner",
    ],
    required: false,
};
/// 运营责任人
pub const OPERATING: Column = Column {
    key: "operating",
    names: &[
        "运营责任人",
        "运维责任人",
        "运营负责人",
        "运维负责人",
        "运维人员",
        "管理员",
        "Operating owner",
        "Operating person",
        "Operator",
    ],
    required: false,
};
/// 联系电话
pub const PHONE: Column = Column {
    key: "phone",
    names: &[
        "联系电话",
        "联系方式",
        "电话",
        "电话号码",
        "手机",
        "手机号",
        "手机号码",
        "Phone",
        "Telephone",
        "Mobile",
    ],
    required: false,
};
/// 上线时间
pub const ONLINE: Column = Column {
    key: "online",
    names: &[
        "上线时间",
        "上线日期",
        "投运时间",
        "投用时间",
        "投入使用时间",
        "启用时间",
        "建成时间",
        "Online since",
        "Go-live date",
        "In service since",
    ],
    required: false,
};
/// 是否重要
pub const IMPORTANT: Column = Column {
    key: "important",
    names: &[
        "是否重要",
        "重要系统",
        "是否重要系统",
        "是否重要信息系统",
        "重要信息系统",
        "Important",
        "Important system",
    ],
    required: false,
};
/// 网络暴露面
pub const EXPOSURE: Column = Column {
    key: "exposure",
    names: &[
        "网络暴露面",
        "暴露面",
        "网络位置",
        "部署网络",
        "所在网络",
        "网络类型",
        "是否联网",
        "Network exposure",
        "Exposure",
        "Network",
    ],
    required: false,
};
/// 备注
pub const REMARK: Column = Column {
    key: "remark",
    names: &["备注", "说明", "备注说明", "Remark", "Remarks", "Note", "Notes"],
    required: false,
};

/// Limits in characters.
const NAME_CHARS: usize = 100;
const FILING_CHARS: usize = 60;
const OWNER_CHARS: usize = 50;
const EXPOSURE_CHARS: usize = 100;
const REMARK_CHARS: usize = 2_000;

static COLUMNS: [Column; 12] =
    [UNIT, NAME, LEVEL, FILING, STATUS, ACCOUNTABLE, OPERATING, PHONE, ONLINE, IMPORTANT, EXPOSURE, REMARK];

/// A system in plain values, as imported and as already stored. `U` tells units apart; unit and name together tell
/// systems apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemRow<U> {
    /// The unit that has it.
    pub unit: U,
    /// Its name.
    pub name: String,
    /// Its level; none where it has not been given one.
    pub level: Option<MlpsLevel>,
    /// Number of the filing with the police.
    pub filing: Option<String>,
    /// Whether it is in use.
    pub status: SystemStatus,
    /// Who answers for it, as written.
    pub accountable: Option<String>,
    /// Who runs it, as written.
    pub operating: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Since when it is online.
    pub online: Option<PartialDate>,
    /// Whether it is an important one; none where the table says nothing.
    pub important: Option<bool>,
    /// From where it can be reached, as written.
    pub exposure: Option<String>,
    /// Remark, as written.
    pub remark: Option<String>,
}

/// What can be wrong with a system, or wants a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Something with one cell.
    Cell(table_import::Reason),
    /// Nobody is named.
    NoOwner,
    /// A department is named where a person should be.
    OwnerNoPerson,
    /// So many lines, this one among them, have the same filing number.
    SharedFiling {
        /// Lines with this number.
        lines: usize,
    },
    /// No status is given; it is taken as in use.
    StatusAssumed,
}

impl From<table_import::Reason> for Reason {
    fn from(reason: table_import::Reason) -> Self {
        Self::Cell(reason)
    }
}

impl<U: PartialEq> SystemRow<U> {
    /// Keys of the columns in which this differs from what is stored; a column that the file lacks changes nothing.
    pub fn changes(&self, stored: &Self, given: impl Fn(&Column) -> bool) -> Vec<&'static str> {
        table_import::differing(
            &[
                (&LEVEL, self.level == stored.level),
                (&FILING, self.filing == stored.filing),
                (&STATUS, self.status == stored.status),
                (&ACCOUNTABLE, self.accountable == stored.accountable),
                (&OPERATING, self.operating == stored.operating),
                (&PHONE, self.phone == stored.phone),
                (&ONLINE, self.online == stored.online),
                (&IMPORTANT, self.important == stored.important),
                (&EXPOSURE, self.exposure == stored.exposure),
                (&REMARK, self.remark == stored.remark),
            ],
            given,
        )
    }
}

/// Reads the table; `units` knows the codes and names of the units that the importing person may fill.
pub fn read<U>(table: &Table<'_>, units: &Lookup<U>) -> Import<SystemRow<U>, Reason>
where
    U: Copy + Eq + std::hash::Hash,
{
    let mut names = Seen::default();
    let mut import = table.read(|check| parse(check, units, &mut names));
    warn_of_shared_filings(&mut import);
    import
}

fn parse<U>(
    check: &mut Check<'_, Reason>,
    units: &Lookup<U>,
    names: &mut Seen<(U, String)>,
) -> Option<SystemRow<U>>
where
    U: Copy + Eq + std::hash::Hash,
{
    let unit = check.required(&UNIT, value::known(units));
    let name = check.unless_none(&NAME, value::text(NAME_CHARS));
    if name == Some(None) {
        check.fault(&NAME, table_import::Reason::Required);
    }
    let name = name.flatten();
    check.once(&NAME, unit.zip(name.as_deref().map(fold::key)), names);
    let level = check.unless_none(&LEVEL, value::choice(words::level));
    let filing = check.unless_none(&FILING, value::code(FILING_CHARS));
    let status = check.unless_none(&STATUS, value::choice(words::status));
    if status == Some(None) {
        check.warn(&STATUS, Reason::StatusAssumed);
    }
    let accountable = owner(check, &ACCOUNTABLE);
    let operating = owner(check, &OPERATING);
    let phone = check.unless_none(&PHONE, value::phone);
    let online = check.unless_none(&ONLINE, value::date);
    let important = check.optional(&IMPORTANT, value::yes_no);
    let exposure = check.optional(&EXPOSURE, value::text(EXPOSURE_CHARS));
    let remark = check.optional(&REMARK, value::paragraph(REMARK_CHARS));
    Some(SystemRow {
        unit: unit?,
        name: name?,
        level: level?.flatten(),
        filing: filing?,
        status: status?.unwrap_or(SystemStatus::InUse),
        accountable: accountable?,
        operating: operating?,
        phone: phone?,
        online: online?,
        important: important?,
        exposure: exposure?,
        remark: remark?,
    })
}

/// Rosters of other systems know other names, so that an owner is kept as text; but it should be a person's name.
fn owner(check: &mut Check<'_, Reason>, column: &Column) -> Option<Option<String>> {
    let owner = check.unless_none(column, value::text(OWNER_CHARS))?;
    match &owner {
        None => check.warn(column, Reason::NoOwner),
        Some(name) if words::is_department(name) => check.warn(column, Reason::OwnerNoPerson),
        Some(_) => {}
    }
    Some(owner)
}

/// Several systems may be filed as one; more often a number was copied down.
fn warn_of_shared_filings<U>(import: &mut Import<SystemRow<U>, Reason>) {
    let mut lines: HashMap<String, usize> = HashMap::new();
    for filing in import.good().filter_map(|(_, system)| system.filing.as_ref()) {
        *lines.entry(fold::key(filing)).or_default() += 1;
    }
    for line in &mut import.lines {
        let filing = line.good().and_then(|system| system.filing.as_deref()).map(fold::key);
        if let Some(shared) = filing.and_then(|f| lines.get(&f)).copied().filter(|lines| *lines > 1) {
            line.warn(&FILING, Reason::SharedFiling { lines: shared });
        }
    }
}

#[cfg(test)]
mod tests;
