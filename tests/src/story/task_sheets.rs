//! Task sheets (任务单, P-09): taken, filled as the unit would, brought back. They have no door of their own at
//! the API: done inside.
//!
//! ```text
//! 陈静 取任务单 单位=柳溪镇纪委               all the unit holds that may leave
//! 陈静 带回任务单                            shown row by row (带回结果), nothing entered; 口令=… another
//!   甲件 经办人=何湘 签收时间=2026-03-05      passphrase, 加密=否 in clear; without lines, the last file again
//! 陈静 录入任务单                            enters the file last brought; 只录=是 leaves out what cannot be
//! ```
//! Pages: 任务单 (what is out and back), 任务单内容 (what the last file holds), 带回结果.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::{Act, Entry};
use app::queries::reader::Reader;
use app::queries::task_sheets as pages;
use app::task_sheets::{self, Back};
use casework::{PersonId, UnitId};
use papers::locked;
use papers::sheet::{Cell, Reading, Sheet};
use papers::table::{Column, Cover, Table};

/// The acts of this file.
pub(super) const ACTS: [&str; 3] = ["取任务单", "带回任务单", "录入任务单"];

const TITLE: &str = "任务单";

/// The sheet last taken, and the file last brought.
#[derive(Debug, Default)]
pub(super) struct OnTheWay {
    taken: Vec<u8>,
    passphrase: String,
    brought: Vec<u8>,
}

impl<D: Door> Telling<'_, D> {
    /// Does one of [`ACTS`]; what came of it, line by line.
    pub(super) async fn task_sheet(&mut self, act: &Act) -> Result<Vec<String>, String> {
        let person = self.person(&act.who)?;
        match &*act.name {
            "取任务单" => self.take_sheet(&person, said(&act.fields, "单位")).await,
            "带回任务单" => self.bring_sheet(&person, &act.fields).await,
            _ => {
                let (file, passphrase) = (&self.sheet.brought, &self.sheet.passphrase);
                let only_good = said(&act.fields, "只录") == "是";
                let app = &self.world.app;
                let back = task_sheets::enter(app, &person, file, passphrase, only_good).await;
                Ok(told(back))
            }
        }
    }

    async fn take_sheet(&mut self, person: &PersonId, unit: &str) -> Result<Vec<String>, String> {
        let app = &self.world.app;
        let office = app.office();
        let named = office.units.values().find(|known| known.name == unit);
        let unit: UnitId = named
            .ok_or_else(|| format!("没有“{unit}”这个机构"))?
            .id
            .clone();
        let reader = Reader::of(app, person)
            .await
            .map_err(|fault| fault.to_string())?;
        let held = match task_sheets::held(app, &reader, &unit).await {
            Ok(held) => held,
            Err(failure) => return Ok(vec![Refusal::from(failure).to_string()]),
        };
        let (leave, stay): (Vec<_>, Vec<_>) = held.iter().partition(|one| one.stays.is_empty());
        let numbers: Vec<String> = leave.iter().map(|one| one.number.clone()).collect();
        let mut lines: Vec<String> = stay
            .iter()
            .map(|one| format!("{} 不带出：{}", one.number, one.stays))
            .collect();
        let passphrase = task_sheets::passphrase(app);
        match task_sheets::take(app, person, &unit, &numbers, &passphrase).await {
            Ok(taken) => {
                lines.push(format!("取走{}件，一个加密文件", numbers.len()));
                self.sheet.taken = taken.bytes;
                self.sheet.passphrase = passphrase;
            }
            Err(failure) => lines.push(sentence(failure)),
        }
        Ok(lines)
    }

    async fn bring_sheet(
        &mut self,
        person: &PersonId,
        fields: &Entry,
    ) -> Result<Vec<String>, String> {
        if !fields.entries.is_empty() {
            let rows = fields.entries.iter();
            let rows = rows.map(|entry| Ok((self.known(&entry.label)?.number.clone(), entry)));
            let rows = rows.collect::<Result<Vec<_>, String>>()?;
            let content = filled(&self.inside()?, &rows)?;
            self.sheet.brought = match said(fields, "加密") {
                "否" => content,
                _ => locked::lock("带回.xlsx", &content, &self.sheet.passphrase, [9; 16])
                    .map_err(|error| error.to_string())?,
            };
        }
        let passphrase = match said(fields, "口令") {
            "" => &self.sheet.passphrase,
            other => other,
        };
        let app = &self.world.app;
        let back = task_sheets::foresee(app, person, &self.sheet.brought, passphrase).await;
        Ok(told(back))
    }

    /// The workbook in the file last taken, as the unit opens it.
    fn inside(&self) -> Result<Sheet, String> {
        let sheet = &self.sheet;
        let bytes = locked::unlock(&sheet.taken, &sheet.passphrase, 10_000_000);
        let bytes = bytes.map_err(|error| error.to_string())?;
        let reading = Reading {
            table: Some(TITLE),
            ..Reading::of(TITLE)
        };
        Sheet::read(&bytes, &reading).map_err(|error| error.to_string())
    }

    /// What the last file holds, a line a row, blanks left out.
    pub(super) fn sheet_content(&self) -> Result<Vec<String>, String> {
        let sheet = self.inside()?;
        let row = |row: &papers::sheet::SheetRow| {
            let cells = sheet.columns.iter().zip(&row.cells);
            let cells = cells.filter(|(_, cell)| !cell.is_empty());
            let cells =
                cells.map(|(column, cell)| format!("{column}={}", cell.text().replace('\n', "／")));
            cells.collect::<Vec<_>>().join(" ")
        };
        Ok(sheet.rows.iter().map(row).collect())
    }

    /// What is out and what came back, as somebody sees it.
    pub(super) async fn sheets(&self, person: &PersonId) -> Result<Vec<String>, String> {
        let page = pages::sheets(&self.world.app, person, None, None).await;
        let page = page.map_err(|failure| Refusal::from(failure).to_string())?;
        let mut lines = Vec::new();
        for row in &page.out {
            let lamp = &row.lamp;
            lines.push(format!(
                "未带回 {} {}件 {}取走 {}（{}）",
                row.unit, row.count, row.who, lamp.words, lamp.due
            ));
        }
        for row in &page.back {
            for back in &row.brought {
                lines.push(format!(
                    "已带回 {} {}件 {}录入{}件{}步，{}件未录入",
                    row.unit, row.count, back.who, back.rows, back.acts, back.left
                ));
            }
        }
        Ok(lines)
    }
}

