//! Inspections beside one another: the priority list (重点抽查名单, S0-18) and the statistics (抽查统计, S0-19),
//! each figure with the list behind it.

use std::collections::BTreeMap;

use app::Failure;
use app::queries::inspections::{self, Came, Figure, ItemList, PriorityList, SlowList, Statistics};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use jiff::civil::Date;

use crate::desk::matters::encoded;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

type Asked = Query<BTreeMap<String, String>>;

#[derive(Template)]
#[template(path = "desk/inspections/priority.html")]
struct PriorityPage {
    spine: Spine,
    list: PriorityList,
}

/// Who was slow last month.
pub async fn priority(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let list = inspections::priority_list(front.app(), &signed.person).await?;
    problem::html(&PriorityPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        list,
    })
}

#[derive(Template)]
#[template(path = "desk/inspections/slow.html")]
struct SlowPage {
    spine: Spine,
    list: SlowList,
    next: Option<String>,
    first: bool,
}

/// The matters a unit was slow with.
pub async fn slow(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(unit): Path<String>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    let cursor = asked.get("cursor").map(String::as_str);
    let signing = asked.get("by").is_none_or(|by| by != "handle");
    let which = (&*unit, signing);
    let list = inspections::slow_list(front.app(), &signed.person, which, cursor).await?;
    let by = if signing { "sign" } else { "handle" };
    let to = |key: &String| format!("/desk/priority/{unit}?by={by}&cursor={}", encoded(key));
    problem::html(&SlowPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        next: list.next.as_ref().map(to),
        first: cursor.is_some(),
        list,
    })
}

#[derive(Template)]
#[template(path = "desk/inspections/statistics.html")]
struct StatisticsPage {
    spine: Spine,
    told: Statistics,
}

/// What inspections came to.
pub async fn statistics(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    let period = (day(&asked, "from"), day(&asked, "until"));
    let told = inspections::statistics(front.app(), &signed.person, period).await?;
    problem::html(&StatisticsPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        told,
    })
}

impl StatisticsPage {
    /// Where a figure of an organ leads.
    fn to(&self, organ: &Came, figure: &str) -> String {
        let (from, until) = (&self.told.from, &self.told.until);
        let organ = &organ.id;
        format!("/desk/inspection-figures/{organ}?figure={figure}&from={from}&until={until}")
    }
}

#[derive(Template)]
#[template(path = "desk/inspections/items.html")]
struct ItemsPage {
    spine: Spine,
    list: ItemList,
    next: Option<String>,
    first: bool,
}

/// The items behind a figure.
pub async fn items(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(organ): Path<String>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    let figure = asked.get("figure").map_or("checked", String::as_str);
    let figure = Figure::parse(figure).ok_or(Failure::NotFound)?;
    let (from, until) = (day(&asked, "from"), day(&asked, "until"));
    let today = front.app().now().on();
    let period = (
        from.unwrap_or(today.first_of_year()),
        until.unwrap_or(today),
    );
    let cursor = asked.get("cursor").map(String::as_str);
    let which = (&*organ, figure);
    let list = inspections::items(front.app(), &signed.person, which, period, cursor).await?;
    let to = |key: &String| {
        let (word, from, until) = (figure.as_str(), period.0, period.1);
        let cursor = encoded(key);
        format!(
            "/desk/inspection-figures/{organ}?figure={word}&from={from}&until={until}&cursor={cursor}"
        )
    };
    problem::html(&ItemsPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        next: list.next.as_ref().map(to),
        first: cursor.is_some(),
        list,
    })
}

fn day(asked: &BTreeMap<String, String>, name: &str) -> Option<Date> {
    asked.get(name)?.parse().ok()
}
