//! A person's own comforts (个人事项): drafts, stock phrases, saved views, settings. They are no
//! evidence and no part of a matter, so they stand beside the write path. Only their owner reads them;
//! they are sealed like everything else a person wrote.

use crate::moment::draw_id;
use crate::sealer::draw_key;
use crate::vault::unwrap;
use crate::{App, Fault};
use casework::PersonId;
use sealing::data_key::DataKey;
use sealing::draw::{Nonce, Salt};
use sealing::place::Place;
use sealing::value::{self, Padding};
use store::{Change, Row, Value, Write};

/// What kinds of things a person keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Forms begun and not sent (草稿).
    Draft,
    /// Sentences written often (常用语).
    Phrase,
    /// Lists as the person set them up (视图).
    View,
    /// How the person likes the desk (个人设置).
    Setting,
    /// An organ's own layouts of tables (表样): what is known of them.
    Layout,
    /// Their files.
    LayoutFile,
    /// The national platform's book as an organ was given it, by number (P-18).
    National,
    /// What was sought a little while ago (检索词).
    Search,
    /// What an office learned from its own register (归类模型), by version.
    Classes,
}

impl Kind {
    /// The word it is stored under.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Phrase => "phrase",
            Self::View => "view",
            Self::Setting => "setting",
            Self::Layout => "layout",
            Self::LayoutFile => "layout-file",
            Self::National => "national",
            Self::Search => "search",
            Self::Classes => "classes",
        }
    }
}

/// A thing kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its name among those of its kind.
    pub name: String,
    /// When it was last kept, milliseconds UTC.
    pub at: i64,
    /// What it is.
    pub value: serde_json::Value,
}

/// Things of a kind that are listed at most; more are no comfort.
const LISTED_MAX: i64 = 200;

/// Keeps a thing under its name, in place of what stood there.
///
/// # Errors
/// The database does not answer.
pub async fn keep(
    app: &App,
    person: &PersonId,
    kind: Kind,
    name: &str,
    value: &serde_json::Value,
) -> Result<(), Fault> {
    let now = app.now().at;
    let mut changes = Vec::new();
    let key = key_of(app, person, now, &mut changes).await?;
    changes.push(kept(app, (person, kind, name), value, now, &key));
    commit(app, changes).await
}

/// Keeps many things of a kind at once, as [`keep`].
///
/// # Errors
/// The database does not answer.
pub(crate) async fn keep_all(
    app: &App,
    person: &PersonId,
    kind: Kind,
    things: &[(String, serde_json::Value)],
) -> Result<(), Fault> {
    let now = app.now().at;
    let mut changes = Vec::new();
    let key = key_of(app, person, now, &mut changes).await?;
    for (name, value) in things {
        changes.push(kept(app, (person, kind, name), value, now, &key));
    }
    commit(app, changes).await
}

/// The row of a thing, sealed.
fn kept(
    app: &App,
    (person, kind, name): (&PersonId, Kind, &str),
    value: &serde_json::Value,
    now: i64,
    (key_id, key): &(String, DataKey),
) -> Change {
    let random = &mut |bytes: &mut [u8]| app.entropy().fill(bytes);
    let (salt, nonce) = (Salt::draw(random), Nonce::draw(random));
    let row = row_of(person, kind, name);
    let text = value.to_string();
    let place = place(&row);
    let sealed = value::seal(key, &place, text.as_bytes(), Padding::Text, salt, nonce);
    Change::new(
        "INSERT INTO own (person_id, kind, name, at, key_id, ciphertext) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (person_id, kind, name) DO UPDATE SET \
         at = excluded.at, key_id = excluded.key_id, ciphertext = excluded.ciphertext",
        [
            person.as_str().into(),
            kind.word().into(),
            name.into(),
            now.into(),
            key_id.as_str().into(),
            Value::Blob(sealed.ciphertext),
        ],
    )
}

