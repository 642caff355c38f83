//! Attachments: told apart by content, sealed in pieces before the write that names them (T13, T14).
//!
//! An upload waits as an orphan; a token in the form names it. Orphans are swept after a day.

use crate::moment::draw_id;
use crate::sealer::{draw_key, insert_sealed};
use crate::vault::{sealed_place, sealed_row, unwrap};
use crate::{App, Failure, Fault};
use casework::form::FieldError;
use casework::ids::FileId;
use casework::sealed::FileRef;
use data_encoding::HEXLOWER;
use papers::archive::ArchiveLimits;
use papers::kind::{self, FileLimits};
use sealing::draw::{Nonce, Salt};
use sealing::piece::{PIECE_LENGTH, PiecePlace, PieceReader, Position, seal_piece};
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
    /// The name the sender gave.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// Its type, told by content.
    pub media_type: String,
    /// Hex of the commitment over name, type, size and content hash.
    pub commitment: String,
    /// What the form carries to name it.
    pub token: String,
}

#[derive(Serialize, Deserialize)]
struct Description {
    name: String,
    size: i64,
    media_type: String,
    sha256: String,
}

const TOKEN: &str = "upload";
const DESCRIPTION: &str = "file.description";

/// How long an orphan waits, milliseconds.
pub(crate) const ORPHAN_KEPT: i64 = 24 * 3_600_000;

/// Takes a file in: checked, sealed, stored as an orphan.
///
/// # Errors
/// The file is of no admitted kind, too large or dangerous (as a field error of `files`), or a fault.
pub async fn upload(app: &App, name: &str, bytes: &[u8]) -> Result<Uploaded, Failure> {
    let kind = kind::tell(name, bytes, &limits(app)).map_err(|refusal| {
        let sentence = refusal.to_string();
        Failure::Invalid(vec![FieldError {
            field: "files".into(),
            sentence,
        }])
    })?;
    let now = app.now().at;
    let id = FileId(draw_id(now, app.entropy()));
    let file = id.to_string();
    let stream = format!("file-{file}");
    let mut write = Write::default();
    let (key_id, key) = draw_key(app, format!("file-{file}"), &stream, &mut write.changes);
    let description = Description {
        name: name.to_owned(),
        size: bytes.len() as i64,
        media_type: kind.mime().to_owned(),
        sha256: HEXLOWER.encode(&Suite::Aes256Gcm.hash(bytes)),
    };
    let text = serde_json::to_vec(&description).expect("a description is plain data");
    let random = &mut |bytes: &mut [u8]| app.entropy().fill(bytes);
    let row = sealed_row(&stream, &file);
    let place = sealed_place(DESCRIPTION, &row);
    let (salt, nonce) = (Salt::draw(random), Nonce::draw(random));
    let sealed = value::seal(&key, &place, &text, Padding::Text, salt, nonce);
    let ciphertext = sealed.ciphertext;
    write.changes.push(insert_sealed(
        &stream,
        &file,
        &key_id,
        DESCRIPTION,
        ciphertext,
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
    app.store().commit(write).await?;
    let payload = format!("{file} {}", now + ORPHAN_KEPT);
    let token = sign_token(app.keys(), TOKEN, payload.as_bytes());
    Ok(of(
        id,
        description,
        HEXLOWER.encode(&sealed.commitment),
        token,
    ))
}

fn of(id: FileId, description: Description, commitment: String, token: String) -> Uploaded {
    Uploaded {
        id,
        name: description.name,
        size: description.size,
        media_type: description.media_type,
        commitment,
        token,
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
        archive,
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

/// The original bytes of a named file.
///
/// # Errors
/// A piece is missing or does not open. `None` where the key was destroyed.
pub async fn original(app: &App, file: &FileRef) -> Result<Option<Vec<u8>>, Fault> {
    let id = file.id.to_string();
    let key_sql = "SELECT key_id, wrapped FROM keys WHERE key_id = $1";
    let rows = app
        .store()
        .rows(key_sql, &[format!("file-{id}").into()])
        .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let key = unwrap(app, row.text(0)?, row.blob(1)?)?;
    let sql = "SELECT ciphertext FROM chunks WHERE file_id = $1 ORDER BY piece";
    let pieces = app.store().rows(sql, &[id.as_str().into()]).await?;
    let fault = |error: sealing::piece::PieceError| Fault::Sealed(format!("file {id}: {error}"));
    let mut reader = PieceReader::new(&key, &id);
    let mut bytes = Vec::new();
    for piece in &pieces {
        bytes.extend_from_slice(&reader.open(piece.blob(0)?).map_err(fault)?);
    }
    reader.finish().map_err(fault)?;
    Ok(Some(bytes))
}

/// Sweeps orphans nobody named within a day. Idempotent; safe with several nodes.
///
/// # Errors
/// The database does not answer.
pub async fn sweep(app: &App) -> Result<(), Fault> {
    let before = app.now().at - ORPHAN_KEPT;
    let sql = "SELECT DISTINCT file_id FROM chunks WHERE named = $1 AND created_at < $2 LIMIT 200";
    let rows = app
        .store()
        .rows(sql, &[false.into(), before.into()])
        .await?;
    let mut write = Write::default();
    for row in &rows {
        let file = row.text(0)?;
        let stream = format!("file-{file}");
        for (sql, key) in [
            ("DELETE FROM chunks WHERE file_id = $1", file),
            ("DELETE FROM sealed WHERE stream_id = $1", &*stream),
            ("DELETE FROM keys WHERE scope = $1", &*stream),
        ] {
            write.changes.push(Change {
                sql: sql.into(),
                params: vec![key.into()],
            });
        }
    }
    Ok(app.store().commit(write).await?)
}
