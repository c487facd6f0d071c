//! One city, six districts, nine units in each, their people and systems: as tables, taken in like anyone's.
use crate::{
    access::Role,
    base::text::{Language, words},
    features::{accounts::import::Staff, imports, registers::import::Systems, units::import::Units},
    state::App,
};
use anyhow::ensure;
use fastrand::Rng;
use serde::Deserialize;
use std::{collections::BTreeSet, fmt::Write};

#[derive(Deserialize)]
struct Names {
    city: String,
    districts: Vec<String>,
    district_office: String,
    surnames: String,
    given: Vec<String>,
    unit: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    name: String,
    kind: String,
    systems: Vec<String>,
}

/// A unit of the story.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its code: `CQ`, `CQ01`, `CQ01001`.
    pub code: String,
    /// Its name.
    pub name: String,
    kind: String,
    /// Place of the unit above in the list; none for the root.
    pub above: Option<usize>,
    systems: Vec<String>,
}

/// A person of the story, with one post.
#[derive(Debug, Clone)]
pub struct Member {
    /// 工号
    pub staff_no: String,
    /// What they sign in with.
    pub username: String,
    /// 姓名
    pub name: String,
    /// Place of their unit in the list.
    pub unit: usize,
    /// Their post.
    pub role: Role,
}

/// Everyone and everything.
pub struct Organisation {
    /// The root first, then each district with its units.
    pub units: Vec<Unit>,
    /// All people but administrator and auditor.
    pub people: Vec<Member>,
}

/// The code of the root.
pub const ROOT: &str = "CQ";

const CITY: &[Role] =
    &[Role::Supervisor, Role::Reviewer, Role::Officer, Role::Owner, Role::Leader, Role::Staff];
const UNIT: &[Role] = &[Role::Officer, Role::Owner, Role::Leader, Role::Staff, Role::Staff];

impl Organisation {
    /// Draws it. The same numbers draw the same.
    ///
    /// # Errors
    /// When the table of names is torn.
    pub fn draw(districts: usize, rng: &mut Rng) -> anyhow::Result<Self> {
        let names: Names = toml::from_str(include_str!("names.toml"))?;
        let mut units = vec![Unit {
            code: ROOT.into(),
            name: names.city.clone(),
            kind: "机关".into(),
            above: None,
            systems: vec!["网络安全通报平台".into(), "视频会议系统".into()],
        }];
        for (d, district) in names.districts.iter().take(districts).enumerate() {
            let (above, code) = (units.len(), format!("{ROOT}{:02}", d + 1));
            let name = format!("{district}{}", names.district_office);
            let systems = vec!["区级信息报送系统".into(), "办公自动化系统".into()];
            units.push(Unit { code: code.clone(), name, kind: "机关".into(), above: Some(0), systems });
            for (n, kind) in names.unit.iter().enumerate() {
                units.push(Unit {
                    code: format!("{code}{:03}", n + 1),
                    name: format!("{district}{}", kind.name),
                    kind: kind.kind.clone(),
                    above: Some(above),
                    systems: kind.systems.clone(),
                });
            }
        }
        let people = people(&units, &names, rng);
        Ok(Self { units, people })
    }

    /// The first person with this role in a unit.
    pub fn who(&self, unit: usize, role: Role) -> Option<&Member> {
        self.people.iter().find(|m| m.unit == unit && m.role == role)
    }

    /// Takes units, people and systems in.
    ///
    /// # Errors
    /// When a table is refused.
    pub async fn found(&self, app: &App, rng: &mut Rng) -> anyhow::Result<()> {
        let tables = (self.units_table()?, self.people_table()?, self.systems_table(rng)?);
        let w = words(Language::ZhCN);
        let units = imports::run::<Units>(app, (tables.0.into_bytes(), "units.csv"), false, false, w).await?;
        let people =
            imports::run::<Staff>(app, (tables.1.into_bytes(), "staff.csv"), false, false, w).await?;
        let systems =
            imports::run::<Systems>(app, (tables.2.into_bytes(), "systems.csv"), false, false, w).await?;
        for outcome in [units, people, systems] {
            let outcome = outcome.map_err(|no| anyhow::anyhow!("{no:?}"))?;
            ensure!(outcome.stored, "{:?}", outcome.notes);
        }
        Ok(())
    }

