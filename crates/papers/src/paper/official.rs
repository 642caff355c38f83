//! An official paper (公文): a letter or a slip from one context, for Word and for the browser.
//!
//! Its [`Body`] decides the layout: paragraphs make a letter ([`letter`]) or a document with a red head
//! ([`document`]), rows make a slip, a plain table ([`slip`], P-22). Everything else, number, date, addressee, signature, copies, is the same
//! for both, so that a kind of paper is words in the catalogue and no code.

mod document;
mod letter;
mod slip;

use jiff::civil::Date;

use super::{Grid, PaperError, Printed, Row};
use crate::chart::Drawing;

/// Room for a date that somebody writes by hand.
const UNDATED: &str = "　　年　　月　　日";

/// Room for a name that somebody signs by hand.
const UNSIGNED: &str = "　　　　　　";

/// A paper an office issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Official {
    /// The office in the head (发文机关标志).
    pub organ: String,
    /// Its number (发文字号), e.g. 云岭纪信〔2026〕3号; empty for none.
    pub number: String,
    /// Secrecy and urgency, in words (密级、紧急程度), top left.
    pub marks: Vec<String>,
    /// Title.
    pub title: String,
    /// To whom (主送), without the colon; empty where the rows say it.
    pub addressee: String,
    /// What it says.
    pub body: Body,
    /// Names of enclosures (附件).
    pub enclosures: Vec<String>,
    /// Who signed it out (签发人), which a slip shows: empty room while nobody did, nothing where nobody needs
    /// to.
    pub signatory: Option<String>,
    /// In whose name it is issued (署名): the office's full name.
    pub signature: String,
    /// Date of the paper (成文日期); none while it is not signed.
    pub date: Option<Date>,
    /// Whom to ask (附注), in brackets under the date; empty for none.
    pub contact: String,
    /// Who gets a copy (抄送).
    pub copies: Vec<String>,
    /// Who printed it.
    pub printed: Printed,
}

/// What a paper says, and with it how it is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Paragraphs under a red head: a letter (信函).
    Letter(Vec<Block>),
    /// Paragraphs under a red head with a number and a rule of its own: a document (公文), as reports are.
    Document(Vec<Block>),
    /// Rows of a plain table: a slip (单).
    Slip(Vec<Row>),
}

/// A paragraph of a letter or a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph; line breaks in it begin another.
    Text(String),
    /// 一、 a heading of the first level.
    First(String),
    /// （一） a heading of the second level.
    Second(String),
    /// A table between the paragraphs.
    Table(Grid),
    /// A drawing between the paragraphs, with what stands under it.
    Chart(Drawing, String),
    /// An enclosure begins (附件), by its name: it and what follows stand behind the signature, on pages of their
    /// own, and are named under the text.
    Enclosure(String),
}

impl Block {
    /// A paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Its paragraphs; none of a table, and what stands under a drawing.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        let text = match self {
            Self::Text(text) | Self::First(text) | Self::Second(text) => text,
            Self::Enclosure(text) => text,
            Self::Chart(_, text) => text,
            Self::Table(_) => "",
        };
        text.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

/// What stands before the signature, and the enclosures behind it.
#[must_use]
pub fn parted(blocks: &[Block]) -> (&[Block], &[Block]) {
    let is_enclosure = |block: &Block| matches!(block, Block::Enclosure(_));
    let at = blocks.iter().position(is_enclosure);
    blocks.split_at(at.unwrap_or(blocks.len()))
}

impl Official {
    /// Names of its enclosures: those that go along, and those that stand behind it.
    fn enclosure_names(&self) -> Vec<&str> {
        let (Body::Letter(blocks) | Body::Document(blocks)) = &self.body else {
            return self.enclosures.iter().map(String::as_str).collect();
        };
        let behind = blocks.iter().filter_map(|block| match block {
            Block::Enclosure(name) => Some(name.as_str()),
            _ => None,
        });
        let along = self.enclosures.iter().map(String::as_str);
        along.chain(behind).collect()
    }

    /// The paper as a Word document (`.docx`).
    ///
    /// # Errors
    /// The document cannot be put together.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        match &self.body {
            Body::Letter(blocks) => letter::docx(self, blocks),
            Body::Document(blocks) => document::docx(self, blocks),
            Body::Slip(rows) => slip::docx(self, rows),
        }
    }

    /// The date as a paper writes it, 2026年11月2日, or room for it.
    #[must_use]
    pub fn date_in_words(&self) -> String {
        self.date.map_or_else(|| UNDATED.to_owned(), in_words)
    }

    /// Enclosures as they are named under the text: 附件：1. 办理情况说明.
    #[must_use]
    pub fn enclosed(&self) -> Vec<String> {
        let names = self.enclosure_names();
        let one = names.len() == 1;
        let named = names.into_iter().zip(1..).map(|(name, number)| {
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
            format!("{start}{number}{name}")
        });
        named.collect()
    }

    /// The line of copies: 抄送：某室，某组。 Empty without any.
    #[must_use]
    pub fn copied(&self) -> String {
        match &self.copies[..] {
            [] => String::new(),
            copies => format!("抄送：{}。", copies.join("，")),
        }
    }

    /// Who signed it out, as a slip shows it; nothing where nobody needs to.
    #[must_use]
    pub fn signed_out(&self) -> String {
        let signatory = self.signatory.as_deref();
        signatory.map_or_else(String::new, |name| {
            let name = if name.is_empty() { UNSIGNED } else { name };
            format!("签发人：{name}")
        })
    }

    /// Everything it says, a line each, from above.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            self.organ.clone(),
            self.marks.join("　"),
            self.number.clone(),
            self.title.clone(),
        ];
        lines.push(self.addressee.clone());
        match &self.body {
            Body::Letter(blocks) | Body::Document(blocks) => {
                let (before, _) = parted(blocks);
                lines.extend(before.iter().flat_map(block_lines));
            }
            Body::Slip(rows) => lines.extend(rows.iter().flat_map(Row::lines)),
        }
        lines.extend(self.enclosed());
        lines.push(self.signed_out());
        lines.extend([self.signature.clone(), self.date_in_words()]);
        lines.push(self.contact.clone());
        if let Body::Letter(blocks) | Body::Document(blocks) = &self.body {
            lines.extend(parted(blocks).1.iter().flat_map(block_lines));
        }
        lines.push(self.copied());
        lines.retain(|line| !line.is_empty());
        lines
    }
}

/// A day as a paper writes it: 2026年11月2日.
#[must_use]
pub fn in_words(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

fn block_lines(block: &Block) -> Vec<String> {
    match block {
        Block::Table(grid) => grid.words(),
        told => told.paragraphs().map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests;
