//! Mails: text and HTML in the reader's language, over SMTP, or as files where no server is set.
use crate::base::{
    ids::JobId,
    jobs::Failed,
    text::{Language, words},
};
use anyhow::Context;
use askama::Template;
use chrono::{DateTime, Utc};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::{
        self,
        client::{Certificate, Tls, TlsParameters},
    },
};
use std::{path::Path, time::Duration};
use tokio::time::timeout;
use url::Url;

/// How long a server may take to be connected.
const CONNECT: Duration = Duration::from_secs(10);
/// How long it may take for a mail; the library has no limit of its own behind the connection. Less than the lease of the job, so that
/// no second worker sends it meanwhile.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a person gets. Details of a weakness never stand in it.
#[derive(Template)]
#[template(path = "mail/mail.html")]
pub struct Mail {
    /// The address.
    pub to: String,
    /// The reader's language.
    pub language: Language,
    /// The subject, which stands above the text as well.
    pub subject: String,
    /// The text before the link.
    pub paragraphs: Vec<String>,
    /// A link and its words.
    pub link: Option<(String, String)>,
    /// The text behind it.
    pub end: Vec<String>,
}

impl Mail {
    fn lang(&self) -> &str {
        &self.language
    }
    /// Why one gets it.
    fn foot(&self) -> String {
        words(self.language).mail_foot()
    }
    fn text(&self) -> String {
        let mut parts = self.paragraphs.clone();
        parts.extend(self.link.iter().map(|(url, title)| format!("{title}\n{url}")));
        parts.extend(self.end.iter().cloned());
        parts.push(self.foot());
        parts.join("\n\n") + "\n"
    }
}

/// The way out.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    smtp: Option<AsyncSmtpTransport<Tokio1Executor>>,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mailer").field("smtp", &self.smtp.is_some()).finish_non_exhaustive()
    }
}

impl Mailer {
    /// By the server at `url`, such as `smtps://user:password@host` or `smtp://host:587?tls=required`; without one, files. The server
    /// may be known by one of `certificates` (PEM).
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn new(url: Option<&str>, from: &str, certificates: Option<&[u8]>) -> anyhow::Result<Self> {
        let from = from.parse().context("MAIL_FROM")?;
        let smtp = match url {
            // The reason would quote the password.
            Some(url) => Some(by_server(url, certificates).map_err(|_| {
                anyhow::anyhow!("SMTP_URL: such as smtps://user:password@mail.example or smtp://mail.example:587?tls=required")
            })?),
            None => None,
        };
        Ok(Self { from, smtp })
    }

    /// Whether a server is set.
    pub fn by_server(&self) -> bool {
        self.smtp.is_some()
    }

    /// Hands a mail over. The same job has the same `Message-ID`, so that a second copy can be told.
    ///
    /// # Errors
    /// `ForGood` when the server knows no such mailbox.
    pub async fn send(
        &self,
        folder: &Path,
        id: JobId,
        now: DateTime<Utc>,
        mail: &Mail,
    ) -> Result<(), Failed> {
        let for_good = |e: &dyn std::fmt::Display| Failed::ForGood(e.to_string());
        let html = mail.render().map_err(|e| for_good(&e))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(mail.to.parse().map_err(|e| for_good(&e))?)
            .subject(&mail.subject)
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .date(now.into())
            .multipart(MultiPart::alternative_plain_html(mail.text(), html))
            .map_err(|e| for_good(&e))?;
        match &self.smtp {
            Some(smtp) => match timeout(PATIENCE, smtp.send(message)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(e)) if no_such_mailbox(&e) => Err(for_good(&said(&e))),
                Ok(Err(e)) => Err(Failed::ForNow(said(&e))),
                Err(_) => Err(Failed::ForNow("the server took too long".into())),
            },
            None => {
                let for_now = |e: std::io::Error| Failed::ForNow(e.to_string());
                tokio::fs::create_dir_all(folder).await.map_err(for_now)?;
                tokio::fs::write(folder.join(format!("{id}.eml")), message.formatted()).await.map_err(for_now)
            }
        }
    }
}

fn by_server(url: &str, certificates: Option<&[u8]>) -> anyhow::Result<AsyncSmtpTransport<Tokio1Executor>> {
    let mut server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(CONNECT));
    if let Some(pem) = certificates {
        let url = Url::parse(url)?;
        let host = url.host_str().context("no host")?;
        let tls =
            || TlsParameters::builder(host.into()).add_root_certificate(Certificate::from_pem(pem)?).build();
        let wanted = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
        server = match (url.scheme(), wanted.as_deref()) {
            ("smtps", _) => server.tls(Tls::Wrapper(tls()?)),
            (_, Some("required")) => server.tls(Tls::Required(tls()?)),
            (_, Some(_)) => server.tls(Tls::Opportunistic(tls()?)),
            (_, None) => server,
        };
    }
    Ok(server.build())
}

/// Whether the server says that there is no such mailbox. A wrong password, a sender that it does not like or a full disk will be mended,
/// and what waits is sent then.
fn no_such_mailbox(e: &smtp::Error) -> bool {
    e.status().is_some_and(|code| matches!(u16::from(code), 550 | 551))
}

/// The error with what lies behind it.
fn said(e: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(e.source(), |e| e.source());
    std::iter::once(e.to_string()).chain(causes.map(ToString::to_string)).collect::<Vec<_>>().join(": ")
}
