//! The balance of an organ's book over a time (收支对账, S0-22): what it had, what came, how it left, what it has.
//! Opening and inflow are always outflow and closing, for both are counted from the same times in hand.
//!
//! Only what the reader may know of is counted (T3, T4): a matter they are recused from is in no figure.
//!
//! | module | is |
//! |---|---|
//! | `sums` | what came, left and was in hand up to an instant, from the counts |
//! | `wall` | the wall chart |
//! | `items` | what a figure counts, item by item |

mod items;
mod sums;
mod wall;

pub use items::{Flow, Item, Items, items};
pub(crate) use sums::of_done_runs;
pub use wall::{Wall, WallRow, wall};

use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, reading};
use casework::matter::{Inflow, Outflow};
use casework::{PersonId, UnitId};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use store::Value;

/// A balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// Of which organ.
    pub organ: UnitId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// In hand when the first day began (期初).
    pub opening: i64,
    /// What came, by how it came (本期收).
    pub came: Vec<(Inflow, i64)>,
    /// What left, by how it left (本期出).
    pub went: Vec<(Outflow, i64)>,
    /// In hand when the last day ended (期末).
    pub closing: i64,
}

impl Balance {
    /// Everything that came.
    pub fn received(&self) -> i64 {
        self.came.iter().map(|(_, count)| count).sum()
    }

    /// Everything that left.
    pub fn left(&self) -> i64 {
        self.went.iter().map(|(_, count)| count).sum()
    }

    /// How many left in one way.
    pub fn went_by(&self, way: Outflow) -> i64 {
        let found = self.went.iter().find(|(known, _)| *known == way);
        found.map_or(0, |(_, count)| *count)
    }

    /// Whether it balances.
    pub fn balances(&self) -> bool {
        self.opening + self.received() == self.left() + self.closing
    }
}

/// The organs whose balance a reader may see: their own, and those under them.
pub fn organs(reader: &Reader) -> Vec<UnitId> {
    let own: Vec<&UnitId> = reader
        .units
        .iter()
        .filter_map(|unit| reader.office.organ_of(unit))
        .collect();
    let organs = reader
        .office
        .units
        .values()
        .filter(|unit| unit.kind.is_organ());
    let seen = organs.filter(|unit| {
        own.iter()
            .any(|own| **own == unit.id || reader.office.is_above(own, &unit.id))
    });
    seen.map(|unit| unit.id.clone()).collect()
}

/// The balance of an organ from a day until a day, both counted.
///
/// # Errors
/// [`Failure::NotFound`] for an organ that is not the reader's or under it.
pub async fn balance(
    app: &App,
    person: &PersonId,
    organ: &UnitId,
    (from, until): (Date, Date),
) -> Result<Balance, Failure> {
    let reader = Reader::of(app, person).await?;
    let seen = known(&reader, organ)?;
    reading::record_list(app, person, "balance").await?;
    Ok(counted(app, (seen.organ, &seen.scope()), (from, until)).await?)
}

/// In whose eyes, and of which organ.
pub(crate) struct Seen<'a> {
    pub(crate) reader: &'a Reader,
    pub(crate) organ: &'a UnitId,
}

/// Whether the reader may see an organ's balance.
pub(crate) fn known<'a>(reader: &'a Reader, organ: &'a UnitId) -> Result<Seen<'a>, Failure> {
    if organs(reader).contains(organ) {
        Ok(Seen { reader, organ })
    } else {
        Err(Failure::NotFound)
    }
}

impl Seen<'_> {
    /// The parameters every statement begins with: organ `$1`, person `$2`, then the reader's units.
    pub(crate) fn params(&self) -> Vec<Value> {
        self.scope().params
    }

    /// The condition that the reader may know of a holding `h`. Whom a matter is kept from is asked only
    /// where it is kept from somebody.
    pub(crate) fn condition(&self) -> String {
        self.scope().condition
    }

    fn scope(&self) -> Scope {
        Scope::new(self.organ, self.reader.person.as_str(), &self.reader.units)
    }
}

/// Which holdings `h` are counted: a condition, and the parameters it begins with.
pub(crate) struct Scope {
    /// Organ `$1`, person `$2`, then units.
    pub(crate) params: Vec<Value>,
    /// The condition.
    pub(crate) condition: String,
}

impl Scope {
    fn new(organ: &UnitId, person: &str, units: &[UnitId]) -> Self {
        let mut params: Vec<Value> = vec![organ.as_str().into(), person.into()];
        params.extend(units.iter().map(|unit| unit.as_str().into()));
        let units: Vec<String> = (0..units.len()).map(|at| format!("${}", at + 3)).collect();
        let condition = format!(
            "h.organ = $1 AND h.matter_id NOT IN (SELECT r.matter_id FROM recused r WHERE r.person_id = $2) \
             AND (h.run_id IS NULL OR h.run_id NOT IN (SELECT run_id FROM open_runs)) \
             AND (h.is_narrow = FALSE OR EXISTS (SELECT 1 FROM visible v \
             WHERE v.matter_id = h.matter_id AND v.unit_id IN ({})))",
            units.join(", ")
        );
        Self { params, condition }
    }

    /// Official figures count whatever an organ may know of, whoever reads them (T3). `of` are an organ's
    /// holdings as `eyes` may know of them.
    pub(crate) fn official(of: &UnitId, eyes: &UnitId) -> Self {
        Self::new(of, "", std::slice::from_ref(eyes))
    }
}

pub(crate) async fn counted(
    app: &App,
    (organ, scope): (&UnitId, &Scope),
    (from, until): (Date, Date),
) -> Result<Balance, Fault> {
    let begins = app.offset().midnight(from);
    let ends = app.offset().midnight(until.tomorrow().unwrap_or(until));
    let [before, after] = sums::up_to(app, scope, [begins, ends]).await?;
    let flowed = |word: &str, before: &BTreeMap<String, i64>, after: &BTreeMap<String, i64>| {
        let up_to = |sums: &BTreeMap<String, i64>| sums.get(word).copied().unwrap_or(0);
        Some(up_to(after) - up_to(before)).filter(|count| *count != 0)
    };
    let came = Inflow::ALL.iter().filter_map(|way| {
        let count = flowed(way.as_str(), &before.came, &after.came)?;
        Some((*way, count))
    });
    let went = Outflow::ALL.iter().filter_map(|way| {
        let count = flowed(way.as_str(), &before.went, &after.went)?;
        Some((*way, count))
    });
    Ok(Balance {
        organ: organ.clone(),
        from,
        until,
        opening: before.here,
        came: came.collect(),
        went: went.collect(),
        closing: after.here,
    })
}

/// What was in hand at a midnight: there still, or gone later.
pub(crate) async fn in_hand(app: &App, scope: &Scope, at: i64) -> Result<i64, Fault> {
    let [sums] = sums::up_to(app, scope, [at]).await?;
    Ok(sums.here)
}

/// The statements of a wall chart's line, of a balance up to an instant, and of two figures' items.
#[cfg(test)]
pub(crate) fn statements(app: &App, seen: &Seen<'_>, at: i64) -> [(String, Vec<Value>); 4] {
    let scope = seen.scope();
    let days = (seen.reader.on(), seen.reader.on());
    let stage = casework::matter::Stage::Routed;
    [
        wall::statement(app, seen),
        sums::statement(app, &scope, &[at]),
        items::statement(app, seen, days, Flow::Overdue, None),
        items::statement(app, seen, days, Flow::Here(stage), None),
    ]
}
