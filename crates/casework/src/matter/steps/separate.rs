//! Undo a join (撤销并案, P-02): the repeat was no repeat. It lives on as a matter of its own where it stood, with its
//! number and its history; its clocks go on from where they counted, for elapsed time never resets.
//!
//! Whoever was recused because of the join stays recused until a person lifts it by name: the history of
//! either side names the other (T4).

use super::Event;
use crate::act::{Act, Performer};
use crate::clocks::ClockReopened;
use crate::form::{Field, Kind};
use crate::matter::{Joined, Matter};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command. The other side is looked up by the shell and handed in.
#[derive(Debug, Clone, Deserialize)]
pub struct Separate {
    reason: SealedRef,
}

/// The join was undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Separated {
    /// Out of which matter.
    pub from: Joined,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NotJoined = "not-joined" => "此件没有并入别的信访件，无需撤销并案。",
    Unseen = "unseen" => "主件不在您的知悉范围内，请由能看到两件的人撤销并案。",
}

impl Step for Separate {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "separate",
        noun: "separations",
        zh: "撤销并案",
        help: "并错了的，写明理由撤销；此件恢复为单独一件，编号不变，时限接着原来的起算日走。因并案而回避的人仍然回避，需要时逐人撤销。",
        basis: "并案可以撤销，编号和理由保留（P-02）",
        mechanisms: &["P-02"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "撤销理由", Kind::Text { max: 500 })],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.joined_into.is_some() { Ok(()) } else { Err(Refusal::NotJoined) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let from = matter.joined_into.clone().ok_or(Refusal::NotJoined)?;
        let other = ctx.facts.other.as_ref();
        other.filter(|other| other.matter == from.matter).ok_or(Refusal::Unseen)?;
        let separated = Event::Separated(Separated { from, reason: self.reason });
        Ok([separated].into_iter().chain(again(matter)).collect())
    }
}

/// The clocks that joining ended go on.
fn again(matter: &Matter) -> impl Iterator<Item = Event> {
    let ended = matter.clocks.iter().filter(|clock| {
        clock.ended.as_ref().is_some_and(|end| end.by == JOINED)
    });
    ended.map(|clock| Event::ClockReopened(ClockReopened { number: clock.number }))
}

/// By what joining ends a clock.
const JOINED: &str = "matter.joined-into";

impl Separated {
    /// Takes up its own life where it stood.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.joined_into = None;
        matter.merging.once.push(self.from.matter);
        // Why a join was undone is not known to be that both differ: it teaches nothing.
        matter.unpair(self.from.matter);
        if let Some(stage) = matter.merging.stage.take() {
            matter.stage = stage;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
