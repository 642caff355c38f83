//! The markup of office files, element by element: what names a person, a machine, a place in a file
//! system or an address outside goes; everything that is read or seen stays.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer, XmlVersion};

use super::part;
use crate::clean::Unclean;

/// Whoever made a remark or a change, in the copy.
pub(super) const SOMEBODY: &str = "批注人";

/// A relation to the outside leads here instead: it can stay where the text refers to it.
const NOWHERE: &str = "about:blank";

/// A day nobody made anything, for places where a time must stand.
const NO_TIME: &str = "2000-01-01T00:00:00Z";

/// Elements that go with all they hold.
const GONE: &[&str] = &[
    "rsids",
    "attachedTemplate",
    "mailMerge",
    "docVars",
    "saveThroughXslt",
    "fileSharing",
    "absPath",
    "customWorkbookViews",
    "customSheetViews",
    "printerSettings",
    "hlinkClick",
    "hlinkHover",
    "hlinkMouseOver",
    "htmlPubPr",
    "userProtectedRanges",
    "smartTagType",
    "dataBinding",
];

/// Field instructions that fetch, start something or name who wrote.
const FETCHING: &[&str] = &[
    "INCLUDE",
    "DDE",
    "LINK",
    "IMPORT",
    "DATABASE",
    "AUTHOR",
    "LASTSAVEDBY",
    "FILENAME",
    "TEMPLATE",
    "USERNAME",
    "USERINITIALS",
    "USERADDRESS",
    "DOCPROPERTY",
    "INFO",
];

/// What becomes of an attribute.
enum Fate {
    Kept,
    Gone,
    Said(&'static str),
}

/// Cleans a part of markup.
pub(super) fn cleaned(text: &str) -> Result<Vec<u8>, Unclean> {
    rewritten(text, element, field)
}

/// Cleans a list of relations: what is gone is named no more, what is outside leads nowhere.
pub(super) fn relations(
    text: &str,
    base: &str,
    gone: &BTreeSet<String>,
) -> Result<Vec<u8>, Unclean> {
    let relation = |start: &BytesStart<'_>| {
        if local(start) != "Relationship" {
            return Ok(Some(start.to_owned()));
        }
        let target = value(start, "Target")?.unwrap_or_default();
        let outside = value(start, "TargetMode")?.is_some_and(|mode| mode == "External");
        let template =
            value(start, "Type")?.is_some_and(|kind| kind.ends_with("/attachedTemplate"));
        if template || (!outside && gone.contains(&part::resolved(base, &target))) {
            return Ok(None);
        }
        let target = if outside { NOWHERE } else { &target };
        with(start, |key| {
            if key == "Target" {
                Some(target.to_owned())
            } else {
                None
            }
        })
        .map(Some)
    };
    rewritten(text, relation, as_said)
}

/// Cleans the list of types: parts that are gone are not announced.
pub(super) fn types(text: &str, gone: &BTreeSet<String>) -> Result<Vec<u8>, Unclean> {
    let kept = |start: &BytesStart<'_>| {
        let named = value(start, "PartName")?;
        let absent = named.is_some_and(|name| gone.contains(&part::plain(&name)));
        Ok((!absent).then(|| start.to_owned()))
    };
    rewritten(text, kept, as_said)
}

/// Writes markup anew. An element that `element` gives up goes with all it holds; comments, processing
/// instructions and the document type, with its entities, have no place in office files.
pub(super) fn rewritten(
    text: &str,
    element: impl Fn(&BytesStart<'_>) -> Result<Option<BytesStart<'static>>, Unclean>,
    words: impl for<'a> Fn(&str, BytesText<'a>) -> BytesText<'a>,
) -> Result<Vec<u8>, Unclean> {
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(text.len()));
    let mut inside: Vec<String> = Vec::new();
    let mut skipped = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| Unclean::Damaged)?;
        let event = match event {
            Event::Eof => break,
            Event::DocType(_) => return Err(Unclean::Damaged),
            Event::Comment(_) | Event::PI(_) => continue,
            Event::Start(_) if skipped > 0 => {
                skipped += 1;
                continue;
            }
            Event::End(_) if skipped > 0 => {
                skipped -= 1;
                continue;
            }
            _ if skipped > 0 => continue,
            Event::Start(start) => match element(&start)? {
                Some(kept) => {
                    inside.push(local(&kept).to_owned());
                    Event::Start(kept)
                }
                None => {
                    skipped = 1;
                    continue;
                }
            },
            Event::Empty(start) => match element(&start)? {
                Some(kept) => Event::Empty(kept),
                None => continue,
            },
            Event::End(end) => {
                inside.pop();
                Event::End(end)
            }
            Event::Text(text) => Event::Text(words(inside.last().map_or("", String::as_str), text)),
            other => other,
        };
        writer.write_event(event).map_err(|_| Unclean::Damaged)?;
    }
    Ok(writer.into_inner())
}

