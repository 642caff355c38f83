//! Figures (统计分析) taken out as a file: the same right, reason and receipt as a book, the figures that their page
//! shows to the same reader, each metric with its formula and what it rests on. A row is a metric of something:
//! of everything, of a part of it, of a month.

use super::run::{Source, covered, unwritten};
use super::{Begun, Export, Format, Head, permitted, reason, receipt, record};
use crate::queries::basis;
use crate::queries::figures::{self, Line, Period, Split};
use crate::queries::reader::Reader;
use crate::{App, Failure};
use casework::figures::{Change, Figure, Filter, Metric, Metrics, Sign};
use casework::{PersonId, UnitId};
use papers::sheet::Cell;
use papers::table::{Column, Table};

/// What receipts call it.
pub const BOOK: (&str, &str) = ("figures", "统计分析");

/// What its rows rest on.
const BASIS: &str = "各项指标的算法、统计范围和依据写在首次出现的一行";

/// Headings and widths, in order.
const COLUMNS: &[(&str, u16)] = &[
    ("机关", 28),
    ("时间", 20),
    ("只看", 16),
    ("统计到", 12),
    ("分列", 12),
    ("项目", 24),
    ("指标", 22),
    ("本期", 10),
    ("单位", 8),
    ("分子", 10),
    ("分母", 10),
    ("上年同期", 10),
    ("上年同期分子", 12),
    ("上年同期分母", 12),
    ("同比", 10),
    ("同比单位", 12),
    ("同比说明", 22),
    ("上一期", 10),
    ("上一期分子", 12),
    ("上一期分母", 12),
    ("环比", 10),
    ("环比单位", 12),
    ("环比说明", 22),
    ("算法", 40),
    ("统计范围", 40),
    ("依据", 40),
];

/// Which figures are taken out.
#[derive(Debug, Clone)]
pub struct Sought {
    /// Whose, with all below it.
    pub organ: UnitId,
    /// Over which time.
    pub period: Period,
    /// What is looked at.
    pub filter: Filter,
    /// The one metric that is told, with its months; all of them where it is not named.
    pub metric: Option<String>,
}

/// Begins to take figures out.
///
/// # Errors
/// As their page; and where the person may not export, or gives no reason.
pub async fn begin(
    app: &App,
    person: &PersonId,
    sought: &Sought,
    (format, why): (Format, &str),
) -> Result<Export, Failure> {
    let reader = Reader::of(app, person).await?;
    let told = told(app, &reader, sought).await?;
    let by = permitted(app, &reader)?;
    let why = reason(why)?;
    let unit = reader.units.first().ok_or(Failure::NotFound)?.clone();
    let organ = reader.office.organ_of(&unit).unwrap_or(&unit).clone();
    let serial = receipt(app, reader.now.local);
    let scope = in_words(app, &reader, sought, &told);
    let head = Head {
        unit: reader.office.unit_name(&organ),
        receipt: &serial,
        reason: why,
        scope: &scope,
        person: reader.office.person_name(person),
        at: reader.now.local,
    };
    let headed: Vec<Column> = COLUMNS
        .iter()
        .map(|(heading, width)| Column {
            heading: (*heading).to_owned(),
            width: *width,
        })
        .collect();
    let table = match format {
        Format::Comma => Table::comma(&headed),
        Format::Workbook => Table::workbook(covered((BOOK.1, BASIS), &head), &headed),
    };
    let table = table.map_err(unwritten)?;
    let begun = Begun {
        book: BOOK.0,
        organ: &organ,
        unit: &unit,
        layout: None,
        format,
        columns: headed.into_iter().map(|column| column.heading).collect(),
        texts: false,
    };
    let ends = format!(
        "{}于{}导出",
        head.person,
        head.at.strftime("%Y-%m-%d %H:%M")
    );
    record(app, &reader, (&serial, &by), (begun, why, &scope)).await?;
    let name = format!("{}-{serial}.{}", BOOK.1, format.as_str());
    let source = Source::Figures(Box::new((sought.clone(), ends)));
    let table = (table, name, format);
    Ok(Export::begun(
        app,
        (by, person.clone()),
        serial,
        source,
        table,
    ))
}

/// What is taken out.
struct Told {
    table: figures::Table,
    trend: Vec<(Period, Figure)>,
}

async fn told(app: &App, reader: &Reader, sought: &Sought) -> Result<Told, Failure> {
    let (person, asked) = (&reader.person, (sought.period, &sought.filter));
    Ok(match &sought.metric {
        None => Told {
            table: figures::table(app, person, &sought.organ, asked).await?,
            trend: Vec::new(),
        },
        Some(metric) => {
            let alone = figures::alone(app, person, &sought.organ, asked, metric).await?;
            Told {
                table: alone.table,
                trend: alone.trend,
            }
        }
    })
}

