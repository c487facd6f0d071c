//! What a person does: opens, reads, fills in, clicks. Every step waits until the page is ready for it.
use super::{Hands, browser::Browser};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use thirtyfour::{By, WebElement, components::SelectElement};

/// How long something may take to appear, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(20);
const GLANCE: Duration = Duration::from_millis(50);

/// What the page shows at an XPath: neither hidden nor within a closed fold.
const SHOWN: &str = "const all = document.evaluate(arguments[0], document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    const shown = [];
    for (let i = 0; i < all.snapshotLength && shown.length < 2; i++) {
        if (all.snapshotItem(i).checkVisibility({ visibilityProperty: true })) shown.push(all.snapshotItem(i));
    }
    return shown";
/// Whether the main part shows some words, wherever its lines break.
const SAID: &str =
    "return document.querySelector('main').innerText.replace(/\\s+/g, ' ').includes(arguments[0])";

/// A text inside an expression of XPath.
fn quoted(text: &str) -> String {
    assert!(!text.contains('\''), "{text} cannot be quoted");
    format!("'{text}'")
}

impl Browser {
    /// Opens a path of the portal, or an address.
    pub async fn open(&mut self, path: &str) {
        let url =
            if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.portal.url) };
        self.driver.goto(url).await.unwrap();
        self.note().await;
    }

    /// The path of this page, with `{id}` for what differs from one thing to the next.
    pub async fn here(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        let part = |part: &str| if part.len() >= 30 { "{id}".to_owned() } else { part.to_owned() };
        url.path().split('/').map(part).collect::<Vec<_>>().join("/")
    }

    /// Notes that this page was come across.
    pub(super) async fn note(&mut self) {
        let here = self.here().await;
        self.met.insert(here);
    }

    /// What is shown at an XPath now; the first two are enough to know.
    async fn shown(&self, xpath: &str) -> Vec<WebElement> {
        let found = self.driver.execute(SHOWN, vec![xpath.into()]).await;
        found.and_then(|found| found.elements()).unwrap_or_default()
    }

    /// Tries until something comes of it, for as long as a person would wait.
    async fn until<T>(&self, what: &str, mut attempt: impl AsyncFnMut() -> Result<T, String>) -> T {
        let begun = Instant::now();
        loop {
            match attempt().await {
                Ok(done) => return done,
                Err(why) if begun.elapsed() > PATIENCE => panic!("{what}: {why}\n{}", self.words().await),
                Err(_) => tokio::time::sleep(GLANCE).await,
            }
        }
    }

    /// The one thing that is shown at an XPath, as soon as it is.
    pub async fn finds(&self, xpath: &str) -> WebElement {
        let one = async || {
            let mut shown = self.shown(xpath).await;
            let only = shown.pop().filter(|_| shown.is_empty());
            only.ok_or_else(|| {
                if shown.is_empty() { "not there".to_owned() } else { "more than one".to_owned() }
            })
        };
        self.until(xpath, one).await
    }

    /// All words of the page.
    pub async fn words(&self) -> String {
        match self.driver.find(By::Tag("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(e) => e.to_string(),
        }
    }

    /// Waits until the page's heading is this.
    pub async fn is_at(&mut self, heading: &str) {
        self.finds(&format!("//h1[normalize-space(.)={}]", quoted(heading))).await;
        self.note().await;
    }

    /// Waits until these words stand somewhere within the main part.
    pub async fn sees(&self, words: &str) {
        let said = async || {
            let said = self.driver.execute(SAID, vec![words.into()]).await.map_err(|e| e.to_string())?;
            if said.json() == true { Ok(()) } else { Err("not there".to_owned()) }
        };
        self.until(words, said).await;
    }

    /// Clicks the button or the link that says just this.
    pub async fn click(&mut self, words: &str) {
        self.click_at(&format!("//*[self::a or self::button][normalize-space(.)={}]", quoted(words))).await;
    }

    /// Opens the fold that says this, unless it is open.
    pub async fn unfold(&mut self, words: &str) {
        self.unfold_at(&format!("//details[summary[normalize-space(.)={}]]", quoted(words))).await;
    }

    /// Opens the fold at an XPath, unless it is open.
    pub async fn unfold_at(&mut self, fold: &str) {
        self.finds(fold).await;
        if self.driver.find(By::XPath(format!("{fold}[@open]"))).await.is_err() {
            self.click_at(&format!("{fold}/summary")).await;
        }
    }

    /// Clicks an entry of the menu at the side, which is open where there is room for it.
    pub async fn menu(&mut self, words: &str) {
        self.click_at(&format!("//nav[contains(@class, 'side')]//a[normalize-space(.)={}]", quoted(words)))
            .await;
        self.is_at(words).await;
    }

    /// Clicks what stands at an XPath.
    pub async fn click_at(&self, xpath: &str) {
        let click = async || {
            let found = self.finds(xpath).await;
            if self.hands == Hands::Keys {
                return self.strike(&found).await;
            }
            let clicked = async {
                found.scroll_into_view().await?;
                found.click().await
            }
            .await;
            clicked.map_err(|e| e.to_string())
        };
        self.until(xpath, click).await;
    }

    /// The field with this label.
    async fn field(&self, label: &str) -> WebElement {
        let text = quoted(label);
        let named = format!("//label[normalize-space(text()[1])={text} or normalize-space(.)={text}]");
        let field = "*[self::input or self::select or self::textarea]";
        self.finds(&format!("//{field}[@id={named}/@for] | {named}//{field}")).await
    }

    /// The field with this label; the keyboard goes there.
    async fn at_hand(&self, label: &str) -> WebElement {
        let field = async || {
            let field = self.field(label).await;
            if self.hands == Hands::Keys {
                self.reach(&field).await?;
            }
            Ok(field)
        };
        self.until(label, field).await
    }

    /// Writes into the field with this label, in place of what stands there.
    pub async fn fill(&self, label: &str, value: &str) {
        let field = self.at_hand(label).await;
        if self.hands == Hands::Keys {
            self.type_over(value).await;
        } else if field.attr("type").await.unwrap().as_deref() == Some("date") {
            // How a day is typed depends on the language of the browser.
            let set = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', { bubbles: true }))";
            self.driver.execute(set, vec![field.to_json().unwrap(), value.into()]).await.unwrap();
        } else {
            field.clear().await.unwrap();
            field.send_keys(value).await.unwrap();
        }
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some(value), "{label}");
    }

    /// Chooses from the list with this label.
    pub async fn choose(&self, label: &str, option: &str) {
        let field = self.at_hand(label).await;
        if self.hands == Hands::Keys {
            return self.go_down_to(&field, option).await;
        }
        let list = SelectElement::new(&field).await.unwrap();
        list.select_by_partial_text(option).await.unwrap_or_else(|e| panic!("{label}: {option}: {e}"));
    }

    /// Lays a file into the field with this label.
    pub async fn upload(&self, label: &str, file: &Path) {
        assert!(file.is_file(), "{} is missing", file.display());
        self.at_hand(label).await.send_keys(file.to_str().unwrap()).await.unwrap();
    }

    /// The texts of all elements of a CSS selector, in order.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for found in self.driver.find_all(By::Css(css)).await.unwrap() {
            texts.push(found.text().await.unwrap());
        }
        texts
    }

    /// What stands in the field with this label.
    pub async fn value(&self, label: &str) -> String {
        self.field(label).await.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Signs out by the panel that bears the person's name.
    pub async fn sign_out(&mut self, name: &str) {
        self.unfold(name).await;
        self.click("退出登录").await;
        self.is_at("登录").await;
    }
}
