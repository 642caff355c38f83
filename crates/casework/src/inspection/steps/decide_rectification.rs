//! Examine a rectification (审核整改): accepted and written off (销号), or refused with a reason and owed anew.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::inspection::{Inspection, ItemState, Saying};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Whether a rectification is good enough.
    pub enum Word {
        /// It is.
        Accept = "accept" => "通过，销号",
        /// It is not.
        Refuse = "refuse" => "未通过，继续整改",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DecideRectification {
    item: String,
    word: Word,
    note: Option<SealedRef>,
}

/// A rectification was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectificationAccepted {
    /// Of which item.
    pub item: u32,
    /// What there is to say of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// A rectification was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectificationRefused {
    /// Of which item.
    pub item: u32,
    /// Why.
    pub note: SealedRef,
}

crate::refusals! {
    NothingReported = "nothing-reported" => "没有已经报告、等待审核的整改，被查单位报告后再审核。",
    NotReported = "not-reported" => "此项没有等待审核的整改，请重新选择。",
    ReasonMissing = "reason-missing" => "整改未通过的，请写明还差什么。",
}

impl Step for DecideRectification {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "decide-rectification",
        noun: "examination",
        zh: "审核整改",
        help: "看单位报告的整改：通过的销号；未通过的写明理由，单位重新整改，期限重新起算。",
        basis: "挂账督办、销号管理（S1-21）",
        mechanisms: &["S0-17", "S1-21"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "整改项", Kind::From(Source::Own("rectified"))),
            Field::new("word", "审核结果", Kind::Choice(Word::CODES)),
            Field::new("note", "审核意见", Kind::Text { max: 1000 })
                .optional()
                .help("未通过的必填"),
        ],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        let some = inspection.is_running() && inspection.has(&[ItemState::Rectified]);
        if some { Ok(()) } else { Err(Refusal::NothingReported) }
    }

    fn decide(self, inspection: &Inspection, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let item = inspection.chosen(&self.item, ctx);
        let Some(item) = item.filter(|item| item.state == ItemState::Rectified) else {
            return Err(Refusal::NotReported);
        };
        let (item, note) = (item.number, self.note);
        Ok(vec![match (self.word, note) {
            (Word::Accept, note) => {
                Event::RectificationAccepted(RectificationAccepted { item, note })
            }
            (Word::Refuse, Some(note)) => {
                Event::RectificationRefused(RectificationRefused { item, note })
            }
            (Word::Refuse, None) => return Err(Refusal::ReasonMissing),
        }])
    }
}

impl RectificationAccepted {
    /// It is written off.
    pub fn evolve(&self, inspection: &mut Inspection, record: &Recorded<()>) {
        if let Some(item) = inspection.item_mut(self.item) {
            item.state = ItemState::Settled;
            if let Some(note) = &self.note {
                item.say(Saying::Examined, record.happened, note);
            }
        }
    }
}

impl RectificationRefused {
    /// It is still owed.
    pub fn evolve(&self, inspection: &mut Inspection, record: &Recorded<()>) {
        if let Some(item) = inspection.item_mut(self.item) {
            item.state = ItemState::Refused;
            item.say(Saying::Examined, record.happened, &self.note);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::order_rectification::tests::ordered;
    use super::super::report_rectification::tests::{REPORT, fields, reported};
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::json;

    const DECIDE: &str = DecideRectification::ACT.name;

    pub(crate) fn settled() -> Proceeding<Inspection> {
        let accepted = json!({"item": "1", "word": "accept", "note": sealed(5)});
        reported().act("prov-head", DECIDE, accepted)
    }

    pub(crate) fn refused() -> Proceeding<Inspection> {
        let refused = json!({"item": "1", "word": "refuse", "note": sealed(5)});
        reported().act("prov-head", DECIDE, refused)
    }

    #[test]
    fn what_is_refused_is_owed_anew_and_may_be_reported_again() {
        let story = refused();
        assert_eq!(story.state.core.clocks_about(1).next().unwrap().rule, "inspection-rectify");
        let again = story.act("county-a-head", REPORT, fields());
        assert_eq!(again.state.items[0].state, ItemState::Rectified);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-reported", || {
                ordered().by("prov-head").refused(DECIDE, json!({"item": "1", "word": "accept"}))
            }),
            case("not-reported", || {
                reported().by("prov-head").refused(DECIDE, json!({"item": "2", "word": "accept"}))
            }),
            case("reason-missing", || {
                reported().by("prov-head").refused(DECIDE, json!({"item": "1", "word": "refuse"}))
            }),
        ]
    };
}
