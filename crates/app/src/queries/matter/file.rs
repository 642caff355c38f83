//! The page of one file (看附件): the cleaned copy to look at, and the way to ask for the original.

use super::dossier::size_in_words;
use super::files::{NOT_SENT, UNCLEAN};
use super::identities::{RequestView, request_view};
use crate::files::{self, Part};
use crate::queries::reader::Reader;
use crate::queries::todo::shown;
use crate::{App, Failure, reading, vault};
use casework::PersonId;
use casework::access;
use casework::ids::FileId;
use casework::matter::{Held, Matter, Sought};
use papers::kind::{self, FileKind};
use serde::Serialize;

/// How a page can show a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// As a picture.
    Picture,
    /// As a document the browser turns the pages of.
    Document,
    /// As text, which is here.
    Text(String),
    /// Not at all: it is taken and opened elsewhere.
    Taken,
    /// Nothing may be seen.
    Nothing,
}

/// The page of a file.
#[derive(Debug, Clone, Serialize)]
pub struct FilePage {
    /// The matter's number.
    pub number: String,
    /// The file's id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What kind of file.
    pub kind_zh: &'static str,
    /// Size in words, of what is shown.
    pub size: String,
    /// What the page shows.
    pub shown: Shown,
    /// Whether that is the original.
    pub is_original: bool,
    /// Whether a reporter sent it.
    pub of_reporter: bool,
    /// Why nothing can be seen, or empty.
    pub why: &'static str,
    /// The commitment to the original that stands in the event, its first digits.
    pub mark: String,
    /// Whether the original stands open for the reader.
    pub original_open: bool,
    /// Until when, or empty.
    pub open_until: String,
    /// The report, for the form that asks.
    pub report: String,
    /// The reader's requests for this report's originals, newest first.
    pub requests: Vec<RequestView>,
    /// Whether the reader may ask for the original.
    pub may_ask: bool,
    /// Who reads, for the watermark (T14).
    pub reader: String,
    /// For which unit, for the watermark.
    pub unit: String,
    /// When, for the watermark.
    pub read_at: String,
}

/// The longest text a page shows; longer ones are taken.
const TEXT_MAX: usize = 200_000;

/// The page of a file of a matter. `original` asks for what was sent, where it stands open.
///
/// # Errors
/// [`Failure::NotFound`] where the matter or the file does not exist for the reader.
pub async fn file(
    app: &App,
    person: &PersonId,
    number: &str,
    id: FileId,
    original: bool,
) -> Result<FilePage, Failure> {
    let reader = Reader::of(app, person).await?;
    let (matter, _) = reader.matter(app, number).await?;
    let held = matter.held_file(id).ok_or(Failure::NotFound)?;
    reading::record(app, person, reading::Event::Matter { matter: matter.id }).await?;
    let may = files::may(app, &reader, &matter, held);
    let quarantined = files::held_back(app, &matter).await?.get(&id).copied();
    let is_original = may.original && (original || !may.copy);
    let readable = quarantined.is_none() && (may.copy || is_original);
    let why = match (quarantined, held.of) {
        (Some(why), _) => why.zh(),
        _ if readable => "",
        (None, _) if held.file.clean.is_some() => NOT_SENT,
        (None, _) => UNCLEAN,
    };
    let (size, media_type) = match (&held.file.clean, is_original) {
        (Some(clean), false) => (clean.size, &clean.media_type),
        _ => (held.file.size, &held.file.media_type),
    };
    let kind = FileKind::of_mime(media_type);
    let view = if readable {
        let part = if is_original {
            Part::Original
        } else {
            Part::Copy
        };
        shown_as(app, person, number, id, part, kind, size).await?
    } else {
        Shown::Nothing
    };
    let report = held.of.map(|(report, _)| report);
    let at = reader.now.at;
    let opening = report.and_then(|report| matter.opening_of_files(person, report, at));
    let unit = reader.office.posts_of(person, reader.on()).next();
    let unit = unit.map_or("", |post| reader.office.unit_name(&post.unit));
    Ok(FilePage {
        number: matter.number.clone(),
        id: id.to_string(),
        name: files::named(app, &reader, &matter, held).await?,
        kind_zh: kind.map_or("文件", FileKind::name),
        size: size_in_words(size),
        shown: view,
        is_original,
        of_reporter: report.is_some(),
        why,
        mark: held.file.commitment.chars().take(16).collect(),
        original_open: opening.is_some(),
        open_until: opening
            .map(|opening| shown(opening.until))
            .unwrap_or_default(),
        report: report
            .map(|report| report.0.to_string())
            .unwrap_or_default(),
        requests: requests(app, &reader, &matter, held).await?,
        may_ask: may_ask(app, &reader, &matter, held),
        reader: reader.office.person_name(person).to_owned(),
        unit: unit.to_owned(),
        read_at: shown(at),
    })
}

/// How what is readable can be shown. Text stands in the page itself, so that it is opened here.
async fn shown_as(
    app: &App,
    person: &PersonId,
    number: &str,
    id: FileId,
    part: Part,
    kind: Option<FileKind>,
    size: i64,
) -> Result<Shown, Failure> {
    Ok(match kind {
        // The original of a picture may be anything a decoder trips over: it is taken, not shown.
        Some(FileKind::Jpeg | FileKind::Png | FileKind::Gif | FileKind::Webp)
            if part == Part::Copy =>
        {
            Shown::Picture
        }
        Some(FileKind::Pdf) if part == Part::Copy => Shown::Document,
        Some(FileKind::Text) if size <= TEXT_MAX as i64 => {
            let opened = files::open(app, person, number, id, part).await?;
            Shown::Text(kind::words(&opened.bytes))
        }
        _ => Shown::Taken,
    })
}

/// The reader's own requests for the originals of the report a file came with.
async fn requests(
    app: &App,
    reader: &Reader,
    matter: &Matter,
    held: Held<'_>,
) -> Result<Vec<RequestView>, Failure> {
    let Some((report, _)) = held.of else {
        return Ok(Vec::new());
    };
    let requests = matter.identity_requests.iter().rev();
    let own = requests.filter(|request| {
        request.report == report && request.what == Sought::Files && request.asker == reader.person
    });
    let own: Vec<_> = own.collect();
    let purposes: Vec<_> = own.iter().map(|request| &request.purpose).collect();
    if purposes.is_empty() {
        return Ok(Vec::new());
    }
    let texts = vault::some_texts(app, &reader.opener(), &matter.id.stream(), &purposes).await?;
    let views = own
        .into_iter()
        .map(|request| request_view(reader, &texts, request));
    Ok(views.collect::<Result<_, _>>()?)
}

/// Whether the reader may ask for the original and has no request under way.
fn may_ask(app: &App, reader: &Reader, matter: &Matter, held: Held<'_>) -> bool {
    let Some((report, _)) = held.of else {
        return false;
    };
    let live = matter.identity_requests.iter().any(|request| {
        let mine = request.asker == reader.person && request.report == report;
        mine && request.what == Sought::Files && request.is_live()
    });
    let (office, rules, on) = (&reader.office, app.rules(), reader.on());
    let act = "ask-identity";
    !live && access::permit(office, rules, &reader.person, act, Some(matter), on).is_some()
}
