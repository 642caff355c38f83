//! Release a repeat (撤销收并): the other half of undoing a join, on the matter that took the repeat. Both halves are
//! one write; nobody performs this one by itself.

use super::Event;
use crate::act::{Act, Performer};
use crate::clocks;
use crate::ids::MatterId;
use crate::matter::{Joined, Matter};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReleaseRepeat {
    /// The repeat.
    pub matter: MatterId,
}

/// A repeat was released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepeatReleased {
    /// The repeat.
    pub repeat: Joined,
}

crate::refusals! {
    NotHere = "not-here" => "主件没有收并此件。",
    PleaOpen = "plea-open" => "主件上因此件提出的重新办理尚未审定，请先审定再撤销并案。",
    Unread = "unread" => "主件上有此件举报人补充的材料尚未签阅，请先签阅再撤销并案。",
}

impl Step for ReleaseRepeat {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "release-repeat",
        noun: "releases",
        zh: "撤销收并",
        help: "随“撤销并案”一并记录。",
        basis: "并案可以撤销（P-02）",
        mechanisms: &["P-02"],
        performer: Performer::Timer,
        fields: &[],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.repeats.is_empty() { Err(Refusal::NotHere) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let repeat = matter.repeats.iter().find(|repeat| repeat.matter == self.matter);
        let repeat = repeat.ok_or(Refusal::NotHere)?.clone();
        let mut pleas = matter.answering.open_pleas();
        if pleas.any(|plea| plea.repeat.as_ref() == Some(&repeat)) {
            return Err(Refusal::PleaOpen);
        }
        if matter.talk.waiting().any(|said| said.from.matter == self.matter) {
            return Err(Refusal::Unread);
        }
        let released = RepeatReleased { repeat };
        let mut after = matter.clone();
        released.release(&mut after);
        let ended = clocks::groundless(matter, &after, "matter.repeat-released", ctx);
        Ok([Event::RepeatReleased(released)].into_iter().chain(ended).collect())
    }
}

impl RepeatReleased {
    /// Gives back what the repeat brought; recusals stay until a person lifts them.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        self.release(matter);
    }

    fn release(&self, matter: &mut Matter) {
        matter.repeats.retain(|repeat| *repeat != self.repeat);
        matter.release(self.repeat.matter);
    }
}

#[cfg(test)]
pub(crate) mod tests;
