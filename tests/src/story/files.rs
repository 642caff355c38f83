//! Files in stories: a name is all a story gives, and a small invented document is taken in under it. By
//! its ending it is a picture whose maker it names, a sound, or a document that cannot be cleaned.

use super::grammar::Entry;
use app::queries::act;
use app::{App, files};
use casework::PersonId;
use casework::form::{Field, Kind};
use std::collections::BTreeMap;

/// The smallest content that is told to be a PDF.
const PDF: &str =
    "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

/// A picture of four points that says `Author: zhang san`.
const PICTURE: &[u8] =
    b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x02\x00\x00\x00\x02\x08\x02\x00\
      \x00\x00\xfd\xd4\x9as\x00\x00\x00\x10tEXtAuthor\x00zhang san\xf5\x0a\x101\x00\x00\x00\
      \x0fIDATx\x9cch\x00\x03\x06\x070\x00\x00$\xce\x04\x81\xd5QV\x15\x00\x00\x00\x00IEND\xaeB\
      `\x82";

/// The beginning of a sound.
const SOUND: &[u8] = b"#!AMR\n\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00";

fn content(name: &str) -> &'static [u8] {
    match name.rsplit('.').next() {
        Some("png") => PICTURE,
        Some("amr") => SOUND,
        Some("txt") => "情况说明".as_bytes(),
        _ => PDF.as_bytes(),
    }
}

/// Attachments an act may choose, by what its form calls them: 附件1, 附件2.
pub(super) async fn numbered(
    app: &App,
    person: &PersonId,
    number: &str,
    noun: &str,
) -> BTreeMap<String, String> {
    let form = act::form(app, person, number, noun).await;
    let fields = form.map(|form| form.fields).unwrap_or_default();
    let chosen = fields.into_iter().find(|field| field.name == "files");
    let Some(act::Control::Several(choices)) = chosen.map(|field| field.control) else {
        return BTreeMap::new();
    };
    let named = choices.into_iter().map(|choice| {
        let name = choice.zh.split('　').next().unwrap_or_default().to_owned();
        (name, choice.value)
    });
    named.collect()
}

/// Takes in every file an act names: upload tokens by name.
pub(super) async fn taken(
    app: &App,
    fields: &[Field],
    entry: &Entry,
) -> Result<BTreeMap<String, String>, String> {
    let mut tokens = BTreeMap::new();
    let labels: Vec<&str> = fields
        .iter()
        .filter(|field| matches!(field.kind, Kind::Files { .. }))
        .map(|field| field.zh)
        .collect();
    let named = entry
        .values
        .iter()
        .filter(|(label, _)| labels.contains(&&**label));
    for name in named.flat_map(|(_, text)| text.split('、')) {
        let taken = files::upload(app, name, content(name)).await;
        let taken = taken.map_err(|failure| failure.to_string())?;
        tokens.insert(name.to_owned(), taken.token);
    }
    Ok(tokens)
}
