//! In which campaigns a matter is, for its own page: told to who may know of the whole campaign, and to the unit
//! that answers for the item.

use crate::queries::reader::Reader;
use crate::{App, Fault, campaigns};
use casework::{MatterId, UnitId};
use store::Value;

/// Label and value: 专项行动 ZX-…第1项.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn of_matter(
    app: &App,
    reader: &Reader,
    matter: MatterId,
) -> Result<Option<(&'static str, String)>, Fault> {
    if reader.units.is_empty() {
        return Ok(None);
    }
    let mut params: Vec<Value> = vec![matter.to_string().into()];
    let units = campaigns::units(reader, &mut params);
    let sql = format!(
        "SELECT p.number, i.item, i.unit_id, p.unit_id FROM procedure_items i \
         JOIN procedures p ON p.procedure_id = i.procedure_id \
         WHERE i.matter_id = $1 AND i.noun = 'campaign' AND EXISTS (SELECT 1 FROM procedure_visible v \
         WHERE v.procedure_id = i.procedure_id AND v.unit_id IN ({units})) ORDER BY p.opened_at"
    );
    let mut told = Vec::new();
    for row in &app.store().rows(&sql, &params).await? {
        let (item, runner) = (UnitId::from(row.text(2)?), UnitId::from(row.text(3)?));
        let office = &reader.office;
        let organ = office.organ_of(&runner).unwrap_or(&runner);
        let mut own = reader.units.iter();
        if own.any(|unit| *unit == item || unit == organ || office.is_above(unit, organ)) {
            told.push(format!("{}第{}项", row.text(0)?, row.int(1)?));
        }
    }
    Ok(Some(("专项行动", told.join("、"))).filter(|(_, told)| !told.is_empty()))
}
