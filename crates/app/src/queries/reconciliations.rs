//! A reconciliation (对账) as its page shows it: the month's figures as they were frozen, and what does not agree.
//! Figures are official and count everything; a difference about a matter that the reader may not see is
//! left out (T3, T4).

use super::procedures::load;
use super::reader::Reader;
use crate::{App, Failure, Fault, inspections, vault};
use casework::procedure::{Noun, Procedure};
use casework::reconciliation::{Difference, Figures, Reconciliation, Stage, month_zh};
use casework::{MatterId, PersonId, UnitId};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::HashMap;

/// A reconciliation.
#[derive(Debug, Clone, Serialize)]
pub struct Book {
    /// Its number.
    pub number: String,
    /// Whose book, by name and id.
    pub organ: (String, UnitId),
    /// Which month: `2026-02`, and in words.
    pub month: (String, String),
    /// The figures as counted.
    pub figures: Figures,
    /// When they were counted.
    pub counted: String,
    /// What does not agree, as far as the reader may know of it.
    pub lines: Vec<Line>,
    /// How many of these have no cause yet.
    pub open: usize,
    /// Whether differences may still be explained.
    pub comparing: bool,
    /// Who signed and who confirmed it.
    pub hands: (Option<String>, Option<String>),
}

/// A difference.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Its number.
    pub number: u32,
    /// What it is, in words.
    pub zh: String,
    /// The matter's number, where it is about one.
    pub matter: Option<String>,
    /// What a person noted, in words.
    pub what: String,
    /// Why, in words; nothing while nobody said.
    pub cause: Option<String>,
    /// Who said why.
    pub by: String,
}

/// A reconciliation's page.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn book(app: &App, person: &PersonId, number: &str) -> Result<Book, Failure> {
    let reader = Reader::of(app, person).await?;
    let (state, _) = load::<Reconciliation>(app, &reader, number).await?;
    let lines = lines(app, &reader, &state).await?;
    let month = state.month.ok_or(Failure::NotFound)?;
    let name = |person: &PersonId| reader.office.person_name(person).to_owned();
    Ok(Book {
        number: state.core.number.clone(),
        organ: (
            reader.office.unit_name(&state.organ).to_owned(),
            state.organ.clone(),
        ),
        month: (month.strftime("%Y-%m").to_string(), month_zh(month)),
        figures: state.figures.clone(),
        counted: super::todo::shown(state.counted_at),
        open: lines.iter().filter(|line| line.cause.is_none()).count(),
        lines,
        comparing: state.stage == Stage::Comparing,
        hands: (
            state.signed.as_ref().map(name),
            state.confirmed.as_ref().map(name),
        ),
    })
}

async fn lines(app: &App, reader: &Reader, state: &Reconciliation) -> Result<Vec<Line>, Fault> {
    let known = state.differences.iter();
    let ids: Vec<MatterId> = known.filter_map(|known| known.found.matter).collect();
    let seen = inspections::seen(app, reader, &ids).await?;
    let numbers = numbers(app, seen.iter()).await?;
    let stream_id = state.core.id.stream(Noun::Reconciliation);
    let texts = vault::texts(app, &reader.opener(), &stream_id).await?;
    let seen = |known: &&Difference| known.found.matter.is_none_or(|id| seen.contains(&id));
    let mut lines = Vec::new();
    for known in state.differences.iter().filter(seen) {
        let matter = known.found.matter.map(|id| id.to_string());
        lines.push(Line {
            number: known.number,
            zh: zh(reader, known),
            matter: matter.and_then(|id| numbers.get(&id).cloned()),
            what: match &known.noted {
                Some((.., what)) => texts.of(what)?.to_owned(),
                None => String::new(),
            },
            cause: match &known.cause {
                Some(cause) => {
                    let rule = app.rules().cause(&cause.code);
                    let name = rule.map_or(&*cause.code, |rule| &rule.name).to_owned();
                    Some(match &cause.words {
                        Some(words) => format!("{name}。{}", texts.of(words)?),
                        None => name,
                    })
                }
                None => None,
            },
            by: known.cause.as_ref().map_or_else(String::new, |cause| {
                reader.office.person_name(&cause.by).to_owned()
            }),
        });
    }
    Ok(lines)
}

fn zh(reader: &Reader, known: &Difference) -> String {
    let mut zh = known.found.kind.zh().to_owned();
    if let Some((record, side, _)) = &known.noted {
        zh = format!("{}：{}", record.zh(), side.zh());
    }
    if let Some(unit) = &known.found.unit {
        zh.push_str(&format!("（{}）", reader.office.unit_name(unit)));
    }
    match known.found.figures {
        Some((0, now)) => zh.push_str(&format!("，另有{now}件")),
        Some((then, now)) => zh.push_str(&format!("：当时{then}件，现在{now}件")),
        None => {}
    }
    zh
}

/// Numbers of matters by their ids.
async fn numbers<'a>(
    app: &App,
    ids: impl Iterator<Item = &'a MatterId>,
) -> Result<HashMap<String, String>, Fault> {
    let ids: Vec<String> = ids.map(MatterId::to_string).collect();
    let mut found = HashMap::new();
    for piece in ids.chunks(500) {
        let (list, params) = store::list(1, piece.iter().map(String::as_str));
        let sql = format!("SELECT matter_id, number FROM matters WHERE matter_id IN {list}");
        for row in app.store().rows(&sql, &params).await? {
            found.insert(row.text(0)?.to_owned(), row.text(1)?.to_owned());
        }
    }
    Ok(found)
}

/// The month before this one that the reader's organ did not begin to reconcile, for who may (P-26): nothing
/// where its book was still empty then.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn missing(app: &App, reader: &Reader) -> Result<Option<String>, Fault> {
    if !reader.may(app, Reconciliation::ACTS[0].name) {
        return Ok(None);
    }
    let own = reader.office.posts_of(&reader.person, reader.on()).next();
    let own = own.and_then(|post| reader.office.organ_of(&post.unit));
    let (Some(organ), Some(month)) = (own, month_before(reader.on())) else {
        return Ok(None);
    };
    let begins = app.offset().midnight(reader.on().first_of_month());
    let sql = "SELECT CASE WHEN EXISTS (SELECT 1 FROM reconciliations WHERE organ_id = $1 AND month = $2) \
               THEN 0 WHEN EXISTS (SELECT 1 FROM holdings h WHERE h.organ = $1 AND h.from_at < $3) THEN 1 \
               ELSE 0 END";
    let params = [
        organ.as_str().into(),
        month.to_string().into(),
        begins.into(),
    ];
    let rows = app.store().rows(sql, &params).await?;
    let owes = rows.first().map_or(Ok(0), |row| row.int(0))? == 1;
    Ok(owes.then(|| month_zh(month)))
}

fn month_before(today: Date) -> Option<Date> {
    today.first_of_month().checked_sub(1.month()).ok()
}
