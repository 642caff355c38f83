//! Judge an item at first sight (初步研判): whether it is true, how many problems, how many of these proven.

use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::item::Judgement;
use crate::campaign::{Campaign, ItemState};
use crate::form::{Field, Kind, Source};
use crate::matter::Finding;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct JudgeItem {
    item: String,
    finding: Finding,
    issues: u32,
    proven: u32,
    filed: Option<bool>,
    cleared_before: Option<bool>,
}

/// An item was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemJudged {
    /// Which item.
    pub item: u32,
    /// What was judged.
    pub judgement: Judgement,
}

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行。",
    NoItem = "no-item" => "没有这一项，或者不由本单位承办。",
    NotOpen = "not-open" => "这一项已经化解或销号，不再研判。",
    MoreProven = "more-proven" => "属实的问题不能多于反映的问题，请更正。",
    Contradicts = "contradicts" => "有属实问题时不能研判为不属实；没有属实问题时不能研判为属实或部分属实，请更正。",
}

impl Step for JudgeItem {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "judge-item",
        noun: "judgement",
        zh: "初步研判",
        help: "记下初步研判的结论：属实与否、反映几个问题、几个属实或部分属实；立案审查的、事已查清人已处理仍反复举报的勾上。",
        basis: "逐件初步研判，一件多问题分别认定（S4-09、S4-11）；立案审查（S4-12）；事已查清、人已处理仍反复举报的因人因案施策（S1-30）",
        mechanisms: &["S4-09", "S4-11", "S4-12", "S1-30"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "项目", Kind::From(Source::Own("to-judge"))),
            Field::new("finding", "研判结论", Kind::Choice(Finding::CODES)),
            Field::new("issues", "反映问题数", Kind::Number { min: 1, max: 999 }),
            Field::new("proven", "属实或部分属实数", Kind::Number { min: 0, max: 999 }),
            Field::new("filed", "已立案审查", Kind::Flag).optional(),
            Field::new("cleared_before", "事已查清、人已处理，仍反复举报", Kind::Flag)
                .optional()
                .help("勾选后包案须写明协同的地方和部门"),
        ],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if campaign.runs() { Ok(()) } else { Err(Refusal::NotRunning) }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let item = campaign.meant(&self.item, ctx).ok_or(Refusal::NoItem)?;
        if !matches!(item.state, ItemState::Open | ItemState::Contracted) {
            return Err(Refusal::NotOpen);
        }
        if self.proven > self.issues {
            return Err(Refusal::MoreProven);
        }
        let holds = matches!(self.finding, Finding::True | Finding::Partly);
        if holds != (self.proven > 0) {
            return Err(Refusal::Contradicts);
        }
        Ok(vec![Event::ItemJudged(ItemJudged {
            item: item.number,
            judgement: Judgement {
                finding: self.finding,
                issues: self.issues,
                proven: self.proven,
                filed: self.filed.unwrap_or(false),
                cleared_before: self.cleared_before.unwrap_or(false),
            },
        })])
    }
}

impl ItemJudged {
    /// The newest counts.
    pub fn evolve(&self, campaign: &mut Campaign, record: &Recorded<()>) {
        if let Some(item) = campaign.item_mut(self.item) {
            item.judgement = Some(self.judgement.clone());
            item.note_hand(record.by.person());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::include::tests::included;
    use super::super::resolve::tests::resolved;
    use super::*;
    use crate::campaign::Figures;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::{Value, json};

    const JUDGE: &str = JudgeItem::ACT.name;

    fn fields(item: u32, finding: &str, proven: u32) -> Value {
        json!({"item": item.to_string(), "finding": finding, "issues": 3, "proven": proven, "filed": true, "cleared_before": true})
    }

    /// The second item is one whose facts are clear.
    pub(crate) fn judged() -> Proceeding<Campaign> {
        included().act("county-a-head", JUDGE, fields(2, "partly", 1))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-running", || Proceeding::<Campaign>::new().by("prov-head").refused(JUDGE, fields(1, "true", 1))),
            case("no-item", || included().by("city-head").refused(JUDGE, fields(1, "true", 1))),
            case("not-open", || resolved().by("county-a-head").refused(JUDGE, fields(1, "true", 1))),
            case("more-proven", || included().by("county-a-head").refused(JUDGE, fields(1, "true", 4))),
            case("contradicts", || included().by("county-a-head").refused(JUDGE, fields(1, "untrue", 1))),
        ]
    };

    #[test]
    fn what_is_true_is_counted_s4_09() {
        let figures = Figures::of(judged().state.items.iter());
        assert_eq!((figures.items, figures.proven, figures.filed), (2, 1, 1));
    }
}
