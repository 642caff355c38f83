//! Texts and cells as the XML of a sheet.

use crate::sheet::{Cell, column_letters};
use jiff::civil::{DateTime, Time, datetime};

/// A text as XML: what has a meaning there is written out, what no XML may hold is left away.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

/// The numbers of the styles a cell may bear.
#[derive(Debug, Clone, Copy)]
pub(super) struct Styles<'a> {
    /// For texts and numbers, as the attribute ` s="3"`; nothing for the plain one.
    pub(super) plain: &'a str,
    /// For days.
    pub(super) day: &'a str,
}

/// The most characters a cell holds: the office programs' own limit.
const CELL_CHARS_MAX: usize = 32_767;

/// Adds a cell at a place. A text stands in its cell, so that a reader takes it for a text whatever it
/// begins with.
pub(super) fn cell(out: &mut String, column: usize, row: u32, cell: &Cell, styles: Styles<'_>) {
    let place = format!("{}{row}", column_letters(column));
    let plain = styles.plain;
    let written = match cell {
        Cell::Empty if plain.is_empty() => return,
        Cell::Empty => format!("<c r=\"{place}\"{plain}/>"),
        Cell::Number(number) => format!("<c r=\"{place}\"{plain}><v>{number}</v></c>"),
        Cell::Bool(is) => {
            let word = u8::from(*is);
            format!("<c r=\"{place}\"{plain} t=\"b\"><v>{word}</v></c>")
        }
        Cell::Date(at) => format!("<c r=\"{place}\"{}><v>{}</v></c>", styles.day, serial(*at)),
        Cell::Text(text) => {
            let text: String = text.chars().take(CELL_CHARS_MAX).collect();
            format!(
                "<c r=\"{place}\"{plain} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(&text)
            )
        }
    };
    out.push_str(&written);
}

/// A moment as days since the last of 1899, as workbooks count.
fn serial(at: DateTime) -> f64 {
    let days = (at.date() - datetime(1899, 12, 30, 0, 0, 0, 0).date()).get_days();
    let time = at.time() - Time::midnight();
    let seconds = time.total(jiff::Unit::Second).unwrap_or_default();
    f64::from(days) + seconds / 86_400.0
}
