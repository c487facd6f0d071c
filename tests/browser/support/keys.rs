//! Hands that know the keyboard alone: Tab goes to the thing wanted, and wherever the focus rests one has to see it.
use super::browser::Browser;
use serde_json::json;
use thirtyfour::WebElement;

/// What a person moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hands {
    Mouse,
    Keys,
}

/// A key: name, number, what it writes, and its modifiers (2 control, 8 shift).
pub type Key = (&'static str, u32, &'static str, u32);
pub const ENTER: Key = ("Enter", 13, "\r", 0);
pub const SPACE: Key = (" ", 32, " ", 0);
pub const DOWN: Key = ("ArrowDown", 40, "", 0);
pub const HOME: Key = ("Home", 36, "", 0);
const TAB: Key = ("Tab", 9, "", 0);
const BACK: Key = ("Tab", 9, "", 8);

/// More stops than any page has.
const STOPS: usize = 1500;

/// Whether the focus has come to a thing (a group of radios is one stop), on which side of it that lies, and what one does
/// not see.
const WHERE: &str = "const [wanted, now] = [arguments[0], document.activeElement];
    if (!wanted.isConnected) return ['gone', null];
    if (now === document.body) return ['after', null];
    const shown = now.matches('.seg input') ? now.nextElementSibling : now;
    const outline = getComputedStyle(shown);
    const seen = outline.outlineStyle !== 'none' && parseFloat(outline.outlineWidth) >= 1;
    const group = now.type === 'radio' && wanted.type === 'radio' && now.name === wanted.name && now.form === wanted.form;
    const unseen = seen ? null : now.outerHTML.slice(0, 200);
    if (now === wanted || group) return ['here', unseen];
    return [now.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING ? 'before' : 'after', unseen]";

impl Browser {
    /// Presses a key and lets it go.
    pub async fn press(&self, (key, number, text, modifiers): Key) {
        let kind = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
        let code = if key == " " { "Space" } else { key };
        let press = |kind: &str, text: &str| {
            json!({ "type": kind, "key": key, "code": code, "windowsVirtualKeyCode": number,
                    "modifiers": modifiers, "text": text })
        };
        self.cdp("Input.dispatchKeyEvent", press(kind, text)).await;
        self.cdp("Input.dispatchKeyEvent", press("keyUp", "")).await;
    }

    /// Moves the focus by Tab until it rests on a thing.
    pub async fn reach(&self, wanted: &WebElement) -> Result<(), String> {
        for step in 0..STOPS {
            let told = self.driver.execute(WHERE, vec![wanted.to_json().unwrap()]).await;
            let told = told.map_err(|e| e.to_string())?;
            let (at, unseen): (String, Option<String>) =
                serde_json::from_value(told.json().clone()).map_err(|e| e.to_string())?;
            // Where the focus was put before the first step is the page's own affair.
            if let Some(unseen) = unseen.filter(|_| step > 0) {
                panic!("one does not see the focus on {unseen}");
            }
            match at.as_str() {
                "here" => return Ok(()),
                "gone" => return Err("it went away".into()),
                "before" => self.press(BACK).await,
                _ => self.press(TAB).await,
            }
        }
        Err("Tab does not come to it".into())
    }

    /// Carries out what a click would: Enter on links, buttons and folds, Space on what is ticked.
    pub(super) async fn strike(&self, found: &WebElement) -> Result<(), String> {
        let own = "const e = arguments[0]; return e.control ?? e";
        let target = self.driver.execute(own, vec![found.to_json().unwrap()]).await;
        let target = target.and_then(|t| t.element()).map_err(|e| e.to_string())?;
        self.reach(&target).await?;
        let ticked = target.tag_name().await.map_err(|e| e.to_string())? == "input";
        self.press(if ticked { SPACE } else { ENTER }).await;
        Ok(())
    }

    /// Writes in place of what stands in the field that has the focus.
    pub(super) async fn type_over(&self, value: &str) {
        let all = json!({ "type": "rawKeyDown", "key": "a", "code": "KeyA", "windowsVirtualKeyCode": 65,
                          "modifiers": 2, "commands": ["selectAll"] });
        self.cdp("Input.dispatchKeyEvent", all).await;
        self.cdp("Input.insertText", json!({ "text": value })).await;
    }

    /// Goes down a list that has the focus until it shows an option.
    pub(super) async fn go_down_to(&self, list: &WebElement, option: &str) {
        let shown = "return arguments[0].selectedOptions[0]?.text ?? ''";
        self.press(HOME).await;
        for _ in 0..500 {
            let now = self.driver.execute(shown, vec![list.to_json().unwrap()]).await.unwrap();
            if now.json().as_str().is_some_and(|now| now.contains(option)) {
                return;
            }
            self.press(DOWN).await;
        }
        panic!("the list has no {option}");
    }
}
