//! Accounts by source (来源分账, S2-21 to S2-23), and the matters behind each figure.

use app::queries::sources::{self, Arrived, Figure, Line, Source, Sources, Standing, change};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use casework::UnitId;

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
#[template(path = "desk/sources/page.html")]
struct Page {
    spine: Spine,
    accounts: Sources,
    /// Lines of the table: the word in the address, the name, whether it is part of the one above.
    rows: Vec<(&'static str, &'static str, bool, Line)>,
    /// Organs whose accounts may be seen: id, name, chosen.
    organs: Vec<(String, String, bool)>,
    query: String,
}

impl Page {
    /// A change in words: 下降42%.
    fn changed(&self, of: fn(&Arrived) -> i64) -> String {
        let percent = change(of(&self.accounts.before), of(&self.accounts.now));
        match percent {
            None => "上年同期为零".to_owned(),
            Some(0) => "持平".to_owned(),
            Some(less) if less < 0 => format!("下降{}%", -less),
            Some(more) => format!("上升{more}%"),
        }
    }

    /// What came this year, against the same days of the last: name, before, now, change.
    fn years(&self) -> [(&'static str, i64, i64, String); 3] {
        let (before, now) = (&self.accounts.before, &self.accounts.now);
        [
            (
                "收到（件）",
                before.matters,
                now.matters,
                self.changed(|a| a.matters),
            ),
            (
                "来访（批次）",
                before.visits,
                now.visits,
                self.changed(|a| a.visits),
            ),
            (
                "来访（人次）",
                before.visitors,
                now.visitors,
                self.changed(|a| a.visitors),
            ),
        ]
    }
}

type Asked = Query<Vec<(String, String)>>;

/// The accounts of a year.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    let chosen = Chosen::of(&front, &signed, &asked).await?;
    let year = year(&asked, &chosen)?;
    let accounts = sources::sources(front.app(), &signed.person, &chosen.organ, year).await?;
    let received = accounts.sum(&[Source::Own, Source::Judicial]);
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Books),
        rows: vec![
            (
                "superior",
                "上级转来",
                false,
                accounts.sum(&[Source::Superior]),
            ),
            ("received", "自收", false, received),
            (
                "judicial",
                "其中公检法移送",
                true,
                accounts.sum(&[Source::Judicial]),
            ),
        ],
        organs: chosen.listed(),
        query: query(&chosen.organ, year),
        accounts,
    })
}

/// The matters behind a figure.
pub async fn items(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(word): Path<String>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    let figure = Figure::parse(&word).ok_or_else(|| Problem::of(StatusCode::NOT_FOUND))?;
    let chosen = Chosen::of(&front, &signed, &asked).await?;
    let year = year(&asked, &chosen)?;
    let cursor = value(&asked, "cursor");
    let which = (&chosen.organ, year);
    let items = sources::items(front.app(), &signed.person, which, &figure, cursor).await?;
    let query = query(&chosen.organ, year);
    let at = format!("/desk/sources/{word}?{query}");
    let spine = Spine::new(&front, &signed, Here::Books);
    let told = (figure.zh(), format!("{year}年"));
    let back = (format!("/desk/sources?{query}"), "来源分账");
    problem::html(&ItemsPage::at(spine, items, (at, cursor), told, back))
}

/// The year asked for, or this one.
fn year(asked: &[(String, String)], chosen: &Chosen) -> Result<i16, Problem> {
    let Some(year) = value(asked, "year") else {
        return Ok(chosen.reader.on().year());
    };
    year.parse().map_err(|_| Problem::of(StatusCode::NOT_FOUND))
}

fn query(organ: &UnitId, year: i16) -> String {
    format!("unit={}&year={year}", encoded(organ.as_str()))
}
