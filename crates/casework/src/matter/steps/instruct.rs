//! Instruct (批示): a leader reads and writes what is to be done; the text is bound to the matter
//! with person and date (S0-04). Must precede routing where the office says so (S2-06).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::{Demand, Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Instruct {
    #[serde(default)]
    demands: Vec<String>,
    text: SealedRef,
}

/// A leader instructed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instructed {
    /// Who.
    pub leader: PersonId,
    /// The instruction.
    pub text: SealedRef,
    /// What it demands besides handling (S0-07).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demands: Vec<Demand>,
}

crate::refusals! {
    NotScreened = "not-screened" => "此件尚未筛查，或已办结，现在不需要批示。",
    UnderStudy = "under-study" => "此件正在研判，请由审定领导审定。",
    NoPerson = "no-person" => "批示须由领导本人作出。",
}

impl Step for Instruct {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "instruct",
        noun: "instruction",
        zh: "批示",
        help: "批示内容、批示人和日期随件留存；批示后由信访室分办。",
        basis: "主要领导审阅批示后移交（S2-06）；批示与件绑定（S0-04）",
        mechanisms: &["S0-04", "S2-06"],
        performer: Performer::Person,
        fields: &[
            Field::new("text", "批示", Kind::Text { max: 500 }),
            Field::new("demands", "批示要求", Kind::Several(Source::Demands))
                .optional()
                .help("批示明确要求的才选；要求追责问责的，办结时只作谈话、教育的会被列出"),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let open = matches!(
            matter.stage,
            Stage::Screened | Stage::Instructed | Stage::Routed | Stage::Signed | Stage::Accepted
        );
        if !open {
            return Err(Refusal::NotScreened);
        }
        if matter.study().is_some() { Err(Refusal::UnderStudy) } else { Ok(()) }
    }

    fn decide(self, _: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let leader = ctx.actor.authority().ok_or(Refusal::NoPerson)?.clone();
        Ok(vec![Event::Instructed(Instructed { leader, text: self.text, demands: Demand::read(&self.demands) })])
    }
}

impl Instructed {
    /// Opens the way to routing.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.instructed = true;
        matter.intake.paper_owed = false;
        matter.deciding.instructions += 1;
        matter.read_by(&self.leader);
        if matter.stage == Stage::Screened {
            matter.stage = Stage::Instructed;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
