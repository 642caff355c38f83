//! Supervision (督办): what goes out tomorrow, what waits for a signature, what is out, whom to urge, and the
//! figures. The acts themselves are the forms of every matter.

mod accountability;
mod counted;

pub use accountability::{cases, duties};
pub use counted::counted;

use std::collections::BTreeMap;

use app::Failure;
use app::queries::supervision::figures::{self as counting, Figures};
use app::queries::supervision::late::{self, CallSlip, LateOf, LateUnits};
use app::queries::supervision::plan::{self as planning, Plan};
use app::queries::supervision::slip::{self as one, SlipPage};
use app::queries::supervision::slips::{self as lists, Pages, Slips, Which};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use casework::UnitId;
use casework::matter::supervision::SlipState;

use crate::desk::paper::Taken;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::{refusal, words};
use crate::problem::{self, Problem};
use crate::site::Shared;

type Asked = Query<BTreeMap<String, String>>;

#[derive(Template)]
#[template(path = "desk/supervision/plan.html")]
struct PlanPage {
    spine: Spine,
    plan: Plan,
}

#[derive(Template)]
#[template(path = "desk/supervision/drafts.html")]
struct DraftsPage {
    spine: Spine,
    list: Slips,
    /// Whether any of them is the reader's to sign.
    signs: bool,
}

#[derive(Template)]
#[template(path = "desk/supervision/slips.html")]
struct SlipsPage {
    spine: Spine,
    title: &'static str,
    here: &'static str,
    /// Whether the other pages of supervision are the reader's to open.
    supervises: bool,
    list: Slips,
    states: Vec<(&'static str, &'static str)>,
    state: String,
    /// The unit the list is narrowed to, as the rest of an address.
    to: String,
}

#[derive(Template)]
#[template(path = "desk/supervision/slip.html")]
struct OnePage {
    spine: Spine,
    slip: SlipPage,
    at: String,
    pdfs: bool,
}

#[derive(Template)]
#[template(path = "desk/supervision/urging.html")]
struct UrgingPage {
    spine: Spine,
    list: LateUnits,
}

#[derive(Template)]
#[template(path = "desk/supervision/unit.html")]
struct UnitPage {
    spine: Spine,
    list: LateOf,
}

#[derive(Template)]
#[template(path = "desk/supervision/call.html")]
struct CallPage {
    spine: Spine,
    call: CallSlip,
}

#[derive(Template)]
#[template(path = "desk/supervision/figures.html")]
struct FiguresPage {
    spine: Spine,
    figures: Figures,
}

/// A failure of these pages: who may is whoever urges.
fn told(front: &Shared, failure: Failure) -> Problem {
    refusal::told(front, "urge", failure)
}

fn spine(front: &Shared, signed: &Signed) -> Spine {
    Spine::new(front, signed, Here::Supervision)
}

fn word<'a>(query: &'a Asked, name: &str) -> Option<&'a str> {
    query
        .get(name)
        .map(String::as_str)
        .filter(|word| !word.is_empty())
}

/// Where the pages of a list begin: what is about matters, and what is about procedures.
fn pages(query: &Asked) -> Pages<'_> {
    Pages {
        matters: word(query, "after"),
        procedures: word(query, "pafter"),
    }
}

/// What goes out tomorrow.
pub async fn plan(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    query: Asked,
) -> Result<Html<String>, Problem> {
    let plan = planning::plan(front.app(), &signed.person, pages(&query)).await;
    let plan = plan.map_err(|failure| told(&front, failure))?;
    problem::html(&PlanPage {
        spine: spine(&front, &signed),
        plan,
    })
}

/// What waits for a signature.
pub async fn drafts(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    query: Asked,
) -> Result<Html<String>, Problem> {
    let list = lists::drafts(front.app(), &signed.person, pages(&query)).await;
    let list = list.map_err(|failure| told(&front, failure))?;
    problem::html(&DraftsPage {
        spine: spine(&front, &signed),
        signs: list.rows.iter().any(|row| row.mine),
        list,
    })
}

