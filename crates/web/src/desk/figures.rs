//! Figures (统计分析, S0-09, S2-21 to S2-23, S3-01): metrics of an organ over a time with what changed, what they
//! break down into, and the matters behind each.

use app::queries::basis::in_words;
use app::queries::figures::{
    self, Alone, Breakdown, COLUMNS, Checks, Line, Part, Period, Sought, Split, Table,
};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use casework::figures::{Change, CountRule, Elsewhere, Figure, Filter, Metric, Metrics, Sign};
use casework::matter::{Channel, Class};
use casework::office::Level;
use jiff::civil::Date;
use papers::chart::{self, Column};

use crate::desk::balance::ItemsPage;
use crate::desk::gate::value;
use crate::desk::matters::encoded;
use crate::desk::organs::Chosen;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/figures/page.html")]
struct Page {
    spine: Spine,
    table: Table,
    metrics: Metrics,
    asked: Words,
    /// Organs whose figures may be seen: id, name, chosen.
    organs: Vec<(String, String, bool)>,
    /// Times that may be chosen: words, address, chosen.
    times: Vec<(String, String, bool)>,
    before: String,
    after: Option<String>,
    /// What is looked at, where it is not everything, and the address without it.
    only: Vec<(String, String)>,
    /// Whether the reader may take it out.
    exports: bool,
}

#[derive(Template)]
#[template(path = "desk/figures/metric.html")]
struct MetricPage {
    spine: Spine,
    told: Alone,
    metrics: Metrics,
    asked: Words,
    /// Organs whose figures may be seen: id, name, chosen.
    organs: Vec<(String, String, bool)>,
    before: String,
    after: Option<String>,
    /// What is looked at, where it is not everything, and the address without it.
    only: Vec<(String, String)>,
    exports: bool,
    /// The months drawn.
    drawn: String,
}

#[derive(Template)]
#[template(path = "desk/figures/checks.html")]
struct ChecksPage {
    spine: Spine,
    list: Checks,
    /// What was counted, and over which time.
    told: (String, String),
    back: String,
    first: Option<String>,
    next: Option<String>,
}

/// What an address asks for.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) unit: String,
    pub(crate) period: Period,
    pub(crate) filter: Filter,
}

impl Words {
    /// What was asked for, or this month. What is no time or no code is not there.
    pub(crate) fn of(asked: &[(String, String)], chosen: &Chosen) -> Option<Self> {
        let today = chosen.reader.on();
        let day = |name: &str| value(asked, name).map(str::parse::<Date>);
        let period = match (value(asked, "period"), day("from"), day("until")) {
            (Some(word), ..) => Period::parse(word)?,
            (None, Some(from), Some(until)) => Period::between(from.ok()?, until.ok()?)?,
            (None, None, None) => Period::parse(&today.strftime("%Y-%m").to_string())?,
            _ => return None,
        };
        let filter = Filter {
            channel: coded(asked, "channel", Channel::parse)?,
            class: coded(asked, "class", Class::parse)?,
            level: coded(asked, "level", Level::parse)?,
            domain: value(asked, "domain").map(str::to_owned),
        };
        Some(Self {
            unit: chosen.organ.to_string(),
            period,
            filter,
        })
    }

    /// The query of an address that asks for it.
    pub(crate) fn query(&self) -> String {
        let time = match self.period.word() {
            Some(word) => format!("period={word}"),
            None => format!("from={}&until={}", self.period.from, self.period.until),
        };
        let mut query = format!("unit={}&{time}", encoded(&self.unit));
        let mut also = |name: &str, word: Option<&str>| {
            if let Some(word) = word {
                query.push_str(&format!("&{name}={}", encoded(word)));
            }
        };
        also("channel", self.filter.channel.map(|one| one.as_str()));
        also("class", self.filter.class.map(|one| one.as_str()));
        also("level", self.filter.level.map(|one| one.as_str()));
        also("domain", self.filter.domain.as_deref());
        query
    }

