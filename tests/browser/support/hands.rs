//! What a person does: opens, reads, fills in, clicks. Every step waits until the page is ready for it.
use super::browser::Browser;
use std::path::Path;
use thirtyfour::{By, WebElement, components::SelectElement, extensions::query::ElementQueryable};

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

    async fn note(&mut self) {
        let here = self.here().await;
        self.met.insert(here);
    }

    /// The one thing that is shown at an XPath, as soon as it is.
    pub(super) async fn finds(&self, xpath: &str) -> WebElement {
        let found = self.driver.query(By::XPath(xpath)).and_displayed().single().await;
        match found {
            Ok(found) => found,
            Err(e) => panic!("{xpath}: {e}\n{}", self.words().await),
        }
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
        let text = quoted(words);
        let deepest = format!(
            "//main//*[contains(normalize-space(.), {text}) and not(.//*[contains(normalize-space(.), {text})])]"
        );
        let found = self.driver.query(By::XPath(deepest)).and_displayed().first().await;
        if let Err(e) = found {
            panic!("no {words:?}: {e}\n{}", self.words().await);
        }
    }

    /// Clicks the button, the link or the fold that says just this.
    pub async fn click(&mut self, words: &str) {
        let clickable = "[self::a or self::button or self::summary or self::label]";
        self.click_at(&format!("//*{clickable}[normalize-space(.)={}]", quoted(words))).await;
    }

    /// The same within the row or the list item in which other words stand.
    pub async fn click_beside(&mut self, beside: &str, words: &str) {
        let row = format!("//*[self::tr or self::li][contains(., {})]", quoted(beside));
        self.click_at(&format!("{row}//*[self::a or self::button][normalize-space(.)={}]", quoted(words)))
            .await;
    }

    async fn click_at(&mut self, xpath: &str) {
        let found = self.finds(xpath).await;
        found.scroll_into_view().await.unwrap();
        found.click().await.unwrap_or_else(|e| panic!("{xpath}: {e}"));
    }

    /// The field with this label.
    async fn field(&self, label: &str) -> WebElement {
        let text = quoted(label);
        let named = format!("//label[normalize-space(text()[1])={text} or normalize-space(.)={text}]");
        let field = "*[self::input or self::select or self::textarea]";
        self.finds(&format!("//{field}[@id={named}/@for] | {named}//{field}")).await
    }

    /// Writes into the field with this label, in place of what stands there.
    pub async fn fill(&self, label: &str, value: &str) {
        let field = self.field(label).await;
        field.clear().await.unwrap();
        field.send_keys(value).await.unwrap();
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some(value), "{label}");
    }

    /// Chooses from the list with this label.
    pub async fn choose(&self, label: &str, option: &str) {
        let list = SelectElement::new(&self.field(label).await).await.unwrap();
        list.select_by_partial_text(option).await.unwrap_or_else(|e| panic!("{label}: {option}: {e}"));
    }

    /// Lays a file into the field with this label.
    pub async fn upload(&self, label: &str, file: &Path) {
        assert!(file.is_file(), "{} is missing", file.display());
        self.field(label).await.send_keys(file.to_str().unwrap()).await.unwrap();
    }

    /// The texts of all elements of a CSS selector, in order.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for found in self.driver.find_all(By::Css(css)).await.unwrap() {
            texts.push(found.text().await.unwrap());
        }
        texts
    }
}
