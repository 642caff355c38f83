//! Leave a case (不选为典型案例): what was proposed is not told, and why. It is not proposed again in this analysis;
//! whoever thinks better of it chooses it after all.

use super::Event;
use crate::act::{Act, Performer};
use crate::analysis::{Analysis, Left, LeftGround};
use crate::form::{Field, Kind};
use crate::ids::MatterId;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct LeaveCase {
    #[serde(rename = "matter")]
    _matter: String,
    ground: LeftGround,
    words: Option<SealedRef>,
}

/// A case was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLeft {
    /// Which matter.
    pub matter: MatterId,
    /// Its number.
    pub number: String,
    /// Why.
    pub ground: LeftGround,
    /// Why in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<SealedRef>,
}

crate::refusals! {
    NotRaised = "not-raised" => "这项分析已经报送，不再选案例。",
    UnknownMatter = "unknown-matter" => "没有这一编号的信访件，请核对。",
    Chosen = "chosen" => "这一件已经选为案例。",
    LeftBefore = "left-before" => "这一件已经记明不选。",
    WordsMissing = "words-missing" => "理由是“其他”的，请写明。",
}

impl Step for LeaveCase {
    type State = Analysis;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "leave-case",
        noun: "leaving",
        zh: "不选为典型案例",
        help: "按规则列出的件不选为案例的，记明理由，这项分析不再列出；以后改变主意，仍可选定。",
        basis: "月分析列典型案例（S0-01），案例由人选定；记明理由为默认做法",
        mechanisms: &["S0-01", "S0-03"],
        performer: Performer::Person,
        fields: &[
            Field::new("matter", "信访件编号", Kind::Word { max: 40 }),
            Field::new("ground", "理由", Kind::Choice(LeftGround::CODES)),
            Field::new("words", "说明", Kind::Text { max: 300 })
                .optional()
                .help("理由是“其他”的必填；不得写入举报人信息"),
        ],
    };

    fn ground(state: &Analysis, _: &Context<'_>) -> Result<(), Refusal> {
        if state.is_raised() { Ok(()) } else { Err(Refusal::NotRaised) }
    }

    fn decide(self, state: &Analysis, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let Some((matter, number, _)) = ctx.facts.inspection.matter.clone() else {
            return Err(Refusal::UnknownMatter);
        };
        if state.cases.iter().any(|known| known.matter == matter) {
            return Err(Refusal::Chosen);
        }
        if state.left.iter().any(|known| known.matter == matter) {
            return Err(Refusal::LeftBefore);
        }
        if self.ground == LeftGround::Other && self.words.is_none() {
            return Err(Refusal::WordsMissing);
        }
        Ok(vec![Event::CaseLeft(CaseLeft {
            matter,
            number,
            ground: self.ground,
            words: self.words,
        })])
    }
}

impl CaseLeft {
    /// It is proposed no more.
    pub fn evolve(&self, state: &mut Analysis, record: &Recorded<()>) {
        state.left.push(Left {
            matter: self.matter,
            number: self.number.clone(),
            ground: self.ground,
            words: self.words.clone(),
            by: (record.by.person().cloned(), record.happened),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::choose_case::tests::{chosen, looked, of as choosing};
    use super::super::find::tests::found;
    use super::super::submit::tests::submitted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const LEAVE: &str = LeaveCase::ACT.name;

    fn of(ground: &str) -> Value {
        json!({"matter": "330600-2026-1-0000001", "ground": ground})
    }

    pub(crate) fn left() -> Proceeding<Analysis> {
        let mut fields = of("other");
        fields["words"] = json!(sealed(29));
        looked(found()).act("city-clerk", LEAVE, fields)
    }

    #[test]
    fn what_is_left_may_still_be_chosen_s0_03() {
        assert_eq!(left().state.left.len(), 1);
        let state = left().act("city-clerk", "choose-case", choosing("1")).state;
        assert_eq!((state.left.len(), state.cases.len()), (0, 1));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-raised", || {
                looked(submitted()).by("city-clerk").refused(LEAVE, of("common"))
            }),
            case("unknown-matter", || found().by("city-clerk").refused(LEAVE, of("common"))),
            case("chosen", || chosen().by("city-clerk").refused(LEAVE, of("common"))),
            case("left-before", || left().by("city-clerk").refused(LEAVE, of("common"))),
            case("words-missing", || looked(found()).by("city-clerk").refused(LEAVE, of("other"))),
        ]
    };
}
