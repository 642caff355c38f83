//! A data directory (数据目录): where an office's database, keys and own rules lie.
//!
//! `keys` holds the key file, 0600, outside the database; `office.db` the embedded database, unless
//! `database` names a PostgreSQL server; `catalogue/` the office's own rules, if any.

use crate::moment::{Entropy, SystemClock, SystemEntropy};
use crate::office_program::{OfficeProgram, Settings};
use crate::{App, Fault, Setup};
use sealing::key_file::KeyFile;
use sealing::suite::Suite;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{Address, Guard, Store, Write};

/// A data directory.
#[derive(Debug, Clone)]
pub struct Place {
    root: PathBuf,
}

impl Place {
    /// The data directory at a path; nothing is touched yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Where the key file lies.
    pub fn key_path(&self) -> PathBuf {
        self.root.join("keys")
    }

    /// Whether the directory holds an office already.
    pub fn exists(&self) -> bool {
        self.key_path().exists()
    }

    /// The office's own catalogue files, where it has any.
    pub fn overrides(&self) -> Option<PathBuf> {
        Some(self.root.join("catalogue")).filter(|folder| folder.is_dir())
    }

    /// How notices leave the office, where `notify.toml` says so.
    ///
    /// # Errors
    /// The file cannot be read or is wrong.
    pub fn notices(&self) -> Result<Option<crate::notices::Settings>, Fault> {
        crate::notices::Settings::read(&self.root.join("notify.toml"))
    }

    /// The virus scanner, where `clamav.toml` names one.
    ///
    /// # Errors
    /// The file cannot be read or is wrong.
    pub fn scanner(&self) -> Result<Option<crate::files::scan::Settings>, Fault> {
        crate::files::scan::Settings::read(&self.root.join("clamav.toml"))
    }

    /// The office program that makes PDFs, where the machine has one; `pdf.toml` may name it.
    ///
    /// # Errors
    /// The file cannot be read or is wrong.
    pub fn office_program(&self) -> Result<Option<OfficeProgram>, Fault> {
        let settings = Settings::read(&self.root.join("pdf.toml"))?;
        Ok(OfficeProgram::find(&settings))
    }

    /// The database's address: `database` holds a PostgreSQL url, or the embedded one is used.
    ///
    /// # Errors
    /// The file cannot be read, or names no database.
    pub fn address(&self) -> Result<Address, Fault> {
        let file = self.root.join("database");
        if !file.exists() {
            return Ok(Address::Sqlite(self.root.join("office.db")));
        }
        let text = fs::read_to_string(&file).map_err(|error| at(&file, &error))?;
        Address::parse(text.trim()).map_err(|error| at(&file, &error))
    }

    /// Creates the directory with a new key file. Keys are never overwritten.
    ///
    /// # Errors
    /// The directory holds keys already, or cannot be written.
    pub fn create(&self, suite: Suite, database: Option<&str>) -> Result<(), Fault> {
        let path = self.key_path();
        if path.exists() {
            return Err(Fault::Files(format!(
                "{}: the keys exist already",
                path.display()
            )));
        }
        fs::create_dir_all(&self.root).map_err(|error| at(&self.root, &error))?;
        if let Some(url) = database {
            let file = self.root.join("database");
            write_private(&file, url)?;
        }
        let keys = KeyFile::generate(&mut |bytes: &mut [u8]| SystemEntropy.fill(bytes), suite);
        write_private(&path, &keys.to_text())
    }

    /// Reads the key file; one that others may read is refused.
    ///
    /// # Errors
    /// It is missing, readable by others, or damaged.
    pub fn keys(&self) -> Result<KeyFile, Fault> {
        let path = self.key_path();
        check_private(&path)?;
        let text = fs::read_to_string(&path).map_err(|error| at(&path, &error))?;
        KeyFile::parse(&text).map_err(|error| at(&path, &error))
    }

    /// Replaces the key file after a rotation: written whole beside it, then renamed.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn replace_keys(&self, keys: &KeyFile) -> Result<(), Fault> {
        let path = self.key_path();
        let beside = self.root.join("keys.new");
        if beside.exists() {
            fs::remove_file(&beside).map_err(|error| at(&beside, &error))?;
        }
        write_private(&beside, &keys.to_text())?;
        fs::rename(&beside, &path).map_err(|error| at(&path, &error))
    }

    /// Opens the application on this directory, migrating the database.
    ///
    /// # Errors
    /// Keys, database or catalogue cannot be used.
    pub async fn open(&self) -> Result<App, Fault> {
        let store = Store::open(&self.address()?).await?;
        store.migrate().await?;
        App::open(Setup {
            store,
            keys: self.keys()?,
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
            overrides: self.overrides(),
        })
        .await
    }
}

fn at(path: &Path, error: &dyn std::fmt::Display) -> Fault {
    Fault::Files(format!("{}: {error}", path.display()))
}

fn write_private(path: &Path, text: &str) -> Result<(), Fault> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| at(path, &error))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|error| at(path, &error))
}

#[cfg(unix)]
fn check_private(path: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)
        .map_err(|error| at(path, &error))?
        .permissions()
        .mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let mode = mode & 0o777;
    Err(Fault::Files(format!(
        "{}: the key file is open to others (mode {mode:o}); run `chmod 600` on it",
        path.display()
    )))
}

#[cfg(not(unix))]
fn check_private(_: &Path) -> Result<(), Fault> {
    Ok(())
}

/// The database remembers which key file it belongs to; another one is refused at start.
pub(crate) async fn check_key_file(app: &App) -> Result<(), Fault> {
    let id = app.keys().id();
    let rows = app
        .store()
        .rows(
            "SELECT value FROM guards WHERE name = $1",
            &["key-file".into()],
        )
        .await?;
    match rows.first() {
        Some(row) if row.text(0)? == id => Ok(()),
        Some(_) => Err(Fault::Files(
            "the key file belongs to another database".into(),
        )),
        None => {
            let guard = Guard {
                name: "key-file".into(),
                expected: None,
                set: Some(id),
            };
            let write = Write {
                guards: vec![guard],
                ..Write::default()
            };
            Ok(app.store().commit(write).await?)
        }
    }
}
