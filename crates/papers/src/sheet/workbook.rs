//! `.xlsx`: cells streamed one by one, so that a claimed extent never becomes memory.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::grid::Grid;
use super::{Cell, Reading, Sheet, SheetError, date};
use crate::archive::{self, ArchiveLimits};

/// Reads a table of a workbook.
pub(super) fn read(bytes: &[u8], reading: &Reading<'_>) -> Result<Sheet, SheetError> {
    let limits = ArchiveLimits {
        expanded_bytes: reading.limits.expanded_bytes,
        ..ArchiveLimits::default()
    };
    archive::check(bytes, &limits).map_err(|source| SheetError::Archive {
        file: reading.file.to_owned(),
        source,
    })?;
    let unreadable = |error: XlsxError| SheetError::NotAWorkbook {
        file: reading.file.to_owned(),
        reason: error.to_string(),
    };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let table = table(&workbook, reading)?;
    let mut cells = workbook
        .worksheet_cells_reader(&table)
        .map_err(unreadable)?;
    let mut grid = Grid::new(reading);
    while let Some(found) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = found.get_position();
        grid.put(row as usize + 1, column as usize, cell(found.get_value()))?;
    }
    grid.finish()
}

/// The table asked for, or the first one a person would see.
fn table(workbook: &Xlsx<Cursor<&[u8]>>, reading: &Reading<'_>) -> Result<String, SheetError> {
    workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .find(|sheet| match reading.table {
            Some(name) => sheet.name == name,
            None => sheet.visible == SheetVisible::Visible,
        })
        .map(|sheet| sheet.name.clone())
        .ok_or_else(|| SheetError::NoTable {
            file: reading.file.to_owned(),
            table: reading.table.unwrap_or_default().to_owned(),
        })
}

/// A cell as stored. A failed formula is read as what the office program shows, e.g. `#N/A`.
fn cell(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        #[expect(
            clippy::cast_precision_loss,
            reason = "a workbook stores every number as f64"
        )]
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::of(text),
        DataRef::SharedString(text) => Cell::of(text),
        DataRef::Bool(value) => Cell::Bool(*value),
        // A length of time, or a time of day without a day, stays the number it is.
        DataRef::DateTime(moment) if moment.is_duration() => Cell::Number(moment.as_f64()),
        DataRef::DateTime(moment) => {
            date::from_serial(moment).map_or_else(|| Cell::Number(moment.as_f64()), Cell::Date)
        }
        DataRef::DateTimeIso(text) => text.parse().map_or_else(|_| Cell::of(text), Cell::Date),
        DataRef::DurationIso(text) => Cell::of(text),
        DataRef::Error(error) => Cell::of(&error.to_string()),
    }
}
