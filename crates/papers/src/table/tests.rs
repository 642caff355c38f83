//! What was written is read back by the readers an office's book is read with.

use super::workbook::Workbook;
use super::*;
use crate::sheet::{Reading, Sheet};
use calamine::Reader;
use jiff::civil::datetime;
use std::io::Cursor;

fn columns() -> Vec<Column> {
    ["编号", "事项", "收到", "件次"]
        .map(|heading| Column {
            heading: heading.to_owned(),
            width: 12,
        })
        .to_vec()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn row(title: &str, count: f64) -> Vec<Cell> {
    let day = Cell::Date(datetime(2026, 3, 2, 0, 0, 0, 0));
    vec![
        text("清河-2026-000001"),
        text(title),
        day,
        Cell::Number(count),
    ]
}

fn cover() -> Cover {
    Cover {
        title: "受理台账".to_owned(),
        lines: vec![("回执".to_owned(), "DC20260302-ABCDEFGH".to_owned())],
        mark: "陈静 & 周明".to_owned(),
    }
}

/// Everything a table gives, taken as it comes.
fn whole(mut table: Table, rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for row in rows {
        table.row(row).unwrap();
        bytes.extend(table.take().unwrap());
    }
    bytes.extend(table.finish("回执 DC20260302-ABCDEFGH").unwrap());
    bytes
}

const HOSTILE: &str = "=HYPERLINK(\"http://x\") <b>&amp;</b>\u{7}\n“采砂”";

#[test]
fn a_workbook_is_read_back_as_it_was_written() {
    let table = Table::workbook(cover(), &columns()).unwrap();
    let bytes = whole(table, &[row(HOSTILE, 3.0), row("占地", 1.0)]);
    let mut reading = Reading::of("台账.xlsx");
    reading.table = Some("受理台账");
    let sheet = Sheet::read(&bytes, &reading).unwrap();
    assert_eq!(sheet.columns, ["编号", "事项", "收到", "件次"]);
    assert_eq!(sheet.rows[0].cells[1].text(), HOSTILE.replace('\u{7}', ""));
    assert_eq!(sheet.rows[0].cells[2].text(), "2026-03-02");
    assert_eq!(sheet.rows[1].cells[3], Cell::Number(1.0));
    assert_eq!(sheet.rows[2].cells[0].text(), "回执 DC20260302-ABCDEFGH");
    let cover = Sheet::read(&bytes, &Reading::of("台账.xlsx"));
    assert!(cover.is_err(), "the cover is no table: {cover:?}");
}

#[test]
fn a_full_sheet_is_followed_by_another_with_its_heading() {
    let workbook = Workbook::of_rows(cover(), &columns(), 4).unwrap();
    let rows: Vec<Vec<Cell>> = (0..5).map(|at| row(&format!("第{at}件"), 1.0)).collect();
    let bytes = whole(Table::Workbook(Box::new(workbook)), &rows);
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(
        book.sheet_names(),
        ["说明", "受理台账", "受理台账（2）", "受理台账（3）"]
    );
    let mut titles = Vec::new();
    for name in ["受理台账", "受理台账（2）", "受理台账（3）"] {
        let range = book.worksheet_range(name).unwrap();
        assert_eq!(range.get((0, 0)).unwrap().to_string(), "编号");
        let cells = range.rows().skip(1).map(|row| row[1].to_string());
        titles.extend(cells.filter(|title| !title.is_empty()));
    }
    assert_eq!(titles, ["第0件", "第1件", "第2件", "第3件", "第4件"]);
}

#[test]
fn commas_begin_with_the_mark_and_hold_no_formula() {
    let table = Table::comma(&columns()).unwrap();
    let titles = ["=1+1", "+86", "-3", "@某", "\t=1", "　=1", "平常, “引”"];
    let rows: Vec<Vec<Cell>> = titles.iter().map(|title| row(title, 2.0)).collect();
    let bytes = whole(table, &rows);
    assert!(bytes.starts_with(b"\xEF\xBB\xBF"));
    let sheet = Sheet::read(&bytes, &Reading::of("台账.csv")).unwrap();
    for (at, title) in titles.iter().enumerate() {
        let read = sheet.rows[at].cells[1].text();
        let expected = if at < 6 {
            format!("'{title}")
        } else {
            (*title).to_owned()
        };
        assert_eq!(read, expected);
    }
    assert_eq!(sheet.rows[0].cells[2].text(), "2026-03-02");
    assert_eq!(sheet.rows[7].cells[0].text(), "回执 DC20260302-ABCDEFGH");
}

#[test]
fn bytes_come_while_rows_go_in_and_never_pile_up() {
    let mut table = Table::workbook(cover(), &columns()).unwrap();
    let (mut most, mut all) = (0, 0);
    for at in 0..30_000_u32 {
        let noise = at.wrapping_mul(2_654_435_761);
        table.row(&row(&format!("第{at}件{noise:x}"), 1.0)).unwrap();
        if at % 500 == 0 {
            let taken = table.take().unwrap().len();
            (most, all) = (most.max(taken), all + taken);
        }
    }
    assert!(all > 500_000 && most < all / 10, "{most} of {all}");
}
