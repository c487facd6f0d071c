//! The words for severities and states that offices use, and how they name an item.
use super::{Reason, items};
use crate::{
    base::{
        table_import::{self, fold},
        text::Language,
    },
    features::checklists::model::{Item, Severity},
};

/// How far a line says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Awaiting,
    Rectifying,
    Reviewing,
    Closed,
}

/// Reads a state. 已整改 says that it is done, not that anybody has looked.
pub(super) fn state(word: &str) -> Result<Said, Reason> {
    Ok(match word {
        "待整改" | "未整改" | "未开始" | "未完成" | "否" | "新增" | "awaiting" | "open" | "new" | "no" => {
            Said::Awaiting
        }
        "整改中" | "正在整改" | "进行中" | "部分整改" | "部分完成" | "rectifying" | "inprogress" => {
            Said::Rectifying
        }
        "待复核" | "待验收" | "待核查" | "已整改待复核" | "已提交" | "awaitingverification" | "reviewing" => {
            Said::Reviewing
        }
        "已销号" | "已闭环" | "已整改" | "已完成" | "整改完成" | "完成" | "已验收" | "已关闭" | "是"
        | "√" | "closed" | "done" | "yes" => Said::Closed,
        "挂账" | "挂账管控" | "长期管控" | "误报" | "误报撤销" | "已撤销" | "作废" | "registered"
        | "void" => {
            return Err(Reason::DecidedHere);
        }
        _ => return Err(Reason::Cell(table_import::Reason::UnknownValue)),
    })
}

/// Reads a severity.
pub(super) fn severity(word: &str) -> Option<Severity> {
    let core = ["风险", "危险", "隐患", "级", "危"]
        .iter()
        .fold(word, |core, end| core.strip_suffix(end).unwrap_or(core));
    Some(match core {
        "严重" | "紧急" | "特别重大" | "极高" | "超" | "critical" => Severity::Critical,
        "高" | "重大" | "重要" | "high" => Severity::High,
        "中" | "较大" | "一般" | "medium" => Severity::Medium,
        "低" | "轻微" | "较小" | "提示" | "low" => Severity::Low,
        _ => return None,
    })
}

/// Finds an item by its code, its title, or both as the template offers them.
pub(super) fn item(word: &str) -> Option<&'static Item> {
    items().find(|item| {
        let code = fold::key(item.code.as_str());
        let titles = [Language::ZhCN, Language::En].map(|language| fold::key(item.title(language)));
        word == code || titles.iter().any(|title| word == title || word.strip_prefix(&code) == Some(title))
    })
}
