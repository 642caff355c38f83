//! What a campaign is.

mod acts;
mod promises;

use super::item::{Item, ItemState};
use super::paper::Paper;
use super::steps::{self, Event};
use crate::ids::{MatterId, PersonId, ProcedureId, UnitId};
use crate::matter::{CampaignNote, Choice};
use crate::procedure::{Core, Issued, Noun, Procedure};
use crate::rows::{Offset, Rows};
use crate::rules::Rules;
use crate::sealed::SealedRef;
use crate::step::{Context, Step};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// The phases of a campaign (四步走).
    pub enum Phase {
        /// The stock is gone through.
        Screen = "screen" => "集中排查",
        /// Leaders take items, and take them down.
        Take = "take" => "带件下访、领导包案",
        /// Items are cleared, new ones added.
        Clear = "clear" => "动态清零",
        /// What was written off is looked at again.
        LookBack = "look-back" => "回头看",
        /// Over.
        Finished = "finished" => "已结束",
    }
}

/// A phase and its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// Which phase.
    pub phase: Phase,
    /// Its last day.
    pub until: Date,
}

/// A reception, or another action of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reception {
    /// Which action of the catalogue.
    pub action: String,
    /// The unit whose action it is.
    pub unit: UnitId,
    /// Who held it.
    pub leader: PersonId,
    /// On which day.
    pub on: Date,
    /// Batches received (批).
    pub batches: u32,
    /// People received (人次).
    pub people: u32,
    /// The items it was about.
    pub items: Vec<u32>,
}

/// A unit's report of its week (一周一销号).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekReport {
    /// Which unit.
    pub unit: UnitId,
    /// Its last day.
    pub until: Date,
    /// What the unit says it wrote off.
    pub stated: u32,
    /// What the items say.
    pub counted: u32,
    /// When it was handed in.
    pub at: DateTime,
    /// Why it was sent back, where it was.
    pub returned: Option<Returned>,
}

crate::codes! {
    /// Why a week's report was sent back.
    pub enum Returned {
        /// What it says is not what the items say.
        Differs = "differs" => "与逐件台账不符",
        /// It was late, and says not why.
        Late = "late" => "迟报且未说明原因",
    }
}

/// A monthly notice (一月一通报).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number within the campaign, from 1.
    pub number: u32,
    /// The last day it counts.
    pub until: Date,
    /// A line each unit.
    pub lines: Vec<steps::draft_notice::Line>,
    /// What is demanded.
    pub demand: SealedRef,
    /// Who signed it and when.
    pub signed: Option<(PersonId, Date)>,
    /// Under which number it went out.
    pub paper: Paper,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// What every procedure has.
    pub core: Core,
    /// Of which kind of `catalogue/campaigns.toml`.
    pub kind: String,
    /// What it is called.
    pub title: Option<SealedRef>,
    /// Its first day.
    pub from: Option<Date>,
    /// Its phases with their last days.
    pub endings: Vec<Ending>,
    /// Where it stands.
    pub phase: Phase,
    /// Its items, those refused included, by number.
    pub items: Vec<Item>,
    /// Receptions and other actions.
    pub receptions: Vec<Reception>,
    /// Weekly reports.
    pub weeks: Vec<WeekReport>,
    /// Monthly notices.
    pub notices: Vec<Notice>,
    /// Letters that assigned items by topic area.
    pub letters: Vec<steps::assign::BatchAssigned>,
}

impl Campaign {
    /// Whether it goes on.
    pub fn runs(&self) -> bool {
        self.core.exists() && self.core.over.is_none()
    }

    /// The item of a number.
    pub fn item(&self, number: u32) -> Option<&Item> {
        self.items.get(number.checked_sub(1)? as usize)
    }

    pub(crate) fn item_mut(&mut self, number: u32) -> Option<&mut Item> {
        self.items.get_mut(number.checked_sub(1)? as usize)
    }

