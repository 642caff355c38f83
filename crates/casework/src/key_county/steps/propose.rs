//! Propose a county (提出重点督导县): one that the rule asks for, or another with good reason; either way with what
//! was counted of it.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::key_county::{Ground, KeyCounty};
use crate::procedure::sight_of;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ProposeKeyCounty {
    county: UnitId,
    title: SealedRef,
    reason: SealedRef,
}

/// A county was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCountyProposed {
    /// Its number.
    pub number: String,
    /// Which county.
    pub county: UnitId,
    /// The unit that proposes and runs it.
    pub unit: UnitId,
    /// Who may know all of it.
    pub sight: Vec<UnitId>,
    /// What was counted.
    pub ground: Ground,
    /// What it is called.
    pub title: SealedRef,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    Proposed = "proposed" => "这个县已经提出，不必重复提出。",
    NoPerson = "no-person" => "须由工作人员提出。",
    NotAsked = "not-asked" => "这个县不属本机关管辖，或者已经提出、正在督导，请从名单中选择。",
}

impl Step for ProposeKeyCounty {
    type State = KeyCounty;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "propose-key-county",
        noun: "proposing",
        zh: "提出重点督导县",
        help: "选定按规则列出的县：近几个月初次举报办理质量不高、越级举报突出；规则未列出而确有需要的，也可以提出。写明理由，由另一人审定。",
        basis: "初次举报办理质量不高、越级举报突出的县列为重点督导县（S1-22）；数值为默认设置，可由本单位调整",
        mechanisms: &["S1-22"],
        performer: Performer::Person,
        fields: &[
            Field::new("county", "县", Kind::From(Source::Own("candidates"))),
            Field::new("title", "名称", Kind::Line { max: 60 })
                .help("如：某某县重点督导；不得写入举报人、被反映人信息"),
            Field::new("reason", "理由", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(state: &KeyCounty, _: &Context<'_>) -> Result<(), Refusal> {
        if state.core.exists() { Err(Refusal::Proposed) } else { Ok(()) }
    }

    fn decide(self, _: &KeyCounty, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (Some(unit), Some(number)) = (ctx.actor.unit(), ctx.facts.number.clone()) else {
            return Err(Refusal::NoPerson);
        };
        let mut candidates = ctx.facts.key_county.candidates.iter();
        let Some(found) = candidates.find(|one| one.unit == self.county) else {
            return Err(Refusal::NotAsked);
        };
        Ok(vec![Event::KeyCountyProposed(KeyCountyProposed {
            number,
            county: self.county,
            unit: unit.clone(),
            sight: sight_of(unit, ctx),
            ground: found.ground,
            title: self.title,
            reason: self.reason,
        })])
    }
}

impl KeyCountyProposed {
    /// It waits for a decision. The county does not know of it.
    pub fn evolve(&self, state: &mut KeyCounty, record: &Recorded<()>) {
        state.core.number.clone_from(&self.number);
        state.core.unit = self.unit.clone();
        state.core.sight.clone_from(&self.sight);
        state.core.opened = record.happened;
        state.county = self.county.clone();
        state.ground = self.ground;
        state.proposer = record.by.person().cloned();
        state.reasoned("提出", record.happened, &self.reason);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use crate::key_county::Candidate;
    use serde_json::{Value, json};

    const PROPOSE: &str = ProposeKeyCounty::ACT.name;

    pub(crate) fn bad() -> Ground {
        Ground { quality: (60, 100), on_time: (1, 4), over_level: (3, 6) }
    }

    fn fields(county: &str) -> Value {
        json!({"county": county, "title": sealed(1), "reason": sealed(2)})
    }

    fn new() -> Proceeding<KeyCounty> {
        let mut story = Proceeding::new();
        story.facts.key_county.candidates = vec![Candidate { unit: "county-a".into(), ground: bad() }];
        story.by("prov-head")
    }

    pub(crate) fn proposed() -> Proceeding<KeyCounty> {
        new().act("prov-head", PROPOSE, fields("county-a"))
    }

    #[test]
    fn it_is_known_above_and_not_to_the_county_s1_22() {
        let core = proposed().state.core;
        assert_eq!(core.number, "DX-prov-2026-0001");
        assert!(core.parties.is_empty() && !core.sight.contains(&"county-a".into()));
        assert!(!core.sight.contains(&"city".into()), "nor to the city between (省县直通)");
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("proposed", || proposed().by("prov-head").refused(PROPOSE, fields("county-a"))),
            case("no-person", || new().timer().refused(PROPOSE, fields("county-a"))),
            case("not-asked", || new().refused(PROPOSE, fields("county-b"))),
        ]
    };
}
