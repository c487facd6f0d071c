//! The watch over pages barks: axe, the content security policy, the console and the list of pages not looked at.
use super::support::{Scripts, journey};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_wrong_is_noticed() {
    journey("watch", Scripts::On, async |b| {
        let link = b.portal.setup_link.clone();
        b.open(&link).await;
        b.look_at("set-up").await;
        let spoil = "const picture = document.createElement('img');
            picture.src = '/static/favicon.svg';
            document.body.append(picture);
            document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">red</p>');";
        b.driver.execute(spoil, vec![]).await.unwrap();
        let found = b.violations().await.to_string();
        assert!(found.contains("image-alt"), "{found}");
        let breach = b.breaches().await.unwrap_or_default();
        assert!(breach.contains("style-src"), "{breach}");
        assert!(b.complaints().await.join("").contains("Content Security Policy"));

        b.open("/login").await;
        assert!(AssertUnwindSafe(async { b.has_seen_all() }).catch_unwind().await.is_err());
        b.look_at("login").await;
    })
    .await;
}
