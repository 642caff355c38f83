//! The office's own layouts (表样, P-31): workbooks with marks in their cells, kept in the organ's name and
//! filled when a book is taken out. A layout holds no matter; which one a file was made with is in the
//! export's receipt by its digest.

mod fields;

pub use fields::{Field, SAID};

use crate::own::{self, Kind};
use crate::queries::books::in_name_of;
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, FileFailure};
use casework::PersonId;
use data_encoding::{BASE64, HEXLOWER};
use papers::sheet::Cell;
use papers::table::Table;
use papers::table::layout::{LAYOUT_BYTES_MAX, Layout, LayoutError};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What is known of a layout that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// For which book.
    pub book: String,
    /// Who kept it.
    pub by: PersonId,
    /// When, milliseconds UTC.
    pub at: i64,
    /// Hex of the file's SHA-256.
    pub sha256: String,
    /// The sheet that is filled.
    pub sheet: String,
    /// Its marks: cell and name.
    pub marks: Vec<(String, String)>,
}

/// Most characters of a name.
pub const NAME_MAX: usize = 30;

/// Most layouts of an organ.
const LAYOUTS_MAX: usize = 100;

/// Bytes of the largest layout.
pub const BYTES_MAX: usize = LAYOUT_BYTES_MAX;

/// A layout that somebody wants to keep.
#[derive(Debug, Clone, Copy)]
pub struct Offered<'a> {
    /// Its name among the organ's.
    pub name: &'a str,
    /// For which book.
    pub book: &'a str,
    /// The file's name, for sentences about it.
    pub file: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Checks a layout and keeps it.
///
/// # Errors
/// What is wrong with name or file, by sheet and cell; nothing is kept then. Or the person may not keep
/// layouts.
pub async fn keep(
    app: &App,
    person: &PersonId,
    offered: &Offered<'_>,
) -> Result<Kept, FileFailure> {
    let reader = Reader::of(app, person).await?;
    let organ = keeper(app, &reader)?;
    app.rules().book(offered.book).ok_or(Failure::NotFound)?;
    let name = offered.name.trim();
    let mut wrong = Vec::new();
    if name.is_empty() || name.chars().count() > NAME_MAX {
        wrong.push(format!("请给表样起一个名字，最多{NAME_MAX}字"));
    }
    let known = own::list(app, &organ, Kind::Layout).await?;
    if known.iter().any(|kept| kept.name == name) {
        wrong.push(format!(
            "已有名为“{name}”的表样；要换成新的，请先去掉旧的，或换个名字"
        ));
    }
    if known.len() >= LAYOUTS_MAX {
        wrong.push(format!("表样已有{LAYOUTS_MAX}个，请先去掉不用的"));
    }
    let read = checked(offered.file, offered.bytes);
    let layout = match read {
        Ok(layout) if wrong.is_empty() => layout,
        Ok(_) => return Err(FileFailure::Wrong(wrong)),
        Err(errors) => {
            wrong.extend(errors.iter().map(ToString::to_string));
            return Err(FileFailure::Wrong(wrong));
        }
    };
    let marks = layout.marks().iter();
    let kept = Kept {
        name: name.to_owned(),
        book: offered.book.to_owned(),
        by: person.clone(),
        at: reader.now.at,
        sha256: HEXLOWER.encode(&Sha256::digest(offered.bytes)),
        sheet: layout.sheet().to_owned(),
        marks: marks
            .map(|mark| (mark.cell.clone(), mark.name.clone()))
            .collect(),
    };
    // The file first: a layout that is listed can be filled.
    let file = BASE64.encode(offered.bytes).into();
    own::keep(app, &organ, Kind::LayoutFile, name, &file).await?;
    own::keep(app, &organ, Kind::Layout, name, &meta(&kept)?).await?;
    Ok(kept)
}

fn meta(kept: &Kept) -> Result<serde_json::Value, Fault> {
    serde_json::to_value(kept).map_err(|error| Fault::Stored(error.to_string()))
}

/// Reads a layout and checks every name in it.
fn checked(file: &str, bytes: &[u8]) -> Result<Layout, Vec<LayoutError>> {
    let layout = Layout::read(file, bytes, &|name| Field::repeated(name).is_some())?;
    let unknown = layout
        .marks()
        .iter()
        .filter(|mark| !Field::is_known(&mark.name));
    let errors: Vec<LayoutError> = unknown
        .map(|mark| LayoutError::Unknown {
            sheet: mark.sheet.clone(),
            cell: mark.cell.clone(),
            name: mark.name.clone(),
            known: Field::names().join("、"),
        })
        .collect();
    match errors.is_empty() {
        true => Ok(layout),
        false => Err(errors),
    }
}