    /// The same over another time.
    fn over(&self, period: Period) -> Self {
        Self {
            period,
            ..self.clone()
        }
    }

    /// The same of one part of a breakdown alone; nothing where it cannot be asked for.
    fn part(&self, by: Breakdown, id: &str) -> Option<Self> {
        let mut asked = self.clone();
        match by {
            Breakdown::Channel => asked.filter.channel = Some(Channel::parse(id)?),
            Breakdown::Class => asked.filter.class = Some(Class::parse(id)?),
            Breakdown::Level => asked.filter.level = Some(Level::parse(id)?),
            Breakdown::Domain => asked.filter.domain = Some(id.to_owned()),
            Breakdown::Unit => id.clone_into(&mut asked.unit),
        }
        Some(asked)
    }

    /// The address of a metric by itself.
    fn metric(&self, metric: &str) -> String {
        format!("/desk/figures/metrics/{metric}?{}", self.query())
    }

    /// The address of the matters behind a count.
    fn list(&self, count: &str) -> String {
        format!("/desk/figures/{count}?{}", self.query())
    }
}

/// A code of the query: nothing where it is not asked for, and not there where it is none.
fn coded<T>(
    asked: &[(String, String)],
    name: &str,
    parse: fn(&str) -> Option<T>,
) -> Option<Option<T>> {
    match value(asked, name) {
        None => Some(None),
        Some(word) => parse(word).map(Some),
    }
}

impl Page {
    /// A part of a breakdown as its table shows it.
    fn asked_part(&self, split: &Split, part: &Part) -> Option<Words> {
        self.asked.part(split.by, &part.id)
    }

    fn received(&self) -> i64 {
        self.table.lines.first().map_or(0, |line| line.now.part)
    }

    fn share(&self, part: &Part) -> String {
        let part = part.lines.first().map_or(0, |line| line.now.part);
        let share = Figure {
            part,
            whole: Some(self.received()),
            days: 0,
        };
        percent(share.share())
    }
}

type Asked = Query<Vec<(String, String)>>;

/// The figures of a time.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Asked,
) -> Result<Html<String>, Problem> {
    let chosen = Chosen::of(&front, &signed, &query).await?;
    let asked = Words::of(&query, &chosen).ok_or_else(missing)?;
    let app = front.app();
    let sought = (asked.period, &asked.filter);
    let table = figures::table(app, &signed.person, &chosen.organ, sought).await?;
    let today = chosen.reader.on();
    let address = |period: Period| format!("/desk/figures?{}", asked.over(period).query());
    let ahead = asked.period.after();
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Books),
        organs: chosen.listed(),
        times: times(today)
            .map(|(zh, period)| (zh.to_owned(), address(period), period == asked.period))
            .collect(),
        before: address(asked.period.before()),
        after: (ahead.from <= today).then(|| address(ahead)),
        only: only(&asked, "/desk/figures", app.rules()),
        exports: chosen.reader.may(app, "export"),
        metrics: app.rules().metrics.clone(),
        table,
        asked,
    })
}

/// One metric: its months, and what it breaks down into.
pub async fn metric(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(id): Path<String>,
    Query(query): Asked,
) -> Result<Html<String>, Problem> {
    let chosen = Chosen::of(&front, &signed, &query).await?;
    let asked = Words::of(&query, &chosen).ok_or_else(missing)?;
    let app = front.app();
    let sought = (asked.period, &asked.filter);
    let told = figures::alone(app, &signed.person, &chosen.organ, sought, &id).await?;
    let address = |period: Period| asked.over(period).metric(&id);
    let ahead = asked.period.after();
    problem::html(&MetricPage {
        spine: Spine::new(&front, &signed, Here::Books),
        organs: chosen.listed(),
        before: address(asked.period.before()),
        after: (ahead.from <= chosen.reader.on()).then(|| address(ahead)),
        only: only(&asked, &format!("/desk/figures/metrics/{id}"), app.rules()),
        exports: chosen.reader.may(app, "export"),
        drawn: drawn(&told, &app.rules().metrics),
        metrics: app.rules().metrics.clone(),
        told,
        asked,
    })
}

