//! Attachments: told apart by content, scanned, sealed in pieces before the write that names them, with
//! the cleaned copy that handlers are given (T13, T14).
//!
//! An upload waits as an orphan; a token in the form names it. Orphans are swept after a day. The copy is
//! made here and not by a later job: a file is at most a few megabytes, so that there is never a moment
//! in which it is named and nobody may read it, and the event that names it names its copy too.

mod copy;
mod open;
pub mod scan;

pub use open::{Opened, Part, open};
pub(crate) use open::{held_back, may, named, of_procedure};
pub(crate) use scan::quarantine;
pub(crate) use scan::quarantine::Held as Quarantined;

use crate::moment::draw_id;
use crate::sealer::{draw_key, insert_sealed};
use crate::vault::{sealed_place, sealed_row, unwrap};
use crate::{App, Failure, Fault};
use casework::form::FieldError;
use casework::ids::FileId;
use casework::sealed::CleanCopy;
use data_encoding::HEXLOWER;
use papers::archive::ArchiveLimits;
use papers::clean::{CleanLimits, Cleaned};
use papers::kind::{self, FileLimits};
use papers::name;
use sealing::draw::{Nonce, Salt};
use sealing::piece::{PIECE_LENGTH, PiecePlace, Position, seal_piece};
use sealing::suite::Suite;
use sealing::token::{read_token, sign_token};
use sealing::value::{self, Padding};
use serde::{Deserialize, Serialize};
use store::{Change, Value, Write};

/// A file that was uploaded and waits to be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    /// Its id.
    pub id: FileId,
    /// The name the sender gave, as it is kept here.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// Its type, told by content.
    pub media_type: String,
    /// Hex of the commitment over name, type, size and content hash.
    pub commitment: String,
    /// What the form carries to name it.
    pub token: String,
    /// Its cleaned copy, if it could be cleaned.
    pub clean: Option<CleanCopy>,
}

#[derive(Serialize, Deserialize)]
struct Description {
    name: String,
    size: i64,
    media_type: String,
    sha256: String,
    #[serde(default)]
    clean: Option<CleanCopy>,
}

const TOKEN: &str = "upload";
const DESCRIPTION: &str = "file.description";

/// How long an orphan waits, milliseconds.
pub(crate) const ORPHAN_KEPT: i64 = 24 * 3_600_000;

/// Pixels a picture may announce: more than any camera takes, less than memory holds.
const PIXELS_MAX: u64 = 300_000_000;

/// Pixels of a picture that is drawn anew; beyond them it is kept as an original only.
const PIXELS_CLEANED: u64 = 120_000_000;

/// Takes a file in: checked, scanned where the office has a scanner, sealed, stored as an orphan with its
/// cleaned copy.
///
/// # Errors
/// The file is of no admitted kind, too large or dangerous (as a field error of `files`), or a fault.
pub async fn upload(app: &App, name: &str, bytes: &[u8]) -> Result<Uploaded, Failure> {
    let name = name::normal(name);
    let kind =
        kind::tell(&name, bytes, &limits(app)).map_err(|error| refused(error.to_string()))?;
    let id = FileId(draw_id(app.now().at, app.entropy()));
    let mut write = Write::default();
    match scan::verdict(app, bytes).await {
        scan::Verdict::Passed => {}
        scan::Verdict::Waits => write.changes.push(quarantine::waits(app, id)),
        scan::Verdict::Found(what) => {
            scan::record_found(app, id, &what).await?;
            return Err(refused(scan::told(&name)));
        }
    }
    let clean = match copy::cleaned(kind, bytes, clean_limits(app)).await {
        Some(cleaned) => Some(stored_copy(app, &name, &cleaned, &mut write)?),
        None => None,
    };
    let description = Description {
        name,
        size: bytes.len() as i64,
        media_type: kind.mime().to_owned(),
        sha256: HEXLOWER.encode(&Suite::Aes256Gcm.hash(bytes)),
        clean,
    };
    let commitment = stored(app, id, &description, bytes, &mut write)?;
    app.store().commit(write).await?;
    let payload = format!("{id} {}", app.now().at + ORPHAN_KEPT);
    let token = sign_token(app.keys(), TOKEN, payload.as_bytes());
    Ok(of(id, description, commitment, token))
}

fn refused(sentence: String) -> Failure {
    Failure::Invalid(vec![FieldError {
        field: "files".into(),
        sentence,
    }])
}

/// Adds a cleaned copy to a write, as a file of its own under a key of its own.
fn stored_copy(
    app: &App,
    name: &str,
    cleaned: &Cleaned,
    write: &mut Write,
) -> Result<CleanCopy, Fault> {
    let id = FileId(draw_id(app.now().at, app.entropy()));
    let description = Description {
        name: name::with_ending(name, cleaned.kind.extension()),
        size: cleaned.bytes.len() as i64,
        media_type: cleaned.kind.mime().to_owned(),
        sha256: HEXLOWER.encode(&Suite::Aes256Gcm.hash(&cleaned.bytes)),
        clean: None,
    };
    let commitment = stored(app, id, &description, &cleaned.bytes, write)?;
    Ok(CleanCopy {
        id,
        size: description.size,
        media_type: description.media_type,
        commitment,
        cleaner: papers::clean::CLEANER,
    })
}

