//! Answer a complaint (答复来电反映): the unit says whether it is true. True ones are listed at once and put
//! right (挂账督办, S1-21); of untrue ones a share is checked (S1-20).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::inspection::{Inspection, ItemState, Saying, answers_for};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// What the unit says.
    pub enum Truth {
        /// It is as complained of.
        True = "true" => "属实",
        /// It is not.
        Untrue = "untrue" => "不属实",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AnswerComplaint {
    item: String,
    truth: Truth,
    words: SealedRef,
}

/// The unit says that it is true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintAdmitted {
    /// Which item.
    pub item: u32,
    /// What it says, and what it will do.
    pub words: SealedRef,
}

/// The unit says that it is untrue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintDenied {
    /// Which item.
    pub item: u32,
    /// Why.
    pub words: SealedRef,
}

crate::refusals! {
    NothingAsked = "nothing-asked" => "没有等待本单位答复的来电反映，可能已经答复。",
    NotAsked = "not-asked" => "此项不由本单位答复，或者已经答复，请重新选择。",
}

impl Step for AnswerComplaint {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "answer-complaint",
        noun: "answer",
        zh: "答复来电反映",
        help: "逐件核实后答复：属实的当即挂账，限期整改后报审核销号；不属实的由通报单位按比例抽查。",
        basis: "次月初汇总反馈（S1-19），不属实的按比例抽查（S1-20），属实的挂账督办、销号管理（S1-21）",
        mechanisms: &["S1-19", "S1-20", "S1-21"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "反映事项", Kind::From(Source::Own("asked"))),
            Field::new("truth", "是否属实", Kind::Choice(Truth::CODES)),
            Field::new("words", "核实情况", Kind::Text { max: 2000 }),
        ],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        let some = inspection.is_running() && inspection.has(&[ItemState::Asked]);
        if some { Ok(()) } else { Err(Refusal::NothingAsked) }
    }

    fn decide(self, inspection: &Inspection, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let own = inspection.chosen(&self.item, ctx);
        let own = own.filter(|item| item.state == ItemState::Asked && answers_for(item, ctx));
        let Some(item) = own else {
            return Err(Refusal::NotAsked);
        };
        let (item, words) = (item.number, self.words);
        Ok(vec![match self.truth {
            Truth::True => Event::ComplaintAdmitted(ComplaintAdmitted { item, words }),
            Truth::Untrue => Event::ComplaintDenied(ComplaintDenied { item, words }),
        }])
    }
}

impl ComplaintAdmitted {
    /// It is listed.
    pub fn evolve(&self, inspection: &mut Inspection, record: &Recorded<()>) {
        if let Some(item) = inspection.item_mut(self.item) {
            item.state = ItemState::Rectifying;
            item.faulted = true;
            item.checked = Some(record.happened);
            item.say(Saying::Answer, record.happened, &self.words);
        }
    }
}

impl ComplaintDenied {
    /// It may be drawn.
    pub fn evolve(&self, inspection: &mut Inspection, record: &Recorded<()>) {
        if let Some(item) = inspection.item_mut(self.item) {
            item.state = ItemState::Denied;
            item.say(Saying::Answer, record.happened, &self.words);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::collect_complaint::tests::collected;
    use super::super::draw::tests::{DRAW, published};
    use super::super::fix_population::tests::FIX;
    use super::super::notify_complaints::tests::notified;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const ANSWER: &str = AnswerComplaint::ACT.name;

    fn words(item: &str, truth: &str) -> Value {
        json!({"item": item, "truth": truth, "words": sealed(10)})
    }

    /// The first is true, the others are not.
    pub(crate) fn answered() -> Proceeding<Inspection> {
        notified()
            .act("county-a-head", ANSWER, words("1", "true"))
            .act("county-a-head", ANSWER, words("2", "untrue"))
            .act("county-b-head", ANSWER, words("3", "untrue"))
    }

    pub(crate) fn sampled() -> Proceeding<Inspection> {
        published(answered().act("prov-head", FIX, json!({}))).act("prov-head", DRAW, json!({"number": 1}))
    }

    #[test]
    fn what_is_true_is_listed_with_a_clock_s1_21() {
        let state = answered().state;
        assert_eq!(state.items[0].state, ItemState::Rectifying);
        assert_eq!(state.core.clocks_about(1).next().unwrap().rule, "inspection-rectify");
    }

    #[test]
    fn of_what_is_untrue_a_share_is_drawn_s1_20() {
        let states: Vec<_> = sampled().state.items.into_iter().map(|item| item.state).collect();
        assert_eq!(states[0], ItemState::Rectifying);
        assert!(states.contains(&ItemState::ToCheck) && states.contains(&ItemState::Left));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-asked", || {
                collected().by("county-a-head").refused(ANSWER, words("1", "true"))
            }),
            case("not-asked", || {
                notified().by("county-b-head").refused(ANSWER, words("1", "true"))
            }),
        ]
    };
}
