//! Case reviews as their pages show them: the session, one item with its sheets, the deficiency list on paper,
//! and the figures of a year. Whoever runs the session and whoever sits in it sees every item they may know
//! of; a unit sees its own, and of them no sheet of a reviewer.

mod figures;
mod item;
mod notice;
mod paper;
mod score;
mod session;
mod year;

pub use figures::{CodeLine, Figures, UnitLine};
pub use item::{
    Asked, Investigated, ItemPage, Lost, Outside, Proof, Reason, SheetLine, item, proof,
};
pub use notice::{NoticeLine, Receipt, notice};
pub use paper::{Paper, paper};
pub use score::{ScoreSheet, score_sheet};
pub use session::{ItemLine, Seat, Session, session};
pub use year::{Sought, Year, YearLine, reads_year, year};

use super::procedures::{load, recused};
use super::reader::Reader;
use crate::{App, Failure, Fault};
use casework::review::{Item, Of, Part, Review};
use casework::{MatterId, PersonId};
use std::collections::BTreeSet;

/// A session opened for a reader.
struct Known {
    reader: Reader,
    review: Review,
    /// Whether the reader runs it or stands above: all of it is theirs to see.
    whole: bool,
    /// As what the reader sits in it.
    part: Option<Part>,
    /// The matters of it that the reader may open.
    matters: BTreeSet<MatterId>,
    /// The matters of it that the reader may not know of (T4).
    recused: BTreeSet<MatterId>,
}

/// Opens a session, if the reader may know of it.
async fn known(app: &App, person: &PersonId, number: &str) -> Result<Known, Failure> {
    let reader = Reader::of(app, person).await?;
    let (review, _) = load::<Review>(app, &reader, number).await?;
    let matters = matters(app, &reader, &review).await?;
    let each = review.items.iter().filter_map(Item::reviewed);
    let recused = recused(app, &reader, each.map(|matter| matter.matter)).await?;
    Ok(Known {
        whole: review.core.is_whole_for(&reader.units),
        part: review.member(person).map(|member| member.part),
        matters,
        recused,
        review,
        reader,
    })
}

impl Known {
    /// Whether the reader sees the item at all: not one they are recused from (T4), not one of others.
    fn sees(&self, item: &Item) -> bool {
        let Some(matter) = item.reviewed() else {
            return self.reads_all();
        };
        let person = &self.reader.person;
        if matter.recused.contains(person) || self.recused.contains(&matter.matter) {
            return false;
        }
        let opens = self.matters.contains(&matter.matter);
        let member = self.review.member(person);
        let sits = member.is_some_and(|member| !member.aside.contains(&item.number));
        sits || (self.whole && opens) || self.owns(item)
    }

    /// Whether the reader runs the session or sits in it.
    fn reads_all(&self) -> bool {
        self.whole || self.part.is_some()
    }

    /// Whether the reader's unit answers for the item.
    fn owns(&self, item: &Item) -> bool {
        item.unit()
            .is_some_and(|unit| self.reader.units.contains(unit))
    }

    /// Whether the reader sees the sheets of the reviewers: never of an item that is their own unit's.
    fn sees_sheets(&self, item: &Item) -> bool {
        self.reads_all() && !(self.owns(item) && self.part.is_none() && !self.whole)
    }

    /// Whether the reader sees what the item came to: a unit only once it is published.
    fn sees_score(&self, item: &Item) -> bool {
        self.sees_sheets(item) || self.review.is_published()
    }

    /// The items the reader sees.
    fn items(&self) -> impl Iterator<Item = &Item> {
        self.review.items.iter().filter(|item| self.sees(item))
    }

    /// The item of a number, if the reader sees it.
    fn item(&self, number: u32) -> Result<&Item, Failure> {
        let mut items = self.items();
        items
            .find(|item| item.number == number)
            .ok_or(Failure::NotFound)
    }

    /// The matter's number, where the reader may open the matter.
    fn number<'a>(&self, item: &'a Item) -> Option<&'a str> {
        let matter = item.reviewed()?;
        self.matters
            .contains(&matter.matter)
            .then_some(&*matter.number)
    }

    /// Who handled it, in words.
    fn unit(&self, item: &Item) -> String {
        match &item.of {
            Of::Matter(matter) => self.reader.office.unit_name(&matter.unit).to_owned(),
            Of::Outside(outside) => outside.department.clone(),
        }
    }
}

/// Matters asked for at a time.
const BATCH: usize = 100;

/// Which matters of a session the reader may open: in sight, not recused, not of an import under way (T4).
async fn matters(app: &App, reader: &Reader, review: &Review) -> Result<BTreeSet<MatterId>, Fault> {
    let all: Vec<MatterId> = review
        .items
        .iter()
        .filter_map(Item::reviewed)
        .map(|m| m.matter)
        .collect();
    let mut seen = BTreeSet::new();
    for part in all.chunks(BATCH) {
        for number in open_of(app, reader, part).await? {
            seen.insert(number);
        }
    }
    Ok(seen)
}

async fn open_of(app: &App, reader: &Reader, matters: &[MatterId]) -> Result<Vec<MatterId>, Fault> {
    if reader.units.is_empty() {
        return Ok(Vec::new());
    }
    let mut params: Vec<store::Value> = vec![reader.person.as_str().into()];
    let mut place = |value: String| {
        params.push(value.into());
        format!("${}", params.len())
    };
    let ids: Vec<String> = matters.iter().map(|id| place(id.to_string())).collect();
    let units: Vec<String> = reader
        .units
        .iter()
        .map(|unit| place(unit.to_string()))
        .collect();
    let sql = format!(
        "SELECT DISTINCT v.matter_id FROM visible v WHERE v.matter_id IN ({}) AND v.unit_id IN ({}) AND {}",
        ids.join(", "),
        units.join(", "),
        super::reader::seen("v", 1)
    );
    let rows = app.store().rows(&sql, &params).await?;
    let id = |row: &store::Row| {
        let id = row.text(0)?;
        id.parse()
            .map_err(|_| Fault::Stored(format!("visible.matter_id `{id}`")))
    };
    rows.iter().map(id).collect()
}
