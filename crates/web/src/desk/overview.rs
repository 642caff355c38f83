//! A month at a glance (本月一览): trend, composition, what fell due, how old what is open is, and the organs below.
//! Behind each drawing stands its table.

use app::queries::figures::{self, Breakdown, COLUMNS, Line, Overview, Part, Period, Split};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use casework::figures::Sign;
use papers::chart::{self, Bar, Column};

use crate::desk::figures::{changed, percent};
use crate::desk::gate::value;
use crate::desk::matters::encoded;
use crate::desk::organs::Chosen;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/figures/overview.html")]
struct Page {
    spine: Spine,
    told: Overview,
    /// Organs whose month may be seen: id, name, chosen.
    organs: Vec<(String, String, bool)>,
    month: Period,
    before: String,
    after: Option<String>,
    drawings: Vec<Drawing>,
    units: Option<Split>,
    query: String,
}

/// A drawing and its table.
struct Drawing {
    title: &'static str,
    note: &'static str,
    svg: String,
    heads: Vec<&'static str>,
    rows: Vec<(String, Vec<String>)>,
}

type Asked = Query<Vec<(String, String)>>;

/// The month of an organ.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    let missing = || Problem::of(StatusCode::NOT_FOUND);
    let chosen = Chosen::of(&front, &signed, &asked).await?;
    let today = chosen.reader.on();
    let this = today.strftime("%Y-%m").to_string();
    let word = value(&asked, "period").unwrap_or(&this);
    let month = Period::parse(word).ok_or_else(missing)?;
    let told = figures::overview(front.app(), &signed.person, &chosen.organ, month).await?;
    let query = |period: Period| {
        let unit = encoded(chosen.organ.as_str());
        format!("unit={unit}&period={}", period.word().unwrap_or_default())
    };
    let address = |period: Period| format!("/desk/overview?{}", query(period));
    let units = told
        .table
        .splits
        .iter()
        .find(|split| split.by == Breakdown::Unit);
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Books),
        organs: chosen.listed(),
        drawings: drawings(&told),
        units: units.cloned(),
        before: address(month.before()),
        after: (month.after().from <= today).then(|| address(month.after())),
        query: query(month),
        month,
        told,
    })
}

impl Page {
    /// How dark the ground of a unit is, of five: its share of the most any unit has.
    fn depth(&self, part: &Part) -> i64 {
        let received = |part: &Part| part.lines.first().map_or(0, |line| line.now.part);
        let parts = self.units.iter().flat_map(|split| &split.parts);
        let most = parts.map(received).max().unwrap_or(0).max(1);
        (received(part) * 4 + most - 1) / most
    }

    /// Whether a metric stands at the head of the page.
    fn is_glanced(&self, line: &Line) -> bool {
        COLUMNS.contains(&&*line.metric.id)
    }

    /// What stands out this month: changes that are more than chance.
    fn outstanding(&self) -> Vec<String> {
        let lines = self.told.table.lines.iter();
        let mut said: Vec<String> = Vec::new();
        for line in lines {
            let share = line.now.whole.is_some();
            for (way, change) in [("同比", &line.year), ("环比", &line.before)] {
                if matches!(change.sign, Sign::Rise | Sign::Fall) {
                    said.push(format!(
                        "{}{way}{}",
                        line.metric.name,
                        changed(change, share)
                    ));
                }
            }
        }
        said
    }
}

fn drawings(told: &Overview) -> Vec<Drawing> {
    let mut drawn = vec![trend(told)];
    let of = |by: Breakdown| told.table.splits.iter().find(move |split| split.by == by);
    for (by, title) in [
        (Breakdown::Channel, "从哪里来"),
        (Breakdown::Class, "是什么类别"),
        (Breakdown::Domain, "反映什么领域"),
    ] {
        let parts = of(by)
            .map(|split| split.parts.iter().take(8))
            .into_iter()
            .flatten();
        let bars: Vec<Bar> = parts
            .filter_map(|part| Some(Bar::new(&part.name, part.lines.first()?.now.part)))
            .filter(|bar| bar.value > 0)
            .collect();
        if !bars.is_empty() {
            drawn.push(of_bars(title, "本期收到，件", bars));
        }
    }
    let due = ["按期报结果", "逾期报结果", "逾期未报"];
    let bars = due
        .iter()
        .zip(told.due)
        .map(|(zh, count)| Bar::new(zh, count));
    let all: i64 = told.due.iter().sum();
    let mut funnel = vec![Bar::new("本期到期", all)];
    funnel.extend(bars);
    drawn.push(of_bars("按期办理", "办理期限落在本期的，件", funnel));
    let ages = told
        .ages
        .iter()
        .map(|(age, count)| Bar::new(age.zh(), *count));
    drawn.push(of_bars(
        "在办件存期",
        "现在没有办完的，按收到的月份，件",
        ages.collect(),
    ));
    drawn
}

fn of_bars(title: &'static str, note: &'static str, bars: Vec<Bar>) -> Drawing {
    Drawing {
        title,
        note,
        svg: chart::bars(title, &bars).svg(),
        heads: vec!["项", "件数"],
        rows: bars
            .into_iter()
            .map(|bar| (bar.label, vec![bar.value.to_string()]))
            .collect(),
    }
}

fn trend(told: &Overview) -> Drawing {
    let column = |(month, whole, part): &(Period, i64, i64)| Column {
        label: month.from.strftime("%y.%m").to_string(),
        whole: *whole,
        part: *part,
    };
    let columns: Vec<Column> = told.trend.iter().map(column).collect();
    let row = |(month, whole, part): &(Period, i64, i64)| {
        (month.zh(), vec![whole.to_string(), part.to_string()])
    };
    Drawing {
        title: "两年来的收件",
        note: "每月一柱，深色是其中的重复件",
        svg: chart::trend("两年来每月收到的信访举报件，其中重复件", &columns).svg(),
        heads: vec!["月份", "收到", "重复"],
        rows: told.trend.iter().map(row).collect(),
    }
}
