//! A file of a matter for one reader: the cleaned copy for handlers, the original where a second person
//! agreed (T1, T13). Every opening is recorded before a byte is given (T18).

use super::scan::quarantine::{self, Held as Quarantined};
use crate::audience::Opener;
use crate::queries::reader::Reader;
use crate::vault::{self, unwrap_for};
use crate::{App, Failure, Fault, reading};
use casework::PersonId;
use casework::access::{self, Text};
use casework::ids::FileId;
use casework::matter::{Held, Matter};
use casework::sealed::FileRef;
use papers::kind::FileKind;
use papers::name;
use sealing::piece::{PieceError, PieceReader};

/// Which of a file's two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The cleaned copy (处理件).
    Copy,
    /// What the sender sent (原件).
    Original,
}

/// A file, opened for one reader.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// The name it is given under.
    pub name: String,
    /// What it is; none for a kind of an older time.
    pub kind: Option<FileKind>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a reader may have of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct May {
    /// The cleaned copy exists and is for this reader.
    pub(crate) copy: bool,
    /// The original is for this reader now.
    pub(crate) original: bool,
}

/// What a reader may have of a file. Of what a reporter sent: the copy is for the organs that read the
/// original text, and for those below where the router sent it along, or where it came through the code, as
/// the words it came with; the original is for one who asked and whom a second person let, while that stands.
/// What the handling itself brought is for all who see it.
pub(crate) fn may(app: &App, reader: &Reader, matter: &Matter, held: Held<'_>) -> May {
    let clean = held.file.clean.is_some();
    let Some((report, _)) = held.of else {
        let original = may_read_scan(app, reader, matter, held);
        return May {
            copy: clean && original,
            original,
        };
    };
    let came = |file: &FileRef| file.id == held.file.id;
    let along = matter.is_sent_along(held.file.id) || matter.talk.files().any(came);
    let (person, at) = (&reader.person, reader.now.at);
    May {
        copy: clean && (along || reads_original(app, reader, matter)),
        original: matter.opening_of_files(person, report, at).is_some(),
    }
}

/// Whether a reader may see what an act of the handling brought: everybody who sees the act, but for the
/// scan of an instruction, which is for its leader and for those who may open what is sealed.
fn may_read_scan(app: &App, reader: &Reader, matter: &Matter, held: Held<'_>) -> bool {
    let of_scan = |file: &FileRef| file.id == held.file.id;
    let mut entered = matter.deciding.entered.iter();
    match entered.find(|entered| entered.scan.iter().any(of_scan)) {
        Some(entered) => {
            let (office, rules, on) = (&reader.office, app.rules(), reader.on());
            let act = "disclose-identity";
            let permit = access::permit(office, rules, &reader.person, act, Some(matter), on);
            let opens = permit.is_some() && reads_original(app, reader, matter);
            entered.leader == reader.person || opens
        }
        None => true,
    }
}

/// Whether a reader reads the original text of a matter.
pub(crate) fn reads_original(app: &App, reader: &Reader, matter: &Matter) -> bool {
    let (office, rules, on) = (&reader.office, app.rules(), reader.on());
    access::text_for(office, rules, &reader.person, on, matter) == Text::Original
}

/// Opens one form of a file of a matter for a reader.
///
/// # Errors
/// [`Failure::NotFound`] where the matter, the file or its copy does not exist for the reader, or is
/// held back; [`Failure::Forbidden`] where the original was not agreed to.
pub async fn open(
    app: &App,
    person: &PersonId,
    number: &str,
    file: FileId,
    part: Part,
) -> Result<Opened, Failure> {
    let reader = Reader::of(app, person).await?;
    let (matter, _) = reader.matter(app, number).await?;
    let held = matter.held_file(file).ok_or(Failure::NotFound)?;
    let may = may(app, &reader, &matter, held);
    match part {
        Part::Copy if !may.copy => return Err(Failure::NotFound),
        Part::Original if !may.original => {
            return Err(Failure::Forbidden {
                act: "查看附件原件".to_owned(),
            });
        }
        Part::Copy | Part::Original => {}
    }
    if quarantine::of(app, &[file]).await?.contains_key(&file) {
        return Err(Failure::NotFound);
    }
    let matter_id = matter.id;
    let event = match part {
        Part::Copy => reading::Event::FileCopy {
            matter: matter_id,
            file,
        },
        Part::Original => reading::Event::File {
            matter: matter_id,
            file,
        },
    };
    reading::record(app, person, event).await?;
    let name = named(app, &reader, &matter, held).await?;
    let (id, kind) = match (part, &held.file.clean) {
        (Part::Copy, Some(clean)) => (clean.id, FileKind::of_mime(&clean.media_type)),
        _ => (held.file.id, FileKind::of_mime(&held.file.media_type)),
    };
    let bytes = bytes(app, &reader.opener(), id)
        .await?
        .ok_or(Failure::NotFound)?;
    let name = match (part, kind) {
        (Part::Copy, Some(kind)) => name::with_ending(&name, kind.extension()),
        _ => name,
    };
    Ok(Opened { name, kind, bytes })
}

