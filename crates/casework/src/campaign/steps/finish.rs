//! Finish a campaign (结束专项行动): with its final figures; while items are open only with a reason.

use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::{Campaign, Figures, Phase};
use crate::form::{Field, Kind};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct FinishCampaign {
    summary: SealedRef,
    reason: Option<SealedRef>,
}

/// A campaign is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignFinished {
    /// How its items stand at the end.
    pub figures: Figures,
    /// What is to be said of it.
    pub summary: SealedRef,
    /// Why it ends while items are open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SealedRef>,
}

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行。",
    ItemsOpen = "items-open" => "还有没销号的项目，须写明为什么结束、这些项目怎样接着办。",
}

impl Step for FinishCampaign {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "finish-campaign",
        noun: "finish",
        zh: "结束专项行动",
        help: "按逐件台账定格最终数字；还有没销号的项目时须说明理由，信访件本身照常办理。",
        basis: "专项行动有清单、有进展、有结果（S1-26）；未清零结束须说明理由为默认设置，可由本单位调整",
        mechanisms: &["S1-26", "S4-01"],
        performer: Performer::Person,
        fields: &[
            Field::new("summary", "总结", Kind::Text { max: 4000 }),
            Field::new("reason", "未清零而结束的理由", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if campaign.runs() { Ok(()) } else { Err(Refusal::NotRunning) }
    }

    fn decide(self, campaign: &Campaign, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if campaign.items.iter().any(|item| item.is_open()) && self.reason.is_none() {
            return Err(Refusal::ItemsOpen);
        }
        Ok(vec![Event::CampaignFinished(CampaignFinished {
            figures: Figures::of(campaign.items.iter()),
            summary: self.summary,
            reason: self.reason,
        })])
    }
}

impl CampaignFinished {
    /// It is over, and every promise of its with it.
    pub fn evolve(&self, campaign: &mut Campaign, record: &Recorded<()>) {
        campaign.phase = Phase::Finished;
        campaign.core.over = Some(record.happened);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::contract::tests::contracted;
    use super::super::look_back::tests::looked_back;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::json;

    const FINISH: &str = FinishCampaign::ACT.name;

    pub(crate) fn finished() -> Proceeding<Campaign> {
        looked_back().act("prov-head", FINISH, json!({"summary": sealed(1)}))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-running", || finished().by("prov-head").refused(FINISH, json!({"summary": sealed(1)}))),
            case("items-open", || contracted().by("prov-head").refused(FINISH, json!({"summary": sealed(1)}))),
        ]
    };

    #[test]
    fn its_figures_are_kept_s1_26() {
        let story = finished();
        let figures = story.events.iter().find_map(|recorded| match &recorded.event {
            Event::CampaignFinished(finished) => Some(finished.figures),
            _ => None,
        });
        let figures = figures.unwrap();
        assert_eq!((figures.items, figures.written_off, figures.looked_back), (2, 2, 1));
        assert!(story.state.core.clocks.iter().all(|clock| !clock.is_open()));
    }
}
