//! Accounts by source (来源分账, S2-21 to S2-23): what an organ got in a year from above and what it received
//! itself, each by where it stands; the preliminary-verification rate (初核率); the change against the same
//! days of the year before, and how many visitors came. Every figure opens the list it counts.
//!
//! Only what the reader may know of is counted (T3, T4), as in every balance.

use super::balance::{Item, Items, Seen, known};
use super::lamp::Lamp;
use super::reader::Reader;
use super::todo::stage;
use crate::{App, Failure, Fault, moment, queries, reading, vault};
pub use casework::figures::Standing;
use casework::matter::Inflow;
use casework::{PersonId, UnitId};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Row, Value};

casework::codes! {
    /// From where it came.
    pub enum Source {
        /// Assigned or forwarded by an organ above.
        Superior = "superior" => "上级转来",
        /// Received by the organ itself, but for what police, procuratorate and court sent.
        Own = "own" => "群众反映和其他来源",
        /// Sent by police, procuratorate or court.
        Judicial = "judicial" => "公检法移送",
    }
}

/// The accounts of an organ in a year.
#[derive(Debug, Clone, Serialize)]
pub struct Sources {
    /// Whose.
    pub organ: UnitId,
    /// Its name.
    pub name: String,
    /// Which year.
    pub year: i16,
    /// Until which day it is counted.
    pub until: String,
    /// A line each source.
    pub lines: Vec<Line>,
    /// The same days of the year before.
    pub before: Arrived,
    /// This year.
    pub now: Arrived,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Which.
    pub source: Source,
    /// How many stand where, in the order of [`Standing::ALL`].
    pub counts: Vec<i64>,
}

/// What came in a time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Arrived {
    /// Matters.
    pub matters: i64,
    /// Visits (批次).
    pub visits: i64,
    /// Visitors (人次).
    pub visitors: i64,
}

impl Line {
    /// All of a source.
    pub fn total(&self) -> i64 {
        self.counts.iter().sum()
    }

    /// How many stand somewhere.
    pub fn at(&self, standing: &Standing) -> i64 {
        let place = Standing::ALL.iter().position(|known| known == standing);
        place
            .and_then(|at| self.counts.get(at))
            .copied()
            .unwrap_or(0)
    }

    /// The preliminary-verification rate (初核率): verified and filed, of all that leads were decided on.
    /// Repeats, what is out of scope and what nobody has decided yet are no part of it. Nothing where nothing
    /// was decided.
    pub fn rate(&self) -> Option<i64> {
        let verified = self.at(&Standing::Verified) + self.at(&Standing::Filed);
        let decided = verified + self.at(&Standing::Inquiry) + self.at(&Standing::Other);
        (verified * 100).checked_div(decided)
    }
}

impl Sources {
    /// The lines of some sources together.
    pub fn sum(&self, sources: &[Source]) -> Line {
        let mut counts = vec![0; Standing::ALL.len()];
        for line in self
            .lines
            .iter()
            .filter(|line| sources.contains(&line.source))
        {
            for (sum, count) in counts.iter_mut().zip(&line.counts) {
                *sum += count;
            }
        }
        let source = sources.first().copied().unwrap_or(Source::Own);
        Line { source, counts }
    }
}

/// By how many percent something changed, rounded; nothing where there was nothing before.
pub fn change(before: i64, now: i64) -> Option<i64> {
    let difference = (now - before) * 200;
    let twice = difference.checked_div(before)?;
    Some((twice + twice.signum()) / 2)
}

/// The accounts of an organ.
///
/// # Errors
/// [`Failure::NotFound`] for an organ that is not the reader's or under it.
pub async fn sources(
    app: &App,
    person: &PersonId,
    organ: &UnitId,
    year: i16,
) -> Result<Sources, Failure> {
    let reader = Reader::of(app, person).await?;
    let seen = known(&reader, organ)?;
    reading::record_list(app, person, "sources").await?;
    let (from, until) = days(year, reader.on()).ok_or(Failure::NotFound)?;
    let back = |on: Date| on.checked_sub(1.year()).unwrap_or(on);
    Ok(Sources {
        organ: organ.clone(),
        name: reader.office.unit_name(organ).to_owned(),
        year,
        until: until.to_string(),
        lines: lines(app, &seen, (from, until)).await?,
        before: arrived(app, &seen, (back(from), back(until))).await?,
        now: arrived(app, &seen, (from, until)).await?,
    })
}

/// The days of a year that lie behind; nothing of a year to come.
fn days(year: i16, today: Date) -> Option<(Date, Date)> {
    let from = Date::new(year, 1, 1).ok()?;
    Some((from, from.last_of_year().min(today))).filter(|(from, _)| *from <= today)
}

