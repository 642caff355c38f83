//! Letters and slips filled (函件、单): from a kind of the catalogue and what fills it to the one context that
//! makes page and document.
//!
//! What an act issues is filled from [`Facts`]: the act knows the unit, the promise and the demand, and
//! has no place for who reported (T1). What a reader writes from a dossier is filled by
//! [`crate::queries::print`].

use casework::rules::{Drafted, Layout, LetterRule, PartRule, Place};
use jiff::civil::Date;
use papers::paper::{Block, Body, Grid, Official, Printed, Row, in_words};

/// Room for what is written by hand.
pub(crate) const FREE: &str = "＿＿＿＿＿＿";

/// What an act knows of the paper it issues. What a kind has no place for is left out of it; what stays
/// empty is room for writing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The office that issues it, by its full name.
    pub organ: String,
    /// To whom it goes.
    pub addressee: String,
    /// The year of its number.
    pub year: i16,
    /// Its number within the year; none while it is a draft.
    pub serial: Option<u32>,
    /// Its date; none while it is a draft.
    pub date: Option<Date>,
    /// Who signed it out: `Some("")` while nobody did, none where nobody needs to.
    pub signatory: Option<String>,
    /// Number of the matter. Its title and who reported stay in the dossier.
    pub matter: String,
    /// When that came in.
    pub received: Option<Date>,
    /// The promise it is about (时限).
    pub clock: String,
    /// When the promise is or was due.
    pub due: Option<Date>,
    /// How it stands: 还剩5个工作日.
    pub standing: String,
    /// Why it is issued.
    pub reason: String,
    /// What is asked; line breaks begin a paragraph.
    pub demand: String,
    /// By when it is to be answered.
    pub answer_by: Option<Date>,
    /// The time it looks back on: 2026年10月.
    pub period: String,
    /// Points given.
    pub score: String,
    /// What it lists, a value for each column of the kind.
    pub lines: Vec<Vec<String>>,
    /// What it drafts by itself.
    pub drafted: Vec<(Drafted, Vec<Block>)>,
    /// Secrecy and urgency in words, 送签稿 on a draft.
    pub marks: Vec<String>,
    /// Names of what is enclosed.
    pub enclosures: Vec<String>,
    /// Who gets a copy.
    pub copies: Vec<String>,
    /// Who printed it and when.
    pub printed: Printed,
}

impl Facts {
    fn of(&self, place: Place) -> String {
        let day = |date: Option<Date>| date.map(in_words).unwrap_or_default();
        match place {
            Place::Reporter => String::new(),
            Place::Number => self.matter.clone(),
            Place::Received => day(self.received),
            Place::Organ => self.organ.clone(),
            Place::Body => self.addressee.clone(),
            Place::Year => self.year.to_string(),
            Place::Serial => self
                .serial
                .map(|serial| serial.to_string())
                .unwrap_or_default(),
            Place::Clock => self.clock.clone(),
            Place::Due => day(self.due),
            Place::Standing => self.standing.clone(),
            Place::Reason => self.reason.clone(),
            Place::Demand => self.demand.clone(),
            Place::AnswerBy => day(self.answer_by),
            Place::Period => self.period.clone(),
            Place::Score => self.score.clone(),
        }
    }
}

/// The paper an act issues, of a kind of the catalogue.
#[must_use]
pub fn issued(rule: &LetterRule, facts: &Facts) -> Official {
    let filling = Filling {
        place: &|place| facts.of(place),
        said: &|_, _| None,
        contact: &[],
        lines: &facts.lines,
        drafted: &facts.drafted,
    };
    Official {
        organ: facts.organ.clone(),
        number: rule.numbered(facts.year, facts.serial),
        marks: facts.marks.clone(),
        title: filling.words(&rule.title),
        addressee: filling.words(&rule.addressee),
        body: filling.body(rule),
        enclosures: facts.enclosures.clone(),
        // A letter is sealed and names nobody who signed it out.
        signatory: facts
            .signatory
            .clone()
            .filter(|_| rule.layout == Layout::Table),
        signature: facts.organ.clone(),
        date: facts.date,
        contact: filling.words(&rule.contact),
        copies: facts.copies.clone(),
        printed: facts.printed.clone(),
    }
}

