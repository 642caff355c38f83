//! A letter (信函) with a red head: GB/T 9704-2012, section 10.1.
//!
//! The office's name stands 30 mm below the edge, a red double rule 4 mm under it and another 20 mm above
//! the foot, both 170 mm wide; marks left and number right under the rule, no page number on the first
//! page; 22 lines of 28 characters in 仿宋 三号; copies at the foot of the last page's text, without rules.

pub(super) mod head;

use docx_rs::{
    AlignmentType, Docx, FrameProperty, Header, LineSpacing, Paragraph, Run, SpecialIndentType,
    Tab, TabValueType,
};

use super::{Block, Official};
use crate::chart::Drawing;
use crate::paper::PaperError;
use crate::paper::form::rows;
use crate::paper::ink::{
    FANGSONG, HEITI, KAITI, XIAOBIAOSONG, balanced, drawn, half_widths, line, packed_with, sheet,
    tenth_mm, words,
};

/// Size of the body: 三号.
pub(super) const BODY: usize = 32;
/// A character of the body in twips: 28 of them fill the 156 mm of a line.
pub(super) const CHARACTER: i32 = 315;
/// What a character of 16 points gives up so that 28 fit, in twips.
pub(super) const TIGHT: i32 = CHARACTER - 320;
/// Height of a line: 22 to a text block of 225 mm.
pub(super) const LINE: i32 = 579;
/// Size of the copies: 四号.
pub(super) const SMALL: usize = 28;
/// Height of their lines.
pub(super) const SMALL_LINE: i32 = 480;
/// Characters of theirs in a line, behind 抄送：.
pub(super) const COPIED: i32 = 26;
/// Characters of 二号 in a line of a title, with room for the gaps beside figures.
const TITLE: usize = 18;
/// A twelfth of the text block's 156 mm, in twips.
const COLUMN: usize = 737;

/// The letter as a Word document.
pub(super) fn docx(paper: &Official, blocks: &[Block]) -> Result<Vec<u8>, PaperError> {
    let mut document = framed(paper).add_paragraph(mark_and_number(paper));
    for mark in paper.marks.iter().skip(1) {
        document = document.add_paragraph(flush(HEITI, mark));
    }
    let (mut document, drawings) = said(document, paper, blocks);
    for paragraph in foot(paper) {
        document = document.add_paragraph(paragraph);
    }
    packed_with(document, &drawings)
}

/// Title, addressee and body, and the drawings of which the body holds the places.
pub(super) fn said<'a>(
    document: Docx,
    paper: &Official,
    blocks: &'a [Block],
) -> (Docx, Vec<&'a Drawing>) {
    let mut document = document.add_paragraph(line(LINE)).add_paragraph(line(LINE));
    for part in balanced(&paper.title, TITLE) {
        document = document.add_paragraph(title(&part));
    }
    document = document.add_paragraph(line(LINE));
    if !paper.addressee.is_empty() {
        let addressee = format!("{}：", paper.addressee);
        document = document.add_paragraph(flush(FANGSONG, &addressee));
    }
    let mut drawings = Vec::new();
    let document = continued(document, blocks, &mut drawings);
    (document, drawings)
}

/// Blocks one after another, and the drawings of which they hold the places.
pub(super) fn continued<'a>(
    mut document: Docx,
    blocks: &'a [Block],
    drawings: &mut Vec<&'a Drawing>,
) -> Docx {
    for (block, after) in blocks.iter().zip((0..blocks.len()).rev()) {
        document = match block {
            Block::Chart(drawing, under) => {
                drawings.push(drawing);
                pictured(document, drawings.len() - 1, (under, after == 0))
            }
            block => written(document, block, after == 0),
        };
    }
    document
}

/// A drawing with what stands under it, which never begin a page apart.
fn pictured(document: Docx, number: usize, (under, last): (&str, bool)) -> Docx {
    // A line of an exact height would cut the drawing.
    let drawing = Paragraph::new()
        .line_spacing(LineSpacing::new().before(160).after(40))
        .align(AlignmentType::Center)
        .keep_next(true)
        .snap_to_grid(false)
        .add_run(drawn(number));
    let under = line(LINE)
        .align(AlignmentType::Center)
        .keep_next(last)
        .add_run(words(under, HEITI, SMALL - 4));
    document.add_paragraph(drawing).add_paragraph(under)
}

fn framed(paper: &Official) -> Docx {
    // The head stands at 30 mm, the foot's rule at 20 mm; the text block begins at 37 mm on the pages
    // after the first, where the head is empty.
    let printed = paper.printed.mark();
    let numbered = |align| head::numbered(align, &printed);
    sheet([370, 260, 350, 280, 300, 200])
        .title_pg()
        .first_header(head::head(&paper.organ))
        .header(Header::new().add_paragraph(line(20)))
        .even_header(Header::new().add_paragraph(line(20)))
        .first_footer(head::foot(&printed))
        .footer(numbered(AlignmentType::Right))
        .even_footer(numbered(AlignmentType::Left))
}

