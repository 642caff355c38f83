//! The demonstration's folder. A mark tells it from an office's data, which is never removed.

use crate::failed::Failed;
use app::App;
use app::place::Place;
use sealing::suite::Suite;
use std::fs;
use std::path::{Path, PathBuf};

/// What the folder holds.
pub enum State {
    /// Nothing.
    Absent,
    /// A demonstration that was not filled to its end.
    HalfFilled,
    /// A demonstration.
    Filled,
}

/// The folder.
pub struct DemoPlace {
    dir: PathBuf,
}

/// Stands in the folder from the start: nothing in it is anyone's.
const MARK: &str = "demonstration";

/// Stands in the folder once it is filled: who may sign in, all invented.
const ACCOUNTS: &str = "accounts.txt";

impl DemoPlace {
    /// The folder at a path; nothing is touched yet.
    pub fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
        }
    }

    /// What it holds. A folder with anything else in it is refused.
    pub fn state(&self) -> Result<State, Failed> {
        if self.dir.join(ACCOUNTS).exists() && self.dir.join(MARK).exists() {
            return Ok(State::Filled);
        }
        if self.dir.join(MARK).exists() {
            return Ok(State::HalfFilled);
        }
        let is_empty = match fs::read_dir(&self.dir) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
            Err(error) => return Err(self.failed(&error)),
        };
        if is_empty {
            return Ok(State::Absent);
        }
        let dir = self.dir.display();
        Err(Failed::new(format!(
            "{dir}: holds something that is no demonstration; name another folder with --data"
        )))
    }

    /// Removes a demonstration; anything else is refused.
    pub fn remove(&self) -> Result<(), Failed> {
        match self.state()? {
            State::Absent => Ok(()),
            State::HalfFilled | State::Filled => {
                fs::remove_dir_all(&self.dir).map_err(|error| self.failed(&error))
            }
        }
    }

    /// Creates it, marked before anything is in it.
    pub fn create(&self) -> Result<(), Failed> {
        fs::create_dir_all(&self.dir).map_err(|error| self.failed(&error))?;
        let words = "Everything here is invented. `jianjian demo --fresh` removes it.\n";
        fs::write(self.dir.join(MARK), words).map_err(|error| self.failed(&error))?;
        Ok(Place::new(&self.dir).create(Suite::Aes256Gcm, None)?)
    }

    /// Opens the application on it.
    pub async fn open(&self) -> Result<App, Failed> {
        Ok(Place::new(&self.dir).open().await?)
    }

    /// Notes that it is filled, and who may sign in.
    pub fn finish(&self, accounts: &str) -> Result<(), Failed> {
        let (path, beside) = (self.dir.join(ACCOUNTS), self.dir.join("accounts.new"));
        write_private(&beside, accounts)
            .and_then(|()| fs::rename(&beside, &path))
            .map_err(|error| self.failed(&error))
    }

    /// Who may sign in.
    pub fn accounts(&self) -> Result<String, Failed> {
        fs::read_to_string(self.dir.join(ACCOUNTS)).map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &std::io::Error) -> Failed {
        Failed::new(format!("{}: {error}", self.dir.display()))
    }
}

/// Writes a file only its owner reads: the accounts open a demonstration, but a habit is a habit.
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    std::io::Write::write_all(&mut options.open(path)?, text.as_bytes())
}
