//! The priority list (重点抽查名单, S0-18): who signed or handled slowly last month, by the clocks alone.

use crate::queries::reader::Reader;
use crate::{App, Fault};
use casework::UnitId;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// A unit's slow matters of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slow {
    /// The unit's id.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Matters signed for late (慢签收).
    pub slow_sign: i64,
    /// Matters handled late (慢办理).
    pub slow_handle: i64,
    /// Whether it is on the list.
    pub listed: bool,
}

/// The month before a day: its first day, and the first day after it.
pub fn month_before(on: Date) -> (Date, Date) {
    let until = on.first_of_month();
    (until.saturating_sub(1.month()), until)
}

/// Every unit of an organ's tree that was slow in the month before a day, the slowest first. With
/// `person`, only what that person may see is counted.
///
/// # Errors
/// The database does not answer.
pub async fn slow(
    app: &App,
    reader: &Reader,
    organ: &UnitId,
    on: Date,
    only_seen: bool,
) -> Result<Vec<Slow>, Fault> {
    let rule = &app.rules().priority;
    let (from, until) = month_before(on);
    let mut by_unit: BTreeMap<UnitId, (i64, i64)> = BTreeMap::new();
    for (rules, is_sign) in [(&rule.slow_sign, true), (&rule.slow_handle, false)] {
        let (list, more) = store::list(5, rules.iter().map(String::as_str));
        let mut params: Vec<store::Value> = vec![
            reader.person.as_str().into(),
            organ.as_str().into(),
            app.offset().midnight(from).into(),
            app.offset().midnight(until).into(),
        ];
        params.extend(more);
        let seen = match only_seen {
            true => crate::queries::reader::seen("v", 1),
            false => "v.matter_id <> $1".to_owned(),
        };
        let sql = format!(
            "SELECT c.owner, count(DISTINCT c.matter_id) FROM clocks c \
             JOIN visible v ON v.matter_id = c.matter_id AND v.unit_id = $2 \
             WHERE c.lapsed AND c.rule IN {list} AND c.due_at >= $3 AND c.due_at < $4 AND {seen} \
             GROUP BY c.owner"
        );
        for row in app.store().rows(&sql, &params).await? {
            let owner = UnitId::from(row.text(0)?);
            let unit = reader.office.organ_of(&owner).unwrap_or(&owner).clone();
            let counts = by_unit.entry(unit).or_default();
            if is_sign {
                counts.0 += row.int(1)?;
            } else {
                counts.1 += row.int(1)?;
            }
        }
    }
    let within = |unit: &UnitId| unit == organ || reader.office.is_above(organ, unit);
    let least = i64::from(rule.least);
    let mut slow: Vec<Slow> = by_unit
        .into_iter()
        .filter(|(unit, _)| within(unit))
        .map(|(unit, (slow_sign, slow_handle))| Slow {
            name: reader.office.unit_name(&unit).to_owned(),
            unit: unit.to_string(),
            slow_sign,
            slow_handle,
            listed: slow_sign >= least || slow_handle >= least,
        })
        .collect();
    slow.sort_by_key(|slow| (!slow.listed, -(slow.slow_sign + slow.slow_handle)));
    Ok(slow)
}

/// The units on the list for a draw: the organ's own figures, whoever draws.
///
/// # Errors
/// The database does not answer.
pub async fn units(
    app: &App,
    reader: &Reader,
    organ: &UnitId,
    on: Date,
) -> Result<Vec<UnitId>, Fault> {
    let slow = slow(app, reader, organ, on, false).await?;
    let mut units: Vec<UnitId> = slow
        .into_iter()
        .filter(|slow| slow.listed)
        .map(|slow| UnitId(slow.unit))
        .collect();
    units.sort();
    Ok(units)
}
