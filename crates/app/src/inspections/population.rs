//! Which matters an inspection may be made of: those of its days by the kind's own rule, or of a book or a
//! saved view; as whoever fixes them may see them (T3), in one order for everybody.

use super::PIECE;
use crate::queries::books::{self, Wish};
use crate::queries::listing::{self, Filter, Listing};
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault};
use casework::draw::{Candidate, ordered};
use casework::inspection::{Told, steps::fix_population::MOST};
use casework::procedure::Procedure;
use casework::rules::Population;
use casework::{MatterId, UnitId};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use store::Row;

/// Rows looked through where a rule keeps few of them.
const LOOKED: usize = 40_000;

pub(super) async fn find<P: Procedure>(
    app: &App,
    reader: &Reader,
    state: &P,
    fields: &Map<String, Value>,
    told: &mut Told,
) -> Result<(), Failure> {
    let rule = app
        .rules()
        .inspection(state.kind())
        .map(|kind| kind.population);
    let rule = rule.unwrap_or_default();
    let Some(mut filter) = asked(app, reader, fields).await? else {
        return Ok(());
    };
    bound(&mut filter, rule, state.period());
    let unit = listing::unit_of(reader, &filter, "冻结检查范围")?.clone();
    told.source = words(&filter);
    let listing = Listing::new(app, reader, &unit, &filter).await?;
    let most = if picks(rule) { LOOKED } else { MOST + 1 };
    let rows = listing.first(app, most).await?;
    let kept = kept(app, rule, &rows).await?;
    let chosen = chosen(fields);
    let mut found = Vec::new();
    for row in &rows {
        let (id, number) = (row.text(1)?, row.text(2)?);
        let holder = UnitId::from(row.text(6)?);
        let organ = reader.office.organ_of(&holder).unwrap_or(&holder).clone();
        let within = |unit: &UnitId| *unit == organ || reader.office.is_above(unit, &organ);
        let asked = chosen.is_empty() || chosen.iter().any(within);
        if !asked || kept.as_ref().is_some_and(|kept| !kept.contains(id)) {
            continue;
        }
        let candidate = Candidate {
            name: number.to_owned(),
            matter: Some(matter_id(id)?),
        };
        found.push((organ, candidate));
    }
    told.population = Some(ordered(found));
    Ok(())
}

fn matter_id(id: &str) -> Result<MatterId, Fault> {
    id.parse()
        .map_err(|_| Fault::Stored(format!("visible.matter_id `{id}`")))
}

/// The filter of the book or the view named in the form; nothing where there is no such view.
async fn asked(
    app: &App,
    reader: &Reader,
    fields: &Map<String, Value>,
) -> Result<Option<Filter>, Failure> {
    let word = |name: &str| {
        fields
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim()
    };
    let (book, view) = (word("book"), word("view"));
    if !view.is_empty() {
        let views = books::views_of(app, reader).await?;
        let Some(view) = views.into_iter().find(|known| known.name == view) else {
            return Ok(None);
        };
        let pairs: Vec<(String, String)> = form_pairs(&view.query);
        let book = app.rules().book(&view.book);
        return Ok(book.map(|book| Wish::of(book, &pairs).filter));
    }
    let book = app.rules().book(book);
    Ok(Some(book.map_or_else(Filter::default, |book| {
        Wish::of(book, &[]).filter
    })))
}

/// The pairs of an address that the program itself wrote.
fn form_pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.trim_start_matches('?').split('&');
    let pairs = pairs.filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// The kind's own rule and the days it looks at, over what was asked for.
fn bound(
    filter: &mut Filter,
    rule: Population,
    period: Option<(jiff::civil::Date, jiff::civil::Date)>,
) {
    filter.number = None;
    filter.sort = None;
    let (from, until) = period.unzip();
    filter.to = until;
    match rule {
        Population::Arrived | Population::LateSigned => filter.from = from,
        Population::First => {
            filter.from = from;
            filter.again = Some(false);
        }
        // What is overdue or was not accepted may have come long before.
        Population::OverdueFirst => {
            filter.again = Some(false);
            filter.overdue = Some(true);
            filter.over = Some(false);
            filter.concluded = Some(false);
        }
        Population::Dissatisfied => filter.concluded = Some(true),
    }
}

/// Whether the rule keeps few of what the list holds.
fn picks(rule: Population) -> bool {
    matches!(rule, Population::LateSigned | Population::Dissatisfied)
}

/// The ids that the rule keeps; nothing where it keeps all.
async fn kept(
    app: &App,
    rule: Population,
    rows: &[Row],
) -> Result<Option<BTreeSet<String>>, Fault> {
    let sql = match rule {
        Population::LateSigned => late_sql(app),
        Population::Dissatisfied => {
            "SELECT DISTINCT matter_id FROM answers WHERE matter_id IN {list} \
             AND result = 'dissatisfied'"
                .to_owned()
        }
        Population::Arrived | Population::First | Population::OverdueFirst => return Ok(None),
    };
    let ids = rows
        .iter()
        .map(|row| row.text(1))
        .collect::<Result<Vec<_>, _>>()?;
    let mut kept = BTreeSet::new();
    for piece in ids.chunks(PIECE) {
        let (list, params) = store::list(1, piece.iter().copied());
        let found = app
            .store()
            .rows(&sql.replace("{list}", &list), &params)
            .await?;
        for row in &found {
            kept.insert(row.text(0)?.to_owned());
        }
    }
    Ok(Some(kept))
}

/// Whose signing was recorded as overdue. The names of clocks stand in the catalogue, checked when read.
fn late_sql(app: &App) -> String {
    let rules = app.rules().priority.slow_sign.iter();
    let rules: Vec<String> = rules.map(|rule| format!("'{rule}'")).collect();
    format!(
        "SELECT DISTINCT matter_id FROM clocks WHERE matter_id IN {{list}} AND lapsed \
         AND rule IN ({})",
        rules.join(", ")
    )
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

/// What was asked for, in the words of a list's address.
fn words(filter: &Filter) -> String {
    let pairs = filter
        .pairs()
        .into_iter()
        .filter(|(name, _)| *name != "unit");
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}