/// The months of a metric as columns: a count whole, of a share the part within its whole. Where the part is
/// not of the same things as the whole, it is drawn alone.
fn drawn(told: &Alone, metrics: &Metrics) -> String {
    let within = is_within(&told.metric, metrics);
    let columns = told.trend.iter().map(|(month, figure)| Column {
        label: month.from.strftime("%y.%m").to_string(),
        whole: match told.metric.mean {
            true => (figure.mean().unwrap_or(0) + 5) / 10,
            false => figure.whole.filter(|_| within).unwrap_or(figure.part),
        },
        part: if within { figure.part } else { 0 },
    });
    let columns: Vec<Column> = columns.collect();
    chart::trend(&format!("{}，逐月", told.metric.name), &columns).svg()
}

impl MetricPage {
    fn line(&self) -> Option<&Line> {
        self.told.table.lines.first()
    }

    fn name(&self, count: &str) -> &str {
        self.metrics.count(count).map_or("", |count| &count.name)
    }

    /// A part of a breakdown as its table shows it.
    fn asked_part(&self, split: &Split, part: &Part) -> Option<Words> {
        self.asked.part(split.by, &part.id)
    }

    /// The months of the trend, each as what is asked for.
    fn months(&self) -> impl Iterator<Item = (&Period, &Figure, Words)> {
        let months = self.told.trend.iter();
        months.map(|(month, figure)| (month, figure, self.asked.over(*month)))
    }

    /// What the columns show.
    fn legend(&self) -> String {
        let metric = &self.told.metric;
        match metric.whole.as_deref() {
            _ if metric.mean => format!("每月一柱是{}，取整", metric.name),
            Some(whole) if is_within(metric, &self.metrics) => {
                format!(
                    "每月一柱是{}，深色是其中的{}",
                    self.name(whole),
                    self.name(&metric.part)
                )
            }
            _ => format!("每月一柱是{}", self.name(&metric.part)),
        }
    }
}

/// Whether a metric's part is of the things its whole is of.
fn is_within(metric: &Metric, metrics: &Metrics) -> bool {
    let axis = |id: &str| metrics.count(id).map(|count| count.axis);
    let whole = metric.whole.as_deref();
    whole.is_some_and(|whole| axis(whole) == axis(&metric.part))
}

/// Times an office asks for every day.
fn times(today: Date) -> impl Iterator<Item = (&'static str, Period)> {
    let (year, month) = (today.year(), today.month());
    let month_word = today.strftime("%Y-%m").to_string();
    let this = Period::parse(&month_word);
    let words = [
        ("本月", this),
        ("上月", this.map(Period::before)),
        (
            "本季度",
            Period::parse(&format!("{year}-q{}", (month + 2) / 3)),
        ),
        (
            "本半年",
            Period::parse(&format!("{year}-h{}", (month + 5) / 6)),
        ),
        ("今年", Period::parse(&year.to_string())),
        ("去年", Period::parse(&(year - 1).to_string())),
    ];
    words
        .into_iter()
        .filter_map(|(zh, period)| Some((zh, period?)))
}

/// What alone is looked at, and the address of everything at `at`.
fn only(asked: &Words, at: &str, rules: &casework::rules::Rules) -> Vec<(String, String)> {
    let changes: [fn(&mut Filter) -> bool; 4] = [
        |filter| filter.channel.take().is_some(),
        |filter| filter.class.take().is_some(),
        |filter| filter.level.take().is_some(),
        |filter| filter.domain.take().is_some(),
    ];
    let without = changes.into_iter().filter_map(|change| {
        let mut all = asked.clone();
        change(&mut all.filter).then(|| format!("{at}?{}", all.query()))
    });
    let words = figures::only(rules, &asked.filter).into_iter();
    words.zip(without).collect()
}

