//! Opening sealed values: data keys are unwrapped for one read and dropped again.
//!
//! A key that was handed up is wrapped for an audience (可启封机关, ADR 0008). Whoever opens says in whose
//! name; for anybody else such a value is as if its key were destroyed.

use crate::audience::Opener;
use crate::{App, Fault, abreast};
use casework::SealedRef;
use sealing::data_key::{self, Audience, DataKey};
use sealing::place::Place;
use sealing::value;
use std::collections::HashMap;
use store::{Row, Value};

/// Shown where a key was destroyed.
pub const ERASED: &str = "（已销毁）";

/// The texts of some streams, opened.
#[derive(Default)]
pub struct Texts {
    by_id: HashMap<String, Opened>,
}

struct Opened {
    text: String,
    commitment: String,
}

impl Texts {
    /// The text of a reference: what was sealed, or a mark where its key was destroyed.
    ///
    /// # Errors
    /// The text is not the one the event committed to.
    pub fn of(&self, reference: &SealedRef) -> Result<&str, Fault> {
        let Some(opened) = self.by_id.get(&reference.id.to_string()) else {
            return Ok(ERASED);
        };
        if opened.commitment == reference.commitment {
            return Ok(&opened.text);
        }
        Err(Fault::Sealed(format!(
            "{} is not what its event committed to",
            reference.id
        )))
    }
}

/// Opens every text of a matter except who reported: identities have a door of their own.
///
/// # Errors
/// The database does not answer, or a value whose key is there does not open.
pub async fn texts(app: &App, opener: &Opener, stream_id: &str) -> Result<Texts, Fault> {
    let sql = "SELECT s.stream_id, s.sealed_id, s.purpose, s.ciphertext, k.key_id, k.wrapped, k.audience \
               FROM sealed s JOIN keys k ON k.key_id = s.key_id \
               WHERE s.stream_id = $1 AND s.purpose <> $2";
    let rows = app
        .store()
        .rows(sql, &[stream_id.into(), IDENTITY.into()])
        .await?;
    open_all(app, opener, &rows)
}

/// Opens the values of one purpose in several streams: the titles of a list. By stream, the newest.
///
/// # Errors
/// The database does not answer, or a value whose key is there does not open.
pub async fn of_purpose(
    app: &App,
    opener: &Opener,
    streams: &[String],
    purpose: &str,
) -> Result<HashMap<String, String>, Fault> {
    of_purposes(app, opener, streams, &[purpose]).await
}

/// The same of several purposes, where a stream has one of them: the titles of a list of several nouns.
///
/// # Errors
/// As [`of_purpose`].
pub(crate) async fn of_purposes(
    app: &App,
    opener: &Opener,
    streams: &[String],
    purposes: &[&str],
) -> Result<HashMap<String, String>, Fault> {
    let rows = rows_of_purposes(app, streams, purposes).await?;
    let mut keys = HashMap::new();
    let mut by_stream = HashMap::new();
    for row in &rows {
        if let Some(opened) = open_row(app, opener, row, &mut keys)? {
            by_stream.insert(row.text(0)?.to_owned(), opened.text);
        }
    }
    Ok(by_stream)
}

/// As [`of_purpose`], every value of the purpose: the names of all who are accused.
///
/// # Errors
/// As [`of_purpose`].
pub(crate) async fn each_of_purpose(
    app: &App,
    opener: &Opener,
    streams: &[String],
    purpose: &str,
) -> Result<HashMap<String, Vec<String>>, Fault> {
    let rows = rows_of_purposes(app, streams, &[purpose]).await?;
    let mut keys = HashMap::new();
    let mut by_stream: HashMap<String, Vec<String>> = HashMap::new();
    for row in &rows {
        if let Some(opened) = open_row(app, opener, row, &mut keys)? {
            let stream = row.text(0)?.to_owned();
            by_stream.entry(stream).or_default().push(opened.text);
        }
    }
    Ok(by_stream)
}

