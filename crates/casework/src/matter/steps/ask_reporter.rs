//! Ask the reporter (询问举报人): a question through the query code, so that an anonymous reporter too can
//! be asked for clues (S2-10). It is written for the reporter: nothing of the handling belongs in it.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::{Matter, Question, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Filing, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AskReporter {
    to: Option<String>,
    text: SealedRef,
}

/// The office asked the reporter of one filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReporterAsked {
    /// Number within the matter.
    pub number: u32,
    /// To whose filing.
    pub to: Filing,
    /// The question.
    pub text: SealedRef,
}

crate::refusals! {
    NotInHand = "not-in-hand" => "此件尚未登记，或已经办结，现在不向举报人提问；没有登记的，请先登记。",
    FilingUnknown = "filing-unknown" => "没有这一件次，请在列表中选择。",
    TooMany = "too-many" => "已有五个问题等候举报人回答，请等回答后再问。",
}

/// Most questions that wait for one reporter: nobody answers a questionnaire from an unknown hand.
const OPEN_MAX: usize = 5;

impl Step for AskReporter {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "ask-reporter",
        noun: "questions",
        zh: "询问举报人",
        help: "举报人凭查询码看到这个问题并回答，匿名的也可以。问题是写给举报人看的：不写案情、不写办理情况、不写任何人的姓名。",
        basis: "多次与举报人联系，补充线索证据（S2-10）",
        mechanisms: &["S2-10"],
        performer: Performer::Person,
        fields: &[
            Field::new("text", "写给举报人的问题", Kind::Text { max: 600 })
                .help("举报人原样看到这段话"),
            Field::new("to", "问哪一件次", Kind::From(Source::Filings))
                .optional()
                .help("不选即问首次举报人；每人只看到问自己的"),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        match matter.stage {
            Stage::Registered
            | Stage::Screened
            | Stage::Instructed
            | Stage::Routed
            | Stage::Signed
            | Stage::Accepted
            | Stage::Reported
            | Stage::Countersigned => Ok(()),
            Stage::Received
            | Stage::Concluded
            | Stage::Replied
            | Stage::WrittenOff
            | Stage::Joined
            | Stage::Voided => Err(Refusal::NotInHand),
        }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let number = self.to.unwrap_or_else(|| matter.number.clone());
        let known = matter.filings().find(|filing| filing.number == number);
        let to = known.ok_or(Refusal::FilingUnknown)?;
        if matter.talk.open_to(&to).count() >= OPEN_MAX {
            return Err(Refusal::TooMany);
        }
        Ok(vec![Event::ReporterAsked(ReporterAsked {
            number: matter.talk.questions.len() as u32 + 1,
            to,
            text: self.text,
        })])
    }
}

impl ReporterAsked {
    /// Waits for the reporter.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.talk.questions.push(Question {
            number: self.number,
            to: self.to.clone(),
            text: self.text.clone(),
            at: record.happened,
            answered: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
