//! A browser without a screen on one connection, and many of them at once.
use anyhow::{Context, Result, bail, ensure};
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, body::Bytes, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::net::TcpStream;

/// Everyone's password in the data.
const PASSWORD: &str = "correct horse battery";

/// One connection, kept open, with its cookies.
pub struct Client {
    send: http1::SendRequest<Full<Bytes>>,
    host: String,
    cookies: Vec<(String, String)>,
    /// The server said that it closes.
    last: bool,
}

/// What came back.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Where it leads, when it leads on.
    pub to: String,
    /// What it holds.
    pub body: Bytes,
}

impl Answer {
    /// The text between two others, for looking something up in a page.
    pub fn between(&self, before: &str, after: &str) -> Option<String> {
        let page = String::from_utf8_lossy(&self.body);
        let rest = page.split_once(before)?.1;
        Some(rest.split_once(after)?.0.to_owned())
    }
}

/// The first cell of a sheet that a person answers: code and subject.
pub fn first_cell(sheet: &Answer) -> Option<(String, String)> {
    let form = sheet.between("cell-form", "</form>")?;
    let value = |name: &str| {
        let rest = form.split_once(&format!("name=\"{name}\" value=\""))?.1;
        Some(rest.split_once('"')?.0.to_owned())
    };
    Some((value("code")?, value("subject")?))
}

impl Client {
    /// Connects.
    pub async fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (send, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { send, host: address.to_string(), cookies: Vec::new(), last: false })
    }

    /// Connects and signs in.
    pub async fn sign_in(address: SocketAddr, user: &str) -> Result<Self> {
        let mut client = Self::connect(address).await?;
        let csrf = client.csrf("/login").await?;
        let fields = [("csrf", csrf.as_str()), ("username", user), ("password", PASSWORD)];
        let answer = client.post("/login", &fields).await?;
        ensure!(answer.status == 303 && answer.to != "/login", "{user} was not let in: {}", answer.status);
        Ok(client)
    }

    /// A further connection of the same browser.
    pub async fn again(&self, address: SocketAddr) -> Result<Self> {
        Ok(Self { cookies: self.cookies.clone(), ..Self::connect(address).await? })
    }

    /// Whether the server keeps this connection open.
    pub fn is_open(&self) -> bool {
        !self.send.is_closed() && !self.last
    }

    /// The token of a page's forms.
    pub async fn csrf(&mut self, path: &str) -> Result<String> {
        let page = self.get(path).await?;
        page.between("name=\"csrf\" content=\"", "\"")
            .or_else(|| page.between("name=\"csrf\" value=\"", "\""))
            .filter(|t| !t.is_empty())
            .with_context(|| format!("{path} has no token: {}", page.status))
    }

    /// Reads.
    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        self.request(Method::GET, path, "", Bytes::new()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let body = serde_html_form::to_string(fields)?;
        self.request(Method::POST, path, "application/x-www-form-urlencoded", body.into()).await
    }

    /// Sends a form with a file.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (field, name, bytes): (&str, &str, &[u8]),
    ) -> Result<Answer> {
        const EDGE: &str = "----zicha-edge";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part =
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.bytes());
        }
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend_from_slice(bytes);
        body.extend(format!("\r\n--{EDGE}--\r\n").bytes());
        self.request(Method::POST, path, &format!("multipart/form-data; boundary={EDGE}"), body.into()).await
    }

    async fn request(&mut self, method: Method, path: &str, kind: &str, body: Bytes) -> Result<Answer> {
        let mut request = Request::builder().method(&method).uri(path).header(header::HOST, &self.host);
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if method != Method::GET {
            let origin = format!("http://{}", self.host);
            request = request.header(header::ORIGIN, origin).header(header::CONTENT_TYPE, kind);
        }
        self.send.ready().await?;
        let response = self.send.send_request(request.body(Full::new(body))?).await?;
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str()?;
            let (name, value) = text.split(';').next().and_then(|c| c.split_once('=')).context("a cookie")?;
            self.cookies.retain(|(n, _)| n != name);
            if !text.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        self.last |= parts.headers.get(header::CONNECTION).is_some_and(|c| c == "close");
        let to = parts.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let (status, to) = (parts.status.as_u16(), to.to_owned());
        Ok(Answer { status, to, body: body.collect().await?.to_bytes() })
    }
}

/// What a load gave.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Answers per second.
    pub rate: f64,
    /// Nineteen of twenty were quicker, in milliseconds.
    pub p95: f64,
}

/// Reads the same page over and over on so many connections; the rows that it must show are counted once before.
pub async fn load(
    who: &Client,
    address: SocketAddr,
    path: &str,
    connections: usize,
    time: Duration,
) -> Result<Load> {
    let begun = Instant::now();
    let mut running = Vec::new();
    for _ in 0..connections {
        let (mut client, path) = (who.again(address).await?, path.to_owned());
        running.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while begun.elapsed() < time {
                let asked = Instant::now();
                let answer = client.get(&path).await?;
                if answer.status != 200 {
                    bail!("{path} answered {}", answer.status);
                }
                times.push(asked.elapsed());
            }
            Ok(times)
        }));
    }
    let mut times = Vec::new();
    for one in running {
        times.extend(one.await??);
    }
    let taken = begun.elapsed().as_secs_f64();
    times.sort_unstable();
    let p95 = times.get(times.len() * 95 / 100).or(times.last()).context("nothing was answered")?;
    Ok(Load { rate: times.len() as f64 / taken, p95: p95.as_secs_f64() * 1000.0 })
}
