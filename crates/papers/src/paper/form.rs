//! A form (表单): a plain table under a title, as slips and registers have it (P-22).
//!
//! Twelve columns carry every row: a label takes two, so that labels of all rows line up.

pub(super) mod rows;

use docx_rs::{AlignmentType, BreakType, Docx, Footer, Paragraph, Pic, Run, Tab, TabValueType};

use super::ink::{
    FANGSONG, XIAOBIAOSONG, line, packed, page_count, page_number, printed_line, sheet, words,
};
use super::{PaperError, Printed};
use crate::barcode::Barcode;

/// Columns of the table.
pub const COLUMNS: usize = 12;
/// Size of what stands in the table: 小四.
const CELL: usize = 24;

/// A form, filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Title, e.g. 信访举报登记表.
    pub title: String,
    /// The office that uses it, left above the table.
    pub organ: String,
    /// Its number, right above the table; empty for none.
    pub number: String,
    /// What the bars in the corner say; `None` for a form without (P-07).
    pub barcode: Option<String>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// A line under the table; empty for none.
    pub note: String,
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// One to three labels with their values, side by side.
    Pairs(Vec<(String, String)>),
    /// A label and a long value with room to write.
    Text {
        /// Label.
        label: String,
        /// Value; line breaks stay.
        text: String,
        /// Lines of room it takes at least.
        lines: u8,
        /// A line at its lower right, e.g. 签名：　　年　月　日; empty for none.
        sign: String,
    },
    /// A heading across the table.
    Heading(String),
    /// A table in the table.
    Grid(Grid),
}

/// Columns with heads and lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Head and width of each column; the widths add up to `COLUMNS`.
    pub heads: Vec<(String, usize)>,
    /// Lines, each with a value for every column.
    pub lines: Vec<Vec<String>>,
    /// Empty lines for writing by hand after them.
    pub spare: u8,
}

impl Row {
    /// What it says, cell by cell.
    pub(super) fn lines(&self) -> Vec<String> {
        match self {
            Self::Pairs(pairs) => pairs
                .iter()
                .flat_map(|(label, value)| [label.clone(), value.clone()])
                .collect(),
            Self::Text {
                label, text, sign, ..
            } => [label, text, sign].map(String::clone).into(),
            Self::Heading(text) => vec![text.clone()],
            Self::Grid(grid) => grid.words(),
        }
    }
}

impl Grid {
    /// The values of a line with the width of their columns, and whether that is narrow: a number or a short
    /// word stands in its middle.
    pub fn cells<'a>(&'a self, line: &'a [String]) -> impl Iterator<Item = (&'a str, usize, bool)> {
        let widths = self.heads.iter().map(|(_, width)| *width);
        let cells = line.iter().zip(widths);
        cells.map(|(value, width)| (value.as_str(), width, width <= rows::LABEL))
    }

    /// What it says, cell by cell.
    pub(super) fn words(&self) -> Vec<String> {
        let heads = self.heads.iter().map(|(head, _)| head);
        heads.chain(self.lines.iter().flatten()).cloned().collect()
    }
}

impl Form {
    /// Forms as one Word document (`.docx`), each beginning on a page of its own.
    ///
    /// # Errors
    /// There is none, a number has no barcode, or the document cannot be put together.
    pub fn docx(forms: &[Self], printed: &Printed) -> Result<Vec<u8>, PaperError> {
        if forms.is_empty() {
            return Err(PaperError::Empty);
        }
        let mut document = sheet([180, 200, 180, 200, 100, 100])
            .default_size(CELL)
            .footer(foot(&printed.line()));
        for (form, number) in forms.iter().zip(0..) {
            if number > 0 {
                let turn = Run::new().add_break(BreakType::Page);
                document = document.add_paragraph(line(20).add_run(turn));
            }
            document = form.written(document, number)?;
        }
        packed(document)
    }

    fn written(&self, document: Docx, place: usize) -> Result<Docx, PaperError> {
        let mut document = document;
        if let Some(text) = &self.barcode {
            document = document.add_paragraph(bars(text, place)?);
        }
        let title = words(&self.title, XIAOBIAOSONG, 44);
        let rows = self.rows.iter().flat_map(|row| rows::of(row, rows::COLUMN));
        let rows = rows.collect();
        document = document
            .add_paragraph(line(760).align(AlignmentType::Center).add_run(title))
            .add_paragraph(self.above())
            .add_table(rows::table(rows, rows::COLUMN));
        if !self.note.is_empty() {
            document = document.add_paragraph(line(400).add_run(words(&self.note, FANGSONG, 21)));
        }
        Ok(document)
    }

    fn above(&self) -> Paragraph {
        let number = if self.number.is_empty() {
            String::new()
        } else {
            format!("编号：{}", self.number)
        };
        let edge = Tab::new()
            .val(TabValueType::Right)
            .pos(rows::COLUMN * COLUMNS);
        line(480)
            .add_tab(edge)
            .add_run(words(&self.organ, FANGSONG, CELL))
            .add_run(Run::new().add_tab())
            .add_run(words(&number, FANGSONG, CELL))
    }
}

/// The barcode with its number beneath, at the right.
fn bars(text: &str, place: usize) -> Result<Paragraph, PaperError> {
    let code = Barcode::of(text)?;
    let (png, width, height) = code.png()?;
    // A third of a millimetre a module is what every scanner of an office reads.
    let module = 36_000 / 3;
    let (wide, high) = (code.width() as u32 * module, 36_000 * 9);
    let picture = Pic::new_with_dimensions(png, width, height)
        .id(format!("barcode{place}"))
        .size(wide, high);
    let caption = words(text, FANGSONG, 18);
    Ok(Paragraph::new()
        .align(AlignmentType::Right)
        .add_run(Run::new().add_image(picture))
        .add_run(Run::new().add_break(BreakType::TextWrapping))
        .add_run(caption))
}

/// The foot of every sheet: its number among all, and who printed it.
pub(super) fn foot(printed: &str) -> Footer {
    let pages = line(280)
        .align(AlignmentType::Center)
        .add_run(words("第 ", FANGSONG, 18))
        .add_run(page_number(FANGSONG, 18))
        .add_run(words(" 页，共 ", FANGSONG, 18))
        .add_run(page_count(FANGSONG, 18))
        .add_run(words(" 页", FANGSONG, 18));
    Footer::new()
        .add_paragraph(pages)
        .add_paragraph(printed_line(printed))
}

#[cfg(test)]
pub(crate) mod tests;
