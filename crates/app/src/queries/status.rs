//! What a citizen learns with the query code: the number, the day, one of four words, and what the office
//! asks them. Results are told one to one, never here.

use crate::reporter::{self, Own};
use crate::{App, CodeDigest, Fault, vault};
use casework::matter::{Matter, Status};
use casework::step::Filing;
use serde::Serialize;

/// A report's status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusPage {
    /// The number given on filing.
    pub number: String,
    /// The word's permanent name.
    pub status: &'static str,
    /// The word.
    pub status_zh: &'static str,
    /// The day it was received.
    pub received_on: String,
    /// The four words in order, and whether each is reached.
    pub steps: Vec<(&'static str, bool)>,
    /// What the office asks this reporter and waits to hear.
    pub questions: Vec<AskedView>,
    /// What this reporter added, oldest first.
    pub added: Vec<AddedView>,
    /// Whether more may be added.
    pub may_add: bool,
}

/// A question to the reporter who shows the code, and to nobody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedView {
    /// What the answer names.
    pub number: String,
    /// The day it was asked.
    pub asked_on: String,
    /// The question.
    pub text: String,
}

/// What the reporter added: that it arrived, not what it says. Whoever finds the code by chance learns
/// nothing from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddedView {
    /// The day.
    pub on: String,
    /// 回答询问 or 补充材料.
    pub zh: &'static str,
    /// How many files came with it.
    pub files: usize,
    /// Whether somebody has read it.
    pub noted: bool,
}

/// The status of a query code. A wrong code and an unknown one look the same: nothing.
///
/// # Errors
/// The database does not answer.
pub async fn status(app: &App, code: &CodeDigest) -> Result<Option<StatusPage>, Fault> {
    let Some(own) = reporter::own(app, code).await? else {
        return Ok(None);
    };
    let questions = questions(app, &own.live, &own.filing).await?;
    let (added, may_add) = (added(&own.live, &own.filing), !own.live.is_over());
    Ok(Some(StatusPage {
        questions,
        added,
        may_add,
        ..page(own)
    }))
}

/// What is told of a filing to whoever filed it, without what passes between the office and the reporter
/// alone: where it went as a repeat, it stands as the other does.
pub(crate) fn page(Own { own, live, .. }: Own) -> StatusPage {
    let status = live.status();
    let steps = Status::ALL
        .iter()
        .map(|step| (step.zh(), *step <= status))
        .collect();
    StatusPage {
        number: own.number,
        status: status.as_str(),
        status_zh: status.zh(),
        received_on: own.received.date().to_string(),
        steps,
        questions: Vec::new(),
        added: Vec::new(),
        may_add: false,
    }
}

async fn questions(app: &App, live: &Matter, filing: &Filing) -> Result<Vec<AskedView>, Fault> {
    let mut asked = Vec::new();
    for question in live.talk.open_to(filing).filter(|_| !live.is_over()) {
        // An erased question has nothing to say any more.
        let stream = live.id.stream();
        let text = vault::one(app, &stream, &question.text, "ask-reporter.text").await?;
        asked.extend(text.map(|text| AskedView {
            number: question.number.to_string(),
            asked_on: question.at.date().to_string(),
            text,
        }));
    }
    Ok(asked)
}

fn added(live: &Matter, filing: &Filing) -> Vec<AddedView> {
    let own = live
        .talk
        .supplements
        .iter()
        .filter(|added| added.from == *filing);
    own.map(|added| AddedView {
        on: added.at.date().to_string(),
        zh: if added.answers.is_some() {
            "回答询问"
        } else {
            "补充材料"
        },
        files: added.files.len(),
        noted: added.noted.is_some(),
    })
    .collect()
}