/// A person's things of a kind, last kept first.
///
/// # Errors
/// The database does not answer, or what is stored does not open.
pub async fn list(app: &App, person: &PersonId, kind: Kind) -> Result<Vec<Kept>, Fault> {
    let sql = "SELECT o.name, o.at, o.ciphertext, k.key_id, k.wrapped \
               FROM own o JOIN keys k ON k.key_id = o.key_id \
               WHERE o.person_id = $1 AND o.kind = $2 ORDER BY o.at DESC, o.name LIMIT $3";
    let params = [
        person.as_str().into(),
        kind.word().into(),
        LISTED_MAX.into(),
    ];
    let rows = app.store().rows(sql, &params).await?;
    rows.iter()
        .map(|row| opened(app, person, kind, row))
        .collect()
}

/// One thing, by its name.
///
/// # Errors
/// The database does not answer, or what is stored does not open.
pub async fn find(
    app: &App,
    person: &PersonId,
    kind: Kind,
    name: &str,
) -> Result<Option<Kept>, Fault> {
    let sql = "SELECT o.name, o.at, o.ciphertext, k.key_id, k.wrapped \
               FROM own o JOIN keys k ON k.key_id = o.key_id \
               WHERE o.person_id = $1 AND o.kind = $2 AND o.name = $3";
    let params = [person.as_str().into(), kind.word().into(), name.into()];
    let rows = app.store().rows(sql, &params).await?;
    rows.first()
        .map(|row| opened(app, person, kind, row))
        .transpose()
}

/// Forgets a thing. Forgetting what is not there is no error.
///
/// # Errors
/// The database does not answer.
pub async fn forget(app: &App, person: &PersonId, kind: Kind, name: &str) -> Result<(), Fault> {
    let change = Change::new(
        "DELETE FROM own WHERE person_id = $1 AND kind = $2 AND name = $3",
        [person.as_str().into(), kind.word().into(), name.into()],
    );
    commit(app, vec![change]).await
}

/// The person's key, drawn with the first thing kept. Two at once may each draw one: every row names
/// the key it is under, so both open.
async fn key_of(
    app: &App,
    person: &PersonId,
    at: i64,
    changes: &mut Vec<Change>,
) -> Result<(String, DataKey), Fault> {
    let scope = format!("own-{person}");
    let sql = "SELECT key_id, wrapped FROM keys WHERE scope = $1 ORDER BY key_id LIMIT 1";
    let rows = app.store().rows(sql, &[scope.as_str().into()]).await?;
    if let Some(row) = rows.first() {
        let key_id = row.text(0)?;
        return Ok((key_id.to_owned(), unwrap(app, key_id, row.blob(1)?)?));
    }
    let key_id = format!("own-{}", draw_id(at, app.entropy()).simple());
    Ok(draw_key(app, key_id, &scope, changes))
}

pub(crate) fn opened(app: &App, person: &PersonId, kind: Kind, row: &Row) -> Result<Kept, Fault> {
    let name = row.text(0)?;
    let at_row = row_of(person, kind, name);
    let key = unwrap(app, row.text(3)?, row.blob(4)?)?;
    let fault = |error: &dyn std::fmt::Display| Fault::Sealed(format!("own {at_row}: {error}"));
    let opened = value::open(&key, &place(&at_row), row.blob(2)?).map_err(|error| fault(&error))?;
    let text = opened.text().map_err(|error| fault(&error))?;
    Ok(Kept {
        name: name.to_owned(),
        at: row.int(1)?,
        value: serde_json::from_str(text).map_err(|error| fault(&error))?,
    })
}

fn row_of(person: &PersonId, kind: Kind, name: &str) -> String {
    format!("{person}/{}/{name}", kind.word())
}

fn place(row: &str) -> Place<'_> {
    Place {
        purpose: "own",
        table: "own",
        column: "ciphertext",
        row,
    }
}

async fn commit(app: &App, changes: Vec<Change>) -> Result<(), Fault> {
    let write = Write {
        changes,
        ..Write::default()
    };
    Ok(app.store().commit(write).await?)
}
