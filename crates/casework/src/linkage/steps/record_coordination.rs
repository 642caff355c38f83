//! Record co-ordination (登记协调联动, S1-46): what was agreed with the inspection office, the petition bureau or a
//! hotline about a demand that several bodies have before them.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::linkage::{Coordination, Linkage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RecordCoordination {
    with: String,
    on: Date,
    words: SealedRef,
}

/// Something was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoordinationRecorded {
    /// With whom.
    pub with: String,
    /// On which day.
    pub on: Date,
    /// What.
    pub words: SealedRef,
}

crate::refusals! {
    Over = "over" => "此件已经结束，不能再登记协调联动。",
    UnknownCounterpart = "unknown-counterpart" => "目录里没有这个协调对象，请重新选择。",
    DayAhead = "day-ahead" => "协调日期不能晚于今天，请更正。",
}

impl Step for RecordCoordination {
    type State = Linkage;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "record-coordination",
        noun: "coordination",
        zh: "登记协调联动",
        help: "与巡视机构、信访局、政务服务热线就此件互通情况、协调办理的，记下哪一天、与谁、商定什么。",
        basis: "巡视办与信访局协调联动（S1-46），与信访部门、政务服务热线信息互通、联动处置（S1-38）",
        mechanisms: &["S1-38", "S1-46"],
        performer: Performer::Person,
        fields: &[
            Field::new("with", "与谁协调", Kind::From(Source::Own("counterparts"))),
            Field::new("on", "日期", Kind::Date),
            Field::new("words", "协调情况", Kind::Text { max: 2000 }).help("互通了什么、商定由谁办什么；不写举报人是谁"),
        ],
    };

    fn ground(linkage: &Linkage, _: &Context<'_>) -> Result<(), Refusal> {
        if linkage.runs() { Ok(()) } else { Err(Refusal::Over) }
    }

    fn decide(self, _: &Linkage, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if ctx.rules.linkage.counterpart(&self.with).is_none() {
            return Err(Refusal::UnknownCounterpart);
        }
        if self.on > ctx.now.on() {
            return Err(Refusal::DayAhead);
        }
        let Self { with, on, words } = self;
        Ok(vec![Event::CoordinationRecorded(CoordinationRecorded { with, on, words })])
    }
}

impl CoordinationRecorded {
    /// It is noted.
    pub fn evolve(&self, linkage: &mut Linkage, _: &Recorded<()>) {
        let (with, words) = (self.with.clone(), self.words.clone());
        linkage.coordinations.push(Coordination { with, on: self.on, words });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::sign_handover::tests::handed_over;
    use super::super::withdraw::tests::withdrawn;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const RECORD: &str = RecordCoordination::ACT.name;

    fn with(counterpart: &str, on: &str) -> Value {
        json!({"with": counterpart, "on": on, "words": sealed(51)})
    }

    pub(crate) fn coordinated() -> Proceeding<Linkage> {
        handed_over().act("prov-clerk", RECORD, with("petition-bureau", "2026-03-02"))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("over", || withdrawn().by("prov-clerk").refused(RECORD, with("hotline", "2026-03-02"))),
            case("unknown-counterpart", || {
                handed_over().by("prov-clerk").refused(RECORD, with("none", "2026-03-02"))
            }),
            case("day-ahead", || {
                handed_over().by("prov-clerk").refused(RECORD, with("hotline", "2026-04-02"))
            }),
        ]
    };
}
