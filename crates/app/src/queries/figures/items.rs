//! What a figure counts, item by item, the earliest first: the same condition as the count, and of that only
//! what the reader may open.

use super::sums::{between, instants};
use super::{Period, Scope};
use crate::queries::balance::{Item, Items, known, of_done_runs};
use crate::queries::lamp::Lamp;
use crate::queries::reader::Reader;
use crate::queries::todo::stage;
use crate::tallies::cells::{From, Source, from};
use crate::{App, Failure, Fault, moment, queries, reading, vault};
use casework::figures::{CountRule, Filter, Flag};
use casework::{PersonId, UnitId};
use store::{Row, Value};

/// Which figure of which organ.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    /// Whose, with all below it.
    pub organ: &'a UnitId,
    /// Over which time.
    pub period: Period,
    /// What is looked at.
    pub filter: &'a Filter,
    /// Which count of `metrics.toml`.
    pub count: &'a CountRule,
}

/// Items a page.
pub(super) const PAGE: usize = 20;

/// Who asks for a list, of which period up to today, and where it looks: the same for every list behind a figure.
///
/// # Errors
/// As [`super::table()`].
pub(super) async fn begun<'a>(
    app: &App,
    person: &PersonId,
    sought: Sought<'a>,
) -> Result<(Reader, Scope, Sought<'a>), Failure> {
    let reader = Reader::of(app, person).await?;
    let organ = known(&reader, sought.organ)?.organ;
    let period = sought.period.up_to(reader.on()).ok_or(Failure::NotFound)?;
    let scope = Scope::new(&reader.office, organ, person.as_str(), &reader.units);
    Ok((reader, scope, Sought { period, ..sought }))
}

/// A page of rows that begin with an instant, an id and a number within it, and the cursor of what follows.
pub(super) async fn paged(
    app: &App,
    person: &PersonId,
    (sql, params): (String, Vec<Value>),
) -> Result<(Vec<Row>, Option<String>), Failure> {
    reading::record_list(app, person, "figure-items").await?;
    let mut rows = app.store().rows(&sql, &params).await?;
    let place = |row: &Row| Ok(format!("{}.{}.{}", row.int(0)?, row.text(1)?, row.int(2)?));
    let next = queries::paged(&mut rows, PAGE, place)?;
    Ok((rows, next))
}

/// The items of a figure.
///
/// # Errors
/// As [`super::table()`]; [`Failure::NotFound`] for a count of what procedures score and check.
pub async fn items(
    app: &App,
    person: &PersonId,
    sought: Sought<'_>,
    cursor: Option<&str>,
) -> Result<Items, Failure> {
    let (reader, scope, sought) = begun(app, person, sought).await?;
    let From::Matters(of) = from(sought.count.axis) else {
        return Err(Failure::NotFound);
    };
    let asked = statement(app, &reader, (&scope, sought, of), cursor);
    let (rows, next) = paged(app, person, asked).await?;
    Ok(Items {
        organ: reader.office.unit_name(sought.organ).to_owned(),
        next,
        rows: opened(app, &reader, &rows).await?,
    })
}

async fn opened(app: &App, reader: &Reader, rows: &[Row]) -> Result<Vec<Item>, Fault> {
    let stream = |row: &Row| Ok(format!("matter-{}", row.text(1)?));
    let streams = rows.iter().map(stream).collect::<Result<Vec<_>, Fault>>()?;
    let titles = match streams.is_empty() {
        true => Default::default(),
        false => queries::titles::titles(app, reader, &streams).await?,
    };
    let item = |row: &Row| {
        let title = titles.get(&stream(row)?);
        Ok(Item {
            number: row.text(3)?.to_owned(),
            title: title.map_or(vault::ERASED, |title| title).to_owned(),
            stage_zh: stage(row.text(4)?)?.zh(),
            from: moment::moment(row.int(0)?).on().to_string(),
            came_zh: "",
            until: String::new(),
            went_zh: "",
            lamp: Lamp::of_instant(app, row.int(5)?, reader.now),
        })
    };
    rows.iter().map(item).collect()
}

pub(super) fn statement(
    app: &App,
    reader: &Reader,
    (scope, sought, of): (&Scope, Sought<'_>, Source),
    cursor: Option<&str>,
) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![reader.person.as_str().into()];
    let mut list = |units: Vec<&UnitId>| {
        let (list, more) = store::list(params.len() + 1, units.iter().map(|id| id.as_str()));
        params.extend(more);
        list
    };
    let eyes = list(reader.units.iter().collect());
    let axis = sought.count.axis;
    let owners = match axis {
        casework::figures::Axis::Arrived | casework::figures::Axis::Visitors => {
            list(scope.seen.iter().collect())
        }
        _ => list(scope.answering.iter().map(|(id, _)| id).collect()),
    };
    let organ = list(vec![sought.organ]);
    let mut when = conditions(&of.flags(), sought, &mut params);
    let place = cursor.and_then(place);
    if let Some((at, id, nth)) = place {
        params.extend([at.into(), id.into(), nth.into()]);
        let last = params.len();
        when.push_str(&format!(
            " AND ({}, m.matter_id, {}) > (${}, ${}, ${last})",
            of.at,
            of.nth,
            last - 2,
            last - 1
        ));
    }
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT {at}, m.matter_id, {nth}, m.number, m.stage, m.due_at {} AND v.unit_id IN {organ} AND {} IN {owners} AND {} AND {} \
         AND m.matter_id NOT IN (SELECT r.matter_id FROM recused r WHERE r.person_id = $1) \
         AND EXISTS (SELECT 1 FROM visible s WHERE s.matter_id = m.matter_id AND s.unit_id IN {eyes}){when} \
         ORDER BY {at}, m.matter_id, {nth} LIMIT ${}",
        of.from,
        of.owner,
        between(axis, instants(app, sought.period), app.now().at),
        of_done_runs("m.run_id IS NULL OR m.run_id"),
        params.len(),
        at = of.at,
        nth = of.nth,
    );
    (sql, params)
}

/// What has to be true of a row, by its letters and dimensions.
fn conditions(flags: &str, sought: Sought<'_>, params: &mut Vec<Value>) -> String {
    let (count, filter) = (sought.count, sought.filter);
    let has = |flag: &Flag| format!("{flags} LIKE '%{}%'", flag.letter());
    let mut when: Vec<String> = count.all.iter().map(has).collect();
    let any: Vec<String> = count.any.iter().map(has).collect();
    if !any.is_empty() {
        when.push(format!("({})", any.join(" OR ")));
    }
    when.extend(count.none.iter().map(|flag| format!("NOT {}", has(flag))));
    let mut is = |column: &str, word: Option<&str>| {
        if let Some(word) = word {
            params.push(word.into());
            when.push(format!("{column} = ${}", params.len()));
        }
    };
    is("m.channel", count.channel.map(|one| one.as_str()));
    is("m.class", count.class.map(|one| one.as_str()));
    is("m.channel", filter.channel.map(|one| one.as_str()));
    is("m.class", filter.class.map(|one| one.as_str()));
    is("m.managed", filter.level.map(|one| one.as_str()));
    if let Some(domain) = &filter.domain {
        params.push(format!("% {domain} %").into());
        when.push(format!("' ' || m.domains || ' ' LIKE ${}", params.len()));
    }
    when.iter().map(|one| format!(" AND {one}")).collect()
}

pub(super) fn place(cursor: &str) -> Option<(i64, &str, i64)> {
    let (at, rest) = cursor.split_once('.')?;
    let (id, nth) = rest.split_once('.')?;
    Some((at.parse().ok()?, id, nth.parse().ok()?))
}
