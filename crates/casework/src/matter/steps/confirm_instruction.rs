//! Confirm in writing (补书面批示): what a leader said by telephone about an emergency is put on paper by
//! a leader afterwards (P-11), wherever the matter has gone meanwhile.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::PersonId;
use crate::matter::Matter;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ConfirmInstruction {
    text: SealedRef,
}

/// The paper is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionConfirmed {
    /// Who confirmed.
    pub leader: PersonId,
    /// The instruction in writing.
    pub text: SealedRef,
}

crate::refusals! {
    NotOwed = "not-owed" => "此件没有待补书面批示的电话批示；新的批示请用“批示”。",
    NoPerson = "no-person" => "书面批示须由领导本人补办。",
}

impl Step for ConfirmInstruction {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "confirm-instruction",
        noun: "written-instructions",
        zh: "补书面批示",
        help: "特急件电话批示后，由领导补写书面批示；件已分办的也在这里补。",
        basis: "紧急件先电话批示、后补书面（P-11）",
        mechanisms: &["P-11"],
        performer: Performer::Person,
        fields: &[Field::new("text", "书面批示", Kind::Text { max: 500 })],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let owed = matter.intake.paper_owed && !matter.is_over();
        if owed { Ok(()) } else { Err(Refusal::NotOwed) }
    }

    fn decide(self, _: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let leader = ctx.actor.person().ok_or(Refusal::NoPerson)?.clone();
        let confirmed = InstructionConfirmed { leader, text: self.text };
        Ok(vec![Event::InstructionConfirmed(confirmed)])
    }
}

impl InstructionConfirmed {
    /// Nothing more is owed.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.intake.paper_owed = false;
    }
}

#[cfg(test)]
pub(crate) mod tests;
