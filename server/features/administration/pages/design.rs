//! The design system on one page, drawn by the macros and parts that every page is made of.
use crate::{
    access::Frame,
    audit::History,
    base::{
        form::{Errors, Fault},
        page::Part,
        text::{Sentence, Words},
    },
    features::{
        checklists::{
            model::{Answer, Severity},
            severity_icon,
        },
        issues::{model::Code, severity_text},
        rounds::{
            self,
            model::{State, state_badge, state_name},
        },
    },
};
use askama::Template;

const TOKENS: &str = include_str!("../../../../static/css/tokens.css");
const ICONS: &str = include_str!("../../../../static/icons.svg");

/// 设计规范
#[derive(Template)]
#[template(path = "administration/design.html")]
pub struct Design {
    /// Around it.
    pub frame: Frame,
    /// A form with nothing wrong.
    pub well: Errors,
    /// The same form, refused.
    pub refused: Errors,
    /// The events of a thing.
    pub history: History,
    /// The next page of a list.
    pub next: Option<String>,
    /// An item of a sheet that is being filled in.
    pub item: Part,
}

/// Name and value of each token, dark ones apart.
fn tokens() -> impl Iterator<Item = (&'static str, &'static str)> {
    let light = TOKENS.split("@media").next().unwrap_or_default();
    light.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(':'))
}

impl Design {
    /// For a reader.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn new(frame: Frame) -> askama::Result<Self> {
        let item = rounds::sample_item(frame.language)?;
        let refused = Errors::one("refused-name", Fault::Required);
        let history = History::sample();
        Ok(Self { frame, well: Errors::default(), refused, history, next: Some("#pager".into()), item })
    }
    /// The names of the tokens that begin so, in the order of the style sheet.
    fn tokens(&self, first: &str) -> Vec<&'static str> {
        tokens().map(|(name, _)| name).filter(|name| name.starts_with(first)).collect()
    }
    fn colours(&self) -> Vec<&'static str> {
        tokens().filter(|(_, value)| value.trim_start().starts_with('#')).map(|(name, _)| name).collect()
    }
    fn icons(&self) -> Vec<&'static str> {
        ICONS.split("<symbol id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }
    fn severities(&self) -> Vec<(&'static str, &'static str, String)> {
        let w = self.frame.w;
        Severity::ALL.iter().rev().map(|s| (s.key(), severity_icon(*s), severity_text(*s, w))).collect()
    }
    fn severity_at(&self, n: &usize) -> (&'static str, &'static str, String) {
        let all = self.severities();
        all[*n % all.len()].clone()
    }
    fn options(&self) -> Vec<(String, String)> {
        self.severities().into_iter().map(|(key, _, text)| (key.to_owned(), text)).collect()
    }
    fn states(&self) -> Vec<(&'static str, String, String)> {
        let w = self.frame.w;
        Code::ALL.iter().map(|c| (c.class(), format!("state-{}", c.class()), c.say(w))).collect()
    }
    fn inspections(&self) -> Vec<(&'static str, &'static str, String)> {
        let w = self.frame.w;
        let badge = |key: &&'static str| (state_badge(key).0, state_badge(key).1, state_name(key, w));
        State::KEYS.iter().map(badge).collect()
    }
    fn answers(&self) -> Vec<(&'static str, &'static str, String)> {
        let w: &Words = self.frame.w;
        Answer::ALL.iter().map(|a| (a.key(), a.icon(), a.say(w))).collect()
    }
}
