//! Books as lines: a page of one with its figures, what a file of one holds row by row, the list of
//! receipts, and the matching with the national platform.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::FileFailure;
use app::export::{self, Asked, Export, Format, SoughtFigures};
use app::layouts::{self, Offered};
use app::queries::books;
use app::queries::exports::exports;
use app::queries::figures::Period;
use app::queries::national::{List, national};
use casework::UnitId;
use casework::figures::Filter;
use papers::sheet::{Cell, Reading, Sheet};
use papers::table::{Column, Cover, Table, WriteError};

impl<D: Door> Telling<'_, D> {
    /// The rows of a book that somebody takes out (`台账=受理台账 理由=…`), or why they may not. Read
    /// inside: a file has one door.
    pub(super) async fn export(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let app = &self.world.app;
        let person = self.person(&sight.who)?;
        let chosen = |label: &str| {
            let pair = sight.filters.iter().find(|(known, _)| known == label);
            pair.map_or("", |(_, value)| value.as_str())
        };
        let name = chosen("台账");
        let book = app.rules().books.iter().find(|book| book.name == name);
        let asked = Asked {
            book: &book.ok_or_else(|| format!("没有“{name}”这本台账"))?.id,
            pairs: &[],
            format: Format::Comma,
            layout: Some(chosen("表样")).filter(|name| !name.is_empty()),
            reason: chosen("理由"),
        };
        written(export::begin(app, &person, &asked).await).await
    }

    /// The rows of figures that somebody takes out (`机关=… 期=2026-h1 指标=repeat-rate 理由=…`), or why they may not.
    pub(super) async fn figures_taken(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let app = &self.world.app;
        let person = self.person(&sight.who)?;
        let chosen = |label: &str| {
            let pair = sight.filters.iter().find(|(known, _)| known == label);
            pair.map_or("", |(_, value)| value.as_str())
        };
        let word = chosen("期");
        let sought = SoughtFigures {
            organ: UnitId::from(&*self.unit(chosen("机关"))),
            period: Period::parse(word).ok_or_else(|| format!("“{word}”不是一段时间"))?,
            filter: Filter::default(),
            metric: Some(chosen("指标").to_owned()).filter(|id| !id.is_empty()),
        };
        let wanted = (Format::Comma, chosen("理由"));
        written(export::begin_figures(app, &person, &sought, wanted).await).await
    }

    /// Keeps a layout whose marked row says this (`名称=月报表 台账=受理台账 明细=“{{序号}}｜{{编号}}”`), and its
    /// marks, or what is wrong with it.
    pub(super) async fn layout(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let app = &self.world.app;
        let person = self.person(&sight.who)?;
        let chosen = |label: &str| {
            let pair = sight.filters.iter().find(|(known, _)| known == label);
            pair.map_or("", |(_, value)| value.as_str())
        };
        let book = app
            .rules()
            .books
            .iter()
            .find(|book| book.name == chosen("台账"));
        let bytes = drawn(chosen("明细")).map_err(|error| error.to_string())?;
        let offered = Offered {
            name: chosen("名称"),
            book: &book.ok_or("没有这本台账")?.id,
            file: "表样.xlsx",
            bytes: &bytes,
        };
        let mark = |(cell, name): &(String, String)| format!("{cell} {name}");
        match layouts::keep(app, &person, &offered).await {
            Ok(kept) => Ok(kept.marks.iter().map(mark).collect()),
            Err(FileFailure::Wrong(wrong)) => Ok(wrong),
            Err(FileFailure::Failure(failure)) => Ok(vec![Refusal::from(failure).to_string()]),
        }
    }

    /// A page of a book (`台账=来访台账`): its figures, each with what it counts, then its lines.
    pub(super) async fn kept_book(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let app = &self.world.app;
        let person = self.person(&sight.who)?;
        let name = sight.filters.iter().find(|(label, _)| label == "台账");
        let name = name.map_or("", |(_, name)| name.as_str());
        let book = app.rules().books.iter().find(|book| book.name == name);
        let book = book.ok_or_else(|| format!("没有“{name}”这本台账"))?;
        let page = books::book(app, &person, &book.id, &[]).await;
        let page = page.map_err(|failure| Refusal::from(failure).to_string())?;
        let figures = page
            .figures
            .iter()
            .map(|(count, of)| format!("{count}{of}"));
        let passed = page
            .passed
            .map(|passed| format!("另上报上级{}件次", passed.filings));
        let figures: Vec<String> = figures.chain(passed).collect();
        let mut lines = vec![figures.join("，")];
        for line in &page.lines {
            let cells: Vec<&str> = line.cells.iter().map(|cell| cell.text.as_str()).collect();
            lines.push(format!("{} {}", line.number, cells.join(" ")));
        }
        Ok(lines)
    }

    /// A list of the matching page (`清单=there`).
    pub(super) async fn matching(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let asked = sight.filters.iter().find(|(label, _)| label == "清单");
        let list = asked.map(|(_, word)| List::CODES.iter().find(|code| code.zh == word));
        let list = match list {
            None => List::default(),
            Some(code) => code
                .and_then(|code| List::parse(code.value))
                .ok_or("没有这份清单")?,
        };
        let page = national(&self.world.app, &person, list, None).await;
        let page = page.map_err(|failure| Refusal::from(failure).to_string())?;
        let mut lines = vec![format!(
            "{} 平台{}，已对上{}",
            list.zh(),
            page.there,
            page.matched
        )];
        for row in page.rows {
            let theirs = row.theirs.map_or_else(String::new, |entry| entry.title);
            let ours = row.ours.map_or_else(String::new, |ours| ours.number);
            lines.push(format!(
                "{} {theirs} {ours} {}",
                row.number,
                row.differs.join("；")
            ));
            for one in row.proposals {
                let (number, why) = (one.ours.number, one.why);
                lines.push(format!("{} 可能是 {number}：{why}", row.number));
            }
        }
        Ok(lines)
    }

    /// Takes in the platform's list (`内容=行｜行`, values parted by commas), and what it answers.
    pub(super) async fn platform(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let rows = sight.filters.iter().find(|(label, _)| label == "内容");
        let rows = rows
            .map_or("", |(_, rows)| rows.as_str())
            .replace('｜', "\n");
        let csv = format!("平台编号,收件日期,标题,被反映人\n{rows}\n");
        let taken = app::national::take(&self.world.app, &person, "平台.csv", csv.as_bytes());
        match taken.await {
            Ok(taken) => Ok(vec![format!("导入{}行，新增{}行", taken.rows, taken.new)]),
            Err(FileFailure::Wrong(wrong)) => Ok(wrong),
            Err(FileFailure::Failure(failure)) => Ok(vec![Refusal::from(failure).to_string()]),
        }
    }

    /// The list of receipts: one's own, or `范围=本机关`.
    pub(super) async fn receipts(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let all = sight.filters.iter().any(|(label, _)| label == "范围");
        let page = exports(&self.world.app, &person, all, None).await;
        let page = page.map_err(|failure| Refusal::from(failure).to_string())?;
        let line = |row: app::queries::exports::ExportRow| {
            let who = row.who.split('（').next().unwrap_or_default().to_owned();
            let (book, scope, reason) = (row.book, row.scope, row.reason);
            masked(&format!(
                "{} {who} {book} {scope} {reason} {}",
                row.receipt, row.state
            ))
        };
        Ok(page.rows.into_iter().map(line).collect())
    }
}

