//! Record a talk (约谈记录): who was talked to about what is not done, and what they said and promised. Only
//! after it was proposed and agreed to.

use super::Event;
use super::decide_accountability::{any, named};
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::Matter;
use crate::matter::state::supervision::{AccountForm, Proposal};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RecordTalk {
    proposal: String,
    present: SealedRef,
    text: SealedRef,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// A talk was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalkRecorded {
    /// By which proposal.
    pub proposal: u32,
    /// Who talked with whom.
    pub present: SealedRef,
    /// What was said and promised.
    pub text: SealedRef,
    /// Its record on paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

crate::refusals! {
    NoTalk = "no-talk" => "没有经审定、尚未进行的约谈；约谈建议经领导审定后再记录。",
    ProposalUnknown = "proposal-unknown" => "没有这项尚未进行的约谈，可能已经记录。",
    NotYours = "not-yours" => "这次约谈由另一机关进行，请由该机关记录。",
}

/// Talks that were agreed to and not held yet.
pub(crate) fn due(matter: &Matter) -> impl Iterator<Item = &Proposal> {
    let proposals = matter.supervision.proposals.iter();
    proposals.filter(|known| {
        known.form == AccountForm::Talk && known.agreed == Some(true) && known.talked.is_none()
    })
}

impl Step for RecordTalk {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "record-talk",
        noun: "talks",
        zh: "约谈记录",
        help: "记下谁约谈了谁、指出了什么问题、对方怎样表态，附谈话记录。",
        basis: "约谈（S2-17）",
        mechanisms: &["S2-17"],
        performer: Performer::Person,
        fields: &[
            Field::new("proposal", "约谈", Kind::From(Source::TalksDue)),
            Field::new("present", "约谈人、被约谈人", Kind::Line { max: 100 }),
            Field::new("text", "谈话情况", Kind::Text { max: 1000 }),
            Field::new("files", "谈话记录", Kind::Files { max: 5 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        any(matter, due(matter), ctx, (Refusal::NoTalk, Refusal::NotYours))
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let refusals = (Refusal::ProposalUnknown, Refusal::NotYours);
        let known = named(matter, due(matter), &self.proposal, ctx, refusals)?;
        let proposal = known.number;
        let (present, text, files) = (self.present, self.text, self.files);
        Ok(vec![Event::TalkRecorded(TalkRecorded { proposal, present, text, files })])
    }
}

impl TalkRecorded {
    /// The talk was held.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.handling.files.extend(self.files.iter().cloned());
        let mut proposals = matter.supervision.proposals.iter_mut();
        if let Some(proposal) = proposals.find(|known| known.number == self.proposal) {
            proposal.talked = Some(record.happened);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