/// Opens texts of many streams, each by its stream and id. What does not open for the opener is left out.
///
/// # Errors
/// As [`of_purpose`].
pub(crate) async fn of_ids(
    app: &App,
    opener: &Opener,
    wanted: &[(String, String)],
) -> Result<HashMap<(String, String), String>, Fault> {
    let (mut keys, mut texts) = (HashMap::new(), HashMap::new());
    let statements = wanted.chunks(IDS_TOGETHER).map(|some| {
        let last = some.last().cloned().into_iter();
        // Padded to few lengths, as `store::list` does.
        let padded = some.iter().cloned().chain(last.cycle());
        let count = some.len().next_power_of_two();
        let mut params: Vec<Value> = Vec::with_capacity(count * 2);
        for (stream, id) in padded.take(count) {
            params.extend([stream.into(), id.into()]);
        }
        let pairs = (0..count).map(|at| format!("(${},${})", at * 2 + 1, at * 2 + 2));
        let sql = format!(
            "WITH wanted (stream_id, sealed_id) AS (VALUES {}) \
             SELECT s.stream_id, s.sealed_id, s.purpose, s.ciphertext, k.key_id, k.wrapped, k.audience \
             FROM wanted w JOIN sealed s ON s.stream_id = w.stream_id AND s.sealed_id = w.sealed_id \
             JOIN keys k ON k.key_id = s.key_id",
            pairs.collect::<Vec<_>>().join(",")
        );
        (sql, params)
    });
    for row in abreast::rows(app, statements.collect()).await? {
        if let Some(opened) = open_row(app, opener, &row, &mut keys)? {
            let place = (row.text(0)?.to_owned(), row.text(1)?.to_owned());
            texts.insert(place, opened.text);
        }
    }
    Ok(texts)
}

/// Texts asked for in one of several statements abreast.
const IDS_TOGETHER: usize = 16;

async fn rows_of_purposes(
    app: &App,
    streams: &[String],
    purposes: &[&str],
) -> Result<Vec<Row>, Fault> {
    let (streams, mut params) = store::list(1, streams.iter().map(|stream| &**stream));
    let (purposes, more) = store::list(params.len() + 1, purposes.iter().copied());
    params.extend(more);
    let sql = format!(
        "SELECT s.stream_id, s.sealed_id, s.purpose, s.ciphertext, k.key_id, k.wrapped, k.audience \
         FROM sealed s JOIN keys k ON k.key_id = s.key_id \
         WHERE s.stream_id IN {streams} AND s.purpose IN {purposes} ORDER BY s.stream_id, s.sealed_id"
    );
    Ok(app.store().rows(&sql, &params).await?)
}

/// Opens some texts of a stream that is too long to open whole.
///
/// # Errors
/// As [`texts`].
pub(crate) async fn some_texts(
    app: &App,
    opener: &Opener,
    stream_id: &str,
    references: &[&SealedRef],
) -> Result<Texts, Fault> {
    let ids: Vec<String> = references
        .iter()
        .map(|reference| reference.id.to_string())
        .collect();
    let (list, mut params) = store::list(3, ids.iter().map(|id| &**id));
    params.insert(0, stream_id.into());
    params.insert(1, IDENTITY.into());
    let sql = format!(
        "SELECT s.stream_id, s.sealed_id, s.purpose, s.ciphertext, k.key_id, k.wrapped, k.audience \
         FROM sealed s JOIN keys k ON k.key_id = s.key_id \
         WHERE s.stream_id = $1 AND s.purpose <> $2 AND s.sealed_id IN {list}"
    );
    open_all(app, opener, &app.store().rows(&sql, &params).await?)
}

/// Opens one identity. Only called for a person an opening stands open for, and to make the look-up index
/// anew, which shows it to nobody.
///
/// # Errors
/// The database does not answer, or the value does not open. `None` where it was destroyed.
pub(crate) async fn identity(
    app: &App,
    opener: &Opener,
    stream_id: &str,
    reference: &SealedRef,
) -> Result<Option<casework::form::Identity>, Fault> {
    let Some(text) = named(app, opener, stream_id, reference).await? else {
        return Ok(None);
    };
    let identity = serde_json::from_str(&text)
        .map_err(|error| Fault::Sealed(format!("an identity cannot be read: {error}")))?;
    Ok(Some(identity))
}

/// Opens names sealed beside an identity, under its key. As [`identity`], for one with an opening only.
///
/// # Errors
/// As [`identity`]. `None` where it was destroyed.
pub(crate) async fn named(
    app: &App,
    opener: &Opener,
    stream_id: &str,
    reference: &SealedRef,
) -> Result<Option<String>, Fault> {
    one(app, opener, stream_id, reference, IDENTITY).await
}

