//! What frames a letter: the red head, the red rules, the numbers of its pages.

use docx_rs::{
    AlignmentType, BorderType, Footer, Header, Paragraph, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders,
};

use super::CHARACTER;
use crate::paper::ink::{
    RED, SONGTI, XIAOBIAOSONG, half_widths, line, page_number, printed_line, tenth_mm, words,
};

/// The name of the office over a red double rule.
pub(super) fn head(organ: &str) -> Header {
    // As large as fits the text block, 40 points at most: the standard leaves the size to the office.
    let fits = 4_400 * 2 / half_widths(organ).max(1);
    let size = (fits / 10).clamp(20, 40);
    let name = words(organ, XIAOBIAOSONG, size as usize * 2).color(RED);
    let name = line(size * 24).align(AlignmentType::Center).add_run(name);
    Header::new()
        .add_paragraph(name)
        .add_paragraph(rule(BorderType::ThickThinSmallGap, 227))
}

/// The foot of the first page: a red double rule, no number.
pub(super) fn foot(printed: &str) -> Footer {
    Footer::new()
        .add_paragraph(printed_line(printed))
        .add_paragraph(rule(BorderType::ThinThickSmallGap, 60))
}

/// `— 2 —` in 宋体 四号, one character from the edge.
pub(in crate::paper::official) fn numbered(align: AlignmentType, printed: &str) -> Footer {
    let number = line(400)
        .align(align)
        .indent(Some(CHARACTER), None, Some(CHARACTER), None)
        .add_run(words("— ", SONGTI, 28))
        .add_run(page_number(SONGTI, 28))
        .add_run(words(" —", SONGTI, 28));
    Footer::new()
        .add_paragraph(number)
        .add_paragraph(printed_line(printed))
}

/// A red double rule of 170 mm around the middle of the sheet; text before it ends `above` twips higher.
fn rule(kind: BorderType, above: i32) -> Paragraph {
    let border = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .val(kind)
        .size(24)
        .space(1)
        .color(RED);
    let mut paragraph =
        line(above.max(20)).indent(Some(-tenth_mm(80)), None, Some(-tenth_mm(60)), None);
    paragraph.property = paragraph
        .property
        .set_borders(ParagraphBorders::with_empty().set(border));
    paragraph
}
