//! Calls to hosts outside: over TLS, to hosts that are allowed, resolved once, never to an inner address, never redirected. What a person
//! enters as an address cannot be used to reach what only this machine can reach.
use anyhow::{Context, ensure};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Request,
    body::Bytes,
    client::conn::http1,
    header::{CONTENT_TYPE, HOST, USER_AGENT},
};
use hyper_util::rt::TokioIo;
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};
use url::{Host, Url};

/// How long one address may take to answer, and how long a call may take in all; less than the lease of a job.
const CONNECT: Duration = Duration::from_secs(5);
const PATIENCE: Duration = Duration::from_secs(15);
/// Bytes of an answer that are read.
const ANSWER: usize = 64 * 1024;

/// A host that whoever runs the program allows beside those of the services.
#[derive(Debug, Clone)]
struct Further {
    host: String,
    port: u16,
    /// Where it is, without asking anybody; it may then be an inner address.
    fixed: Option<IpAddr>,
}

/// The way out.
#[derive(Clone)]
pub struct Webhooks {
    further: Arc<[Further]>,
    tls: TlsConnector,
}

impl std::fmt::Debug for Webhooks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Webhooks").field("further", &self.further).finish_non_exhaustive()
    }
}

/// An address that may be called. Only [`Webhooks::target`] makes one.
#[derive(Clone)]
pub struct Target {
    url: Url,
    fixed: Option<IpAddr>,
}

/// Why an address may not be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Not a web address that begins with `https://`.
    NotHttps,
    /// Its host or port is not among those that are allowed.
    Foreign,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The first of its body.
    pub body: Bytes,
}

impl Webhooks {
    /// With `further` hosts, separated by commas: `host`, `host:port`, or `host:port=address` for one inside the house; and with
    /// certificates beside those of the system.
    ///
    /// # Errors
    /// Names the entry that cannot be read.
    pub fn new(further: &str, certificates: Option<&[u8]>) -> anyhow::Result<Self> {
        let entries = further.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        let further = entries.map(read).collect::<anyhow::Result<_>>()?;
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        for certificate in CertificateDer::pem_slice_iter(certificates.unwrap_or_default()) {
            roots.add(certificate?)?;
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { further, tls: TlsConnector::from(Arc::new(config)) })
    }

    /// The address when it may be called: one of these hosts at 443, or what the settings allow.
    ///
    /// # Errors
    /// When it may not.
    pub fn target(&self, address: &str, hosts: &[&str]) -> Result<Target, Refused> {
        let url = Url::parse(address).map_err(|_| Refused::NotHttps)?;
        let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let (Some(host), Some(port), "https", true) =
            (url.host_str(), url.port_or_known_default(), url.scheme(), plain)
        else {
            return Err(Refused::NotHttps);
        };
        if port == 443 && hosts.contains(&host) {
            return Ok(Target { url, fixed: None });
        }
        let further = self.further.iter().find(|f| f.host == host && f.port == port);
        let fixed = further.ok_or(Refused::Foreign)?.fixed;
        Ok(Target { url, fixed })
    }

    /// The hosts beside those of the services, as a person may be told them.
    pub fn further(&self) -> impl Iterator<Item = &str> {
        self.further.iter().map(|f| f.host.as_str())
    }

    /// Sends JSON and reads what comes back. A redirection is an answer like any other.
    ///
    /// # Errors
    /// In words that hold nothing of the address but its host.
    pub async fn post(&self, target: &Target, json: String) -> anyhow::Result<Answer> {
        timeout(PATIENCE, self.call(target, json)).await.context("no answer in time")?
    }

    async fn call(&self, target: &Target, json: String) -> anyhow::Result<Answer> {
        let url = &target.url;
        let host = url.host_str().context("no host")?;
        let port = url.port_or_known_default().context("no port")?;
        let addresses: Vec<SocketAddr> = match target.fixed {
            Some(address) => vec![(address, port).into()],
            None => {
                let found = tokio::net::lookup_host((host, port)).await.context("the name is not known")?;
                let public: Vec<SocketAddr> = found.filter(|at| public(at.ip())).collect();
                ensure!(!public.is_empty(), "{host} has no public address");
                public
            }
        };
        let stream = connect(&addresses).await?;
        let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned())?;
        let stream = self.tls.connect(name, stream).await.context("TLS")?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        let request = Request::post(&url[url::Position::BeforePath..url::Position::AfterQuery])
            .header(HOST, &url[url::Position::BeforeHost..url::Position::AfterPort])
            .header(USER_AGENT, "zicha")
            .header(CONTENT_TYPE, "application/json; charset=utf-8")
            .body(Full::new(Bytes::from(json)))
            .map_err(|_| anyhow::anyhow!("the address cannot be sent"))?;
        let answered = async {
            let answer = sender.send_request(request).await?;
            let status = answer.status().as_u16();
            let body = Limited::new(answer.into_body(), ANSWER).collect().await;
            let body = body.map_err(|e| anyhow::anyhow!("the answer cannot be read: {e}"))?.to_bytes();
            anyhow::Ok(Answer { status, body })
        };
        tokio::pin!(answered);
        tokio::select! {
            answer = &mut answered => answer,
            // The other side hangs up, politely or not: what it said before counts.
            _ = connection => answered.await,
        }
    }
}

