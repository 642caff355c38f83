//! Metrics of an organ over a time, and what they break down into.

use super::{Period, Scope, Sum, read};
use crate::queries::balance::{known, organs};
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, reading};
use casework::figures::{Axis, Cell, Change, Figure, Filter, Metric, Metrics, Sign};
use casework::matter::{Channel, Class};
use casework::office::Level;
use casework::rules::Rules;
use casework::{PersonId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// The axes an analysis and a month at a glance read.
const AXES: [Axis; 4] = [Axis::Arrived, Axis::Visitors, Axis::Concluded, Axis::Due];

/// Metrics that stand in a breakdown, one a column.
pub const COLUMNS: [&str; 5] = [
    "total",
    "repeat-rate",
    "over-level-rate",
    "true-rate",
    "on-time-rate",
];

casework::codes! {
    /// What figures break down into.
    pub enum Breakdown {
        /// The channel it came by.
        Channel = "channel" => "渠道",
        /// The class it was registered under.
        Class = "class" => "类别",
        /// Domain tags; a matter of two domains stands under both.
        Domain = "domain" => "领域",
        /// The highest level that manages an accused.
        Level = "level" => "干部管理权限",
        /// Organs directly below, each with all below it.
        Unit = "unit" => "下级机关",
    }
}

/// Figures of an organ.
#[derive(Debug, Clone)]
pub struct Table {
    /// Whose.
    pub organ: UnitId,
    /// Its name.
    pub name: String,
    /// Over which time.
    pub period: Period,
    /// Metric by metric.
    pub lines: Vec<Line>,
    /// What they break down into.
    pub splits: Vec<Split>,
}

/// A metric.
#[derive(Debug, Clone)]
pub struct Line {
    /// Which.
    pub metric: Metric,
    /// What one of its part is: 件.
    pub unit: String,
    /// Now.
    pub now: Figure,
    /// Against the same time of the year before (同比).
    pub year: Change,
    /// Against the time before (环比).
    pub before: Change,
}

impl Line {
    /// Whether there is anything of it at any of its times.
    fn is_any(&self) -> bool {
        let times = [self.now, self.year.before, self.before.before];
        times.into_iter().any(Figure::is_any)
    }
}

/// The axes a metric is read from, and that of what arrived: a time of which nothing is on record is not
/// compared with.
pub(super) fn axes(metrics: &Metrics, metric: &Metric) -> Vec<Axis> {
    let mut axes = vec![Axis::Arrived];
    for axis in axes_of(metrics, metric) {
        if !axes.contains(&axis) {
            axes.push(axis);
        }
    }
    axes
}

/// The axes of a metric's counts.
pub(super) fn axes_of<'a>(
    metrics: &'a Metrics,
    metric: &'a Metric,
) -> impl Iterator<Item = Axis> + 'a {
    let counts = std::iter::once(&metric.part).chain(&metric.whole);
    counts.filter_map(|id| metrics.count(id).map(|count| count.axis))
}

/// Whether a metric is of what procedures score or check.
pub(super) fn is_of_procedures(metrics: &Metrics, metric: &Metric) -> bool {
    axes_of(metrics, metric).any(Axis::is_of_procedures)
}

/// What figures break down into by one thing.
#[derive(Debug, Clone)]
pub struct Split {
    /// By what.
    pub by: Breakdown,
    /// Its parts, in the order an office lists them.
    pub parts: Vec<Part>,
}

/// One part.
#[derive(Debug, Clone)]
pub struct Part {
    /// Which; empty where it was not said.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// The metrics of [`COLUMNS`], in that order.
    pub lines: Vec<Line>,
}

/// Figures of an organ over a time, under a filter.
///
/// # Errors
/// [`Failure::NotFound`] for an organ that is not the reader's or under it, or a time to come.
pub async fn table(
    app: &App,
    person: &PersonId,
    organ: &UnitId,
    (period, filter): (Period, &Filter),
) -> Result<Table, Failure> {
    let reader = Reader::of(app, person).await?;
    let seen = known(&reader, organ)?;
    let period = period.up_to(reader.on()).ok_or(Failure::NotFound)?;
    reading::record_list(app, person, "figures").await?;
    let scope = Scope::new(&reader.office, seen.organ, person.as_str(), &reader.units);
    let below = reader.office.children_of(organ).iter();
    let may = organs(&reader);
    let below: Vec<UnitId> = below.filter(|unit| may.contains(unit)).cloned().collect();
    // What procedures score and check is told of no channel, class, level or domain.
    let axes = Axis::ALL.iter().copied();
    let axes = axes.filter(|axis| filter.is_open() || !axis.is_of_procedures());
    let axes: Vec<Axis> = axes.collect();
    let whose = (organ, &scope, &*below);
    Ok(counted_of(app, &reader, whose, (period, filter), (&axes, None)).await?)
}

