//! Circle (圈阅, P-25): a leader has read it and has nothing to add. It is no instruction: what needs one
//! still waits for one.

use super::Event;
use crate::act::{Act, Performer};
use crate::ids::PersonId;
use crate::matter::Matter;
use crate::matter::state::deciding::Presented;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Circle {}

/// A leader has read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circled {
    /// Who.
    pub leader: PersonId,
}

crate::refusals! {
    Over = "over" => "此件尚未登记或已经了结，不用圈阅。",
    NoPerson = "no-person" => "圈阅须由领导本人作出。",
    Already = "already" => "您已圈阅过此件。",
}

impl Step for Circle {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "circle",
        noun: "circles",
        zh: "圈阅",
        help: "表示已阅。需要批示的件，圈阅不代替批示。",
        basis: "领导阅批（P-25）",
        mechanisms: &["P-25"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let arrived = matter.exists() && matter.class.is_some();
        if arrived && !matter.is_over() { Ok(()) } else { Err(Refusal::Over) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let leader = ctx.actor.person().ok_or(Refusal::NoPerson)?.clone();
        let waits = matter.deciding.presented.iter().any(|known| known.leader == leader);
        if !waits && matter.readers().contains(&leader) {
            return Err(Refusal::Already);
        }
        Ok(vec![Event::Circled(Circled { leader })])
    }
}

impl Circled {
    /// Takes it out of the leader's reading.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.read_by(&self.leader);
        let (leader, at) = (self.leader.clone(), record.happened);
        matter.deciding.circled.push(Presented { leader, at });
    }
}

#[cfg(test)]
pub(crate) mod tests;
