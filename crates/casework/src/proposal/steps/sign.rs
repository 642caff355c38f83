//! Sign a supervision proposal (签发监察建议书): somebody else than who drafted it; it gets its number and goes to whom it
//! is addressed to, who owes an answer from now on.

use super::Event;
use crate::act::{Act, Performer};
use crate::ids::{PersonId, UnitId};
use crate::proposal::{Addressee, Proposal, Signed, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct SignProposal {}

/// A proposal was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalSigned {
    /// Whose.
    pub organ: UnitId,
    /// Of which year its number is.
    pub year: i16,
    /// Which of the organ's proposals of that year.
    pub serial: u32,
    /// By whom.
    pub by: PersonId,
    /// How many working days an answer may take.
    pub days: u32,
}

/// The act's name: it takes a number.
pub(crate) const NAME: &str = SignProposal::ACT.name;

crate::refusals! {
    NoDraft = "no-draft" => "没有待签发的监察建议书；先由信访室拟稿，已经签发的不再签发。",
    OwnDraft = "own-draft" => "拟稿人不能自己签发，请由其他领导签发。",
    NoNumber = "no-number" => "暂时取不到文号，请稍后再试。",
}

impl Step for SignProposal {
    type State = Proposal;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "sign-proposal",
        noun: "signature",
        zh: "签发监察建议书",
        help: "看过后签发：编发文号，送达对方，答复期限开始计算；签发后不能再改。",
        basis: "《监察建议书》由领导签发（S3-12）；提出与签发分开为默认设置，可由本单位调整",
        mechanisms: &["S3-12"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(proposal: &Proposal, ctx: &Context<'_>) -> Result<(), Refusal> {
        waits(proposal).then_some(()).ok_or(Refusal::NoDraft)?;
        if is_own(proposal, ctx) { Err(Refusal::OwnDraft) } else { Ok(()) }
    }

    fn decide(self, proposal: &Proposal, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let by = ctx.actor.person().ok_or(Refusal::OwnDraft)?.clone();
        Ok(vec![Event::ProposalSigned(ProposalSigned {
            organ: proposal.organ.clone(),
            year: ctx.now.on().year(),
            serial: ctx.facts.slip_number.ok_or(Refusal::NoNumber)?,
            by,
            days: proposal.days,
        })])
    }
}

/// Whether a draft waits for a leader.
pub(super) fn waits(proposal: &Proposal) -> bool {
    proposal.core.exists() && proposal.stage == Stage::Drafted
}

/// Whether whoever acts drafted it, alone or for another.
pub(super) fn is_own(proposal: &Proposal, ctx: &Context<'_>) -> bool {
    proposal.drafter.is_some() && ctx.actor.person() == proposal.drafter.as_ref()
}

impl ProposalSigned {
    /// It is out.
    pub fn evolve(&self, proposal: &mut Proposal, record: &Recorded<()>) {
        proposal.stage = Stage::Signed;
        proposal.signed = Some(Signed {
            year: self.year,
            serial: self.serial,
            by: self.by.clone(),
            at: record.happened,
        });
        if let Some(Addressee::Unit(unit)) = proposal.to.clone() {
            proposal.core.involve(&unit);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::draft::tests::{drafted, outside};
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    pub(crate) fn signed() -> Proceeding<Proposal> {
        drafted().act("prov-leader", NAME, json!({}))
    }

    /// To a body outside the tree.
    pub(crate) fn signed_outside() -> Proceeding<Proposal> {
        outside().act("prov-leader", NAME, json!({}))
    }

    #[test]
    fn it_has_a_number_and_an_answer_is_owed_s3_12() {
        let state = signed().state;
        assert_eq!(state.signed.as_ref().map(|signed| signed.serial), Some(7));
        let open: Vec<_> = state.core.clocks.iter().filter(|clock| clock.is_open()).collect();
        assert_eq!((&*open[0].rule, open[0].owner.as_str()), ("proposal-answer", "county-a"));
        let outside = signed_outside().state;
        let open = outside.core.clocks.iter().find(|clock| clock.is_open()).unwrap();
        assert_eq!(open.owner, outside.core.unit, "the office enters what a body outside answers");
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("no-draft", || signed().by("prov-leader").refused(NAME, json!({}))),
            case("own-draft", || drafted().by("prov-head").refused(NAME, json!({}))),
            case("no-number", || {
                let mut story = drafted();
                story.facts.slip_number = None;
                story.by("prov-leader").refused(NAME, json!({}))
            }),
        ]
    };
}
