//! The proof that a write was meant: a token in every form, derived from the session's own secret, so that checking it
//! asks no database. `Writer` is made here alone, after the check.
use crate::base::{
    error::{Error, Result},
    ids::PostId,
    request::Ctx,
    text::{Sentence, Words},
};
use std::sync::Arc;
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// Fields of a form as they came, to be offered again after signing in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Resume {
    /// Where the form was sent to: a path of ours.
    pub action: String,
    /// Name and value, without token and passwords.
    pub fields: Vec<(String, String)>,
}

impl Resume {
    /// As one field of the sign-in form.
    pub fn packed(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
    /// Reads what `packed` wrote; only an action of ours.
    pub fn unpack(packed: &str) -> Option<Self> {
        let resume: Self = serde_json::from_str(packed).ok()?;
        crate::base::page::own_path(&resume.action)?;
        Some(resume)
    }
    /// The texts a person entered, to look at before sending them again; ids and empty fields are left out.
    pub fn shown(&self) -> impl Iterator<Item = &str> {
        let text = |v: &&str| !v.trim().is_empty() && v.parse::<Uuid>().is_err();
        self.fields.iter().map(|(_, v)| v.as_str()).filter(text)
    }
    /// Keeps what may be kept.
    pub fn of(ctx: &Ctx, fields: &[(String, String)]) -> Self {
        let kept = |name: &str| name != "csrf" && name != "key" && !name.contains("password");
        Self { action: ctx.path.clone(), fields: fields.iter().filter(|(n, _)| kept(n)).cloned().collect() }
    }
}

/// A request that may write: its token was checked. Only this module's `check` makes one.
#[derive(Debug)]
pub struct Writer {
    ctx: Arc<Ctx>,
    key: Option<Uuid>,
    post: Option<PostId>,
    resume: Option<Resume>,
}

/// The form was opened through another post, perhaps by another person, and continued after signing in or switching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherPost;

impl Sentence for OtherPost {
    fn say(&self, w: &Words) -> String {
        w.error_other_post()
    }
}

impl Writer {
    /// The request.
    pub fn ctx(&self) -> &Arc<Ctx> {
        &self.ctx
    }
    /// The form's own key: the same key does a thing once.
    pub fn key(&self) -> Option<Uuid> {
        self.key
    }
    /// Refuses a form that was opened through another post than `now`: it would be carried out in another name or for another
    /// unit than the page said.
    ///
    /// # Errors
    /// [`OtherPost`].
    pub fn opened_through(&self, now: PostId) -> Result<()> {
        match self.post {
            Some(post) if post != now => Err(Error::refused(OtherPost)),
            _ => Ok(()),
        }
    }
    /// What to offer again when the session turns out to have ended.
    pub fn into_resume(self) -> Option<Resume> {
        self.resume
    }
}

/// Compares the token that came with the one the session's secret gives.
///
/// # Errors
/// `SignIn` without any session, `Token` when it does not fit; both keep `fields`.
pub fn check(ctx: Arc<Ctx>, fields: &[(String, String)]) -> Result<Writer> {
    let value = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let came = value("csrf").or(ctx.csrf_header.as_deref()).unwrap_or_default();
    let resume = (!fields.is_empty()).then(|| Resume::of(&ctx, fields));
    let Some(expected) = ctx.csrf() else { return Err(Error::SignIn(resume)) };
    if !bool::from(came.as_bytes().ct_eq(expected.as_bytes())) {
        // Without any token nothing is offered; with a stale one (signed in again elsewhere) the input is.
        return Err(Error::Token(resume.filter(|_| !came.is_empty() && ctx.token.is_some())));
    }
    let key = value("key").and_then(|k| k.parse().ok());
    let post = value("as").and_then(|p| p.parse().ok());
    Ok(Writer { ctx, key, post, resume })
}
