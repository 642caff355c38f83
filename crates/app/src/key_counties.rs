//! Key supervised counties (重点督导县): what the rule counts of every county under an organ, which of them it asks
//! for, and which full checks were made in one.

use crate::assessments::{Of, counted, organ_of};
use crate::queries::reader::Reader;
use crate::{App, Fault, stream};
use casework::key_county::{Candidate, Ground, KeyCounty, Made, Stage, Told};
use casework::office::Level;
use casework::procedure::{Core, Noun};
use casework::rules::Measure;
use casework::{ProcedureId, UnitId};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What an act is told besides the county.
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
    match act {
        "propose-key-county" => {
            let own = own(reader);
            let held = held(app, reader).await?;
            for county in own.iter().flat_map(|own| counties(reader, own)) {
                if held.contains(&county) {
                    continue;
                }
                let by = own.as_ref().unwrap_or(&county);
                let ground = ground(app, reader, (by, &county)).await?;
                told.candidates.push(Candidate {
                    unit: county,
                    ground,
                });
            }
        }
        "record-check" => {
            let state: KeyCounty = stream::procedure(app, ProcedureId(core.id.0)).await?;
            told.made = made(app, reader, &state).await?;
        }
        "keep-key-county" | "leave-key-county" => {
            let state: KeyCounty = stream::procedure(app, ProcedureId(core.id.0)).await?;
            let by = organ_of(&reader.office, &state.core.unit);
            told.ground = Some(ground(app, reader, (&by, &state.county)).await?);
        }
        _ => {}
    }
    Ok(told)
}

/// The organ a reader reads the whole of.
pub(crate) fn own(reader: &Reader) -> Option<UnitId> {
    let mut units = reader.units.iter();
    let whole = units.find(|unit| reader.office.organ_of(unit) == Some(*unit));
    whole.cloned()
}

/// The counties under an organ, in the order of their ids.
pub(crate) fn counties(reader: &Reader, own: &UnitId) -> Vec<UnitId> {
    let office = &reader.office;
    let units = office.units.values();
    let counties = units.filter(|unit| {
        let county = unit.kind.is_organ() && unit.level == Level::County;
        county && office.is_above(own, &unit.id)
    });
    counties.map(|unit| unit.id.clone()).collect()
}

/// The days the rule looks at: its months, up to a day.
pub(crate) fn days(app: &App, on: Date) -> (Date, Date) {
    let months = app.rules().key_counties.months.months();
    (on.saturating_sub(months), on)
}

/// What is counted of a county in the eyes of an organ.
pub(crate) async fn ground(
    app: &App,
    reader: &Reader,
    (by, county): (&UnitId, &UnitId),
) -> Result<Ground, Fault> {
    let of = Of::new(app, &reader.office, (by, county), days(app, reader.on()));
    Ok(Ground {
        quality: counted(app, &of, Measure::Quality).await?,
        on_time: counted(app, &of, Measure::FirstOnTime).await?,
        over_level: counted(app, &of, Measure::OverLevel).await?,
    })
}

/// Counties that were proposed or are under key supervision, as far as the reader may know.
pub(crate) async fn held(app: &App, reader: &Reader) -> Result<BTreeSet<UnitId>, Fault> {
    let mut held = BTreeSet::new();
    for unit in &reader.units {
        let sql = "SELECT procedure_id FROM procedure_visible \
                   WHERE unit_id = $1 AND noun = $2 AND is_over = $3";
        let noun = Noun::KeyCounty.as_str();
        let params = [unit.as_str().into(), noun.into(), false.into()];
        for row in &app.store().rows(sql, &params).await? {
            let id = row.text(0)?;
            let wrong = |_| Fault::Stored(format!("procedure_visible.procedure_id `{id}`"));
            let state: KeyCounty = stream::procedure(app, id.parse().map_err(wrong)?).await?;
            if matches!(state.stage, Stage::Proposed | Stage::Named) {
                held.insert(state.county);
            }
        }
    }
    Ok(held)
}

/// Full checks of the rule's kinds that the organ itself made in the county since it was named.
pub(crate) async fn made(
    app: &App,
    reader: &Reader,
    state: &KeyCounty,
) -> Result<Vec<Made>, Fault> {
    let Some(named) = state.named else {
        return Ok(Vec::new());
    };
    let organ = organ_of(&reader.office, &state.core.unit);
    let mut params: Vec<store::Value> = vec![
        state.county.as_str().into(),
        app.offset().instant(named).into(),
        organ.as_str().into(),
    ];
    let kinds = app.rules().key_counties.checks.iter();
    let (kinds, more) = store::list(params.len() + 1, kinds.map(String::as_str));
    params.extend(more);
    let sql = format!(
        "SELECT p.number, p.kind, COUNT(*), COUNT(*) FILTER (WHERE i.checked_at IS NOT NULL), \
         COUNT(*) FILTER (WHERE i.faulted) FROM inspection_items i \
         JOIN procedures p ON p.procedure_id = i.procedure_id \
         WHERE i.organ_id = $3 AND i.opened_at >= $2 AND i.unit_id = $1 AND i.kind IN {kinds} \
         GROUP BY p.number, p.kind ORDER BY p.number"
    );
    let mut made = Vec::new();
    for row in &app.store().rows(&sql, &params).await? {
        let count = |at| Ok::<u32, Fault>(u32::try_from(row.int(at)?).unwrap_or(u32::MAX));
        made.push(Made {
            number: row.text(0)?.to_owned(),
            kind: row.text(1)?.to_owned(),
            items: count(2)?,
            checked: count(3)?,
            faulted: count(4)?,
        });
    }
    Ok(made)
}
