//! Reading books (台账): which there are, and a page of one, with the filters its page has.

use app::queries::books::{self as query, BookLine};
use axum::Json;
use axum::extract::State;
use casework::campaign::ItemState;
use casework::matter::Under;
use casework::rules::{Asked as Filtered, Column, Sort};
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::matters::{CURSOR, Lamp};
use super::sent::{Asked, Caller, Part};
use crate::site::Shared;

/// The books an office keeps.
#[derive(Debug, Serialize, ToSchema)]
pub struct Books {
    /// In the order of the shelf.
    books: Vec<BookName>,
}

/// A book.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookName {
    /// Its id, for its address.
    id: String,
    /// Its name.
    name: String,
    /// Under which heading it stands.
    group: String,
    /// What it is for.
    help: String,
}

/// A page of a book.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptBook {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// What it holds, in words.
    scope: String,
    /// Its figures, each with what it counts.
    figures: Vec<Figure>,
    /// The columns of its lines, in order.
    columns: Vec<BookColumn>,
    /// Its lines.
    lines: Vec<KeptLine>,
    /// The cursor of the lines after. A page may be short, or empty, where its filters are rarely met
    /// together: the book goes on as long as there is a `next`.
    #[schema(required)]
    next: Option<String>,
    /// The cursor of the lines before.
    #[schema(required)]
    previous: Option<String>,
}

/// A figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct Figure {
    /// How many: `37`, or `1,000+`.
    count: String,
    /// What is counted: 件, 件次, 条线索, 批次, 人次.
    unit_zh: &'static str,
}

/// A column.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookColumn {
    /// Its word.
    name: &'static str,
    /// The same in Chinese.
    zh: &'static str,
}

/// A line.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptLine {
    /// The matter's number.
    number: String,
    /// A text a column.
    cells: Vec<String>,
    /// The nearest promise.
    lamp: Lamp,
}

/// Names the books.
pub async fn shelf(State(front): State<Shared>, caller: Caller) -> Result<Json<Books>, Failed> {
    let shelf = query::shelf(front.app(), &caller.person).await?;
    let groups = shelf.groups.into_iter();
    let books = groups.flat_map(|(group, books)| {
        books.into_iter().map(move |book| BookName {
            id: book.id,
            name: book.name,
            group: group.clone(),
            help: book.help,
        })
    });
    let books = books.collect();
    Ok(Json(Books { books }))
}

/// Reads a page of a book.
pub async fn book(
    State(front): State<Shared>,
    caller: Caller,
    Part(id): Part,
    asked: Asked,
) -> Result<Json<KeptBook>, Failed> {
    let pairs = asked
        .pairs()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let pairs: Vec<(String, String)> = pairs.collect();
    understood(&pairs)?;
    let page = query::book(front.app(), &caller.person, &id, &pairs).await?;
    Ok(Json(KeptBook {
        id: page.id,
        name: page.name,
        scope: page.scope,
        figures: page
            .figures
            .into_iter()
            .map(|(count, unit_zh)| Figure { count, unit_zh })
            .collect(),
        columns: page
            .columns
            .iter()
            .map(|column| BookColumn {
                name: column.as_str(),
                zh: column.zh(),
            })
            .collect(),
        lines: page.lines.into_iter().map(KeptLine::from).collect(),
        next: page.next,
        previous: page.previous,
    }))
}

impl From<BookLine> for KeptLine {
    fn from(line: BookLine) -> Self {
        Self {
            number: line.number,
            cells: line.cells.into_iter().map(|cell| cell.text).collect(),
            lamp: line.lamp.into(),
        }
    }
}

/// A page drops what it does not know; a program would take the answer for a filtered one.
fn understood(pairs: &[(String, String)]) -> Result<(), Failed> {
    let filter = query::understood(pairs);
    let odd = pairs.iter().find(|(name, value)| match &**name {
        CURSOR => false,
        "columns" => Column::parse(value).is_none(),
        name => filter.iter().all(|(known, _)| *known != name),
    });
    match odd {
        Some((name, _)) => Err(Failed::field(name, "没有这个筛选项，或填写的值无法识别")),
        None => Ok(()),
    }
}

/// What a book is asked by, beside the filters of the matters book: name, help, words.
pub fn asked_besides() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let sorts = Sort::CODES.iter().map(|code| code.value).collect();
    let columns = Column::CODES.iter().map(|code| code.value).collect();
    vec![
        (Filtered::CameBy.as_str(), "来路", Vec::new()),
        (Filtered::Mode.as_str(), "办理方式", Vec::new()),
        (
            Filtered::Instructed.as_str(),
            "有领导批示",
            vec!["yes", "no"],
        ),
        (Filtered::Tagged.as_str(), "标了领域", vec!["yes", "no"]),
        (Filtered::Supervised.as_str(), "督办", vec!["yes", "no"]),
        (
            Filtered::Supervision.as_str(),
            "督办进展",
            Under::CODES.iter().map(|code| code.value).collect(),
        ),
        (Filtered::ThreeMany.as_str(), "三多", vec!["yes", "no"]),
        (Filtered::Backlog.as_str(), "积案", vec!["yes", "no"]),
        (
            Filtered::Campaigned.as_str(),
            "列入专项行动",
            vec!["yes", "no"],
        ),
        (
            Filtered::Contract.as_str(),
            "包案进展",
            ItemState::CODES.iter().map(|code| code.value).collect(),
        ),
        ("sort", "次序", sorts),
        ("columns", "显示的栏目，可重复", columns),
    ]
}
