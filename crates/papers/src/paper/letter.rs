//! A letter (信函) with a red head: GB/T 9704-2012, section 10.1.
//!
//! The office's name stands 30 mm below the edge, a red double rule 4 mm under it and another 20 mm above
//! the foot, both 170 mm wide; number to the right, no page number on the first page; 22 lines of 28
//! characters in 仿宋 三号.

use docx_rs::{
    AlignmentType, BorderType, Docx, Footer, Header, Paragraph, ParagraphBorder,
    ParagraphBorderPosition, ParagraphBorders, Run, SpecialIndentType, Tab, TabValueType,
};
use jiff::civil::Date;

use super::ink::{
    FANGSONG, HEITI, KAITI, RED, SONGTI, XIAOBIAOSONG, half_widths, line, packed, page_number,
    printed_line, sheet, tenth_mm, words,
};
use super::{PaperError, Printed};

/// Size of the body: 三号.
const BODY: usize = 32;
/// A character of the body in twips.
const CHARACTER: i32 = 320;
/// Height of a line: 22 to a text block of 225 mm.
const LINE: i32 = 579;

/// A letter of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The office in the red head (发文机关标志).
    pub organ: String,
    /// Its number (发文字号), e.g. 云岭纪信〔2026〕3号; empty for none.
    pub number: String,
    /// Secrecy and urgency, in words (密级、紧急程度), top left.
    pub marks: Vec<String>,
    /// Title.
    pub title: String,
    /// To whom (主送), without the colon; empty for none.
    pub addressee: String,
    /// Body.
    pub body: Vec<Block>,
    /// Names of enclosures (附件).
    pub enclosures: Vec<String>,
    /// Who signs (署名): the office's full name.
    pub signature: String,
    /// Date of the letter (成文日期).
    pub date: Date,
    /// Whom to ask (附注), in brackets under the date; empty for none.
    pub contact: String,
    /// Who printed it.
    pub printed: Printed,
}

/// A paragraph of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph; line breaks in it begin another.
    Text(String),
    /// 一、 a heading of the first level.
    First(String),
    /// （一） a heading of the second level.
    Second(String),
}

impl Block {
    /// A paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Its words, whichever it is.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::First(text) | Self::Second(text) => text,
        }
    }
}

impl Letter {
    /// The letter as a Word document (`.docx`).
    ///
    /// # Errors
    /// The document cannot be put together.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        let mut document = self.framed();
        for paragraph in self.paragraphs() {
            document = document.add_paragraph(paragraph);
        }
        packed(document)
    }

    /// The date as a letter writes it: 2026年11月2日.
    #[must_use]
    pub fn date_in_words(&self) -> String {
        let date = self.date;
        format!("{}年{}月{}日", date.year(), date.month(), date.day())
    }

    fn framed(&self) -> Docx {
        // The head stands at 30 mm, the foot's rule at 20 mm; the text block begins at 37 mm on the
        // pages after the first, where the head is empty.
        let printed = self.printed.mark();
        let numbered = |align| numbered(align, &printed);
        sheet([370, 260, 350, 280, 300, 200])
            .title_pg()
            .first_header(self.head())
            .header(Header::new().add_paragraph(line(20)))
            .even_header(Header::new().add_paragraph(line(20)))
            .first_footer(foot(&printed))
            .footer(numbered(AlignmentType::Right))
            .even_footer(numbered(AlignmentType::Left))
    }

    fn head(&self) -> Header {
        // As large as fits the text block, 40 points at most: the standard leaves the size to the office.
        let fits = 4_400 * 2 / half_widths(&self.organ).max(1);
        let size = (fits / 10).clamp(20, 40);
        let name = words(&self.organ, XIAOBIAOSONG, size as usize * 2).color(RED);
        let name = line(size * 24).align(AlignmentType::Center).add_run(name);
        Header::new()
            .add_paragraph(name)
            .add_paragraph(rule(BorderType::ThickThinSmallGap, 227))
    }

    fn paragraphs(&self) -> Vec<Paragraph> {
        let mut out = vec![self.marks_and_number(), line(LINE)];
        out.push(title(&self.title));
        out.push(line(LINE));
        if !self.addressee.is_empty() {
            out.push(flush(&format!("{}：", self.addressee)));
        }
        out.extend(self.body.iter().flat_map(block));
        out.extend(self.enclosed());
        out.extend([line(LINE), line(LINE)]);
        out.extend(self.signed());
        if !self.contact.is_empty() {
            out.push(indented(words(
                &format!("（{}）", self.contact),
                FANGSONG,
                BODY,
            )));
        }
        out
    }

    fn marks_and_number(&self) -> Paragraph {
        let right = Tab::new()
            .val(TabValueType::Right)
            .pos(tenth_mm(1_560) as usize);
        line(LINE)
            .add_tab(right)
            .add_run(words(&self.marks.join("　"), HEITI, BODY))
            .add_run(Run::new().add_tab())
            .add_run(words(&self.number, FANGSONG, BODY))
    }

    fn enclosed(&self) -> Vec<Paragraph> {
        if self.enclosures.is_empty() {
            return Vec::new();
        }
        let one = self.enclosures.len() == 1;
        let named = self.enclosures.iter().zip(1..).map(|(name, number)| {
            let start = if number == 1 {
                "附件："
            } else {
                "　　　"
            };
            let number = if one {
                String::new()
            } else {
                format!("{number}. ")
            };
            indented(words(&format!("{start}{number}{name}"), FANGSONG, BODY))
        });
        std::iter::once(line(LINE)).chain(named).collect()
    }

    /// The date four characters from the right, the office centred above it, room for the seal.
    fn signed(&self) -> [Paragraph; 2] {
        let date = self.date_in_words();
        let difference = half_widths(&date) - half_widths(&self.signature);
        let above = (4 * CHARACTER + difference * CHARACTER / 4).max(0);
        [
            right(&self.signature, above).keep_next(true),
            right(&date, 4 * CHARACTER),
        ]
    }
}

fn title(text: &str) -> Paragraph {
    line(680)
        .align(AlignmentType::Center)
        .add_run(words(text, XIAOBIAOSONG, 44))
}

fn flush(text: &str) -> Paragraph {
    line(LINE).add_run(words(text, FANGSONG, BODY))
}

fn indented(run: Run) -> Paragraph {
    let first = SpecialIndentType::FirstLine(2 * CHARACTER);
    line(LINE)
        .indent(Some(0), Some(first), None, None)
        .add_run(run)
}

fn right(text: &str, end: i32) -> Paragraph {
    line(LINE)
        .align(AlignmentType::Right)
        .indent(None, None, Some(end), None)
        .add_run(words(text, FANGSONG, BODY))
}

fn block(block: &Block) -> Vec<Paragraph> {
    let name = match block {
        Block::Text(_) => FANGSONG,
        Block::First(_) => HEITI,
        Block::Second(_) => KAITI,
    };
    let lines = block.words().lines().filter(|text| !text.trim().is_empty());
    lines
        .map(|text| {
            let paragraph = indented(words(text.trim(), name, BODY));
            paragraph.keep_next(!matches!(block, Block::Text(_)))
        })
        .collect()
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

fn foot(printed: &str) -> Footer {
    Footer::new()
        .add_paragraph(printed_line(printed))
        .add_paragraph(rule(BorderType::ThinThickSmallGap, 60))
}

/// `— 2 —` in 宋体 四号, one character from the edge.
fn numbered(align: AlignmentType, printed: &str) -> Footer {
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

#[cfg(test)]
mod tests;
