//! Figures (统计分析, S0-09, S2-21 to S2-23, S3-01): metrics of an organ over a time with what changed, what they
//! break down into, and the matters behind each.

use app::queries::figures::{self, Breakdown, COLUMNS, Part, Period, Sought, Split, Table};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use casework::figures::{Change, CountRule, Elsewhere, Figure, Filter, Metrics, Sign};
use casework::matter::{Channel, Class};
use casework::office::Level;
use jiff::civil::Date;

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
}

/// What an address asks for.
#[derive(Debug, Clone)]
struct Words {
    unit: String,
    period: Period,
    filter: Filter,
}

impl Words {
    /// What was asked for, or this month. What is no time or no code is not there.
    fn of(asked: &[(String, String)], chosen: &Chosen) -> Option<Self> {
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
    fn query(&self) -> String {
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
        only: only(&asked, app.rules()),
        metrics: app.rules().metrics.clone(),
        table,
        asked,
    })
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

/// What alone is looked at, and the address of everything.
fn only(asked: &Words, rules: &casework::rules::Rules) -> Vec<(String, String)> {
    let filter = &asked.filter;
    let without = |change: fn(&mut Filter)| {
        let mut all = asked.clone();
        change(&mut all.filter);
        format!("/desk/figures?{}", all.query())
    };
    let domain = filter.domain.as_ref().map(|id| {
        let known = rules.domains.iter().find(|one| one.id == *id);
        known.map_or_else(|| id.clone(), |one| one.name.clone())
    });
    let level = filter.level.map(|one| format!("{}管理", one.zh()));
    [
        (
            filter.channel.map(|one| one.zh().to_owned()),
            without(|filter| filter.channel = None),
        ),
        (
            filter.class.map(|one| one.zh().to_owned()),
            without(|filter| filter.class = None),
        ),
        (level, without(|filter| filter.level = None)),
        (domain, without(|filter| filter.domain = None)),
    ]
    .into_iter()
    .filter_map(|(zh, address)| Some((zh?, address)))
    .collect()
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
    let items = figures::items(app, &signed.person, sought, cursor).await?;
    let at = asked.list(&word);
    let spine = Spine::new(&front, &signed, Here::Books);
    let told = (title(count, &asked, app.rules()), asked.period.zh());
    let back = (format!("/desk/figures?{}", asked.query()), "统计分析");
    problem::html(&ItemsPage::at(spine, items, (at, cursor), told, back))
}

fn title(count: &CountRule, asked: &Words, rules: &casework::rules::Rules) -> String {
    let only: Vec<String> = only(asked, rules).into_iter().map(|(zh, _)| zh).collect();
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

/// A change in words: 下降13.7%, 上升2.1个百分点.
pub(crate) fn changed(change: &Change, is_share: bool) -> String {
    let Some(tenths) = change.tenths else {
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

/// The mark of a sign: a shape beside its words, legible in greyscale.
fn mark(sign: &Sign) -> &'static str {
    match sign {
        Sign::Rise => "▲",
        Sign::Fall => "▼",
        Sign::Chance | Sign::Same | Sign::Alone => "",
    }
}
