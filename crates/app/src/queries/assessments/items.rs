//! The list behind a figure: what its whole is made of, or its part alone, oldest first. Only what the reader may
//! see stands in it (T3, T4); it is counted anew, so that it shows what is known now.

use super::{Known, called};
use crate::assessments::{About, Counted, Of, days_of, organ_of};
use crate::queries::reader::Reader;
use crate::queries::titles::titles;
use crate::queries::todo::stage;
use crate::{App, Failure, Fault, moment, reading, vault};
use casework::inspection::ItemState as Checked;
use casework::procedure::Noun;
use casework::rules::Measure;
use casework::{PersonId, UnitId};
use jiff::civil::Date;
use serde::Serialize;
use store::{Row, Value};

/// Which figure is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    /// The month: its first day.
    pub month: Date,
    /// The organ's id.
    pub unit: &'a str,
    /// The indicator, or the rule of points.
    pub indicator: &'a str,
    /// Whether only the part is wanted.
    pub part: bool,
    /// Where the page before ended.
    pub cursor: Option<&'a str>,
}

/// A page of what a figure counts.
#[derive(Debug, Clone, Serialize)]
pub struct Items {
    /// The assessment's number.
    pub number: String,
    /// The month.
    pub month: Date,
    /// The organ's name.
    pub unit: String,
    /// The indicator's name.
    pub indicator: String,
    /// Its lines.
    pub lines: Vec<ItemLine>,
    /// The cursor of what follows.
    pub next: Option<String>,
}

/// A line of the list.
#[derive(Debug, Clone, Serialize)]
pub struct ItemLine {
    /// The number of the matter or of the procedure.
    pub number: String,
    /// Its address.
    pub href: String,
    /// The matter's title, or which item it is.
    pub title: String,
    /// In whose hands, or whose item.
    pub unit: String,
    /// The day that counts.
    pub on: String,
    /// Where it stands, or what it came to.
    pub stands: String,
    /// Whether it is counted in the part.
    pub part: bool,
}

/// Lines a page.
const PAGE: usize = 30;

/// The list behind a figure of an assessment.
///
/// # Errors
/// [`Failure::NotFound`] where the reader may not know of the assessment or of the organ's result, where there
/// is no such figure, and for a month that is neither frozen nor the reader's to count.
pub async fn items(
    app: &App,
    person: &PersonId,
    number: &str,
    sought: Sought<'_>,
) -> Result<Items, Failure> {
    let known = Known::of(app, person, number).await?;
    reading::record_list(app, person, &format!("assessment-{number}")).await?;
    let state = &known.state;
    let unit = UnitId::from(sought.unit);
    let scheme = app.rules().scheme(&state.scheme).ok_or(Failure::NotFound)?;
    let measure = scheme
        .measure_of(sought.indicator)
        .ok_or(Failure::NotFound)?;
    let told = state.month(sought.month).is_some()
        || (known.whole && state.next_month() == Some(sought.month));
    if !told || !known.sees(&unit) || !state.units.contains(&unit) {
        return Err(Failure::NotFound);
    }
    let by = organ_of(&known.reader.office, &state.core.unit);
    let of = Of::new(
        app,
        &known.reader.office,
        (&by, &unit),
        days_of(sought.month),
    );
    let side = Side {
        part: sought.part,
        cursor: sought.cursor,
    };
    let (lines, next) = lines(app, &known.reader, (&of, measure), side).await?;
    Ok(Items {
        number: state.core.number.clone(),
        month: sought.month,
        unit: known.name(&unit),
        indicator: called(Some(scheme), sought.indicator),
        lines,
        next,
    })
}

/// Which side of a figure, from where on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side<'a> {
    /// Whether only the part is wanted.
    pub part: bool,
    /// Where the page before ended.
    pub cursor: Option<&'a str>,
}

/// A page of what a measure counts, as far as the reader may see it, and the cursor of the next.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn lines(
    app: &App,
    reader: &Reader,
    (of, measure): (&Of<'_>, Measure),
    side: Side<'_>,
) -> Result<(Vec<ItemLine>, Option<String>), Fault> {
    let counted = Counted::of(of, measure);
    let (sql, params) = statement(reader, measure, &counted, side);
    let mut rows = app.store().rows(&sql, &params).await?;
    let place = |row: &Row| Ok(format!("{}.{}.{}", row.int(0)?, row.text(1)?, row.int(2)?));
    let next = crate::queries::paged(&mut rows, PAGE, place)?;
    let streams = rows.iter().map(stream).collect::<Result<Vec<_>, Fault>>()?;
    let named = match counted.about {
        About::Item => Default::default(),
        About::Matter | About::Slip => titles(app, reader, &streams).await?,
    };
    let mut lines = Vec::new();
    for row in &rows {
        let title = named
            .get(&stream(row)?)
            .map_or(vault::ERASED, |title| title);
        lines.push(line(reader, row, (counted.about, measure), title)?);
    }
    Ok((lines, next))
}

