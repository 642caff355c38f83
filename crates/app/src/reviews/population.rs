//! What of the office's own matters may be drawn for a case review: concluded in its days, and first ones where
//! its sheet scores only those; as whoever fixes them may see them (T3, T4), by the unit that answers for them.

use super::{organ_of, reviewed};
use crate::queries::reader::{Reader, seen};
use crate::{App, Fault, stream};
use casework::draw::{Candidate, Stratum, ordered};
use casework::inspection::steps::fix_population::MOST;
use casework::matter::{Matter, Stage, Turn};
use casework::review::{Review, Reviewed};
use casework::{MatterId, UnitId};
use serde_json::{Map, Value};

/// The strata of the matters.
pub(super) async fn find(
    app: &App,
    reader: &Reader,
    review: &Review,
    fields: &Map<String, Value>,
) -> Result<Vec<Stratum>, Fault> {
    let Some((from, until)) = review.period else {
        return Ok(Vec::new());
    };
    let first_only = review
        .sheet(app.rules())
        .is_some_and(|sheet| sheet.first_only);
    let offset = app.offset();
    let begin = offset.instant(from.at(0, 0, 0, 0));
    let end = until
        .tomorrow()
        .map_or(i64::MAX, |next| offset.instant(next.at(0, 0, 0, 0)));
    let own = organ_of(&reader.office, &review.core.unit);
    let chosen = chosen(fields);
    let mut found = Vec::new();
    for unit in &reader.units {
        let sql = format!(
            "SELECT v.matter_id, m.number, a.unit_id, m.turn, v.stage FROM visible v \
             JOIN matters m ON m.matter_id = v.matter_id \
             JOIN answers a ON a.matter_id = v.matter_id AND a.concluded_at = v.concluded_at \
             WHERE v.unit_id = $2 AND v.concluded_at >= $3 AND v.concluded_at < $4 AND {} \
             ORDER BY v.concluded_at LIMIT {}",
            seen("v", 1),
            MOST + 1,
        );
        let params = [
            reader.person.as_str().into(),
            unit.as_str().into(),
            begin.into(),
            end.into(),
        ];
        for row in app.store().rows(&sql, &params).await? {
            let stage = Stage::parse(row.text(4)?);
            let over = [Stage::Concluded, Stage::Replied, Stage::WrittenOff];
            if !stage.is_some_and(|stage| over.contains(&stage)) {
                continue;
            }
            if first_only && row.opt_text(3)? != Some(Turn::First.as_str()) {
                continue;
            }
            let unit: UnitId = answering(reader, &own, row.text(2)?.into());
            let within = |chosen: &UnitId| *chosen == unit || reader.office.is_above(chosen, &unit);
            if chosen.is_empty() || chosen.iter().any(within) {
                let matter = Some(matter_id(row.text(0)?)?);
                let name = row.text(1)?.to_owned();
                found.push((unit, Candidate { name, matter }));
            }
        }
    }
    Ok(ordered(found))
}

/// Who answers for a matter: the office that holds it within the organ itself, the organ elsewhere.
fn answering(reader: &Reader, own: &UnitId, holder: UnitId) -> UnitId {
    let organ = organ_of(&reader.office, &holder);
    if organ == *own { holder } else { organ }
}

/// The matters of a sample as they stand, in its order; what is drawn is known by the draw, not by who may read.
pub(super) async fn read(
    app: &App,
    reader: &Reader,
    review: &Review,
    sample: &[Stratum],
) -> Result<Vec<Option<Reviewed>>, Fault> {
    let mut matters = Vec::new();
    for candidate in sample.iter().flat_map(|stratum| &stratum.candidates) {
        if let Some(id) = candidate.matter {
            let matter: Matter = stream::matter(app, id).await?;
            matters.push(Some(reviewed(&matter, &reader.office, &review.core)));
        }
    }
    Ok(matters)
}

fn matter_id(id: &str) -> Result<MatterId, Fault> {
    id.parse()
        .map_err(|_| Fault::Stored(format!("visible.matter_id `{id}`")))
}

/// The units chosen in the form.
fn chosen(fields: &Map<String, Value>) -> Vec<UnitId> {
    let words = match fields.get("units") {
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(word)) if !word.is_empty() => vec![word.as_str()],
        _ => Vec::new(),
    };
    words.into_iter().map(UnitId::from).collect()
}
