//! What the tests need besides Rust: found, installed where that is allowed, or named.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cargo::ended;
use crate::stop::Stop;

/// A Debian package and how to see that it is there.
struct Need {
    package: &'static str,
    present: fn() -> bool,
}

const NEEDS: [Need; 7] = [
    Need {
        package: "postgresql",
        present: || postgres_folder().is_some(),
    },
    Need {
        package: "chromium",
        present: || chromium().is_some(),
    },
    Need {
        package: "chromium-driver",
        present: || chromedriver().is_some(),
    },
    Need {
        package: "fonts-noto-cjk",
        present: has_chinese_font,
    },
    Need {
        package: "libreoffice-writer-nogui",
        present: || on_path("soffice").is_some(),
    },
    Need {
        package: "libreoffice-calc-nogui",
        present: || Path::new("/usr/lib/libreoffice/program/libsclo.so").exists(),
    },
    Need {
        package: "poppler-utils",
        present: || on_path("pdftotext").is_some(),
    },
];

/// Makes sure that everything is there.
pub(crate) fn ensure(_root: &Path) -> Result<(), Stop> {
    let missing = missing();
    if missing.is_empty() {
        let packages = NEEDS.iter().map(|need| need.package);
        println!("here: {}", packages.collect::<Vec<_>>().join(", "));
        return Ok(());
    }
    let list = missing.join(" ");
    let by_hand = format!("apt-get install --no-install-recommends {list}");
    let Some(sudo) = install_right() else {
        return Err(Stop::usage(format!(
            "missing: {list}\ninstall them as root, on Debian or Ubuntu with: {by_hand}"
        )));
    };
    println!("installing {list}");
    apt(sudo, &["update"])?;
    apt(
        sudo,
        &[
            &["install", "-y", "--no-install-recommends"],
            missing.as_slice(),
        ]
        .concat(),
    )?;
    match self::missing().as_slice() {
        [] => Ok(()),
        still => Err(Stop::usage(format!(
            "installed, but still not found: {}",
            still.join(" ")
        ))),
    }
}

/// The newest PostgreSQL's folder of programs: Debian keeps the server's off the search path.
pub(crate) fn postgres_folder() -> Option<PathBuf> {
    let version = |folder: &PathBuf| -> Option<u32> {
        folder
            .parent()?
            .file_name()?
            .to_str()?
            .split('.')
            .next()?
            .parse()
            .ok()
    };
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    debian
        .map(|entry| entry.path().join("bin"))
        .filter(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
        .max_by_key(version)
        .or_else(|| Some(on_path("pg_ctl")?.parent()?.to_owned()))
}

/// The browser.
pub(crate) fn chromium() -> Option<PathBuf> {
    on_path("chromium")
}

/// The program through which tests drive the browser.
pub(crate) fn chromedriver() -> Option<PathBuf> {
    on_path("chromedriver")
}

/// Whether this process is root.
pub(crate) fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

fn missing() -> Vec<&'static str> {
    NEEDS
        .iter()
        .filter(|need| !(need.present)())
        .map(|need| need.package)
        .collect()
}

/// Without a Chinese font the browser draws boxes, and screenshots and line breaks prove nothing.
fn has_chinese_font() -> bool {
    let folder = std::fs::read_dir("/usr/share/fonts/opentype/noto")
        .into_iter()
        .flatten();
    folder
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().contains("CJK"))
}

/// Whether packages may be installed here: `Some(true)` through sudo, `Some(false)` directly.
fn install_right() -> Option<bool> {
    on_path("apt-get")?;
    if is_root() {
        return Some(false);
    }
    on_path("sudo")?;
    let asked = Command::new("sudo").args(["-n", "true"]).output();
    asked
        .is_ok_and(|output| output.status.success())
        .then_some(true)
}

fn apt(sudo: bool, words: &[&str]) -> Result<(), Stop> {
    let mut command = Command::new(if sudo { "sudo" } else { "env" });
    command.args(if sudo { &["-n", "env"][..] } else { &[] });
    command
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .args(words);
    ended(&format!("apt-get {}", words.join(" ")), command.status())
        .map_err(|stop| Stop::usage(stop.to_string()))
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}
