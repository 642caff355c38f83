//! Every row of a book as the report it will be, or what is wrong with it.

use super::map::{Content, Longer, Map};
use super::{Book, ImportFailure, RowError, Summary, dates};
use crate::App;
use casework::act::Act;
use casework::form::{FieldError, Identity, Kind, Seal, Unsealed, parse};
use casework::matter::{choices, steps};
use casework::step::{Context, Facts};
use casework::{Actor, RunId};
use jiff::civil::DateTime;
use papers::sheet::{Cell, Place, Reading, Sheet, SheetRow};
use serde_json::{Value, json};
use std::collections::HashMap;

/// A row as the report it will be.
pub(super) struct Filing {
    /// The row as the office program numbers it.
    pub(super) row: usize,
    /// The id under which it is claimed, with its book.
    pub(super) key: String,
    /// When it was received.
    pub(super) received: DateTime,
    /// The fields of the act.
    pub(super) fields: serde_json::Map<String, Value>,
}

/// A book without fault.
pub(super) struct Checked {
    pub(super) rows: Vec<Filing>,
    pub(super) notices: Summary,
}

/// Reads the book and checks every row.
pub(super) fn check(app: &App, book: &Book<'_>) -> Result<Checked, ImportFailure> {
    let office = app.office();
    if office.unit(&book.unit).is_none() {
        return Err(ImportFailure::NoUnit(book.unit.clone()));
    }
    let reading = Reading {
        table: book.map.table.as_deref(),
        heading_row: book.map.heading_row,
        ..Reading::of(book.file)
    };
    let sheet = Sheet::read(book.bytes, &reading)?;
    let mut columns = HashMap::new();
    for name in book.map.columns() {
        columns.insert(name.to_owned(), sheet.column(book.file, name)?);
    }
    let (facts, actor) = (Facts::default(), Actor::Import { run: NO_RUN });
    let now = app.now();
    let checker = Checker {
        book,
        sheet: &sheet,
        columns,
        receive: receive(),
        ctx: Context {
            now,
            happened: now.local,
            actor: &actor,
            office: &office,
            rules: app.rules(),
            calendar: app.calendar(),
            facts: &facts,
        },
    };
    checker.all()
}

const NO_RUN: RunId = RunId(uuid::Uuid::nil());

fn receive() -> Act {
    let found = steps::ACTS.iter().find(|act| act.name == "receive");
    *found.expect("reports are received by an act")
}

/// The most characters a field takes.
fn longest(act: &Act, name: &str) -> usize {
    let field = act.fields.iter().find(|field| field.name == name);
    match field.map(|field| field.kind) {
        Some(Kind::Line { max } | Kind::Text { max } | Kind::Named { max }) => max,
        _ => usize::MAX,
    }
}

struct Checker<'a> {
    book: &'a Book<'a>,
    sheet: &'a Sheet,
    columns: HashMap<String, usize>,
    receive: Act,
    ctx: Context<'a>,
}

/// What is wrong with a row: the column's heading and the reason.
type Wrong = (String, String);

