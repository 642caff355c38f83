//! Audit (审核): the petition office of the assigning organ reviews the result (S0-13) and passes or
//! returns it. Passing is 办结; it is refused while one issue has no finding (S1-40), and nobody audits
//! what they signed.

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind};
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// The auditor's verdict.
    pub enum Verdict {
        /// Passes: 办结.
        Pass = "pass" => "审核通过，办结",
        /// Returned to the handling unit.
        Return = "return" => "退回补充办理",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Audit {
    verdict: Verdict,
    opinion: Option<SealedRef>,
}

/// The audit passed: the matter is concluded (办结).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPassed {
    /// The auditor's opinion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<SealedRef>,
}

/// The audit sent it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditReturned {
    /// Why.
    pub opinion: SealedRef,
}

crate::refusals! {
    NotCountersigned = "not-countersigned" => "三级会签尚未完成，或已审核；会签没有完成的，请承办单位先会签。",
    Unreconciled = "unreconciled" => "还有问题没有核查结论，不能办结；请退回承办单位逐项答清。",
    LiaisonOwed = "liaison-owed" => "联系室尚未审核，请先由联系室审核，再审核通过。",
    LiaisonObjects = "liaison-objects" => "联系室不同意办理结果，不能审核通过；请退回承办单位补充。",
    OwnResult = "own-result" => "您参与了本件的办理或会签，不能审核，请由他人审核。",
    OpinionMissing = "opinion-missing" => "退回的，请写明退回意见。",
}

impl Step for Audit {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "audit",
        noun: "audit",
        zh: "审核",
        help: "审核办理结果；逐个问题对账，全部答清方可办结。办结后答复时限起算。",
        basis: "办理结果审核（S0-13）；结案必查问题对账（S1-40）",
        mechanisms: &["S0-13", "S1-40"],
        performer: Performer::Person,
        fields: &[
            Field::new("verdict", "审核结论", Kind::Choice(Verdict::CODES)),
            Field::new("opinion", "审核意见", Kind::Text { max: 1000 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage == Stage::Countersigned { Ok(()) } else { Err(Refusal::NotCountersigned) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let signed = matter.signatures.iter().any(|sign| sign.involves(ctx.actor));
        if signed || matter.handler().is_some_and(|handler| ctx.actor.involves(handler)) {
            return Err(Refusal::OwnResult);
        }
        match self.verdict {
            Verdict::Pass if matter.unreconciled().is_some() => Err(Refusal::Unreconciled),
            Verdict::Pass if matter.owed_by_liaison().is_some() => Err(Refusal::LiaisonOwed),
            Verdict::Pass if matter.routing.reviewed == Some(false) => Err(Refusal::LiaisonObjects),
            Verdict::Pass => Ok(vec![Event::AuditPassed(AuditPassed { opinion: self.opinion })]),
            Verdict::Return => {
                let opinion = self.opinion.ok_or(Refusal::OpinionMissing)?;
                Ok(vec![Event::AuditReturned(AuditReturned { opinion })])
            }
        }
    }
}

impl AuditPassed {
    /// Concludes the matter.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.stage = Stage::Concluded;
        matter.replied = false;
        let unit = matter.holder.clone();
        let concluder = record.by.person().cloned();
        matter.answering.conclude(unit, record.happened, concluder);
    }
}

impl AuditReturned {
    /// Sends it back to the handling unit; where its handler was recused, another is named first.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.stage = matter.stage_in_hand();
        matter.signatures.clear();
    }
}

#[cfg(test)]
pub(crate) mod tests;
