//! The programs that are measured: started, watched and ended.
use crate::client::Client;
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::process::{Child, Command};

/// A running program.
pub struct Program {
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start to its first answer.
    pub start: Duration,
    /// What it said.
    pub log: PathBuf,
    process: Child,
    made_by: Made,
}

/// How it is started.
struct Made {
    program: PathBuf,
    arguments: Vec<String>,
    settings: Vec<(String, String)>,
    /// What answers first.
    page: &'static str,
}

impl Program {
    /// The portal on a database, with further settings such as `("ZICHA_LOG", "json,info")`.
    pub async fn portal(zicha: &Path, folder: &Path, url: &str, further: &[(&str, &str)]) -> Result<Self> {
        let address = free_address()?;
        let mut settings: Vec<(String, String)> =
            further.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        settings.push(("ZICHA_DATABASE_URL".into(), url.into()));
        settings.push(("ZICHA_DATA_DIR".into(), folder.display().to_string()));
        settings.push(("ZICHA_LISTEN".into(), address.to_string()));
        let made_by =
            Made { program: zicha.into(), arguments: vec!["serve".into()], settings, page: "/login" };
        Self::begin(made_by, address, folder).await
    }

    /// Another program on an address of its own, which it is given as its last argument.
    pub async fn other(program: &Path, arguments: &[&str], folder: &Path) -> Result<Self> {
        let address = free_address()?;
        let mut arguments: Vec<String> = arguments.iter().map(|a| (*a).to_owned()).collect();
        arguments.push(address.to_string());
        let made_by = Made { program: program.into(), arguments, settings: Vec::new(), page: "/" };
        Self::begin(made_by, address, folder).await
    }

    async fn begin(made_by: Made, address: SocketAddr, folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let log = folder.join(format!("log-{}", address.port()));
        let process = made_by.spawn(&log)?;
        let mut started = Self { address, start: Duration::ZERO, log, process, made_by };
        started.wait(Instant::now()).await?;
        Ok(started)
    }

    async fn wait(&mut self, begun: Instant) -> Result<()> {
        let said = |log: &Path| fs::read_to_string(log).unwrap_or_default();
        loop {
            if let Ok(mut client) = Client::connect(self.address).await
                && client.get(self.made_by.page).await.is_ok_and(|a| a.status == 200)
            {
                self.start = begun.elapsed();
                return Ok(());
            }
            ensure!(self.process.try_wait()?.is_none(), "the program ended: {}", said(&self.log));
            ensure!(begun.elapsed() < Duration::from_secs(60), "no answer: {}", said(&self.log));
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Ends it at once, as `kill -9` does.
    pub async fn kill(&mut self) -> Result<()> {
        Ok(self.process.kill().await?)
    }

    /// Starts it again where it was, after it has ended.
    pub async fn start_again(&mut self) -> Result<()> {
        let begun = Instant::now();
        self.process = self.made_by.spawn(&self.log)?;
        self.wait(begun).await
    }

    /// Asks it to end, as a service manager does.
    pub async fn terminate(&self) -> Result<()> {
        let pid = self.process.id().context("it has ended")?.to_string();
        ensure!(Command::new("kill").args(["-TERM", &pid]).status().await?.success(), "kill");
        Ok(())
    }

    /// Waits for its end; whether that was a good one.
    pub async fn ended(&mut self) -> Result<bool> {
        Ok(self.process.wait().await?.success())
    }

    /// Its memory in MB: now, and the most since [`Program::forget_peak`].
    pub fn memory(&self) -> Result<(f64, f64)> {
        let status = fs::read_to_string(self.proc("status")?)?;
        let of = |name: &str| -> Result<f64> {
            let line = status.lines().find_map(|l| l.strip_prefix(name)).context("no such line")?;
            let kb: f64 = line.split_whitespace().next().context("no figure")?.parse()?;
            Ok(kb / 1024.0)
        };
        Ok((of("VmRSS:")?, of("VmHWM:")?))
    }

    /// From here on the peak counts anew.
    pub fn forget_peak(&self) -> Result<()> {
        Ok(fs::write(self.proc("clear_refs")?, "5")?)
    }

    fn proc(&self, file: &str) -> Result<PathBuf> {
        Ok(format!("/proc/{}/{file}", self.process.id().context("it has ended")?).into())
    }
}

impl Made {
    fn spawn(&self, log: &Path) -> Result<Child> {
        let log = fs::OpenOptions::new().create(true).append(true).open(log)?;
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).envs(self.settings.iter().cloned()).kill_on_drop(true);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("the program does not start")
    }
}

/// An address of this machine that nobody listens at.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
