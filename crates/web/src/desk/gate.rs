//! The gate of acceptance (收件情况, S1-12, S1-13, S1-31): today at a glance, and the lists behind its figures.

use app::queries::gate::{self, Filter, Gate, Listed, Listing, Organ, State};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State as Front};
use axum::http::StatusCode;
use axum::response::Html;

use std::borrow::Borrow;

use crate::desk::matters::encoded;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::{refusal, words};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/gate/page.html")]
struct Page {
    spine: Spine,
    gate: Gate,
    receives: bool,
}

#[derive(Template)]
#[template(path = "desk/gate/list.html")]
struct ListPage {
    spine: Spine,
    listed: Listed,
    /// What is chosen of the list: today's letters, what was missed this month.
    chosen: String,
    /// Address, word, chosen: where a hundred-per-cent stands.
    states: Vec<(String, &'static str, bool)>,
    next: Option<String>,
    first: Option<String>,
}

type Asked = Query<Vec<(String, String)>>;

/// The page.
pub async fn show(
    Front(front): Front<Shared>,
    Extension(signed): Extension<Signed>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    let gate = gate::gate(front.app(), &signed.person, value(&asked, "unit")).await;
    let spine = Spine::new(&front, &signed, Here::Gate);
    problem::html(&Page {
        gate: gate.map_err(|failure| refusal::told(&front, "read-gate", failure))?,
        receives: spine.offers(Here::Registration),
        spine,
    })
}

/// The list behind a figure.
pub async fn list(
    Front(front): Front<Shared>,
    Extension(signed): Extension<Signed>,
    Path(word): Path<String>,
    Query(asked): Asked,
) -> Result<Html<String>, Problem> {
    let listing = Listing::parse(&word).ok_or_else(|| Problem::of(StatusCode::NOT_FOUND))?;
    let filter = Filter::from_pairs(asked.iter().map(|(name, value)| (&**name, &**value)));
    let (unit, cursor) = (value(&asked, "unit"), value(&asked, "cursor"));
    let listed = gate::list(
        front.app(),
        &signed.person,
        unit,
        (listing, &filter),
        cursor,
    );
    let listed = listed
        .await
        .map_err(|failure| refusal::told(&front, "read-gate", failure))?;
    let next = listed.next.as_deref();
    problem::html(&ListPage {
        spine: Spine::new(&front, &signed, Here::Gate),
        chosen: chosen(&filter),
        states: states(&asked, listing, &filter),
        next: next.map(|next| address(&asked, listing, ("cursor", next))),
        first: cursor.map(|_| address(&asked, listing, ("cursor", ""))),
        listed,
    })
}

/// The value of a name in a query string, where it is not empty.
pub fn value<'a>(asked: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let pair = asked.iter().find(|(known, _)| known == name);
    pair.map(|(_, value)| &**value)
        .filter(|value| !value.is_empty())
}

/// The query that names an organ where there are several: `?unit=x`.
pub fn of_organ(organ: &Organ, organs: &[Organ]) -> String {
    if organs.len() > 1 {
        format!("?unit={}", encoded(&organ.id))
    } else {
        String::new()
    }
}

fn chosen(filter: &Filter) -> String {
    let parts = [
        filter.channel.map(|channel| channel.zh()),
        filter.origin.map(|origin| origin.zh()),
        filter.state.map(|state| state.zh()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("，")
}

fn states(
    asked: &[(String, String)],
    listing: Listing,
    filter: &Filter,
) -> Vec<(String, &'static str, bool)> {
    if !listing.is_rate() {
        return Vec::new();
    }
    let all = (
        address(asked, listing, ("state", "")),
        "全部",
        filter.state.is_none(),
    );
    let each = State::ALL.iter().map(|state| {
        let to = address(asked, listing, ("state", state.as_str()));
        (to, state.zh(), filter.state == Some(*state))
    });
    std::iter::once(all).chain(each).collect()
}

/// The address of a list with one part set, or taken away; a cursor stands for one choice alone.
fn address(asked: &[(String, String)], listing: Listing, (name, to): (&str, &str)) -> String {
    let kept = ["unit", "channel", "origin", "state"].into_iter();
    let kept = kept.filter_map(|known| value(asked, known).map(|value| (known, value)));
    let pairs: Vec<String> = kept
        .filter(|(known, _)| *known != name)
        .chain(Some((name, to)).filter(|(_, to)| !to.is_empty()))
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    let query = if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    };
    format!("/desk/gate/{}{query}", listing.as_str())
}

impl Page {
    fn unit(&self) -> String {
        of_organ(&self.gate.organ, &self.gate.organs)
    }

    /// The address of a list with a choice, of this very organ.
    fn to(&self, listing: impl Borrow<Listing>, choice: &str) -> String {
        let unit = self.unit();
        let query = match (unit.is_empty(), choice.is_empty()) {
            (true, true) => String::new(),
            (true, false) => format!("?{choice}"),
            (false, true) => unit,
            (false, false) => format!("{unit}&{choice}"),
        };
        format!("/desk/gate/{}{query}", listing.borrow().as_str())
    }

    fn of_channel(&self, channel: &str) -> String {
        self.to(Listing::Arrivals, &format!("channel={channel}"))
    }

    fn figure(&self, href: String, count: &i64, what: &str) -> Figure {
        Figure {
            href,
            count: *count,
            what: what.to_owned(),
        }
    }

    /// A figure that opens nothing; nothing stands back.
    fn plain(&self, count: &i64) -> Plain {
        Plain { count: *count }
    }

    fn of_origin(&self, origin: &str) -> String {
        self.to(Listing::Arrivals, &format!("origin={origin}"))
    }
}

/// A figure with its list; nothing is nothing to open.
#[derive(Template)]
#[template(path = "desk/gate/figure.html")]
struct Figure {
    href: String,
    count: i64,
    /// What it counts, for those who hear the page.
    what: String,
}

impl askama::filters::HtmlSafe for Figure {}

/// A figure without a list.
#[derive(Template)]
#[template(path = "desk/gate/plain.html")]
struct Plain {
    count: i64,
}

impl askama::filters::HtmlSafe for Plain {}
