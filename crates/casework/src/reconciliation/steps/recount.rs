//! Count again (重新取数): before it is signed, as often as the book changes. Causes given stay.

use super::Event;
use crate::act::{Act, Performer};
use crate::reconciliation::{Figures, Found, Reconciliation};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RecountReconciliation {}

/// It was counted again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReconciliationCounted {
    /// The figures as counted.
    pub figures: Figures,
    /// What does not agree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Found>,
}

crate::refusals! {
    NotComparing = "not-comparing" => "对账已经签字或确认，数字不能再改。",
    NotCounted = "not-counted" => "台账暂时取不到数，请稍后再试。",
}

impl Step for RecountReconciliation {
    type State = Reconciliation;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "recount-reconciliation",
        noun: "recount",
        zh: "重新取数",
        help: "补录、更正之后按台账重新取数；已说明的原因保留，已经一致的差异消去。",
        basis: "定期对账（S0-22）；签字前可以重新取数为默认设置，可由本单位调整",
        mechanisms: &["S0-22"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(state: &Reconciliation, _: &Context<'_>) -> Result<(), Refusal> {
        if state.compares() { Ok(()) } else { Err(Refusal::NotComparing) }
    }

    fn decide(self, _: &Reconciliation, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let counted = ctx.facts.reconciliation.counted.clone();
        let counted = counted.ok_or(Refusal::NotCounted)?;
        Ok(vec![Event::ReconciliationCounted(ReconciliationCounted {
            figures: counted.figures,
            found: counted.found,
        })])
    }
}

impl ReconciliationCounted {
    /// The figures are these from now on.
    pub fn evolve(&self, state: &mut Reconciliation, record: &Recorded<()>) {
        state.take(&self.figures, &self.found, record.at);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::explain::tests::explained;
    use super::super::note_difference::tests::noted;
    use super::super::open::tests::{counted, found, opened, told};
    use super::super::sign::tests::signed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use crate::reconciliation::DifferenceKind::{LateIn, Unsigned};
    use serde_json::json;

    const RECOUNT: &str = RecountReconciliation::ACT.name;

    pub(crate) fn recounted() -> Proceeding<Reconciliation> {
        let now = counted(vec![found(7, Unsigned), found(8, LateIn)]);
        told(explained(), now).act("prov-clerk", RECOUNT, json!({}))
    }

    fn uncounted() -> Proceeding<Reconciliation> {
        let mut story = opened();
        story.facts.reconciliation.counted = None;
        story
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-comparing", || signed().by("prov-clerk").refused(RECOUNT, json!({}))),
            case("not-counted", || uncounted().by("prov-clerk").refused(RECOUNT, json!({}))),
        ]
    };

    #[test]
    fn what_was_explained_stays_explained_and_what_agrees_is_gone_s0_22() {
        let told_of = |story: Proceeding<Reconciliation>| -> Vec<_> {
            let known = story.state.differences.into_iter();
            known.map(|known| (known.number, known.cause.is_some())).collect()
        };
        assert_eq!(told_of(recounted()), [(1, true), (2, false)]);
        let agreed = told(noted(), counted(Vec::new())).act("prov-clerk", RECOUNT, json!({}));
        assert_eq!(told_of(agreed), [(2, false)], "what a person noted stays");
    }
}
