//! Procedures (专项工作) by one set of pages: what there is, the list of a noun, one of them, and any of its
//! acts. What a noun shows besides, a file of its own renders into the page ([`details`]).

mod act;
mod analysis;
mod assessment;
mod bulletin;
mod campaign;
mod details;
mod inspection;
mod key_county;
mod linkage;
mod page;
mod proposal;
mod reconciliation;

pub use inspection::items;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::desk::matters::encoded;
use crate::desk::paper::{self, Paper, Taken};
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;
use app::queries::procedures::{self, Page as Listed, Running};
use app::queries::{key_counties, reviews};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use axum::routing::get;
use axum::{Extension, Router};
use casework::procedure::Noun;
use papers::paper::Official;

/// The paths of every noun, for the test that walks them.
static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let of = |noun: &Noun| {
        let root = format!("/desk/{}", noun.plural());
        let parts = ["", "/new", "/{number}", "/{number}/{noun}"];
        parts.map(|part| format!("{root}{part}"))
    };
    let papers = [
        campaign::PAPERS,
        linkage::PAPERS,
        bulletin::PAPERS,
        analysis::PAPERS,
        proposal::PAPERS,
    ];
    let papers = papers.into_iter().flatten();
    let all = Noun::ALL.iter().flat_map(of);
    all.chain(papers.flat_map(|at| paper::paths(at))).collect()
});

/// The paths of every noun.
pub fn paths() -> impl Iterator<Item = &'static str> {
    let own = [campaign::PATHS, linkage::PATHS, assessment::PATHS];
    let own = own
        .into_iter()
        .chain([key_county::PATHS, analysis::PATHS])
        .flatten();
    PATHS.iter().map(String::as_str).chain(own.copied())
}

/// The routes of every noun.
pub fn routes() -> Router<Shared> {
    let own = campaign::routes().merge(linkage::routes());
    let own = own.merge(bulletin::routes()).merge(proposal::routes());
    let own = own.merge(analysis::routes());
    let own = own.merge(assessment::routes()).merge(key_county::routes());
    Noun::ALL.iter().fold(own, |router, noun| {
        let root = format!("/desk/{}", noun.plural());
        let own = Router::new()
            .route(&root, get(list))
            .route(&format!("{root}/new"), get(act::ask).post(act::open))
            .route(&format!("{root}/{{number}}"), get(page::show))
            .route(
                &format!("{root}/{{number}}/{{noun}}"),
                get(act::show).post(act::perform),
            );
        router.merge(own.layer(Extension(*noun)))
    })
}

/// A paper of a procedure, by the end of its address and what it is called. `several` tells those of a kind apart.
fn paper_of(
    (noun, number): (Noun, &str),
    (end, zh): (&str, &'static str),
    several: &str,
    official: Official,
) -> Paper {
    let back = address(noun, number);
    Paper {
        here: Here::Procedures,
        at: format!("{back}/{end}"),
        above: vec![
            (format!("/desk/{}", noun.plural()), noun.zh().to_owned()),
            (back, number.to_owned()),
        ],
        zh,
        note: "",
        taken: Taken {
            official,
            name: format!("{zh}-{number}{several}"),
        },
    }
}

/// The address of one.
pub fn address(noun: Noun, number: &str) -> String {
    format!("/desk/{}/{number}", noun.plural())
}

#[derive(Template)]
#[template(path = "desk/procedures/index.html")]
struct Index {
    spine: Spine,
    running: Vec<Running>,
}

/// What there is of each noun.
pub async fn index(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
) -> Result<Html<String>, Problem> {
    let running = procedures::running(front.app(), &signed.person).await?;
    problem::html(&Index {
        spine: Spine::new(&front, &signed, Here::Procedures),
        running,
    })
}

#[derive(Template)]
#[template(path = "desk/procedures/list.html")]
struct List {
    spine: Spine,
    noun: Noun,
    listed: Listed,
    /// Whether an earlier page led here.
    first: bool,
    next: Option<String>,
    /// Pages of the noun besides its list that the reader may open, with their names.
    beside: Vec<Beside>,
}

/// The address and name of a page.
type Beside = (&'static str, &'static str);

/// The procedures of a noun.
async fn list(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Extension(noun): Extension<Noun>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, Problem> {
    let cursor = query.get("cursor").map(String::as_str);
    let listed = procedures::list(front.app(), &signed.person, noun, cursor).await?;
    let next = listed.next.as_deref();
    problem::html(&List {
        spine: Spine::new(&front, &signed, Here::Procedures),
        noun,
        beside: beside(&front, &signed, noun).await?,
        first: cursor.is_some(),
        next: next.map(|key| format!("/desk/{}?cursor={}", noun.plural(), encoded(key))),
        listed,
    })
}

async fn beside(front: &Shared, signed: &Signed, noun: Noun) -> Result<Vec<Beside>, Problem> {
    Ok(match noun {
        Noun::Inspection => vec![
            ("/desk/priority", "重点抽查名单"),
            ("/desk/inspection-figures", "抽查统计"),
        ],
        Noun::Linkage => vec![("/desk/linkages/book", "专门台账")],
        Noun::KeyCounty => {
            let mut pages = Vec::new();
            if key_counties::has_counties(front.app(), &signed.person).await? {
                pages.push(("/desk/key-counties/proposals", "按规则列出"));
            }
            if key_counties::may_be_told(front.app(), &signed.person).await? {
                pages.push(("/desk/county-notices", "送我的通报"));
            }
            pages
        }
        Noun::Review if reviews::reads_year(front.app(), &signed.person).await? => {
            vec![("/desk/reviews/year", "全年统计")]
        }
        Noun::Analysis => vec![("/desk/analyses/plan", "专题分析年度计划")],
        Noun::Reconciliation => vec![("/desk/balance", "收支对账")],
        _ => Vec::new(),
    })
}
