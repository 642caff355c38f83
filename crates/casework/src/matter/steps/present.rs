//! Present to leaders (呈阅, P-25): the petition office lays a matter before certain leaders to be read;
//! it stands in their reading until they circle it or instruct.

use super::Event;
use crate::access;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::Matter;
use crate::matter::state::deciding::Presented;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Present {
    leaders: Vec<PersonId>,
}

/// The matter was presented to leaders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresentedTo {
    /// To whom.
    pub leaders: Vec<PersonId>,
}

crate::refusals! {
    Over = "over" => "此件尚未登记或已经了结，不用呈阅。",
    LeaderCannot = "leader-cannot" => "所选人员看不到此件或不能批示，请重新选择。",
    AllHaveIt = "all-have-it" => "所选领导都已收到，正在待阅。",
}

impl Step for Present {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "present",
        noun: "presentations",
        zh: "呈阅",
        help: "送所选领导阅批或传阅；领导圈阅或批示以前，一直在其待阅里。",
        basis: "领导阅批（P-25）；主要领导、分管领导审阅（S2-06）",
        mechanisms: &["P-25", "S2-06"],
        performer: Performer::Person,
        fields: &[Field::new("leaders", "呈送领导", Kind::Several(Source::Instructors))],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let arrived = matter.exists() && matter.class.is_some();
        if arrived && !matter.is_over() { Ok(()) } else { Err(Refusal::Over) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (rules, on) = (ctx.rules, ctx.now.on());
        let mut leaders: Vec<PersonId> = Vec::new();
        for leader in self.leaders {
            let may = access::own(ctx.office, rules, &leader, "instruct", Some(matter), on);
            may.ok_or(Refusal::LeaderCannot)?;
            let has = matter.deciding.presented.iter().any(|known| known.leader == leader);
            if !has && !leaders.contains(&leader) {
                leaders.push(leader);
            }
        }
        if leaders.is_empty() {
            return Err(Refusal::AllHaveIt);
        }
        Ok(vec![Event::PresentedTo(PresentedTo { leaders })])
    }
}

impl PresentedTo {
    /// Lays it before them.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let lay = |leader: &PersonId| Presented { leader: leader.clone(), at: record.happened };
        matter.deciding.presented.extend(self.leaders.iter().map(lay));
    }
}

#[cfg(test)]
pub(crate) mod tests;
