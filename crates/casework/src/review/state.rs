//! What a case review is.

use super::caused::LeftOut;
use super::item::{Item, ItemState, Outside};
use super::notice::{self, Notice};
use super::panel::Member;
use super::steps::{self, Event};
use crate::clocks::{Clock, Owed, Promising};
use crate::ids::{ProcedureId, UnitId};
use crate::inspection::state::{Drawn, Fixed};
use crate::matter::Choice;
use crate::procedure::{self, Core, Lookup, Noun, Procedure};
use crate::rows::{Offset, Rows};
use crate::rules::{ClockRule, Condition, Owner, Rules, Sheet};
use crate::sealed::SealedRef;
use crate::step::{Context, Step};
use jiff::civil::{Date, DateTime};

crate::codes! {
    /// Where a session stands.
    pub enum Stage {
        /// Opened: items are gathered and the panel named.
        Opened = "opened" => "筹备",
        /// The panel scores.
        Scoring = "scoring" => "评分",
        /// Scores and lists are out; what cost points is put right.
        Published = "published" => "整改",
        /// Over.
        Over = "over" => "已结束",
        /// Called off.
        CalledOff = "called-off" => "已撤销",
    }
}

crate::codes! {
    /// Where the panel meets.
    pub enum Venue {
        /// Together, on site.
        OnSite = "on-site" => "现场评查",
        /// Each at their own desk (线上评查).
        Online = "online" => "线上评查",
    }
}

/// The clock of putting right what cost points.
pub const RECTIFICATION: &str = "review-rectification";

/// A case review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What every procedure has.
    pub core: Core,
    /// By which sheet of `catalogue/reviews/`.
    pub sheet: String,
    /// The days whose letters and visits it looks at.
    pub period: Option<(Date, Date)>,
    /// What it is called.
    pub title: Option<SealedRef>,
    /// Where the panel meets.
    pub venue: Venue,
    /// Where it stands.
    pub stage: Stage,
    /// When its results came out.
    pub published: Option<Published>,
    /// Matters of other departments that may be drawn.
    pub pool: Vec<Outside>,
    /// What may be drawn, once it was fixed.
    pub population: Option<Fixed>,
    /// What was drawn.
    pub drawn: Option<Drawn>,
    /// What is scored.
    pub items: Vec<Item>,
    /// Who sits in it.
    pub panel: Vec<Member>,
    /// What the rule listed and a person left out.
    pub left_out: Vec<LeftOut>,
    /// The notice of its unqualified results.
    pub notice: Option<Notice>,
}

/// When the results of a review came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The year they count in.
    pub year: i16,
    /// The moment, local.
    pub at: DateTime,
}

impl Review {
    /// An item by its number as a form sends it.
    pub fn item(&self, number: &str) -> Option<&Item> {
        let number: u32 = number.parse().ok()?;
        self.items.iter().find(|item| item.number == number)
    }

    /// An item to be changed.
    pub(super) fn item_mut(&mut self, number: u32) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.number == number)
    }

    /// Whether the scores are out.
    pub fn is_published(&self) -> bool {
        matches!(self.stage, Stage::Published | Stage::Over)
    }

    /// Where an item stands.
    pub fn state_of(&self, item: &Item) -> ItemState {
        item.state(self.is_published())
    }

    /// Whether an item was not put right in time.
    pub fn is_late(&self, item: u32) -> bool {
        let mut clocks = self.core.clocks.iter();
        clocks.any(|clock| clock.rule == RECTIFICATION && clock.about == Some(item) && clock.lapsed)
    }

    /// Whether somebody has to answer for an item and no case was opened yet: it was refused, came late, or
    /// its original conclusion does not stand (S3-11, S1-15).
    pub fn owes_case(&self, item: &Item) -> bool {
        let overturned = item
            .settled
            .as_ref()
            .is_some_and(|settled| settled.overturned);
        let refused = self.state_of(item) == ItemState::Refused;
        let bad = overturned || refused || self.is_late(item.number);
        self.is_published() && item.investigation.is_none() && bad
    }

    /// Whether nothing is left to be done about an item.
    pub fn is_settled(&self, item: &Item) -> bool {
        let done = [ItemState::Clean, ItemState::Accepted, ItemState::Answered];
        done.contains(&self.state_of(item)) && !self.owes_case(item)
    }

    /// The sheet it is scored by.
    pub fn sheet<'a>(&self, rules: &'a Rules) -> Option<&'a Sheet> {
        rules.sheet(&self.sheet)
    }

    /// The unit that answers for an item: where that has no account, whoever runs the session.
    pub fn answers_for(&self, item: &Item) -> UnitId {
        item.unit().unwrap_or(&self.core.unit).clone()
    }
}

/// The item an event is about.
fn about(event: &Event) -> Option<u32> {
    match event {
        Event::Rectified(event) => Some(event.item),
        Event::RectificationAccepted(event) => Some(event.item),
        Event::RectificationRefused(event) => Some(event.item),
        Event::InvestigationOpened(event) => Some(event.item),
        Event::AccountabilityDecided(event) => Some(event.item),
        _ => None,
    }
}

impl Promising for Review {
    type Event = Event;

    crate::climbs!();

    fn keeps(&self, _rule: &ClockRule, clock: &Clock, event: &Event) -> bool {
        if let Event::NoticeAcknowledged(event) = event {
            return clock.owner == event.unit;
        }
        clock.about.is_none() || clock.about == about(event)
    }

