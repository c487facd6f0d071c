//! What can go wrong, and which page says so. Inner causes go to the log; the person gets a sentence or a number to quote.
use crate::base::{csrf::Resume, text::Sentence};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Every way in which a request is not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No session, or one that has run out. What was being sent is kept and can be sent after signing in.
    #[error("not signed in")]
    SignIn(Option<Resume>),
    /// The form's token does not fit the session; sent again from the page that keeps its input.
    #[error("the form's token does not fit")]
    Token(Option<Resume>),
    /// The role does not allow it.
    #[error("forbidden")]
    Forbidden,
    /// The role would allow it, this very thing does not.
    #[error("denied: {0:?}")]
    Denied(Box<dyn Sentence>),
    /// Absent or out of scope: the same to the outside.
    #[error("not found")]
    NotFound,
    /// The request itself is malformed.
    #[error("bad request")]
    BadRequest,
    /// More bytes than allowed.
    #[error("too large")]
    TooLarge,
    /// Too many tries.
    #[error("too many requests")]
    TooMany,
    /// A rule of the domain said no.
    #[error("refused: {0:?}")]
    Refused(Box<dyn Sentence>),
    /// The same form came twice: the first result answers.
    #[error("repeated")]
    Repeated(String),
    /// The database cannot be reached at the moment.
    #[error("unavailable: {0}")]
    Unavailable(#[source] sqlx::Error),
    /// A fault of ours.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

/// The usual result of a handler or store.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A rule's refusal, said in the reader's language.
    pub fn refused(why: impl Sentence + 'static) -> Self {
        Self::Refused(Box::new(why))
    }

    /// A refusal with its reason, said in the reader's language.
    pub fn denied(why: impl Sentence + 'static) -> Self {
        Self::Denied(Box::new(why))
    }

    /// The status that the answer carries.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignIn(_) => StatusCode::UNAUTHORIZED,
            Self::Token(_) | Self::Forbidden | Self::Denied(_) => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::Repeated(_) => StatusCode::SEE_OTHER,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(e: sqlx::Error) -> Self {
        // 57P01–57P03: the server goes down or is starting; 53300: no connection is left.
        let going_down = |code: &str| code.starts_with("57P0") || code == "53300";
        match &e {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::Unavailable(e),
            sqlx::Error::Database(d) if d.code().is_some_and(|c| going_down(&c)) => Self::Unavailable(e),
            _ => Self::Internal(e.into()),
        }
    }
}

impl From<askama::Error> for Error {
    fn from(e: askama::Error) -> Self {
        Self::Internal(e.into())
    }
}

/// The error travels to the layer that knows the reader's language and draws its page.
#[derive(Clone)]
pub struct Carried(pub Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Carried(Arc::new(self)));
        response
    }
}

/// True when the database refused because of the constraint `name`.
pub fn broke(e: &sqlx::Error, name: &str) -> bool {
    matches!(e, sqlx::Error::Database(d) if d.constraint() == Some(name))
}
