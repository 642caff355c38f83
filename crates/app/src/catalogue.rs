//! The catalogue in force: the texts in the program, or an office's own in their place.
//!
//! Every set of texts that was ever used is archived under its hash, so that the rule a clock was
//! opened under can be read for ever.

use crate::likeness::{self, Weights};
use crate::{App, Failure, Fault, Order, Subject, Who};
use calendar::Calendar;
use casework::rules::{Rules, Source};
use rust_embed::RustEmbed;
use sealing::suite::Suite;
use std::collections::BTreeMap;
use std::path::Path;
use store::{Change, Write};

#[derive(RustEmbed)]
#[folder = "../../catalogue"]
struct Embedded;

/// The rules and the calendar, with the texts they were read from.
pub struct Catalogue {
    /// The rules.
    pub rules: Rules,
    /// The calendar.
    pub calendar: Calendar,
    /// The weights by which matters are compared.
    pub weights: Weights,
    /// The texts, by path.
    pub texts: BTreeMap<String, String>,
}

impl Catalogue {
    /// Reads the catalogue, with an office's own files in place of the program's.
    ///
    /// # Errors
    /// The first file that cannot be used, by name.
    pub fn read(overrides: Option<&Path>) -> Result<Self, Fault> {
        let mut texts = BTreeMap::new();
        for path in Embedded::iter().filter(|path| path.ends_with(".toml")) {
            let file = Embedded::get(&path).expect("a listed file is embedded");
            let text = String::from_utf8(file.data.into_owned())
                .map_err(|_| Fault::Files(format!("catalogue/{path} is not UTF-8")))?;
            texts.insert(path.into_owned(), text);
        }
        if let Some(folder) = overrides {
            lay_over(folder, folder, &mut texts)?;
        }
        Self::of(texts)
    }

    fn of(texts: BTreeMap<String, String>) -> Result<Self, Fault> {
        let calendars = texts
            .iter()
            .filter(|(path, _)| path.starts_with("calendars/"));
        let calendar = Calendar::parse(calendars.map(|(path, text)| (&**path, &**text)))
            .map_err(|invalid| Fault::Calendar(invalid.to_string()))?;
        let sources = texts.iter().map(|(path, text)| Source { path, text });
        let rules = Rules::parse(sources, hash(&texts))?;
        let weights = texts.get(likeness::PATH).map_or("", String::as_str);
        Ok(Self {
            weights: Weights::read(weights)?,
            rules,
            calendar,
            texts,
        })
    }
}

fn lay_over(root: &Path, folder: &Path, texts: &mut BTreeMap<String, String>) -> Result<(), Fault> {
    let unreadable = |error: std::io::Error| Fault::Files(format!("{}: {error}", folder.display()));
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            lay_over(root, &path, texts)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let text = std::fs::read_to_string(&path).map_err(unreadable)?;
            let relative = path.strip_prefix(root).unwrap_or(&path);
            texts.insert(relative.to_string_lossy().replace('\\', "/"), text);
        }
    }
    Ok(())
}

/// The hash a set of texts is archived under: over every path and text, each with its length.
fn hash(texts: &BTreeMap<String, String>) -> String {
    let mut bytes = Vec::new();
    for part in texts.iter().flat_map(|(path, text)| [path, text]) {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    data_encoding::HEXLOWER.encode(&Suite::Aes256Gcm.hash(&bytes))
}

/// Archives the texts the program runs with, once.
pub(crate) async fn archive(app: &App) -> Result<(), Fault> {
    let hash = &app.rules().version;
    let known = "SELECT path FROM catalogues WHERE hash = $1";
    if !app
        .store()
        .rows(known, &[hash.as_str().into()])
        .await?
        .is_empty()
    {
        return Ok(());
    }
    let changes = app.catalogue().texts.iter().map(|(path, text)| Change {
        sql: "INSERT INTO catalogues (hash, path, text) VALUES ($1, $2, $3) \
              ON CONFLICT (hash, path) DO NOTHING"
            .into(),
        params: vec![
            hash.as_str().into(),
            path.as_str().into(),
            text.as_str().into(),
        ],
    });
    let write = Write {
        changes: changes.collect(),
        ..Write::default()
    };
    Ok(app.store().commit(write).await?)
}

/// Puts the catalogue the program runs with in force, by an event, unless it is: rules never change
/// in silence. Another node may be quicker, which is no fault.
pub(crate) async fn adopt(app: &App) -> Result<(), Fault> {
    let (catalogue, calendar) = (
        app.rules().version.clone(),
        app.calendar().version().to_owned(),
    );
    let adopted = |adopted: &casework::office::Adoption| {
        adopted.catalogue == catalogue && adopted.calendar == calendar
    };
    if app.office().in_force().is_some_and(adopted) {
        return Ok(());
    }
    let pairs = [("catalogue", catalogue), ("calendar", calendar)];
    let order = Order {
        subject: Subject::Office,
        act: "adopt-catalogue".into(),
        fields: pairs
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect(),
        happened: None,
    };
    match app.execute(&Who::Console, order).await {
        Ok(_) | Err(Failure::Refused(_)) => Ok(()),
        Err(Failure::Fault(fault)) => Err(fault),
        Err(other) => Err(Fault::Stored(format!("adopting the catalogue: {other}"))),
    }
}
