//! Countersign (会签): three graded signatures under the result, in order: the handler, the leader in
//! charge, the head (S3-18). Three people; each may refuse with a reason, and it goes back to work.

use super::Event;
use crate::act::{Act, Performer};
use crate::actor::Actor;
use crate::codes;
use crate::form::{Field, Kind};
use crate::ids::PersonId;
use crate::matter::{CountersignSlot, Matter, Sign, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// What a signatory says.
    pub enum Opinion {
        /// Agrees.
        Agree = "agree" => "同意",
        /// Sends it back to work.
        Refuse = "refuse" => "不同意，退回补充",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Countersign {
    slot: CountersignSlot,
    opinion: Opinion,
    note: Option<SealedRef>,
}

/// One signature was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultSigned {
    /// As what.
    pub slot: CountersignSlot,
    /// By whom.
    pub person: PersonId,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// A signatory refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureRefused {
    /// As what.
    pub slot: CountersignSlot,
    /// Who.
    pub person: PersonId,
    /// Why.
    pub note: SealedRef,
}

/// All three have signed; the audit is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Countersigned {}

crate::refusals! {
    NotReported = "not-reported" => "结果尚未上报，或会签已经完成；没有上报的，请承办人先上报结果。",
    OutOfOrder = "out-of-order" => "会签依次为承办人、分管领导、主要负责人，请等前一签完成。",
    NotHandler = "not-handler" => "承办人一签须由受理时明确的承办人本人签。",
    NotLeader = "not-leader" => "分管领导一签须由受理时明确的分管领导本人签。",
    NotHead = "not-head" => "您的职务不能以主要负责人身份会签；请主要负责人会签，或者改选您的身份。",
    SignedAlready = "signed-already" => "您已在本次会签中签过，三签须为三人。",
    NoteMissing = "note-missing" => "不同意的，请写明理由和需要补充的内容。",
}

impl Step for Countersign {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "countersign",
        noun: "countersignature",
        zh: "会签",
        help: "承办人、分管领导、主要负责人三级签字，依次进行，一人一签。",
        basis: "调查处置结果分级签字（S3-18）",
        mechanisms: &["S3-18"],
        performer: Performer::Person,
        fields: &[
            Field::new("slot", "以何身份", Kind::Choice(CountersignSlot::CODES)),
            Field::new("opinion", "意见", Kind::Choice(Opinion::CODES)),
            Field::new("note", "说明", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage == Stage::Reported { Ok(()) } else { Err(Refusal::NotReported) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let Actor::Person { role, .. } = ctx.actor else { return Err(Refusal::NotHead) };
        // The signature is the principal's; who signs for them stands in the event's circumstances.
        let person = ctx.actor.authority().ok_or(Refusal::NotHead)?;
        let next = CountersignSlot::ALL.get(matter.signatures.len());
        if next != Some(&self.slot) {
            return Err(Refusal::OutOfOrder);
        }
        check_slot(self.slot, person, role, matter, ctx)?;
        if self.opinion == Opinion::Refuse {
            let note = self.note.ok_or(Refusal::NoteMissing)?;
            let refused = SignatureRefused { slot: self.slot, person: person.clone(), note };
            return Ok(vec![Event::SignatureRefused(refused)]);
        }
        let signed = ResultSigned { slot: self.slot, person: person.clone(), note: self.note };
        let mut events = vec![Event::ResultSigned(signed)];
        if self.slot == CountersignSlot::Head {
            events.push(Event::Countersigned(Countersigned {}));
        }
        Ok(events)
    }
}

fn check_slot(
    slot: CountersignSlot,
    person: &PersonId,
    role: &str,
    matter: &Matter,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    // Three people sign: neither the one signed for nor the one who signs may stand there already.
    if matter.signatures.iter().any(|sign| sign.involves(ctx.actor)) {
        return Err(Refusal::SignedAlready);
    }
    let accepted = matter.accepted();
    let named = |who: fn(&crate::matter::Accepted) -> &PersonId| accepted.map(who) == Some(person);
    let signs = ctx.rules.role(role).is_some_and(|role| role.signs.contains(&slot));
    match slot {
        CountersignSlot::Handler if !named(|a| &a.handler) => Err(Refusal::NotHandler),
        CountersignSlot::Leader if !named(|a| &a.leader) => Err(Refusal::NotLeader),
        CountersignSlot::Head if !signs => Err(Refusal::NotHead),
        CountersignSlot::Handler | CountersignSlot::Leader | CountersignSlot::Head => Ok(()),
    }
}

impl ResultSigned {
    /// Counts the signature.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let by = record.by.person().unwrap_or(&self.person).clone();
        matter.signatures.push(Sign { slot: self.slot, person: self.person.clone(), by });
    }
}

impl SignatureRefused {
    /// Sends the result back to work.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.stage = Stage::Accepted;
        matter.signatures.clear();
    }
}

impl Countersigned {
    /// Hands the result to the audit.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.stage = Stage::Countersigned;
        matter.routing.reviewed = None;
    }
}

#[cfg(test)]
pub(crate) mod tests;
