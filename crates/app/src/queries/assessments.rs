//! Assessments (考核) as their pages show them: the year, one month, and the list behind each figure. Whoever runs
//! it and every organ above sees all organs; an organ assessed sees itself alone (T3).

mod items;
mod month;
mod year;

pub use items::{ItemLine, Items, Sought, items};
pub(crate) use items::{Side, lines};
pub use month::{Cell, Corrected, MonthPage, Ranked, month};
pub use year::{Aim, Asked, Given, Short, Standing, Year, year};

use super::procedures::load;
use super::reader::Reader;
use crate::{App, Failure};
use casework::assessment::Assessment;
use casework::rules::Scheme;
use casework::{PersonId, UnitId};

/// An assessment opened for a reader.
struct Known {
    reader: Reader,
    state: Assessment,
    /// Whether all of it is the reader's to see.
    whole: bool,
}

impl Known {
    async fn of(app: &App, person: &PersonId, number: &str) -> Result<Self, Failure> {
        let reader = Reader::of(app, person).await?;
        let (state, _) = load::<Assessment>(app, &reader, number).await?;
        let whole = state.core.is_whole_for(&reader.units);
        Ok(Self {
            reader,
            state,
            whole,
        })
    }

    /// Whether the reader may see what an organ came to.
    fn sees(&self, unit: &UnitId) -> bool {
        self.whole || self.reader.units.contains(unit)
    }

    /// The organs the reader sees.
    fn units(&self) -> impl Iterator<Item = &UnitId> {
        self.state.units.iter().filter(|unit| self.sees(unit))
    }

    fn name(&self, unit: &UnitId) -> String {
        self.reader.office.unit_name(unit).to_owned()
    }
}

/// What an office calls an indicator or what gives points.
fn called(scheme: Option<&Scheme>, what: &str) -> String {
    if what == casework::assessment::steps::decide_objection::RULE {
        return "异议成立补回".to_owned();
    }
    scheme
        .map_or(what, |scheme| scheme.name_of(what))
        .to_owned()
}

/// A score in tenths of a point, in words.
fn points(tenths: Option<i64>) -> String {
    tenths.map_or_else(
        || "—".to_owned(),
        |tenths| format!("{}.{}", tenths / 10, tenths % 10),
    )
}

/// A share in ten thousandths as percent, in words.
pub(crate) fn percent(rate: Option<i64>) -> String {
    rate.map_or_else(
        || "—".to_owned(),
        |rate| {
            let tenths = (rate + 5) / 10;
            format!("{}.{}%", tenths / 10, tenths % 10)
        },
    )
}
