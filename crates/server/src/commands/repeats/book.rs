//! Reports read from a book: which columns hold what, and what is wrong with a row.

use crate::data::read;
use crate::failed::Failed;
use clap::Args;
use matching::Report;
use papers::sheet::{Reading, Sheet, SheetRow};
use std::collections::HashMap;
use std::path::Path;

/// Which columns of the book hold what. A name that is not given is looked for among the usual ones.
#[derive(Args)]
pub struct Columns {
    /// The column that tells rows apart (编号)
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// The column of titles (标题)
    #[arg(long, value_name = "COLUMN")]
    title: Option<String>,
    /// The column of texts (内容)
    #[arg(long, value_name = "COLUMN")]
    text: Option<String>,
    /// The column that says who reported (举报人)
    #[arg(long, value_name = "COLUMN")]
    reporter: Option<String>,
    /// The column of the accused (被反映人)
    #[arg(long, value_name = "COLUMN")]
    subject: Option<String>,
}

const IDS: [&str; 6] = ["编号", "留言编号", "信访编号", "案件编号", "序号", "id"];
const TITLES: [&str; 6] = ["标题", "主题", "留言主题", "信访标题", "概述", "title"];
const TEXTS: [&str; 8] = [
    "内容",
    "详情",
    "留言详情",
    "反映问题及诉求",
    "反映问题",
    "主要内容",
    "诉求内容",
    "body",
];
const REPORTERS: [&str; 5] = ["举报人", "信访人", "留言用户", "姓名", "用户"];
const SUBJECTS: [&str; 3] = ["被反映人", "被举报人", "被举报人姓名"];

/// The reports of a book, and what each row is called.
pub struct Reports {
    /// The ids, in order.
    pub ids: Vec<String>,
    /// The reports, in the same order.
    pub reports: Vec<Report>,
}

/// The positions of the columns.
struct At {
    id: usize,
    title: Option<usize>,
    text: Option<usize>,
    reporter: Option<usize>,
    subject: Option<usize>,
}

impl Columns {
    /// Reads the reports of a book.
    pub fn read(&self, path: &Path) -> Result<Reports, Failed> {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let mut reading = Reading::of(&file);
        reading.limits.rows = 1_100_000;
        reading.limits.expanded_bytes = 4 << 30;
        let sheet = Sheet::read(&read(path)?, &reading)?;
        let at = self.at(&sheet, &file)?;
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut found = Reports {
            ids: Vec::new(),
            reports: Vec::new(),
        };
        for row in &sheet.rows {
            let wrong = |column: usize, what: &str| {
                let heading = &sheet.columns[column];
                Failed::new(format!(
                    "{file}: row {}, column {heading}: {what}",
                    row.number
                ))
            };
            let id = value(row, at.id);
            if id.is_empty() {
                return Err(wrong(at.id, "is empty; each report needs an id"));
            }
            if let Some(first) = seen.insert(id.clone(), row.number) {
                return Err(wrong(at.id, &format!("{id} stands in row {first} already")));
            }
            let report = report(row, &at);
            if report.title.is_empty() && report.text.is_empty() {
                let column = at.text.or(at.title).unwrap_or(at.id);
                return Err(wrong(
                    column,
                    "is empty, and so is the title: nothing to compare",
                ));
            }
            found.ids.push(id);
            found.reports.push(report);
        }
        Ok(found)
    }

    fn at(&self, sheet: &Sheet, file: &str) -> Result<At, Failed> {
        let find = |named: &Option<String>, usual: &[&str]| match named {
            Some(name) => sheet.column(file, name).map(Some),
            None => Ok(usual
                .iter()
                .find_map(|name| sheet.columns.iter().position(|column| column == name))),
        };
        let at = At {
            id: find(&self.id, &IDS)?.ok_or_else(|| missing(file, "id", "编号", sheet))?,
            title: find(&self.title, &TITLES)?,
            text: find(&self.text, &TEXTS)?,
            reporter: find(&self.reporter, &REPORTERS)?,
            subject: find(&self.subject, &SUBJECTS)?,
        };
        if at.title.is_none() && at.text.is_none() {
            return Err(missing(file, "text", "内容", sheet));
        }
        Ok(at)
    }
}

fn missing(file: &str, flag: &str, heading: &str, sheet: &Sheet) -> Failed {
    let there = sheet.columns.join("、");
    Failed::new(format!(
        "{file}: no column is headed {heading} or alike; name it with --{flag} (there are: {there})"
    ))
}

fn report(row: &SheetRow, at: &At) -> Report {
    let text = |column: Option<usize>| column.map(|column| value(row, column)).unwrap_or_default();
    Report {
        title: text(at.title),
        text: text(at.text),
        reporters: digests(&text(at.reporter)),
        subjects: digests(&text(at.subject)),
    }
}

fn value(row: &SheetRow, column: usize) -> String {
    row.cells[column].trimmed()
}

/// Names as numbers that are only ever compared; words that name nobody give none.
fn digests(names: &str) -> Vec<u64> {
    const NOBODY: [&str; 6] = ["匿名", "无", "不详", "未知", "-", "/"];
    let split = names.split(['、', '，', ',', '；', ';']);
    split
        .map(str::trim)
        .filter(|name| !name.is_empty() && !NOBODY.contains(name))
        .map(|name| {
            let fold =
                |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
            name.bytes().fold(0xCBF2_9CE4_8422_2325, fold)
        })
        .collect()
}
