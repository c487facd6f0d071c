//! Words in lists. Under a policy no index for parts of words is of use, so a function of the database looks first.
use super::error::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// From so many finds on the list itself is walked: it comes upon them soon.
const MOST: i32 = 1000;

/// What a list is narrowed to by a word; by nothing without one.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// All that there is to find.
    pub ids: Option<Vec<Uuid>>,
    /// The word itself, where there is too much to find.
    pub text: Option<String>,
}

/// Looks among the entries of a kind in the subtree `below` for those whose name holds the word, or whose code begins with it.
pub async fn search(db: &mut PgConnection, kind: &str, below: &str, word: &str) -> Result<Found> {
    let word = word.trim();
    if word.is_empty() {
        return Ok(Found::default());
    }
    let ids =
        sqlx::query_scalar!("select search($1, $2, $3, $4)", kind, below, word, MOST).fetch_one(db).await?;
    let text = ids.is_none().then(|| word.to_owned());
    Ok(Found { ids, text })
}