/// The rows of a file as lines, the headings first; why there is none, where there is none.
async fn written(begun: Result<Export, app::Failure>) -> Result<Vec<String>, String> {
    let mut begun = match begun {
        Ok(begun) => begun,
        Err(app::Failure::Invalid(errors)) => {
            return Ok(errors.into_iter().map(|error| error.sentence).collect());
        }
        Err(failure) => return Ok(vec![Refusal::from(failure).to_string()]),
    };
    let mut bytes = Vec::new();
    while let Some(piece) = begun.next().await.map_err(|failure| failure.to_string())? {
        bytes.extend(piece);
    }
    let mut reading = Reading::of("导出");
    reading.table = bytes.starts_with(b"PK").then_some(LAYOUT);
    let sheet = Sheet::read(&bytes, &reading).map_err(|error| error.to_string())?;
    let mut lines = vec![sheet.columns.join(" ")];
    for row in &sheet.rows {
        let cells: Vec<String> = row.cells.iter().map(Cell::text).collect();
        lines.push(masked(cells.join(" ").trim()));
    }
    Ok(lines)
}

/// The sheet of a story's layout.
const LAYOUT: &str = "月报";

/// A layout as an office would draw it: headings, the marked row, and who sends it in.
fn drawn(cells: &str) -> Result<Vec<u8>, WriteError> {
    let cover = Cover {
        title: LAYOUT.to_owned(),
        ..Cover::default()
    };
    let cells: Vec<Cell> = cells
        .split('｜')
        .map(|cell| Cell::Text(cell.to_owned()))
        .collect();
    let columns: Vec<Column> = (1..=cells.len())
        .map(|at| Column {
            heading: format!("第{at}栏"),
            width: 20,
        })
        .collect();
    let mut table = Table::workbook(cover, &columns)?;
    table.row(&cells)?;
    let mut bytes = table.take()?;
    bytes.extend(table.finish("{{单位}}，共{{件数}}件")?);
    Ok(bytes)
}

/// The drawn part of a receipt differs from run to run.
fn masked(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("DC20") {
        let (day, drawn) = after.split_at_checked(7).unwrap_or((after, ""));
        out.push_str(&format!("{before}DC20{day}"));
        let length = drawn
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .count();
        out.push_str(&"·".repeat(length));
        rest = &drawn[length..];
    }
    out + rest
}
