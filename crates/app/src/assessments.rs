//! Assessments (考核): what is counted of an organ and a month, from the read tables alone. No sealed text is
//! opened; every count is a few ranges of indexes, however much there is.
//!
//! What is counted of an organ is what both it and whoever measures it may know (T4): a matter that is kept
//! from either is in no figure, so that no figure tells of it. Official figures count all of that, also
//! where one person is recused; the list behind a figure leaves out what its reader may not see (T3).

mod count;

pub(crate) use count::{About, Counted, Of, counted};

use crate::queries::reader::Reader;
use crate::{App, Fault, stream};
use casework::assessment::{Assessment, Figure, Told};
use casework::office::Office;
use casework::procedure::Core;
use casework::rules::Measure;
use casework::{ProcedureId, UnitId};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What an act on an assessment is told: the month to be frozen, and those that are counted again.
///
/// # Errors
/// A fault.
pub(crate) async fn told(
    app: &App,
    reader: &Reader,
    core: &Core,
    act: &str,
) -> Result<Told, Fault> {
    let mut told = Told::default();
    if act != "freeze-month" {
        return Ok(told);
    }
    let state: Assessment = stream::procedure(app, ProcedureId(core.id.0)).await?;
    let (Some(ripe), Some(scheme)) = (state.ripe(reader.on()), app.rules().scheme(&state.scheme))
    else {
        return Ok(told);
    };
    let measures = scheme.measures();
    let by = organ_of(&reader.office, &state.core.unit);
    let again = state.recounted(scheme).map(|month| month.month);
    for month in again.chain([ripe]) {
        let mut figures = Vec::new();
        for unit in &state.units {
            let of = Of::new(app, &reader.office, (&by, unit), days_of(month));
            figures.extend(all(app, &of, &measures).await?);
        }
        told.months.push((month, figures));
    }
    Ok(told)
}

/// The figures of an organ over some days, measure by measure.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn all(
    app: &App,
    of: &Of<'_>,
    measures: &BTreeSet<Measure>,
) -> Result<Vec<Figure>, Fault> {
    let mut figures = Vec::new();
    for measure in measures {
        let (part, whole) = counted(app, of, *measure).await?;
        figures.push(Figure {
            unit: of.unit.clone(),
            measure: *measure,
            part,
            whole,
        });
    }
    Ok(figures)
}

/// The first and the last day of the month that begins on a day.
pub(crate) fn days_of(month: Date) -> (Date, Date) {
    (month, month.last_of_month())
}

/// The organ a unit belongs to; the unit itself where there is none.
pub(crate) fn organ_of(office: &Office, unit: &UnitId) -> UnitId {
    office.organ_of(unit).unwrap_or(unit).clone()
}