fn mark_and_number(paper: &Official) -> Paragraph {
    let right = Tab::new()
        .val(TabValueType::Right)
        .pos(tenth_mm(1_560) as usize);
    let mark = paper.marks.first().map_or("", String::as_str);
    line(LINE)
        .add_tab(right)
        .add_run(words(mark, HEITI, BODY))
        .add_run(Run::new().add_tab())
        .add_run(words(&paper.number, FANGSONG, BODY))
}

fn title(text: &str) -> Paragraph {
    line(680)
        .align(AlignmentType::Center)
        .keep_next(true)
        .add_run(words(text, XIAOBIAOSONG, 44))
}

/// A block of the body. The last one stays with the signature: no page bears a signature alone.
fn written(document: Docx, block: &Block, last: bool) -> Docx {
    let name = match block {
        Block::Text(_) => FANGSONG,
        Block::First(_) => HEITI,
        Block::Second(_) => KAITI,
        Block::Chart(..) => return document,
        Block::Enclosure(name) => {
            return document
                .add_paragraph(flush(HEITI, "附件").page_break_before(true))
                .add_paragraph(line(LINE))
                .add_paragraph(title(name))
                .add_paragraph(line(LINE).keep_next(true));
        }
        Block::Table(grid) => {
            let table = rows::table(rows::gridded(grid, COLUMN), COLUMN);
            let gap = || line(160).keep_next(true);
            return document
                .add_paragraph(gap())
                .add_table(table)
                .add_paragraph(gap());
        }
    };
    let keeps = last || !matches!(block, Block::Text(_));
    let paragraphs = block.paragraphs();
    paragraphs.fold(document, |document, text| {
        document.add_paragraph(indented(name, text).keep_next(keeps))
    })
}

/// Enclosures, signature, note and copies.
fn foot(paper: &Official) -> Vec<Paragraph> {
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
    let copied = paper.copied();
    out.extend(signed(paper).map(|one| one.keep_next(true)));
    if !paper.contact.is_empty() {
        let contact = format!("（{}）", paper.contact);
        out.push(indented(FANGSONG, &contact).keep_next(!copied.is_empty()));
    }
    if !copied.is_empty() {
        // The frame of the copies floats over the foot of this page: room for it is kept in the text.
        let lines = (half_widths(&copied) + 2 * COPIED - 1) / (2 * COPIED);
        out.push(copies(&copied));
        out.push(line(lines * SMALL_LINE));
    }
    out
}

/// The date four characters from the right, the office centred above it; a name too long for that
/// reaches the right edge, and the date stands under its middle.
pub(super) fn signed(paper: &Official) -> [Paragraph; 2] {
    let date = paper.date_in_words();
    let wider = half_widths(&paper.signature) - half_widths(&date);
    let (mut name_end, mut date_end) = (4 * CHARACTER - wider * CHARACTER / 4, 4 * CHARACTER);
    if name_end < 0 {
        date_end -= name_end;
        name_end = 0;
    }
    [right(&paper.signature, name_end), right(&date, date_end)]
}

/// Copies stand at the foot of the text block of the last page, one character from either edge.
fn copies(text: &str) -> Paragraph {
    let hang = SpecialIndentType::Hanging(3 * 280);
    let frame = FrameProperty::new()
        .wrap("through")
        .v_anchor("margin")
        .h_anchor("margin")
        .x_align("left")
        .y_align("bottom")
        .width(tenth_mm(1_560).unsigned_abs());
    let mut paragraph = line(SMALL_LINE)
        .indent(Some(4 * 280), Some(hang), Some(280), None)
        .add_run(words(text, FANGSONG, SMALL));
    paragraph.property = paragraph.property.frame_property(frame);
    paragraph
}

pub(super) fn flush(name: &str, text: &str) -> Paragraph {
    line(LINE).add_run(words(text, name, BODY).character_spacing(TIGHT))
}

pub(super) fn indented(name: &str, text: &str) -> Paragraph {
    let first = SpecialIndentType::FirstLine(2 * CHARACTER);
    line(LINE)
        .align(AlignmentType::Both)
        .indent(Some(0), Some(first), None, None)
        .add_run(words(text, name, BODY).character_spacing(TIGHT))
}

pub(super) fn right(text: &str, end: i32) -> Paragraph {
    line(LINE)
        .align(AlignmentType::Right)
        .indent(None, None, Some(end), None)
        .add_run(words(text, FANGSONG, BODY).character_spacing(TIGHT))
}
