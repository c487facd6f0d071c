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
};
use std::{path::Path, time::Duration};

/// How long the server may take for one command.
const PATIENCE: Duration = Duration::from_secs(20);

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
    /// By the server at `url`, such as `smtps://user:password@host` or `smtp://host:587?tls=required`; without one, files.
    ///
    /// # Errors
    /// When one of the two cannot be read.
    pub fn new(url: Option<&str>, from: &str) -> anyhow::Result<Self> {
        let from = from.parse().context("MAIL_FROM")?;
        let smtp = match url {
            // The reason would quote the password.
            Some(url) => Some(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(|_| anyhow::anyhow!("SMTP_URL: such as smtps://user:password@mail.example or smtp://mail.example:587?tls=required"))?
                    .timeout(Some(PATIENCE))
                    .build(),
            ),
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
    /// `ForGood` when the server refuses it for ever.
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
            Some(smtp) => match smtp.send(message).await {
                Ok(_) => Ok(()),
                Err(e) if e.is_permanent() => Err(for_good(&said(&e))),
                Err(e) => Err(Failed::ForNow(said(&e))),
            },
            None => {
                let for_now = |e: std::io::Error| Failed::ForNow(e.to_string());
                tokio::fs::create_dir_all(folder).await.map_err(for_now)?;
                tokio::fs::write(folder.join(format!("{id}.eml")), message.formatted()).await.map_err(for_now)
            }
        }
    }
}

/// The error with what lies behind it.
fn said(e: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(e.source(), |e| e.source());
    std::iter::once(e.to_string()).chain(causes.map(ToString::to_string)).collect::<Vec<_>>().join(": ")
}
