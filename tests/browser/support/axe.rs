//! axe-core looks at a page at both widths and in both languages; any violation of WCAG 2.2 AA fails the journey.
use super::{
    Hands,
    browser::{Browser, NARROW, Scripts, WIDE},
};
use serde_json::{Value, json};

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    Chinese,
    English,
}

impl Language {
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
    /// What the button says that leads to the other one.
    fn other(self) -> &'static str {
        match self {
            Self::Chinese => "English",
            Self::English => "中文",
        }
    }
}

/// A page that axe has looked at.
pub type Seen = (String, Language, u32);

/// The rules asked: those of the law and those that are good practice.
const RUN: &str = "const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ['violations'] }).then(
    (found) => done(found.violations.map((v) => ({ rule: v.id, help: v.help, at: v.nodes.map((n) => n.html + ' ' + n.failureSummary) }))),
    (error) => done([{ rule: 'axe', help: String(error), at: [] }]));";

fn source() -> String {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/static/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(file).expect("axe-core is missing; please type: make front")
}

impl Browser {
    /// Has axe look at this page at both widths and in both languages, and takes pictures. The page is loaded anew by the
    /// switch of language: what stands in fields is lost.
    pub async fn look_at(&mut self, name: &str) {
        if self.hands == Hands::Keys {
            return;
        }
        self.look_at_here(name).await;
        if self.scripts == Scripts::On {
            self.switch_language().await;
            self.look_at_here(name).await;
            self.switch_language().await;
        }
    }

    /// The same in this language alone: for one more state of a page. Without scripts a picture must do.
    pub async fn look_at_here(&mut self, name: &str) {
        if self.scripts == Scripts::Off || self.hands == Hands::Keys {
            self.picture(name).await;
            return;
        }
        for width in [NARROW, WIDE] {
            self.set_width(width).await;
            self.picture(name).await;
            self.does_not_scroll_sideways(name).await;
            let (language, found) = (self.language().await, self.violations().await);
            assert_eq!(found, json!([]), "{name} at {width} px in {}: {found:#}", language.tag());
            let page = self.here().await;
            self.seen.insert((page, language, width));
        }
    }

    /// The same for a page that is the answer to a form and cannot be loaded anew.
    pub async fn look_at_answer(&mut self, name: &str) {
        let here = self.here().await;
        self.answers.insert(here);
        self.look_at_here(name).await;
    }

    /// Lets every page from the next on have axe in it, where many are looked at.
    pub async fn brings_axe(&self) {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source() })).await;
    }

    /// What axe finds wrong with this page.
    pub async fn violations(&self) -> Value {
        let there = self.driver.execute("return typeof axe === 'object'", vec![]).await.unwrap();
        if there.json() != true {
            self.driver.execute(source(), vec![]).await.unwrap();
        }
        self.driver.execute_async(RUN, vec![]).await.unwrap().json().clone()
    }

    async fn does_not_scroll_sideways(&self, name: &str) {
        assert_eq!(self.across().await, u64::from(self.width), "{name} is wider than its window");
    }

    /// How wide the page is, which a window of its own width shows whole.
    pub async fn across(&self) -> u64 {
        let wide = "return Math.max(document.documentElement.scrollWidth, innerWidth)";
        self.driver.execute(wide, vec![]).await.unwrap().json().as_u64().unwrap()
    }

    /// The language of the page.
    pub async fn language(&self) -> Language {
        let tag = self.driver.execute("return document.documentElement.lang", vec![]).await;
        if tag.is_ok_and(|t| t.json() == "en") { Language::English } else { Language::Chinese }
    }

    /// Presses the button that leads to the other language; the same page comes back.
    pub async fn switch_language(&mut self) {
        let now = self.language().await;
        self.click(now.other()).await;
        let other = if now == Language::Chinese { Language::English } else { Language::Chinese };
        self.finds(&format!("//html[@lang='{}']", other.tag())).await;
    }

    /// Fails unless axe has seen each page that was come across, at both widths and in both languages.
    pub fn has_seen_all(&self) {
        let every = self.met.iter().flat_map(|page| {
            [Language::Chinese, Language::English]
                .into_iter()
                .flat_map(move |l| [WIDE, NARROW].map(|w| (page.clone(), l, w)))
        });
        let one_language =
            |(page, language, _): &Seen| *language == Language::English && self.answers.contains(page);
        let missed: Vec<Seen> =
            every.filter(|seen| !self.seen.contains(seen) && !one_language(seen)).collect();
        assert!(missed.is_empty(), "axe has not looked at {missed:?}");
    }
}
