//! Open a year's assessment (开展考核): by which scheme, over the organs directly below.

use super::Event;
use crate::act::{Act, Performer};
use crate::assessment::Assessment;
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::procedure::sight_of;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct OpenAssessment {
    scheme: String,
    year: i16,
    title: Option<SealedRef>,
}

/// An assessment was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentOpened {
    /// Its number.
    pub number: String,
    /// By which scheme.
    pub scheme: String,
    /// Which year.
    pub year: i16,
    /// The unit that runs it.
    pub unit: UnitId,
    /// Who may know all of it.
    pub sight: Vec<UnitId>,
    /// The organs assessed.
    pub units: Vec<UnitId>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<SealedRef>,
}

crate::refusals! {
    Opened = "opened" => "考核已经开展。",
    NoPerson = "no-person" => "考核须由工作人员开展。",
    UnknownScheme = "unknown-scheme" => "没有这一套考核办法，请重新选择。",
    NobodyBelow = "nobody-below" => "本机关没有直接下级机关，不能开展考核。",
}

impl Step for OpenAssessment {
    type State = Assessment;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "open-assessment",
        noun: "opening",
        zh: "开展考核",
        help: "选定考核办法和年份，考核直接下级各机关；之后逐月公布得分，各机关只看到自己的得分和清单。",
        basis: "按期办结率、群众满意度纳入下级考核（S1-25），查实率、重复举报率、越级举报率按机关逐月统计（S0-09）",
        mechanisms: &["S1-25", "S0-09", "S1-39"],
        performer: Performer::Person,
        fields: &[
            Field::new("scheme", "考核办法", Kind::From(Source::Own("schemes"))),
            Field::new("year", "年份", Kind::Number { min: 2010, max: 2100 }),
            Field::new("title", "名称", Kind::Line { max: 60 })
                .optional()
                .help("不填时以考核办法和年份为名；不得写入举报人、被反映人信息"),
        ],
    };

    fn ground(state: &Assessment, _: &Context<'_>) -> Result<(), Refusal> {
        if state.core.exists() { Err(Refusal::Opened) } else { Ok(()) }
    }

    fn decide(self, _: &Assessment, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (Some(unit), Some(number)) = (ctx.actor.unit(), ctx.facts.number.clone()) else {
            return Err(Refusal::NoPerson);
        };
        if ctx.rules.scheme(&self.scheme).is_none() {
            return Err(Refusal::UnknownScheme);
        }
        let units = directly_below(unit, ctx);
        if units.is_empty() {
            return Err(Refusal::NobodyBelow);
        }
        Ok(vec![Event::AssessmentOpened(AssessmentOpened {
            number,
            scheme: self.scheme,
            year: self.year,
            unit: unit.clone(),
            sight: sight_of(unit, ctx),
            units,
            title: self.title,
        })])
    }
}

/// Organs whose nearest organ above is that of a unit.
fn directly_below(unit: &UnitId, ctx: &Context<'_>) -> Vec<UnitId> {
    let own = ctx.office.organ_of(unit).unwrap_or(unit);
    let parent = |id: &UnitId| {
        let parent = ctx.office.unit(id).and_then(|unit| unit.parent.as_ref());
        parent.and_then(|parent| ctx.office.organ_of(parent))
    };
    let organs = ctx.office.units.values().filter(|unit| unit.kind.is_organ());
    let below = organs.filter(|organ| organ.id != *own && parent(&organ.id) == Some(own));
    below.map(|organ| organ.id.clone()).collect()
}

impl AssessmentOpened {
    /// It begins, and every organ assessed may know of its own part.
    pub fn evolve(&self, state: &mut Assessment, record: &Recorded<()>) {
        state.core.number.clone_from(&self.number);
        state.core.unit = self.unit.clone();
        state.core.sight.clone_from(&self.sight);
        state.core.opened = record.happened;
        state.scheme.clone_from(&self.scheme);
        state.year = self.year;
        state.units.clone_from(&self.units);
        for unit in &self.units {
            state.core.involve(unit);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const OPEN: &str = OpenAssessment::ACT.name;

    fn fields(scheme: &str) -> Value {
        json!({"scheme": scheme, "year": 2026, "title": sealed(1)})
    }

    fn new() -> Proceeding<Assessment> {
        Proceeding::new().by("prov-head")
    }

    pub(crate) fn opened() -> Proceeding<Assessment> {
        new().act("prov-head", OPEN, fields("petition"))
    }

    #[test]
    fn the_organs_directly_below_are_assessed_and_know_their_own_part_s1_25() {
        let state = opened().state;
        assert_eq!(state.core.number, "KH-prov-2026-0001");
        let mut units = state.units.clone();
        units.sort();
        assert_eq!(units, ["bureau".into(), "city".into(), "outpost".into()]);
        assert_eq!(state.core.parties.len(), 3);
        assert!(!state.core.sight.contains(&"city".into()));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("opened", || opened().by("prov-head").refused(OPEN, fields("petition"))),
            case("no-person", || new().timer().refused(OPEN, fields("petition"))),
            case("unknown-scheme", || new().refused(OPEN, fields("none"))),
            case("nobody-below", || Proceeding::<Assessment>::new().by("town-a1-officer").refused(OPEN, fields("petition"))),
        ]
    };
}
