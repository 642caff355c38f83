//! What an act of an analysis (综合分析) is told: the figures of its time, official (they count whatever the organ
//! may know of, whoever opens it, T3), and how many events of the ledger were published by then.

mod themes;

pub(crate) use themes::{Drafts, READ, cut, cutter};

use crate::queries::figures::{
    Breakdown, COLUMNS, Line, Period, Scope, Table, figures_of, of_groups,
};
use crate::queries::reader::Reader;
use crate::{App, Fault};
use casework::UnitId;
use casework::analysis::{Frozen, Theme, Themes, Told};
use casework::figures::{Change, Figure};
use casework::form::Sealer;
use casework::office::Office;
use casework::procedure::Noun;
use jiff::civil::Date;
use serde_json::{Map, Value};

/// Where the kind and time of an analysis are claimed.
pub(crate) const NAMESPACE: &str = "analysis";

/// What a command is told.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn told(
    app: &App,
    reader: &Reader,
    (organ, planned): (&UnitId, Option<(Date, Date)>),
    (act, fields): (&str, &Map<String, Value>),
) -> Result<Told, Fault> {
    let stands = stands(app, organ, (act, fields)).await?;
    let Some(period) = counted(reader, planned, (act, fields)) else {
        return Ok(Told {
            stands,
            ..Told::default()
        });
    };
    let eyes = std::slice::from_ref(organ);
    let scope = Scope::new(&reader.office, organ, "", eyes);
    let below = below(&reader.office, organ);
    let (table, spread) = figures_of(app, reader, (organ, &scope, &below), period).await?;
    let mut lines = frozen(&table, |about| spread.get(about).copied().unwrap_or(0));
    let policies = app.rules().analyses.policies.iter();
    let policies: Vec<(&str, &[String])> = policies.map(|one| (&*one.id, &*one.domains)).collect();
    let groups = of_groups(app, reader, (&scope, &below), (period, &policies));
    for (id, line, units) in Box::pin(groups).await? {
        let told = (line.now, &line.year, &line.before);
        lines.push(line_of(format!("policy:{id}"), told, units));
    }
    Ok(Told {
        checkpoint: checkpoint(app).await?,
        lines,
        themes: Themes::default(),
        stands,
    })
}

/// The kind and time an act opens, where an organ has one of them alone.
fn single<'a>(
    app: &App,
    (act, fields): (&str, &'a Map<String, Value>),
) -> Option<(&'a str, (Date, Date))> {
    let word = |name: &str| fields.get(name).and_then(Value::as_str);
    let kind = word("kind").filter(|_| act == "open-analysis")?;
    let single = app.rules().analyses.kind(kind)?.single;
    let days = word("period").and_then(casework::analysis::days);
    days.filter(|_| single).map(|days| (kind, days))
}

/// The claim on the kind and time that an act opens: whoever is second at the same moment tries again, and then
/// sees the first.
pub(crate) fn claimed(
    app: &App,
    organ: &UnitId,
    named: (&str, &Map<String, Value>),
) -> Option<(String, String)> {
    let (kind, (from, until)) = single(app, named)?;
    Some((
        NAMESPACE.to_owned(),
        format!("{organ}/{kind}/{from}/{until}"),
    ))
}

