//! Undo a split (撤销拆分, P-02): a part that nobody signed yet goes back to the matter it came from, with the
//! reason. Its number is kept and never given again.

use super::Event;
use crate::act::{Act, Performer};
use crate::actor::Actor;
use crate::form::{Field, Kind};
use crate::ids::UnitId;
use crate::matter::{Joined, Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command. The whole is looked up by the shell and handed in.
#[derive(Debug, Clone, Deserialize)]
pub struct UndoSplit {
    reason: SealedRef,
}

/// The part went back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitUndone {
    /// To which matter.
    pub whole: Joined,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NoPart = "no-part" => "此件不是拆分出来的，无需撤销拆分。",
    Signed = "signed" => "此件已签收或者已了结，不能撤销拆分；确属拆错的，请承办单位退回后再撤销。",
    UnderStudy = "under-study" => "此件正在研判，请等领导审定后再撤销拆分。",
    Unseen = "unseen" => "原件不在您的知悉范围内，请由能看到两件的人撤销拆分。",
}

impl Step for UndoSplit {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "undo-split",
        noun: "split-undoings",
        zh: "撤销拆分",
        help: "拆错了的，签收以前写明理由撤销；线索回到原件，此件编号保留、不再使用。",
        basis: "拆分可以撤销，编号和理由保留（P-02）",
        mechanisms: &["P-02"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "撤销理由", Kind::Text { max: 500 })],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        // Who is handed a part is not told that it is one (T3).
        if !matter.is_part() || was_handed(matter, ctx) {
            return Err(Refusal::NoPart);
        }
        if matter.study().is_some() {
            return Err(Refusal::UnderStudy);
        }
        match matter.stage {
            Stage::Registered | Stage::Screened | Stage::Instructed | Stage::Routed => Ok(()),
            Stage::Received
            | Stage::Signed
            | Stage::Accepted
            | Stage::Reported
            | Stage::Countersigned
            | Stage::Concluded
            | Stage::Replied
            | Stage::WrittenOff
            | Stage::Joined
            | Stage::Voided => Err(Refusal::Signed),
        }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let whole = matter.splitting.of.as_ref().ok_or(Refusal::NoPart)?.whole.clone();
        let other = ctx.facts.other.as_ref();
        other.filter(|other| other.matter == whole.matter).ok_or(Refusal::Unseen)?;
        Ok(vec![Event::SplitUndone(SplitUndone { whole, reason: self.reason })])
    }
}

/// Whether the part lies with the actor's organ unsigned, handed on by another.
fn was_handed(matter: &Matter, ctx: &Context<'_>) -> bool {
    let Actor::Person { unit, .. } = ctx.actor else {
        return true;
    };
    let organ = |unit| ctx.office.organ_of(unit);
    matter.stage == Stage::Routed && organ(unit) != organ(matter.assigner())
}

impl SplitUndone {
    /// Ends its life, out of the sight of whoever had not signed it.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let mut narrowed: Vec<UnitId> = Vec::new();
        for assignment in matter.assignments.iter_mut().filter(|a| a.returned.is_none()) {
            assignment.returned = Some(record.happened);
            narrowed.append(&mut assignment.widened);
        }
        for joint in &mut matter.routing.joint {
            joint.released = true;
            narrowed.append(&mut joint.widened);
        }
        matter.sight.retain(|unit| !narrowed.contains(unit));
        matter.holder = matter.receiver.clone();
        matter.stage = Stage::Joined;
        matter.joined_into = Some(self.whole.clone());
    }
}

#[cfg(test)]
pub(crate) mod tests;
