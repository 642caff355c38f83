//! `.csv`: UTF-8 with a byte order mark, as the office programs here open it without asking.

use super::{Column, WriteError};
use crate::sheet::Cell;
use csv::{Terminator, Writer, WriterBuilder};

/// A `.csv` under way.
pub struct Comma {
    writer: Writer<super::spool::Spool>,
    spool: super::spool::Spool,
    columns: usize,
}

impl Comma {
    pub(super) fn begin(columns: &[Column]) -> Result<Self, WriteError> {
        let spool = super::spool::Spool::default();
        let mut into = spool.clone();
        std::io::Write::write_all(&mut into, "\u{FEFF}".as_bytes())?;
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .from_writer(into);
        let headings = columns.iter().map(|column| disarmed(&column.heading));
        writer.write_record(headings).map_err(unwritten)?;
        Ok(Self {
            writer,
            spool,
            columns: columns.len(),
        })
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), WriteError> {
        let fields = cells.iter().map(|cell| match cell {
            Cell::Text(text) => disarmed(text),
            cell => cell.text(),
        });
        self.writer.write_record(fields).map_err(unwritten)
    }

    pub(super) fn take(&mut self) -> Result<Vec<u8>, WriteError> {
        self.writer.flush()?;
        Ok(self.spool.take())
    }

    /// The last row says what the file is; as long as the others, so that it reads as one table.
    pub(super) fn finish(mut self, last: &str) -> Result<Vec<u8>, WriteError> {
        let mut fields = vec![String::new(); self.columns.max(1)];
        fields[0] = disarmed(last);
        self.writer.write_record(fields).map_err(unwritten)?;
        self.take()
    }
}

fn unwritten(error: csv::Error) -> WriteError {
    WriteError(error.to_string())
}

/// A text that no office program takes for a formula: one that begins like one is led by an apostrophe.
fn disarmed(text: &str) -> String {
    let first = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let formula = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let begins = text.starts_with(['\t', '\r', '\n']) || first.starts_with(formula);
    if begins {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
