//! Explain a difference (说明差异原因): a cause of the catalogue, and words where they help. A cause given may be
//! corrected until it is signed.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::reconciliation::{Cause, Reconciliation};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ExplainDifference {
    difference: String,
    cause: String,
    words: Option<SealedRef>,
}

/// A difference was explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceExplained {
    /// Which.
    pub difference: u32,
    /// The cause of the catalogue.
    pub cause: String,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<SealedRef>,
    /// By whom.
    pub by: PersonId,
}

crate::refusals! {
    NotComparing = "not-comparing" => "对账已经签字或确认，原因不能再改；请由信访室主任退回核对。",
    NoDifference = "no-difference" => "没有这一项差异，请重新选择。",
    UnknownCause = "unknown-cause" => "没有这一种原因，请重新选择。",
    WordsMissing = "words-missing" => "选“其他原因”的，请写明是什么原因。",
    NoPerson = "no-person" => "差异原因须由工作人员说明。",
}

impl Step for ExplainDifference {
    type State = Reconciliation;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "explain-difference",
        noun: "explanation",
        zh: "说明差异原因",
        help: "逐项选定原因，必要时写明情况；还有一项没有原因，就不能签字。",
        basis: "定期对账，差异逐项说明（S0-22）；原因清单为默认设置，可由本单位调整",
        mechanisms: &["S0-22"],
        performer: Performer::Person,
        fields: &[
            Field::new("difference", "差异", Kind::From(Source::Own("differences"))),
            Field::new("cause", "原因", Kind::From(Source::Own("causes"))),
            Field::new("words", "情况", Kind::Text { max: 300 }).optional(),
        ],
    };

    fn ground(state: &Reconciliation, _: &Context<'_>) -> Result<(), Refusal> {
        match state.compares() {
            false => Err(Refusal::NotComparing),
            true if state.differences.is_empty() => Err(Refusal::NoDifference),
            true => Ok(()),
        }
    }

    fn decide(self, state: &Reconciliation, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let difference = state.chosen(&self.difference, ctx);
        let difference = difference.ok_or(Refusal::NoDifference)?.number;
        let cause = ctx.rules.cause(&self.cause).ok_or(Refusal::UnknownCause)?;
        if cause.words && self.words.is_none() {
            return Err(Refusal::WordsMissing);
        }
        Ok(vec![Event::DifferenceExplained(DifferenceExplained {
            difference,
            cause: self.cause,
            words: self.words,
            by: ctx.actor.person().ok_or(Refusal::NoPerson)?.clone(),
        })])
    }
}

impl DifferenceExplained {
    /// It has its cause.
    pub fn evolve(&self, state: &mut Reconciliation, _: &Recorded<()>) {
        let mut known = state.differences.iter_mut();
        if let Some(known) = known.find(|known| known.number == self.difference) {
            known.cause = Some(Cause {
                code: self.cause.clone(),
                words: self.words.clone(),
                by: self.by.clone(),
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::open::tests::opened;
    use super::super::sign::tests::signed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const EXPLAIN: &str = ExplainDifference::ACT.name;

    fn fields(difference: &str, cause: &str) -> Value {
        json!({"difference": difference, "cause": cause})
    }

    pub(crate) fn explained() -> Proceeding<Reconciliation> {
        let mut told = fields("1", "in-transit");
        told["words"] = json!(sealed(1));
        opened().act("prov-clerk", EXPLAIN, told)
    }

    fn hidden() -> Proceeding<Reconciliation> {
        let mut story = opened();
        story.facts.reconciliation.hidden.insert(1);
        story
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-comparing", || signed().by("prov-clerk").refused(EXPLAIN, fields("1", "in-transit"))),
            case("no-difference", || hidden().by("prov-clerk").refused(EXPLAIN, fields("1", "in-transit"))),
            case("unknown-cause", || opened().by("prov-clerk").refused(EXPLAIN, fields("1", "moon"))),
            case("words-missing", || opened().by("prov-clerk").refused(EXPLAIN, fields("1", "other"))),
            case("no-person", || opened().timer().refused(EXPLAIN, fields("1", "in-transit"))),
        ]
    };

    #[test]
    fn it_has_its_cause_and_may_be_corrected_s0_22() {
        let again = explained().act("prov-clerk", EXPLAIN, fields("1", "entered-late"));
        let cause = again.state.differences[0].cause.clone();
        assert_eq!(cause.map(|cause| cause.code).as_deref(), Some("entered-late"));
    }
}
