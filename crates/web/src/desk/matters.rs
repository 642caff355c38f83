//! The matters book (信访台账): filters as plain words, pages by keyset.

use app::queries::matters::{self, Book, Filter};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Html;

use crate::desk::onward::Onward;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::desk::words;
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/matters/book.html")]
struct Page {
    spine: Spine,
    book: Book,
    filters: Vec<Words>,
    /// What the search form carries on: the filters chosen above it.
    kept: Vec<(&'static str, String)>,
    number: String,
    from: String,
    to: String,
    previous: Option<String>,
    next: Option<String>,
    /// Where to look on, where the page is not full though the list goes on.
    onward: Option<Onward>,
    is_filtered: bool,
    receives: bool,
    /// The page's own address, where its rows are ticked, and the words after its question mark.
    here: String,
    query: String,
    max: usize,
}

/// A filter as a line of words.
struct Words {
    zh: &'static str,
    /// Whether none is chosen.
    all: bool,
    all_href: String,
    /// Address, word, chosen.
    options: Vec<(String, String, bool)>,
}

/// A page of the book.
pub async fn show(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Problem> {
    let filter = Filter::from_pairs(query.iter().map(|(name, value)| (&**name, &**value)));
    let cursor = query
        .iter()
        .find(|(name, _)| name == "cursor")
        .map(|(_, value)| &**value);
    let book = matters::matters(front.app(), &signed.person, &filter, cursor).await?;
    let spine = Spine::new(&front, &signed, Here::Matters);
    let pairs = filter.pairs();
    let value = |wanted: &str| {
        pairs
            .iter()
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| value.clone())
    };
    let page_at = |cursor: &String| address(&pairs, "cursor", cursor);
    let typed = ["number", "from", "to"];
    let previous = book.previous.as_ref().map(page_at);
    let next = book.next.as_ref().map(page_at);
    problem::html(&Page {
        filters: lines(&book, &pairs),
        kept: pairs
            .iter()
            .filter(|(name, _)| !typed.contains(name))
            .cloned()
            .collect(),
        number: value("number").unwrap_or_default(),
        from: value("from").unwrap_or_default(),
        to: value("to").unwrap_or_default(),
        onward: Onward::of(
            book.unlooked,
            filter.order(),
            (previous.as_ref(), next.as_ref()),
        ),
        previous,
        next,
        is_filtered: !pairs.is_empty(),
        query: address(&pairs, "", "")
            .split_once('?')
            .map_or_else(String::new, |(_, query)| query.to_owned()),
        here: address(&pairs, "", ""),
        max: front.app().rules().batches.max,
        receives: spine.offers(Here::Registration),
        spine,
        book,
    })
}

fn lines(book: &Book, pairs: &[(&'static str, String)]) -> Vec<Words> {
    let line = |choice: &matters::FilterChoice| Words {
        zh: choice.zh,
        all: choice.options.iter().all(|(_, _, chosen)| !chosen),
        all_href: address(pairs, choice.name, ""),
        options: choice
            .options
            .iter()
            .map(|(value, zh, chosen)| (address(pairs, choice.name, value), zh.clone(), *chosen))
            .collect(),
    };
    book.filters.iter().map(line).collect()
}

/// The book's address with one filter set, or taken away where the value is empty.
fn address(pairs: &[(&'static str, String)], name: &str, value: &str) -> String {
    let others = pairs.iter().filter(|(known, _)| *known != name);
    let others = others.map(|(name, value)| (*name, value.as_str()));
    let all: Vec<_> = others
        .chain(Some((name, value)).filter(|(_, v)| !v.is_empty()))
        .collect();
    let query = all
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect::<Vec<_>>()
        .join("&");
    if query.is_empty() {
        "/desk/matters".to_owned()
    } else {
        format!("/desk/matters?{query}")
    }
}

/// Percent signs for everything that is not plainly part of a value.
pub fn encoded(value: &str) -> String {
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    value.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_replaces_itself_and_keeps_the_others() {
        let pairs = [("stage", "received".to_owned()), ("over", "no".to_owned())];
        assert_eq!(
            address(&pairs, "stage", "signed"),
            "/desk/matters?over=no&stage=signed"
        );
        assert_eq!(address(&pairs, "stage", ""), "/desk/matters?over=no");
        assert_eq!(
            address(&[], "cursor", "<1 2"),
            "/desk/matters?cursor=%3C1%202"
        );
    }
}
