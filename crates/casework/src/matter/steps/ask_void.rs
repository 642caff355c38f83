//! Ask for voiding (申请作废, P-03): the matter should never have been entered. Another person decides; the
//! number is never given again, and what was recorded stays in the trail.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::state::repair::{Request, VoidGround, Wanted};
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AskVoid {
    ground: VoidGround,
    reason: SealedRef,
}

/// Voiding was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidAsked {
    /// On what ground.
    pub ground: VoidGround,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    TooLate = "too-late" => "此件已经办结、并入他件或者作废，不能作废；登记有误的请用“申请更正”。",
    Waiting = "waiting" => "已有一项更正或者作废申请等候审批，请先办完那一项。",
    HasRepeats = "has-repeats" => "此件收并了重复件，不能作废，请先撤销并案。",
    OnLoan = "on-loan" => "此件的原件还在借阅中，请先收回原件再作废。",
}

/// Whether a matter can be voided as it stands.
pub(super) fn voidable(matter: &Matter) -> Result<(), Refusal> {
    if !matter.exists() || matter.stage >= Stage::Concluded {
        return Err(Refusal::TooLate);
    }
    if !matter.repeats.is_empty() {
        return Err(Refusal::HasRepeats);
    }
    let lent = matter.originals.iter().any(|original| original.loan.is_some());
    if lent { Err(Refusal::OnLoan) } else { Ok(()) }
}

impl Step for AskVoid {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "ask-void",
        noun: "void-requests",
        zh: "申请作废",
        help: "重复录入、误录入的，写明理由申请作废；另一人审批。同人同事再次来的不是错误，请用“并入重复件”。",
        basis: "作废保留理由和审批人，编号不再使用（P-03）",
        mechanisms: &["P-03"],
        performer: Performer::Person,
        fields: &[
            Field::new("ground", "作废事由", Kind::Choice(VoidGround::CODES)),
            Field::new("reason", "作废理由", Kind::Text { max: 500 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        voidable(matter)?;
        if matter.repair.asked.is_some() { Err(Refusal::Waiting) } else { Ok(()) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::VoidAsked(VoidAsked { ground: self.ground, reason: self.reason })])
    }
}

impl VoidAsked {
    /// Waits for another person.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.repair.asked = Some(Request {
            asker: record.by.person().cloned(),
            wanted: Wanted::Void(self.ground),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
