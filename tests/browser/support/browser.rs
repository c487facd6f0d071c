//! A browser at a portal: where it looks, how wide, with or without scripts; and what must hold at the end of a journey.
use super::{Hands, Portal, axe::Seen, chrome::Chrome};
use futures_util::FutureExt;
use serde_json::json;
use std::{collections::BTreeSet, panic::AssertUnwindSafe, path::PathBuf};
use thirtyfour::WebDriver;

/// Whether the page's own scripts run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    On,
    Off,
}

/// The width of a desk, of which a page takes no more than it is given.
pub const WIDE: u32 = 1366;
/// The width of a phone.
pub const NARROW: u32 = 360;

/// One person's browser.
pub struct Browser {
    pub driver: WebDriver,
    pub portal: Portal,
    pub scripts: Scripts,
    pub hands: Hands,
    /// Name of the journey, for its pictures.
    pub name: &'static str,
    pub(super) width: u32,
    /// Pages that were come across, ids aside.
    pub(super) met: BTreeSet<String>,
    /// Those that axe has looked at, with language and width.
    pub(super) seen: BTreeSet<Seen>,
    /// Answers to forms: nobody can look at them in the other language.
    pub(super) answers: BTreeSet<String>,
}

/// Keeps what breaks the content security policy, over all pages of a journey.
const WATCH: &str = "addEventListener('securitypolicyviolation', (e) => {
    const told = JSON.parse(sessionStorage.getItem('violations') || '[]');
    told.push(`${location.pathname}: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`);
    sessionStorage.setItem('violations', JSON.stringify(told));
})";

/// Walks a journey. When a step fails, a picture, the address and what the portal said tell why.
pub async fn journey(name: &'static str, scripts: Scripts, walk: impl AsyncFnOnce(&mut Browser)) {
    journey_at(Portal::start().await, name, scripts, walk).await;
}

/// The same at this portal.
pub async fn journey_at(
    portal: Portal,
    name: &'static str,
    scripts: Scripts,
    walk: impl AsyncFnOnce(&mut Browser),
) {
    let (chrome, driver) = Chrome::start().await;
    let (met, seen, answers) = Default::default();
    let mut browser =
        Browser { driver, portal, scripts, hands: Hands::Mouse, name, width: 0, met, seen, answers };
    let walked = AssertUnwindSafe(async {
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await;
        browser.set_scripts(scripts).await;
        browser.set_width(WIDE).await;
        walk(&mut browser).await;
        browser.ends_well().await;
    });
    let walked = walked.catch_unwind().await;
    if walked.is_err() {
        let at = browser.driver.current_url().await.map(String::from).unwrap_or_default();
        browser.picture("failed").await;
        eprintln!("{name} failed at {at}; see {}\n{}", pictures().display(), browser.portal.said.all());
    }
    browser.driver.clone().quit().await.ok();
    drop(chrome);
    if let Err(why) = walked {
        std::panic::resume_unwind(why);
    }
}

fn pictures() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("pictures");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

impl Browser {
    /// Speaks to Chromium itself.
    pub(super) async fn cdp(&self, method: &str, params: serde_json::Value) {
        self.driver.cdp().send_raw(method, params).await.unwrap_or_else(|e| panic!("{method}: {e}"));
    }

    /// Lets the page's scripts run or not, from the next page on.
    pub(super) async fn set_scripts(&self, scripts: Scripts) {
        self.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": scripts == Scripts::Off })).await;
    }

    /// Takes the network away, or gives it back.
    pub async fn set_network(&self, there: bool) {
        let still =
            json!({ "offline": !there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.cdp("Network.enable", json!({})).await;
        self.cdp("Network.emulateNetworkConditions", still).await;
    }

    /// Lets this tab be the one that a person looks at.
    pub async fn comes_to_front(&self) {
        self.cdp("Page.bringToFront", json!({})).await;
    }

    /// Says that other journeys look at the pages of this one: here only what happens between them counts.
    pub fn are_shown_elsewhere(&mut self) {
        self.met.clear();
    }

    /// Makes the page as wide as this, really: a window has a least width of its own.
    pub async fn set_width(&mut self, width: u32) {
        self.width = width;
        let height = if width < WIDE { 780 } else { 900 };
        let narrow = width < WIDE;
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": narrow });
        self.cdp("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// A picture of the whole page: `target/pictures/<journey>-<name>-<width>-<language>.png`.
    pub async fn picture(&self, name: &str) {
        let whole = self.driver.cdp().send_raw("Page.getLayoutMetrics", json!({})).await.unwrap_or_default();
        let height = whole["cssContentSize"]["height"].as_f64().unwrap_or(900.0).min(6000.0);
        let file = format!("{}-{name}-{}-{}.png", self.name, self.width, self.language().await.tag());
        self.capture(height, &file).await;
    }

    /// A picture of what the window shows: `target/pictures/<name>.png`.
    pub async fn window(&self, name: &str) {
        self.capture(720.0, &format!("{name}.png")).await;
    }

    async fn capture(&self, height: f64, file: &str) {
        let clip = json!({ "x": 0, "y": 0, "width": self.width, "height": height, "scale": 1 });
        let options = json!({ "captureBeyondViewport": true, "clip": clip });
        let Ok(picture) = self.driver.cdp().send_raw("Page.captureScreenshot", options).await else { return };
        let bytes = decode(picture["data"].as_str().unwrap_or_default());
        std::fs::write(pictures().join(file), bytes).unwrap();
    }

    /// At the end: axe has seen every page that was come across, the policy was never broken, no script failed.
    async fn ends_well(&self) {
        if self.scripts == Scripts::On {
            let kept =
                self.driver.execute("return sessionStorage.getItem('violations')", vec![]).await.unwrap();
            assert_eq!(kept.json().as_str(), None, "the content security policy was broken");
            // With the keyboard nobody looks again at what the mouse has shown.
            if self.hands == Hands::Mouse {
                self.has_seen_all();
            }
        }
        let complaints = self.complaints().await;
        assert!(complaints.is_empty(), "the console says {complaints:#?}");
    }

    /// What broke the content security policy since the last call.
    pub async fn breaches(&self) -> Option<String> {
        let take = "const told = sessionStorage.getItem('violations'); sessionStorage.removeItem('violations'); return told";
        self.driver.execute(take, vec![]).await.unwrap().json().as_str().map(str::to_owned)
    }

    /// What the console complained of since the last call. A refused form is 422 and says so there; that is meant.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.unwrap();
        let loud = log.into_iter().filter(|e| e.level == "SEVERE" && !e.message.contains("status of 422"));
        loud.map(|e| e.message).collect()
    }
}

/// Base64 as Chromium sends it.
fn decode(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let sixes: Vec<u8> = text.bytes().filter_map(value).collect();
    let mut bytes = Vec::with_capacity(sixes.len() * 3 / 4);
    for four in sixes.chunks(4) {
        let bits = four.iter().fold(0_u32, |all, six| all << 6 | u32::from(*six)) << (6 * (4 - four.len()));
        bytes.extend(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}
