//! What an inspection is.

mod choices;
mod items;
mod promises;
mod rows;

pub(crate) use choices::answers_for;
pub use items::{CheckItem, Consequence, Ground, ItemState, Said, Saying, Visit};
pub(crate) use rows::ITEMS;

use super::steps::{self, Event};
use crate::draw::{Priority, Stratum, Wanted};
use crate::ids::ProcedureId;
use crate::matter::Choice;
use crate::procedure::{Core, Item, Lookup, Noun, Procedure};
use crate::rows::{Offset, Rows};
use crate::rules::{Rules, Way};
use crate::sealed::SealedRef;
use crate::step::Context;
use jiff::civil::Date;

crate::codes! {
    /// Where an inspection stands.
    pub enum Stage {
        /// Opened, and nothing to check yet.
        Opened = "opened" => "已开展",
        /// Its population is fixed and not drawn from yet.
        Fixed = "fixed" => "范围已冻结，待抽取",
        /// Units owe answers to complaints.
        Notified = "notified" => "已通报，待答复",
        /// Its items are checked and put right.
        Checking = "checking" => "检查中",
        /// Over.
        Concluded = "concluded" => "已结束",
        /// Called off.
        CalledOff = "called-off" => "已撤销",
    }
}

/// An inspection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// What every procedure has.
    pub core: Core,
    /// Of which kind of `catalogue/inspections.toml`.
    pub kind: String,
    /// How it comes to its items.
    pub way: Way,
    /// Which days it looks at: from, until.
    pub period: Option<(Date, Date)>,
    /// What it is called.
    pub title: Option<SealedRef>,
    /// Where it stands.
    pub stage: Stage,
    /// What may be drawn.
    pub population: Option<Fixed>,
    /// What was drawn.
    pub drawn: Option<Drawn>,
    /// What is checked, by number.
    pub items: Vec<CheckItem>,
    /// What came of it, in words.
    pub summary: Option<SealedRef>,
}

/// A population that was fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The version of the event that fixed it: its leaf.
    pub version: i64,
    /// By unit and name.
    pub strata: Vec<Stratum>,
    /// Its digest, in hex.
    pub digest: String,
    /// How many.
    pub count: u32,
}

/// A draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The size of the ledger's checkpoint the seed was taken from.
    pub checkpoint: u64,
    /// The seed, in hex.
    pub seed: String,
    /// How much was wanted.
    pub wanted: Wanted,
    /// Who was drawn more of.
    pub priority: Priority,
    /// The sample.
    pub sample: Vec<Stratum>,
}

impl Inspection {
    /// An item by its number.
    pub fn item(&self, number: u32) -> Option<&CheckItem> {
        self.items.iter().find(|item| item.number == number)
    }

    /// The same, to be changed.
    pub(crate) fn item_mut(&mut self, number: u32) -> Option<&mut CheckItem> {
        self.items.iter_mut().find(|item| item.number == number)
    }

    /// The number of the next item.
    pub(crate) fn next_item(&self) -> u32 {
        self.items.len() as u32 + 1
    }

    /// Whether it is under way.
    pub(crate) fn is_running(&self) -> bool {
        self.core.exists() && self.core.over.is_none()
    }

    /// Whether some item stands in one of these.
    pub(crate) fn has(&self, states: &[ItemState]) -> bool {
        self.items.iter().any(|item| states.contains(&item.state))
    }

    /// The item of a number in a form, as far as whoever acts may know of it (T4).
    pub(crate) fn chosen(&self, number: &str, ctx: &Context<'_>) -> Option<&CheckItem> {
        let item = number.parse().ok().and_then(|number| self.item(number))?;
        let hidden = ctx.facts.inspection.hidden.contains(&item.number);
        Some(item).filter(|_| !hidden)
    }

    /// Takes a sample, or a whole population, as items to be checked.
    pub(crate) fn take(&mut self, strata: &[Stratum]) {
        for stratum in strata {
            for candidate in &stratum.candidates {
                let number = self.next_item();
                let mut item = CheckItem::new(number, &stratum.unit, ItemState::ToCheck);
                let named = candidate.matter.map(|id| (id, candidate.name.clone()));
                item.matter = named;
                self.items.push(item);
            }
        }
        self.stage = Stage::Checking;
    }
}

impl Procedure for Inspection {
    crate::by_steps!(steps, stage: Stage);

    const NOUN: Noun = Noun::Inspection;

    fn new(id: ProcedureId) -> Self {
        Self {
            core: Core::new(id),
            kind: String::new(),
            way: Way::Drawn,
            period: None,
            title: None,
            stage: Stage::Opened,
            population: None,
            drawn: None,
            items: Vec::new(),
            summary: None,
        }
    }

    fn kind(&self) -> &str {
        &self.kind
    }

    fn kind_zh<'a>(rules: &'a Rules, kind: &'a str) -> &'a str {
        rules.inspection(kind).map_or(kind, |kind| &kind.name)
    }

    fn period(&self) -> Option<(Date, Date)> {
        self.period
    }

    fn next(&self) -> &'static [&'static str] {
        &[
            "report-rectification",
            "answer-complaint",
            "decide-rectification",
            "fix-population",
            "draw",
            "order-rectification",
            "check-item",
            "conclude-inspection",
            "name-venues",
            "collect-complaint",
        ]
    }

    fn event_zh(event: &Event) -> &'static str {
        match event {
            Event::InspectionOpened(_) => "开展检查",
            Event::PopulationFixed(_) => "冻结检查范围",
            Event::SampleDrawn(_) => "抽取样本",
            Event::VenuesNamed(_) => "确定检查场所",
            Event::ComplaintCollected(_) => "收录来电反映",
            Event::ComplaintsNotified(_) => "通报来电反映",
            Event::ComplaintAdmitted(_) => "答复属实，挂账督办",
            Event::ComplaintDenied(_) => "答复不属实",
            Event::ItemChecked(_) => "登记检查意见",
            Event::RectificationOrdered(_) => "责令整改",
            Event::RectificationReported(_) => "报告整改",
            Event::RectificationAccepted(_) => "整改通过，销号",
            Event::RectificationRefused(_) => "整改未通过",
            Event::ConsequenceRecorded(_) => "登记处理结果",
            Event::InspectionConcluded(_) => "结束检查",
            Event::InspectionCalledOff(_) => "撤销检查",
            other => crate::procedure::common_zh::<Self>(other),
        }
    }

    fn own_choices(&self, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
        self.offers(list, ctx)
    }

    fn items(&self) -> Vec<Item> {
        let of = |item: &CheckItem| {
            let (matter, _) = item.matter.as_ref()?;
            Some(Item {
                number: item.number,
                matter: *matter,
                unit: item.unit.clone(),
                state: item.state.as_str(),
            })
        };
        self.items.iter().filter_map(of).collect()
    }

    fn details(&self, offset: Offset, rows: &mut Rows) {
        rows::details(self, offset, rows);
    }

    fn lookup(&self, act: &str) -> Option<Lookup> {
        match act {
            "fix-population" if self.way != Way::Hotline => Some(Lookup::Population),
            "draw" => self.population.as_ref().map(|fixed| Lookup::Draw {
                fixed: fixed.version,
            }),
            "collect-complaint" => Some(Lookup::Matter),
            _ => Some(Lookup::Hidden),
        }
    }
}