/// The same in the eyes of a scope.
pub(crate) async fn counted(
    app: &App,
    reader: &Reader,
    whose: (&UnitId, &Scope, &[UnitId]),
    asked: (Period, &Filter),
) -> Result<Table, Fault> {
    counted_of(app, reader, whose, asked, (&AXES, None)).await
}

/// The same of metrics of some axes, or of one metric alone.
pub(super) async fn counted_of(
    app: &App,
    reader: &Reader,
    (organ, scope, below): (&UnitId, &Scope, &[UnitId]),
    (period, filter): (Period, &Filter),
    (axes, only): (&[Axis], Option<&Metric>),
) -> Result<Table, Fault> {
    let times = Times::of(period);
    let metrics = &app.rules().metrics;
    let sums = read(app, scope, (axes, &times.all)).await?;
    let mut making = Making {
        metrics,
        only,
        times,
        known: [true; 3],
    };
    let all = making.gathered(&sums, &Filter::default(), |_, _, key| key(""));
    making.known = known_times(metrics, all.get(""));
    let whole = making.gathered(&sums, filter, |_, _, key| key(""));
    let none = Counted::new(metrics.counts.len());
    let of = |metric: &Metric| making.line(metric, whole.get("").unwrap_or(&none));
    let told = metrics.metrics.iter();
    let told = told.filter(|metric| match only {
        Some(only) => only.id == metric.id,
        None => axes_of(metrics, metric).all(|axis| axes.contains(&axis)),
    });
    let lines = told.filter_map(of).collect();
    let mut splits = Vec::new();
    for by in [
        Breakdown::Channel,
        Breakdown::Class,
        Breakdown::Domain,
        Breakdown::Level,
    ] {
        if only.is_some_and(|metric| is_of_procedures(metrics, metric)) {
            break;
        }
        let found = making.gathered(&sums, filter, |cell, sum, key| match by {
            _ if sum.axis.is_of_procedures() => {}
            Breakdown::Channel => key(cell.channel),
            Breakdown::Class => key(cell.class),
            Breakdown::Level => key(cell.level),
            _ => cell.domains().for_each(key),
        });
        splits.push(making.split(by, found, |id| called(app.rules(), by, id)));
    }
    if !below.is_empty() {
        let apart = scope.clone().apart(&reader.office, below);
        let sums = read(app, &apart, (axes, &making.times.all)).await?;
        let found = making.gathered(&sums, filter, |_, sum, key| key(&sum.owner));
        let name = |id: &str| reader.office.unit_name(&UnitId::from(id)).to_owned();
        splits.push(making.split(Breakdown::Unit, found, name));
    }
    Ok(Table {
        organ: organ.clone(),
        name: reader.office.unit_name(organ).to_owned(),
        period,
        lines,
        splits,
    })
}

/// The figures of a time, and of everything they are of in how many of the organs below there is any.
pub(crate) async fn figures_of(
    app: &App,
    reader: &Reader,
    (organ, scope, below): (&UnitId, &Scope, &[UnitId]),
    period: Period,
) -> Result<(Table, BTreeMap<String, i64>), Fault> {
    let open = Filter::default();
    let table = counted(app, reader, (organ, scope, below), (period, &open)).await?;
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    if !below.is_empty() {
        let apart = scope.clone().apart(&reader.office, below);
        for sum in read(app, &apart, (&AXES, &[period])).await? {
            for about in abouts(&app.rules().metrics, &sum) {
                found.entry(about).or_default().insert(sum.owner.clone());
            }
        }
    }
    let spread = found
        .into_iter()
        .map(|(about, units)| (about, units.len() as i64));
    Ok((table, spread.collect()))
}

