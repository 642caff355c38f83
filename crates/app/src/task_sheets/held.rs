//! Which matters a unit holds may leave on its task sheet, and what of them: the text its people may read,
//! never more than the forward copy, and nothing of who reported (T1, T5).

use super::organs;
use crate::queries::lamp::Lamp;
use crate::queries::reader::{Reader, seen};
use crate::vault::{self, Texts};
use crate::{App, Failure, Fault, forward};
use casework::access::{self, EXCHANGE};
use casework::matter::{Matter, Secrecy, Stage};
use casework::{PersonId, UnitId};
use serde::Serialize;

/// A matter a unit holds.
#[derive(Debug, Clone, Serialize)]
pub struct Held {
    /// Its number.
    pub number: String,
    /// The title the unit may read.
    pub title: String,
    /// Where it stands.
    pub stage_zh: &'static str,
    /// Its most pressing clock.
    pub lamp: Lamp,
    /// Why it may not leave by file; empty where it may.
    pub stays: &'static str,
}

/// What of a matter leaves.
pub(super) struct Leaving {
    pub(super) matter: Matter,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) requirement: String,
    pub(super) issues: String,
}

/// Matters looked at for one page at most.
const LOOKED_AT: i64 = 200;

/// The units a reader may take sheets for: organs directly under their own.
pub fn units(app: &App, reader: &Reader) -> Vec<(UnitId, String)> {
    let (office, own) = (&reader.office, organs(app, reader));
    let below = |unit: &&casework::office::Unit| {
        let above = unit
            .parent
            .as_ref()
            .and_then(|parent| office.organ_of(parent));
        unit.kind.is_organ() && above.is_some_and(|above| own.contains(above))
    };
    let units = office.units.values().filter(below);
    units
        .map(|unit| (unit.id.clone(), unit.name.clone()))
        .collect()
}

/// What a unit holds, as far as the reader may know of it.
///
/// # Errors
/// The unit is not one of [`units`]; a fault.
pub async fn held(app: &App, reader: &Reader, unit: &UnitId) -> Result<Vec<Held>, Failure> {
    if !units(app, reader).iter().any(|(known, _)| known == unit) {
        return Err(Failure::NotFound);
    }
    let sql = format!(
        "SELECT m.number FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
         WHERE v.unit_id = $1 AND NOT v.over AND {} ORDER BY v.sort_key LIMIT $3",
        seen("v", 2)
    );
    let params = [
        unit.as_str().into(),
        reader.person.as_str().into(),
        LOOKED_AT.into(),
    ];
    let mut found = Vec::new();
    for row in &app.store().rows(&sql, &params).await? {
        let Some(matter) = of_unit(app, reader, unit, row.text(0)?).await? else {
            continue;
        };
        let owed = matter.owed_clocks();
        let lamp = owed
            .first()
            .map_or_else(Lamp::rest, |clock| Lamp::of_clock(app, clock, reader.now));
        let (stays, title) = match leaving(app, reader, unit, matter.clone()).await? {
            Ok(leaving) => ("", leaving.title),
            Err(why) => (why, String::new()),
        };
        found.push(Held {
            number: matter.number.clone(),
            title,
            stage_zh: matter.stage.zh(),
            lamp,
            stays,
        });
    }
    Ok(found)
}

/// A matter the unit holds and still has to work on, if the reader may exchange sheets about it.
pub(super) async fn of_unit(
    app: &App,
    reader: &Reader,
    unit: &UnitId,
    number: &str,
) -> Result<Option<Matter>, Failure> {
    let matter = match reader.matter(app, number).await {
        Ok((matter, _)) => matter,
        Err(Failure::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let (office, rules, on) = (&reader.office, app.rules(), reader.on());
    let works = matches!(
        matter.stage,
        Stage::Routed | Stage::Signed | Stage::Accepted
    );
    let here = office.organ_of(&matter.holder) == Some(unit);
    let may = access::own(office, rules, &reader.person, EXCHANGE, Some(&matter), on).is_some();
    Ok((works && here && may).then_some(matter))
}

/// What of a matter leaves for a unit, or why it stays.
pub(super) async fn leaving(
    app: &App,
    reader: &Reader,
    unit: &UnitId,
    matter: Matter,
) -> Result<Result<Leaving, &'static str>, Fault> {
    if matter.secrecy() != Secrecy::Internal {
        return Ok(Err("标有密级，不得用任务单带出，请按保密规定送"));
    }
    let recused = |person: &PersonId| matter.recused.contains(person);
    let colleagues = reader.office.colleagues_of(unit, reader.on());
    if colleagues.iter().any(|(person, _)| recused(&person.id)) {
        return Ok(Err("该单位有人应当回避，请当面交办"));
    }
    let stream_id = matter.id.stream();
    let texts = vault::texts(app, &reader.opener(), &stream_id).await?;
    let Some((title, summary)) = copy(app, &matter, &texts)? else {
        return Ok(Err("没有可以下发的内容，请先登记问题或写转办摘要"));
    };
    let requirements = vault::of_purpose(
        app,
        &reader.opener(),
        std::slice::from_ref(&stream_id),
        "route.requirement",
    )
    .await?;
    let mut issues = Vec::new();
    for (lead, number, issue) in matter.issues() {
        issues.push(format!("{lead}.{number} {}", texts.of(&issue.text)?));
    }
    Ok(Ok(Leaving {
        title,
        summary,
        requirement: requirements.get(&stream_id).cloned().unwrap_or_default(),
        issues: issues.join("\n"),
        matter,
    }))
}

/// The forward copy; where the unit received the report itself, what the office registered. The words of
/// the reporter do not travel by hand.
fn copy(app: &App, matter: &Matter, texts: &Texts) -> Result<Option<(String, String)>, Fault> {
    let written = matter.routing.copies.last();
    if let Some(copy) = written.filter(|copy| copy.title.is_some() || copy.summary.is_some()) {
        let text = |part: Option<&casework::SealedRef>| {
            part.map_or(Ok(String::new()), |part| texts.of(part).map(str::to_owned))
        };
        return Ok(Some((
            text(copy.title.as_ref())?,
            text(copy.summary.as_ref())?,
        )));
    }
    let composed = forward::composed(app, matter, texts)?;
    Ok(composed.map(|copy| (copy.title, copy.summary)))
}
