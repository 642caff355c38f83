//! Judge the result (审核结果): the petition office closes the linkage with the solved demand, or sends the result
//! back, and the next period of feedback begins.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::linkage::{Linkage, Outcome, Solved, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// What the petition office finds.
    pub enum Verdict {
        /// The result stands.
        Accept = "accept" => "通过，办结",
        /// It does not.
        SendBack = "send-back" => "退回，继续办理",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct JudgeResult {
    verdict: Verdict,
    words: Option<SealedRef>,
}

/// It is closed with its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkageConcluded {
    /// What came of the demand.
    pub outcome: Outcome,
    /// In words: what the receiver fed back, or what the petition office made of it.
    pub solved: SealedRef,
}

/// The result was sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultSentBack {
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NoResult = "no-result" => "没有待审核的办理结果，请等承接单位反馈结果。",
    ReasonMissing = "reason-missing" => "退回的须写明理由和要求。",
}

impl Step for JudgeResult {
    type State = Linkage;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "judge-linkage-result",
        noun: "judgement",
        zh: "审核办理结果",
        help: "诉求确已解决或者依法解释到位的，通过办结，解决情况记到原信访件上；没有的退回继续办理，重新计算反馈期限。",
        basis: "两函一台账：结果反馈信访室后办结（S1-52）；从举报到诉求解决整体闭环（S0-06）",
        mechanisms: &["S0-06", "S1-52", "S1-53"],
        performer: Performer::Person,
        fields: &[
            Field::new("verdict", "审核意见", Kind::Choice(Verdict::CODES)),
            Field::new("words", "解决情况或者退回理由", Kind::Text { max: 2000 })
                .optional()
                .help("通过的可以不填，以承接单位反馈的结果为准；退回的必填"),
        ],
    };

    fn ground(linkage: &Linkage, _: &Context<'_>) -> Result<(), Refusal> {
        let waits = linkage.runs() && linkage.stage == Stage::Resulted;
        if waits { Ok(()) } else { Err(Refusal::NoResult) }
    }

    fn decide(self, linkage: &Linkage, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let last = linkage.feedbacks.last().ok_or(Refusal::NoResult)?;
        let outcome = last.outcome.ok_or(Refusal::NoResult)?;
        Ok(vec![match self.verdict {
            Verdict::Accept => Event::LinkageConcluded(LinkageConcluded {
                outcome,
                solved: self.words.unwrap_or_else(|| last.words.clone()),
            }),
            Verdict::SendBack => Event::ResultSentBack(ResultSentBack {
                reason: self.words.ok_or(Refusal::ReasonMissing)?,
            }),
        }])
    }
}

impl LinkageConcluded {
    /// It is over, and the demand is solved.
    pub fn evolve(&self, linkage: &mut Linkage, record: &Recorded<()>) {
        linkage.solved = Some(Solved {
            outcome: self.outcome,
            words: self.solved.clone(),
            on: record.happened.date(),
        });
        linkage.end(Stage::Concluded, record.happened);
    }
}

impl ResultSentBack {
    /// It is in the receiver's hands again.
    pub fn evolve(&self, linkage: &mut Linkage, _: &Recorded<()>) {
        if let Some(last) = linkage.feedbacks.last_mut() {
            last.sent_back = Some(self.reason.clone());
        }
        let handed = linkage.handovers.iter().any(|letter| letter.issued.is_some());
        linkage.stage = if handed { Stage::HandedOver } else { Stage::Acknowledged };
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::feed_back_result::tests::{resulted, without_letter};
    use super::super::sign_handover::tests::handed_over;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const JUDGE: &str = JudgeResult::ACT.name;

    fn accept() -> Value {
        json!({"verdict": "accept"})
    }

    pub(crate) fn concluded() -> Proceeding<Linkage> {
        resulted().act("prov-head", JUDGE, accept())
    }

    pub(crate) fn sent_back() -> Proceeding<Linkage> {
        let words = json!({"verdict": "send-back", "words": sealed(61)});
        resulted().act("prov-head", JUDGE, words)
    }

    #[test]
    fn the_solved_demand_closes_two_letters_and_one_book_s1_52_s0_06() {
        let state = concluded().state;
        assert_eq!(state.solved.unwrap().outcome, Outcome::Solved);
        assert!(state.core.clocks.iter().all(|clock| !clock.is_open()));
    }

    #[test]
    fn a_result_sent_back_is_fed_back_on_s1_52() {
        let state = sent_back().state;
        assert_eq!(state.stage, Stage::HandedOver);
        let mut open = state.core.clocks.iter().filter(|clock| clock.is_open());
        assert!(open.any(|clock| clock.rule == "linkage-feedback"));
        let words = json!({"verdict": "send-back", "words": sealed(61)});
        let early = without_letter().act("prov-head", JUDGE, words).state;
        assert_eq!(early.stage, Stage::Acknowledged);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("no-result", || handed_over().by("prov-head").refused(JUDGE, accept())),
            case("reason-missing", || {
                resulted().by("prov-head").refused(JUDGE, json!({"verdict": "send-back"}))
            }),
        ]
    };
}
