//! Procedures (专项程序) as pages show them: what there is, one of them, and the forms of its acts. Every noun
//! goes the same way; what a noun shows besides stands in a file of its own.

pub mod inspection;
mod list;
mod one;
mod owed;
mod period;

pub(crate) use list::unbarred_of_any;
pub(crate) use one::{is_barred, load, recused};

pub(crate) use list::titles;
pub use list::{Page, Row, Running, list, running};
pub use one::{ClockLine, Minute, Offered, View, form, view};
pub use owed::ProcedureDue;
pub(crate) use owed::owed;
pub use period::period_zh;

use super::reader::Reader;
use crate::{App, Fault, vault};
use casework::procedure::Noun;
use casework::rules::Rules;
use std::collections::HashMap;

/// The name of a procedure: what it was called, else its kind and the days it is about.
fn name(
    rules: &Rules,
    noun: Noun,
    kind: &str,
    period: Option<(&str, &str)>,
    title: Option<&str>,
) -> String {
    if let Some(title) = title.filter(|title| *title != vault::ERASED) {
        return title.to_owned();
    }
    let kind = noun.kind_zh(rules, kind);
    match period {
        Some((from, until)) => format!("{kind}（{}）", period_zh(from, until)),
        None => kind.to_owned(),
    }
}

/// What the procedures of a page are called, read at once.
pub(crate) struct Names {
    titles: HashMap<String, String>,
}

impl Names {
    /// The names of rows that begin with a procedure's id, noun, number, kind and days.
    pub(crate) async fn of(app: &App, reader: &Reader, rows: &[store::Row]) -> Result<Self, Fault> {
        let (mut streams, mut purposes) = (Vec::new(), Vec::new());
        for row in rows {
            streams.push(format!("{}-{}", row.text(1)?, row.text(0)?));
            purposes.push(title_purpose(noun_of(row)?));
        }
        streams.sort_unstable();
        streams.dedup();
        purposes.sort_unstable();
        purposes.dedup();
        let purposes: Vec<&str> = purposes.iter().map(String::as_str).collect();
        let titles = match streams.is_empty() {
            true => HashMap::new(),
            false => vault::of_purposes(app, &reader.opener(), &streams, &purposes).await?,
        };
        Ok(Self { titles })
    }

    /// The name of the procedure of a row.
    pub(crate) fn name(&self, app: &App, row: &store::Row) -> Result<String, Fault> {
        let noun = noun_of(row)?;
        let stream = format!("{}-{}", noun.as_str(), row.text(0)?);
        let period = row.opt_text(4)?.zip(row.opt_text(5)?);
        let title = self.titles.get(&stream).map(String::as_str);
        Ok(name(app.rules(), noun, row.text(3)?, period, title))
    }
}

fn noun_of(row: &store::Row) -> Result<Noun, Fault> {
    let word = row.text(1)?;
    Noun::parse(word).ok_or_else(|| Fault::Stored(format!("procedures.noun `{word}`")))
}

/// The purpose under which a procedure's title is sealed: the field `title` of the act that opens it.
fn title_purpose(noun: Noun) -> String {
    format!("{}.title", noun.opening().name)
}

/// Whether the reader may open one of a noun.
fn may_open(app: &App, reader: &Reader, noun: Noun) -> bool {
    reader.may(app, noun.opening().name)
}
