//! `.csv`: UTF-8, with or without a byte order mark, or GB18030, which Chinese office programs still
//! write by default.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::GB18030;

use super::grid::Grid;
use super::{Cell, Reading, Sheet, SheetError};

/// Reads a `.csv`.
pub(super) fn read(bytes: &[u8], reading: &Reading<'_>) -> Result<Sheet, SheetError> {
    let text = decode(bytes, reading.file)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut grid = Grid::new(reading);
    let mut record = StringRecord::new();
    let mut number = 0;
    let mut expected = None;
    loop {
        let start = usize::try_from(reader.position().byte()).expect("the file is in memory");
        if !reader
            .read_record(&mut record)
            .expect("decoded text from memory reads without error")
        {
            return grid.finish();
        }
        number += 1 + blank_lines(text.as_bytes(), start);
        let skipped = reading.heading_row.is_some_and(|heading| number < heading);
        if skipped || record.iter().all(str::is_empty) {
            continue;
        }
        even(
            &record,
            number,
            *expected.get_or_insert(record.len()),
            reading.file,
        )?;
        for (column, field) in record.iter().enumerate() {
            grid.put(number, column, Cell::of(field))?;
        }
    }
}

/// Empty lines at `start`. The reader passes over them; an office program shows each as a row.
fn blank_lines(text: &[u8], start: usize) -> usize {
    let mut rest = &text[start..];
    // A record ended by CR LF leaves the LF to the next one.
    if start > 0 && text[start - 1] == b'\r' {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut count = 0;
    while let [first @ (b'\r' | b'\n'), after @ ..] = rest {
        rest = if *first == b'\r' {
            after.strip_prefix(b"\n").unwrap_or(after)
        } else {
            after
        };
        count += 1;
    }
    count
}

fn even(record: &StringRecord, row: usize, expected: usize, file: &str) -> Result<(), SheetError> {
    if record.len() == expected {
        return Ok(());
    }
    Err(SheetError::Uneven {
        file: file.to_owned(),
        row,
        expected,
        found: record.len(),
    })
}

/// The text of a file, its byte order mark removed.
fn decode<'a>(bytes: &'a [u8], file: &str) -> Result<Cow<'a, str>, SheetError> {
    let marked = bytes.strip_prefix(b"\xEF\xBB\xBF");
    let body = marked.unwrap_or(bytes);
    let bad = match str::from_utf8(body) {
        Ok(text) if !text.contains('\0') => return Ok(Cow::Borrowed(text)),
        Ok(text) => text.find('\0').expect("the text contains one"),
        Err(error) => error.valid_up_to(),
    };
    let before = &body[..bad];
    if marked.is_none()
        && !is_surely_utf8(before)
        && !body.contains(&0)
        && let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(body)
    {
        return Ok(text);
    }
    let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
    Err(SheetError::Encoding {
        file: file.to_owned(),
        line,
    })
}

/// Whether so much well-formed UTF-8 came before the first bad byte that the file is a damaged
/// UTF-8 one, which GB18030 would read as other words without complaint.
fn is_surely_utf8(before: &[u8]) -> bool {
    before
        .utf8_chunks()
        .flat_map(|chunk| chunk.valid().chars())
        .filter(|c| !c.is_ascii())
        .count()
        >= 8
}
