//! Other matters a dossier speaks of: its repeats and the one it went into, its parts and the whole it was
//! split off. A reader learns the number
//! of those alone that they may know of themselves (T3): seeing one side of a join is not seeing the other.

use super::dossier::View;
use crate::queries::reader::{Reader, seen};
use crate::{App, Fault};
use casework::MatterId;
use casework::matter::steps::Event;
use casework::matter::{Joined, Matter};
use serde::Serialize;
use std::collections::HashSet;

/// A part that was split off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartView {
    /// Its number.
    pub number: String,
    /// 在办 or 已办结.
    pub stands_zh: &'static str,
}

/// The other matters the reader may know of.
pub(super) struct Kin {
    known: HashSet<String>,
}

impl Kin {
    /// Which of a matter's relations the reader may know of.
    pub(super) async fn of(app: &App, reader: &Reader, matter: &Matter) -> Result<Self, Fault> {
        let mut known = HashSet::new();
        let others: Vec<String> = others(matter).map(|id| id.to_string()).collect();
        for piece in others.chunks(store::LIST_MAX / 2) {
            let mut params = vec![reader.person.as_str().into()];
            let (units, of_units) = store::list(2, reader.units.iter().map(|unit| unit.as_str()));
            params.extend(of_units);
            let (ids, of_ids) = store::list(params.len() + 1, piece.iter().map(String::as_str));
            params.extend(of_ids);
            let seen = seen("v", 1);
            let sql = format!(
                "SELECT v.matter_id FROM visible v WHERE v.unit_id IN {units} \
                 AND v.matter_id IN {ids} AND {seen}"
            );
            for row in app.store().rows(&sql, &params).await? {
                known.insert(row.text(0)?.to_owned());
            }
        }
        Ok(Self { known })
    }

    /// The number, for a reader who may know of it.
    pub(super) fn number<'a>(&self, other: &'a Joined) -> Option<&'a str> {
        let known = self.known.contains(&other.matter.to_string());
        known.then_some(&*other.number)
    }

    /// Whether an event is told to the reader: what happens to a part they may not know of is not.
    pub(super) fn tells(&self, event: &Event) -> bool {
        let other = match event {
            Event::SplitOff(split) => &split.part,
            Event::PartConcluded(noted) => &noted.part,
            Event::PartReopened(noted) => &noted.part,
            Event::PartTakenBack(back) => &back.part,
            _ => return true,
        };
        self.number(other).is_some()
    }

    /// The number, or that it is another one.
    pub(super) fn name<'a>(&self, other: &'a Joined) -> &'a str {
        self.number(other).unwrap_or("另一件")
    }
}

impl View<'_> {
    /// Numbers of the repeats that joined it.
    pub(super) fn repeats(&self) -> Vec<String> {
        let repeats = self.matter.repeats.iter();
        let known = repeats.filter_map(|repeat| self.kin.number(repeat));
        known.map(str::to_owned).collect()
    }

    /// The parts that were split off, with where they stand.
    pub(super) fn parts(&self) -> Vec<PartView> {
        let parts = self.matter.splitting.parts.iter();
        let known = parts.filter_map(|part| {
            let number = self.kin.number(&part.part)?.to_owned();
            let stands_zh = if part.concluded {
                "已办结"
            } else {
                "在办"
            };
            Some(PartView { number, stands_zh })
        });
        known.collect()
    }

    /// The number of the whole it is a part of.
    pub(super) fn whole(&self) -> Option<String> {
        let of = self.matter.splitting.of.as_ref()?;
        self.kin.number(&of.whole).map(str::to_owned)
    }

    /// The number of the matter it went into.
    pub(super) fn joined_into(&self) -> Option<String> {
        let into = self.matter.joined_into.as_ref()?;
        self.kin.number(into).map(str::to_owned)
    }
}

/// Every other matter it has to do with, or once had.
fn others(matter: &Matter) -> impl Iterator<Item = MatterId> {
    let splitting = &matter.splitting;
    let parts = splitting.parts.iter().map(|part| &part.part);
    let whole = splitting.of.iter().map(|of| &of.whole);
    let joined = matter.repeats.iter().chain(&matter.joined_into);
    let now = joined.chain(parts).chain(whole).map(|other| other.matter);
    let once = matter.merging.once.iter().chain(&splitting.once);
    let decided = matter.merging.decided.iter();
    let decided = decided.map(|pair| pair.other.matter);
    now.chain(once.copied()).chain(decided)
}
