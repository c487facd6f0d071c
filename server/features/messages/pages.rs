//! Messages as pages.
use super::model::{Kind, Line, Message, Standing, Topic};
use crate::{
    access::{Frame, Place, Role, Section},
    base::text::{self, Language, Sentence, words},
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use uuid::Uuid;

/// What the list is narrowed to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    /// `unread`, else all.
    pub show: String,
    /// The message before which the page begins.
    pub before: String,
}

impl Search {
    /// Whether only what was not read is shown.
    pub fn unread(&self) -> bool {
        self.show == "unread"
    }
    /// Where the page begins.
    pub fn before(&self) -> Option<Uuid> {
        self.before.parse().ok()
    }
}

/// Number, title of the item and date of a line in one sentence.
pub fn line_text(line: &Line, language: Language) -> String {
    let w = words(language);
    let date = text::date(line.due, w);
    let title = title(line, language);
    match line.standing {
        Some(standing) => w.message_line(line.number.as_str(), title, date, standing.say(w)),
        None => w.message_line_plain(line.number.as_str(), title, date),
    }
}

fn title(line: &Line, language: Language) -> String {
    match language {
        _ if line.title_zh.is_empty() => words(language).message_an_issue(),
        Language::ZhCN => line.title_zh.clone(),
        Language::En => line.title_en.clone(),
    }
}

/// What the list and the page of one message say in the same way.
trait Telling {
    fn frame(&self) -> &Frame;
    fn scope(&self) -> &str;

    fn kind(&self, message: &Message) -> String {
        message.kind.say(self.frame().w)
    }
    fn summary(&self, message: &Message) -> String {
        let (w, language) = (self.frame().w, self.frame().language);
        match message.lines.as_slice() {
            [one] => line_text(one, language),
            _ => w.message_many(message.total),
        }
    }
    fn time(&self, message: &Message) -> String {
        message.made_at.with_timezone(&self.frame().zone.offset()).format("%Y-%m-%d %H:%M").to_string()
    }
    /// Whether the active post leads there; another one of the reader's may.
    fn reaches(&self, message: &Message) -> bool {
        message.place.path.starts_with(self.scope())
    }
}

/// A page of messages, the newest first.
#[derive(Template)]
#[template(path = "messages/list.html")]
pub struct List {
    /// Around it.
    pub frame: Frame,
    /// What it is narrowed to.
    pub search: Search,
    /// Its messages.
    pub messages: Vec<Message>,
    /// The next page.
    pub next: Option<String>,
    /// The path of the active post's unit.
    pub scope: String,
}

/// One message with all that it tells.
#[derive(Template)]
#[template(path = "messages/show.html")]
pub struct Show {
    /// Around it.
    pub frame: Frame,
    /// Which.
    pub message: Message,
    /// The path of the active post's unit.
    pub scope: String,
}

impl Telling for List {
    fn frame(&self) -> &Frame {
        &self.frame
    }
    fn scope(&self) -> &str {
        &self.scope
    }
}

impl Telling for Show {
    fn frame(&self) -> &Frame {
        &self.frame
    }
    fn scope(&self) -> &str {
        &self.scope
    }
}

impl Show {
    fn title(&self, line: &Line) -> String {
        title(line, self.frame.language)
    }
    fn date(&self, line: &Line) -> String {
        text::date(line.due, self.frame.w)
    }
    fn standing(&self, line: &Line) -> String {
        line.standing.map(|s| s.say(self.frame.w)).unwrap_or_default()
    }
    fn more(&self) -> Option<String> {
        let more = self.message.total.saturating_sub(self.message.lines.len());
        (more > 0).then(|| self.frame.w.message_more(more))
    }
}

/// The count in the top bar.
#[derive(Template)]
#[template(path = "messages/count.html")]
pub struct Count {
    /// How many were not read.
    pub n: i64,
}

impl Count {
    fn text(&self) -> String {
        if self.n > 99 { "99+".into() } else { self.n.to_string() }
    }
}

/// About what the reader gets mails.
#[derive(Template)]
#[template(path = "messages/mails.html")]
pub struct Mails {
    /// Around it.
    pub frame: Frame,
    /// The chosen ones.
    pub chosen: Vec<Topic>,
}

impl Mails {
    /// Each with its key, its words, what belongs to it, and whether it is chosen.
    fn topics(&self) -> Vec<(&'static str, String, String, bool)> {
        let w = self.frame.w;
        let hint = |topic| match topic {
            Topic::Deadline => w.message_topic_deadline_hint(),
            Topic::Work => w.message_topic_work_hint(),
            Topic::Urge => w.message_topic_urge_hint(),
            Topic::Mention => w.message_topic_mention_hint(),
        };
        Topic::ALL.into_iter().map(|t| (t.key(), t.say(w), hint(t), self.chosen.contains(&t))).collect()
    }
}

/// A message about so many issues, as pages and mails are tried with.
pub(super) fn sample(lines: usize) -> Message {
    let line = |n: usize| Line {
        issue: Uuid::from_u128(n as u128).into(),
        number: format!("WT-2026-{:06}", 123 + n),
        title_zh: "限制远程桌面等高危端口的访问".into(),
        title_en: "Access to high-risk ports such as remote desktop is restricted".into(),
        due: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap_or_default(),
        standing: Some(
            [Standing::Left(3), Standing::Today, Standing::Over(1), Standing::Review(2), Standing::Ends(1)]
                [n % 5],
        ),
    };
    Message {
        id: Uuid::nil().into(),
        kind: Kind::Reminder,
        place: Place { unit: Uuid::nil().into(), path: "1/2/".into() },
        unit: "渝中区示例第一小学".into(),
        lines: (0..lines).map(line).collect(),
        total: lines,
        made_at: DateTime::<Utc>::UNIX_EPOCH,
        read: false,
    }
}

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let frame = || Frame::sample(language, Role::Officer, Section::Own);
    let read = |kind, n| Message { kind, read: true, ..sample(n) };
    let list = |messages| List {
        frame: frame(),
        search: Search::default(),
        messages,
        next: None,
        scope: "1/2/".into(),
    };
    let elsewhere = Message { place: Place { path: "1/3/".into(), ..sample(1).place }, ..sample(1) };
    let all = vec![
        sample(3),
        Message { kind: Kind::Nudge, ..sample(1) },
        elsewhere,
        read(Kind::Digest, 12),
        read(Kind::Assigned, 1),
        read(Kind::Mention, 1),
    ];
    vec![
        ("messages/list", Box::new(list(all))),
        ("messages/list, empty", Box::new(list(Vec::new()))),
        ("messages/show", Box::new(Show { frame: frame(), message: sample(7), scope: "1/2/".into() })),
        ("messages/mails", Box::new(Mails { frame: frame(), chosen: vec![Topic::Deadline, Topic::Urge] })),
    ]
}
