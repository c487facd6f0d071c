//! Messages that leave as mails: number, title of the checklist's item, date and link, and nothing else of an issue.
use super::{
    model::{Line, Message},
    pages::line_text,
    store,
};
use crate::{
    audit::{Reason, Tx},
    base::{
        ids::MessageId,
        jobs::{Failed, Job},
        mail::Mail,
        text::{Language, Sentence, words},
    },
    state::App,
};

/// The kind of the job that sends a message as a mail.
pub const MESSAGE: &str = "mail.message";
/// Lines of a mail; the rest stands in the portal.
const LINES: usize = 20;

/// Sends a message as a mail.
///
/// # Errors
/// As [`crate::base::mail::Mailer::send`].
pub async fn message(app: App, job: Job) -> Result<(), Failed> {
    let id: Option<MessageId> = job.data["message"].as_str().and_then(|id| id.parse().ok());
    let id = id.ok_or_else(|| Failed::ForGood("a mail without a message".into()))?;
    let mut tx = Tx::system(&app, Reason::Clock, None).await?;
    let now = tx.at().now;
    // Whose address is gone in the meantime gets none.
    let Some((message, to, language)) = store::outgoing(&mut tx, id).await? else { return Ok(()) };
    tx.unchanged();
    tx.commit("").await?;
    let mail = compose(&message, to, language.parse().unwrap_or(Language::ZhCN), &app.config.public_url);
    app.config.mailer.send(&app.config.data_dir.join("mail"), job.id, now, &mail).await
}

fn compose(message: &Message, to: String, language: Language, portal: &str) -> Mail {
    let w = words(language);
    let kind = message.kind.say(w);
    let subject = match message.lines.as_slice() {
        [one] => w.message_mail_subject_one(kind, one.number.as_str()),
        _ => w.message_mail_subject(kind, message.total),
    };
    let mut paragraphs = vec![w.message_mail_lead(message.unit.as_str())];
    paragraphs.extend(message.lines.iter().take(LINES).map(|line: &Line| line_text(line, language)));
    let more = message.total.saturating_sub(LINES);
    let end = if more > 0 { vec![w.message_more(more)] } else { Vec::new() };
    let link = Some((format!("{portal}{}", message.target()), w.message_mail_link()));
    Mail { to, language, subject, paragraphs, link, end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::messages::pages::sample;

    #[test]
    fn a_mail_holds_number_title_of_the_item_date_and_link() {
        let mail = compose(&sample(1), "li@example.org".into(), Language::ZhCN, "https://portal.example");
        let line = &sample(1).lines[0];
        assert!(mail.subject.contains(&line.number), "{}", mail.subject);
        assert!(mail.paragraphs[1].contains(&line.title_zh) && mail.paragraphs[1].contains("2026年11月30日"));
        assert_eq!(mail.link.unwrap().0, format!("https://portal.example/issues/{}", line.issue));
        assert!(mail.end.is_empty());
    }

    #[test]
    fn a_long_one_says_how_many_more_there_are() {
        let mail = compose(&sample(23), "li@example.org".into(), Language::En, "https://portal.example");
        assert_eq!(mail.paragraphs.len(), 21);
        assert!(mail.end[0].contains('3'), "{:?}", mail.end);
        assert!(mail.paragraphs.iter().all(|p| p.is_ascii() || p.contains("示例")), "{:?}", mail.paragraphs);
    }
}
