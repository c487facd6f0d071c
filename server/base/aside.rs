//! Work that would hold up everybody else runs beside the async threads.
use crate::base::error::Result;

/// Runs `work` on a thread of its own.
///
/// # Errors
/// When it panics.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    Ok(tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)?)
}
