//! Tell a leader (报告领导): of a collective visit or an emergency a leader hears at once (P-11, P-12);
//! who was told, by what means and when is on record.

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::{CountersignSlot, Matter, Urgency};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// By what means a leader is told.
    pub enum Means {
        /// Face to face.
        InPerson = "in-person" => "当面报告",
        /// By telephone.
        Phone = "phone" => "电话报告",
        /// In writing.
        Written = "written" => "书面报告",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct TellLeader {
    leader: PersonId,
    means: Means,
}

/// A leader was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaderTold {
    /// Who.
    pub leader: PersonId,
    /// By what means.
    pub means: Means,
    /// Whether the leader was on duty by the roster.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_duty: bool,
}

crate::refusals! {
    NotNeeded = "not-needed" => "只有集体访和加急、特急件须即时报告领导。",
    NotALeader = "not-a-leader" => "所选人员不是本机关能够批示的领导，或应当回避，请另选。",
}

impl Step for TellLeader {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "tell-leader",
        noun: "leader-notices",
        zh: "报告领导",
        help: "集体访、紧急件即时报告领导，记下向谁、以何方式、何时报告；值班表上有带班领导的排在最前。",
        basis: "集体访即时报告领导（P-12）；紧急件先报告后补手续（P-11）",
        mechanisms: &["P-12", "P-11"],
        performer: Performer::Person,
        fields: &[
            Field::new("leader", "向谁报告", Kind::From(Source::Leaders)),
            Field::new("means", "报告方式", Kind::Choice(Means::CODES)),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let pressing = matter.is_collective() || matter.urgency() != Urgency::Normal;
        let open = matter.exists() && !matter.is_over();
        if open && pressing { Ok(()) } else { Err(Refusal::NotNeeded) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if !can_instruct(matter, &self.leader, ctx) {
            return Err(Refusal::NotALeader);
        }
        let on_duty = is_on_duty(matter, &self.leader, ctx);
        let told = LeaderTold { leader: self.leader, means: self.means, on_duty };
        Ok(vec![Event::LeaderTold(told)])
    }
}

/// Whether a person may be asked for an instruction: a leader of the holder's organ, not recused.
pub(super) fn can_instruct(matter: &Matter, leader: &PersonId, ctx: &Context<'_>) -> bool {
    let on = ctx.now.on();
    let here = ctx.office.colleagues_of(&matter.holder, on);
    !matter.recused.contains(leader)
        && here.iter().any(|(person, _)| person.id == *leader)
        && ctx.office.signs(ctx.rules, leader, CountersignSlot::Leader, on)
}

/// Whether the roster names the person as the leader on duty when it happened.
pub(super) fn is_on_duty(matter: &Matter, leader: &PersonId, ctx: &Context<'_>) -> bool {
    let duty = ctx.office.on_duty(&matter.holder, ctx.happened.date());
    duty.is_some_and(|duty| duty.leader == *leader)
}

impl LeaderTold {
    /// Remembers that a leader knows.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.intake.leader_told = true;
    }
}

#[cfg(test)]
pub(crate) mod tests;
