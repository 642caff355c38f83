//! What a reader's units owe in procedures, for the to-do (P-26): one range of one partial index a unit.

use super::{name, title_purpose};
use crate::queries::lamp::Lamp;
use crate::queries::reader::Reader;
use crate::queries::todo::owing;
use crate::{App, Fault, vault};
use casework::UnitId;
use casework::campaign::ItemState;
use casework::procedure::Noun;
use serde::Serialize;
use std::collections::HashMap;
use store::{Row, Value};

/// A promise in a procedure.
#[derive(Debug, Clone, Serialize)]
pub struct ProcedureDue {
    /// Which noun.
    #[serde(skip)]
    pub noun: Noun,
    /// The procedure's number.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// What is promised.
    pub clock_zh: String,
    /// About which item, where it is one alone.
    pub item: Option<i64>,
    /// How many of the kind are owed there.
    pub count: i64,
    /// Where they are listed.
    #[serde(skip)]
    pub at: String,
    /// Who owes it.
    pub owner: String,
    /// How it stands.
    pub lamp: Lamp,
}

/// Lines at most.
const MOST: i64 = 20;

/// Promises of a unit that are looked at, the nearest first.
const LOOKED_AT: i64 = 1_000;

/// The nearest of them.
pub(crate) async fn owed(app: &App, reader: &Reader) -> Result<Vec<ProcedureDue>, Fault> {
    let units = owing(app, reader);
    if units.is_empty() || reader.units.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, params) = statement(reader, &units);
    let rows = app.store().rows(&sql, &params).await?;
    let titles = titles(app, reader, &rows).await?;
    let mut found = confided(app, reader).await?;
    for row in &rows {
        found.push(due(app, reader, row, &titles)?);
    }
    Ok(found)
}

/// What a unit owes of one kind in one procedure is one line, by the nearest of them. An item about a matter that the
/// reader is recused from is not counted (T4).
fn statement(reader: &Reader, units: &[UnitId]) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![MOST.into(), reader.person.as_str().into(), LOOKED_AT.into()];
    let unbarred = super::list::unbarred_of_any("p", 2);
    let mut seeing = Vec::new();
    for unit in &reader.units {
        params.push(unit.as_str().into());
        seeing.push(format!("${}", params.len()));
    }
    let mut scans = Vec::new();
    for unit in units {
        params.push(unit.as_str().into());
        scans.push(format!(
            "SELECT * FROM (SELECT min(c.due_at) AS due_at, c.procedure_id, count(*) AS owed, c.rule, c.owner, \
             min(c.about) AS about FROM (SELECT o.due_at, o.procedure_id, o.rule, o.owner, o.about \
             FROM procedure_clocks o WHERE o.owner = ${} AND o.ended_at IS NULL AND NOT EXISTS (SELECT 1 \
             FROM procedure_items i JOIN recused r ON r.matter_id = i.matter_id AND r.person_id = $2 \
             WHERE i.procedure_id = o.procedure_id AND i.item = o.about AND o.rule <> 'slip-answer') \
             ORDER BY o.due_at, o.procedure_id, o.clock LIMIT $3) AS c \
             GROUP BY c.procedure_id, c.rule, c.owner ORDER BY min(c.due_at), c.procedure_id, c.rule) AS s",
            params.len(),
        ));
    }
    let sql = format!(
        "SELECT c.due_at, c.procedure_id, c.owed, c.rule, c.owner, c.about, p.noun, p.number, p.kind, \
         p.from_day, p.until_day FROM ({}) AS c JOIN procedures p ON p.procedure_id = c.procedure_id \
         WHERE EXISTS (SELECT 1 FROM procedure_visible v WHERE v.procedure_id = c.procedure_id \
         AND v.unit_id IN ({})) AND {unbarred} \
         ORDER BY c.due_at, c.procedure_id, c.rule LIMIT $1",
        scans.join(" UNION ALL "),
        seeing.join(", ")
    );
    (sql, params)
}

