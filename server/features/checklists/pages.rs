//! The pages of checklists.
use super::{
    forms::View,
    model::{Edition, Every, Item, Param, ParamSource, Strength},
    shown::Shown,
    store::Line,
};
use crate::{
    access::{Frame, Role, Section},
    base::{
        ids::ChecklistId,
        text::{Language, Sentence},
    },
};
use askama::Template;
use uuid::Uuid;

/// The editions.
#[derive(Template)]
#[template(path = "checklists/list.html")]
pub struct List {
    /// Around it.
    pub frame: Frame,
    /// All of them.
    pub lines: Vec<Line>,
}

/// One edition.
#[derive(Template)]
#[template(path = "checklists/show.html")]
pub struct Show<'a> {
    /// Around it.
    pub frame: Frame,
    /// Which one.
    pub id: ChecklistId,
    /// Its matter.
    pub edition: &'a Edition,
    /// Tab and filter.
    pub view: View,
}

impl Show<'_> {
    fn path(&self) -> String {
        format!("/checklists/{}", self.id)
    }
    /// Key, name and items of each group of the tab.
    fn groups(&self) -> Vec<(String, String, Vec<Shown<'_>>)> {
        let (w, language) = (self.frame.w, self.frame.language);
        let groups: Vec<_> = if self.view.tab() == "layer" {
            let name = |l| self.edition.layer_name(l, language).to_owned();
            self.edition
                .by_layer()
                .into_iter()
                .map(|(l, items)| (l.key().to_owned(), name(l), self.wanted(items)))
                .collect()
        } else {
            self.edition
                .by_clause()
                .into_iter()
                .map(|(c, items)| (format!("clause-{}", c as u8), c.say(w), self.wanted(items)))
                .collect()
        };
        groups.into_iter().filter(|(.., items)| !items.is_empty()).collect()
    }
    fn wanted<'i>(&'i self, items: Vec<&'i Item>) -> Vec<Shown<'i>> {
        let wanted = items.into_iter().filter(|i| self.view.wants(i));
        wanted.map(|item| Shown::new(self.edition, item, self.frame.language)).collect()
    }
    fn note(&self) -> &str {
        self.edition.note(self.frame.language)
    }
    fn tab(&self, by: &str) -> String {
        self.view.link(&self.path(), by)
    }
    fn count(&self) -> usize {
        self.edition.items().iter().filter(|i| self.view.wants(i)).count()
    }
    fn strengths(&self) -> Vec<(String, String)> {
        let name = |s: &Strength| {
            (s.key().to_owned(), self.edition.strength_name(*s, self.frame.language).to_owned())
        };
        Strength::ALL.iter().map(name).collect()
    }
    fn periods(&self) -> Vec<(String, String)> {
        Every::ALL.iter().map(|e| (e.key().to_owned(), e.say(self.frame.w))).collect()
    }
    /// Title, figure with its unit, and whether the law sets it.
    fn figures(&self) -> Vec<(String, String, bool)> {
        let (w, language) = (self.frame.w, self.frame.language);
        let figure = |p: &Param| {
            (
                p.title(language).to_owned(),
                format!("{} {}", p.value, p.unit.say(w)),
                p.source == ParamSource::Law,
            )
        };
        self.edition.params().iter().map(|(_, p)| figure(p)).collect()
    }
}

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let frame = || Frame::sample(language, Role::Officer, Section::Checklists);
    let line = Line {
        id: Uuid::nil().into(),
        version: "2019-13.2".into(),
        title: "渝网通〔2019〕13号".into(),
        published_at: "2026-11-23T01:32:00Z".parse().unwrap_or_default(),
        items: 92,
    };
    let show = |by: &str| Show {
        frame: frame(),
        id: Uuid::nil().into(),
        edition: Edition::built_in(),
        view: View { by: by.into(), ..View::default() },
    };
    vec![
        ("checklists/list", Box::new(List { frame: frame(), lines: vec![line] })),
        ("checklists/list, empty", Box::new(List { frame: frame(), lines: Vec::new() })),
        ("checklists/show, by clause", Box::new(show("clause"))),
        ("checklists/show, by layer", Box::new(show("layer"))),
        ("checklists/show, figures", Box::new(show("figures"))),
    ]
}
