//! What passes between the office and its reporters through the query code (补充材料).
//!
//! Nobody is named here but filings: a reporter is whoever shows the code (T9).

use crate::sealed::{FileRef, SealedRef};
use crate::step::Filing;
use jiff::civil::DateTime;

/// Everything said through the query code, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Talk {
    /// What reporters added.
    pub supplements: Vec<Supplement>,
    /// What the office asked of them.
    pub questions: Vec<Question>,
}

/// A question to the reporter of one filing; nobody else's code shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Number within the matter, from 1.
    pub number: u32,
    /// To whose filing.
    pub to: Filing,
    /// The question, written for the reporter, sealed.
    pub text: SealedRef,
    /// When.
    pub at: DateTime,
    /// The supplement that answers it.
    pub answered: Option<u32>,
}

/// What a reporter added (补充材料).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplement {
    /// Number within the matter, from 1.
    pub number: u32,
    /// Whose.
    pub from: Filing,
    /// The question it answers.
    pub answers: Option<u32>,
    /// What is said, sealed.
    pub text: Option<SealedRef>,
    /// What came with it.
    pub files: Vec<FileRef>,
    /// When.
    pub at: DateTime,
    /// When somebody took note of it.
    pub noted: Option<DateTime>,
}

/// Most supplements that wait for somebody to read them: stops a flood by one who knows the code (T23).
pub const WAITING_MAX: usize = 20;

impl Talk {
    /// Supplements that nobody took note of yet.
    pub fn waiting(&self) -> impl Iterator<Item = &Supplement> {
        self.supplements
            .iter()
            .filter(|supplement| supplement.noted.is_none())
    }

    /// Questions to a filing that it has not answered yet, oldest first.
    pub fn open_to<'a>(&'a self, filing: &'a Filing) -> impl Iterator<Item = &'a Question> {
        let open = |question: &&Question| question.answered.is_none();
        self.questions
            .iter()
            .filter(move |question| question.to == *filing)
            .filter(open)
    }

    /// Every file that came through the code.
    pub fn files(&self) -> impl Iterator<Item = &FileRef> {
        self.supplements
            .iter()
            .flat_map(|supplement| &supplement.files)
    }
}
