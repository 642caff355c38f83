//! Propose to hold to account (提出追责问责建议): a talk, a suggestion to whoever may hold to account, or the
//! transfer of a typical case. Never the program's: a person proposes it, with reasons, about a unit whose
//! failing the ledger proves (S0-25, S1-15, S3-16, S3-19); another decides.

use super::Event;
use crate::act::{Act, Performer};
use crate::clocks::Clock;
use crate::escalation::{acting_organ, answers_for_loss, is_told, supervises};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::matter::state::supervision::{AccountForm, Proposal};
use crate::matter::{AccountGround, Matter, Proved};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ProposeAccountability {
    #[serde(default)]
    ground: Option<AccountGround>,
    form: AccountForm,
    unit: UnitId,
    reason: SealedRef,
    document: Option<SealedRef>,
}

/// It was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountabilityProposed {
    /// Its number within the matter.
    pub proposal: u32,
    /// Why somebody is to answer.
    #[serde(default, skip_serializing_if = "is_overdue")]
    pub ground: AccountGround,
    /// In which form.
    pub form: AccountForm,
    /// Which unit.
    pub unit: UnitId,
    /// Of which organ.
    pub organ: UnitId,
    /// Why.
    pub reason: SealedRef,
    /// The entries of the matter that prove it, by version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proof: Vec<i64>,
    /// Who answers for how it was first handled, where that is the ground: taken from the ledger.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<PersonId>,
    /// The rule or document it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<SealedRef>,
}

fn is_overdue(ground: &AccountGround) -> bool {
    *ground == AccountGround::Overdue
}

crate::refusals! {
    NothingLate = "nothing-late" =>
        "此件没有超期的时限，也没有原件遗失、推出退回、结果退回、改变原结论等记录，不能提出追责问责建议。",
    UnitUnknown = "unit-unknown" =>
        "账本里没有能证明这个单位有此种情形的记录（有超期的时限、原件遗失、推出退回等才能提出），请重新选择情形和单位。",
    NotYours = "not-yours" => "只能对本机关、下级或本机关交办的单位提出；请由有权督办的机关提出。",
    Waiting = "waiting" => "对这个单位已有一项建议等候审定，请等审定后再提。",
    DocumentMissing = "document-missing" => "移送典型问题的，请写明依据的文件名称和文号。",
}

/// Running clocks that are overdue.
pub(crate) fn late(matter: &Matter) -> impl Iterator<Item = &Clock> {
    matter.clocks.iter().filter(|clock| clock.is_running() && clock.lapsed && !clock.is_window())
}

impl Step for ProposeAccountability {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "propose-accountability",
        noun: "accountability-proposals",
        zh: "提出约谈、问责建议",
        help: "由人提出追责情形和方式，写明理由，交另一人审定；依据自动取自账本，没有记录的提不出。程序不会自行提出。",
        basis: "督办后仍不整改的约谈、问责（S2-17、S0-18）；丢失、隐匿、毁弃材料，交办件严重超期，不履行或者不正确履行职责的追究责任（S0-25）；\
                重新办理根本改变原结论的对首办责任人问责（S1-15）；典型问题移送（S3-19）；须由人提出、另一人审定",
        mechanisms: &["S0-18", "S2-17", "S0-25", "S1-15", "S0-07", "S3-16", "S3-19"],
        performer: Performer::Person,
        fields: &[
            Field::new("ground", "追责情形", Kind::Choice(AccountGround::CODES))
                .optional()
                .help("不选时为交办件严重超期"),
            Field::new("form", "方式", Kind::Choice(AccountForm::CODES)),
            Field::new("unit", "单位", Kind::From(Source::LateUnits)),
            Field::new("reason", "理由", Kind::Text { max: 600 }),
            Field::new("document", "依据文件", Kind::Line { max: 120 })
                .optional()
                .help("文件名称和文号；移送典型问题的必填"),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.accountability.proofs.is_empty() { Err(Refusal::NothingLate) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let ground = self.ground.unwrap_or_default();
        let proving = matter.accountability.proving(ground, &self.unit);
        let proof: Vec<i64> = proving.map(|proof| proof.version).collect();
        if proof.is_empty() {
            return Err(Refusal::UnitUnknown);
        }
        if self.form == AccountForm::Transfer && self.document.is_none() {
            return Err(Refusal::DocumentMissing);
        }
        let lost = ground.proved_by() == [Proved::Lost];
        let may = |organ: &&UnitId| {
            let loss = lost && answers_for_loss(organ, &self.unit, ctx);
            loss || supervises(matter, organ, &self.unit, ctx)
        };
        let organ = acting_organ(ctx).filter(may);
        let organ = organ.ok_or(Refusal::NotYours)?.clone();
        let proposals = &matter.supervision.proposals;
        let same = |known: &&Proposal| known.unit == self.unit && known.ground == ground && is_told(&known.organ, ctx);
        if proposals.iter().filter(same).any(|known| known.agreed.is_none()) {
            return Err(Refusal::Waiting);
        }
        let first = matter.accountability.first.as_ref().filter(|_| ground == AccountGround::Overturned);
        Ok(vec![Event::AccountabilityProposed(AccountabilityProposed {
            proposal: proposals.len() as u32 + 1,
            ground,
            form: self.form,
            unit: self.unit,
            organ,
            reason: self.reason,
            proof,
            first: first.map(|first| first.people.clone()).unwrap_or_default(),
            document: self.document,
        })])
    }
}

impl AccountabilityProposed {
    /// Waits for another person.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.supervision.proposals.push(Proposal {
            number: self.proposal,
            ground: self.ground,
            form: self.form,
            unit: self.unit.clone(),
            organ: self.organ.clone(),
            by: record.by.person().cloned(),
            at: record.happened,
            agreed: None,
            talked: None,
            proof: self.proof.clone(),
            first: self.first.clone(),
            outcome: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
