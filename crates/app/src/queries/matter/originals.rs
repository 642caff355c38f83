//! Paper originals (原件) on the dossier: what there is, who keeps it and where it stands (P-06, S0-25).

use super::dossier::View;
use casework::matter::steps::keep_original::OriginalKept;
use casework::matter::{Custody, Matter, Original};
use serde::Serialize;

/// A paper original.
#[derive(Debug, Clone, Serialize)]
pub struct OriginalView {
    /// Custody number.
    pub custody: String,
    /// What it is.
    pub kind_zh: &'static str,
    /// Sheets.
    pub sheets: u32,
    /// Where it stands, as a word.
    pub state: &'static str,
    /// Where it stands, in words: with whom, where.
    pub stands: String,
    /// Who keeps it.
    pub keeper: String,
}

impl View<'_> {
    /// The originals of the matter, in the order they were kept.
    pub(super) fn originals(&self) -> Vec<OriginalView> {
        let view = |original: &Original| OriginalView {
            custody: original.custody.clone(),
            kind_zh: original.kind.zh(),
            sheets: original.sheets,
            state: original.custody().as_str(),
            stands: self.stands(original),
            keeper: self.reader.office.person_name(&original.keeper).to_owned(),
        };
        self.matter.originals.iter().map(view).collect()
    }

    fn stands(&self, original: &Original) -> String {
        let office = &self.reader.office;
        let word = original.custody().zh();
        match (original.custody(), &original.loan, &original.handing) {
            (Custody::Lent, Some(loan), _) => {
                let confirmed = if loan.confirmed { "" } else { "，待确认" };
                format!(
                    "{word}给{}，{}起{confirmed}",
                    office.person_name(&loan.to),
                    loan.from
                )
            }
            (Custody::Handing, _, Some(to)) => format!("{word}，待{}确认", office.person_name(to)),
            (Custody::Lost, _, _) => original
                .lost
                .map_or(word.to_owned(), |on| format!("{word}，{on}发现")),
            (Custody::Archived, _, _) => {
                original.archived.as_ref().map_or(word.to_owned(), |filed| {
                    format!("{word}，{}盒{}卷", filed.carton, filed.volume)
                })
            }
            (Custody::Kept, _, _) | (Custody::Lent | Custody::Handing, _, _) => {
                let place = original.place.as_deref().unwrap_or_default();
                let damaged = if original.damaged { "，有损毁" } else { "" };
                if place.is_empty() {
                    format!("{word}{damaged}")
                } else {
                    format!("{word}，{place}{damaged}")
                }
            }
        }
    }
}

/// An original by its custody number.
pub(super) fn named(matter: &Matter, number: u32) -> String {
    let known = matter
        .originals
        .iter()
        .find(|original| original.number == number);
    known.map_or_else(
        || "原件".to_owned(),
        |original| format!("原件{}", original.custody),
    )
}

/// What was kept, in words.
pub(super) fn kept(event: &OriginalKept) -> String {
    format!(
        "原件{}入库：{}，{}页",
        event.custody,
        event.kind.zh(),
        event.sheets
    )
}
