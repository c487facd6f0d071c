//! Debian's chromedriver and a Chromium of its own for each journey.
use super::Said;
use serde_json::json;
use std::{
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};
use uuid::Uuid;

const MISSING: &str = "chromium and its driver are missing; please type

    sudo sh -c \"apt-get update && apt-get install --yes --no-install-recommends chromium chromium-driver fonts-noto-cjk\"
";
/// What Chromium needs to run without a screen and as root, and to ask nobody for anything.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--lang=zh-CN",
];
/// The driver's process and the browser's folder; both go when this goes.
pub struct Chrome {
    process: Child,
    folder: PathBuf,
}

impl Chrome {
    pub async fn start() -> (Self, WebDriver) {
        let (process, port) = drive();
        let folder =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("chrome-{}", Uuid::now_v7().simple()));
        let chrome = Self { process, folder };
        let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), chrome.wishes())
            .await
            .unwrap_or_else(|e| panic!("{MISSING}\n{e}"));
        driver.set_script_timeout(Duration::from_secs(60)).await.unwrap();
        (chrome, driver)
    }

    fn wishes(&self) -> ChromeCapabilities {
        let mut wishes = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wishes.add_arg(flag).unwrap();
        }
        wishes.add_arg(&format!("--user-data-dir={}", self.folder.display())).unwrap();
        // No bubble over the page that offers to keep or to change a password.
        wishes
            .add_experimental_option("prefs", json!({ "credentials_enable_service": false, "profile.password_manager_leak_detection": false }))
            .unwrap();
        wishes.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
        wishes
    }
}

/// A driver and its port. It takes a free port on ::1 and then wants the same on 127.0.0.1, where somebody may be: the
/// next try is given another.
fn drive() -> (Child, u16) {
    let mut last = String::new();
    for _ in 0..20 {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect(MISSING);
        let said = Said::listen(process.stdout.take().unwrap());
        if let Some(port) = said.wait(port_in) {
            return (process, port);
        }
        process.kill().ok();
        process.wait().ok();
        last = said.all();
        if !last.contains("port not available") {
            break;
        }
    }
    panic!("chromedriver names no port:\n{last}")
}

/// The port in "… was started successfully on port 12345".
fn port_in(said: &str) -> Option<u16> {
    let after = said.split("successfully on port ").nth(1)?;
    after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok().filter(|port| *port > 0)
}

impl Drop for Chrome {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
        std::fs::remove_dir_all(&self.folder).ok();
    }
}
