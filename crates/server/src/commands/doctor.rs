//! `jianjian doctor`: what this machine and this office have, and lack (体检).

use crate::failed::Failed;
use app::catalogue::Catalogue;
use app::notices;
use app::office_program::{OfficeProgram, Settings};
use app::place::Place;
use clap::Args;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use store::Store;

/// Names everything found. Fails where the office could not work.
#[derive(Args)]
pub struct Doctor {
    /// The data directory to look at (数据目录)
    #[arg(long = "data", value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl Doctor {
    /// Prints one line a finding.
    pub async fn run(self) -> Result<(), Failed> {
        let calendar = Catalogue::read(None)?.calendar;
        println!(
            "calendar (日历): published until {}",
            calendar.published_until()
        );
        println!("LibreOffice (办公软件): {}", self.office_program().await?);
        let fonts = prints("fc-list", &[":lang=zh", "family"]);
        say("Chinese fonts (中文字体)", fonts, "install fonts-noto-cjk");
        let Some(dir) = self.dir else {
            println!("data directory (数据目录): none was named, use --data");
            return Ok(());
        };
        let place = Place::new(&dir);
        let keys = place.keys()?;
        println!("keys (密钥): private, ledger jianjian/{}", keys.id());
        let overrides = place.overrides();
        Catalogue::read(overrides.as_deref())?;
        println!(
            "catalogue (规则): {}",
            if overrides.is_some() {
                "own rules, usable"
            } else {
                "as shipped"
            }
        );
        match place.notices()? {
            Some(ways) => println!("notices (通知): {}", told(&ways)),
            None => println!("notices (通知): none leave the office, there is no notify.toml"),
        }
        let store = Store::open(&place.address()?).await?;
        store.migrate().await?;
        let held = app::files::scan::count_waiting(&store).await?;
        println!("virus scanner (病毒查杀): {}", scanner(&place, held).await?);
        let waiting = store.rows("SELECT count(*) FROM unsequenced", &[]).await?;
        let waiting = waiting.first().map_or(Ok(0), |row| row.int(0))?;
        println!("database (数据库): answers, {waiting} events wait for the ledger");
        let versions = app::classes::versions(&store).await?.len();
        println!("classes (归类建议): {}", classes(versions));
        Ok(())
    }
}

impl Doctor {
    /// The program that makes PDFs: its version and where it lies, or what is missing without it.
    async fn office_program(&self) -> Result<String, Failed> {
        let found = match &self.dir {
            Some(dir) => Place::new(dir).office_program()?,
            None => OfficeProgram::find(&Settings::default()),
        };
        let Some(program) = found else {
            return Ok(
                "not found; letters and slips are offered as Word documents only".to_owned(),
            );
        };
        let path = program.path().display();
        Ok(match program.version().await {
            Ok(version) => format!("{version}, {path}"),
            Err(_) => format!("{path} DOES NOT ANSWER; no PDF can be made"),
        })
    }
}

/// How many versions of suggested classes the office has learned, or how it learns one.
fn classes(versions: usize) -> String {
    match versions {
        0 => "none learned, registration suggests nothing; learn them from the office's own register with \
              `jianjian classify train --data DIR`".to_owned(),
        versions => format!("{versions} versions learned"),
    }
}

/// Whether a virus scanner is on and answers, and how many files wait for it.
async fn scanner(place: &Place, waiting: i64) -> Result<String, Failed> {
    let state = match place.scanner()? {
        None => "off, there is no clamav.toml",
        Some(settings) if settings.answers().await => "on, answers",
        Some(_) => "on, DOES NOT ANSWER; uploads are held in quarantine",
    };
    Ok(match waiting {
        0 => state.to_owned(),
        held => format!("{state}; {held} files wait to be scanned and cannot be opened"),
    })
}

/// The ways out of an office, by name.
fn told(ways: &notices::Settings) -> String {
    let mail = ways
        .mail
        .as_ref()
        .map(|mail| format!("mail by {}:{}", mail.server, mail.port));
    let sms = ways.sms.as_ref().map(|_| "sms".to_owned());
    let webhook = ways.webhook.as_ref().map(|_| "webhook".to_owned());
    let ways: Vec<_> = [mail, sms, webhook].into_iter().flatten().collect();
    if ways.is_empty() {
        "notify.toml names no way".to_owned()
    } else {
        ways.join(", ")
    }
}

fn say(what: &str, found: Option<String>, lacking: &str) {
    match found {
        Some(found) => println!("{what}: {found}"),
        None => println!("{what}: not found; {lacking}"),
    }
}

/// The first line a program prints, if it is there and prints any.
fn prints(program: &str, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    let output = command
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    Some(first.trim().to_owned())
}
