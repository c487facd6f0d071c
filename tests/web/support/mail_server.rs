//! A mail server as an organisation has it: STARTTLS first, then a password; now and then in a bad mood.
use super::certificate::Certificate;
use base64::{Engine, prelude::BASE64_STANDARD};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader, Lines},
    net::{TcpListener, TcpStream},
};

/// What the server does with one sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Accept,
    /// It hangs up before a word.
    Absent,
    /// It is too busy for anybody.
    Busy,
    /// It takes no mail to this mailbox for the moment.
    Later,
    /// There is no such mailbox.
    Unknown,
    /// It does not like the sender.
    Dislikes,
    /// It hangs up in the middle of the mail.
    DropWithin,
    /// It keeps the mail, and hangs up before it says so.
    DropBehind,
    /// It says nothing for this long.
    Silent(Duration),
}

/// What it does, and what it has.
pub struct MailServer {
    pub port: u16,
    /// What it is known by.
    pub pem: String,
    moods: Arc<Mutex<VecDeque<Mood>>>,
    kept: Arc<Mutex<Vec<String>>>,
    /// What was said in the clear.
    heard: Arc<Mutex<Vec<String>>>,
}

/// One sender.
struct Talk {
    mood: Mood,
    mechanisms: &'static str,
    kept: Arc<Mutex<Vec<String>>>,
    heard: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    /// Its user is `portal`, the password `open sesame`; `mechanisms` such as `PLAIN LOGIN`.
    pub async fn start(mechanisms: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let certificate = Certificate::of(&["localhost"]);
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            pem: certificate.pem.clone(),
            moods: Arc::default(),
            kept: Arc::default(),
            heard: Arc::default(),
        };
        let (moods, kept, heard) = (server.moods.clone(), server.kept.clone(), server.heard.clone());
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let mood = moods.lock().unwrap().pop_front().unwrap_or(Mood::Accept);
                let talk = Talk { mood, mechanisms, kept: kept.clone(), heard: heard.clone() };
                let tls = certificate.tls.clone();
                tokio::spawn(async move {
                    // A sender that goes away in the middle is no fault of the server.
                    let _gone = talk.with(stream, tls).await;
                });
            }
        });
        server
    }

    pub fn url(&self, password: &str) -> String {
        format!("smtp://portal:{}@localhost:{}?tls=required", password.replace(' ', "%20"), self.port)
    }
    /// What it does with the next senders, one after the other.
    pub fn moods(&self, moods: &[Mood]) {
        self.moods.lock().unwrap().extend(moods);
    }
    /// Every mail that it kept, the same one as often as it came.
    pub fn kept(&self) -> Vec<String> {
        self.kept.lock().unwrap().clone()
    }
    pub fn heard_in_the_clear(&self) -> String {
        self.heard.lock().unwrap().join("\n")
    }
}

impl Talk {
    async fn with(self, mut stream: TcpStream, tls: tokio_rustls::TlsAcceptor) -> std::io::Result<()> {
        match self.mood {
            Mood::Absent => return Ok(()),
            Mood::Busy => return stream.write_all(b"421 too busy\r\n").await,
            Mood::Silent(time) => tokio::time::sleep(time).await,
            _ => {}
        }
        stream.write_all(b"220 test\r\n").await?;
        let mut lines = BufReader::new(&mut stream).lines();
        loop {
            let Some(line) = lines.next_line().await? else { return Ok(()) };
            self.heard.lock().unwrap().push(line.clone());
            let answer: &[u8] = match line.split([' ', ':']).next().unwrap_or_default() {
                "EHLO" => b"250-test\r\n250 STARTTLS\r\n",
                "STARTTLS" => break,
                _ => b"530 5.7.0 Must issue a STARTTLS command first\r\n",
            };
            lines.get_mut().write_all(answer).await?;
        }
        lines.get_mut().write_all(b"220 go on\r\n").await?;
        drop(lines);
        let stream = tls.accept(stream).await?;
        self.safely(BufReader::new(stream).lines()).await
    }

    async fn safely<S: AsyncRead + AsyncWrite + Unpin>(
        self,
        mut lines: Lines<BufReader<S>>,
    ) -> std::io::Result<()> {
        let mut known = false;
        while let Some(line) = lines.next_line().await? {
            let word = line.split([' ', ':']).next().unwrap_or_default();
            let answer = match (word, self.mood) {
                ("EHLO", _) => format!("250-test\r\n250 AUTH {}", self.mechanisms),
                ("AUTH", _) => {
                    known = self.authenticate(&line, &mut lines).await?;
                    if known { "235 welcome".into() } else { "535 5.7.8 wrong password".into() }
                }
                ("QUIT", _) => "221 bye".into(),
                (_, _) if !known => "530 5.7.0 Authentication required".into(),
                ("MAIL", Mood::Dislikes) => "553 5.7.1 not this sender".into(),
                ("RCPT", Mood::Later) => "451 4.2.1 later".into(),
                ("RCPT", Mood::Unknown) => "550 5.1.1 no such mailbox".into(),
                ("DATA", mood) => {
                    lines.get_mut().write_all(b"354 go on\r\n").await?;
                    let mut mail = String::new();
                    while let Some(line) = lines.next_line().await?.filter(|l| l != ".") {
                        mail += &(line + "\r\n");
                        if mood == Mood::DropWithin && mail.len() > 200 {
                            return Ok(());
                        }
                    }
                    self.kept.lock().unwrap().push(mail);
                    if mood == Mood::DropBehind {
                        return Ok(());
                    }
                    "250 kept".into()
                }
                _ => "250 ok".into(),
            };
            lines.get_mut().write_all((answer + "\r\n").as_bytes()).await?;
            lines.get_mut().flush().await?;
        }
        Ok(())
    }

    async fn authenticate<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        line: &str,
        lines: &mut Lines<BufReader<S>>,
    ) -> std::io::Result<bool> {
        let read = |text: &str| String::from_utf8(BASE64_STANDARD.decode(text).unwrap()).unwrap();
        let words: Vec<&str> = line.split(' ').collect();
        if words[1] == "PLAIN" {
            return Ok(read(words[2]) == "\0portal\0open sesame");
        }
        let mut said = Vec::new();
        for question in ["VXNlcm5hbWU6", "UGFzc3dvcmQ6"] {
            lines.get_mut().write_all(format!("334 {question}\r\n").as_bytes()).await?;
            lines.get_mut().flush().await?;
            said.push(read(&lines.next_line().await?.unwrap_or_default()));
        }
        Ok(said == ["portal", "open sesame"])
    }
}
