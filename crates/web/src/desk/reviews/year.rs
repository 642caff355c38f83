//! The figures of a year, each with the items it counts.

use app::queries::reviews::{self, Sought, Year};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Html;
use std::collections::BTreeMap;

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/reviews/year.html")]
struct Page {
    spine: Spine,
    year: Year,
    /// What the list below is of, in words; none where it is of everything.
    of: Option<String>,
}

/// A year of the reader's organ.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let get = |name: &str| {
        query
            .get(name)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    };
    let sought = Sought {
        sheet: get("sheet"),
        unit: get("unit"),
        grade: get("grade"),
        code: get("code"),
        with: get("with"),
    };
    let asked = get("year").and_then(|year| year.parse().ok());
    let year = reviews::year(front.app(), &signed.person, asked, &sought).await?;
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Procedures),
        of: words(&year, &sought),
        year,
    })
}

fn words(year: &Year, sought: &Sought<'_>) -> Option<String> {
    let code = sought.code.map(|code| {
        let mut known = year.figures.codes.iter();
        known
            .find(|line| line.code == code)
            .map_or_else(|| code.to_owned(), |line| line.name.clone())
    });
    let grade = sought.grade.map(|grade| match grade {
        "excellent" => "优秀".to_owned(),
        "unqualified" => "不合格".to_owned(),
        other => other.to_owned(),
    });
    let with = sought.with.map(|with| match with {
        "list" => "已下发负分问题清单".to_owned(),
        "accepted" => "整改通过".to_owned(),
        _ => "责任倒查".to_owned(),
    });
    let unit = sought.unit.map(str::to_owned);
    let said: Vec<String> = [unit, grade, code, with].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("，"))
}
