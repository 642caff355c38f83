//! Accountability (追责问责): what nobody answered for yet, and the organ's cases with their figures.

use app::queries::supervision::accountability::{self as answering, Cases, Duties, Which};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Html;
use casework::matter::supervision::AccountState;
use casework::matter::{AccountGround, DutyFlag};

use super::{Asked, spine, told, word};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/supervision/accountability.html")]
struct CasesPage {
    spine: Spine,
    list: Cases,
    /// What the list is narrowed to, in words; none where it is of everything.
    of: Option<String>,
    /// The same as the rest of an address.
    narrowed: String,
}

#[derive(Template)]
#[template(path = "desk/supervision/duties.html")]
struct DutiesPage {
    spine: Spine,
    list: Duties,
}

impl DutiesPage {
    /// Which of the two lists it is, as the rest of an address.
    fn kept(&self) -> &'static str {
        if self.list.cleared {
            "&cleared=yes"
        } else {
            ""
        }
    }
}

/// The cases of the reader's organ.
pub async fn cases(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    query: Asked,
) -> Result<Html<String>, Problem> {
    let which = Which {
        ground: word(&query, "ground").and_then(AccountGround::parse),
        state: word(&query, "state").and_then(AccountState::parse),
        light: word(&query, "light") == Some("yes"),
    };
    let since = word(&query, "since").and_then(|since| since.parse().ok());
    let page = (since, word(&query, "after"));
    let list = answering::cases(front.app(), &signed.person, &which, page).await;
    let list = list.map_err(|failure| told(&front, failure))?;
    let (of, narrowed) = narrowed(&which, &list.since);
    problem::html(&CasesPage {
        spine: spine(&front, &signed),
        list,
        of,
        narrowed,
    })
}

fn narrowed(which: &Which, since: &str) -> (Option<String>, String) {
    let (mut said, mut address) = (Vec::new(), format!("since={since}"));
    if let Some(ground) = which.ground {
        said.push(ground.zh());
        address.push_str(&format!("&ground={}", ground.as_str()));
    }
    if let Some(state) = which.state {
        said.push(state.zh());
        address.push_str(&format!("&state={}", state.as_str()));
    }
    if which.light {
        said.push("只作谈话、教育");
        address.push_str("&light=yes");
    }
    ((!said.is_empty()).then(|| said.join("，")), address)
}

/// What nobody answered for yet.
pub async fn duties(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    query: Asked,
) -> Result<Html<String>, Problem> {
    let flag = word(&query, "flag").and_then(DutyFlag::parse);
    let which = (flag, word(&query, "cleared") == Some("yes"));
    let list = answering::duties(front.app(), &signed.person, which, word(&query, "after")).await;
    let list = list.map_err(|failure| told(&front, failure))?;
    problem::html(&DutiesPage {
        spine: spine(&front, &signed),
        list,
    })
}