/// What fills the words of a kind.
pub(crate) struct Filling<'a> {
    /// What stands at a place; empty for room to write.
    pub(crate) place: &'a dyn Fn(Place) -> String,
    /// What the last act of a kind said under a label.
    pub(crate) said: &'a dyn Fn(&str, &str) -> Option<String>,
    /// Name and contact that were let go along (P-20).
    pub(crate) contact: &'a [String],
    /// The lines of its table.
    pub(crate) lines: &'a [Vec<String>],
    /// What an act drafted.
    pub(crate) drafted: &'a [(Drafted, Vec<Block>)],
}

impl Filling<'_> {
    /// Words with their places filled, or room to write in their middle.
    pub(crate) fn words(&self, words: &str) -> String {
        LetterRule::filled(words, |place| match (self.place)(place) {
            empty if empty.is_empty() => FREE.to_owned(),
            told => told,
        })
    }

    /// A cell of a slip: one that holds a place and nothing else is room enough by itself.
    fn cell(&self, words: &str) -> String {
        let bare = LetterRule::filled(words, |_| String::new());
        if bare.trim().is_empty() {
            LetterRule::filled(words, self.place)
        } else {
            self.words(words)
        }
    }

    /// What it says.
    pub(crate) fn body(&self, rule: &LetterRule) -> Body {
        match rule.layout {
            Layout::RedHead => Body::Letter(self.blocks(&rule.parts)),
            Layout::Document => Body::Document(self.blocks(&rule.parts)),
            Layout::Table => Body::Slip(rule.parts.iter().map(|part| self.row(part)).collect()),
        }
    }

    fn blocks(&self, parts: &[PartRule]) -> Vec<Block> {
        parts.iter().flat_map(|part| self.of_part(part)).collect()
    }

    fn of_part(&self, part: &PartRule) -> Vec<Block> {
        let block = match part {
            PartRule::Drafted { of } => {
                let drafted = self.drafted.iter().filter(|(known, _)| known == of);
                return drafted.flat_map(|(_, told)| told).cloned().collect();
            }
            PartRule::Text { text, .. } => Block::text(self.words(text)),
            PartRule::Heading { text } => Block::First(self.words(text)),
            PartRule::Enclosure { text } => Block::Enclosure(self.words(text)),
            PartRule::Pairs { cells } => {
                let line =
                    |(label, words): &(String, String)| format!("{label}：{}", self.words(words));
                Block::text(cells.iter().map(line).collect::<Vec<_>>().join("\n"))
            }
            PartRule::Lines { columns, spare } => Block::Table(self.grid(columns, *spare)),
            PartRule::Said { of, label, missing } => Block::text(self.said(of, label, missing)),
            PartRule::Contact => Block::text(self.contact.join("\n")),
        };
        vec![block]
    }

    fn row(&self, part: &PartRule) -> Row {
        let told = |label: &str, text: String| Row::Text {
            label: label.to_owned(),
            text,
            lines: 0,
            sign: String::new(),
        };
        match part {
            PartRule::Text {
                text,
                label,
                lines,
                sign,
            } => Row::Text {
                label: label.clone(),
                text: self.cell(text),
                lines: *lines,
                sign: self.words(sign),
            },
            PartRule::Heading { text } | PartRule::Enclosure { text } => {
                Row::Heading(self.words(text))
            }
            PartRule::Pairs { cells } => {
                let cell = |(label, words): &(String, String)| (label.clone(), self.cell(words));
                Row::Pairs(cells.iter().map(cell).collect())
            }
            PartRule::Lines { columns, spare } => Row::Grid(self.grid(columns, *spare)),
            PartRule::Said { of, label, missing } => told(label, self.said(of, label, missing)),
            PartRule::Contact => told("联系方式", self.contact.join("\n")),
            // The catalogue refuses a slip that drafts.
            PartRule::Drafted { .. } => Row::Heading(String::new()),
        }
    }

    fn said(&self, of: &str, label: &str, missing: &str) -> String {
        (self.said)(of, label).unwrap_or_else(|| missing.to_owned())
    }

    fn grid(&self, columns: &[(String, usize)], spare: u8) -> Grid {
        Grid {
            heads: columns.to_vec(),
            lines: self.lines.to_vec(),
            spare,
        }
    }
}
