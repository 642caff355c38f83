//! A document (公文) with a red head, as reports and notices have it: GB/T 9704-2012, section 7.
//!
//! Secrecy and urgency stand top left in the text block, the office's name in red 35 mm under its upper edge, the
//! number two lines below, a red rule of the block's width 4 mm under that; every page is numbered, odd ones right
//! and even ones left; copies and who issued it stand at the foot of the last page between rules (版记).

use docx_rs::{
    AlignmentType, BorderType, FrameProperty, Paragraph, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, Run, SpecialIndentType, Tab, TabValueType,
};

use super::letter::{
    COPIED, LINE, SMALL, SMALL_LINE, continued, flush, head, indented, said, signed,
};
use super::{Block, Official, parted};
use crate::paper::PaperError;
use crate::paper::ink::{
    FANGSONG, HEITI, RED, XIAOBIAOSONG, half_widths, line, packed_with, sheet, tenth_mm, words,
};

/// Lines above the office's name; with what is left of 35 mm they reach down to it.
const ABOVE: usize = 3;

/// The document as a Word document.
pub(super) fn docx(paper: &Official, blocks: &[Block]) -> Result<Vec<u8>, PaperError> {
    let printed = paper.printed.mark();
    let numbered = |align| head::numbered(align, &printed);
    let mut document = sheet([370, 260, 350, 280, 150, 200])
        .footer(numbered(AlignmentType::Right))
        .even_footer(numbered(AlignmentType::Left));
    for nth in 0..ABOVE {
        let mark = paper.marks.get(nth).map_or("", String::as_str);
        document = document.add_paragraph(flush(HEITI, mark));
    }
    document = document
        .add_paragraph(line(tenth_mm(350) - ABOVE as i32 * LINE))
        .add_paragraph(organ(&paper.organ))
        .add_paragraph(line(LINE))
        .add_paragraph(number(&paper.number))
        .add_paragraph(rule());
    let (text, enclosures) = parted(blocks);
    let (mut document, mut drawings) = said(document, paper, text);
    for paragraph in signature(paper) {
        document = document.add_paragraph(paragraph);
    }
    document = continued(document, enclosures, &mut drawings);
    for paragraph in foot(paper) {
        document = document.add_paragraph(paragraph);
    }
    packed_with(document, &drawings)
}

/// The office's name, as large as fits the text block.
fn organ(name: &str) -> Paragraph {
    let fits = 4_400 * 2 / half_widths(name).max(1);
    let size = (fits / 10).clamp(20, 48);
    line(size * 26)
        .align(AlignmentType::Center)
        .add_run(words(name, XIAOBIAOSONG, size as usize * 2).color(RED))
}

fn number(number: &str) -> Paragraph {
    line(LINE)
        .align(AlignmentType::Center)
        .add_run(words(number, FANGSONG, 32))
}

/// The red rule 4 mm under the number.
fn rule() -> Paragraph {
    let border = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .val(BorderType::Single)
        .size(18)
        .space(0)
        .color(RED);
    bordered(line(tenth_mm(40)), [border])
}

fn bordered<const N: usize>(mut paragraph: Paragraph, borders: [ParagraphBorder; N]) -> Paragraph {
    let all = borders
        .into_iter()
        .fold(ParagraphBorders::with_empty(), |all, border| {
            all.set(border)
        });
    paragraph.property = paragraph.property.set_borders(all);
    paragraph
}

/// Names of the enclosures, signature and note.
fn signature(paper: &Official) -> Vec<Paragraph> {
    let mut out = Vec::new();
    let enclosed = paper.enclosed();
    if !enclosed.is_empty() {
        out.push(line(LINE).keep_next(true));
    }
    out.extend(
        enclosed
            .iter()
            .map(|name| indented(FANGSONG, name).keep_next(true)),
    );
    // Room for the seal, which stands over the signature.
    out.extend([line(LINE).keep_next(true), line(LINE).keep_next(true)]);
    out.extend(signed(paper).map(|one| one.keep_next(true)));
    if !paper.contact.is_empty() {
        let contact = format!("（{}）", paper.contact);
        out.push(indented(FANGSONG, &contact).keep_next(true));
    }
    out
}

/// What stands at the foot of the last page.
fn foot(paper: &Official) -> Vec<Paragraph> {
    let mut out = Vec::new();
    let copied = paper.copied();
    let lines = match copied.is_empty() {
        true => 0,
        false => (half_widths(&copied) + 2 * COPIED - 1) / (2 * COPIED),
    };
    // The frame floats over the foot of this page: room for it is kept in the text.
    if !copied.is_empty() {
        let edge = |at, size| {
            let border = ParagraphBorder::new(at).val(BorderType::Single);
            border.size(size).space(0).color("000000")
        };
        out.push(bordered(
            copies(&copied),
            [
                edge(ParagraphBorderPosition::Top, 8),
                edge(ParagraphBorderPosition::Bottom, 6),
            ],
        ));
    }
    out.push(issued(paper, copied.is_empty()));
    out.push(line((lines + 1) * SMALL_LINE));
    out
}

fn framed(mut paragraph: Paragraph) -> Paragraph {
    let frame = FrameProperty::new()
        .wrap("through")
        .v_anchor("margin")
        .h_anchor("margin")
        .x_align("left")
        .y_align("bottom")
        .width(tenth_mm(1_560).unsigned_abs());
    paragraph.property = paragraph.property.frame_property(frame);
    paragraph
}

fn copies(text: &str) -> Paragraph {
    let hang = SpecialIndentType::Hanging(3 * 280);
    framed(
        line(SMALL_LINE)
            .indent(Some(4 * 280), Some(hang), Some(280), None)
            .add_run(words(text, FANGSONG, SMALL)),
    )
}

/// Who issued it and when: left and right, a character from either edge.
fn issued(paper: &Official, alone: bool) -> Paragraph {
    let edge = |at| {
        let border = ParagraphBorder::new(at).val(BorderType::Single);
        border.size(8).space(0).color("000000")
    };
    let right = Tab::new()
        .val(TabValueType::Right)
        .pos((tenth_mm(1_560) - 280) as usize);
    let paragraph = framed(
        line(SMALL_LINE)
            .indent(Some(280), None, Some(280), None)
            .add_tab(right)
            .add_run(words(&paper.signature, FANGSONG, SMALL))
            .add_run(Run::new().add_tab())
            .add_run(words(
                &format!("{}印发", paper.date_in_words()),
                FANGSONG,
                SMALL,
            )),
    );
    match alone {
        true => bordered(
            paragraph,
            [
                edge(ParagraphBorderPosition::Top),
                edge(ParagraphBorderPosition::Bottom),
            ],
        ),
        false => bordered(paragraph, [edge(ParagraphBorderPosition::Bottom)]),
    }
}