/// Opens one value sealed for a purpose: a question, for the reporter it was written for.
///
/// # Errors
/// The database does not answer, or the value does not open. `None` where it was destroyed, or was sealed
/// for another purpose.
pub(crate) async fn one(
    app: &App,
    opener: &Opener,
    stream_id: &str,
    reference: &SealedRef,
    purpose: &str,
) -> Result<Option<String>, Fault> {
    let sql = "SELECT s.stream_id, s.sealed_id, s.purpose, s.ciphertext, k.key_id, k.wrapped, k.audience \
               FROM sealed s JOIN keys k ON k.key_id = s.key_id \
               WHERE s.stream_id = $1 AND s.sealed_id = $2 AND s.purpose = $3";
    let id = reference.id.to_string();
    let params: [Value; 3] = [stream_id.into(), id.as_str().into(), purpose.into()];
    let rows = app.store().rows(sql, &params).await?;
    let texts = open_all(app, opener, &rows)?;
    if texts.by_id.is_empty() {
        return Ok(None);
    }
    Ok(Some(texts.of(reference)?.to_owned()))
}

/// The purpose under which who reported is sealed.
pub(crate) const IDENTITY: &str = "identity";

fn open_all(app: &App, opener: &Opener, rows: &[Row]) -> Result<Texts, Fault> {
    let mut keys = HashMap::new();
    let mut texts = Texts::default();
    for row in rows {
        if let Some(opened) = open_row(app, opener, row, &mut keys)? {
            texts.by_id.insert(row.text(1)?.to_owned(), opened);
        }
    }
    Ok(texts)
}

/// Opens a row; nothing where its key is wrapped for an audience the opener does not belong to.
fn open_row(
    app: &App,
    opener: &Opener,
    row: &Row,
    keys: &mut HashMap<String, DataKey>,
) -> Result<Option<Opened>, Fault> {
    let (stream_id, sealed_id, purpose) = (row.text(0)?, row.text(1)?, row.text(2)?);
    let (key_id, audience) = (row.text(4)?, row.text(6)?);
    if !opener.is_of(audience) {
        return Ok(None);
    }
    if !keys.contains_key(key_id) {
        let key = unwrap_for(app, key_id, row.blob(5)?, audience)?;
        keys.insert(key_id.to_owned(), key);
    }
    let at = sealed_row(stream_id, sealed_id);
    let fault = |error: &dyn std::fmt::Display| Fault::Sealed(format!("sealed {at}: {error}"));
    let place = sealed_place(purpose, &at);
    let opened = value::open(&keys[key_id], &place, row.blob(3)?).map_err(|error| fault(&error))?;
    Ok(Some(Opened {
        text: opened.text().map_err(|error| fault(&error))?.to_owned(),
        commitment: data_encoding::HEXLOWER.encode(&opened.commitment),
    }))
}

/// Unwraps a data key that everybody the key file serves may open.
pub(crate) fn unwrap(app: &App, key_id: &str, wrapped: &[u8]) -> Result<DataKey, Fault> {
    unwrap_for(app, key_id, wrapped, "")
}

/// Unwraps a data key in the name of the audience it was wrapped for.
pub(crate) fn unwrap_for(
    app: &App,
    key_id: &str,
    wrapped: &[u8],
    audience: &str,
) -> Result<DataKey, Fault> {
    let audience = Audience::named(audience);
    data_key::unwrap(app.keys(), &key_place(key_id), audience, wrapped)
        .map_err(|error| Fault::Sealed(format!("key {key_id}: {error}")))
}

/// The row a sealed value is bound to.
pub(crate) fn sealed_row(stream_id: &str, sealed_id: &str) -> String {
    format!("{stream_id}/{sealed_id}")
}

/// Where a sealed value opens.
pub(crate) fn sealed_place<'a>(purpose: &'a str, row: &'a str) -> Place<'a> {
    Place {
        purpose,
        table: "sealed",
        column: "ciphertext",
        row,
    }
}

/// Where a wrapped key opens.
pub(crate) fn key_place(key_id: &str) -> Place<'_> {
    let purpose = key_id.split('-').next().unwrap_or_default();
    Place {
        purpose,
        table: "keys",
        column: "wrapped",
        row: key_id,
    }
}