/// Organ, time, filters and metric, in one line.
fn in_words(app: &App, reader: &Reader, sought: &Sought, told: &Told) -> String {
    let mut words = vec![
        format!("{}及所辖", reader.office.unit_name(&sought.organ)),
        sought.period.zh(),
    ];
    words.extend(figures::only(app.rules(), &sought.filter));
    let metric = sought.metric.as_ref().and(told.table.lines.first());
    words.extend(metric.map(|line| line.metric.name.clone()));
    words.join("；")
}

/// The rows, as the reader may see them now.
pub(super) async fn page(
    app: &App,
    reader: &Reader,
    sought: &Sought,
) -> Result<(Vec<Vec<Cell>>, bool), Failure> {
    let told = told(app, reader, sought).await?;
    let only = figures::only(app.rules(), &sought.filter).join("、");
    let until = told.table.period.until;
    let front = vec![
        text(&format!("{}及所辖", told.table.name)),
        text(&sought.period.zh()),
        text(&only),
        Cell::Date(until.at(0, 0, 0, 0)),
    ];
    let metrics = &app.rules().metrics;
    let mut rows = Vec::new();
    for line in &told.table.lines {
        let mut row = of(&front, ("合计", "全部"), line);
        row.extend(defined(metrics, &line.metric));
        rows.push(row);
    }
    for split in &told.table.splits {
        rows.extend(parted(&front, split));
    }
    if let Some(line) = told.table.lines.first() {
        let months = told.trend.iter();
        rows.extend(months.map(|(month, figure)| monthly(&front, *month, line, *figure)));
    }
    let wide = |mut row: Vec<Cell>| {
        row.resize(COLUMNS.len(), Cell::Empty);
        row
    };
    Ok((rows.into_iter().map(wide).collect(), false))
}

fn parted(front: &[Cell], split: &Split) -> Vec<Vec<Cell>> {
    let by = format!("按{}", split.by.zh());
    let parts = split.parts.iter();
    let rows = parts.flat_map(|part| part.lines.iter().map(|line| (&part.name, line)));
    rows.map(|(name, line)| of(front, (&by, name), line))
        .collect()
}

fn monthly(front: &[Cell], month: Period, line: &Line, figure: Figure) -> Vec<Cell> {
    let mut row = front.to_vec();
    row.extend([text("逐月"), text(&month.zh()), text(&line.metric.name)]);
    row.extend(now(line, figure));
    row
}

/// A row but for what its metric means.
fn of(front: &[Cell], (by, name): (&str, &str), line: &Line) -> Vec<Cell> {
    let mut row = front.to_vec();
    row.extend([text(by), text(name), text(&line.metric.name)]);
    row.extend(now(line, line.now));
    for change in [&line.year, &line.before] {
        row.extend(then(line, change));
    }
    row
}

/// The figure, what it is in, its part and its whole.
fn now(line: &Line, figure: Figure) -> [Cell; 4] {
    let unit = match figure.whole {
        Some(_) if line.metric.mean => "分",
        Some(_) => "%",
        None => &line.unit,
    };
    let [value, part, whole] = figured(line, figure);
    [value, text(unit), part, whole]
}

/// A figure, and what it is a share of.
fn figured(line: &Line, figure: Figure) -> [Cell; 3] {
    let number = |number: i64| Cell::Number(number as f64);
    match figure.whole {
        None => [number(figure.part), Cell::Empty, Cell::Empty],
        Some(whole) => [
            match line.metric.mean {
                true => figure.mean(),
                false => figure.share(),
            }
            .map_or(Cell::Empty, tenths),
            number(figure.part),
            number(whole),
        ],
    }
}

/// The same of another time, and by how much it changed.
fn then(line: &Line, change: &Change) -> [Cell; 6] {
    let [value, part, whole] = match change.sign {
        Sign::Alone if change.tenths.is_none() => [Cell::Empty, Cell::Empty, Cell::Empty],
        _ => figured(line, change.before),
    };
    let unit = match (change.tenths, line.now.whole) {
        (None, _) => "",
        (Some(_), Some(_)) if line.metric.mean => "分",
        (Some(_), Some(_)) => "百分点",
        (Some(_), None) => "%",
    };
    [
        value,
        part,
        whole,
        change.tenths.map_or(Cell::Empty, tenths),
        text(unit),
        text(change.sign.zh()),
    ]
}

/// Formula, population and basis.
fn defined(metrics: &Metrics, metric: &Metric) -> [Cell; 3] {
    let counts = std::iter::once(&metric.part).chain(&metric.whole);
    let counts = counts.filter_map(|id| metrics.count(id));
    let of: Vec<String> = counts
        .map(|count| format!("{}：{}", count.name, count.population))
        .collect();
    [
        text(&metric.formula),
        text(&of.join("；")),
        text(&basis::in_words(&metric.basis)),
    ]
}

fn tenths(tenths: i64) -> Cell {
    Cell::Number(tenths as f64 / 10.0)
}

fn text(text: &str) -> Cell {
    match text {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    }
}