/// What arrived over a time of groups of domains, and in how many of the organs below there is any of each: a
/// matter of two domains of a group is one of it.
pub(crate) async fn of_groups(
    app: &App,
    reader: &Reader,
    (scope, below): (&Scope, &[UnitId]),
    (period, groups): (Period, &[(&str, &[String])]),
) -> Result<Vec<(String, Line, i64)>, Fault> {
    let metrics = &app.rules().metrics;
    let total = metrics.metric(COLUMNS[0]);
    let (Some(total), false) = (total, groups.is_empty()) else {
        return Ok(Vec::new());
    };
    let of = |cell: &Cell<'_>, key: &mut dyn FnMut(&str)| {
        for (id, domains) in groups {
            if cell
                .domains()
                .any(|one| domains.iter().any(|known| known == one))
            {
                key(id);
            }
        }
    };
    let times = Times::of(period);
    let sums = read(app, scope, (&[Axis::Arrived], &times.all)).await?;
    let mut making = Making {
        metrics,
        only: None,
        times,
        known: [true; 3],
    };
    let all = making.gathered(&sums, &Filter::default(), |_, _, key| key(""));
    making.known = known_times(metrics, all.get(""));
    let found = making.gathered(&sums, &Filter::default(), |cell, _, key| of(cell, key));
    let mut spread: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    if !below.is_empty() {
        let apart = scope.clone().apart(&reader.office, below);
        for sum in read(app, &apart, (&[Axis::Arrived], &[period])).await? {
            if let Some(cell) = Cell::parse(&sum.word).filter(|_| sum.total > 0) {
                of(&cell, &mut |id: &str| {
                    let units = spread.entry(id.to_owned()).or_default();
                    units.insert(sum.owner.clone());
                });
            }
        }
    }
    let line = |(id, counted): (String, Counted)| {
        let units = spread.get(&id).map_or(0, |units| units.len() as i64);
        Some((id, making.line(total, &counted)?, units))
    };
    Ok(found.into_iter().filter_map(line).collect())
}

/// What a cell is of, as an analysis names it.
fn abouts(metrics: &Metrics, sum: &Sum) -> Vec<String> {
    let Some(cell) = Cell::parse(&sum.word).filter(|_| sum.total > 0) else {
        return Vec::new();
    };
    let counts = |metric: &&Metric| {
        let count = metrics.count(&metric.part);
        count.is_some_and(|count| count.axis == sum.axis && count.counts(&cell))
    };
    let told = metrics.metrics.iter().filter(counts);
    let mut of: Vec<String> = told.map(|metric| format!("metric:{}", metric.id)).collect();
    if sum.axis == Axis::Arrived {
        of.extend(cell.domains().map(|id| format!("domain:{id}")));
        of.push(format!("channel:{}", cell.channel));
        of.push(format!("class:{}", cell.class));
        of.push(format!("level:{}", cell.level));
        of.push(format!("unit:{}", sum.owner));
    }
    of
}

/// A time, the same of the year before, and the time before.
struct Times {
    all: [Period; 3],
}

impl Times {
    fn of(period: Period) -> Self {
        Self {
            all: [period, period.year_before(), period.before()],
        }
    }
}

/// How many of each count, over each of the times.
#[derive(Clone)]
struct Counted([Vec<i64>; 3]);

impl Counted {
    fn new(counts: usize) -> Self {
        Self([vec![0; counts], vec![0; counts], vec![0; counts]])
    }
}

struct Making<'a> {
    metrics: &'a Metrics,
    /// The one metric that is told, where it is one.
    only: Option<&'a Metric>,
    times: Times,
    /// Whether anything at all is on record of each of the times: what began later has nothing to compare with.
    known: [bool; 3],
}

/// Over which of the times anything arrived.
fn known_times(metrics: &Metrics, counted: Option<&Counted>) -> [bool; 3] {
    let received = metrics
        .counts
        .iter()
        .position(|count| count.id == "received");
    let any = |nth: usize| {
        let sum = received.and_then(|at| counted?.0[nth].get(at).copied());
        sum.unwrap_or(0) > 0
    };
    [true, any(1), any(2)]
}

