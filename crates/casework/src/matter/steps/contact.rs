//! Contact the reporter (联系举报人): told that it is accepted (受理告知, 事前), how it goes (事中), or asked
//! for clues; when, how and what, by whom (S1-16, S2-10). The third feedback, 事后, is the reply.

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind};
use crate::matter::state::handling::{Contact as Made, Feedback};
use crate::matter::{ContactMode, Matter};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// What a contact is for.
    pub enum ContactPurpose {
        /// Told that it is accepted: the first of the three feedbacks.
        Acceptance = "acceptance" => "受理告知（事前反馈）",
        /// Told how it goes: the second.
        Progress = "progress" => "进展反馈（事中反馈）",
        /// Asked for clues and evidence.
        Clues = "clues" => "补充线索证据",
        /// Anything else.
        Other = "other" => "其他联系",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Contact {
    purpose: ContactPurpose,
    mode: ContactMode,
    content: SealedRef,
    #[serde(default)]
    unreached: bool,
}

/// A real-name reporter was told that the matter is accepted (事前反馈).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptanceTold {
    /// How.
    pub mode: ContactMode,
    /// What was said.
    pub content: SealedRef,
}

/// A real-name reporter was told how it goes (事中反馈).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressTold {
    /// How.
    pub mode: ContactMode,
    /// What was said.
    pub content: SealedRef,
}

/// The reporter was contacted otherwise, or could not be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacted {
    /// What for.
    pub purpose: ContactPurpose,
    /// How.
    pub mode: ContactMode,
    /// What was said, or tried.
    pub content: SealedRef,
    /// Whether the reporter was not reached.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unreached: bool,
}

crate::refusals! {
    Over = "over" => "此件尚未登记，或已经销号、并入他件，不再记录联系。",
    Anonymous = "anonymous" => "匿名举报没有可以告知、反馈的人；需要了解情况的，可用“询问举报人”凭查询码提问。",
}

impl Step for Contact {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "contact",
        noun: "contacts",
        zh: "记录联系",
        help: "记录与举报人的每次联系：为什么、怎样、说了什么；没有联系上的也记。实名举报的事前、事中反馈由此留痕，事后反馈即答复。",
        basis: "实名举报事前、事中、事后三反馈（S1-16）；多次与举报人联系（S2-10）；受理情况十五个工作日内告知",
        mechanisms: &["S1-16", "S2-10", "P-19"],
        performer: Performer::Person,
        fields: &[
            Field::new("purpose", "联系事由", Kind::Choice(ContactPurpose::CODES)),
            Field::new("mode", "方式", Kind::Choice(ContactMode::CODES)),
            Field::new("content", "联系内容", Kind::Text { max: 1000 }),
            Field::new("unreached", "没有联系上", Kind::Flag).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.class.is_none() || matter.is_over() { Err(Refusal::Over) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (mode, content) = (self.mode, self.content);
        let feedback = matches!(self.purpose, ContactPurpose::Acceptance | ContactPurpose::Progress);
        if feedback && !matter.real_name() {
            return Err(Refusal::Anonymous);
        }
        Ok(vec![match self.purpose {
            ContactPurpose::Acceptance if !self.unreached => {
                Event::AcceptanceTold(AcceptanceTold { mode, content })
            }
            ContactPurpose::Progress if !self.unreached => {
                Event::ProgressTold(ProgressTold { mode, content })
            }
            purpose => {
                Event::Contacted(Contacted { purpose, mode, content, unreached: self.unreached })
            }
        }])
    }
}

fn made(matter: &mut Matter, feedback: Feedback, mode: ContactMode, record: &Recorded<()>) {
    matter.handling.contacts.push(Made { feedback, mode, at: record.happened });
}

impl AcceptanceTold {
    /// The first feedback is given.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        made(matter, Feedback::Acceptance, self.mode, record);
    }
}

impl ProgressTold {
    /// The second feedback is given.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        made(matter, Feedback::Progress, self.mode, record);
    }
}

impl Contacted {
    /// One more contact, if it reached anybody.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        if !self.unreached {
            made(matter, Feedback::None, self.mode, record);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