fn element(start: &BytesStart<'_>) -> Result<Option<BytesStart<'static>>, Unclean> {
    let name = local(start).to_owned();
    if GONE.contains(&name.as_str()) {
        return Ok(None);
    }
    let name_of_element = BytesStart::new(full(start).to_owned());
    let mut kept = name_of_element;
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| Unclean::Damaged)?;
        let key = attribute.key.as_ref();
        match fate(&name, key, &attribute.value) {
            Fate::Kept => kept.push_attribute(attribute),
            Fate::Gone => {}
            Fate::Said(said) => kept.push_attribute((key, said)),
        }
    }
    Ok(Some(kept))
}

/// What becomes of an attribute of an element.
fn fate(element: &str, key: &str, value: &str) -> Fate {
    let (prefix, name) = key.rsplit_once(':').unwrap_or(("", key));
    if key == "xmlns" || prefix == "xmlns" {
        return Fate::Kept;
    }
    match (element, name) {
        (_, name) if name.starts_with("rsid") => Fate::Gone,
        (_, "uid") if prefix.starts_with("xr") => Fate::Gone,
        ("fldSimple", "instr") if fetches(value) => Fate::Said(""),
        (_, "author") => Fate::Said(SOMEBODY),
        (_, "initials" | "userId" | "providerId") => Fate::Said(""),
        (_, "displayName" | "userName") if element == "person" || element == "user" => {
            Fate::Said(SOMEBODY)
        }
        ("cmAuthor" | "author", "name") => Fate::Said(SOMEBODY),
        (_, "date") if prefix == "w" => Fate::Gone,
        ("threadedComment", "dT") | ("cm", "dt" | "created") | ("comment", "created") => {
            Fate::Said(NO_TIME)
        }
        // Programs write the picture's own file name, sometimes its whole path, in here.
        ("cNvPr" | "docPr", "descr" | "title") => Fate::Said(""),
        ("cNvPr" | "docPr", "name") => Fate::Said("object"),
        ("imagedata" | "shape", "title" | "alt" | "href" | "src") => Fate::Gone,
        // Printer settings are left out, and what refers to them with them.
        ("pageSetup", "id") => Fate::Gone,
        ("workbookPr", "codeName") | ("sheetPr", "codeName") => Fate::Gone,
        _ => Fate::Kept,
    }
}

/// Field instructions stand as text.
fn field<'a>(element: &str, text: BytesText<'a>) -> BytesText<'a> {
    if element == "instrText" && fetches(&text.clone().into_inner()) {
        return BytesText::from_escaped("");
    }
    text
}

fn fetches(instruction: &str) -> bool {
    let word = instruction.trim().to_ascii_uppercase();
    FETCHING.iter().any(|fetching| word.contains(fetching))
}

/// An element's name without its prefix.
pub(super) fn local<'a>(start: &'a BytesStart<'_>) -> &'a str {
    let name = full(start);
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

fn full<'a>(start: &'a BytesStart<'_>) -> &'a str {
    start.name().into_inner()
}

/// The value of an attribute.
fn value(start: &BytesStart<'_>, wanted: &str) -> Result<Option<String>, Unclean> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| Unclean::Damaged)?;
        if attribute.key.as_ref() == wanted {
            let value = attribute.normalized_value(XmlVersion::Explicit1_0);
            let value = value.map_err(|_| Unclean::Damaged)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// An element with some attributes said anew.
fn with(
    start: &BytesStart<'_>,
    said: impl Fn(&str) -> Option<String>,
) -> Result<BytesStart<'static>, Unclean> {
    let mut kept = BytesStart::new(full(start).to_owned());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| Unclean::Damaged)?;
        let key = attribute.key.as_ref();
        match said(key) {
            Some(value) => kept.push_attribute((key, value.as_str())),
            None => kept.push_attribute(attribute),
        }
    }
    Ok(kept)
}

fn as_said<'a>(_: &str, text: BytesText<'a>) -> BytesText<'a> {
    text
}