impl Making<'_> {
    /// Cells added up under the keys each belongs to.
    fn gathered(
        &self,
        sums: &[Sum],
        filter: &Filter,
        keys: impl Fn(&Cell<'_>, &Sum, &mut dyn FnMut(&str)),
    ) -> BTreeMap<String, Counted> {
        let mut found: BTreeMap<String, Counted> = BTreeMap::new();
        for sum in sums {
            let Some(cell) = Cell::parse(&sum.word).filter(|cell| filter.takes(cell)) else {
                continue;
            };
            let counts = self.metrics.counts.iter().enumerate();
            let held: Vec<usize> = counts
                .filter(|(_, count)| count.axis == sum.axis && count.counts(&cell))
                .map(|(at, _)| at)
                .collect();
            keys(&cell, sum, &mut |key: &str| {
                if !found.contains_key(key) {
                    found.insert(key.to_owned(), Counted::new(self.metrics.counts.len()));
                }
                if let Some(counted) = found.get_mut(key) {
                    for at in &held {
                        counted.0[sum.nth][*at] += sum.total;
                    }
                }
            });
        }
        found
    }

    fn line(&self, metric: &Metric, counted: &Counted) -> Option<Line> {
        let place = |id: &str| self.metrics.counts.iter().position(|count| count.id == id);
        let part = place(&metric.part)?;
        let whole = metric.whole.as_deref().and_then(place);
        let figure = |nth: usize| Figure {
            part: counted.0[nth][part],
            whole: whole.map(|whole| counted.0[nth][whole]),
            days: self.times.all[nth].days(),
        };
        Some(Line {
            metric: metric.clone(),
            unit: self.metrics.counts[part].unit.clone(),
            now: figure(0),
            year: self.against(metric, figure(0), (figure(1), 1)),
            before: self.against(metric, figure(0), (figure(2), 2)),
        })
    }

    fn against(&self, metric: &Metric, now: Figure, (then, nth): (Figure, usize)) -> Change {
        // Before the first report came in something may have been scored or checked.
        let scored = is_of_procedures(self.metrics, metric) && then.is_any();
        match self.known[nth] || scored {
            true if metric.mean => now.mean_against(then),
            true => now.against(then, self.metrics.chance_percent),
            false => Change {
                before: then,
                tenths: None,
                sign: Sign::Alone,
            },
        }
    }

    fn split(
        &self,
        by: Breakdown,
        found: BTreeMap<String, Counted>,
        name: impl Fn(&str) -> String,
    ) -> Split {
        let columns: Vec<&Metric> = match self.only {
            Some(metric) => vec![metric],
            None => COLUMNS
                .iter()
                .filter_map(|id| self.metrics.metric(id))
                .collect(),
        };
        let part = |(id, counted): (String, Counted)| Part {
            name: name(&id),
            lines: columns
                .iter()
                .filter_map(|metric| self.line(metric, &counted))
                .collect(),
            id,
        };
        // Of one metric alone, a part that has none of it at any of the times says nothing.
        let any = |part: &Part| self.only.is_none() || part.lines.iter().any(Line::is_any);
        let mut parts: Vec<Part> = found.into_iter().map(part).filter(any).collect();
        // What there is most of comes first; lists an office knows by heart keep their order.
        let size = |part: &Part| {
            let now = part.lines.first().map(|line| line.now);
            now.map_or((0, 0), |now| (now.whole.unwrap_or(now.part), now.part))
        };
        parts.sort_by_key(|part| std::cmp::Reverse(size(part)));
        Split { by, parts }
    }
}

/// What alone is looked at, in words; nothing where it is everything.
pub fn only(rules: &Rules, filter: &Filter) -> Vec<String> {
    let named = |by: Breakdown, id: Option<&str>| id.map(|id| called(rules, by, id));
    let words = [
        named(Breakdown::Channel, filter.channel.map(|one| one.as_str())),
        named(Breakdown::Class, filter.class.map(|one| one.as_str())),
        named(Breakdown::Level, filter.level.map(|one| one.as_str())),
        named(Breakdown::Domain, filter.domain.as_deref()),
    ];
    words.into_iter().flatten().collect()
}

/// What an office calls a part.
fn called(rules: &Rules, by: Breakdown, id: &str) -> String {
    let known = match by {
        Breakdown::Channel => Channel::parse(id).map(|one| one.zh().to_owned()),
        Breakdown::Class => Class::parse(id).map(|one| one.zh().to_owned()),
        Breakdown::Level => Level::parse(id).map(|one| format!("{}管理", one.zh())),
        Breakdown::Domain => {
            let mut domains = rules.domains.iter();
            domains.find(|one| one.id == id).map(|one| one.name.clone())
        }
        Breakdown::Unit => None,
    };
    match id {
        "" => "未登记".to_owned(),
        id => known.unwrap_or_else(|| id.to_owned()),
    }
}