/// The titles of the procedures that owe something, by stream.
async fn titles(
    app: &App,
    reader: &Reader,
    rows: &[Row],
) -> Result<HashMap<String, String>, Fault> {
    let (mut streams, mut purposes) = (Vec::new(), Vec::new());
    for row in rows {
        streams.push(stream_of(row)?);
        purposes.push(title_purpose(noun_of(row)?));
    }
    purposes.sort_unstable();
    purposes.dedup();
    let purposes: Vec<&str> = purposes.iter().map(String::as_str).collect();
    vault::of_purposes(app, &reader.opener(), &streams, &purposes).await
}

fn noun_of(row: &Row) -> Result<Noun, Fault> {
    let word = row.text(6)?;
    Noun::parse(word).ok_or_else(|| Fault::Stored(format!("procedures.noun `{word}`")))
}

fn stream_of(row: &Row) -> Result<String, Fault> {
    Ok(format!("{}-{}", row.text(6)?, row.text(1)?))
}

/// Notices that wait for the reader in person (S1-24): nobody else of their unit has this line.
async fn confided(app: &App, reader: &Reader) -> Result<Vec<ProcedureDue>, Fault> {
    let sql = "SELECT c.due_at, p.number, p.unit_id FROM key_county_notices n \
               JOIN procedures p ON p.procedure_id = n.procedure_id \
               JOIN procedure_clocks c ON c.procedure_id = n.procedure_id AND c.about = n.notice \
               AND c.rule = 'key-county-read' AND c.ended_at IS NULL \
               WHERE n.person_id = $1 AND n.read_at IS NULL \
               ORDER BY c.due_at, n.procedure_id, n.notice LIMIT $2";
    let params = [reader.person.as_str().into(), MOST.into()];
    let mut found = Vec::new();
    for row in &app.store().rows(sql, &params).await? {
        found.push(ProcedureDue {
            noun: Noun::KeyCounty,
            number: row.text(1)?.to_owned(),
            name: "送您本人的点对点通报".to_owned(),
            clock_zh: "签收阅知".to_owned(),
            item: None,
            count: 1,
            at: address(Noun::KeyCounty, row.text(1)?),
            owner: reader.office.unit_name(&row.text(2)?.into()).to_owned(),
            lamp: Lamp::of_instant(app, row.int(0)?, reader.now),
        });
    }
    Ok(found)
}

fn due(
    app: &App,
    reader: &Reader,
    row: &Row,
    titles: &HashMap<String, String>,
) -> Result<ProcedureDue, Fault> {
    let noun = noun_of(row)?;
    let rule = row.text(3)?;
    let promise = app.rules().clock(rule);
    let period = row.opt_text(9)?.zip(row.opt_text(10)?);
    let title = titles.get(&stream_of(row)?).map(String::as_str);
    let (count, number) = (row.int(2)?, row.text(7)?);
    let item = row.opt_int(5)?.filter(|_| count == 1);
    let item = item.filter(|_| rule != casework::clocks::SLIP_ANSWER);
    let address = address(noun, number);
    Ok(ProcedureDue {
        noun,
        at: match (noun, item) {
            (Noun::Campaign, None) if count > 1 => format!("{address}/items?{}", narrowed(rule)),
            _ => address,
        },
        number: number.to_owned(),
        name: name(app.rules(), noun, row.text(8)?, period, title),
        clock_zh: promise.map_or(rule, |rule| &rule.name).to_owned(),
        item,
        count,
        owner: reader.office.unit_name(&row.text(4)?.into()).to_owned(),
        lamp: Lamp::of_instant(app, row.int(0)?, reader.now),
    })
}

fn address(noun: Noun, number: &str) -> String {
    format!("/desk/{}/{number}", noun.plural())
}

/// Which items of a campaign a promise of several is about.
fn narrowed(rule: &str) -> String {
    let state = match rule {
        "campaign-contract" => ItemState::Open,
        "campaign-item" => ItemState::Contracted,
        "campaign-look-back" => ItemState::WrittenOff,
        _ => return String::new(),
    };
    format!("state={}", state.as_str())
}
