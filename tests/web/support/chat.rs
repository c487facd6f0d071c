//! The server of a chat service: it checks signatures, and now and then is in a bad mood.
use super::certificate::Certificate;
use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use zicha::base::webhook::Webhooks;

pub const SECRET: &str = "SEC0123456789abcdef0123456789";
pub const KEY: &str = "0123456789abcdef0123456789abcdef";

/// What the service does with one call.
#[derive(Debug, Clone)]
pub enum Mood {
    Accept,
    /// It refuses, with this code, under status 200.
    Refuse(i64),
    Fail,
    /// It sends the caller elsewhere.
    Redirect(String),
    /// It hangs up in the middle of its answer.
    Drop,
    /// Its answer does not end.
    Endless,
    /// It says nothing for this long.
    Silent(Duration),
}

/// What was called, and what the service does next.
pub struct Chat {
    pub port: u16,
    pub pem: String,
    moods: Arc<Mutex<VecDeque<Mood>>>,
    calls: Arc<Mutex<Vec<(String, Value)>>>,
    taken: Arc<Mutex<Vec<String>>>,
}

impl Chat {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let certificate = Certificate::of(&["chat.test", "localhost"]);
        let port = listener.local_addr().unwrap().port();
        let chat = Self {
            port,
            pem: certificate.pem.clone(),
            moods: Arc::default(),
            calls: Arc::default(),
            taken: Arc::default(),
        };
        let (moods, calls, taken) = (chat.moods.clone(), chat.calls.clone(), chat.taken.clone());
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let mood = moods.lock().unwrap().pop_front().unwrap_or(Mood::Accept);
                let (tls, calls, taken) = (certificate.tls.clone(), calls.clone(), taken.clone());
                tokio::spawn(async move {
                    // A caller that goes away in the middle is no fault of the service.
                    let _gone = answer(stream, tls, mood, &calls, &taken).await;
                });
            }
        });
        chat
    }

    /// The way out for a portal that may call it.
    pub fn webhooks(&self) -> Webhooks {
        Webhooks::new(&format!("chat.test:{}=127.0.0.1", self.port), Some(self.pem.as_bytes())).unwrap()
    }
    /// The address of a robot.
    pub fn address(&self, service: &str) -> String {
        let query = match service {
            "wecom" => format!("?key={KEY}"),
            "dingtalk" => format!("?access_token={KEY}"),
            _ => format!("/{KEY}"),
        };
        format!("https://chat.test:{}/{service}{query}", self.port)
    }
    pub fn moods(&self, moods: &[Mood]) {
        self.moods.lock().unwrap().extend(moods.iter().cloned());
    }
    /// Path and body of every call.
    pub fn calls(&self) -> Vec<(String, Value)> {
        self.calls.lock().unwrap().clone()
    }
    /// The texts that were taken.
    pub fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

async fn answer(
    stream: TcpStream,
    tls: tokio_rustls::TlsAcceptor,
    mood: Mood,
    calls: &Mutex<Vec<(String, Value)>>,
    taken: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut stream = tls.accept(stream).await?;
    let (path, body) = request(&mut stream).await?;
    calls.lock().unwrap().push((path.clone(), body.clone()));
    let (status, said) = match mood {
        Mood::Silent(time) => {
            tokio::time::sleep(time).await;
            return Ok(());
        }
        Mood::Drop => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 27\r\n\r\n{\"errc").await?;
            return stream.flush().await;
        }
        Mood::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
            loop {
                stream.write_all(&[b' '; 4096]).await?;
            }
        }
        Mood::Redirect(to) => (format!("307 Temporary Redirect\r\nlocation: {to}"), String::new()),
        Mood::Fail => ("500 Internal Server Error".into(), "oops".into()),
        Mood::Refuse(code) => {
            ("200 OK".into(), json!({ "errcode": code, "errmsg": format!("refused {KEY}") }).to_string())
        }
        Mood::Accept => match check(&path, &body) {
            Ok(text) => {
                taken.lock().unwrap().push(text);
                ("200 OK".into(), json!({ "code": 0, "msg": "ok" }).to_string())
            }
            Err(why) => ("200 OK".into(), json!({ "code": 19021, "msg": why }).to_string()),
        },
    };
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{said}", said.len());
    stream.write_all(answer.as_bytes()).await?;
    stream.flush().await
}

async fn request<S: AsyncReadExt + Unpin>(stream: &mut S) -> std::io::Result<(String, Value)> {
    let mut read = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let n = stream.read(&mut buffer).await?;
        read.extend_from_slice(&buffer[..n]);
        let text = String::from_utf8_lossy(&read).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            if n == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            } else {
                continue;
            };
        };
        let length =
            head.lines().find_map(|l| l.strip_prefix("content-length: ")).unwrap().parse::<usize>().unwrap();
        if body.len() >= length {
            let path = head.split(' ').nth(1).unwrap().to_owned();
            assert!(head.starts_with("POST ") && head.contains("\r\nhost: chat.test:"), "{head}");
            return Ok((path, serde_json::from_str(body).unwrap()));
        }
    }
}

/// The text, when key and signature are right.
fn check(path: &str, body: &Value) -> Result<String, String> {
    let (at, query) = path.split_once('?').unwrap_or((path, ""));
    let query: HashMap<String, String> = serde_html_form::from_str(query).unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| format!("no text in {body}"));
    match at {
        "/wecom" if query["key"] == KEY && body["msgtype"] == "text" => text(&body["text"]["content"]),
        "/dingtalk" if query["access_token"] == KEY && body["msgtype"] == "text" => {
            let sign = signed(SECRET, &format!("{}\n{SECRET}", query["timestamp"]));
            let milliseconds = query["timestamp"].len() == 13;
            if sign == query["sign"] && milliseconds {
                text(&body["text"]["content"])
            } else {
                Err("sign not match".into())
            }
        }
        at if at == format!("/feishu/{KEY}") && body["msg_type"] == "text" => {
            let timestamp = text(&body["timestamp"])?;
            let sign = signed(&format!("{timestamp}\n{SECRET}"), "");
            if body["sign"] == sign && timestamp.len() == 10 {
                text(&body["content"]["text"])
            } else {
                Err("sign match fail".into())
            }
        }
        _ => Err("no such robot".into()),
    }
}

fn signed(key: &str, message: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    BASE64_STANDARD.encode(mac.chain_update(message).finalize().into_bytes())
}
