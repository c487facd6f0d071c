//! Files that people hand in: streamed to disk, named by their SHA-256, outside the web root. A row is written only after
//! its file is safe on disk; a file without a row harms nothing.
use crate::base::{
    error::{Error, Result},
    ids::new_uuid,
};
use axum::body::Bytes;
use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use tokio::{fs, io::AsyncWriteExt};

/// The largest piece of evidence, in bytes.
pub const LARGEST: u64 = 20 * 1024 * 1024;

/// The folder of files.
#[derive(Debug, Clone)]
pub struct Files {
    root: PathBuf,
}

/// A file that has arrived and is not kept yet; it is removed when dropped.
#[derive(Debug)]
pub struct Received {
    /// The name it came with, without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// The first bytes, to tell its type.
    pub head: Vec<u8>,
    path: PathBuf,
}

impl Drop for Received {
    fn drop(&mut self) {
        let _gone_already = std::fs::remove_file(&self.path);
    }
}

impl Received {
    /// Its bytes.
    pub async fn bytes(&self) -> Result<Vec<u8>> {
        Ok(fs::read(&self.path).await.map_err(anyhow::Error::from)?)
    }
}

impl Files {
    /// Files under `root`, which is made when missing.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn at(root: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(root.join("incoming"))?;
        Ok(Self { root: root.to_owned() })
    }

    /// Writes a stream to disk while hashing it; `limit` in bytes.
    ///
    /// # Errors
    /// `TooLarge` beyond `limit`, `BadRequest` when the stream breaks off.
    pub async fn receive<S, E>(
        &self,
        name: &str,
        mut stream: S,
        limit: u64,
        now: DateTime<Utc>,
    ) -> Result<Received>
    where
        S: Stream<Item = Result<Bytes, E>> + Unpin,
    {
        let path = self.root.join("incoming").join(new_uuid(now).to_string());
        let mut file = fs::File::create(&path).await.map_err(anyhow::Error::from)?;
        let name = name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control())
            .take(200)
            .collect();
        let mut received = Received { name, size: 0, sha256: String::new(), head: Vec::new(), path };
        let mut hash = Sha256::new();
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|_| Error::BadRequest)?;
            received.size += chunk.len() as u64;
            if received.size > limit {
                return Err(Error::TooLarge);
            }
            let wanted = 4096usize.saturating_sub(received.head.len()).min(chunk.len());
            received.head.extend_from_slice(&chunk[..wanted]);
            hash.update(&chunk);
            file.write_all(&chunk).await.map_err(anyhow::Error::from)?;
        }
        file.sync_all().await.map_err(anyhow::Error::from)?;
        received.sha256 = hex::encode(hash.finalize());
        Ok(received)
    }

    /// Keeps a file under its hash; the same content is kept once.
    pub async fn keep(&self, received: &Received) -> Result<()> {
        let path = self.path(&received.sha256)?;
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).await.map_err(anyhow::Error::from)?;
        fs::rename(&received.path, &path).await.map_err(anyhow::Error::from)?;
        let dir = fs::File::open(folder).await.map_err(anyhow::Error::from)?;
        Ok(dir.sync_all().await.map_err(anyhow::Error::from)?)
    }

    /// Opens a kept file.
    ///
    /// # Errors
    /// `NotFound` when it is not there.
    pub async fn open(&self, sha256: &str) -> Result<fs::File> {
        fs::File::open(self.path(sha256)?).await.map_err(|_| Error::NotFound)
    }

    fn path(&self, sha256: &str) -> Result<PathBuf> {
        let plain = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_hexdigit());
        if plain { Ok(self.root.join(&sha256[..2]).join(sha256)) } else { Err(Error::NotFound) }
    }
}

/// The type of a file that may be evidence, told by its content and its name together.
///
/// Allowed: pdf png jpg docx xlsx txt csv xml json zip. `None` for anything else, or when name and content disagree.
pub fn evidence_type(name: &str, head: &[u8]) -> Option<&'static str> {
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    let seen = infer::get(head).map(|t| t.extension());
    let text = !head.contains(&0) && seen.is_none();
    match (extension.as_str(), seen) {
        ("pdf", Some("pdf")) => Some("application/pdf"),
        ("png", Some("png")) => Some("image/png"),
        ("jpg" | "jpeg", Some("jpg")) => Some("image/jpeg"),
        ("docx", Some("docx" | "zip")) => {
            Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        }
        ("xlsx", Some("xlsx" | "zip")) => {
            Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
        ("zip", Some("zip")) => Some("application/zip"),
        ("xml", Some("xml")) => Some("application/xml"),
        ("xml", None) if text && head.trim_ascii_start().starts_with(b"<") => Some("application/xml"),
        ("txt" | "csv", None) if text => Some("text/plain"),
        ("json", None) if text => Some("application/json"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::evidence_type;

    #[test]
    fn a_file_is_what_its_content_says() {
        assert_eq!(evidence_type("机房.PNG", b"\x89PNG\r\n\x1a\n\0\0"), Some("image/png"));
        assert_eq!(evidence_type("a.pdf", b"%PDF-1.7"), Some("application/pdf"));
        assert_eq!(evidence_type("a.txt", "说明".as_bytes()), Some("text/plain"));
        for (name, head) in [
            ("a.pdf", &b"MZ\x90\0"[..]),
            ("a.exe", b"MZ\x90\0"),
            ("a.png", b"<svg onload=x>"),
            ("noname", b"%PDF-1.7"),
            ("a.txt", b"a\0b"),
        ] {
            assert_eq!(evidence_type(name, head), None, "{name}");
        }
    }
}
