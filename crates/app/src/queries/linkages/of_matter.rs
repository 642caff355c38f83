//! Which linkage a matter is in, for its own page: the state of its demand from report to solved (S0-06).

use crate::queries::act::context;
use crate::queries::reader::Reader;
use crate::{App, Fault, campaigns, moment};
use casework::MatterId;
use casework::access;
use casework::linkage::{Outcome, Stage};
use casework::matter::Matter;
use casework::step::Facts;
use store::Value;

/// Label and value: 联动处置 LD-…，诉求已解决（2026年…）.
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
        "SELECT DISTINCT p.number, l.state, l.outcome, l.over_at, l.opened_at FROM linkages l \
         JOIN procedures p ON p.procedure_id = l.procedure_id \
         WHERE l.matter_id = $1 AND l.unit_id IN ({units}) ORDER BY l.opened_at"
    );
    let mut told = Vec::new();
    for row in &app.store().rows(&sql, &params).await? {
        let stage = Stage::parse(row.text(1)?).map_or("", Stage::zh);
        let outcome = row.opt_text(2)?.and_then(Outcome::parse).map(Outcome::zh);
        let over = row
            .opt_int(3)?
            .map(|at| moment::moment(at).on().to_string());
        told.push(match (outcome, over) {
            (Some(outcome), Some(on)) => format!("{}，{outcome}（{on}）", row.text(0)?),
            _ => format!("{}，{stage}", row.text(0)?),
        });
    }
    Ok(Some(("联动处置", told.join("；"))).filter(|(_, told)| !told.is_empty()))
}

/// Whether the reader may propose a linkage about a matter now: it is none of the commission's business, its
/// demand may leave, and no other linkage about it is under way.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn proposable(app: &App, reader: &Reader, matter: &Matter) -> Result<bool, Fault> {
    let (office, rules) = (&reader.office, app.rules());
    let act = "propose-linkage";
    let actor = access::permit(office, rules, &reader.person, act, None, reader.on());
    let Some(actor) = actor else {
        return Ok(false);
    };
    let facts = Facts::default();
    if matter
        .barrier(&context(app, reader, &actor, &facts))
        .is_some()
    {
        return Ok(false);
    }
    let sql = "SELECT 1 FROM linkages WHERE matter_id = $1 AND over_at IS NULL LIMIT 1";
    let under_way = app
        .store()
        .rows(sql, &[matter.id.to_string().into()])
        .await?;
    Ok(under_way.is_empty())
}

/// What came of the demand of a matter by the linkage about it that was concluded last, whoever asks: one word
/// of a closed list.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn outcome_of(app: &App, matter: MatterId) -> Result<Option<Outcome>, Fault> {
    let sql = "SELECT outcome FROM linkages WHERE matter_id = $1 AND outcome IS NOT NULL \
               ORDER BY opened_at DESC LIMIT 1";
    let rows = app.store().rows(sql, &[matter.to_string().into()]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    Ok(Outcome::parse(row.text(0)?))
}
