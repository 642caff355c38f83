//! Books (台账): a filter, chosen columns and an order over what the reader's unit may see. Which books
//! there are is data (`catalogue/books/*.toml`); every figure says what it counts (P-21).

mod filters;
mod rows;
mod views;

pub use filters::Choice;
pub(crate) use filters::in_words;
pub use rows::{BookLine, Cell};
pub(crate) use rows::{cells, opens_texts};
pub(crate) use views::in_name_of;
pub use views::{View, forget, keep};

use super::basis;
use super::listing::{self, Figures, Filter, Listing, TOTAL_MAX, Total, Unlooked};
use super::passed::Passed;
use super::reader::Reader;
use crate::{App, Failure, reading};
use casework::PersonId;
use casework::rules::{Book, Column, Sort};
use serde::Serialize;

/// The list of books.
#[derive(Debug, Clone, Serialize)]
pub struct Shelf {
    /// Books by their group, in order.
    pub groups: Vec<(String, Vec<ShelfBook>)>,
    /// Lists as the reader set them up, then those shared in the organ.
    pub views: Vec<View>,
    /// Whether the reader takes books out (T24).
    pub exports: bool,
    /// Whether the reader matches the organ's book with the national platform's (P-18).
    pub matches: bool,
}

/// A book on the shelf.
#[derive(Debug, Clone, Serialize)]
pub struct ShelfBook {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub help: String,
}

/// A page of a book.
#[derive(Debug, Clone, Serialize)]
pub struct BookPage {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub help: String,
    /// The rule it comes from.
    pub basis: String,
    /// The columns shown, in order.
    pub columns: Vec<Column>,
    /// Its lines.
    pub lines: Vec<BookLine>,
    /// The cursor of the lines after.
    pub next: Option<String>,
    /// The cursor of the lines before.
    pub previous: Option<String>,
    /// Where the page is not full though the list goes on: on which side of it nobody has looked yet.
    pub unlooked: Option<Unlooked>,
    /// Figures, each with what it counts: `37` 件, `41` 件次, `29` 条线索.
    pub figures: Vec<(String, &'static str)>,
    /// What was received here too and passed up: counted, and not listed. Nothing where the list is filtered
    /// by what the lines of the register do not say.
    pub passed: Option<Passed>,
    /// Filters as words.
    pub choices: Vec<Choice>,
    /// The order it is read in.
    pub sort: Sort,
    /// What it holds, in words, as the head of a printed or exported book says it.
    pub scope: String,
    /// Whether the reader may share a view with the organ.
    pub shares: bool,
    /// Whether the reader may take it out (T24).
    pub exports: bool,
}

/// How a person wants to read a book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Filters and order, over those of the book.
    pub filter: Filter,
    /// Columns; those of the book where empty.
    pub columns: Vec<Column>,
    /// From where on.
    pub cursor: Option<String>,
}

/// Rows a page.
const PAGE: usize = 20;

impl Wish {
    /// The wish of a query string's pairs, for a book: what the book itself asks for stands.
    pub fn of(book: &Book, pairs: &[(String, String)]) -> Self {
        let named = |name: &'static str| pairs.iter().filter(move |(known, _)| known == name);
        let columns = named("columns").filter_map(|(_, word)| Column::parse(word));
        let cursor = named("cursor").next().map(|(_, key)| key.clone());
        let mut filter = Filter::over_book(pairs.to_vec(), &book.filter);
        match book.sort {
            Sort::Concluded => filter.concluded = Some(true),
            Sort::Arrival | Sort::Due | Sort::Routed | Sort::Clearing => {}
        }
        filter.sort = filter.sort.or(Some(book.sort));
        Self {
            filter,
            columns: columns.collect(),
            cursor,
        }
    }

    /// The columns to show.
    pub(crate) fn shown(&self, book: &Book) -> Vec<Column> {
        match self.columns.is_empty() {
            true => book.columns.clone(),
            false => self.columns.clone(),
        }
    }
}

