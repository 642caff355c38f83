//! The browser's driver: a process of its own on a free port, gone with every window it opened.

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;
use thirtyfour::extensions::query::ElementPollerWithTimeout;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};

use super::window::Window;

/// The driver, running.
pub struct Driver {
    process: Child,
    port: u16,
    chromium: String,
    /// The pipe it reports to: closed, it would stop writing.
    _said: Box<dyn Read + Send + Sync>,
}

/// Whether pages may run script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// As browsers come.
    On,
    /// Switched off by the office's policy.
    Off,
}

/// What a browser under test is started with: no screen, nothing from elsewhere, nothing in the
/// background. Only this machine can be reached, whatever a page asks for.
const ARGUMENTS: [&str; 12] = [
    "headless=new",
    "no-sandbox",
    "disable-gpu",
    "disable-dev-shm-usage",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
    "no-proxy-server",
    "force-color-profile=srgb",
    "lang=zh-CN",
    "host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// How long what has to happen may take on a busy machine, and how often is looked whether it did.
const PATIENCE: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(20);

impl Driver {
    /// Starts it; nothing where the environment does not name driver and browser.
    pub fn start() -> Option<Self> {
        let named = ["JIANJIAN_TEST_CHROMEDRIVER", "JIANJIAN_TEST_CHROMIUM"].map(env::var);
        let [Ok(program), Ok(chromium)] = named else {
            eprintln!("notice: no browser is named in the environment, its journeys are skipped");
            return None;
        };
        let mut process = Command::new(program)
            .arg("--port=0")
            // Files of the journeys bear Chinese names, which a driver without a locale does not find.
            .env("LC_ALL", "C.UTF-8")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        let port = port_of(&mut said);
        Some(Self {
            process,
            port,
            chromium,
            _said: Box::new(said),
        })
    }

    /// Opens a window with a fresh profile.
    pub async fn window(&self, site: &str, script: Script) -> Window {
        let profile = TempDir::new().unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(&self.chromium).unwrap();
        for argument in ARGUMENTS {
            wanted.add_arg(&format!("--{argument}")).unwrap();
        }
        let folder = profile.path().display();
        wanted
            .add_arg(&format!("--user-data-dir={folder}"))
            .unwrap();
        if script == Script::Off {
            let prefs = json!({"profile.managed_default_content_settings.javascript": 2});
            wanted.add_experimental_option("prefs", prefs).unwrap();
        }
        wanted
            .set_browser_log_level(LoggingPrefsLogLevel::All)
            .unwrap();
        let address = format!("http://127.0.0.1:{}", self.port);
        let patience = ElementPollerWithTimeout::new(PATIENCE, GLANCE);
        let begun = WebDriver::builder(address, wanted).poller(Arc::new(patience));
        let driver = begun.connect().await.unwrap();
        Window::new(driver, site, profile)
    }
}

/// The port it took, as it says itself.
fn port_of(said: &mut impl BufRead) -> u16 {
    let found = said.lines().map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    found.expect("a driver that starts says on which port")
}

impl Drop for Driver {
    /// Asked to shut down it closes its windows, also those of a test that failed.
    fn drop(&mut self) {
        if let Ok(mut line) = TcpStream::connect(("127.0.0.1", self.port)) {
            let asked = "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            let sent = line.write_all(asked.as_bytes());
            // Answered or cut off, it has closed them.
            let _answer = sent.and_then(|()| line.read_to_end(&mut Vec::new()));
        }
        // Already gone where it did as asked.
        let _gone = self.process.kill();
        let _status = self.process.wait();
    }
}