/// The source of holding `h` of matter `m`.
const SOURCE: &str = "CASE WHEN h.came = 'assigned' \
     OR m.origin IN ('superior-assigned', 'superior-forwarded') THEN 'superior' \
     WHEN m.origin = 'judicial' THEN 'judicial' ELSE 'own' END";

/// Where matter `m` stands (`casework::figures::standing`), by its letters.
fn standing() -> String {
    let mut when = String::from("CASE WHEN h.went = 'joined' THEN 'repeat' ");
    for standing in Standing::ALL {
        let (letter, word) = (standing.letter(), standing.as_str());
        when.push_str(&format!("WHEN m.flags LIKE '%{letter}%' THEN '{word}' "));
    }
    when + "ELSE 'survey' END"
}

/// Holdings that began between two instants and brought a matter for the first time.
fn came(seen: &Seen<'_>, (begins, ends): (usize, usize)) -> String {
    format!(
        "{} AND h.came IN ('received', 'assigned') AND h.from_at >= ${begins} AND h.from_at < ${ends} \
         AND NOT EXISTS (SELECT 1 FROM holdings e WHERE e.organ = h.organ \
         AND e.matter_id = h.matter_id AND e.nth < h.nth AND e.came IN ('received', 'assigned'))",
        seen.condition()
    )
}

fn between(app: &App, seen: &Seen<'_>, (from, until): (Date, Date)) -> (Vec<Value>, String) {
    let mut params = seen.params();
    params.push(app.offset().midnight(from).into());
    params.push(
        app.offset()
            .midnight(until.tomorrow().unwrap_or(until))
            .into(),
    );
    let came = came(seen, (params.len() - 1, params.len()));
    (params, came)
}

async fn lines(app: &App, seen: &Seen<'_>, days: (Date, Date)) -> Result<Vec<Line>, Fault> {
    let (params, came) = between(app, seen, days);
    let sql = format!(
        "SELECT source, standing, COUNT(*) FROM (SELECT {SOURCE} AS source, {} AS standing \
         FROM holdings h JOIN matters m ON m.matter_id = h.matter_id WHERE {came}) AS counted \
         GROUP BY source, standing",
        standing()
    );
    let mut found: BTreeMap<(String, String), i64> = BTreeMap::new();
    for row in &app.store().rows(&sql, &params).await? {
        found.insert(
            (row.text(0)?.to_owned(), row.text(1)?.to_owned()),
            row.int(2)?,
        );
    }
    let count = |source: &Source, standing: &Standing| {
        let key = (source.as_str().to_owned(), standing.as_str().to_owned());
        found.get(&key).copied().unwrap_or(0)
    };
    let line = |source: &Source| Line {
        source: *source,
        counts: Standing::ALL
            .iter()
            .map(|standing| count(source, standing))
            .collect(),
    };
    Ok(Source::ALL.iter().map(line).collect())
}

async fn arrived(app: &App, seen: &Seen<'_>, days: (Date, Date)) -> Result<Arrived, Fault> {
    let (params, came) = between(app, seen, days);
    let sql = format!(
        "SELECT COUNT(*), COUNT(*) FILTER (WHERE m.channel = 'visit'), \
         CAST(COALESCE(SUM(m.heads) FILTER (WHERE m.channel = 'visit'), 0) AS bigint) \
         FROM holdings h JOIN matters m ON m.matter_id = h.matter_id WHERE {came}"
    );
    let rows = app.store().rows(&sql, &params).await?;
    let row = rows
        .first()
        .ok_or_else(|| Fault::Stored("a count has no row".to_owned()))?;
    Ok(Arrived {
        matters: row.int(0)?,
        visits: row.int(1)?,
        visitors: row.int(2)?,
    })
}

/// Which figure of the accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    sources: Vec<Source>,
    standing: Option<Standing>,
}

impl Figure {
    /// The figure of a word in an address: `superior-repeat`, `received-verified`, `judicial-all`.
    pub fn parse(word: &str) -> Option<Self> {
        let (source, standing) = word.split_once('-')?;
        let sources = match source {
            "received" => vec![Source::Own, Source::Judicial],
            source => vec![Source::parse(source)?],
        };
        let standing = match standing {
            "all" => None,
            standing => Some(Standing::parse(standing)?),
        };
        Some(Self { sources, standing })
    }

    /// What an office calls it.
    pub fn zh(&self) -> String {
        let source = match self.sources.as_slice() {
            [one] => one.zh(),
            _ => "自收",
        };
        self.standing.map_or_else(
            || source.to_owned(),
            |standing| format!("{source}：{}", standing.zh()),
        )
    }

