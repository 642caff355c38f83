//! What earlier analyses said (以往的原因和建议): causes and suggestions of those a leader has judged, of the same kind
//! or about the same domain, offered to whoever writes a finding. A reader is told of an earlier analysis what its
//! own page would tell, and from where each comes (T3).

use super::known;
use crate::queries::procedures::Names;
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, reading};
use casework::PersonId;
use casework::analysis::{Analysis, Finding, Task, about_zh};
use casework::procedure::Noun;
use serde::Serialize;
use store::Value;

/// What one earlier finding said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prompt {
    /// The number of the analysis it stands in.
    pub number: String,
    /// What that analysis is called.
    pub name: String,
    /// Whose it is.
    pub organ: String,
    /// The section it stands in.
    pub section: String,
    /// What it is about, in words.
    pub about: String,
    /// Why it was there.
    pub cause: String,
    /// What was to be done.
    pub suggestion: String,
    /// What became of it, in a word; empty where nobody was tasked.
    pub standing: &'static str,
}

/// Earlier analyses looked at, the newest first.
const LOOKED: i64 = 16;
/// Prompts offered.
const OFFERED: usize = 12;

/// What earlier analyses said of what this one may say: the same sections first, the newest first.
///
/// # Errors
/// [`Failure::NotFound`] both where the analysis does not exist and where the reader may not know all of it.
pub async fn prompts(app: &App, person: &PersonId, number: &str) -> Result<Vec<Prompt>, Failure> {
    let now = known(app, person, number).await?;
    if !now.state.core.is_whole_for(&now.reader.units) {
        return Err(Failure::NotFound);
    }
    reading::record_list(app, person, &format!("{number}-prompts")).await?;
    let mut found = Vec::new();
    for (number, name) in earlier(app, &now.reader, &now.state).await? {
        let then = match Box::pin(known(app, person, &number)).await {
            Ok(then) if then.state.is_judged() => then,
            Ok(_) | Err(Failure::NotFound) => continue,
            Err(failure) => return Err(failure),
        };
        let organ = then.reader.office.unit_name(&then.state.organ).to_owned();
        for finding in &then.state.findings {
            let serves = may_serve(app, &now.state, (&then.state, finding));
            if !serves || !then.may_read(person, finding) {
                continue;
            }
            found.push(Prompt {
                number: number.clone(),
                name: name.clone(),
                organ: organ.clone(),
                section: app.rules().analyses.section_zh(&finding.section).to_owned(),
                about: about_zh(&finding.about, app.rules(), &then.reader.office),
                cause: then.texts.of(&finding.cause)?.to_owned(),
                suggestion: then.texts.of(&finding.suggestion)?.to_owned(),
                standing: finding.task.as_ref().map_or("", Task::standing),
            });
        }
    }
    // The newest first is kept within a section; what was said twice is offered once.
    let sections = app.rules().analyses.sections_of(&now.state.kind);
    let order: Vec<&str> = sections.map(|section| &*section.name).collect();
    found.sort_by_key(|one: &Prompt| {
        let nth = order.iter().position(|name| *name == one.section);
        nth.unwrap_or(order.len())
    });
    let mut offered: Vec<Prompt> = Vec::new();
    for one in found {
        let said = |known: &Prompt| known.cause == one.cause && known.suggestion == one.suggestion;
        if offered.len() < OFFERED && !offered.iter().any(said) {
            offered.push(one);
        }
    }
    Ok(offered)
}

/// Whether what was found then may serve now: in an analysis of the same kind, or about a domain this one tells of.
fn may_serve(app: &App, now: &Analysis, (then, finding): (&Analysis, &Finding)) -> bool {
    let domain = finding.about.strip_prefix("domain:");
    let own = || domain.is_some_and(|id| now.domains(app.rules()).contains(id));
    let sections = &mut app.rules().analyses.sections_of(&now.kind);
    let told = sections.any(|section| section.id == finding.section);
    (then.kind == now.kind && told) || own()
}

/// The newest other analyses the reader may know of: number and name.
async fn earlier(
    app: &App,
    reader: &Reader,
    now: &Analysis,
) -> Result<Vec<(String, String)>, Fault> {
    let mut params: Vec<Value> = vec![
        Noun::Analysis.as_str().into(),
        LOOKED.into(),
        now.core.number.as_str().into(),
    ];
    let mut scans = Vec::new();
    for unit in &reader.units {
        params.push(unit.as_str().into());
        scans.push(format!(
            "SELECT * FROM (SELECT p.procedure_id, p.noun, p.number, p.kind, p.from_day, p.until_day, v.opened_at \
             FROM procedure_visible v JOIN procedures p ON p.procedure_id = v.procedure_id \
             WHERE v.unit_id = ${} AND v.noun = $1 AND p.number <> $3 \
             ORDER BY v.opened_at DESC, v.procedure_id DESC LIMIT $2) AS s",
            params.len()
        ));
    }
    if scans.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "{} ORDER BY opened_at DESC, procedure_id DESC LIMIT $2",
        scans.join(" UNION ")
    );
    let rows = app.store().rows(&sql, &params).await?;
    let names = Names::of(app, reader, &rows).await?;
    let named = |row: &store::Row| Ok((row.text(2)?.to_owned(), names.name(app, row)?));
    rows.iter().map(named).collect()
}
