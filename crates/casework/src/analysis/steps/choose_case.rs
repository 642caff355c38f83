//! Choose a case (选定典型案例): a person picks a matter that shows a finding, and tells it without who reported.

use super::Event;
use crate::act::{Act, Performer};
use crate::analysis::{Analysis, Chosen, Mark};
use crate::form::{Field, Kind, Source};
use crate::ids::{MatterId, UnitId};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ChooseCase {
    finding: String,
    #[serde(rename = "matter")]
    _matter: String,
    account: SealedRef,
    #[serde(default)]
    checked: bool,
}

/// A case was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseChosen {
    /// For which finding.
    pub finding: u32,
    /// Which matter.
    pub matter: MatterId,
    /// Its number.
    pub number: String,
    /// Who has it in hand.
    pub unit: UnitId,
    /// What it shows.
    pub account: SealedRef,
    /// Whether what looked like a person's traits was read word by word.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub checked: bool,
}

crate::refusals! {
    NotRaised = "not-raised" => "这项分析已经报送，不能再选案例。",
    NoFinding = "no-finding" => "没有这个问题，请先提出问题。",
    UnknownMatter = "unknown-matter" => "没有这一编号的信访件，请核对。",
    ChosenBefore = "chosen-before" => "这一件已经选为这个问题的案例。",
    Exposes = "exposes" =>
        "案情里有像姓名、电话、证件号码或住址的内容，可能让人认出举报人，请删改；确认与举报人无关的，勾选“已逐字核对”。",
}

impl Step for ChooseCase {
    type State = Analysis;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "choose-case",
        noun: "case",
        zh: "选定典型案例",
        help: "从您可以看的信访件中选一件说明问题；案情由人写，不写举报人是谁，也不写能看出举报人的情节。",
        basis: "月分析列典型案例（S0-01、S0-03）",
        mechanisms: &["S0-01", "S0-03"],
        performer: Performer::Person,
        fields: &[
            Field::new("finding", "说明哪个问题", Kind::From(Source::Own("findings"))),
            Field::new("matter", "信访件编号", Kind::Word { max: 40 }),
            Field::new("account", "案情", Kind::Text { max: 1000 }).help("手写，不照抄信访件；不得写入举报人信息"),
            Field::new("checked", "已逐字核对，案情里没有举报人身份", Kind::Flag).optional(),
        ],
    };

    fn ground(state: &Analysis, _: &Context<'_>) -> Result<(), Refusal> {
        if state.is_raised() { Ok(()) } else { Err(Refusal::NotRaised) }
    }

    fn decide(self, state: &Analysis, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let finding = state.finding(&self.finding).ok_or(Refusal::NoFinding)?.number;
        let Some((matter, number, unit)) = ctx.facts.inspection.matter.clone() else {
            return Err(Refusal::UnknownMatter);
        };
        let before = |known: &Chosen| known.finding == finding && known.matter == matter;
        if state.cases.iter().any(before) {
            return Err(Refusal::ChosenBefore);
        }
        // It looks at the shape of words alone, never at who reported: a refusal must not tell whether a name is
        // the right one (T1, T2).
        if ctx.facts.exposes && !self.checked {
            return Err(Refusal::Exposes);
        }
        Ok(vec![Event::CaseChosen(CaseChosen {
            finding,
            matter,
            number,
            unit,
            account: self.account,
            checked: ctx.facts.exposes,
        })])
    }
}

impl CaseChosen {
    /// The finding is a typical one.
    pub fn evolve(&self, state: &mut Analysis, _: &Recorded<()>) {
        state.left.retain(|known| known.matter != self.matter);
        state.cases.push(Chosen {
            finding: self.finding,
            matter: self.matter,
            number: self.number.clone(),
            unit: self.unit.clone(),
            account: self.account.clone(),
        });
        let finding = state.finding_mut(self.finding);
        if let Some(finding) = finding.filter(|known| !known.marks.contains(&Mark::Typical)) {
            finding.marks.push(Mark::Typical);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::find::tests::found;
    use super::super::submit::tests::submitted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};
    use uuid::Uuid;

    const CHOOSE: &str = ChooseCase::ACT.name;

    pub(crate) fn of(finding: &str) -> Value {
        json!({"finding": finding, "matter": "330600-2026-1-0000001", "account": sealed(24)})
    }

    pub(crate) fn looked(mut story: Proceeding<Analysis>) -> Proceeding<Analysis> {
        let matter = MatterId(Uuid::from_u128(9));
        let number = "330600-2026-1-0000001".to_owned();
        story.facts.inspection.matter = Some((matter, number, "county-a".into()));
        story
    }

    pub(crate) fn chosen() -> Proceeding<Analysis> {
        looked(found()).act("city-clerk", CHOOSE, of("1"))
    }

    #[test]
    fn a_case_makes_a_finding_typical_s0_03() {
        assert_eq!(chosen().state.findings[0].marks, [Mark::Emerging, Mark::Typical]);
    }

    #[test]
    fn an_account_with_a_telephone_in_it_is_read_word_by_word_t1() {
        let mut story = looked(found());
        story.facts.exposes = true;
        let checked = json!({"finding": "1", "matter": "330600-2026-1-0000001",
            "account": sealed(24), "checked": true});
        let story = story.act("city-clerk", CHOOSE, checked);
        let Some(Event::CaseChosen(chosen)) = story.events.last().map(|one| &one.event) else {
            panic!("nothing was chosen");
        };
        assert!(chosen.checked);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-raised", || looked(submitted()).by("city-clerk").refused(CHOOSE, of("1"))),
            case("no-finding", || looked(found()).by("city-clerk").refused(CHOOSE, of("7"))),
            case("unknown-matter", || found().by("city-clerk").refused(CHOOSE, of("1"))),
            case("exposes", || {
                let mut story = looked(found());
                story.facts.exposes = true;
                story.by("city-clerk").refused(CHOOSE, of("1"))
            }),
            case("chosen-before", || chosen().by("city-clerk").refused(CHOOSE, of("1"))),
        ]
    };
}
