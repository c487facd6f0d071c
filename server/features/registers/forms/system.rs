//! What is entered about a system, and what its list is narrowed to.
use crate::{
    base::{
        form::{Errors, Fault, field},
        ids::UnitId,
        spreadsheet::Value,
        table_import::{PartialDate, value},
    },
    features::registers::model::{Facts, MlpsLevel, System, SystemStatus},
};
use serde::{Deserialize, Serialize};

/// The form as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// Its unit; only when adding.
    pub unit: String,
    /// 系统名称
    pub name: String,
    /// 等保级别: 1 to 5.
    pub level: String,
    /// 备案编号
    pub filing_no: String,
    /// 系统状态
    pub status: String,
    /// 重要信息系统: `1`.
    pub important: String,
    /// 主管责任人
    pub accountable: String,
    /// 运营责任人
    pub operating: String,
    /// 联系电话
    pub phone: String,
    /// 上线时间
    pub online: String,
    /// 网络暴露面
    pub exposure: String,
    /// 备注
    pub remark: String,
    /// 统建单位
    pub provided_by: String,
}

impl Raw {
    /// The form filled with what is known.
    pub fn of(system: &System) -> Self {
        let f = system.facts();
        Self {
            unit: String::new(),
            name: f.name.clone(),
            level: f.level.map(|l| l.number().to_string()).unwrap_or_default(),
            filing_no: f.filing_no.clone(),
            status: f.status.code().into(),
            important: if f.important { "1".into() } else { String::new() },
            accountable: f.accountable.clone(),
            operating: f.operating.clone(),
            phone: f.phone.clone(),
            online: f.online.map(|d| d.to_string()).unwrap_or_default(),
            exposure: f.exposure.clone(),
            remark: f.remark.clone(),
            provided_by: f.provided_by.as_ref().map(|p| p.unit.to_string()).unwrap_or_default(),
        }
    }

    /// The facts without the provider, which only the units above can tell; or every fault.
    pub fn parse(&self) -> Result<(Facts, Option<UnitId>), Errors> {
        let mut e = Errors::default();
        let name = e.take("name", field::text(&self.name, 100));
        let level = e.take("level", level(&self.level));
        let filing_no = e.take("filing_no", field::optional(&self.filing_no, 60));
        let status = e.take("status", status(&self.status));
        let accountable = e.take("accountable", field::optional(&self.accountable, 50));
        let operating = e.take("operating", field::optional(&self.operating, 50));
        let phone = e.take("phone", field::optional_phone(&self.phone));
        let online = e.take("online", online(&self.online));
        let exposure = e.take("exposure", field::optional(&self.exposure, 100));
        let remark = e.take("remark", field::optional(&self.remark, 2000));
        let provider = e.take("provided_by", field::optional_choice::<UnitId>(&self.provided_by));
        let facts = (|| {
            Some(Facts {
                name: name?,
                level: level?,
                filing_no: filing_no?,
                status: status?,
                important: self.important == "1",
                accountable: accountable?,
                operating: operating?,
                phone: phone?,
                online: online?,
                exposure: exposure?,
                remark: remark?,
                provided_by: None,
            })
        })();
        facts.zip(provider).ok_or(e)
    }
}

fn level(raw: &str) -> Result<Option<MlpsLevel>, Fault> {
    match raw.trim() {
        "" => Ok(None),
        n => n.parse().ok().and_then(MlpsLevel::from_number).map(Some).ok_or(Fault::NotAChoice),
    }
}

fn status(raw: &str) -> Result<SystemStatus, Fault> {
    match raw.trim() {
        "" => Err(Fault::Required),
        code => SystemStatus::from_code(code).ok_or(Fault::NotAChoice),
    }
}

/// As the import reads it.
fn online(raw: &str) -> Result<Option<PartialDate>, Fault> {
    let read = || {
        value::date(&Value::Text(raw.into()).into()).map(|(date, _)| Some(date)).map_err(|_| Fault::NotADate)
    };
    if raw.trim().is_empty() { Ok(None) } else { read() }
}

/// The filter of the list.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Part of the name or the filing number.
    pub q: String,
    /// Code or name of a unit: it and all below.
    pub unit: String,
    /// 1 to 5, or 0: none.
    pub level: String,
    /// A state's code.
    pub status: String,
    /// `1` or `0`.
    pub important: String,
    /// The system behind which the page begins.
    pub after: String,
}

impl Search {
    /// The level asked for.
    pub fn level(&self) -> Option<Option<MlpsLevel>> {
        match self.level.parse().ok()? {
            0 => Some(None),
            n => MlpsLevel::from_number(n).map(Some),
        }
    }
    /// The state asked for.
    pub fn status(&self) -> Option<SystemStatus> {
        SystemStatus::from_code(&self.status)
    }
    /// Whether important ones are asked for.
    pub fn important(&self) -> Option<bool> {
        match self.important.as_str() {
            "1" => Some(true),
            "0" => Some(false),
            _ => None,
        }
    }
    /// As a query string's pairs, without the page.
    pub fn pairs(&self) -> [(&'static str, &str); 5] {
        [
            ("q", &self.q),
            ("unit", &self.unit),
            ("level", &self.level),
            ("status", &self.status),
            ("important", &self.important),
        ]
    }
    /// Whether a field behind 展开 is used.
    pub fn more(&self) -> bool {
        !self.level.is_empty() || !self.important.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_enough_for_the_date() {
        assert_eq!(online("2019-03").unwrap(), PartialDate::month(2019, 3));
        assert_eq!(online("2019年3月").unwrap(), PartialDate::month(2019, 3));
        assert!(online("").unwrap().is_none() && online("去年").is_err());
    }

    #[test]
    fn every_fault_of_the_form_is_told_at_once() {
        let raw = Raw { level: "6".into(), phone: "abc".into(), online: "x".into(), ..Raw::default() };
        let errors = raw.parse().unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["name", "level", "status", "phone", "online"]);
    }
}
