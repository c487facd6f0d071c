//! Forms with files. The token is read and checked before the first byte of a file is kept.
use crate::{
    base::{
        csrf::{self, Writer},
        error::{Error, Result},
        files::{LARGEST, Received},
        form::{Form, without_nul},
        request::Public,
    },
    state::App,
};
use axum::{
    extract::{FromRef, FromRequest, FromRequestParts, Multipart, Request},
    http::header,
};
use serde::de::DeserializeOwned;

/// Fields and files of a multipart POST whose token was checked; a plain form is one without files.
#[derive(Debug)]
pub struct Upload<T> {
    /// The fields as this form knows them.
    pub input: T,
    /// The files, in order; an empty file field gives none.
    pub files: Vec<Received>,
    /// The right to write.
    pub writer: Writer,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Upload<T>
where
    App: FromRef<S>,
{
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let app = App::from_ref(state);
        let (mut parts, body) = request.into_parts();
        let Public(ctx) = Public::from_request_parts(&mut parts, state).await?;
        // Without a session nothing of the body is read.
        if ctx.token.is_none() {
            return Err(Error::SignIn(None));
        }
        let plain = parts
            .headers
            .get(header::CONTENT_TYPE)
            .is_none_or(|kind| !kind.as_bytes().starts_with(b"multipart/"));
        if plain {
            let Form { input, writer } = Form::from_request(Request::from_parts(parts, body), state).await?;
            return Ok(Self { input, files: Vec::new(), writer });
        }
        let mut multipart = Multipart::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(|_| Error::BadRequest)?;
        let (mut fields, mut files, mut size) = (Vec::new(), Vec::new(), 0);
        while let Some(part) = multipart.next_field().await.map_err(|_| Error::BadRequest)? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                None => {
                    let text = part.text().await.map_err(|_| Error::BadRequest)?;
                    size += text.len();
                    if size > 1024 * 1024 {
                        return Err(Error::TooLarge);
                    }
                    fields.push((name, text));
                }
                Some(_) if files.len() >= 20 => return Err(Error::TooLarge),
                Some(file) => {
                    csrf::check(ctx.clone(), &fields)?;
                    let received = app.files.receive(&file, part, LARGEST, app.at().now).await?;
                    if received.size > 0 {
                        files.push(received);
                    }
                }
            }
        }
        let writer = csrf::check(ctx, &fields)?;
        let text = serde_html_form::to_string(&fields).map_err(|_| Error::BadRequest)?;
        let input = serde_html_form::from_str(&without_nul(&text)).map_err(|_| Error::BadRequest)?;
        Ok(Self { input, files, writer })
    }
}