/// The words of an address that filter or order a book; what is not understood is left out.
pub fn understood(pairs: &[(String, String)]) -> Vec<(&'static str, String)> {
    let pairs = pairs.iter().map(|(name, value)| (&**name, &**value));
    Filter::from_pairs(pairs).pairs()
}

/// The books an office keeps, and the reader's views of them.
///
/// # Errors
/// The reader sees no matters, or a fault.
pub async fn shelf(app: &App, person: &PersonId) -> Result<Shelf, Failure> {
    let reader = Reader::of(app, person).await?;
    listing::unit_of(&reader, &Filter::default(), "查看台账")?;
    let mut groups: Vec<(String, Vec<ShelfBook>)> = Vec::new();
    for book in &app.rules().books {
        let shown = ShelfBook {
            id: book.id.clone(),
            name: book.name.clone(),
            help: book.help.clone(),
        };
        match groups.iter_mut().find(|(name, _)| *name == book.group) {
            Some((_, books)) => books.push(shown),
            None => groups.push((book.group.clone(), vec![shown])),
        }
    }
    Ok(Shelf {
        groups,
        views: views::all(app, &reader).await?,
        exports: reader.may(app, "export"),
        matches: reader.may(app, "match-national"),
    })
}

/// The reader's saved views, then those the organ shares.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn views_of(app: &App, reader: &Reader) -> Result<Vec<View>, crate::Fault> {
    views::all(app, reader).await
}

/// A page of a book, by its id.
///
/// # Errors
/// There is no such book, the reader sees no matters, or a fault.
pub async fn book(
    app: &App,
    person: &PersonId,
    id: &str,
    pairs: &[(String, String)],
) -> Result<BookPage, Failure> {
    let book = app.rules().book(id).ok_or(Failure::NotFound)?;
    let reader = Reader::of(app, person).await?;
    let wish = Wish::of(book, pairs);
    let unit = listing::unit_of(&reader, &wish.filter, "查看台账")?;
    reading::record_list(app, person, &format!("book-{id}")).await?;
    let listing = Listing::new(app, &reader, unit, &wish.filter).await?;
    let page = listing.page(app, wish.cursor.as_deref(), PAGE).await?;
    let total = listing.count(app, TOTAL_MAX).await?;
    let figures = match total {
        Total::Exactly(_) => Some(listing.figures(app).await?),
        Total::AtLeast(_) => None,
    };
    let passed = listing::passed(app, &reader, unit, &wish.filter).await?;
    let columns = wish.shown(book);
    Ok(BookPage {
        id: book.id.clone(),
        name: book.name.clone(),
        help: book.help.clone(),
        basis: basis::in_words(&book.basis),
        lines: rows::lines(app, &reader, &page.rows, &columns).await?,
        columns,
        next: page.next,
        previous: page.previous,
        unlooked: page.unlooked,
        figures: labelled(total.words(page.rows.len()), figures),
        passed,
        choices: filters::choices(&reader, book, &wish.filter),
        sort: wish.filter.order(),
        scope: in_words(&reader, unit, &wish.filter),
        shares: reader.may(app, "share-view"),
        exports: reader.may(app, "export"),
    })
}

/// Figures with what they count. Where matters are too many to be counted, nothing else is.
fn labelled(matters: String, figures: Option<Figures>) -> Vec<(String, &'static str)> {
    let mut labelled = vec![(matters, "件")];
    let Some(figures) = figures else {
        return labelled;
    };
    labelled.push((figures.arrivals.to_string(), "件次"));
    labelled.push((figures.leads.to_string(), "条线索"));
    // Where nobody visited, visits are not spoken of.
    if figures.heads > 0 {
        labelled.push((figures.batches.to_string(), "批次"));
        labelled.push((figures.heads.to_string(), "人次"));
    }
    labelled
}
