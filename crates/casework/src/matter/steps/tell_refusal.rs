//! Tell the reporter why it is not handled again (告知理由, P-17): filed without new facts, and told, so that
//! nobody waits for an answer that never comes.

use super::Event;
use super::reply::ReplyMode;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::Matter;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct TellRefusal {
    plea: String,
    mode: ReplyMode,
    text: SealedRef,
}

/// The reporter was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalTold {
    /// Which plea.
    pub plea: u32,
    /// How.
    pub mode: ReplyMode,
    /// What was said; why, where nobody could be told.
    pub text: SealedRef,
}

crate::refusals! {
    NothingToTell = "nothing-to-tell" => "没有需要告知举报人的存查决定。",
    PleaUnknown = "plea-unknown" => "没有这一项，可能已经告知，请重新选择。",
}

impl Step for TellRefusal {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "tell-refusal",
        noun: "refusal-telling",
        zh: "告知存查理由",
        help: "把不重新办理的理由告诉举报人；匿名无法告知的，在告知内容里写明原因。",
        basis: "重复举报无新事实的，存查并告知（P-17）",
        mechanisms: &["P-17"],
        performer: Performer::Person,
        fields: &[
            Field::new("plea", "哪一项", Kind::From(Source::Untold)),
            Field::new("mode", "告知方式", Kind::Choice(ReplyMode::ONE_TO_ONE)),
            Field::new("text", "告知内容", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let untold = matter.answering.untold().next();
        if untold.is_some() { Ok(()) } else { Err(Refusal::NothingToTell) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let plea = matter.answering.plea(&self.plea).ok_or(Refusal::PleaUnknown)?;
        if plea.granted != Some(false) || plea.told {
            return Err(Refusal::PleaUnknown);
        }
        let told = RefusalTold { plea: plea.number, mode: self.mode, text: self.text };
        Ok(vec![Event::RefusalTold(told)])
    }
}

impl RefusalTold {
    /// Nothing is left to be told.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        let mut pleas = matter.answering.pleas.iter_mut();
        if let Some(plea) = pleas.find(|plea| plea.number == self.plea) {
            plea.told = true;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
