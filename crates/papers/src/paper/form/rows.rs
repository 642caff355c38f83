//! Rows of a form as rows of a Word table.

use docx_rs::{AlignmentType, HeightRule, Paragraph, TableCell, TableRow, VAlignType, WidthType};

use super::{CELL, COLUMN, COLUMNS, Grid, Row};
use crate::paper::ink::{FANGSONG, HEITI, line, words};

/// Least height of a row in twips: a line of handwriting.
const ROW: f32 = 510.0;
/// Height of a line in a cell.
const LINE: i32 = 400;
/// Columns of a label.
const LABEL: usize = 2;

/// The rows of the table that a row of the form becomes.
pub(super) fn of(row: &Row) -> Vec<TableRow> {
    match row {
        Row::Pairs(pairs) => vec![tall(side_by_side(pairs), ROW)],
        Row::Text {
            label,
            text,
            lines,
            sign,
        } => vec![long(label, text, *lines, sign)],
        Row::Heading(text) => vec![tall(vec![label(text, COLUMNS)], ROW)],
        Row::Grid(grid) => gridded(grid),
    }
}

fn side_by_side(pairs: &[(String, String)]) -> Vec<TableCell> {
    let share = COLUMNS / pairs.len().clamp(1, 3);
    pairs
        .iter()
        .flat_map(|(name, value)| [label(name, LABEL), value_cell(value, share - LABEL)])
        .collect()
}

fn long(name: &str, text: &str, lines: u8, sign: &str) -> TableRow {
    let mut cell = cell(COLUMNS - LABEL).vertical_align(VAlignType::Top);
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
    tall(vec![label(name, LABEL), cell], ROW)
}

fn gridded(grid: &Grid) -> Vec<TableRow> {
    let heads = grid.heads.iter().map(|(name, width)| label(name, *width));
    let mut rows = vec![tall(heads.collect(), ROW).cant_split()];
    let widths: Vec<usize> = grid.heads.iter().map(|(_, width)| *width).collect();
    for line in &grid.lines {
        let cells = line
            .iter()
            .zip(&widths)
            .map(|(value, width)| value_cell(value, *width));
        rows.push(tall(cells.collect(), ROW).cant_split());
    }
    for _ in 0..grid.spare {
        let cells = widths.iter().map(|width| value_cell("", *width));
        rows.push(tall(cells.collect(), ROW));
    }
    rows
}

fn tall(cells: Vec<TableCell>, height: f32) -> TableRow {
    TableRow::new(cells)
        .row_height(height)
        .height_rule(HeightRule::AtLeast)
}

fn cell(columns: usize) -> TableCell {
    TableCell::new()
        .width(COLUMN * columns, WidthType::Dxa)
        .grid_span(columns)
        .vertical_align(VAlignType::Center)
}

fn label(text: &str, columns: usize) -> TableCell {
    let run = words(text, HEITI, CELL);
    cell(columns).add_paragraph(line(360).align(AlignmentType::Center).add_run(run))
}

fn value_cell(text: &str, columns: usize) -> TableCell {
    let mut cell = cell(columns);
    let mut lines = text.lines().peekable();
    if lines.peek().is_none() {
        return cell.add_paragraph(value_line(""));
    }
    for part in lines {
        cell = cell.add_paragraph(value_line(part));
    }
    cell
}

fn value_line(text: &str) -> Paragraph {
    line(LINE).add_run(words(text, FANGSONG, CELL))
}
