//! Answer whether name and contact may go along (答复转送征求): the reporter says so with the query code, and
//! may change their mind until it has gone (P-20). Nobody has to say why.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::Matter;
use crate::matter::state::consent::{ConsentAnswer, ConsentAsk, ConsentState, ConsentVia};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AnswerConsent {
    ask: String,
    answer: ConsentAnswer,
}

/// The reporter agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentGiven {
    /// To which question.
    pub ask: u32,
    /// How the answer came.
    pub via: ConsentVia,
    /// What the clerk who took it recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
    /// The scan of what came on paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

/// The reporter did not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentDeclined {
    /// To which question.
    pub ask: u32,
    /// How the answer came.
    pub via: ConsentVia,
    /// What the clerk who took it recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
    /// The scan of what came on paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

/// The reporter agreed, and took it back before anything went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentWithdrawn {
    /// To which question.
    pub ask: u32,
    /// How the answer came.
    pub via: ConsentVia,
    /// What the clerk who took it recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
    /// The scan of what came on paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

crate::refusals! {
    CodeMissing = "code-missing" => "须由举报人凭查询码答复。",
    NotAsked = "not-asked" => "没有等候您答复的征求，或者已经转出、不能再改。",
    NothingChanged = "nothing-changed" => "您现在的答复已经是这样，不用再提交。",
}

impl Step for AnswerConsent {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "answer-consent",
        noun: "consent-answers",
        zh: "答复转送征求",
        help: "举报人凭查询码答复是否同意随附姓名和联系方式；转出以前可以改变，不答复的按不同意办。",
        basis: "业务外诉求经举报人同意带身份转送（P-20）",
        mechanisms: &["P-20"],
        performer: Performer::Reporter,
        fields: &[
            Field::new("ask", "征求", Kind::From(Source::ConsentAsks)),
            Field::new("answer", "您的答复", Kind::Choice(ConsentAnswer::CODES)),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let filing = ctx.facts.speaker.as_ref().ok_or(Refusal::CodeMissing)?;
        let mut open = matter.consents.open_to(filing);
        match open.next() {
            Some(_) if matter.is_demand() => Ok(()),
            _ => Err(Refusal::NotAsked),
        }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let filing = ctx.facts.speaker.as_ref().ok_or(Refusal::CodeMissing)?;
        let number = self.ask.parse::<u32>().ok();
        let ask = matter.consents.open_to(filing).find(|ask| Some(ask.number) == number);
        let ask = ask.ok_or(Refusal::NotAsked)?;
        let said = said(ask, self.answer, ConsentVia::Code, Taken::default());
        Ok(vec![said.ok_or(Refusal::NothingChanged)?])
    }
}

/// What a clerk recorded of an answer.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) note: Option<SealedRef>,
    pub(super) files: Vec<FileRef>,
}

/// What an answer is as an event; nothing where it changes nothing. Whoever agreed and says no takes back.
pub(super) fn said(
    ask: &ConsentAsk,
    answer: ConsentAnswer,
    via: ConsentVia,
    Taken { note, files }: Taken,
) -> Option<Event> {
    let (number, given) = (ask.number, ask.state == ConsentState::Given);
    match answer {
        ConsentAnswer::Agree if given => None,
        ConsentAnswer::Agree => Some(Event::ConsentGiven(ConsentGiven { ask: number, via, note, files })),
        ConsentAnswer::Decline | ConsentAnswer::Withdraw if given => {
            Some(Event::ConsentWithdrawn(ConsentWithdrawn { ask: number, via, note, files }))
        }
        ConsentAnswer::Decline if ask.state == ConsentState::Asked => {
            Some(Event::ConsentDeclined(ConsentDeclined { ask: number, via, note, files }))
        }
        ConsentAnswer::Decline | ConsentAnswer::Withdraw => None,
    }
}

impl ConsentGiven {
    /// The second person may be asked.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.consents.answered(self.ask, ConsentState::Given);
        matter.consents.scanned(self.ask, &self.files);
    }
}

impl ConsentDeclined {
    /// It goes on without.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.consents.answered(self.ask, ConsentState::Declined);
        matter.consents.scanned(self.ask, &self.files);
    }
}

impl ConsentWithdrawn {
    /// It goes on without, and what was asked or approved meanwhile is void.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.consents.answered(self.ask, ConsentState::Withdrawn);
        matter.consents.scanned(self.ask, &self.files);
    }
}

#[cfg(test)]
pub(crate) mod tests;
