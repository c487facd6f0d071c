//! Mails about accounts. Their links are made when they leave, so that no secret waits in the outbox.
use crate::{
    audit::{Reason, Tx},
    base::{
        jobs::{Failed, Job},
        mail::Mail,
        text::{Language, Words, words},
    },
    features::accounts::{
        model::{INVITE_LIVES, RESET_LIVES},
        store::sign_in::{self as store, Recipient},
    },
    state::App,
};

/// The kind of the job that sends a link for a new password.
pub const RESET: &str = "mail.reset";
/// The kind of the job that sends an invitation.
pub const INVITE: &str = "mail.invite";

/// The kind of the job that tells an address that it is no longer a person's.
pub const MOVED: &str = "mail.moved";

/// What differs between the two that bring a link.
struct Letter {
    purpose: &'static str,
    lives: chrono::Duration,
    /// Whether it is for those who sign in already, or for those who do not yet.
    has_account: bool,
    subject: fn(&Words) -> String,
    lead: fn(&Words, String) -> String,
    link: fn(&Words) -> String,
    end: fn(&Words) -> String,
}

/// Sends a link for a new password.
///
/// # Errors
/// As [`crate::base::mail::Mailer::send`].
pub async fn reset(app: App, job: Job) -> Result<(), Failed> {
    let letter = Letter {
        purpose: "reset",
        lives: RESET_LIVES,
        has_account: true,
        subject: Words::mail_reset_subject,
        lead: |w, name| w.mail_reset_lead(name),
        link: Words::mail_reset_link,
        end: Words::mail_reset_end,
    };
    send(app, job, letter).await
}

/// Sends an invitation.
///
/// # Errors
/// As [`crate::base::mail::Mailer::send`].
pub async fn invite(app: App, job: Job) -> Result<(), Failed> {
    let letter = Letter {
        purpose: "invite",
        lives: INVITE_LIVES,
        has_account: false,
        subject: Words::mail_invite_subject,
        lead: |w, name| w.mail_invite_lead(name),
        link: Words::mail_invite_link,
        end: Words::mail_invite_end,
    };
    send(app, job, letter).await
}

/// Tells the old address that mails go elsewhere now. It says nothing of the new one.
///
/// # Errors
/// As [`crate::base::mail::Mailer::send`].
pub async fn moved(app: App, job: Job) -> Result<(), Failed> {
    let mut tx = Tx::system(&app, Reason::SignIn, None).await?;
    let person = job.person.ok_or_else(|| Failed::ForGood("a mail to nobody".into()))?;
    let Some(Recipient { name, language, .. }) = store::recipient(&mut tx, person).await? else {
        return Ok(());
    };
    let now = tx.at().now;
    tx.unchanged();
    tx.commit("").await?;
    let to = job.data["to"].as_str().ok_or_else(|| Failed::ForGood("a mail to nowhere".into()))?;
    let language = language.parse().unwrap_or(Language::ZhCN);
    let w = words(language);
    let mail = Mail {
        to: to.to_owned(),
        language,
        subject: w.mail_moved_subject(),
        paragraphs: vec![w.mail_moved_lead(name)],
        link: None,
        end: vec![w.mail_moved_end()],
    };
    app.config.mailer.send(&app.config.data_dir.join("mail"), job.id, now, &mail).await
}

async fn send(app: App, job: Job, l: Letter) -> Result<(), Failed> {
    let mut tx = Tx::system(&app, Reason::SignIn, None).await?;
    let Some(person) = job.person else { return Err(Failed::ForGood("a mail to nobody".into())) };
    let found = store::recipient(&mut tx, person).await?;
    // What has become pointless in the meantime is done.
    let Some(Recipient { name, mail, language, .. }) =
        found.filter(|r| r.has_account == l.has_account && !r.mail.is_empty())
    else {
        return Ok(());
    };
    let token = store::add_link(&mut tx, l.purpose, Some(person), l.lives).await?;
    let now = tx.at().now;
    tx.unchanged();
    tx.commit("").await?;
    let language = language.parse().unwrap_or(Language::ZhCN);
    let w = words(language);
    let url = format!("{}/{}/{}", app.config.public_url, l.purpose, token.secret());
    let mail = Mail {
        to: mail,
        language,
        subject: (l.subject)(w),
        paragraphs: vec![(l.lead)(w, name)],
        link: Some((url, (l.link)(w))),
        end: vec![(l.end)(w)],
    };
    app.config.mailer.send(&app.config.data_dir.join("mail"), job.id, now, &mail).await
}
