//! What becomes of each part of an office file, by its place in it.

/// What becomes of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Left out.
    Gone,
    /// Markup, cleaned element by element.
    Xml,
    /// Remarks of a workbook: their authors stand as text.
    Remarks,
    /// Which parts belong to which, and what lies outside.
    Relations,
    /// The list of types of all parts.
    Types,
    /// A picture, drawn anew.
    Picture,
    /// A font.
    Font,
    /// An office file inside.
    Document,
    /// Nobody knows what it holds.
    Unknown,
}

/// Folders that are about the file, its makers and machines.
const GONE: &[&str] = &[
    "docprops/",
    "customxml/",
    "customui/",
    "docmetadata/",
    "_xmlsignatures/",
    "[trash]/",
    "xl/revisions/",
    "word/people.xml",
    "word/commentsids.xml",
    "word/commentsextensible.xml",
    "package/services/",
];

/// Parts that reach outside or name accounts; a file that has them is not cleaned.
const OUTWARD: &[&str] = &["xl/connections.xml", "xl/querytables/", "xl/webextensions/"];

/// A part's name as it is compared: lower case, no leading slash.
pub(super) fn plain(name: &str) -> String {
    name.trim_start_matches('/').to_ascii_lowercase()
}

/// What becomes of a part.
pub(super) fn fate(name: &str) -> Part {
    let name = plain(name);
    if name == "[content_types].xml" {
        return Part::Types;
    }
    let starts = |places: &[&str]| places.iter().any(|place| name.starts_with(place));
    if starts(GONE) || name.contains("/printersettings/") || name.contains("thumbnail") {
        return Part::Gone;
    }
    if starts(OUTWARD) {
        return Part::Unknown;
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "rels" => Part::Relations,
        "xml" if name.starts_with("xl/comments") || name.starts_with("xl/threadedcomments") => {
            Part::Remarks
        }
        "xml" | "vml" => Part::Xml,
        "jpg" | "jpeg" | "jpe" | "png" | "gif" | "bmp" | "tif" | "tiff" => Part::Picture,
        "odttf" | "fntdata" | "ttf" => Part::Font,
        "docx" | "xlsx" | "pptx" => Part::Document,
        _ => Part::Unknown,
    }
}

/// The folder from which a part's relations count: that of the part they belong to.
pub(super) fn base_of(relations: &str) -> String {
    let name = plain(relations);
    let folder = name.rsplit_once("_rels/").map_or("", |(folder, _)| folder);
    folder.to_owned()
}

/// The part a relation names.
pub(super) fn resolved(base: &str, target: &str) -> String {
    let target = target.to_ascii_lowercase();
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = base.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                folders.pop();
            }
            "." | "" => {}
            step => folders.push(step),
        }
    }
    folders.join("/")
}
