//! What a bulletin is.

use super::figures::{Line, Totals};
use super::period::Period;
use super::steps::{self, Event};
use crate::clocks::{Clock, Owed, Promising};
use crate::ids::{PersonId, ProcedureId, UnitId};
use crate::matter::Choice;
use crate::procedure::{Core, Noun, Procedure};
use crate::rows::{Cell, Offset, Rows, Table, put};
use crate::rules::{ClockRule, Condition, Owner, Rules};
use crate::sealed::SealedRef;
use crate::step::Context;
use jiff::civil::{Date, DateTime};

crate::codes! {
    /// Where a bulletin stands.
    pub enum Stage {
        /// It waits for a leader.
        Drafted = "drafted" => "待签发",
        /// It is out, and organs acknowledge it.
        Signed = "signed" => "已签发，待签收",
        /// Every organ acknowledged it.
        Acknowledged = "acknowledged" => "全部签收",
        /// It was withdrawn before it was signed.
        Withdrawn = "withdrawn" => "已撤回",
    }
}

/// An organ that a bulletin goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Which organ.
    pub unit: UnitId,
    /// Who acknowledged it and when.
    pub acknowledged: Option<(PersonId, DateTime)>,
    /// What it will do about it.
    pub measures: Option<SealedRef>,
}

/// A bulletin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulletin {
    /// What every procedure has.
    pub core: Core,
    /// Whose.
    pub organ: UnitId,
    /// What it looks back on.
    pub period: Option<Period>,
    /// Where it stands.
    pub stage: Stage,
    /// A line each organ.
    pub lines: Vec<Line>,
    /// The whole.
    pub totals: Totals,
    /// The whole a year before.
    pub before: Totals,
    /// How a person judges it.
    pub summary: Option<SealedRef>,
    /// What is demanded.
    pub demand: Option<SealedRef>,
    /// Organs praised.
    pub praised: Vec<UnitId>,
    /// Organs criticised.
    pub criticised: Vec<UnitId>,
    /// Its number within the organ's year, who signed it and when.
    pub signed: Option<(u32, PersonId, Date)>,
    /// Who has it.
    pub receipts: Vec<Receipt>,
}

impl Bulletin {
    /// Whether it waits for a signature.
    pub(crate) fn is_draft(&self) -> bool {
        self.core.exists() && self.stage == Stage::Drafted
    }

    /// The organ of whoever acts.
    pub(crate) fn organ<'a>(ctx: &Context<'a>) -> Option<&'a UnitId> {
        let unit = ctx.actor.unit()?;
        Some(ctx.office.organ_of(unit).unwrap_or(unit))
    }

    /// What an organ owes on it.
    pub(crate) fn receipt_of(&self, unit: &UnitId) -> Option<&Receipt> {
        self.receipts.iter().find(|receipt| receipt.unit == *unit)
    }

    /// Whether an organ acknowledged it late.
    pub fn is_late(&self, unit: &UnitId) -> bool {
        let mut clocks = self.core.clocks.iter();
        clocks.any(|clock| clock.owner == *unit && clock.lapsed)
    }
}

/// The organs directly below one.
pub(crate) fn below<'a>(organ: &UnitId, ctx: &Context<'a>) -> Vec<&'a UnitId> {
    let children = ctx.office.children_of(organ).iter();
    let is_organ = |unit: &&UnitId| {
        ctx.office
            .unit(unit)
            .is_some_and(|unit| unit.kind.is_organ())
    };
    children.filter(is_organ).collect()
}

impl Promising for Bulletin {
    type Event = Event;

    crate::climbs!();

    fn keeps(&self, _: &ClockRule, clock: &Clock, event: &Event) -> bool {
        match event {
            Event::BulletinAcknowledged(event) => clock.owner == event.unit,
            _ => true,
        }
    }

    fn owed(&self, owner: Owner, _: &Event, _: &Context<'_>) -> Vec<Owed> {
        match owner {
            Owner::Party => {
                let receipts = self.receipts.iter();
                receipts
                    .map(|receipt| Owed::by(&receipt.unit, None).beside())
                    .collect()
            }
            _ => vec![Owed::by(&self.core.unit, None)],
        }
    }

    fn holds(&self, _: Condition) -> bool {
        false
    }
}

impl Procedure for Bulletin {
    crate::by_steps!(steps, stage: Stage);

    const NOUN: Noun = Noun::Bulletin;

    fn new(id: ProcedureId) -> Self {
        Self {
            core: Core::new(id),
            organ: UnitId(String::new()),
            period: None,
            stage: Stage::Drafted,
            lines: Vec::new(),
            totals: Totals::default(),
            before: Totals::default(),
            summary: None,
            demand: None,
            praised: Vec::new(),
            criticised: Vec::new(),
            signed: None,
            receipts: Vec::new(),
        }
    }

    fn kind(&self) -> &str {
        "work"
    }

    fn kind_zh<'a>(_: &'a Rules, _: &'a str) -> &'a str {
        "信访工作通报"
    }

    fn period(&self) -> Option<(Date, Date)> {
        self.period.map(|period| (period.from, period.until))
    }

    fn next(&self) -> &'static [&'static str] {
        &["acknowledge-bulletin", "sign-bulletin"]
    }

    fn event_zh(event: &Event) -> &'static str {
        match event {
            Event::BulletinDrafted(_) => "拟通报，取数",
            Event::BulletinEdited(_) => "修改通报稿",
            Event::BulletinSigned(_) => "签发通报",
            Event::BulletinWithdrawn(_) => "撤回通报稿",
            Event::BulletinAcknowledged(_) => "签收通报",
            other => crate::procedure::common_zh::<Self>(other),
        }
    }

    fn own_choices(&self, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
        match list {
            "periods" => {
                let told = Period::told_of(ctx.now.local.date()).into_iter();
                told.map(|period| Choice::plain(&period.word(), &period.zh()))
                    .collect()
            }
            "below" => {
                let own = Self::organ(ctx)
                    .map(|organ| below(organ, ctx))
                    .unwrap_or_default();
                let line =
                    |unit: &&UnitId| Choice::plain(unit.as_str(), ctx.office.unit_name(unit));
                own.iter().map(line).collect()
            }
            _ => Vec::new(),
        }
    }

    fn details(&self, _: Offset, rows: &mut Rows) {
        let Some(period) = self.period else { return };
        let year = self
            .signed
            .as_ref()
            .map(|(_, _, on)| Cell::Int(on.year().into()));
        let serial = self
            .signed
            .as_ref()
            .map(|(serial, ..)| Cell::Int((*serial).into()));
        let row = vec![
            Cell::Text(self.core.id.to_string()),
            Cell::Text(self.organ.as_str().to_owned()),
            Cell::Text(period.word()),
            Cell::Text(self.stage.as_str().to_owned()),
            year.unwrap_or(Cell::Null),
            serial.unwrap_or(Cell::Null),
        ];
        put(rows, Table::Bulletins, row);
    }
}

/// The columns of the read table `bulletins`.
pub(crate) const COLUMNS: &[&str] = &[
    "procedure_id",
    "organ_id",
    "period",
    "stage",
    "year",
    "serial",
];