/// The matters behind a count.
pub async fn items(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(word): Path<String>,
    Query(query): Asked,
) -> Result<Html<String>, Problem> {
    let chosen = Chosen::of(&front, &signed, &query).await?;
    let asked = Words::of(&query, &chosen).ok_or_else(missing)?;
    let app = front.app();
    let count = app.rules().metrics.count(&word).ok_or_else(missing)?;
    let cursor = value(&query, "cursor");
    let sought = Sought {
        organ: &chosen.organ,
        period: asked.period,
        filter: &asked.filter,
        count,
    };
    let at = asked.list(&word);
    let spine = Spine::new(&front, &signed, Here::Books);
    let told = (title(count, &asked, app.rules()), asked.period.zh());
    if count.axis.is_of_procedures() {
        let list = figures::checks(app, &signed.person, sought, cursor).await?;
        let next = list.next.as_deref();
        return problem::html(&ChecksPage {
            spine,
            next: next.map(|next| format!("{at}&cursor={}", encoded(next))),
            first: cursor.map(|_| at),
            back: format!("/desk/figures?{}", asked.query()),
            told,
            list,
        });
    }
    let items = figures::items(app, &signed.person, sought, cursor).await?;
    let back = (format!("/desk/figures?{}", asked.query()), "统计分析");
    problem::html(&ItemsPage::at(spine, items, (at, cursor), told, back))
}

fn title(count: &CountRule, asked: &Words, rules: &casework::rules::Rules) -> String {
    let only = figures::only(rules, &asked.filter);
    match only.is_empty() {
        true => count.name.clone(),
        false => format!("{}（{}）", count.name, only.join("、")),
    }
}

fn missing() -> Problem {
    Problem::of(StatusCode::NOT_FOUND)
}

/// Tenths of a percent in words.
pub(crate) fn percent(tenths: Option<i64>) -> String {
    tenths.map_or_else(
        || "—".to_owned(),
        |tenths| {
            let size = tenths.abs();
            let sign = if tenths < 0 { "−" } else { "" };
            format!("{sign}{}.{}%", size / 10, size % 10)
        },
    )
}

/// A figure in words: 87.5分, 26.8%, 71.
fn told(metric: &Metric, figure: &Figure) -> String {
    match (metric.mean, figure.whole) {
        (true, _) => figure.mean().map_or_else(
            || "—".to_owned(),
            |tenths| format!("{}.{}分", tenths / 10, tenths % 10),
        ),
        (false, Some(_)) => percent(figure.share()),
        (false, None) => figure.part.to_string(),
    }
}

/// A change of a metric in words.
fn moved(metric: &Metric, change: &Change) -> String {
    let words = changed(change, metric.whole.is_some());
    match metric.mean {
        true => words.replace("个百分点", "分"),
        false => words,
    }
}

/// A change in words: 下降13.7%, 上升2.1个百分点.
pub(crate) fn changed(change: &Change, is_share: bool) -> String {
    let Some(tenths) = change.tenths else {
        if change.sign == Sign::Same {
            return Sign::Same.zh().to_owned();
        }
        return match is_share || change.sign == Sign::Alone {
            true => Sign::Alone.zh().to_owned(),
            false => format!("原为{}", change.before.part),
        };
    };
    let size = tenths.abs();
    let number = format!("{}.{}", size / 10, size % 10);
    let by = if is_share {
        format!("{number}个百分点")
    } else {
        format!("{number}%")
    };
    match tenths {
        0 => "持平".to_owned(),
        less if less < 0 => format!("下降{by}"),
        _ => format!("上升{by}"),
    }
}

/// Whether there is nothing to tell of a change: it is none, or there is nothing to compare with.
fn is_still(change: &Change) -> bool {
    matches!(change.sign, Sign::Same | Sign::Alone) || change.tenths == Some(0)
}

/// The mark of a sign: a shape beside its words, legible in greyscale.
fn mark(sign: &Sign) -> &'static str {
    match sign {
        Sign::Rise => "▲",
        Sign::Fall => "▼",
        Sign::Chance | Sign::Same | Sign::Untested | Sign::Alone => "",
    }
}