/// What is out.
pub async fn slips(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    query: Asked,
) -> Result<Html<String>, Problem> {
    let state = word(&query, "state").and_then(SlipState::parse);
    let to = word(&query, "to");
    let which = Which {
        state,
        to: to.map(UnitId::from),
    };
    let list = lists::sent(front.app(), &signed.person, &which, pages(&query)).await;
    let list = list.map_err(|failure| told(&front, failure))?;
    let sent = [
        SlipState::Sent,
        SlipState::Returned,
        SlipState::Answered,
        SlipState::Accepted,
    ];
    let named = sent.iter().map(|state| (state.as_str(), state.zh()));
    problem::html(&SlipsPage {
        spine: spine(&front, &signed),
        title: "已发的督办文书",
        here: "slips",
        supervises: true,
        list,
        states: [("", "全部")].into_iter().chain(named).collect(),
        state: state.map_or_else(String::new, |state| state.as_str().to_owned()),
        to: to.map_or_else(String::new, |to| format!("&to={to}")),
    })
}

/// What the reader's own units were sent.
pub async fn received(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let list = lists::received(front.app(), &signed.person).await?;
    problem::html(&SlipsPage {
        spine: spine(&front, &signed),
        title: "收到的督办文书",
        here: "received",
        supervises: Spine::grants_any(&front, &signed, "urge"),
        list,
        states: Vec::new(),
        state: String::new(),
        to: String::new(),
    })
}

/// One slip.
pub async fn slip(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, slip)): Path<(String, u32)>,
) -> Result<Html<String>, Problem> {
    let slip = one::slip(front.app(), &signed.person, (&number, slip)).await?;
    problem::html(&OnePage {
        spine: spine(&front, &signed),
        at: format!("/desk/supervision/slips/{}/{}", slip.matter, slip.slip),
        pdfs: front.app().makes_pdfs(),
        slip,
    })
}

/// The same to be taken, named after its kind and the matter, and after nothing else (T3).
pub async fn document(
    front: Shared,
    signed: Signed,
    (number, slip): (String, u32),
) -> Result<Taken, Problem> {
    let slip = one::slip(front.app(), &signed.person, (&number, slip)).await?;
    let name = format!("{}-{}-{}", slip.kind_zh, slip.matter, slip.slip);
    let official = slip.paper.ok_or(Failure::NotFound)?;
    Ok(Taken { official, name })
}

/// Units that are late.
pub async fn urging(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let list = late::units(front.app(), &signed.person).await;
    let list = list.map_err(|failure| told(&front, failure))?;
    problem::html(&UrgingPage {
        spine: spine(&front, &signed),
        list,
    })
}

/// What one unit is late with.
pub async fn unit(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(unit): Path<String>,
    query: Asked,
) -> Result<Html<String>, Problem> {
    let (app, unit) = (front.app(), UnitId(unit));
    let list = late::of_unit(app, &signed.person, &unit, word(&query, "after")).await;
    let list = list.map_err(|failure| told(&front, failure))?;
    problem::html(&UnitPage {
        spine: spine(&front, &signed),
        list,
    })
}

/// The call slip of a matter.
pub async fn call(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<String>,
    query: Asked,
) -> Result<Html<String>, Problem> {
    let clock = word(&query, "clock").and_then(|clock| clock.parse().ok());
    let call = late::call_slip(front.app(), &signed.person, &number, clock).await;
    let call = call.map_err(|failure| told(&front, failure))?;
    problem::html(&CallPage {
        spine: spine(&front, &signed),
        call,
    })
}

/// The figures.
pub async fn figures(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    query: Asked,
) -> Result<Html<String>, Problem> {
    let since = word(&query, "since").and_then(|since| since.parse().ok());
    let figures = counting::figures(front.app(), &signed.person, since).await;
    let figures = figures.map_err(|failure| told(&front, failure))?;
    problem::html(&FiguresPage {
        spine: spine(&front, &signed),
        figures,
    })
}
