//! Take a part back (收回拆分件): the other half of undoing a split, on the whole. Both halves are one write;
//! nobody performs this one by itself.

use super::Event;
use crate::act::{Act, Performer};
use crate::ids::MatterId;
use crate::matter::{Joined, Matter, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TakePartBack {
    /// The part.
    pub part: MatterId,
}

/// A part came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartTakenBack {
    /// Which.
    pub part: Joined,
}

crate::refusals! {
    NotOfThis = "not-of-this" => "那一件不是从此件拆分出去的。",
    WholeGone = "whole-gone" => "原件已分办，线索不能再回到原件；请把此件交给同一单位办理。",
}

impl Step for TakePartBack {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "take-part-back",
        noun: "parts-taken-back",
        zh: "收回拆分件",
        help: "随“撤销拆分”一并记录。",
        basis: "拆分可以撤销（P-02）",
        mechanisms: &["P-02"],
        performer: Performer::Timer,
        fields: &[],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if !matter.is_split() {
            return Err(Refusal::NotOfThis);
        }
        let at_hand = matches!(
            matter.stage,
            Stage::Registered | Stage::Screened | Stage::Instructed
        );
        if at_hand { Ok(()) } else { Err(Refusal::WholeGone) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let mut parts = matter.splitting.parts.iter();
        let part = parts.find(|part| part.part.matter == self.part).ok_or(Refusal::NotOfThis)?;
        let part = part.part.clone();
        Ok(vec![Event::PartTakenBack(PartTakenBack { part })])
    }
}

impl PartTakenBack {
    /// Its leads are this matter's again, under the numbers they had.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        let parts = &mut matter.splitting.parts;
        let Some(at) = parts.iter().position(|part| part.part == self.part) else {
            return;
        };
        let back = parts.remove(at);
        matter.splitting.once.push(back.part.matter);
        matter.leads.extend(back.leads);
        matter.leads.sort_by_key(|lead| lead.number);
    }
}

#[cfg(test)]
pub(crate) mod tests;
