//! Mails leave by the outbox alone: once, in the reader's language, also when the server refuses or hangs up in between.
use super::support::{PASSWORD, World};
use chrono::Duration;
use sqlx::PgPool;
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use zicha::{
    base::{jobs::work_off, mail::Mailer},
    config::Config,
    features::JOBS,
    state::App,
};

/// What a server does with the next sender.
#[derive(Clone, Copy)]
enum Mood {
    Accept,
    Refuse,
    HangUp,
    RefuseForEver,
}

/// A mail server that keeps what it accepted.
struct Server {
    url: String,
    kept: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start(moods: &'static [Mood]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (url, kept) = (format!("smtp://{}", listener.local_addr().unwrap()), Arc::default());
        let keeper: Arc<Mutex<Vec<String>>> = Arc::clone(&kept);
        tokio::spawn(async move {
            for n in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                let mood = moods.get(n).copied().unwrap_or(Mood::Accept);
                // A sender that goes away in the middle is no fault of the server.
                let _gone = talk(stream, mood, &keeper).await;
            }
        });
        Self { url, kept }
    }

    fn kept(&self) -> Vec<String> {
        self.kept.lock().unwrap().clone()
    }
}

async fn talk(stream: TcpStream, mood: Mood, kept: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer: &[u8] = match (line.split([' ', ':']).next().unwrap_or_default(), mood) {
            ("RCPT", Mood::Refuse) => b"451 later\r\n",
            ("RCPT", Mood::RefuseForEver) => b"550 no such mailbox\r\n",
            ("RCPT", Mood::HangUp) => return Ok(()),
            ("DATA", _) => {
                write.write_all(b"354 go on\r\n").await?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await?.filter(|l| l != ".") {
                    mail += &(line + "\n");
                }
                kept.lock().unwrap().push(mail);
                b"250 kept\r\n"
            }
            ("QUIT", _) => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}

/// The same program, with this mail server.
fn with_server(w: &World, server: &Server) -> App {
    let mailer = Mailer::new(Some(&server.url), "平台 <portal@example.invalid>", None).unwrap();
    let mut app = w.app.clone();
    app.config = Arc::new(Config { mailer, ..(*w.app.config).clone() });
    app
}

async fn address(w: &World, person: &str, mail: &str, language: &str) {
    let sql = "update person set mail = $2, language = $3 where id = $1";
    sqlx::query(sql).bind(w.people[person]).bind(mail).bind(language).execute(&w.pool).await.unwrap();
}

async fn ask(w: &World, written: &str) -> Vec<String> {
    let mut browser = w.nobody();
    browser.get("/forgot").await.is(200);
    browser.post("/forgot", &[("username", written)]).await.is(200).all(".flash")
}

/// The only mail in the folder of files, decoded, and the path of its link.
fn mailed(w: &World) -> Vec<String> {
    let folder = w.app.config.data_dir.join("mail");
    let files = std::fs::read_dir(folder).map(Iterator::collect::<Vec<_>>).unwrap_or_default();
    files.into_iter().map(|f| std::fs::read_to_string(f.unwrap().path()).unwrap()).collect()
}

/// The path of a link in the text of a mail, whichever way that was encoded.
fn link(mail: &str, kind: &str) -> String {
    let lines = mail.lines().map(str::trim);
    let encoded: String = lines.clone().filter(|l| l.len() >= 60 && l.chars().all(is_base64)).collect();
    let plain = mail.replace("=\r\n", "").replace("=\n", "") + &base64(&encoded);
    let at = plain.find(&format!("/{kind}/")).unwrap_or_else(|| panic!("a link in {mail}"));
    plain[at..].chars().take(kind.len() + 2 + 64).collect()
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || "+/=".contains(c)
}

fn base64(text: &str) -> String {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let bits: Vec<u8> = text.bytes().filter(|c| *c != b'=').map(value).collect();
    let triple = |c: &[u8]| {
        let n = c.iter().fold(0u32, |n, v| n << 6 | u32::from(*v)) << (6 * (4 - c.len()));
        [(n >> 16) as u8, (n >> 8) as u8, n as u8]
    };
    String::from_utf8_lossy(&bits.chunks(4).flat_map(triple).collect::<Vec<u8>>()).into_owned()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_mail_that_is_refused_once_and_cut_off_once_arrives_once(pool: PgPool) {
    let w = World::new(pool).await;
    let server = Server::start(&[Mood::Refuse, Mood::HangUp]).await;
    let app = with_server(&w, &server);
    address(&w, "officer@CQ01001", "officer@example.invalid", "en").await;
    ask(&w, "officer@CQ01001").await;
    for (tries, kept) in [(1, 0), (2, 0), (3, 1)] {
        assert_eq!(work_off(&app, JOBS).await.unwrap(), 1, "try {tries}");
        assert_eq!(server.kept().len(), kept, "try {tries}");
        let told: Option<String> = w.value("select last_error from job").await;
        assert_eq!(told.is_some(), kept == 0, "{told:?}");
        assert_eq!(work_off(&app, JOBS).await.unwrap(), 0, "not before its pause is over");
        w.pass(Duration::minutes(if kept == 0 { 5 } else { 0 }));
    }
    assert_eq!(work_off(&app, JOBS).await.unwrap(), 0);
    assert_eq!(server.kept().len(), 1);
    let mail = &server.kept()[0];
    for part in
        ["Subject: Set a new password", "multipart/alternative", "text/plain", "text/html", "Message-ID: <"]
    {
        assert!(mail.contains(part), "{part} in {mail}");
    }
    let path = link(mail, "reset");
    w.nobody().get(&path).await.is(200);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_mail_that_is_refused_for_ever_is_given_up_and_says_why(pool: PgPool) {
    let w = World::new(pool).await;
    let server = Server::start(&[Mood::RefuseForEver]).await;
    address(&w, "officer@CQ01001", "gone@example.invalid", "zh-CN").await;
    ask(&w, "officer@CQ01001").await;
    let app = with_server(&w, &server);
    assert_eq!(work_off(&app, JOBS).await.unwrap(), 1);
    w.pass(Duration::hours(9));
    assert_eq!(work_off(&app, JOBS).await.unwrap(), 0);
    let why: String = w.value("select last_error from job where given_up_at is not null").await;
    assert!(why.contains("no such mailbox"), "{why}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn two_workers_never_take_the_same_job_and_a_dead_one_gives_it_back(pool: PgPool) {
    let w = World::new(pool).await;
    let server = Server::start(&[Mood::Accept; 1]).await;
    let (one, two) = (with_server(&w, &server), with_server(&w, &server));
    for person in ["officer@CQ01001", "owner@CQ01001", "leader@CQ01001", "officer@CQ01"] {
        address(&w, person, "a@example.invalid", "zh-CN").await;
        ask(&w, person).await;
    }
    let (a, b) = tokio::join!(work_off(&one, JOBS), work_off(&two, JOBS));
    assert_eq!((a.unwrap() + b.unwrap(), server.kept().len()), (4, 4));
    // One that was taken, and whose worker was killed.
    ask(&w, "leader@CQ01").await;
    address(&w, "leader@CQ01", "b@example.invalid", "zh-CN").await;
    let taken = "update job set tries = 1, run_at = run_at + interval '5 minutes' where done_at is null";
    sqlx::query(taken).execute(&w.pool).await.unwrap();
    assert_eq!(work_off(&one, JOBS).await.unwrap(), 0);
    w.pass(Duration::minutes(6));
    assert_eq!((work_off(&one, JOBS).await.unwrap(), server.kept().len()), (1, 5));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_link_by_mail_sets_a_new_password_once_and_ends_all_sessions(pool: PgPool) {
    let w = World::new(pool).await;
    let mut before = w.sign_in("officer@CQ01001").await;
    before.get("/todo").await.is(200);
    address(&w, "officer@CQ01001", "officer@example.invalid", "zh-CN").await;
    // By the address as well as by the name.
    ask(&w, "Officer@example.invalid").await;
    assert_eq!(
        w.value::<i64>("select count(*) from one_time_link").await,
        0,
        "no secret waits in the outbox"
    );
    work_off(&w.app, JOBS).await.unwrap();
    let path = link(&mailed(&w)[0], "reset");
    let mut browser = w.nobody();
    browser.get(&path).await.is(200);
    let weak = [("password", "1234567890"), ("password_again", "1234567890")];
    assert!(!browser.post(&path, &weak).await.is(422).all("#password-error").is_empty());
    let fresh = [("password", "staple horse correct 9"), ("password_again", "staple horse correct 9")];
    assert_eq!(browser.post(&path, &fresh).await.is(303).to(), "/login");
    browser.post(&path, &fresh).await.is(404);
    assert!(before.get("/todo").await.is(303).to().starts_with("/login"));
    let old = [("username", "officer@CQ01001"), ("password", PASSWORD)];
    browser.post("/login", &old).await.is(422);
    let new = [("username", "officer@CQ01001"), ("password", "staple horse correct 9")];
    browser.post("/login", &new).await.is(303);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'password.set'").await, 1);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_link_for_a_new_password_is_good_for_an_hour(pool: PgPool) {
    let w = World::new(pool).await;
    let path = format!("/reset/{}", w.link("reset", Some("owner@CQ01001")).await);
    w.nobody().get(&path).await.is(200);
    w.pass(Duration::minutes(61));
    w.nobody().get(&path).await.is(404);
    // An invitation is no way to a new password.
    let invite = format!("/reset/{}", w.link("invite", Some("owner@CQ01001")).await);
    w.nobody().get(&invite).await.is(404);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn known_and_unknown_accounts_get_the_same_words_and_few_links(pool: PgPool) {
    let w = World::new(pool).await;
    address(&w, "officer@CQ01001", "officer@example.invalid", "zh-CN").await;
    let known = ask(&w, "officer@CQ01001").await;
    assert_eq!(known, ask(&w, "nobody").await);
    assert_eq!(known, ask(&w, "leader@CQ01001").await, "an account without an address");
    for _ in 0..9 {
        assert_eq!(known, ask(&w, "officer@CQ01001").await);
    }
    let asked =
        "select count(*) from job j join person p on p.id = j.person_id where p.name = 'officer@CQ01001'";
    assert_eq!(w.value::<i64>(asked).await, 3);
    // Asking is no failed sign-in.
    let mut browser = w.nobody();
    browser.get("/login").await;
    browser.post("/login", &[("username", "officer@CQ01001"), ("password", PASSWORD)]).await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_code_from_the_administrator_forces_a_new_password_and_is_used_once(pool: PgPool) {
    let w = World::new(pool).await;
    let officer = format!("/people/{}", w.people["officer@CQ01001"]);
    let mut admin = w.sign_in("admin@CQ01").await;
    let page = admin.post(&format!("{officer}/code"), &[]).await.is(200);
    let code = page.attr("#code", "value").unwrap();
    assert_eq!(
        w.value::<i64>("select count(*) from audit where data::text like '%-%-%-%' and kind = 'person.code'")
            .await,
        0
    );
    let mut browser = w.nobody();
    browser.get("/forgot").await.is(200);
    let typed = code.to_lowercase().replace('-', " ");
    let other = [("username", "owner@CQ01001"), ("password_code", code.as_str())];
    browser.post("/forgot/code", &other).await.is(422);
    let wrong = [("username", "officer@CQ01001"), ("password_code", "AAAA-AAAA-AAAA-AAAA")];
    assert!(!browser.post("/forgot/code", &wrong).await.is(422).text().contains("AAAA"));
    let right = [("username", "officer@CQ01001"), ("password_code", typed.as_str())];
    let to = browser.post("/forgot/code", &right).await.is(303).to().to_owned();
    assert!(to.starts_with("/reset/"), "{to}");
    browser.get("/todo").await.is(303);
    browser.get(&to).await.is(200);
    browser.post("/forgot/code", &right).await.is(422);
    // Another one runs out.
    let code = admin.post(&format!("{officer}/code"), &[]).await.is(200).attr("#code", "value").unwrap();
    w.pass(Duration::hours(25));
    let late = [("username", "officer@CQ01001"), ("password_code", code.as_str())];
    browser.get("/forgot").await;
    browser.post("/forgot/code", &late).await.is(422);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn codes_are_guessed_as_rarely_as_passwords(pool: PgPool) {
    let w = World::new(pool).await;
    let officer = format!("/people/{}/code", w.people["officer@CQ01001"]);
    let page = w.sign_in("admin@CQ01").await.post(&officer, &[]).await.is(200);
    let code = page.attr("#code", "value").unwrap();
    let mut browser = w.nobody();
    browser.get("/forgot").await.is(200);
    for _ in 0..5 {
        let wrong = [("username", "officer@CQ01001"), ("password_code", "AAAA-AAAA-AAAA-AAAA")];
        browser.post("/forgot/code", &wrong).await.is(422);
    }
    let right = [("username", "officer@CQ01001"), ("password_code", code.as_str())];
    browser.post("/forgot/code", &right).await.is(422);
    w.pass(Duration::minutes(16));
    browser.post("/forgot/code", &right).await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_invitation_by_mail_reaches_who_has_an_address(pool: PgPool) {
    let w = World::new(pool).await;
    let (person, _) = w.newcomer("CQ01001").await;
    let invite = format!("/people/{person}/invite/mail");
    let mut admin = w.sign_in("admin@CQ01").await;
    admin.post(&invite, &[]).await.is(409);
    sqlx::query("update person set mail = 'new@example.invalid' where name = 'new'")
        .execute(&w.pool)
        .await
        .unwrap();
    admin.post(&invite, &[]).await.is(303);
    work_off(&w.app, JOBS).await.unwrap();
    let path = link(&mailed(&w)[0], "invite");
    w.nobody().get(&path).await.is(200);
}

/// A mail with its parts decoded behind it.
fn plain(mail: &str) -> String {
    let parts = mail.split("base64\r\n").skip(1).map(|part| part.split("\r\n--").next().unwrap());
    let decode = |part: &str| {
        let body = part.split_once("\r\n\r\n").map_or(part, |(_, body)| body);
        base64(&body.chars().filter(|c| is_base64(*c)).collect::<String>())
    };
    mail.to_owned() + &parts.map(decode).collect::<String>()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_person_changes_their_own_address_with_their_password_and_the_old_one_is_told(pool: PgPool) {
    let w = World::new(pool).await;
    address(&w, "staff@CQ01001", "old@example.invalid", "zh-CN").await;
    let link = format!("/reset/{}", w.link("reset", Some("staff@CQ01001")).await);
    let mut person = w.sign_in("staff@CQ01001").await;
    let page = person.get("/account").await.is(200);
    assert_eq!(page.attr("#mail", "value").as_deref(), Some("old@example.invalid"));
    let form = |mail: &'static str, password: &'static str| {
        [("mail", mail), ("phone", "023-60000000"), ("contact_password", password)]
    };
    for (mail, password, field) in [
        ("new@example.invalid", "wrong", "contact_password"),
        ("new@example.invalid", "", "contact_password"),
        ("not a mail", PASSWORD, "mail"),
    ] {
        let page = person.post("/account/contact", &form(mail, password)).await.is(422);
        assert_eq!(page.all(".error-list a").len(), 1);
        assert_eq!(page.attr("[aria-invalid]", "id").as_deref(), Some(field));
        assert_eq!(page.attr("#mail", "value").as_deref(), Some(mail), "kept");
        assert_eq!(page.attr("#contact_password", "value").as_deref(), Some(""), "but no password");
    }
    assert_eq!(w.value::<i64>("select count(*) from job").await, 0);
    w.nobody().get(&link).await.is(200);
    person.post("/account/contact", &form("new@example.invalid", PASSWORD)).await.is(303);
    let kept = "select mail || ' ' || phone from person where name = 'staff@CQ01001'";
    assert_eq!(w.value::<String>(kept).await, "new@example.invalid 023-60000000");
    assert!(
        !w.nobody().get(&link).await.text().contains("name=\"password\""),
        "a link that went to the old one is void"
    );
    let admins = w.sign_in("admin@CQ01").await.get("/admin/mails").await.is(200).all("tbody tr").join("");
    assert!(admins.contains("邮箱已变更") && admins.contains("old@example.invalid"), "{admins}");
    assert_eq!(work_off(&w.app, JOBS).await.unwrap(), 1);
    let mails = mailed(&w);
    let told = plain(&mails[0]);
    assert!(mails[0].contains("To: old@example.invalid") && told.contains("不再接收平台邮件"), "{told}");
    assert!(!told.contains("new@example.invalid"), "the new one is nobody else's business");
    // The telephone number alone tells nobody, and neither does a form without a change.
    let phone = [("mail", "new@example.invalid"), ("phone", "023-61111111"), ("contact_password", PASSWORD)];
    person.post("/account/contact", &phone).await.is(303);
    person.post("/account/contact", &phone).await.is(303);
    assert_eq!(w.value::<i64>("select count(*) from job where kind = 'mail.moved'").await, 1);
    let person = w.people["staff@CQ01001"];
    let history = w.sign_in("admin@CQ01").await.get(&format!("/people/{person}")).await.all(".timeline li");
    assert_eq!(history.iter().filter(|l| l.contains("修改人员")).count(), 2, "{history:?}");
    assert!(history.join("|").contains("old@example.invalid → new@example.invalid"), "{history:?}");
}