/// The workbook again, with what the unit filled.
fn filled(sheet: &Sheet, rows: &[(String, &Entry)]) -> Result<Vec<u8>, String> {
    let columns: Vec<Column> = sheet
        .columns
        .iter()
        .map(|heading| Column {
            heading: heading.clone(),
            width: 12,
        })
        .collect();
    let cover = Cover {
        title: TITLE.to_owned(),
        ..Cover::default()
    };
    let mut table = Table::workbook(cover, &columns).map_err(|error| error.to_string())?;
    for row in &sheet.rows {
        let mut cells = row.cells.clone();
        cells.resize(columns.len(), Cell::Empty);
        let entry = rows
            .iter()
            .find(|(number, _)| cells.iter().any(|cell| cell.text() == *number));
        for (heading, text) in entry.iter().flat_map(|(_, entry)| &entry.values) {
            let at = sheet.columns.iter().position(|column| column == heading);
            let at = at.ok_or_else(|| format!("任务单没有“{heading}”这一列"))?;
            cells[at] = Cell::Text(text.replace('／', "\n"));
        }
        table.row(&cells).map_err(|error| error.to_string())?;
    }
    table.finish("").map_err(|error| error.to_string())
}

fn told(back: Result<Back, app::Failure>) -> Vec<String> {
    let back = match back {
        Ok(back) => back,
        Err(failure) => return vec![sentence(failure)],
    };
    let line = |row: &task_sheets::Told| {
        let acts = row.acts.join("，");
        let sentences = row.sentences.join("；");
        format!(
            "{} {} {} {acts} {sentences}",
            row.number,
            row.outcome.zh(),
            row.did
        )
        .trim_end()
        .to_owned()
    };
    back.rows.iter().map(line).collect()
}

fn sentence(failure: app::Failure) -> String {
    match failure {
        app::Failure::Invalid(errors) => {
            let sentences: Vec<String> = errors.into_iter().map(|error| error.sentence).collect();
            format!("没有办成：{}", sentences.join("；"))
        }
        other => format!("没有办成：{other}"),
    }
}

/// A line without the random number of a sheet, which is another in every run.
pub(super) fn unnumbered(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("RW2") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        out.push_str("RW…");
        let end = from.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        rest = &from[end.unwrap_or(from.len())..];
    }
    out.push_str(rest);
    out
}

fn said<'a>(entry: &'a Entry, label: &str) -> &'a str {
    let pair = entry.values.iter().find(|(known, _)| known == label);
    pair.map_or("", |(_, text)| text)
}