/// The layouts of the reader's organ, last kept first.
///
/// # Errors
/// The reader neither keeps layouts nor takes books out.
pub async fn list(app: &App, person: &PersonId) -> Result<Vec<Kept>, Failure> {
    let reader = Reader::of(app, person).await?;
    if !reader.may(app, "keep-layout") && !reader.may(app, "export") {
        return Err(forbidden());
    }
    let Some(organ) = in_name_of(&reader) else {
        return Ok(Vec::new());
    };
    let kept = own::list(app, &organ, Kind::Layout).await?;
    let read = |kept: own::Kept| {
        serde_json::from_value(kept.value)
            .map_err(|error| Failure::from(Fault::Stored(format!("a layout: {error}"))))
    };
    kept.into_iter().map(read).collect()
}

/// Forgets a layout.
///
/// # Errors
/// The person may not keep layouts.
pub async fn forget(app: &App, person: &PersonId, name: &str) -> Result<(), Failure> {
    let reader = Reader::of(app, person).await?;
    let organ = keeper(app, &reader)?;
    own::forget(app, &organ, Kind::Layout, name).await?;
    Ok(own::forget(app, &organ, Kind::LayoutFile, name).await?)
}

/// A layout of the reader's organ, ready to be filled, with its digest.
pub(crate) async fn find(
    app: &App,
    reader: &Reader,
    name: &str,
) -> Result<(Layout, String), Failure> {
    let organ = in_name_of(reader).ok_or(Failure::NotFound)?;
    let kept = own::find(app, &organ, Kind::LayoutFile, name).await?;
    let text = kept.as_ref().and_then(|kept| kept.value.as_str());
    let bytes = text.and_then(|text| BASE64.decode(text.as_bytes()).ok());
    let bytes = bytes.ok_or(Failure::NotFound)?;
    let unfit = |errors: Vec<LayoutError>| {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Fault::Stored(format!("a layout that was checked: {}", errors.join("; ")))
    };
    let layout = checked(name, &bytes).map_err(unfit)?;
    Ok((layout, HEXLOWER.encode(&Sha256::digest(&bytes))))
}

/// A layout filled with made-up rows, to be looked at before it is used.
///
/// # Errors
/// There is no such layout in the reader's organ, or the reader neither keeps nor fills layouts.
pub async fn sample(app: &App, person: &PersonId, name: &str) -> Result<Vec<u8>, Failure> {
    list(app, person).await?;
    let reader = Reader::of(app, person).await?;
    let (layout, _) = find(app, &reader, name).await?;
    let names = repeated(&layout);
    let said = SAID
        .iter()
        .map(|(name, sample)| ((*name).to_owned(), (*sample).to_owned()));
    let said: BTreeMap<String, String> = said.collect();
    let unwritten = |error: papers::table::WriteError| Fault::Files(error.to_string());
    let mut table = Table::Layout(Box::new(layout.fill(&names, &said).map_err(unwritten)?));
    for at in 1..=SAMPLES {
        let cell =
            |name: &String| Field::repeated(name).map_or(Cell::Empty, |field| field.sample(at));
        let cells: Vec<Cell> = names.iter().map(cell).collect();
        table.row(&cells).map_err(unwritten)?;
    }
    Ok(table.finish("样张，内容均为虚构").map_err(unwritten)?)
}

/// Rows of a sample.
const SAMPLES: u32 = 5;

/// The names of the marks that are repeated, each once.
pub(crate) fn repeated(layout: &Layout) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for mark in layout.marks().iter().filter(|mark| mark.repeated) {
        if !names.contains(&mark.name) {
            names.push(mark.name.clone());
        }
    }
    names
}

fn keeper(app: &App, reader: &Reader) -> Result<PersonId, Failure> {
    let organ = in_name_of(reader).filter(|_| reader.may(app, "keep-layout"));
    organ.ok_or_else(forbidden)
}

fn forbidden() -> Failure {
    Failure::Forbidden {
        act: "管理表样".to_owned(),
    }
}
