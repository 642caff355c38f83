//! The wall chart (挂图销号, S2-07): on the desk, on A3, and as a full screen on the office wall.

use app::queries::balance::{self, Wall};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Html;
use casework::UnitId;

use crate::desk::gate::value;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/wall/page.html")]
struct Page {
    spine: Spine,
    wall: Wall,
    /// Whether it fills the screen: no spine, large figures, counted again every five minutes.
    screen: bool,
}

/// The chart.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Problem> {
    let organ = value(&asked, "unit").map(UnitId::from);
    let wall = balance::wall(front.app(), &signed.person, organ.as_ref()).await?;
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Books),
        wall,
        screen: asked.iter().any(|(name, _)| name == "screen"),
    })
}
