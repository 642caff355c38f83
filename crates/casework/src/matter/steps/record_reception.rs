//! Record a reception (接访记录): the visitor speaks and is heard out (“收纳桶”式接访, S2-02); who
//! received, what was said and what was answered is kept, one record a visit, collective or not (P-12).
//! Who comes with what is outside the commission's duty is received as well, and told why it is not
//! accepted and which body has it (S2-03).

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::{Channel, Matter};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// What the visitor was told.
    pub enum Verdict {
        /// Answered on the spot.
        Answered = "answered" => "当场答复、解释政策",
        /// Taken, to be handled by procedure (S2-04).
        Taken = "taken" => "受理，按程序办理",
        /// Outside the duty: told where to go.
        Elsewhere = "elsewhere" => "不予受理，告知理由和受理部门",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RecordReception {
    leader: Option<PersonId>,
    said: SealedRef,
    verdict: Verdict,
    answered: SealedRef,
    reason: Option<SealedRef>,
    proper_body: Option<SealedRef>,
}

/// A visitor was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceptionRecorded {
    /// The leader who received, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<PersonId>,
    /// What the visitor said.
    pub said: SealedRef,
    /// What the visitor was told.
    pub verdict: Verdict,
    /// What was answered.
    pub answered: SealedRef,
    /// Why it is not accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SealedRef>,
    /// Which body has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proper_body: Option<SealedRef>,
}

crate::refusals! {
    NotAVisit = "not-a-visit" => "此件不是来访，或已了结，没有接访记录。",
    AlreadyRecorded = "already-recorded" => "这次来访已有接访记录；再次来访请另行接收登记。",
    BodyMissing = "body-missing" => "不予受理的，须写明理由和应向哪个部门反映，并告知来访人。",
}

impl Step for RecordReception {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "record-reception",
        noun: "receptions",
        zh: "接访记录",
        help: "听来访人讲完，记下陈述和答复；不属受理范围的，当面讲明理由和受理部门。集体访只记一次。",
        basis: "“收纳桶”式接访（S2-02）；业务范围外来访告知理由和受理部门（S2-03）；受理范围内按程序办理（S2-04）",
        mechanisms: &["S2-02", "S2-03", "S2-04", "P-12"],
        performer: Performer::Person,
        fields: &[
            Field::new("leader", "接访领导", Kind::From(Source::Leaders))
                .optional()
                .help("领导接访的填写；记录人即接访人"),
            Field::new("said", "来访人陈述", Kind::Text { max: 6000 }),
            Field::new("verdict", "接访处理", Kind::Choice(Verdict::CODES)),
            Field::new("answered", "答复和政策解释", Kind::Text { max: 2000 }),
            Field::new("reason", "不予受理的理由", Kind::Text { max: 500 }).optional(),
            Field::new("proper_body", "受理部门", Kind::Line { max: 60 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if !matter.exists() || matter.channel != Channel::Visit || matter.is_over() {
            return Err(Refusal::NotAVisit);
        }
        if matter.intake.heard { Err(Refusal::AlreadyRecorded) } else { Ok(()) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let elsewhere = self.verdict == Verdict::Elsewhere;
        if elsewhere && (self.reason.is_none() || self.proper_body.is_none()) {
            return Err(Refusal::BodyMissing);
        }
        Ok(vec![Event::ReceptionRecorded(ReceptionRecorded {
            leader: self.leader,
            said: self.said,
            verdict: self.verdict,
            answered: self.answered,
            reason: self.reason.filter(|_| elsewhere),
            proper_body: self.proper_body.filter(|_| elsewhere),
        })])
    }
}

impl ReceptionRecorded {
    /// The visit has its record.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.intake.heard = true;
    }
}

#[cfg(test)]
pub(crate) mod tests;
