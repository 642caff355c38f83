//! Launch a campaign (发起专项行动): of which kind, with its four phases and the units that take part.

use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::state::Ending;
use crate::campaign::{Campaign, Phase};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::procedure::sight_of;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct LaunchCampaign {
    kind: String,
    title: Option<SealedRef>,
    units: Option<Vec<UnitId>>,
    from: Date,
    screen_until: Date,
    take_until: Date,
    clear_until: Date,
    look_back_until: Date,
}

/// A campaign was launched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignLaunched {
    /// Its number.
    pub number: String,
    /// Of which kind.
    pub of: String,
    /// The unit that runs it.
    pub unit: UnitId,
    /// Who may know all of it.
    pub sight: Vec<UnitId>,
    /// The organs that take part.
    pub parties: Vec<UnitId>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<SealedRef>,
    /// Its first day.
    pub from: Date,
    /// Its phases with their last days.
    pub endings: Vec<Ending>,
    /// Days the first phase has.
    pub days: u32,
}

crate::refusals! {
    Launched = "launched" => "专项行动已经发起。",
    NoPerson = "no-person" => "专项行动须由工作人员发起。",
    UnknownKind = "unknown-kind" => "没有这一类专项行动，请重新选择。",
    PhasesReversed = "phases-reversed" => "各阶段须依次先后：每个阶段的截止日不得早于上一阶段，请更正。",
    NotBelow = "not-below" => "参加单位须是本机关的下级机关。",
}

impl Step for LaunchCampaign {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "launch-campaign",
        noun: "launching",
        zh: "发起专项行动",
        help: "选定种类、参加单位和四个阶段的截止日，生成编号；之后按条件筛查、列入、包案、清零、回头看。",
        basis: "信访积案“动态清零”四步走，三月起至九月底（S4-01）；重复举报专项治理（S1-26）；阶段日期由本单位自定",
        mechanisms: &["S4-01", "S1-26"],
        performer: Performer::Person,
        fields: &[
            Field::new("kind", "种类", Kind::From(Source::Own("kinds"))),
            Field::new("from", "开始日", Kind::Date),
            Field::new("screen_until", "集中排查截止", Kind::Date),
            Field::new("take_until", "带件下访、领导包案截止", Kind::Date),
            Field::new("clear_until", "动态清零截止", Kind::Date),
            Field::new("look_back_until", "回头看截止", Kind::Date),
            Field::new("units", "参加单位", Kind::Several(Source::Own("participants")))
                .optional()
                .help("下级机关；参加单位每周报送销号情况"),
            Field::new("title", "名称", Kind::Line { max: 60 })
                .optional()
                .help("不填时以种类和时段为名；不得写入举报人、被反映人信息"),
        ],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if campaign.core.exists() { Err(Refusal::Launched) } else { Ok(()) }
    }

    fn decide(self, _: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (Some(unit), Some(number)) = (ctx.actor.unit(), ctx.facts.number.clone()) else {
            return Err(Refusal::NoPerson);
        };
        if ctx.rules.campaigns.kind(&self.kind).is_none() {
            return Err(Refusal::UnknownKind);
        }
        let ends = [self.from, self.screen_until, self.take_until, self.clear_until, self.look_back_until];
        if !ends.is_sorted() {
            return Err(Refusal::PhasesReversed);
        }
        let organ = ctx.office.organ_of(unit).unwrap_or(unit);
        let parties = self.units.unwrap_or_default();
        if !parties.iter().all(|party| ctx.office.is_above(organ, party)) {
            return Err(Refusal::NotBelow);
        }
        let phases = [Phase::Screen, Phase::Take, Phase::Clear, Phase::LookBack];
        let endings = phases.into_iter().zip(ends.into_iter().skip(1));
        Ok(vec![Event::CampaignLaunched(CampaignLaunched {
            number,
            of: self.kind,
            unit: unit.clone(),
            sight: sight_of(unit, ctx),
            parties,
            title: self.title,
            from: self.from,
            endings: endings.map(|(phase, until)| Ending { phase, until }).collect(),
            days: days(ctx.happened.date(), self.screen_until),
        })])
    }
}

/// Days from one to another; at least one, so that what is over at once is late tomorrow.
pub(super) fn days(from: Date, until: Date) -> u32 {
    let days = from.until(until).map_or(0, |span| span.get_days());
    days.max(1).unsigned_abs()
}

impl CampaignLaunched {
    /// It begins.
    pub fn evolve(&self, campaign: &mut Campaign, record: &Recorded<()>) {
        campaign.core.number.clone_from(&self.number);
        campaign.core.unit = self.unit.clone();
        campaign.core.sight.clone_from(&self.sight);
        campaign.core.opened = record.happened;
        for unit in &self.parties {
            campaign.core.involve(unit);
        }
        campaign.kind.clone_from(&self.of);
        campaign.title.clone_from(&self.title);
        campaign.from = Some(self.from);
        campaign.endings.clone_from(&self.endings);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::{Value, json};

    const LAUNCH: &str = LaunchCampaign::ACT.name;

    pub(crate) fn launched() -> Proceeding<Campaign> {
        Proceeding::new().act("prov-head", LAUNCH, spring())
    }

    fn spring() -> Value {
        json!({"kind": "repeats", "units": ["city", "county-a"], "from": "2026-03-01",
               "screen_until": "2026-03-31", "take_until": "2026-04-15",
               "clear_until": "2026-08-31", "look_back_until": "2026-09-30"})
    }

    fn with(name: &str, value: Value) -> Value {
        let mut fields = spring();
        fields[name] = value;
        fields
    }

    fn new() -> Proceeding<Campaign> {
        Proceeding::<Campaign>::new().by("prov-head")
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("launched", || launched().by("prov-head").refused(LAUNCH, spring())),
            case("no-person", || new().timer().refused(LAUNCH, spring())),
            case("unknown-kind", || new().refused(LAUNCH, with("kind", json!("none")))),
            case("phases-reversed", || {
                new().refused(LAUNCH, with("take_until", json!("2026-03-30")))
            }),
            case("not-below", || new().refused(LAUNCH, with("units", json!(["prov"])))),
        ]
    };

    #[test]
    fn it_has_four_phases_and_owes_the_first_by_its_day_s4_01() {
        let state = launched().state;
        assert_eq!(state.core.number, "ZX-prov-2026-0001");
        let phases: Vec<_> = state.endings.iter().map(|ending| ending.phase.zh()).collect();
        assert_eq!(phases, ["集中排查", "带件下访、领导包案", "动态清零", "回头看"]);
        let clock = &state.core.clocks[0];
        assert_eq!(clock.due.date().to_string(), "2026-03-31");
        assert_eq!(state.core.parties, ["city".into(), "county-a".into()]);
    }
}
