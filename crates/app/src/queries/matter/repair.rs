//! How corrections and voiding read in the minutes: the old value beside the new one (P-03).

use super::dossier::View;
use casework::matter::Entries;

/// What is corrected, from what to what.
pub(super) fn changes(view: &View<'_>, was: &Entries, now: &Entries) -> String {
    let region = |code: &str| region_name(view, code);
    let was = was.in_words(region);
    let now = now.in_words(region);
    let change = |(label, now): &(&'static str, String)| {
        let before = was.iter().find(|(known, _)| known == label);
        let before = before.map_or("（空）", |(_, before)| before);
        format!("{label}由{before}更正为{now}")
    };
    now.iter().map(change).collect::<Vec<_>>().join("；")
}

fn region_name(view: &View<'_>, code: &str) -> String {
    let mut units = view.reader.office.units.values();
    let known = units.find(|unit| unit.region == code);
    known.map_or_else(|| code.to_owned(), |unit| unit.place.clone())
}