async fn connect(addresses: &[SocketAddr]) -> anyhow::Result<TcpStream> {
    let mut last = anyhow::anyhow!("no address");
    for address in addresses {
        match timeout(CONNECT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(e)) => last = e.into(),
            Err(_) => last = anyhow::anyhow!("no connection in time"),
        }
    }
    Err(last)
}

fn read(entry: &str) -> anyhow::Result<Further> {
    let said = || format!("ROBOT_HOSTS = {entry:?}: host, host:port or host:port=address");
    let (name, fixed) = match entry.split_once('=') {
        Some((name, address)) => (name, Some(address.trim().parse().with_context(said)?)),
        None => (entry, None),
    };
    let url = Url::parse(&format!("https://{}", name.trim())).with_context(said)?;
    let bare =
        url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    ensure!(bare && matches!(url.host(), Some(Host::Domain(_))), said());
    let host = url.host_str().with_context(said)?.to_owned();
    Ok(Further { host, port: url.port_or_known_default().with_context(said)?, fixed })
}

/// Whether an address is one of the open net: what is not known to be is none.
fn public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => public_v4(v4),
        IpAddr::V6(v6) => public_v6(v6),
    }
}

fn public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let special = v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_documentation();
    // This net, the carriers' own, protocols', the old relay's, benchmarks', multicast and all behind it.
    let reserved = a == 0
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19))
        || a >= 224;
    !special && !reserved
}

fn public_v6(v6: Ipv6Addr) -> bool {
    let [a, b, ..] = v6.segments();
    // Global unicast alone, which leaves out mapped addresses too; without tunnels, which carry others, and documentation.
    a & 0xe000 == 0x2000 && a != 0x2002 && !(a == 0x2001 && (b < 0x200 || b == 0xdb8)) && a != 0x3fff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_addresses_are_not_public() {
        for inner in [
            "127.0.0.1",
            "127.8.9.1",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "0.0.0.0",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "ff02::1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
            "3fff::1",
        ] {
            assert!(!public(inner.parse().unwrap()), "{inner}");
        }
        for open in [
            "8.8.8.8",
            "100.63.0.1",
            "100.128.0.1",
            "172.32.0.1",
            "223.5.5.5",
            "2400:3200::1",
            "2606:4700::1111",
        ] {
            assert!(public(open.parse().unwrap()), "{open}");
        }
    }

    #[test]
    fn only_allowed_hosts_are_called() {
        let out = Webhooks::new("im.example.gov, chat.example.gov:8443=10.1.2.3", None).unwrap();
        let said = |address: &str| out.target(address, &["open.feishu.cn"]).map(|t| t.fixed);
        for open in
            ["https://open.feishu.cn/a?b=c", "https://OPEN.feishu.cn:443/a", "https://im.example.gov/a"]
        {
            assert_eq!(said(open), Ok(None), "{open}");
        }
        assert_eq!(said("https://chat.example.gov:8443/a"), Ok(Some("10.1.2.3".parse().unwrap())));
        for foreign in [
            "https://open.feishu.cn.evil.example/a",
            "https://evil.example/open.feishu.cn",
            "https://open.feishu.cn:8443/a",
            "https://chat.example.gov/a",
            "https://im.example.gov:22/a",
            "https://127.0.0.1/a",
            "https://[::1]/a",
            "https://0x7f000001/",
            "https://open.feishu.cn./a",
        ] {
            assert_eq!(said(foreign), Err(Refused::Foreign), "{foreign}");
        }
        for unreadable in [
            "",
            "open.feishu.cn/a",
            "http://open.feishu.cn/a",
            "ftp://open.feishu.cn",
            "file:///etc/passwd",
            "https://user@open.feishu.cn/",
            "https://open.feishu.cn@evil.example/",
            "https://open.feishu.cn/a#b",
            "https://",
        ] {
            assert_eq!(said(unreadable), Err(Refused::NotHttps), "{unreadable}");
        }
    }

    #[test]
    fn a_bad_entry_is_named() {
        for bad in ["a b", "a/b", "a?b", "user@a", "a:99999", "a=b", "10.0.0.1:8443"] {
            let said = Webhooks::new(bad, None).unwrap_err().to_string();
            assert!(said.contains("ROBOT_HOSTS") && said.contains(bad), "{said}");
        }
    }
}
