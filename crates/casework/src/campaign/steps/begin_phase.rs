//! Go on to the next phase (转入下一阶段): by a person, by the day that was set; what is late is a clock.

use super::Event;
use super::launch::days;
use crate::act::{Act, Performer};
use crate::campaign::{Campaign, ItemState, Phase};
use crate::form::{Field, Kind};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct BeginPhase {
    note: Option<SealedRef>,
}

/// The next phase began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseBegun {
    /// Which.
    pub phase: Phase,
    /// Days it has.
    pub days: u32,
    /// What is to be said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行。",
    Last = "last" => "已经是最后一个阶段；看完后请结束专项行动。",
    Empty = "empty" => "还没有列入一件，集中排查没有完成。",
    Uncontracted = "uncontracted" => "还有待包案的项目；全部包案后再转入动态清零，当场解决的除外。",
}

impl Step for BeginPhase {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "begin-phase",
        noun: "phase",
        zh: "转入下一阶段",
        help: "本阶段工作完成后转入下一阶段；过了截止日没有转入的记为超期。",
        basis: "集中排查、带件下访、动态清零、回头看四步走（S4-01）；全部包案（S1-28）",
        mechanisms: &["S4-01", "S1-28"],
        performer: Performer::Person,
        fields: &[Field::new("note", "说明", Kind::Text { max: 500 }).optional()],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if !campaign.runs() {
            return Err(Refusal::NotRunning);
        }
        match campaign.phase {
            Phase::Screen if !campaign.items.iter().any(|item| item.is_in()) => Err(Refusal::Empty),
            Phase::Take if campaign.items.iter().any(|item| item.state == ItemState::Open) => {
                Err(Refusal::Uncontracted)
            }
            Phase::LookBack | Phase::Finished => Err(Refusal::Last),
            Phase::Screen | Phase::Take | Phase::Clear => Ok(()),
        }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let mut later = campaign.endings.iter();
        let next = later
            .find(|ending| ending.phase > campaign.phase)
            .ok_or(Refusal::Last)?;
        Ok(vec![Event::PhaseBegun(PhaseBegun {
            phase: next.phase,
            days: days(ctx.happened.date(), next.until),
            note: self.note,
        })])
    }
}

impl PhaseBegun {
    /// It goes on.
    pub fn evolve(&self, campaign: &mut Campaign, _: &Recorded<()>) {
        campaign.phase = self.phase;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::contract::tests::contracted;
    use super::super::include::tests::included;
    use super::super::launch::tests::launched;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    const BEGIN: &str = BeginPhase::ACT.name;

    pub(crate) fn next(story: Proceeding<Campaign>) -> Proceeding<Campaign> {
        story.act("prov-head", BEGIN, json!({}))
    }

    /// Everything is contracted and being cleared.
    pub(crate) fn clearing() -> Proceeding<Campaign> {
        next(next(contracted()))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-running", || Proceeding::<Campaign>::new().by("prov-head").refused(BEGIN, json!({}))),
            case("empty", || launched().by("prov-head").refused(BEGIN, json!({}))),
            case("uncontracted", || next(included()).by("prov-head").refused(BEGIN, json!({}))),
            case("last", || next(clearing()).by("prov-head").refused(BEGIN, json!({}))),
        ]
    };

    #[test]
    fn what_is_not_done_by_its_day_lapses_s4_01() {
        let late = included().at("2026-04-01T08:00").timed("warn");
        assert!(late.state.core.clocks.iter().any(|c| c.rule == "campaign-phase" && c.lapsed));
    }

    #[test]
    fn every_unit_owes_its_week_while_items_are_cleared_s4_13() {
        let weeks = |story: Proceeding<Campaign>| {
            let clocks = story.state.core.clocks;
            clocks.iter().filter(|c| c.rule == "campaign-week" && c.is_open()).count()
        };
        assert_eq!((weeks(contracted()), weeks(clearing()), weeks(next(clearing()))), (0, 2, 0));
    }
}
