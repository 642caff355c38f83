//! Collect a complaint (收录来电反映): what 12388 hears about handling, against a matter and its unit
//! (S1-18). It is no new report: who called is not kept here.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{MatterId, UnitId};
use crate::inspection::{CheckItem, Ground, Inspection, ItemState, Saying, Stage};
use crate::rules::Way;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct CollectComplaint {
    #[serde(rename = "matter")]
    _matter: String,
    unit: Option<UnitId>,
    ground: Ground,
    words: SealedRef,
}

/// A complaint was collected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintCollected {
    /// Its item.
    pub item: u32,
    /// The matter it is about.
    pub matter: MatterId,
    /// Its number.
    pub number: String,
    /// The unit that answers for it.
    pub unit: UnitId,
    /// What is complained of.
    pub ground: Ground,
    /// In words.
    pub words: SealedRef,
}

crate::refusals! {
    NotHotline = "not-hotline" => "此类检查不收录来电反映。",
    Notified = "notified" => "本期来电反映已经通报，此后的请收录到下一期。",
    UnknownMatter = "unknown-matter" => "没有这一编号的信访件，请核对。",
    Twice = "twice" => "此件的同一反映本期已经收录，不重复收录。",
}

impl Step for CollectComplaint {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "collect-complaint",
        noun: "complaint",
        zh: "收录来电反映",
        help: "12388 接到反映办理慢、对结果不满意、实名举报未反馈的，对照信访件编号收录；月底一并通报办理单位。\
               不记来电人身份；有新的举报内容，另行登记信访件。",
        basis: "12388收集反映办理问题的来电（S1-18）",
        mechanisms: &["S1-18"],
        performer: Performer::Person,
        fields: &[
            Field::new("matter", "信访件编号", Kind::Word { max: 40 }),
            Field::new("ground", "反映什么", Kind::Choice(Ground::CODES)),
            Field::new("words", "反映内容", Kind::Text { max: 1000 })
                .help("不得写入来电人的姓名、电话等信息"),
            Field::new("unit", "由哪个单位答复", Kind::From(Source::Units))
                .optional()
                .help("不选时为现在办理的机关"),
        ],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        if inspection.way != Way::Hotline {
            return Err(Refusal::NotHotline);
        }
        if inspection.stage == Stage::Opened { Ok(()) } else { Err(Refusal::Notified) }
    }

    fn decide(self, inspection: &Inspection, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let Some((matter, number, holder)) = ctx.facts.inspection.matter.clone() else {
            return Err(Refusal::UnknownMatter);
        };
        let same = |item: &CheckItem| {
            let about = item.matter.as_ref().is_some_and(|(id, _)| *id == matter);
            about && item.ground == Some(self.ground)
        };
        if inspection.items.iter().any(same) {
            return Err(Refusal::Twice);
        }
        Ok(vec![Event::ComplaintCollected(ComplaintCollected {
            item: inspection.next_item(),
            matter,
            number,
            unit: self.unit.unwrap_or(holder),
            ground: self.ground,
            words: self.words,
        })])
    }
}

impl ComplaintCollected {
    /// It waits for the month's notice.
    pub fn evolve(&self, inspection: &mut Inspection, record: &Recorded<()>) {
        let mut item = CheckItem::new(self.item, &self.unit, ItemState::Collected);
        item.matter = Some((self.matter, self.number.clone()));
        item.ground = Some(self.ground);
        item.say(Saying::Complaint, record.happened, &self.words);
        inspection.items.push(item);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::notify_complaints::tests::notified;
    use super::super::open::tests::{opened, opened_as};
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};
    use uuid::Uuid;

    const COLLECT: &str = CollectComplaint::ACT.name;

    fn slow() -> Value {
        json!({"matter": "XF-1", "ground": "slow", "words": sealed(9)})
    }

    fn about(mut story: Proceeding<Inspection>, number: u128, unit: &str) -> Proceeding<Inspection> {
        let id = MatterId(Uuid::from_u128(number));
        story.facts.inspection.matter = Some((id, format!("XF-{number}"), unit.into()));
        story
    }

    /// Two complaints about county A, one about county B.
    pub(crate) fn collected() -> Proceeding<Inspection> {
        let month = opened_as("hotline");
        let told = [(1, "county-a"), (2, "county-a"), (3, "county-b")];
        told.into_iter().fold(month, |story, (number, unit)| {
            about(story, number, unit).act("prov-clerk", COLLECT, slow())
        })
    }

    #[test]
    fn the_unit_that_has_it_in_hand_will_answer_s1_18() {
        let units: Vec<_> = collected().state.items.into_iter().map(|item| item.unit).collect();
        assert_eq!(units, ["county-a".into(), "county-a".into(), "county-b".into()]);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-hotline", || opened().by("prov-clerk").refused(COLLECT, slow())),
            case("notified", || notified().by("prov-clerk").refused(COLLECT, slow())),
            case("unknown-matter", || {
                opened_as("hotline").by("prov-clerk").refused(COLLECT, slow())
            }),
            case("twice", || about(collected(), 1, "county-a").by("prov-clerk").refused(COLLECT, slow())),
        ]
    };
}