/// Adds a file to a write: key, description and pieces. Returns the commitment.
fn stored(
    app: &App,
    id: FileId,
    description: &Description,
    bytes: &[u8],
    write: &mut Write,
) -> Result<String, Fault> {
    let now = app.now().at;
    let file = id.to_string();
    let stream = format!("file-{file}");
    let (key_id, key) = draw_key(app, stream.clone(), &stream, &mut write.changes);
    let text = serde_json::to_vec(description).expect("a description is plain data");
    let random = &mut |bytes: &mut [u8]| app.entropy().fill(bytes);
    let row = sealed_row(&stream, &file);
    let place = sealed_place(DESCRIPTION, &row);
    let (salt, nonce) = (Salt::draw(random), Nonce::draw(random));
    let sealed = value::seal(&key, &place, &text, Padding::Text, salt, nonce);
    write.changes.push(insert_sealed(
        &stream,
        &file,
        &key_id,
        DESCRIPTION,
        sealed.ciphertext,
    ));
    let pieces = bytes.chunks(PIECE_LENGTH);
    let last = pieces.len().saturating_sub(1);
    for (number, content) in pieces.enumerate() {
        let position = if number == last {
            Position::Last
        } else {
            Position::Inner
        };
        let place = PiecePlace {
            file: &file,
            number: number as u32,
            position,
        };
        let ciphertext = seal_piece(&key, place, content, Nonce::draw(random))
            .map_err(|error| Fault::Sealed(error.to_string()))?;
        write
            .changes
            .push(insert_piece(&file, number as i64, &key_id, ciphertext, now));
    }
    Ok(HEXLOWER.encode(&sealed.commitment))
}

fn of(id: FileId, description: Description, commitment: String, token: String) -> Uploaded {
    Uploaded {
        id,
        name: description.name,
        size: description.size,
        media_type: description.media_type,
        commitment,
        token,
        clean: description.clean,
    }
}

/// The limits in force.
pub fn limits(app: &App) -> FileLimits {
    let settings = &app.rules().settings;
    let bytes = settings.attachment_mib_max as u64 * 1_048_576;
    let archive = ArchiveLimits {
        expanded_bytes: bytes * 20,
        entries: 2_000,
    };
    FileLimits {
        bytes,
        files: settings.attachments_max,
        pixels: PIXELS_MAX,
        archive,
    }
}

fn clean_limits(app: &App) -> CleanLimits {
    CleanLimits {
        pixels: PIXELS_CLEANED,
        archive: limits(app).archive,
    }
}

fn insert_piece(file: &str, number: i64, key_id: &str, ciphertext: Vec<u8>, at: i64) -> Change {
    Change {
        sql: "INSERT INTO chunks (file_id, piece, key_id, ciphertext, created_at, named) \
              VALUES ($1, $2, $3, $4, $5, $6)"
            .into(),
        params: vec![
            file.into(),
            number.into(),
            key_id.into(),
            Value::Blob(ciphertext),
            at.into(),
            false.into(),
        ],
    }
}

/// The upload a token names: genuine, not expired, still an orphan.
///
/// # Errors
/// The database does not answer, or what was sealed does not open.
pub async fn uploaded(app: &App, token: &str) -> Result<Option<Uploaded>, Fault> {
    let Ok(payload) = read_token(app.keys(), TOKEN, token) else {
        return Ok(None);
    };
    let payload = String::from_utf8_lossy(&payload).into_owned();
    let Some((file, expiry)) = payload.split_once(' ') else {
        return Ok(None);
    };
    let (Ok(id), Ok(expiry)) = (file.parse::<FileId>(), expiry.parse::<i64>()) else {
        return Ok(None);
    };
    if expiry < app.now().at {
        return Ok(None);
    }
    let held = quarantine::of(app, &[id]).await?;
    if held.get(&id) == Some(&quarantine::Held::Found) {
        return Ok(None);
    }
    let sql = "SELECT s.ciphertext, k.key_id, k.wrapped FROM sealed s \
               JOIN keys k ON k.key_id = s.key_id \
               WHERE s.stream_id = $1 AND s.sealed_id = $2 AND k.scope = $1";
    let stream = format!("file-{file}");
    let rows = app
        .store()
        .rows(sql, &[stream.as_str().into(), file.into()])
        .await?;
    let Some(found) = rows.first() else {
        return Ok(None);
    };
    let key = unwrap(app, found.text(1)?, found.blob(2)?)?;
    let row = sealed_row(&stream, file);
    let opened = value::open(&key, &sealed_place(DESCRIPTION, &row), found.blob(0)?)
        .map_err(|error| Fault::Sealed(error.to_string()))?;
    let description = serde_json::from_slice(&opened.plaintext)
        .map_err(|error| Fault::Stored(format!("a file's description: {error}")))?;
    Ok(Some(of(
        id,
        description,
        HEXLOWER.encode(&opened.commitment),
        token.to_owned(),
    )))
}

/// Sweeps orphans nobody named within a day. Idempotent; safe with several nodes.
///
/// # Errors
/// The database does not answer.
pub async fn sweep(app: &App) -> Result<(), Fault> {
    while sweep_some(app).await? == SWEPT {}
    Ok(())
}

/// Orphans swept in one write.
const SWEPT: usize = 200;

async fn sweep_some(app: &App) -> Result<usize, Fault> {
    let before = app.now().at - ORPHAN_KEPT;
    let sql = "SELECT DISTINCT file_id FROM chunks WHERE named = $1 AND created_at < $2 LIMIT $3";
    let params = [false.into(), before.into(), (SWEPT as i64).into()];
    let rows = app.store().rows(sql, &params).await?;
    let mut write = Write::default();
    for row in &rows {
        let file = row.text(0)?;
        let stream = format!("file-{file}");
        for (sql, key) in [
            ("DELETE FROM chunks WHERE file_id = $1", file),
            ("DELETE FROM sealed WHERE stream_id = $1", &*stream),
            ("DELETE FROM keys WHERE scope = $1", &*stream),
            ("DELETE FROM quarantine WHERE file_id = $1", file),
        ] {
            write.changes.push(Change {
                sql: sql.into(),
                params: vec![key.into()],
            });
        }
    }
    app.store().commit(write).await?;
    Ok(rows.len())
}
