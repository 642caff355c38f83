//! What a campaign shows besides: its board on its page, its items, one of them, its leaders, and its papers.

use std::collections::BTreeMap;

use app::queries::campaigns::{self, Board, ItemView, Items, Leaders, Sifted};
use app::queries::procedures;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Response};
use axum::routing::get;
use axum::{Extension, Router};
use casework::campaign::{Figures, ItemState};
use casework::procedure::Noun;

use super::paper_of;
use crate::desk::file;
use crate::desk::matters::encoded;
use crate::desk::paper::{self, Paper};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

/// The paths of a campaign's own pages.
pub(super) const PATHS: &[&str] = &[
    "/desk/campaigns/{number}/items",
    "/desk/campaigns/{number}/items/{item}",
    "/desk/campaigns/{number}/leaders",
    "/desk/campaigns/{number}/items/{item}/plan/{file}",
];

/// The papers of a campaign.
pub(super) const PAPERS: &[&str] = &[
    "/desk/campaigns/{number}/notices/{notice}",
    "/desk/campaigns/{number}/letters/{letter}/{unit}",
];

/// The routes of a campaign's own pages.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route(PATHS[0], get(items))
        .route(PATHS[1], get(item))
        .route(PATHS[2], get(leaders))
        .route(PATHS[3], get(plan))
        .merge(paper::routes(PAPERS[0], notice))
        .merge(paper::routes(PAPERS[1], letter))
}

/// The board, as a piece of the campaign's page.
#[derive(Template)]
#[template(path = "desk/campaigns/board.html")]
pub(super) struct Piece {
    pub board: Board,
    /// The address of the campaign's page.
    pub at: String,
}

#[derive(Template)]
#[template(path = "desk/campaigns/items.html")]
struct ItemsPage {
    spine: Spine,
    name: String,
    at: String,
    items: Items,
    sifted: Sifted,
    states: Vec<(&'static str, &'static str)>,
    next: Option<String>,
}

async fn items(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let word = |name: &str| query.get(name).cloned().unwrap_or_default();
    let sifted = Sifted {
        unit: word("unit"),
        level: word("level"),
        grade: word("grade"),
        state: word("state"),
        leader: word("leader"),
        capacity: word("capacity"),
        finding: word("finding"),
        after: word("after").parse().unwrap_or(0),
    };
    let app = front.app();
    let items = campaigns::items(app, &signed.person, &number, &sifted).await?;
    let at = format!("/desk/campaigns/{}", items.number);
    let next = items
        .next
        .map(|after| format!("{at}/items?{}&after={after}", asked(&sifted)));
    problem::html(&ItemsPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        name: name(&front, &signed, &number).await?,
        states: ItemState::ALL
            .iter()
            .map(|state| (state.as_str(), state.zh()))
            .collect(),
        next,
        at,
        items,
        sifted,
    })
}

/// What a list is narrowed to, as an address says it.
fn asked(sifted: &Sifted) -> String {
    let parts = [
        ("unit", &sifted.unit),
        ("level", &sifted.level),
        ("grade", &sifted.grade),
        ("state", &sifted.state),
        ("leader", &sifted.leader),
        ("capacity", &sifted.capacity),
        ("finding", &sifted.finding),
    ];
    let set = parts.iter().filter(|(_, value)| !value.is_empty());
    let set: Vec<String> = set
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    set.join("&")
}

async fn name(front: &Shared, signed: &Signed, number: &str) -> Result<String, Problem> {
    Ok(procedures::view(front.app(), &signed.person, number)
        .await?
        .name)
}

#[derive(Template)]
#[template(path = "desk/campaigns/item.html")]
struct ItemPage {
    spine: Spine,
    at: String,
    item: ItemView,
}

async fn item(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, item)): Path<(String, u32)>,
) -> Result<Html<String>, Problem> {
    let item = campaigns::item(front.app(), &signed.person, (&number, item)).await?;
    problem::html(&ItemPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        at: format!("/desk/campaigns/{}", item.number),
        item,
    })
}

/// A file of an item's plan.
async fn plan(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path((number, item, id)): Path<(String, u32, String)>,
) -> Result<Response, Problem> {
    let (id, of) = (file::parsed(&id)?, (&*number, item));
    let opened = campaigns::plan_file(front.app(), &signed.person, of, id).await?;
    Ok(file::given(opened))
}

#[derive(Template)]
#[template(path = "desk/campaigns/leaders.html")]
struct LeadersPage {
    spine: Spine,
    name: String,
    at: String,
    leaders: Leaders,
}

async fn leaders(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<String>,
) -> Result<Html<String>, Problem> {
    let leaders = campaigns::leaders(front.app(), &signed.person, &number).await?;
    problem::html(&LeadersPage {
        spine: Spine::new(&front, &signed, Here::Procedures),
        name: name(&front, &signed, &number).await?,
        at: format!("/desk/campaigns/{}", leaders.number),
        leaders,
    })
}

async fn notice(
    front: Shared,
    signed: Signed,
    (number, notice): (String, u32),
) -> Result<Paper, Problem> {
    let official = campaigns::notice(front.app(), &signed.person, (&number, notice)).await?;
    let end = format!("notices/{notice}");
    let which = (Noun::Campaign, &*number);
    Ok(paper_of(
        which,
        (&end, "月通报"),
        &format!("-{notice}"),
        official,
    ))
}

async fn letter(
    front: Shared,
    signed: Signed,
    (number, letter, unit): (String, usize, String),
) -> Result<Paper, Problem> {
    let sought = (&*number, letter, &*unit);
    let official = campaigns::letter(front.app(), &signed.person, sought).await?;
    let end = format!("letters/{letter}/{}", encoded(&unit));
    let which = (Noun::Campaign, &*number);
    let several = format!("-{letter}-{unit}");
    Ok(paper_of(
        which,
        (&end, "集中交办通知单"),
        &several,
        official,
    ))
}

/// The share of items that are written off, in whole percents.
fn cleared(figures: &Figures) -> u32 {
    let share = (figures.written_off * 100).checked_div(figures.items);
    share.unwrap_or(0)
}
