//! A bulletin (工作通报) as its page and its paper show it: the figures as they were frozen, what a person said, and who
//! has it. It counts and names no matter (T3).

use super::procedures::load;
use super::reader::Reader;
use crate::official::{self, Facts};
use crate::queries::print::printed;
use crate::{App, Failure, vault};
use ::papers::paper::Official;
use casework::bulletin::{Bulletin, Line, Totals, change};
use casework::procedure::Noun;
use casework::{PersonId, UnitId};
use serde::Serialize;

/// A bulletin.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// Its number in the program.
    pub number: String,
    /// Its number as a letter; nothing while it is a draft.
    pub letter: Option<String>,
    /// The whole, in sentences.
    pub whole: String,
    /// How a person judges it.
    pub summary: String,
    /// What is demanded.
    pub demand: String,
    /// A line each organ.
    pub lines: Vec<Row>,
    /// Who has it, where the reader may know.
    pub receipts: Vec<Receipt>,
}

/// An organ's line.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its figures.
    #[serde(flatten)]
    pub line: Line,
    /// Praised or criticised, in words.
    pub judged: &'static str,
}

/// Whether an organ has it.
#[derive(Debug, Clone, Serialize)]
pub struct Receipt {
    /// The organ's name.
    pub name: String,
    /// Who acknowledged it, and when.
    pub acknowledged: Option<(String, String)>,
    /// What it will do.
    pub measures: String,
    /// Whether it was late, or is.
    pub late: bool,
}

struct Known {
    reader: Reader,
    state: Bulletin,
    summary: String,
    demand: String,
    texts: vault::Texts,
}

async fn known(app: &App, person: &PersonId, number: &str) -> Result<Known, Failure> {
    let reader = Reader::of(app, person).await?;
    let (state, _) = load::<Bulletin>(app, &reader, number).await?;
    let stream_id = state.core.id.stream(Noun::Bulletin);
    let texts = vault::texts(app, &reader.opener(), &stream_id).await?;
    let said = |text: &Option<casework::sealed::SealedRef>| match text {
        Some(text) => texts.of(text).map(str::to_owned),
        None => Ok(String::new()),
    };
    Ok(Known {
        summary: said(&state.summary)?,
        demand: said(&state.demand)?,
        reader,
        state,
        texts,
    })
}

/// A bulletin's page.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn bulletin(app: &App, person: &PersonId, number: &str) -> Result<Told, Failure> {
    let known = known(app, person, number).await?;
    let (office, state) = (&known.reader.office, &known.state);
    let whole = state.core.is_whole_for(&known.reader.units);
    let mut receipts = Vec::new();
    for receipt in &state.receipts {
        // What another organ answered is for whoever sent it.
        if !whole && !known.reader.units.contains(&receipt.unit) {
            continue;
        }
        let acknowledged = receipt.acknowledged.as_ref();
        receipts.push(Receipt {
            name: office.unit_name(&receipt.unit).to_owned(),
            acknowledged: acknowledged
                .map(|(by, at)| (office.person_name(by).to_owned(), super::todo::minute(*at))),
            measures: match &receipt.measures {
                Some(text) => known.texts.of(text)?.to_owned(),
                None => String::new(),
            },
            late: state.is_late(&receipt.unit),
        });
    }
    let rule = app.rules().letter("bulletin");
    let signed = state.signed.as_ref();
    let letter = signed.zip(rule);
    Ok(Told {
        number: state.core.number.clone(),
        letter: letter.map(|((serial, _, on), rule)| rule.numbered(on.year(), Some(*serial))),
        whole: whole_of(state),
        lines: rows(&known),
        receipts,
        summary: known.summary,
        demand: known.demand,
    })
}

fn rows(known: &Known) -> Vec<Row> {
    let state = &known.state;
    let lines = state.lines.iter();
    lines
        .map(|line| Row {
            name: known.reader.office.unit_name(&line.unit).to_owned(),
            line: line.clone(),
            judged: judged(state, &line.unit),
        })
        .collect()
}

fn judged(state: &Bulletin, unit: &UnitId) -> &'static str {
    if state.praised.contains(unit) {
        "表扬"
    } else if state.criticised.contains(unit) {
        "批评"
    } else {
        ""
    }
}

/// The whole in sentences: totals and the change against the year before (S3-01, S2-23).
fn whole_of(state: &Bulletin) -> String {
    let Totals {
        total,
        repeats,
        visits,
        heads,
    } = state.totals;
    let before = state.before;
    let late = state.lines.iter().filter(|line| line.overdue > 0).count();
    let slips: i64 = state.lines.iter().map(|line| line.slips).sum();
    format!(
        "共收到信访举报{total}件，{}；其中重复举报{repeats}件，{}；来访{visits}批{heads}人次，{}。\
         发督办文书{slips}份，现有超期事项的单位{late}个。",
        against(total, before.total),
        against(repeats, before.repeats),
        against(visits, before.visits),
    )
}

/// The change in words: 同比下降13.7%.
fn against(now: i64, base: i64) -> String {
    match change(now, base) {
        None => "上年同期为0".to_owned(),
        Some(0) => "与上年同期持平".to_owned(),
        Some(tenths) => {
            let way = if tenths < 0 { "下降" } else { "上升" };
            let tenths = tenths.abs();
            format!("同比{way}{}.{}%", tenths / 10, tenths % 10)
        }
    }
}

/// A bulletin as a letter.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn paper(app: &App, person: &PersonId, number: &str) -> Result<Official, Failure> {
    let known = known(app, person, number).await?;
    let (office, state) = (&known.reader.office, &known.state);
    let rule = app.rules().letter("bulletin").ok_or(Failure::NotFound)?;
    let period = state.period.ok_or(Failure::NotFound)?;
    let signed = state.signed.as_ref();
    let line = |row: &Row| {
        let line = &row.line;
        vec![
            row.name.clone(),
            line.received.to_string(),
            line.settled.to_string(),
            line.on_time.to_string(),
            line.late.to_string(),
            line.slips.to_string(),
            row.judged.to_owned(),
        ]
    };
    Ok(official::issued(
        rule,
        &Facts {
            organ: office.unit_name(&state.organ).to_owned(),
            addressee: "各下级机关".to_owned(),
            year: signed.map_or(period.until.year(), |(_, _, on)| on.year()),
            serial: signed.map(|(serial, ..)| *serial),
            date: signed.map(|(_, _, on)| *on),
            signatory: Some(
                signed.map_or_else(String::new, |(_, by, _)| office.person_name(by).to_owned()),
            ),
            period: period.zh(),
            standing: whole_of(state),
            reason: known.summary.clone(),
            demand: known.demand.clone(),
            lines: rows(&known).iter().map(line).collect(),
            marks: match signed {
                Some(_) => Vec::new(),
                None => vec!["送签稿".to_owned()],
            },
            printed: printed(&known.reader),
            ..Facts::default()
        },
    ))
}
