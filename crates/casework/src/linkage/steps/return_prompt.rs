//! Return the prompt letter (退回提示函): the receiver says, with reason, that it is not theirs. The linkage is
//! over; the petition office may propose another to whom it belongs.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::linkage::{Linkage, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReturnPrompt {
    reason: SealedRef,
}

/// It was returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptReturned {
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NotPrompted = "not-prompted" => "没有待签收的提示函，已经签收的不能退回。",
    NotReceiver = "not-receiver" => "提示函由承接单位退回，请由该单位办理。",
}

impl Step for ReturnPrompt {
    type State = Linkage;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "return-prompt",
        noun: "return",
        zh: "退回提示函",
        help: "不属于本单位监督范围的，写明理由退回；发函单位另行提出。",
        basis: "派驻派出机构、地市纪委监委按职责承接（S1-53）；退回为默认设置，可由本单位调整",
        mechanisms: &["S1-53"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "退回理由", Kind::Text { max: 500 })],
    };

    fn ground(linkage: &Linkage, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !linkage.runs() || linkage.stage != Stage::Prompted {
            return Err(Refusal::NotPrompted);
        }
        if linkage.is_receiver(ctx) { Ok(()) } else { Err(Refusal::NotReceiver) }
    }

    fn decide(self, _: &Linkage, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::PromptReturned(PromptReturned { reason: self.reason })])
    }
}

impl PromptReturned {
    /// It is over.
    pub fn evolve(&self, linkage: &mut Linkage, record: &Recorded<()>) {
        linkage.ended = Some(self.reason.clone());
        linkage.end(Stage::Returned, record.happened);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::acknowledge_prompt::tests::acknowledged;
    use super::super::sign_prompt::tests::prompted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const RETURN: &str = ReturnPrompt::ACT.name;

    fn why() -> Value {
        json!({"reason": sealed(12)})
    }

    pub(crate) fn returned() -> Proceeding<Linkage> {
        prompted().act("city-head", RETURN, why())
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-prompted", || acknowledged().by("city-head").refused(RETURN, why())),
            case("not-receiver", || prompted().by("prov-head").refused(RETURN, why())),
        ]
    };
}
