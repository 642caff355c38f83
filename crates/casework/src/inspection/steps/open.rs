//! Open an inspection (开展检查): of which kind, over which days.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::inspection::{Inspection, Stage};
use crate::procedure::sight_of;
use crate::rules::Way;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct OpenInspection {
    kind: String,
    title: Option<SealedRef>,
    from: Date,
    until: Date,
}

/// An inspection was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionOpened {
    /// Its number.
    pub number: String,
    /// Of which kind.
    pub of: String,
    /// The unit that runs it.
    pub unit: UnitId,
    /// Who may know all of it.
    pub sight: Vec<UnitId>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<SealedRef>,
    /// The first day it looks at.
    pub from: Date,
    /// The last.
    pub until: Date,
    /// How it comes to its items.
    #[serde(default, skip_serializing_if = "is_drawn")]
    pub way: Way,
}

fn is_drawn(way: &Way) -> bool {
    *way == Way::Drawn
}

crate::refusals! {
    Opened = "opened" => "检查已经开展。",
    NoPerson = "no-person" => "检查须由工作人员开展。",
    UnknownKind = "unknown-kind" => "没有这一类检查，请重新选择。",
    PeriodReversed = "period-reversed" => "截止日早于起始日，请更正。",
}

impl Step for OpenInspection {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "open-inspection",
        noun: "opening",
        zh: "开展检查",
        help: "选定检查的种类和所查的时段，生成检查编号；之后确定范围、抽取样本、逐件检查。",
        basis: "每月抽查（S0-17）、明察暗访（S1-05）；种类与时段为默认设置，可由本单位调整",
        mechanisms: &["S0-17", "S1-05", "S1-18", "S1-23"],
        performer: Performer::Person,
        fields: &[
            Field::new("kind", "检查种类", Kind::From(Source::Own("kinds"))),
            Field::new("from", "所查时段起", Kind::Date),
            Field::new("until", "所查时段止", Kind::Date),
            Field::new("title", "名称", Kind::Line { max: 60 })
                .optional()
                .help("不填时以种类和时段为名；不得写入举报人、被反映人信息"),
        ],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        if inspection.core.exists() { Err(Refusal::Opened) } else { Ok(()) }
    }

    fn decide(self, _: &Inspection, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (Some(unit), Some(number)) = (ctx.actor.unit(), ctx.facts.number.clone()) else {
            return Err(Refusal::NoPerson);
        };
        let Some(kind) = ctx.rules.inspection(&self.kind) else {
            return Err(Refusal::UnknownKind);
        };
        if self.until < self.from {
            return Err(Refusal::PeriodReversed);
        }
        Ok(vec![Event::InspectionOpened(InspectionOpened {
            number,
            of: self.kind,
            unit: unit.clone(),
            sight: sight_of(unit, ctx),
            title: self.title,
            from: self.from,
            until: self.until,
            way: kind.way,
        })])
    }
}

impl InspectionOpened {
    /// It begins.
    pub fn evolve(&self, inspection: &mut Inspection, record: &Recorded<()>) {
        inspection.core.number.clone_from(&self.number);
        inspection.core.unit = self.unit.clone();
        inspection.core.sight.clone_from(&self.sight);
        inspection.core.opened = record.happened;
        inspection.kind.clone_from(&self.of);
        inspection.way = self.way;
        inspection.title.clone_from(&self.title);
        inspection.period = Some((self.from, self.until));
        inspection.stage = Stage::Opened;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::{Value, json};

    const OPEN: &str = OpenInspection::ACT.name;

    pub(crate) fn opened() -> Proceeding<Inspection> {
        new().act("prov-head", OPEN, february())
    }

    pub(crate) fn opened_as(kind: &str) -> Proceeding<Inspection> {
        new().act("prov-head", OPEN, fields(kind, "2026-02-01", "2026-02-28"))
    }

    #[test]
    fn it_is_numbered_and_known_to_its_organ_and_above_s0_17() {
        let core = &opened().state.core;
        assert_eq!(core.number, "JC-prov-2026-0001");
        assert_eq!(core.unit, "prov-petition".into());
        assert!(core.sight.contains(&"prov".into()));
    }

    fn fields(kind: &str, from: &str, until: &str) -> Value {
        json!({"kind": kind, "from": from, "until": until})
    }

    fn february() -> Value {
        fields("platform", "2026-02-01", "2026-02-28")
    }

    fn new() -> Proceeding<Inspection> {
        Proceeding::new().by("prov-head")
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("opened", || opened().by("prov-head").refused(OPEN, february())),
            case("no-person", || new().timer().refused(OPEN, february())),
            case("unknown-kind", || new().refused(OPEN, fields("none", "2026-02-01", "2026-02-28"))),
            case("period-reversed", || {
                new().refused(OPEN, fields("platform", "2026-02-28", "2026-02-01"))
            }),
        ]
    };
}
