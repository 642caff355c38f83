//! Acknowledge the prompt letter (签收提示函): the receiver has it.

use super::Event;
use crate::act::{Act, Performer};
use crate::linkage::{Linkage, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AcknowledgePrompt {}

/// The receiver has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptAcknowledged {}

crate::refusals! {
    NotPrompted = "not-prompted" => "没有待签收的提示函，可能已经签收或者撤回。",
    NotReceiver = "not-receiver" => "提示函由承接单位签收，请由该单位办理。",
}

impl Step for AcknowledgePrompt {
    type State = Linkage;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "acknowledge-prompt",
        noun: "acknowledgement",
        zh: "签收提示函",
        help: "承接单位确认收到提示函和所附材料，此后以移交函移交有权处理的单位，并定期反馈。",
        basis: "派驻派出机构、地市纪委监委承接提示函（S1-50、S1-53）",
        mechanisms: &["S1-50", "S1-53"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(linkage: &Linkage, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !linkage.runs() || linkage.stage != Stage::Prompted {
            return Err(Refusal::NotPrompted);
        }
        if linkage.is_receiver(ctx) { Ok(()) } else { Err(Refusal::NotReceiver) }
    }

    fn decide(self, _: &Linkage, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::PromptAcknowledged(PromptAcknowledged {})])
    }
}

impl PromptAcknowledged {
    /// It is in the receiver's hands.
    pub fn evolve(&self, linkage: &mut Linkage, record: &Recorded<()>) {
        linkage.acknowledged = Some(record.happened);
        linkage.stage = Stage::Acknowledged;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::propose::tests::proposed;
    use super::super::sign_prompt::tests::prompted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    const ACKNOWLEDGE: &str = AcknowledgePrompt::ACT.name;

    pub(crate) fn acknowledged() -> Proceeding<Linkage> {
        prompted().act("city-clerk", ACKNOWLEDGE, json!({}))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-prompted", || proposed().by("city-clerk").refused(ACKNOWLEDGE, json!({}))),
            // S1-53: neither the office that sent it nor the one that got a copy.
            case("not-receiver", || prompted().by("prov-head").refused(ACKNOWLEDGE, json!({}))),
            case("not-receiver", || prompted().by("prov-unit-head").refused(ACKNOWLEDGE, json!({}))),
        ]
    };
}
