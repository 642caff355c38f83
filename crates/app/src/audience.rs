//! Audiences (可启封机关, ADR 0008): for which organs the data keys of a matter are wrapped.
//!
//! What was passed up is wrapped for the organ it was passed to, and for those it hands the matter on to;
//! the wrapping that everybody the key file serves could open is replaced. Nothing is kept of it.

use crate::blind_index::{self, Entry};
use crate::queries::reader::Reader;
use crate::search_index::Texts;
use crate::vault::key_place;
use crate::{App, Fault};
use casework::ids::FileId;
use casework::matter::Matter;
use casework::office::Office;
use casework::{Actor, UnitId};
use sealing::data_key::{self, Audience};
use sealing::draw::Nonce;
use std::collections::BTreeSet;
use store::{Change, Value};

/// In whose name something is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opener {
    /// Somebody of these organs.
    Organs(Vec<UnitId>),
    /// The reporter, to whom the value speaks.
    Reporter,
    /// The virus scanner, which tells nothing of what it reads.
    Scanner,
    /// The look-up index when it is made anew, which keeps nothing but keyed hashes.
    Index,
}

impl Opener {
    /// A reader opens in the name of the organs through whose eyes they read.
    pub fn of(reader: &Reader) -> Self {
        let organ = |unit| reader.office.organ_of(unit).cloned();
        Self::Organs(reader.units.iter().filter_map(organ).collect())
    }

    /// Who acts opens in the name of the organ they act in.
    pub fn acting(office: &Office, actor: &Actor) -> Self {
        let organ = actor.unit().and_then(|unit| office.organ_of(unit));
        Self::Organs(organ.cloned().into_iter().collect())
    }

    /// Whether what is wrapped for an audience may be opened.
    pub(crate) fn is_of(&self, audience: &str) -> bool {
        match self {
            _ if audience.is_empty() => true,
            Self::Reporter | Self::Scanner | Self::Index => true,
            Self::Organs(organs) => audience
                .split(' ')
                .any(|known| organs.iter().any(|organ| organ.as_str() == known)),
        }
    }
}

impl Reader {
    /// In whose name the reader opens.
    pub(crate) fn opener(&self) -> Opener {
        Opener::of(self)
    }

    /// The organs through whose eyes the reader reads, each once.
    pub(crate) fn organs(&self) -> Vec<String> {
        let organs = self
            .units
            .iter()
            .filter_map(|unit| self.office.organ_of(unit));
        let organs: BTreeSet<String> = organs.map(UnitId::to_string).collect();
        organs.into_iter().collect()
    }
}

/// A wrapped key as it lies in its row.
#[derive(Debug, Clone)]
pub(crate) struct Wrapped {
    pub(crate) key_id: String,
    pub(crate) audience: String,
    pub(crate) bytes: Vec<u8>,
}

/// What earlier orders of the same write drew and named.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unwritten {
    pub(crate) keys: Vec<Wrapped>,
    pub(crate) files: Vec<FileId>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) texts: Texts,
}

impl Unwritten {
    /// Adds what one more order drew and named.
    pub(crate) fn add(&mut self, other: Self) {
        self.keys.extend(other.keys);
        self.files.extend(other.files);
        self.entries.extend(other.entries);
        self.texts.0.extend(other.texts.0);
    }
}

/// The audience of a matter's keys as their rows name it; empty for everybody.
pub(crate) fn of(matter: &Matter) -> String {
    let organs = matter.audience();
    let words: Vec<&str> = organs.iter().map(UnitId::as_str).collect();
    words.join(" ")
}

/// The statements that wrap a matter's keys for the audience it has now, and let it be found by that
/// audience alone.
///
/// # Errors
/// The database does not answer, or a key does not open.
pub(crate) async fn follow(
    app: &App,
    (before, after): (&Matter, &Matter),
    unwritten: &mut Unwritten,
) -> Result<Vec<Change>, Fault> {
    let audience = of(after);
    if of(before) == audience && audience.is_empty() {
        return Ok(Vec::new());
    }
    let mut changes = Vec::new();
    for key in &mut unwritten.keys {
        changes.extend(rewrapped(app, key, &audience)?);
    }
    for mut key in stored(app, after, &unwritten.files).await? {
        changes.extend(rewrapped(app, &mut key, &audience)?);
    }
    // What is passed on to the same organ again begins anew: what was excerpted since goes.
    let moved = after.passing.lines.len() > before.passing.lines.len();
    if moved || of(before) != audience {
        changes.extend(blind_index::follow(app, (before, after), &unwritten.entries).await?);
    }
    Ok(changes)
}

/// The keys of a matter in the database: its own, and those of files that this write gives to it.
async fn stored(app: &App, matter: &Matter, files: &[FileId]) -> Result<Vec<Wrapped>, Fault> {
    let named: Vec<String> = files.iter().map(|file| format!("file-{file}")).collect();
    let (list, mut params) = store::list(2, named.iter().map(|key| &**key));
    params.insert(0, matter.id.stream().into());
    let among = if named.is_empty() {
        params.truncate(1);
        String::new()
    } else {
        format!(" OR key_id IN {list}")
    };
    let sql = format!("SELECT key_id, audience, wrapped FROM keys WHERE scope = $1{among}");
    let rows = app.store().rows(&sql, &params).await?;
    let key = |row: &store::Row| {
        Ok(Wrapped {
            key_id: row.text(0)?.to_owned(),
            audience: row.text(1)?.to_owned(),
            bytes: row.blob(2)?.to_vec(),
        })
    };
    rows.iter().map(key).collect()
}

fn rewrapped(app: &App, key: &mut Wrapped, audience: &str) -> Result<Option<Change>, Fault> {
    if key.audience == audience {
        return Ok(None);
    }
    let nonce = Nonce::draw(&mut |bytes: &mut [u8]| app.entropy().fill(bytes));
    let moved = (Audience::named(&key.audience), Audience::named(audience));
    key.bytes = data_key::rewrap(
        app.keys(),
        &key_place(&key.key_id),
        moved,
        &key.bytes,
        nonce,
    )
    .map_err(|error| Fault::Sealed(format!("key {}: {error}", key.key_id)))?;
    audience.clone_into(&mut key.audience);
    let sql = "UPDATE keys SET audience = $2, kek_id = $3, wrapped = $4 WHERE key_id = $1";
    let params = [
        key.key_id.as_str().into(),
        audience.into(),
        app.keys().active_id().to_string().into(),
        Value::Blob(key.bytes.clone()),
    ];
    Ok(Some(Change::new(sql, params)))
}