impl Checker<'_> {
    fn all(&self) -> Result<Checked, ImportFailure> {
        let (mut rows, mut errors) = (Vec::new(), Vec::new());
        let (mut notices, mut seen) = (Summary::default(), HashMap::new());
        for row in &self.sheet.rows {
            let mut wrong = Vec::new();
            let filing = self.filing(row, &mut notices, &mut wrong);
            if let Some(first) = seen.insert(filing.key.clone(), row.number) {
                let reason = format!("与第 {first} 行的编号相同，编号在一份台账内须唯一");
                wrong.push((self.map().id.clone(), reason));
            }
            errors.extend(wrong.into_iter().map(|wrong| self.error(row, wrong)));
            rows.push(filing);
        }
        if errors.is_empty() {
            return Ok(Checked { rows, notices });
        }
        Err(ImportFailure::Rows(errors))
    }

    fn map(&self) -> &Map {
        self.book.map
    }

    fn error(&self, row: &SheetRow, (column, reason): Wrong) -> RowError {
        let place = Place {
            file: self.book.file.to_owned(),
            row: row.number,
            column: self.columns[&column],
        };
        RowError {
            place,
            column,
            reason,
        }
    }

    fn filing(&self, row: &SheetRow, notices: &mut Summary, wrong: &mut Vec<Wrong>) -> Filing {
        let (map, key) = (self.map(), self.key(row, wrong));
        let received = self.received(row, notices, wrong);
        let reporter = self.reporter(row, wrong);
        let declared = map.real_name.as_ref().is_some_and(|rule| {
            let word = self.cell(row, &rule.column).trimmed();
            rule.words.contains(&word)
        });
        let reachable = reachable(&reporter);
        notices.unreachable += usize::from(declared && !reachable);
        let text = self.text(row, notices, wrong);
        let past_reply = map.past_reply.as_ref();
        let mut fields = json!({
            "channel": self.content(row, &map.channel, wrong),
            "unit": self.book.unit.as_str(),
            "region": map.region.as_ref().map(|region| self.content(row, region, wrong)),
            "real_name": declared && reachable,
            "title": self.title(row, wrong),
            "text": text,
            "reporter": reporter,
            "sender_number": key,
            "source": self.source(row),
            "past_reply": past_reply.map(|reply| self.content(row, reply, wrong)),
        });
        let Value::Object(fields) = fields.take() else {
            unreachable!("a report is written as an object")
        };
        if wrong.is_empty() {
            wrong.extend(self.refused(&fields));
        }
        Filing {
            row: row.number,
            key,
            received,
            fields,
        }
    }

    fn cell(&self, row: &SheetRow, column: &str) -> Cell {
        row.cells[self.columns[column]].clone()
    }

    fn key(&self, row: &SheetRow, wrong: &mut Vec<Wrong>) -> String {
        let id = self.cell(row, &self.map().id).trimmed();
        if id.is_empty() {
            wrong.push((self.map().id.clone(), "没有填写编号".into()));
        }
        format!("{}:{id}", self.map().book)
    }

    fn received(&self, row: &SheetRow, notices: &mut Summary, wrong: &mut Vec<Wrong>) -> DateTime {
        let rule = &self.map().received;
        let mut complain = |reason: String| wrong.push((rule.column.clone(), reason));
        let received = match dates::read(&self.cell(row, &rule.column), &rule.forms) {
            Ok(received) => received,
            Err(reason) => {
                complain(reason.to_string());
                return self.ctx.now.local;
            }
        };
        if received > self.ctx.now.local {
            complain("收到时间晚于现在".into());
        }
        let Err(out) = self.ctx.calendar.is_working(received.date(), None) else {
            return received;
        };
        match rule.floor() {
            Ok(Some(day)) => {
                notices.older += 1;
                day.at(0, 0, 0, 0)
            }
            Ok(None) | Err(_) => {
                complain(out.to_string());
                received
            }
        }
    }

    /// A field's content without the blanks around it.
    fn content(&self, row: &SheetRow, content: &Content, wrong: &mut Vec<Wrong>) -> String {
        let Some(column) = &content.column else {
            return content.value.clone().unwrap_or_default();
        };
        let text = self.cell(row, column).trimmed();
        if content.except.contains(&text) {
            return String::new();
        }
        if content.words.is_empty() {
            return text;
        }
        let known = content.words.get(&text).or(content.otherwise.as_ref());
        known.cloned().unwrap_or_else(|| {
            wrong.push((column.clone(), "映射文件没有列出这个词".into()));
            String::new()
        })
    }

    fn reporter(&self, row: &SheetRow, wrong: &mut Vec<Wrong>) -> Value {
        let parts = self.map().reporter.parts();
        let parts = parts.map(|(name, content)| {
            let text = one_line(&self.content(row, content, wrong));
            (name.to_owned(), Value::String(text))
        });
        Value::Object(parts.collect())
    }

    /// A title is one line; without one, the text's beginning stands in.
    fn title(&self, row: &SheetRow, wrong: &mut Vec<Wrong>) -> String {
        let content = &self.map().title;
        let mut title = one_line(&self.content(row, content, wrong));
        if title.is_empty() {
            let text = self.content(row, &self.map().text, wrong);
            title = one_line(&text).chars().take(STAND_IN_CHARS).collect();
        }
        cut(&title, content.longer, longest(&self.receive, "title"), "…").0
    }

    fn text(&self, row: &SheetRow, notices: &mut Summary, wrong: &mut Vec<Wrong>) -> String {
        let content = &self.map().text;
        let text = self.content(row, content, wrong);
        let most = longest(&self.receive, "text");
        let (text, was_cut) = cut(&text, content.longer, most, CUT_MARK);
        notices.cut += usize::from(was_cut);
        text
    }

    /// The whole row as it stood, heading by heading: nothing of a book is lost.
    fn source(&self, row: &SheetRow) -> String {
        let cells = self.sheet.columns.iter().zip(&row.cells);
        let lines: Vec<String> = cells
            .map(|(heading, cell)| json!([heading, cell.text()]).to_string())
            .collect();
        format!("[{}]", lines.join(",\n"))
    }

    /// What the act's own check says of the row.
    fn refused(&self, fields: &serde_json::Map<String, Value>) -> Vec<Wrong> {
        let open = |source, word: &str| {
            let choices = choices(source, None, &self.ctx);
            choices.iter().any(|choice| choice.value == word)
        };
        let mut seal = Seal {
            act: self.receive.name,
            sealer: &mut Unsealed,
            open: &open,
        };
        let errors = parse(self.receive.fields, fields, &mut seal).err();
        let wrong = |error: FieldError| {
            let column = self.map().column_of(&error.field).to_owned();
            (column, error.sentence)
        };
        errors.unwrap_or_default().into_iter().map(wrong).collect()
    }
}

/// Characters of the text that stand in for a title.
const STAND_IN_CHARS: usize = 30;

/// Stands at the end of a text that was cut.
const CUT_MARK: &str = "……（以下从略，全文见“原始登记”）";

fn cut(text: &str, longer: Longer, most: usize, mark: &str) -> (String, bool) {
    if longer == Longer::Refuse || text.chars().count() <= most {
        return (text.to_owned(), false);
    }
    let kept = text.chars().take(most - mark.chars().count());
    (kept.chain(mark.chars()).collect(), true)
}

/// Line breaks, tabs and other control characters as one blank each; the source keeps them.
fn one_line(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(plain).collect()
}

fn reachable(reporter: &Value) -> bool {
    serde_json::from_value::<Identity>(reporter.clone()).is_ok_and(|identity| identity.reachable())
}