    /// The condition on `h` and `m`: words of the program alone.
    fn when(&self) -> String {
        let sources: Vec<String> = self
            .sources
            .iter()
            .map(|s| format!("'{}'", s.as_str()))
            .collect();
        let mut when = format!("{SOURCE} IN ({})", sources.join(", "));
        if let Some(standing) = self.standing {
            when.push_str(&format!(
                " AND {} = '{}'",
                self::standing(),
                standing.as_str()
            ));
        }
        when
    }
}

/// Items a page.
const PAGE: usize = 20;

/// The matters of a figure, the earliest first.
///
/// # Errors
/// As [`sources`].
pub async fn items(
    app: &App,
    person: &PersonId,
    (organ, year): (&UnitId, i16),
    figure: &Figure,
    cursor: Option<&str>,
) -> Result<Items, Failure> {
    let reader = Reader::of(app, person).await?;
    let seen = known(&reader, organ)?;
    reading::record_list(app, person, "source-items").await?;
    let days = days(year, reader.on()).ok_or(Failure::NotFound)?;
    let (mut params, came) = between(app, &seen, days);
    let mut after = String::new();
    let place = cursor.and_then(|cursor| cursor.split_once('.'));
    if let Some((at, id)) = place.and_then(|(at, id)| Some((at.parse::<i64>().ok()?, id))) {
        params.extend([at.into(), id.into()]);
        after = format!(
            " AND (h.from_at, h.matter_id) > (${}, ${})",
            params.len() - 1,
            params.len()
        );
    }
    params.push((PAGE as i64 + 1).into());
    let units: Vec<String> = (0..reader.units.len())
        .map(|at| format!("${}", at + 3))
        .collect();
    let sql = format!(
        "SELECT h.from_at, h.matter_id, m.number, m.stage, h.came, m.due_at FROM holdings h \
         JOIN matters m ON m.matter_id = h.matter_id WHERE {came} AND {}{after} \
         AND EXISTS (SELECT 1 FROM visible s WHERE s.matter_id = h.matter_id AND s.unit_id IN ({})) \
         ORDER BY h.from_at, h.matter_id LIMIT ${}",
        figure.when(),
        units.join(", "),
        params.len()
    );
    let mut rows = app.store().rows(&sql, &params).await?;
    let place = |row: &Row| Ok(format!("{}.{}", row.int(0)?, row.text(1)?));
    let next = queries::paged(&mut rows, PAGE, place)?;
    Ok(Items {
        organ: reader.office.unit_name(organ).to_owned(),
        rows: opened(app, &reader, &rows).await?,
        next,
    })
}

async fn opened(app: &App, reader: &Reader, rows: &[Row]) -> Result<Vec<Item>, Fault> {
    let stream = |row: &Row| Ok(format!("matter-{}", row.text(1)?));
    let streams = rows.iter().map(stream).collect::<Result<Vec<_>, Fault>>()?;
    let titles = if streams.is_empty() {
        Default::default()
    } else {
        queries::titles::titles(app, reader, &streams).await?
    };
    let item = |row: &Row| {
        let title = titles.get(&stream(row)?);
        Ok(Item {
            number: row.text(2)?.to_owned(),
            title: title.map_or(vault::ERASED, |title| title).to_owned(),
            stage_zh: stage(row.text(3)?)?.zh(),
            from: moment::moment(row.int(0)?).on().to_string(),
            came_zh: Inflow::parse(row.text(4)?).map_or("", Inflow::zh),
            until: String::new(),
            went_zh: "",
            lamp: Lamp::of_instant(app, row.int(5)?, reader.now),
        })
    };
    rows.iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_rounded_and_nothing_before_has_none_s2_23() {
        let changes = [(122, 71), (71, 122), (10, 10), (0, 5), (3, 2)];
        let percents = changes.map(|(before, now)| change(before, now));
        assert_eq!(percents, [Some(-42), Some(72), Some(0), None, Some(-33)]);
    }

    #[test]
    fn what_is_not_decided_is_no_part_of_the_rate_s2_22() {
        let line = |counts: [i64; 7]| Line {
            source: Source::Own,
            counts: counts.to_vec(),
        };
        assert_eq!(line([18, 5, 3, 0, 9, 0, 0]).rate(), Some(100));
        assert_eq!(line([0, 0, 3, 1, 1, 1, 1]).rate(), Some(50));
        assert_eq!(line([18, 5, 3, 0, 0, 0, 0]).rate(), None);
    }

    #[test]
    fn a_figure_is_named_by_its_source_and_standing() {
        let named = [
            "superior-repeat",
            "received-filed",
            "judicial-all",
            "own-none",
            "all",
        ];
        let zh = named.map(|word| Figure::parse(word).map(|figure| figure.zh()));
        let wanted = [
            Some("上级转来：重复件"),
            Some("自收：立案"),
            Some("公检法移送"),
            None,
            None,
        ];
        assert_eq!(zh, wanted.map(|zh| zh.map(str::to_owned)));
    }
}