fn stream(row: &Row) -> Result<String, Fault> {
    Ok(format!("matter-{}", row.text(1)?))
}

fn line(
    reader: &Reader,
    row: &Row,
    (about, measure): (About, Measure),
    title: &str,
) -> Result<ItemLine, Fault> {
    let number = row.text(3)?.to_owned();
    let word = row.text(5)?;
    let noun = match measure {
        Measure::Platform => Noun::Inspection,
        _ => Noun::Review,
    };
    let (href, title, stands) = match about {
        About::Matter => (
            format!("/desk/matters/{number}"),
            title.to_owned(),
            stage(word)?.zh().to_owned(),
        ),
        About::Slip => {
            let kind = casework::rules::RungKind::parse(word).map_or("", |kind| kind.zh());
            (
                format!("/desk/matters/{number}"),
                title.to_owned(),
                kind.to_owned(),
            )
        }
        About::Item => {
            let stands = match measure {
                Measure::Platform => Checked::parse(word)
                    .map_or("", |state| state.zh())
                    .to_owned(),
                _ => format!("{word}分"),
            };
            let item = format!("第{}项", row.int(2)?);
            (format!("/desk/{}/{number}", noun.plural()), item, stands)
        }
    };
    Ok(ItemLine {
        href,
        title,
        stands,
        unit: reader
            .office
            .unit_name(&UnitId::from(row.text(4)?))
            .to_owned(),
        on: moment::moment(row.int(0)?).on().to_string(),
        part: row.int(6)? == 1,
        number,
    })
}

/// What the lines of a measure are selected by.
fn statement(
    reader: &Reader,
    measure: Measure,
    counted: &Counted,
    side: Side<'_>,
) -> (String, Vec<Value>) {
    let mut params = counted.params.clone();
    let mut put = |value: Value| {
        params.push(value);
        params.len()
    };
    let person = put(reader.person.as_str().into());
    let units: Vec<String> = reader
        .units
        .iter()
        .map(|unit| format!("${}", put(unit.as_str().into())))
        .collect();
    let units = units.join(", ");
    let limit = put((PAGE as i64 + 1).into());
    let [at, id, nth] = counted.key;
    let (columns, seen) = match counted.about {
        About::Matter | About::Slip => {
            let word = if counted.about == About::Slip {
                "s.kind"
            } else {
                "m.stage"
            };
            (
                format!("m.number AS number, m.holder AS unit, {word} AS word"),
                format!(
                    "EXISTS (SELECT 1 FROM visible x WHERE x.matter_id = {id} AND x.unit_id IN ({units})) \
                     AND NOT EXISTS (SELECT 1 FROM recused r WHERE r.person_id = ${person} \
                     AND r.matter_id = {id})"
                ),
            )
        }
        About::Item => {
            let word = match measure {
                Measure::Platform => "i.state",
                _ => "CAST(i.score AS text)",
            };
            (
                format!("p.number AS number, i.unit_id AS unit, {word} AS word"),
                format!(
                    "EXISTS (SELECT 1 FROM procedure_visible x WHERE x.procedure_id = {id} \
                     AND x.unit_id IN ({units})) \
                     AND NOT EXISTS (SELECT 1 FROM procedure_items q JOIN recused r \
                     ON r.matter_id = q.matter_id WHERE q.procedure_id = {id} AND q.item = {nth} \
                     AND r.person_id = ${person})"
                ),
            )
        }
    };
    let mut which = String::from("1 = 1");
    if side.part {
        which.push_str(" AND is_part = 1");
    }
    if let Some((after, key, number)) = side.cursor.and_then(place) {
        let (after, key, number) = (put(after.into()), put(key.into()), put(number.into()));
        which.push_str(&format!(
            " AND (k_at, k_id, k_nth) > (${after}, ${key}, ${number})"
        ));
    }
    let sql = format!(
        "SELECT k_at, k_id, k_nth, number, unit, word, is_part FROM (SELECT {at} AS k_at, {id} AS k_id, \
         {nth} AS k_nth, {columns}, CAST(CASE WHEN {} THEN 1 ELSE 0 END AS bigint) AS is_part {} \
         AND {seen}) AS found WHERE {which} ORDER BY k_at, k_id, k_nth LIMIT ${limit}",
        counted.part, counted.source
    );
    (sql, params)
}

fn place(cursor: &str) -> Option<(i64, &str, i64)> {
    let (at, rest) = cursor.split_once('.')?;
    let (id, nth) = rest.split_once('.')?;
    Some((at.parse().ok()?, id, nth.parse().ok()?))
}
