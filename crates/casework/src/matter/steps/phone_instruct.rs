//! Record an instruction by telephone (电话批示记录): for an emergency the leader decides by telephone
//! first and the paper follows (P-11). The matter may be routed at once; the paper has a clock.

use super::Event;
use super::tell_leader::{can_instruct, is_on_duty};
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::{Matter, Stage, Urgency};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct PhoneInstruct {
    leader: PersonId,
    text: SealedRef,
}

/// A leader instructed by telephone, and somebody wrote it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneInstructed {
    /// Who instructed.
    pub leader: PersonId,
    /// What was said.
    pub text: SealedRef,
    /// Whether the leader was on duty by the roster.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_duty: bool,
}

crate::refusals! {
    NotAnEmergency = "not-an-emergency" => "只有特急件可以先电话批示、后补书面；其他件请呈领导书面批示。",
    TooLate = "too-late" => "此件尚未收到，或已有单位受理在办，不再记电话批示。",
    NotALeader = "not-a-leader" => "所选人员不是本机关能够批示的领导，或应当回避，请另选。",
}

impl Step for PhoneInstruct {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "phone-instruct",
        noun: "phone-instructions",
        zh: "电话批示记录",
        help: "特急件先电话请示，记下领导原话即可分办；书面批示另计时限补办。",
        basis: "紧急件先电话批示、后补书面，联系不上的找值班领导（P-11）",
        mechanisms: &["P-11"],
        performer: Performer::Person,
        fields: &[
            Field::new("leader", "批示领导", Kind::From(Source::Leaders)),
            Field::new("text", "电话批示内容", Kind::Text { max: 500 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let open = matches!(
            matter.stage,
            Stage::Received
                | Stage::Registered
                | Stage::Screened
                | Stage::Instructed
                | Stage::Routed
                | Stage::Signed
        );
        if !matter.exists() || !open {
            return Err(Refusal::TooLate);
        }
        if matter.urgency() == Urgency::Emergency { Ok(()) } else { Err(Refusal::NotAnEmergency) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if !can_instruct(matter, &self.leader, ctx) {
            return Err(Refusal::NotALeader);
        }
        let on_duty = is_on_duty(matter, &self.leader, ctx);
        let told = PhoneInstructed { leader: self.leader, text: self.text, on_duty };
        Ok(vec![Event::PhoneInstructed(told)])
    }
}

impl PhoneInstructed {
    /// Opens the way to routing; the paper is owed.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.instructed = true;
        matter.intake.paper_owed = true;
        matter.deciding.instructions += 1;
        if matches!(matter.stage, Stage::Registered | Stage::Screened) {
            matter.stage = Stage::Instructed;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