    fn units_table(&self) -> anyhow::Result<String> {
        let mut table = String::from("单位编码,单位名称,上级单位编码,单位类别,排序号\n");
        for (n, unit) in self.units.iter().enumerate() {
            let above = unit.above.map_or("", |above| &self.units[above].code);
            writeln!(table, "{},{},{above},{},{}", unit.code, unit.name, unit.kind, n + 1)?;
        }
        Ok(table)
    }

    fn people_table(&self) -> anyhow::Result<String> {
        let mut table = String::from("工号,姓名,单位编码,部门,邮箱,角色\n");
        for m in &self.people {
            let department = if m.role == Role::Staff { "综合科" } else { "信息科" };
            let (no, mail) = (&m.staff_no, m.staff_no.to_lowercase());
            writeln!(
                table,
                "{no},{},{},{department},{mail}@zicha.example,{}",
                m.name,
                self.units[m.unit].code,
                m.role.code()
            )?;
        }
        Ok(table)
    }

    fn systems_table(&self, rng: &mut Rng) -> anyhow::Result<String> {
        let mut table = String::from(
            "单位编码,系统名称,等保级别,备案编号,系统状态,主管责任人,运营责任人,上线时间,是否重要,网络暴露面\n",
        );
        for (u, unit) in self.units.iter().enumerate() {
            let name = |role| self.who(u, role).map_or("", |m| m.name.as_str());
            for (n, system) in unit.systems.iter().enumerate() {
                let important = n == 0;
                let level = if important && unit.kind == "医院" {
                    "三级"
                } else if n < 2 {
                    "二级"
                } else {
                    "未定级"
                };
                let filing = if n < 2 { format!("50010{}-{:05}", u % 10, u * 10 + n) } else { String::new() };
                let status = if n > 0 && rng.u8(..12) == 0 { "停用未下线" } else { "在用" };
                let online = format!("{}-{:02}-{:02}", rng.u16(2014..2025), rng.u8(1..13), rng.u8(1..29));
                let exposure = if rng.bool() { "互联网" } else { "内网" };
                let operator = if rng.u8(..9) == 0 { "" } else { name(Role::Owner) };
                let important = if important { "是" } else { "否" };
                writeln!(
                    table,
                    "{},{system},{level},{filing},{status},{},{operator},{online},{important},{exposure}",
                    unit.code,
                    name(Role::Leader)
                )?;
            }
        }
        Ok(table)
    }
}

fn people(units: &[Unit], names: &Names, rng: &mut Rng) -> Vec<Member> {
    let surnames: Vec<char> = names.surnames.chars().collect();
    let (mut people, mut taken) = (Vec::new(), BTreeSet::new());
    for (u, unit) in units.iter().enumerate() {
        let roles = if unit.code.len() > 4 { UNIT } else { CITY };
        for (n, role) in roles.iter().enumerate() {
            let name = loop {
                let given = &names.given[rng.usize(..names.given.len())];
                let name = format!("{}{given}", surnames[rng.usize(..surnames.len())]);
                if taken.insert(name.clone()) || rng.u8(..8) == 0 {
                    break name;
                }
            };
            let staff_no = format!("{}-{:02}", unit.code, n + 1);
            people.push(Member {
                username: username(unit, *role, n).unwrap_or_else(|| staff_no.clone()),
                staff_no,
                name,
                unit: u,
                role: *role,
            });
        }
    }
    people
}

/// The accounts that people are shown: at one school, and at the district above it.
fn username(unit: &Unit, role: Role, n: usize) -> Option<String> {
    let here = match role {
        Role::Supervisor | Role::Reviewer => unit.code == "CQ01",
        Role::Staff => unit.code == "CQ01001" && n == 3,
        _ => unit.code == "CQ01001",
    };
    here.then(|| role.code().to_owned())
}