/// What a file is called for a reader: who has the forward copy reads numbers and no names (T5).
pub(crate) async fn named(
    app: &App,
    reader: &Reader,
    matter: &Matter,
    held: Held<'_>,
) -> Result<String, Fault> {
    match held.of {
        Some((_, number)) if !reads_original(app, reader, matter) => {
            let kind = FileKind::of_mime(&held.file.media_type);
            let ending = kind.map_or("bin", FileKind::extension);
            Ok(format!("附件{number}.{ending}"))
        }
        _ => {
            let stream = matter.id.stream();
            let texts =
                vault::some_texts(app, &reader.opener(), &stream, &[&held.file.name]).await?;
            Ok(texts.of(&held.file.name)?.to_owned())
        }
    }
}

/// Why a file cannot be read by anybody now, by id.
pub(crate) async fn held_back(
    app: &App,
    matter: &Matter,
) -> Result<std::collections::HashMap<FileId, Quarantined>, Fault> {
    let ids: Vec<FileId> = matter
        .reported_files()
        .map(|held| held.file)
        .chain(matter.files())
        .map(|file: &FileRef| file.id)
        .collect();
    quarantine::of(app, &ids).await
}

/// The bytes of a stored file.
///
/// # Errors
/// A piece is missing or does not open. `None` where the key was destroyed, or is wrapped for others.
pub(crate) async fn bytes(
    app: &App,
    opener: &Opener,
    file: FileId,
) -> Result<Option<Vec<u8>>, Fault> {
    let id = file.to_string();
    let key_sql = "SELECT key_id, wrapped, audience FROM keys WHERE key_id = $1";
    let rows = app
        .store()
        .rows(key_sql, &[format!("file-{id}").into()])
        .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let audience = row.text(2)?;
    if !opener.is_of(audience) {
        return Ok(None);
    }
    let key = unwrap_for(app, row.text(0)?, row.blob(1)?, audience)?;
    let sql = "SELECT ciphertext FROM chunks WHERE file_id = $1 ORDER BY piece";
    let pieces = app.store().rows(sql, &[id.as_str().into()]).await?;
    let fault = |error: PieceError| Fault::Sealed(format!("file {id}: {error}"));
    let mut reader = PieceReader::new(&key, &id);
    let mut bytes = Vec::new();
    for piece in &pieces {
        bytes.extend_from_slice(&reader.open(piece.blob(0)?).map_err(fault)?);
    }
    reader.finish().map_err(fault)?;
    Ok(Some(bytes))
}

/// A file that an act on a procedure brought, for a reader who may see it: the cleaned copy where there is one.
/// `None` where it is held back, or its key was destroyed.
pub(crate) async fn of_procedure(
    app: &App,
    reader: &Reader,
    stream: &str,
    file: &FileRef,
) -> Result<Option<Opened>, Fault> {
    if quarantine::of(app, &[file.id])
        .await?
        .contains_key(&file.id)
    {
        return Ok(None);
    }
    let texts = vault::some_texts(app, &reader.opener(), stream, &[&file.name]).await?;
    let name = texts.of(&file.name)?.to_owned();
    let (id, media_type) = match &file.clean {
        Some(clean) => (clean.id, &clean.media_type),
        None => (file.id, &file.media_type),
    };
    let kind = FileKind::of_mime(media_type);
    let Some(bytes) = bytes(app, &reader.opener(), id).await? else {
        return Ok(None);
    };
    let name = match kind {
        Some(kind) => name::with_ending(&name, kind.extension()),
        None => name,
    };
    Ok(Some(Opened { name, kind, bytes }))
}
