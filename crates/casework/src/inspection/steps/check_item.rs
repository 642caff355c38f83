//! Check an item (登记检查意见): sound or not, with what is wrong and the opinion in words.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::inspection::{Inspection, ItemState, Saying};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// What a check came to.
    pub enum Verdict {
        /// Nothing is wrong.
        Sound = "sound" => "合格",
        /// Something is: an opinion (督查意见) is raised.
        Faulty = "faulty" => "有问题",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct CheckItem {
    item: String,
    verdict: Verdict,
    #[serde(default)]
    problems: Vec<String>,
    opinion: Option<SealedRef>,
}

/// An item was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemChecked {
    /// Which item.
    pub item: u32,
    /// What it came to.
    pub verdict: Verdict,
    /// Problems found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
    /// The opinion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<SealedRef>,
}

crate::refusals! {
    NothingToCheck = "nothing-to-check" => "没有待检查的项；抽查的请先冻结范围并抽取样本。",
    NotToCheck = "not-to-check" => "此项不在待检查之列，请重新选择。",
    NoProblem = "no-problem" => "检查发现问题的，请选择问题并写明检查意见。",
    ProblemsOnSound = "problems-on-sound" => "检查合格的不选问题，请核对检查结论。",
}

impl Step for CheckItem {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "check-item",
        noun: "checking",
        zh: "登记检查意见",
        help: "逐项登记检查结论；有问题的写明问题和意见，形成一条督查意见，可再责令整改。",
        basis: "每月抽查并提出督查意见（S0-17、S0-19）",
        mechanisms: &["S0-17", "S0-19", "S1-05", "S1-20"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "检查项", Kind::From(Source::Own("to-check"))),
            Field::new("verdict", "检查结论", Kind::Choice(Verdict::CODES)),
            Field::new("problems", "发现的问题", Kind::Several(Source::Own("problems"))).optional(),
            Field::new("opinion", "检查意见", Kind::Text { max: 1000 })
                .optional()
                .help("有问题的必填；不得写入举报人信息"),
        ],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        let some = inspection.is_running() && inspection.has(&[ItemState::ToCheck]);
        if some { Ok(()) } else { Err(Refusal::NothingToCheck) }
    }

    fn decide(self, inspection: &Inspection, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let item = inspection.chosen(&self.item, ctx).filter(|item| item.state == ItemState::ToCheck);
        let Some(item) = item else {
            return Err(Refusal::NotToCheck);
        };
        match self.verdict {
            Verdict::Faulty if self.problems.is_empty() || self.opinion.is_none() => {
                return Err(Refusal::NoProblem);
            }
            Verdict::Sound if !self.problems.is_empty() => return Err(Refusal::ProblemsOnSound),
            Verdict::Faulty | Verdict::Sound => {}
        }
        Ok(vec![Event::ItemChecked(ItemChecked {
            item: item.number,
            verdict: self.verdict,
            problems: self.problems,
            opinion: self.opinion,
        })])
    }
}

impl ItemChecked {
    /// It is judged.
    pub fn evolve(&self, inspection: &mut Inspection, record: &Recorded<()>) {
        let Some(item) = inspection.item_mut(self.item) else {
            return;
        };
        item.checked = Some(record.happened);
        item.problems.clone_from(&self.problems);
        item.faulted = self.verdict == Verdict::Faulty;
        item.state = if item.faulted { ItemState::Faulty } else { ItemState::Sound };
        if let Some(opinion) = &self.opinion {
            item.say(Saying::Opinion, record.happened, opinion);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::draw::tests::drawn;
    use super::super::fix_population::tests::fixed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const CHECK: &str = CheckItem::ACT.name;

    pub(crate) fn faulty(item: &str) -> Value {
        json!({"item": item, "verdict": "faulty", "problems": ["slow-sign"], "opinion": sealed(2)})
    }

    pub(crate) fn sound(item: &str) -> Value {
        json!({"item": item, "verdict": "sound"})
    }

    /// Four items: the first has a problem, the others none.
    pub(crate) fn checked() -> Proceeding<Inspection> {
        let story = drawn().act("prov-head", CHECK, faulty("1"));
        ["2", "3", "4"].iter().fold(story, |story, item| story.act("prov-head", CHECK, sound(item)))
    }

    #[test]
    fn a_problem_is_an_opinion_s0_19() {
        let state = checked().state;
        let faulted: Vec<bool> = state.items.iter().map(|item| item.faulted).collect();
        assert_eq!(faulted, [true, false, false, false]);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-to-check", || fixed().by("prov-head").refused(CHECK, sound("1"))),
            case("not-to-check", || drawn().by("prov-head").refused(CHECK, sound("9"))),
            case("not-to-check", || {
                let mut story = drawn();
                story.facts.inspection.hidden.insert(1);
                story.by("prov-head").refused(CHECK, sound("1"))
            }),
            case("no-problem", || {
                let bare = json!({"item": "1", "verdict": "faulty"});
                drawn().by("prov-head").refused(CHECK, bare)
            }),
            case("problems-on-sound", || {
                let odd = json!({"item": "1", "verdict": "sound", "problems": ["slow-sign"]});
                drawn().by("prov-head").refused(CHECK, odd)
            }),
        ]
    };
}
