//! Through which gate somebody looks, and the condition that every figure and list of it carries.

use super::Organ;
use crate::queries::reader::{Reader, seen};
use crate::{App, Failure};
use casework::access;
use casework::{PersonId, UnitId};
use store::Value;

/// A reader at the gate of an organ.
pub(crate) struct Scope {
    /// Who reads.
    pub reader: Reader,
    /// The organ.
    pub unit: UnitId,
    known: Vec<UnitId>,
}

impl Scope {
    /// The gate of the reader's first post that opens one, or of the organ asked for.
    ///
    /// # Errors
    /// No post of the reader's opens a gate; or none opens this one, which then does not exist.
    pub async fn of(app: &App, person: &PersonId, unit: Option<&str>) -> Result<Self, Failure> {
        let reader = Reader::of(app, person).await?;
        let known = gates(app, &reader);
        let first = known.first().ok_or_else(|| Failure::Forbidden {
            act: "查看收件情况".to_owned(),
        })?;
        let unit = match unit {
            Some(wanted) => known.iter().find(|id| id.as_str() == wanted),
            None => Some(first),
        };
        let unit = unit.ok_or(Failure::NotFound)?.clone();
        Ok(Self {
            reader,
            unit,
            known,
        })
    }

    /// The organ, as a page names it.
    pub fn organ(&self) -> Organ {
        self.named(&self.unit)
    }

    /// Every organ the reader may choose.
    pub fn organs(&self) -> Vec<Organ> {
        self.known.iter().map(|id| self.named(id)).collect()
    }

    fn named(&self, id: &UnitId) -> Organ {
        Organ {
            id: id.to_string(),
            name: self.reader.office.unit_name(id).to_owned(),
        }
    }

    /// The reader and the organ, as the parameters `$1` and `$2` of every statement.
    pub fn params(&self) -> Vec<Value> {
        vec![
            self.reader.person.as_str().into(),
            self.unit.as_str().into(),
        ]
    }

    /// The instants between which today lies.
    pub fn today(&self, app: &App) -> (i64, i64) {
        let on = self.reader.on();
        let next = on.tomorrow().unwrap_or(on);
        (app.offset().midnight(on), app.offset().midnight(next))
    }

    /// The instants between which this month lies.
    pub fn month(&self, app: &App) -> (i64, i64) {
        let on = self.reader.on();
        let next = on.last_of_month().tomorrow().unwrap_or(on);
        (
            app.offset().midnight(on.first_of_month()),
            app.offset().midnight(next),
        )
    }
}

/// What a figure may count and a list may show: a matter `m` that the organ of `$2` may see, less what
/// `$1` is recused from.
pub(super) fn in_sight() -> String {
    format!(
        "EXISTS (SELECT 1 FROM visible v WHERE v.unit_id = $2 AND v.matter_id = m.matter_id) AND {}",
        seen("m", 1)
    )
}

/// Organs with a gate that the reader's posts open, and that the reader reads as a whole.
fn gates(app: &App, reader: &Reader) -> Vec<UnitId> {
    let mut known: Vec<UnitId> = Vec::new();
    for post in reader.office.posts_of(&reader.person, reader.on()) {
        let opens = access::grants_anywhere(app.rules(), &post.role, "read-gate");
        let organ = reader.office.organ_of(&post.unit).filter(|_| opens);
        let whole = organ.filter(|id| reader.units.contains(id) && !known.contains(id));
        known.extend(whole.cloned());
    }
    known
}