    /// The unit that acts: an organ, or where nobody acts in a post, none.
    pub(crate) fn organ<'a>(ctx: &Context<'a>) -> Option<&'a UnitId> {
        let unit = ctx.actor.unit()?;
        Some(ctx.office.organ_of(unit).unwrap_or(unit))
    }

    /// Whether whoever acts answers for the whole of it: people of the organ that runs it, or above.
    pub(crate) fn is_runner(&self, ctx: &Context<'_>) -> bool {
        Self::organ(ctx).is_some_and(|organ| self.core.sight.contains(organ))
    }

    /// An item as whoever acts may mean it: of the whole, or of their own unit, and never one about a matter
    /// they may not know of (T4).
    pub(crate) fn meant(&self, word: &str, ctx: &Context<'_>) -> Option<&Item> {
        let item = self.item(word.parse().ok()?)?;
        let own = Self::organ(ctx) == Some(&item.unit) || self.is_runner(ctx);
        let known = !ctx.facts.campaign.hidden.contains(&item.number);
        Some(item).filter(|item| own && known && item.is_in())
    }

    /// Items of some states that whoever acts may mean.
    fn choices(&self, states: &[ItemState], ctx: &Context<'_>) -> Vec<Choice> {
        let items = self
            .items
            .iter()
            .filter(|item| states.contains(&item.state));
        items
            .filter_map(|item| self.meant(&item.number.to_string(), ctx))
            .map(|item| {
                let unit = ctx.office.unit_name(&item.unit);
                let zh = format!("第{}项（{unit}）", item.number);
                Choice::plain(&item.number.to_string(), &zh)
            })
            .collect()
    }
}

impl Procedure for Campaign {
    crate::by_steps!(steps, phase: Phase);

    const NOUN: Noun = Noun::Campaign;

    fn new(id: ProcedureId) -> Self {
        Self {
            core: Core::new(id),
            kind: String::new(),
            title: None,
            from: None,
            endings: Vec::new(),
            phase: Phase::Screen,
            items: Vec::new(),
            receptions: Vec::new(),
            weeks: Vec::new(),
            notices: Vec::new(),
            letters: Vec::new(),
        }
    }

    fn kind(&self) -> &str {
        &self.kind
    }

    fn kind_zh<'a>(rules: &'a Rules, kind: &'a str) -> &'a str {
        rules.campaigns.kind(kind).map_or(kind, |kind| &kind.name)
    }

    fn period(&self) -> Option<(Date, Date)> {
        let last = self.endings.last()?;
        Some((self.from?, last.until))
    }

    fn next(&self) -> &'static [&'static str] {
        &[
            "sign-monthly-notice",
            "report-week",
            "include-items",
            "contract-item",
            "judge-item",
            "write-off-item",
            "resolve-item",
            "look-back-item",
            "finish-campaign",
        ]
    }

    fn event_zh(event: &Event) -> &'static str {
        acts::event_zh(event)
    }

    fn own_choices(&self, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
        acts::own_choices(self, list, ctx)
    }

    fn items(&self) -> Vec<crate::procedure::Item> {
        let items = self.items.iter().filter(|item| item.is_in());
        items
            .map(|item| crate::procedure::Item {
                number: item.number,
                matter: item.matter,
                unit: item.unit.clone(),
                state: item.state.as_str(),
            })
            .collect()
    }

    fn notes(&self) -> Vec<(MatterId, CampaignNote)> {
        let items = self.items.iter().filter(|item| item.is_in());
        items
            .map(|item| (item.matter, acts::noted(self, item)))
            .collect()
    }

    fn issues(act: &str) -> Option<&'static str> {
        [
            (
                steps::sign_notice::SignNotice::ACT.name,
                steps::sign_notice::LETTER,
            ),
            (
                steps::assign::AssignByTopic::ACT.name,
                steps::assign::LETTER,
            ),
        ]
        .iter()
        .find(|(name, _)| *name == act)
        .map(|(_, letter)| *letter)
    }

    fn issued(event: &Event) -> Option<Issued> {
        match event {
            Event::NoticeSigned(signed) => signed.paper.issued(steps::sign_notice::LETTER),
            Event::BatchAssigned(assigned) => assigned.paper.issued(steps::assign::LETTER),
            _ => None,
        }
    }

    fn details(&self, offset: Offset, rows: &mut Rows) {
        super::rows::all(self, offset, rows);
    }
}
