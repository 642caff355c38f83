//! `.xlsx`, written forwards: the sheet 说明 first, then a sheet of rows after the other; what names the
//! sheets comes last, for a zip is read from its end.

use super::spool::Spool;
use super::xml::{Styles, cell};
use super::{Column, Cover, SHEET_ROWS_MAX, WriteError, parts};
use crate::sheet::Cell;
use std::io::Write;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// An `.xlsx` under way.
pub struct Workbook {
    zip: ZipWriter<StreamWriter<Spool>>,
    spool: Spool,
    cover: Cover,
    columns: Vec<Column>,
    /// The names of the sheets begun.
    names: Vec<String>,
    /// The last row written of the sheet.
    row: u32,
    /// Bytes written of the sheet.
    bytes: usize,
    full: u32,
}

/// Bytes of a sheet after which another follows: a part of a zip holds four gigabytes.
const SHEET_BYTES_MAX: usize = 3 << 30;

const STYLES: Styles<'_> = Styles {
    plain: " s=\"5\"",
    day: " s=\"2\"",
};
const HEADING: Styles<'_> = Styles {
    plain: " s=\"1\"",
    day: "",
};

impl Workbook {
    pub(super) fn begin(cover: Cover, columns: &[Column]) -> Result<Self, WriteError> {
        Self::of_rows(cover, columns, SHEET_ROWS_MAX)
    }

    /// One whose sheets are full after so many rows, for tests.
    pub(super) fn of_rows(cover: Cover, columns: &[Column], full: u32) -> Result<Self, WriteError> {
        let spool = Spool::default();
        let mut workbook = Self {
            zip: ZipWriter::new_stream(spool.clone()),
            spool,
            cover,
            columns: columns.to_vec(),
            names: Vec::new(),
            row: 0,
            bytes: 0,
            full,
        };
        workbook.part("_rels/.rels", &parts::root())?;
        workbook.part("xl/styles.xml", &parts::styles())?;
        workbook.cover_sheet()?;
        workbook.next_sheet()?;
        Ok(workbook)
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), WriteError> {
        // The last row of all says what the file is, and needs its place.
        if self.row + 1 >= self.full || self.bytes > SHEET_BYTES_MAX {
            self.end_sheet()?;
            self.next_sheet()?;
        }
        self.put(cells, STYLES)
    }

    pub(super) fn take(&self) -> Vec<u8> {
        self.spool.take()
    }

    pub(super) fn finish(mut self, last: &str) -> Result<Vec<u8>, WriteError> {
        let bare = Styles { plain: "", day: "" };
        self.put(&[Cell::Text(last.to_owned())], bare)?;
        self.end_sheet()?;
        let sheets = self.names.len();
        let workbook = parts::workbook(&self.names);
        self.part("xl/workbook.xml", &workbook)?;
        self.part("xl/_rels/workbook.xml.rels", &parts::related(sheets))?;
        self.part("[Content_Types].xml", &parts::types(sheets))?;
        self.zip.finish()?;
        Ok(self.spool.take())
    }

    fn cover_sheet(&mut self) -> Result<(), WriteError> {
        self.start_sheet("说明".to_owned())?;
        self.write(&parts::sheet(&[18, 90], false))?;
        let title = Styles {
            plain: " s=\"3\"",
            day: "",
        };
        let line = Styles {
            plain: " s=\"4\"",
            day: "",
        };
        self.put(&[Cell::Text(self.cover.title.clone())], title)?;
        for (label, text) in self.cover.lines.clone() {
            self.put(&[Cell::Text(label), Cell::Text(text)], line)?;
        }
        self.end_sheet()
    }

    fn next_sheet(&mut self) -> Result<(), WriteError> {
        let name = match self.names.len() {
            1 => self.cover.title.clone(),
            more => format!("{}（{more}）", self.cover.title),
        };
        self.start_sheet(name)?;
        let widths: Vec<u16> = self.columns.iter().map(|column| column.width).collect();
        self.write(&parts::sheet(&widths, true))?;
        let headings = self.columns.iter().map(|column| column.heading.clone());
        let headings: Vec<Cell> = headings.map(Cell::Text).collect();
        self.put(&headings, HEADING)
    }

    fn start_sheet(&mut self, name: String) -> Result<(), WriteError> {
        self.names.push(named(&name));
        (self.row, self.bytes) = (0, 0);
        let part = format!("xl/worksheets/sheet{}.xml", self.names.len());
        Ok(self.zip.start_file(part, options())?)
    }

    fn end_sheet(&mut self) -> Result<(), WriteError> {
        let end = parts::sheet_end(&self.cover.mark);
        self.write(&end)
    }

    fn put(&mut self, cells: &[Cell], styles: Styles<'_>) -> Result<(), WriteError> {
        self.row += 1;
        let mut text = format!("<row r=\"{}\">", self.row);
        for (at, one) in cells.iter().enumerate() {
            cell(&mut text, at, self.row, one, styles);
        }
        text.push_str("</row>");
        self.write(&text)
    }

    fn part(&mut self, name: &str, text: &str) -> Result<(), WriteError> {
        self.zip.start_file(name, options())?;
        self.write(text)
    }

    fn write(&mut self, text: &str) -> Result<(), WriteError> {
        self.bytes += text.len();
        Ok(self.zip.write_all(text.as_bytes())?)
    }
}

/// How parts are kept. Without a time, so that the same rows give the same bytes.
pub(super) fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

/// A sheet's name as a workbook allows it.
fn named(name: &str) -> String {
    let fits = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    name.chars().filter(fits).take(31).collect()
}
