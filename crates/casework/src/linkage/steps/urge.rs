//! Urge (督促): the supervision-inspection office, which got a copy, presses the receiver to have it solved.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::linkage::{Linkage, Stage, Urging};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct UrgeLinkage {
    words: SealedRef,
}

/// The receiver was urged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkageUrged {
    /// What.
    pub words: SealedRef,
}

crate::refusals! {
    NotOut = "not-out" => "提示函尚未发出，或者此件已经结束，不用督促。",
    NotInspection = "not-inspection" => "督促由抄送的监督检查室办理，请由该室办理。",
}

impl Step for UrgeLinkage {
    type State = Linkage;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "urge-linkage",
        noun: "urging",
        zh: "督促承接单位",
        help: "抄送的监督检查室结合监督职责，督促承接单位推动依法解决；承接单位可以看到。",
        basis: "监督检查室掌握联动处置情况并督促（S1-50、S1-53）",
        mechanisms: &["S1-50", "S1-53"],
        performer: Performer::Person,
        fields: &[Field::new("words", "督促意见", Kind::Text { max: 1000 })],
    };

    fn ground(linkage: &Linkage, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !linkage.runs() || linkage.stage == Stage::Proposed {
            return Err(Refusal::NotOut);
        }
        let own = ctx.actor.unit() == Some(&linkage.inspection);
        if own { Ok(()) } else { Err(Refusal::NotInspection) }
    }

    fn decide(self, _: &Linkage, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::LinkageUrged(LinkageUrged { words: self.words })])
    }
}

impl LinkageUrged {
    /// It is noted.
    pub fn evolve(&self, linkage: &mut Linkage, record: &Recorded<()>) {
        let (at, words) = (record.happened, self.words.clone());
        linkage.urgings.push(Urging { at, words });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::propose::tests::proposed;
    use super::super::sign_handover::tests::handed_over;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const URGE: &str = UrgeLinkage::ACT.name;

    fn words() -> Value {
        json!({"words": sealed(41)})
    }

    pub(crate) fn urged() -> Proceeding<Linkage> {
        handed_over().act("prov-unit-head", URGE, words())
    }

    #[test]
    fn who_was_given_a_copy_watches_and_urges_s1_53() {
        assert_eq!(urged().state.urgings.len(), 1);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-out", || proposed().by("prov-unit-head").refused(URGE, words())),
            case("not-inspection", || handed_over().by("city-unit-head").refused(URGE, words())),
        ]
    };
}
