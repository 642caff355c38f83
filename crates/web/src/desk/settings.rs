//! Settings (设置): what the person should know about their own session.

use app::moment::moment;
use app::queries::reader::Reader;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Html;

use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/settings/session.html")]
struct Page {
    spine: Spine,
    person: String,
    /// The units through whose eyes the person reads.
    units: Vec<String>,
    since: String,
    until: String,
    secure: bool,
}

/// The page.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let reader = Reader::of(front.app(), &signed.person).await?;
    let name = |unit| reader.office.unit_name(unit).to_owned();
    problem::html(&Page {
        spine: Spine::new(&front, &signed, Here::Settings),
        person: signed.person.to_string(),
        units: reader.units.iter().map(name).collect(),
        since: shown(signed.since),
        until: shown(signed.until),
        secure: front.site.is_tls(),
    })
}

fn shown(at: i64) -> String {
    moment(at).local.strftime("%Y-%m-%d %H:%M").to_string()
}
