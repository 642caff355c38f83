//! Refuses a letter or slip that could not be filled, drawn or numbered, or that could name who reported
//! where nobody stands for it (T1).

use super::{Layout, LetterRule, Need, PartRule, Place};
use crate::rules::forms::COLUMNS;
use crate::rules::read::Invalid;

impl LetterRule {
    /// Refuses a letter that could not be used.
    pub(in crate::rules) fn check(&self) -> Result<(), Invalid> {
        let heads = [
            &self.number,
            &self.title,
            &self.addressee,
            &self.contact,
            &self.enclosure,
        ];
        let unfilled = heads.into_iter().find_map(|words| unknown_place(words));
        let wrong = || self.parts.iter().find_map(|part| self.wrong(part));
        let unnumbered = || {
            let has = |place: Place| self.number.contains(&place.written());
            let lacks = self.is_issued() && !(has(Place::Year) && has(Place::Serial));
            lacks.then(|| "what an act issues is numbered by `{year}` and `{n}`".to_owned())
        };
        let alone = self.excluded || self.needs.is_some() || !self.enclosure.is_empty();
        let aimless = || {
            (self.is_issued() && alone)
                .then(|| "`excluded`, `needs` and `enclosure` go with `from`".to_owned())
        };
        let empty = || {
            let empty = self.parts.is_empty();
            empty.then(|| "a letter has parts".to_owned())
        };
        let reason = unfilled
            .or_else(wrong)
            .or_else(unnumbered)
            .or_else(aimless)
            .or_else(|| self.names_reporter())
            .or_else(empty);
        match reason {
            None => Ok(()),
            Some(reason) => Err(Invalid {
                path: format!("letters/{}.toml", self.id),
                reason,
            }),
        }
    }

    /// A letter an act issues has no reader to whom who reported could stand open.
    fn names_reporter(&self) -> Option<String> {
        let place = Place::Reporter.written();
        let head = [&self.title, &self.addressee, &self.contact];
        let said = self.parts.iter().flat_map(words);
        let names = head
            .into_iter()
            .chain(said)
            .any(|text| text.contains(&place));
        (self.is_issued() && names).then(|| format!("{place} in what an act issues"))
    }

    fn wrong(&self, part: &PartRule) -> Option<String> {
        let is_slip = self.layout == Layout::Table;
        let unknown = words(part).into_iter().find_map(|text| unknown_place(text));
        unknown.or_else(|| match part {
            PartRule::Text { label, .. } if is_slip == label.is_empty() => {
                Some("a slip's text has a label, a letter's has none".to_owned())
            }
            PartRule::Pairs { cells } if !(1..=3).contains(&cells.len()) => {
                Some("a row holds one to three pairs".to_owned())
            }
            PartRule::Lines { .. } | PartRule::Drafted { .. } if !self.is_issued() => {
                Some("only an act hands in `lines` and drafts".to_owned())
            }
            PartRule::Drafted { .. } if is_slip => {
                Some("a slip has no room for what an act drafts".to_owned())
            }
            PartRule::Enclosure { .. } if self.layout != Layout::Document => {
                Some("an enclosure stands behind a document alone".to_owned())
            }
            PartRule::Lines { columns, .. } => {
                let width: usize = columns.iter().map(|(_, width)| width).sum();
                (width != COLUMNS).then(|| format!("the columns are {width} wide, not {COLUMNS}"))
            }
            PartRule::Said { .. } | PartRule::Contact if self.is_issued() => {
                Some("only a letter with `from` says what stands in the dossier".to_owned())
            }
            PartRule::Said { of, .. } => {
                let known = crate::matter::steps::knows(of);
                (!known).then(|| format!("the unknown event `{of}`"))
            }
            PartRule::Contact if self.needs != Some(Need::Annex) => {
                Some("a part `contact` without `needs = \"annex\"`".to_owned())
            }
            _ => None,
        })
    }
}

/// The words of a part that may hold places.
fn words(part: &PartRule) -> Vec<&String> {
    match part {
        PartRule::Text { text, sign, .. } => vec![text, sign],
        PartRule::Heading { text } | PartRule::Enclosure { text } => vec![text],
        PartRule::Pairs { cells } => cells.iter().map(|(_, words)| words).collect(),
        PartRule::Said { .. }
        | PartRule::Lines { .. }
        | PartRule::Drafted { .. }
        | PartRule::Contact => Vec::new(),
    }
}

fn unknown_place(words: &str) -> Option<String> {
    let left = LetterRule::filled(words, |_| String::new());
    let open = left.find('{')?;
    Some(format!("the unknown place `{}`", &left[open..]))
}
