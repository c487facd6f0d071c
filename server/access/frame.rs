//! What stands around every page: who is signed in, the menu for their role, the path back.
use super::{Actor, PostChoice, Role};
use crate::base::{
    calendar::Zone,
    ids::{PostId, new_uuid},
    request::Ctx,
    text::{Language, Sentence, Words},
};
use uuid::Uuid;

/// An entry of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// 待办
    Todo,
    /// 总览
    Overview,
    /// 整改统计
    Statistics,
    /// 自查批次
    Rounds,
    /// 自查任务
    Inspections,
    /// 问题隐患
    Issues,
    /// 检查标准
    Checklists,
    /// 单位
    Units,
    /// 人员
    People,
    /// 信息系统
    Systems,
    /// 系统管理
    Admin,
    /// 审计日志
    Audit,
    /// Own account and what belongs to no entry.
    Own,
}

/// A line of the menu as shown.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it leads.
    pub href: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
    /// Its words.
    pub text: String,
    /// Whether the reader is there.
    pub here: bool,
}

/// The layout's own facts, the same for all pages.
#[derive(Clone)]
pub struct Frame {
    /// The messages.
    pub w: &'static Words,
    /// Their language.
    pub language: Language,
    /// Who is signed in.
    pub name: String,
    /// In which role.
    pub role: Role,
    /// For which unit.
    pub unit: String,
    /// The active post.
    pub post: PostId,
    /// All active posts.
    pub posts: Vec<PostChoice>,
    /// The form token.
    pub csrf: String,
    /// A fresh key for the page's form.
    pub key: Uuid,
    /// Path and query of this page.
    pub path: String,
    /// A sentence left by the request before.
    pub flash: Option<String>,
    /// The organisation's zone, for times.
    pub zone: Zone,
    /// The menu.
    pub menu: Vec<Entry>,
}

const KEEPERS: &[Role] = &[Role::Leader, Role::Supervisor, Role::Officer, Role::Reviewer];
const WORKERS: &[Role] = &[Role::Leader, Role::Supervisor, Role::Officer, Role::Reviewer, Role::Owner];
const PEOPLE: &[Role] = &[Role::Admin, Role::Leader, Role::Supervisor, Role::Officer, Role::Reviewer];
const READERS: &[Role] =
    &[Role::Admin, Role::Leader, Role::Supervisor, Role::Officer, Role::Reviewer, Role::Owner, Role::Staff];

type Line = (Section, &'static str, &'static str, fn(&Words) -> String, &'static [Role]);
const MENU: &[Line] = &[
    (Section::Todo, "/todo", "todo", Words::menu_todo, WORKERS),
    (Section::Overview, "/overview", "overview", Words::menu_overview, KEEPERS),
    (Section::Statistics, "/statistics", "statistics", Words::menu_statistics, KEEPERS),
    (Section::Rounds, "/rounds", "round", Words::menu_rounds, KEEPERS),
    (Section::Inspections, "/inspections", "inspect", Words::menu_inspections, KEEPERS),
    (Section::Issues, "/issues", "issue", Words::menu_issues, WORKERS),
    (Section::Checklists, "/checklists", "checklist", Words::menu_checklists, READERS),
    (Section::Units, "/units", "unit", Words::menu_units, PEOPLE),
    (Section::People, "/people", "people", Words::menu_people, PEOPLE),
    (Section::Systems, "/systems", "system", Words::menu_systems, KEEPERS),
    (Section::Admin, "/admin", "admin", Words::menu_admin, &[Role::Admin]),
    (Section::Audit, "/audit", "audit", Words::menu_audit, &[Role::Auditor]),
];

impl Frame {
    /// The frame of a page in `section`.
    pub fn new(actor: &Actor, ctx: &Ctx, section: Section) -> Self {
        let w = ctx.words();
        let entry =
            |&(s, href, icon, text, _): &Line| Entry { href, icon, text: text(w), here: s == section };
        Self {
            w,
            language: ctx.language,
            name: actor.name.clone(),
            role: actor.role,
            unit: actor.unit_name.clone(),
            post: actor.post,
            posts: actor.posts.clone(),
            csrf: ctx.csrf().unwrap_or_default(),
            key: new_uuid(actor.at.now),
            path: ctx.path.clone(),
            flash: ctx.flash.clone(),
            zone: actor.at.zone,
            menu: MENU.iter().filter(|(.., roles)| roles.contains(&actor.role)).map(entry).collect(),
        }
    }

    /// A frame for looking at pages without a server: samples and tests.
    pub fn sample(language: Language, role: Role, section: Section) -> Self {
        let w = crate::base::text::words(language);
        let entry =
            |&(s, href, icon, text, _): &Line| Entry { href, icon, text: text(w), here: s == section };
        Self {
            w,
            language,
            name: "李明".into(),
            role,
            unit: "渝中区示例第一小学".into(),
            post: Uuid::nil().into(),
            posts: Vec::new(),
            csrf: "0".repeat(64),
            key: Uuid::nil(),
            path: "/".into(),
            flash: None,
            zone: Zone::default(),
            menu: MENU.iter().filter(|(.., roles)| roles.contains(&role)).map(entry).collect(),
        }
    }

    /// The role in words.
    pub fn role_text(&self) -> String {
        self.role.say(self.w)
    }
    /// Whether the role has a to-do list.
    pub fn works(&self) -> bool {
        WORKERS.contains(&self.role)
    }
    /// The tag of the language to switch to.
    pub fn other_language(&self) -> &'static str {
        crate::base::page::other(self.language)
    }
    /// The language's tag for `lang=`.
    pub fn lang(&self) -> &str {
        &self.language
    }
}
