//! Decide on a correction or on voiding (更正、作废审批, P-03): never who asked. What is approved takes effect at
//! once; a matter that is void ends every clock and leaves every list but the register of voids.

use super::ask_correction::{consequences, fits};
use super::ask_void::voidable;
use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::state::repair::{Entries, VoidGround, Voiding, Wanted};
use crate::matter::{Decision, Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DecideRepair {
    decision: Decision,
    note: Option<SealedRef>,
}

/// A correction was approved and took effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionApproved {
    /// What stood.
    pub was: Box<Entries>,
    /// What stands now.
    pub now: Box<Entries>,
    /// With which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// A correction was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionRefused {
    /// Why.
    pub note: SealedRef,
}

/// The matter is void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voided {
    /// On what ground.
    pub ground: VoidGround,
    /// With which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// Voiding was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidRefused {
    /// Why.
    pub note: SealedRef,
}

crate::refusals! {
    NothingAsked = "nothing-asked" => "没有等候审批的更正或者作废申请。",
    OwnRequest = "own-request" => "更正、作废由另一人审批，申请人不能自己审批。",
    NoteMissing = "note-missing" => "不同意的，请写明理由。",
    MovedOn = "moved-on" => "申请以后此件又有变化，不能照原申请办，请不同意后重新申请。",
}

impl Step for DecideRepair {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "decide-repair",
        noun: "repair-decisions",
        zh: "更正、作废审批",
        help: "核对原值、新值和理由后决定。同意更正的立即改过来并留痕；同意作废的，此件退出各项台账、统计和待办，编号不再使用。",
        basis: "更正、作废须经另一人审批（P-03）",
        mechanisms: &["P-03"],
        performer: Performer::Person,
        fields: &[
            Field::new("decision", "审批意见", Kind::Choice(Decision::CODES)),
            Field::new("note", "说明", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let asked = matter.repair.asked.as_ref().ok_or(Refusal::NothingAsked)?;
        if ctx.actor.person() == asked.asker.as_ref() {
            return Err(Refusal::OwnRequest);
        }
        Ok(())
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let asked = matter.repair.asked.as_ref().ok_or(Refusal::NothingAsked)?;
        match (&asked.wanted, self.decision) {
            (Wanted::Correction { was, now }, Decision::Approve) => {
                corrected(matter, was, now, self.note, ctx)
            }
            (Wanted::Void(ground), Decision::Approve) => {
                voidable(matter).map_err(|_| Refusal::MovedOn)?;
                Ok(vec![Event::Voided(Voided { ground: *ground, note: self.note })])
            }
            (Wanted::Correction { .. }, Decision::Refuse) => {
                let note = self.note.ok_or(Refusal::NoteMissing)?;
                Ok(vec![Event::CorrectionRefused(CorrectionRefused { note })])
            }
            (Wanted::Void(_), Decision::Refuse) => {
                let note = self.note.ok_or(Refusal::NoteMissing)?;
                Ok(vec![Event::VoidRefused(VoidRefused { note })])
            }
        }
    }
}

fn corrected(
    matter: &Matter,
    was: &Entries,
    now: &Entries,
    note: Option<SealedRef>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let same = Entries::standing(matter, now) == *was;
    if !same || fits(matter, now, ctx).is_err() {
        return Err(Refusal::MovedOn);
    }
    let moved = consequences(matter, now, ctx).ok_or(Refusal::MovedOn)?;
    let (was, now) = (Box::new(was.clone()), Box::new(now.clone()));
    let approved = CorrectionApproved { was, now, note };
    Ok([Event::CorrectionApproved(approved)].into_iter().chain(moved).collect())
}

impl CorrectionApproved {
    /// Enters what is right.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.repair.asked = None;
        self.now.enter(matter);
    }
}

impl CorrectionRefused {
    /// Everything stays.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.repair.asked = None;
    }
}

impl Voided {
    /// Ends its life.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let asked = matter.repair.asked.take();
        matter.stage = Stage::Voided;
        matter.repair.voided = Some(Voiding {
            ground: self.ground,
            at: record.happened,
            asker: asked.and_then(|asked| asked.asker),
            approver: record.by.person().cloned(),
        });
    }
}

impl VoidRefused {
    /// Everything stays.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.repair.asked = None;
    }
}

#[cfg(test)]
pub(crate) mod tests;
