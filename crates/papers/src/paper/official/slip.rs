//! A slip (单): title, number and who signed it out, a plain table, the office and the date with room for
//! the seal, copies (P-22). It bears no red head, which is for letters.

use docx_rs::{AlignmentType, Paragraph, Run, Tab, TabValueType};

use super::Official;
use crate::paper::form::{COLUMNS, foot, rows};
use crate::paper::ink::{FANGSONG, HEITI, XIAOBIAOSONG, half_widths, line, packed, sheet, words};
use crate::paper::{PaperError, Row};

/// Size of what stands above the table: 四号.
const ABOVE: usize = 28;
/// Size of what stands in and under it: 小四.
const CELL: usize = 24;
/// A short title is set wide: 督 办 单.
const WIDE: i32 = 440;
/// Half characters up to which a title is short.
const SHORT: i32 = 10;
/// Width of the table, in twips.
const WIDTH: usize = rows::COLUMN * COLUMNS;

/// The slip as a Word document.
pub(super) fn docx(paper: &Official, said: &[Row]) -> Result<Vec<u8>, PaperError> {
    let mut document = sheet([200, 200, 180, 200, 100, 120])
        .default_size(CELL)
        .footer(foot(&paper.printed.mark()));
    if !paper.marks.is_empty() {
        let marks = words(&paper.marks.join("　"), HEITI, ABOVE);
        document = document.add_paragraph(line(460).add_run(marks));
    }
    let organ = words(&paper.organ, XIAOBIAOSONG, 36);
    document = document
        .add_paragraph(line(640).align(AlignmentType::Center).add_run(organ))
        .add_paragraph(title(&paper.title))
        .add_paragraph(above(paper))
        .add_table(rows::table(
            said.iter()
                .flat_map(|row| rows::of(row, rows::COLUMN))
                .collect(),
            rows::COLUMN,
        ));
    for text in paper.enclosed() {
        document = document.add_paragraph(under(&text));
    }
    for paragraph in signed(paper) {
        document = document.add_paragraph(paragraph);
    }
    let contact = match &*paper.contact {
        "" => String::new(),
        contact => format!("（{contact}）"),
    };
    for text in [contact, paper.copied()] {
        if !text.is_empty() {
            document = document.add_paragraph(under(&text));
        }
    }
    packed(document)
}

fn title(text: &str) -> Paragraph {
    let run = words(text, XIAOBIAOSONG, 44);
    let centred = line(880).align(AlignmentType::Center);
    if half_widths(text) > SHORT {
        return centred.add_run(run);
    }
    // Spacing also follows the last character: an indent of the same width keeps the middle.
    centred
        .indent(Some(WIDE), None, None, None)
        .add_run(run.character_spacing(WIDE))
}

/// Number left, who signed it out right.
fn above(paper: &Official) -> Paragraph {
    let edge = Tab::new().val(TabValueType::Right).pos(WIDTH);
    line(560)
        .add_tab(edge)
        .add_run(words(&paper.number, FANGSONG, ABOVE))
        .add_run(Run::new().add_tab())
        .add_run(words(&paper.signed_out(), FANGSONG, ABOVE))
}

/// The office centred over the date, at the right, under room for the seal.
fn signed(paper: &Official) -> [Paragraph; 2] {
    let date = paper.date_in_words();
    let wider = half_widths(&paper.signature) - half_widths(&date);
    let ends = ((-wider).max(0), wider.max(0));
    // A half character of 四号 is 140 twips; the narrower line ends half the difference earlier.
    let right = |text: &str, end: i32, height| {
        line(height)
            .align(AlignmentType::Right)
            .indent(None, None, Some(2 * 280 + end * 70), None)
            .add_run(words(text, FANGSONG, ABOVE))
    };
    [
        right(&paper.signature, ends.0, 900).keep_next(true),
        right(&date, ends.1, 500),
    ]
}

fn under(text: &str) -> Paragraph {
    line(440).add_run(words(text, FANGSONG, CELL))
}
