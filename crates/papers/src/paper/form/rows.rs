//! Rows of a form as rows of a Word table.

use docx_rs::{
    AlignmentType, HeightRule, Paragraph, Table, TableAlignmentType, TableCell, TableCellMargins,
    TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::{CELL, COLUMNS, Grid, Row};
use crate::paper::ink::{FANGSONG, HEITI, balanced, line, words};

/// A twelfth of a form's 170 mm, in twips.
pub(in crate::paper) const COLUMN: usize = 803;
/// Least height of a row in twips: a line of handwriting.
const ROW: f32 = 510.0;
/// Height of a line in a cell.
const LINE: i32 = 400;
/// Columns of a label.
pub(super) const LABEL: usize = 2;

/// A table of twelve columns, each so many twips wide.
pub(in crate::paper) fn table(rows: Vec<TableRow>, column: usize) -> Table {
    Table::new(rows)
        .set_grid(vec![column; COLUMNS])
        .width(column * COLUMNS, WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(40, 85, 40, 85))
}

/// The rows of the table that a row of a paper becomes.
pub(in crate::paper) fn of(row: &Row, column: usize) -> Vec<TableRow> {
    match row {
        Row::Pairs(pairs) => vec![tall(side_by_side(pairs, column), ROW)],
        Row::Text {
            label,
            text,
            lines,
            sign,
        } => vec![long([label, text, sign], *lines, column)],
        Row::Heading(text) => vec![tall(vec![label(text, COLUMNS, column)], ROW)],
        Row::Grid(grid) => gridded(grid, column),
    }
}

fn side_by_side(pairs: &[(String, String)], column: usize) -> Vec<TableCell> {
    let share = COLUMNS / pairs.len().clamp(1, 3);
    let cells = pairs.iter().flat_map(|(name, value)| {
        [
            label(name, LABEL, column),
            value_cell(value, share - LABEL, column),
        ]
    });
    cells.collect()
}

fn long([name, text, sign]: [&str; 3], lines: u8, column: usize) -> TableRow {
    let mut cell = cell(COLUMNS - LABEL, column).vertical_align(VAlignType::Top);
    let mut written = 0;
    for part in text.lines() {
        cell = cell.add_paragraph(value_line(part));
        written += 1;
    }
    // The signature stands at the lower edge of the room left for writing.
    for _ in written..i32::from(lines) {
        cell = cell.add_paragraph(value_line(""));
    }
    if !sign.is_empty() {
        let sign = line(LINE)
            .align(AlignmentType::Right)
            .add_run(words(sign, FANGSONG, CELL));
        cell = cell.add_paragraph(sign);
    } else if written == 0 && lines == 0 {
        cell = cell.add_paragraph(value_line(""));
    }
    tall(vec![label(name, LABEL, column), cell], ROW)
}

/// Heads, lines and empty lines of a table in a table.
pub(in crate::paper) fn gridded(grid: &Grid, column: usize) -> Vec<TableRow> {
    let heads = grid.heads.iter();
    let heads = heads.map(|(name, width)| label(name, *width, column));
    let mut rows = vec![tall(heads.collect(), ROW).cant_split()];
    let spare = vec![String::new(); grid.heads.len()];
    let spare = std::iter::repeat_n(&spare, grid.spare.into());
    for line in grid.lines.iter().chain(spare) {
        let cells = grid.cells(line);
        let cells = cells.map(|(value, width, narrow)| match narrow {
            true => middle_cell(value, width, column),
            false => value_cell(value, width, column),
        });
        rows.push(tall(cells.collect(), ROW).cant_split());
    }
    rows
}

fn tall(cells: Vec<TableCell>, height: f32) -> TableRow {
    TableRow::new(cells)
        .row_height(height)
        .height_rule(HeightRule::AtLeast)
}

fn cell(columns: usize, column: usize) -> TableCell {
    TableCell::new()
        .width(column * columns, WidthType::Dxa)
        .grid_span(columns)
        .vertical_align(VAlignType::Center)
}

fn label(text: &str, columns: usize, column: usize) -> TableCell {
    // Five characters of 小四 stand side by side in a label; the cell's edges take one more.
    let most = columns * column / (CELL * 10) - 1;
    let lines = balanced(text, most).into_iter();
    lines.fold(cell(columns, column), |cell, part| {
        let run = words(&part, HEITI, CELL);
        cell.add_paragraph(line(360).align(AlignmentType::Center).add_run(run))
    })
}

fn value_cell(text: &str, columns: usize, column: usize) -> TableCell {
    let mut cell = cell(columns, column);
    let mut lines = text.lines().peekable();
    if lines.peek().is_none() {
        return cell.add_paragraph(value_line(""));
    }
    for part in lines {
        cell = cell.add_paragraph(value_line(part));
    }
    cell
}

fn middle_cell(text: &str, columns: usize, column: usize) -> TableCell {
    let lines = text.lines().chain(text.is_empty().then_some(""));
    lines.fold(cell(columns, column), |cell, part| {
        cell.add_paragraph(value_line(part).align(AlignmentType::Center))
    })
}

fn value_line(text: &str) -> Paragraph {
    line(LINE).add_run(words(text, FANGSONG, CELL))
}
