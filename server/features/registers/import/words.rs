//! The words for levels, states and departments that ledgers use.
use crate::base::table_import::fold;
use crate::features::registers::model::{MlpsLevel, SystemStatus};

/// Reads a level in any numerals (`三级`, `第3级`, `III`, `等保三级`), or the words for none: `Some(None)`.
pub(super) fn level(word: &str) -> Option<Option<MlpsLevel>> {
    if matches!(word, "未定级" | "无级别" | "未定" | "不定级" | "未备案" | "notgraded" | "ungraded")
    {
        return Some(None);
    }
    let mut core = word;
    for prefix in ["信息安全", "网络安全", "等级保护", "等保", "mlps", "level", "第"] {
        core = core.strip_prefix(prefix).unwrap_or(core);
    }
    let core = core.strip_suffix("保护").unwrap_or(core);
    let core = core.strip_suffix('级').unwrap_or(core);
    let level = match core {
        "1" | "一" | "i" => MlpsLevel::One,
        "2" | "二" | "ii" => MlpsLevel::Two,
        "3" | "三" | "iii" => MlpsLevel::Three,
        "4" | "四" | "iv" => MlpsLevel::Four,
        "5" | "五" | "v" => MlpsLevel::Five,
        _ => return None,
    };
    Some(Some(level))
}

/// Reads a state. A system that is only said to be stopped is not yet offline.
pub(super) fn status(word: &str) -> Option<SystemStatus> {
    Some(match word {
        "在用" | "运行中" | "运行" | "正在运行" | "正常" | "正常运行" | "使用中" | "正在使用" | "在线"
        | "inuse" | "in_use" | "running" | "active" | "online" => SystemStatus::InUse,
        "停用未下线" | "停用(未下线)" | "已停用未下线" | "暂停使用" | "暂停" | "停用" | "已停用" | "闲置"
        | "suspended" | "paused" => SystemStatus::Suspended,
        "已下线" | "下线" | "停用并下线" | "已停用并下线" | "停用已下线" | "报废" | "已报废" | "退役"
        | "已退役" | "已注销" | "retired" | "offline" | "decommissioned" => SystemStatus::Retired,
        _ => return None,
    })
}

/// Whether the words name a part of an organisation rather than a person. It only warns, so that it may be mistaken.
pub(super) fn is_department(name: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "中心",
        "办公室",
        "部门",
        "科室",
        "处室",
        "机房",
        "公司",
        "集团",
        "单位",
        "学校",
        "医院",
        "小组",
        "团队",
        "委员会",
        "信息科",
        "信息部",
        "信息处",
        "技术部",
        "教务处",
        "总务处",
        "department",
        "center",
    ];
    const LONG_ENDINGS: [char; 8] = ['科', '处', '部', '室', '局', '院', '所', '组'];
    let name = fold::key(name);
    // 王小科 is a person, 网络管理科 is none.
    let long = name.chars().count() >= 4 && !name.is_ascii();
    ENDINGS.iter().any(|ending| name.ends_with(ending)) || (long && name.ends_with(LONG_ENDINGS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn import_reads_levels_in_any_numerals() {
        for word in
            ["三级", "第三级", "３级", "3", "Ⅲ级", "等保三级", "等级保护第三级", "MLPS Level 3", "三 级"]
        {
            assert_eq!(level(&fold::key(word)), Some(Some(MlpsLevel::Three)), "{word}");
        }
        assert_eq!(level(&fold::key("未定级")), Some(None));
        assert_eq!((level("六级"), level("级"), level("")), (None, None, None));
    }

    #[test]
    fn import_tells_departments_from_persons() {
        for name in ["信息中心", "信息科", "网络管理科", "某某科技有限公司", "IT Department"]
        {
            assert!(is_department(name), "{name}");
        }
        for name in ["王小科", "李部", "欧阳娜娜", "Ann Lee"] {
            assert!(!is_department(name), "{name}");
        }
    }
}
