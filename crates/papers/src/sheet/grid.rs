//! Rows gathered from either format under one set of limits, then parted into heading and rows.

use super::{Cell, Place, Reading, Sheet, SheetError, SheetRow};

/// Rows as they come in from a reader.
pub(super) struct Grid<'a> {
    reading: &'a Reading<'a>,
    rows: Vec<SheetRow>,
    text_bytes: u64,
}

impl<'a> Grid<'a> {
    /// An empty grid.
    pub(super) fn new(reading: &'a Reading<'a>) -> Self {
        Self {
            reading,
            rows: Vec::new(),
            text_bytes: 0,
        }
    }

    /// Puts one cell in its place. Cells arrive in reading order; empty ones need not be given.
    pub(super) fn put(
        &mut self,
        number: usize,
        column: usize,
        cell: Cell,
    ) -> Result<(), SheetError> {
        if cell.is_empty()
            || self
                .reading
                .heading_row
                .is_some_and(|heading| number < heading)
        {
            return Ok(());
        }
        self.refuse_large(number, column, &cell)?;
        if self.rows.last().is_none_or(|row| row.number < number) {
            if self.rows.len() == self.reading.limits.rows {
                let limit = self.reading.limits.rows;
                return Err(SheetError::TooManyRows {
                    file: self.file(),
                    limit,
                });
            }
            self.rows.push(SheetRow {
                number,
                cells: Vec::new(),
            });
        }
        let row = self
            .rows
            .last_mut()
            .expect("a row was pushed unless there was one");
        if row.number != number || row.cells.len() > column {
            return Err(SheetError::OutOfOrder(self.place(number, column)));
        }
        row.cells.resize(column, Cell::Empty);
        row.cells.push(cell);
        Ok(())
    }

    /// Parts heading from rows.
    pub(super) fn finish(mut self) -> Result<Sheet, SheetError> {
        let heading = self
            .reading
            .heading_row
            .or(self.rows.first().map(|row| row.number));
        if self.rows.is_empty() || self.rows.first().map(|row| row.number) != heading {
            return Err(SheetError::NoHeading { file: self.file() });
        }
        let columns: Vec<String> = self
            .rows
            .remove(0)
            .cells
            .iter()
            .map(Cell::trimmed)
            .collect();
        for row in &mut self.rows {
            if row.cells.len() > columns.len() {
                let column = row.cells.len() - 1;
                let place = Place {
                    file: self.reading.file.to_owned(),
                    row: row.number,
                    column,
                };
                return Err(SheetError::UnderNoHeading(place));
            }
            row.cells.resize(columns.len(), Cell::Empty);
        }
        Ok(Sheet {
            columns,
            rows: self.rows,
        })
    }

    fn refuse_large(&mut self, row: usize, column: usize, cell: &Cell) -> Result<(), SheetError> {
        let limits = self.reading.limits;
        if column >= limits.columns {
            return Err(SheetError::TooManyColumns {
                file: self.file(),
                row,
                limit: limits.columns,
            });
        }
        let Cell::Text(text) = cell else {
            return Ok(());
        };
        // Bytes first: counting characters costs more, and no character is shorter than a byte.
        if text.len() > limits.cell_chars && text.chars().count() > limits.cell_chars {
            let place = self.place(row, column);
            return Err(SheetError::TooLong {
                place,
                limit: limits.cell_chars,
            });
        }
        self.text_bytes += text.len() as u64;
        if self.text_bytes > limits.expanded_bytes {
            return Err(SheetError::TooMuchText {
                file: self.file(),
                limit: limits.expanded_bytes,
            });
        }
        Ok(())
    }

    fn file(&self) -> String {
        self.reading.file.to_owned()
    }

    fn place(&self, row: usize, column: usize) -> Place {
        Place {
            file: self.file(),
            row,
            column,
        }
    }
}
