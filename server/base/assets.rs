//! Style, script and pictures, inside the binary.
use rust_embed::{EmbeddedFile, RustEmbed};
use std::{collections::HashMap, sync::LazyLock};

#[derive(RustEmbed)]
#[folder = "static/dist"]
struct Dist;

static URLS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let url = |name: &str| {
        let hash = Dist::get(name).map(|f| hex::encode(&f.metadata.sha256_hash()[..6])).unwrap_or_default();
        format!("/static/{name}?{hash}")
    };
    Dist::iter().map(|name| (name.to_string(), url(&name))).collect()
});

/// The file of that name.
pub fn get(name: &str) -> Option<EmbeddedFile> {
    Dist::get(name)
}

/// The address of a file; its content's hash in the query lets browsers keep it for a year.
pub fn url(name: &str) -> &'static str {
    URLS.get(name).map_or("", String::as_str)
}