    fn owed(&self, owner: Owner, event: &Event, _ctx: &Context<'_>) -> Vec<Owed> {
        let items = self.items.iter();
        match (owner, event) {
            (Owner::Party, Event::ReviewPublished(_)) => items
                .filter(|item| item.list.is_some())
                .map(|item| Owed::by(&self.answers_for(item), Some(item.number)))
                .collect(),
            // The notice of unqualified results is owed by the organ that publishes them, where there are any.
            (Owner::Actor, Event::ReviewPublished(_)) => match self.owes_notice() {
                true => vec![Owed::by(&self.core.unit, None)],
                false => Vec::new(),
            },
            (Owner::Party, Event::NoticeSigned(event)) => {
                let to = event.to.iter();
                to.map(|unit| Owed::by(unit, None).beside()).collect()
            }
            (_, Event::ReviewPublished(_)) => items
                .filter(|item| {
                    item.settled
                        .as_ref()
                        .is_some_and(|settled| settled.overturned)
                })
                .map(|item| Owed::by(&self.core.unit, Some(item.number)))
                .collect(),
            _ => vec![Owed::by(&self.core.unit, about(event))],
        }
    }

    fn holds(&self, _condition: Condition) -> bool {
        false
    }
}

impl Procedure for Review {
    crate::by_steps!(steps, stage: Stage);

    const NOUN: Noun = Noun::Review;

    fn new(id: ProcedureId) -> Self {
        Self {
            core: Core::new(id),
            sheet: String::new(),
            period: None,
            title: None,
            venue: Venue::OnSite,
            stage: Stage::Opened,
            published: None,
            pool: Vec::new(),
            population: None,
            drawn: None,
            items: Vec::new(),
            panel: Vec::new(),
            left_out: Vec::new(),
            notice: None,
        }
    }

    fn kind(&self) -> &str {
        &self.sheet
    }

    fn kind_zh<'a>(rules: &'a Rules, kind: &'a str) -> &'a str {
        rules.sheet(kind).map_or(kind, |sheet| &sheet.name)
    }

    fn period(&self) -> Option<(Date, Date)> {
        self.period
    }

    fn next(&self) -> &'static [&'static str] {
        let scored = self.items.iter().all(|item| item.settled.is_some());
        match scored && !self.items.is_empty() {
            true => &[
                "publish-review",
                "acknowledge-review-notice",
                "sign-review-notice",
                "draft-review-notice",
                "rectify",
                "judge-rectification",
                "end-review",
            ],
            false => &[
                "report-self-check",
                "settle-score",
                "score-item",
                "draw-review-items",
                "fix-review-population",
                "name-panel",
                "add-review-items",
            ],
        }
    }

    fn event_zh(event: &Event) -> &'static str {
        match event {
            Event::ReviewOpened(_) => "召开评查会",
            Event::ItemsAdded(_) => "列入评查件",
            Event::OutsideAdded(_) => "列入外部件",
            Event::CausedLeft(_) => "不列入督评",
            Event::PopulationFixed(_) => "冻结评查范围",
            Event::ItemsDrawn(_) => "抽取评查件",
            Event::PanelNamed(_) => "确定评查组成员",
            Event::SelfChecked(_) => "自查报告",
            Event::ItemScored(_) => "评分",
            Event::ScoreSettled(_) => "裁定得分",
            Event::ReviewPublished(_) => "公布评查结果",
            Event::NoticeDrafted(_) => "拟不合格件通报",
            Event::NoticeSigned(_) => "签发不合格件通报",
            Event::NoticeAcknowledged(_) => "签收不合格件通报",
            Event::Rectified(_) => "报送整改",
            Event::RectificationAccepted(_) => "整改审核通过",
            Event::RectificationRefused(_) => "整改退回",
            Event::InvestigationOpened(_) => "开展责任倒查",
            Event::AccountabilityDecided(_) => "决定追责",
            Event::ReviewEnded(_) => "评查结束",
            Event::ReviewCalledOff(_) => "撤销评查",
            other => procedure::common_zh::<Self>(other),
        }
    }

    fn own_choices(&self, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
        steps::choices(self, list, ctx)
    }

    fn items(&self) -> Vec<procedure::Item> {
        let of_matter = |item: &Item| {
            let reviewed = item.reviewed()?;
            Some(procedure::Item {
                number: item.number,
                matter: reviewed.matter,
                unit: reviewed.unit.clone(),
                state: self.state_of(item).as_str(),
            })
        };
        self.items.iter().filter_map(of_matter).collect()
    }

    fn details(&self, offset: Offset, rows: &mut Rows) {
        super::rows::details(self, offset, rows);
    }

    fn issues(act: &str) -> Option<&'static str> {
        (act == steps::sign_notice::SignNotice::ACT.name).then_some(notice::LETTER)
    }

    fn issued(event: &Event) -> Option<procedure::Issued> {
        match event {
            Event::NoticeSigned(event) => Some(event.issued()),
            _ => None,
        }
    }

    fn lookup(&self, act: &str) -> Option<Lookup> {
        let fixed = self.population.as_ref().map(|fixed| fixed.version);
        fixed
            .filter(|_| act == "draw-review-items")
            .map(|fixed| Lookup::Draw { fixed })
    }
}