/// Whether an organ has one of the kind and time.
async fn stands(
    app: &App,
    organ: &UnitId,
    named: (&str, &Map<String, Value>),
) -> Result<bool, Fault> {
    let Some((kind, (from, until))) = single(app, named) else {
        return Ok(false);
    };
    let sql = "SELECT p.unit_id FROM procedure_visible v JOIN procedures p ON p.procedure_id = v.procedure_id \
               WHERE v.unit_id = $1 AND v.noun = $2 AND p.kind = $3 AND p.from_day = $4 AND p.until_day = $5";
    let params = [
        organ.as_str().into(),
        Noun::Analysis.as_str().into(),
        kind.into(),
        from.to_string().into(),
        until.to_string().into(),
    ];
    let office = app.office();
    for row in app.store().rows(sql, &params).await? {
        // The organ above knows of those below, too.
        let unit = UnitId::from(row.text(0)?);
        if office.organ_of(&unit).unwrap_or(&unit) == organ {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The time an act counts. Nothing is counted of a time to come: that is planned, or refused.
fn counted(
    reader: &Reader,
    planned: Option<(Date, Date)>,
    (act, fields): (&str, &Map<String, Value>),
) -> Option<Period> {
    let word = fields.get("period").and_then(Value::as_str);
    let days = match act {
        "open-analysis" if !fields.get("due").is_some_and(is_filled) => {
            word.and_then(casework::analysis::days)
        }
        "freeze-analysis" => planned,
        _ => None,
    };
    let over = days.filter(|(_, until)| *until < reader.on());
    over.and_then(|(from, until)| Period::between(from, until))
}

fn is_filled(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

/// The organs directly below.
fn below(office: &Office, organ: &UnitId) -> Vec<UnitId> {
    let is_organ = |unit: &&UnitId| office.unit(unit).is_some_and(|unit| unit.kind.is_organ());
    office
        .children_of(organ)
        .iter()
        .filter(is_organ)
        .cloned()
        .collect()
}

/// The themes of the time an act counts, to be sealed into the procedure; nothing where it counts none.
pub(crate) async fn themes(
    app: &App,
    reader: &Reader,
    (organ, planned): (&UnitId, Option<(Date, Date)>),
    named: (&str, &Map<String, Value>),
) -> Result<Drafts, Fault> {
    let Some(period) = counted(reader, planned, named) else {
        return Ok(Drafts::default());
    };
    let below = below(&reader.office, organ);
    Box::pin(themes::drafted(app, reader, (organ, &below), period)).await
}

/// Themes as an event holds them: their words sealed, their figures beside the others.
pub(crate) fn sealed(drafts: Drafts, sealer: &mut dyn Sealer, told: &mut Told) {
    let (read, all) = drafts.looked;
    for (draft, number) in drafts.themes.into_iter().zip(1..) {
        let words = sealer.text("analysis.theme", &draft.words.join("、"));
        told.themes.found.push(Theme { number, words });
        told.lines.push(draft.line);
    }
    (told.themes.read, told.themes.all) = (read, all);
}

/// How many events the last published checkpoint covers.
async fn checkpoint(app: &App) -> Result<Option<i64>, Fault> {
    let sql = "SELECT size FROM checkpoints ORDER BY size DESC LIMIT 1";
    let rows = app.store().rows(sql, &[]).await?;
    Ok(rows.first().map(|row| row.int(0)).transpose()?)
}

/// Every metric, and what arrived of every part of every breakdown.
fn frozen(table: &Table, units: impl Fn(&str) -> i64) -> Vec<Frozen> {
    let of = |about: String, line: &Line| {
        let units = units(&about);
        line_of(about, (line.now, &line.year, &line.before), units)
    };
    let mut lines: Vec<Frozen> = table
        .lines
        .iter()
        .filter(|line| line.now.whole != Some(0))
        .map(|line| of(format!("metric:{}", line.metric.id), line))
        .collect();
    for split in &table.splits {
        for part in split.parts.iter().filter(|part| !part.id.is_empty()) {
            let total = part.lines.iter().find(|line| line.metric.id == COLUMNS[0]);
            let about = format!("{}:{}", split.by.as_str(), part.id);
            lines.extend(total.map(|line| of(about, line)));
            // What an organ below is told of itself when the analysis is delivered to it (S1-35).
            let own = part
                .lines
                .iter()
                .filter(|line| line.metric.id != COLUMNS[0]);
            let own = own.filter(|_| split.by == Breakdown::Unit);
            lines.extend(own.map(|line| of(format!("of:{}:{}", part.id, line.metric.id), line)));
        }
    }
    lines
}

fn line_of(about: String, (now, year, before): (Figure, &Change, &Change), units: i64) -> Frozen {
    Frozen {
        about,
        units,
        part: now.part,
        whole: now.whole,
        year_part: year.before.part,
        year_whole: year.before.whole,
        year: year.sign,
        before_part: before.before.part,
        before_whole: before.before.whole,
        before: before.sign,
    }
}
