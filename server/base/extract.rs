//! Path and query whose faults answer with our own pages.
use crate::base::{
    error::{Error, Result},
    form,
};
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// The one `{…}` of the path; what cannot be read does not exist.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for Path<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Error::NotFound)?;
        let value = params.iter().next().and_then(|(_, v)| v.parse().ok());
        value.map(Path).ok_or(Error::NotFound)
    }
}

/// Two `{…}` of the path, in order.
#[derive(Debug)]
pub struct Path2<A, B>(pub A, pub B);

impl<S: Send + Sync, A: FromStr, B: FromStr> FromRequestParts<S> for Path2<A, B> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Error::NotFound)?;
        let mut values = params.iter().map(|(_, v)| v);
        let (a, b) = (values.next().and_then(|v| v.parse().ok()), values.next().and_then(|v| v.parse().ok()));
        a.zip(b).map(|(a, b)| Path2(a, b)).ok_or(Error::NotFound)
    }
}

/// The query string. Filters are raw texts that read themselves leniently, so that an old link still opens.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let query = parts.uri.query().unwrap_or_default();
        serde_html_form::from_str(&form::without_nul(query)).map(Query).map_err(|_| Error::BadRequest)
    }
}
