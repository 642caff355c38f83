//! Files in stories: a name is all a story gives, and a small invented document is taken in under it.

use super::grammar::Entry;
use app::{App, files};
use casework::form::{Field, Kind};
use std::collections::BTreeMap;

/// The smallest content that is told to be a PDF.
const PDF: &str =
    "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

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
        let taken = files::upload(app, name, PDF.as_bytes()).await;
        let taken = taken.map_err(|failure| failure.to_string())?;
        tokens.insert(name.to_owned(), taken.token);
    }
    Ok(tokens)
}
