//! The items of an inspection (检查项): a matter, a venue or a complaint each, with what was found, what was
//! demanded and what came of it.

use crate::ids::{MatterId, UnitId};
use crate::sealed::SealedRef;
use jiff::civil::{Date, DateTime};

crate::codes! {
    /// Where an item stands.
    pub enum ItemState {
        /// A complaint was collected, and the unit does not know of it yet.
        Collected = "collected" => "已收录，待通报",
        /// The unit owes its answer.
        Asked = "asked" => "待答复",
        /// The unit says that the complaint is untrue; a share of these is checked.
        Denied = "denied" => "答复不属实，待抽查",
        /// It was untrue by the unit's answer and not drawn.
        Left = "left" => "答复不属实，未抽中",
        /// To be checked.
        ToCheck = "to-check" => "待检查",
        /// Checked, and nothing is wrong.
        Sound = "sound" => "合格",
        /// Checked, and something is.
        Faulty = "faulty" => "有问题",
        /// Listed: the unit has to put it right.
        Rectifying = "rectifying" => "整改中",
        /// The unit says that it did.
        Rectified = "rectified" => "已报整改，待审核",
        /// Accepted and written off.
        Settled = "settled" => "整改通过，已销号",
        /// Not accepted; the unit still has to put it right.
        Refused = "refused" => "整改未通过",
    }
}

impl ItemState {
    /// Whether the inspection may be concluded with it: judged, and what was demanded answered for.
    pub fn is_judged(self) -> bool {
        matches!(
            self,
            Self::Left | Self::Sound | Self::Faulty | Self::Settled | Self::Refused
        )
    }
}

crate::codes! {
    /// What somebody complains of on the line (12388来电反映办理问题, S1-18).
    pub enum Ground {
        /// Handling is slow.
        Slow = "slow" => "办理慢",
        /// The reporter does not accept the result.
        Dissatisfied = "dissatisfied" => "对结果不满意",
        /// A real-name reporter heard nothing.
        NoFeedback = "no-feedback" => "实名举报未反馈",
    }
}

crate::codes! {
    /// How a place is visited (明察暗访, S1-05).
    pub enum Visit {
        /// Announced.
        Open = "open" => "明察",
        /// Without notice.
        Secret = "secret" => "暗访",
    }
}

crate::codes! {
    /// What a text of an item is.
    pub enum Saying {
        /// What is complained of.
        Complaint = "complaint" => "反映内容",
        /// Which place is visited.
        Place = "place" => "场所",
        /// What the unit answered.
        Answer = "answer" => "单位答复",
        /// What the check found.
        Opinion = "opinion" => "检查意见",
        /// What has to be put right.
        Demand = "demand" => "整改要求",
        /// What was put right.
        Report = "report" => "整改报告",
        /// Why it was accepted or not.
        Examined = "examined" => "审核意见",
    }
}

/// A text of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What it is.
    pub what: Saying,
    /// When, local.
    pub at: DateTime,
    /// The text.
    pub text: SealedRef,
}

/// What came of a check for a person (处理结果, S2-20): decided elsewhere, recorded here with the paper it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequence {
    /// When it was decided.
    pub on: Date,
    /// Who.
    pub person: SealedRef,
    /// Whether a case was filed against them (立案).
    pub filed: bool,
    /// How they were dealt with, of the catalogue.
    pub measure: Option<String>,
    /// Which sanction it is, in words.
    pub detail: Option<SealedRef>,
    /// The paper it rests on.
    pub document: SealedRef,
}

/// An item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckItem {
    /// Its number within the inspection, from 1.
    pub number: u32,
    /// The matter it is about, with its number.
    pub matter: Option<(MatterId, String)>,
    /// The unit that answers for it.
    pub unit: UnitId,
    /// What is complained of.
    pub ground: Option<Ground>,
    /// How the place is visited.
    pub visit: Option<Visit>,
    /// Where it stands.
    pub state: ItemState,
    /// Problems found.
    pub problems: Vec<String>,
    /// When it was checked, local.
    pub checked: Option<DateTime>,
    /// Whether the check, or the unit itself, found something wrong.
    pub faulted: bool,
    /// What was said of it, oldest first.
    pub said: Vec<Said>,
    /// What came of it for people, oldest first.
    pub consequences: Vec<Consequence>,
}

impl CheckItem {
    /// One that was not looked at yet.
    pub fn new(number: u32, unit: &UnitId, state: ItemState) -> Self {
        Self {
            number,
            matter: None,
            unit: unit.clone(),
            ground: None,
            visit: None,
            state,
            problems: Vec::new(),
            checked: None,
            faulted: false,
            said: Vec::new(),
            consequences: Vec::new(),
        }
    }

    /// How many people a case was filed against.
    pub fn filed(&self) -> usize {
        self.consequences.iter().filter(|one| one.filed).count()
    }

    /// How many people were dealt with.
    pub fn dealt(&self) -> usize {
        let dealt = |one: &&Consequence| one.measure.is_some();
        self.consequences.iter().filter(dealt).count()
    }

    /// Notes what was said of it.
    pub fn say(&mut self, what: Saying, at: DateTime, text: &SealedRef) {
        let text = text.clone();
        self.said.push(Said { what, at, text });
    }
}
