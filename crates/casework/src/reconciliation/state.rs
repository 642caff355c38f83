//! What a reconciliation is.

use super::differences::{Difference, Found};
use super::steps::{self, Event};
use crate::clocks::{Clock, Owed, Promising};
use crate::ids::{PersonId, ProcedureId, UnitId};
use crate::matter::{Choice, Inflow, Outflow};
use crate::procedure::{Core, Item, Noun, Procedure};
use crate::rows::{Offset, Rows};
use crate::rules::{ClockRule, Condition, Owner, Rules};
use crate::sealed::SealedRef;
use crate::step::Context;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Where a reconciliation stands.
    pub enum Stage {
        /// It was counted, and differences are being explained.
        Comparing = "comparing" => "核对差异",
        /// A clerk signed it.
        Signed = "signed" => "待确认",
        /// The head confirmed it.
        Confirmed = "confirmed" => "已对账",
    }
}

/// The figures of a month as they were counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// In hand when the month began (期初).
    pub opening: i64,
    /// What came, by how (本期收).
    pub came: Vec<(Inflow, i64)>,
    /// What left, by how (本期出).
    pub went: Vec<(Outflow, i64)>,
    /// In hand when it ended (期末).
    pub closing: i64,
}

impl Figures {
    /// Everything that came.
    pub fn received(&self) -> i64 {
        self.came.iter().map(|(_, count)| count).sum()
    }

    /// Everything that left.
    pub fn left(&self) -> i64 {
        self.went.iter().map(|(_, count)| count).sum()
    }

    /// Whether they balance: opening and inflow are outflow and closing.
    pub fn balance(&self) -> bool {
        self.opening + self.received() == self.left() + self.closing
    }
}

/// Why a difference is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Which cause of `catalogue/reconciliation.toml`.
    pub code: String,
    /// In words.
    pub words: Option<SealedRef>,
    /// Who said so.
    pub by: PersonId,
}

/// A reconciliation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciliation {
    /// What every procedure has.
    pub core: Core,
    /// Whose book.
    pub organ: UnitId,
    /// The first day of the month.
    pub month: Option<Date>,
    /// Where it stands.
    pub stage: Stage,
    /// As counted last.
    pub figures: Figures,
    /// When that was: milliseconds since the epoch, UTC.
    pub counted_at: i64,
    /// What does not agree.
    pub differences: Vec<Difference>,
    /// The number of the difference found last.
    pub(crate) last: u32,
    /// Who signed it.
    pub signed: Option<PersonId>,
    /// Who confirmed it.
    pub confirmed: Option<PersonId>,
}

impl Reconciliation {
    /// A difference by its number.
    pub fn difference(&self, number: u32) -> Option<&Difference> {
        self.differences.iter().find(|known| known.number == number)
    }

    /// Whether differences are being explained.
    pub(crate) fn compares(&self) -> bool {
        self.core.exists() && self.stage == Stage::Comparing
    }

    /// Takes what was counted. What agrees by now is no difference any more; what still differs keeps its
    /// number and its cause.
    pub(crate) fn take(&mut self, figures: &Figures, found: &[Found], at: i64) {
        self.figures = figures.clone();
        self.counted_at = at;
        let mut before = std::mem::take(&mut self.differences);
        for found in found {
            let known = before.iter().position(|known| known.found == *found);
            let difference = known.map(|at| before.remove(at));
            let difference = difference.unwrap_or_else(|| self.next(found.clone()));
            self.differences.push(difference);
        }
        let noted = before.into_iter().filter(|known| known.noted.is_some());
        self.differences.extend(noted);
    }

    /// A difference that was not known before.
    pub(crate) fn next(&mut self, found: Found) -> Difference {
        self.last += 1;
        Difference {
            number: self.last,
            found,
            noted: None,
            cause: None,
        }
    }

    /// The difference of a number in a form, as far as whoever acts may know of it (T4).
    pub(crate) fn chosen(&self, number: &str, ctx: &Context<'_>) -> Option<&Difference> {
        let difference = self.difference(number.parse().ok()?)?;
        let hidden = ctx.facts.reconciliation.hidden.contains(&difference.number);
        Some(difference).filter(|_| !hidden)
    }

    /// Whether every difference that whoever acts may know of has its cause.
    pub(crate) fn is_explained(&self, ctx: &Context<'_>) -> bool {
        let hidden = &ctx.facts.reconciliation.hidden;
        let mut known = self.differences.iter();
        known.all(|known| known.cause.is_some() || hidden.contains(&known.number))
    }
}

/// The month of a word, `2026-02`: its first day.
pub fn month_of(word: &str) -> Option<Date> {
    let first: Date = format!("{word}-01").parse().ok()?;
    (first.strftime("%Y-%m").to_string() == word).then_some(first)
}

/// A month as an office says it: 2026年2月.
pub fn month_zh(first: Date) -> String {
    format!("{}年{}月", first.year(), first.month())
}

/// Months back that may be reconciled.
const BACK: usize = 12;

/// The months before today that have no reconciliation yet, the last first.
fn months(ctx: &Context<'_>) -> Vec<Choice> {
    let today = ctx.now.local.date();
    let before = std::iter::successors(today.first_of_month().yesterday().ok(), |last| {
        last.first_of_month().yesterday().ok()
    });
    let begun = &ctx.facts.reconciliation.begun;
    before
        .take(BACK)
        .map(Date::first_of_month)
        .filter(|month| !begun.contains(month))
        .map(|month| Choice::plain(&month.strftime("%Y-%m").to_string(), &month_zh(month)))
        .collect()
}

impl Promising for Reconciliation {
    type Event = Event;

    crate::climbs!();

    fn keeps(&self, _: &ClockRule, _: &Clock, _: &Event) -> bool {
        true
    }

    fn owed(&self, _: Owner, _: &Event, _: &Context<'_>) -> Vec<Owed> {
        vec![Owed::by(&self.core.unit, None)]
    }

    fn holds(&self, _: Condition) -> bool {
        false
    }
}

impl Procedure for Reconciliation {
    crate::by_steps!(steps, stage: Stage);

    const NOUN: Noun = Noun::Reconciliation;

    fn new(id: ProcedureId) -> Self {
        Self {
            core: Core::new(id),
            organ: UnitId(String::new()),
            month: None,
            stage: Stage::Comparing,
            figures: Figures::default(),
            counted_at: 0,
            differences: Vec::new(),
            last: 0,
            signed: None,
            confirmed: None,
        }
    }

    fn kind(&self) -> &str {
        "month"
    }

    fn kind_zh<'a>(_: &'a Rules, _: &'a str) -> &'a str {
        "月度对账"
    }

    fn period(&self) -> Option<(Date, Date)> {
        self.month.map(|first| (first, first.last_of_month()))
    }

    fn next(&self) -> &'static [&'static str] {
        &[
            "confirm-reconciliation",
            "explain-difference",
            "sign-reconciliation",
        ]
    }

    fn event_zh(event: &Event) -> &'static str {
        match event {
            Event::ReconciliationOpened(_) => "开展对账，取数",
            Event::ReconciliationCounted(_) => "重新取数",
            Event::DifferenceNoted(_) => "登记差异",
            Event::DifferenceExplained(_) => "说明差异原因",
            Event::ReconciliationSigned(_) => "对账签字",
            Event::ReconciliationHandedBack(_) => "退回核对",
            Event::ReconciliationConfirmed(_) => "确认对账",
            other => crate::procedure::common_zh::<Self>(other),
        }
    }

    fn own_choices(&self, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
        match list {
            "months" => months(ctx),
            "causes" => {
                let causes = ctx.rules.causes.iter();
                causes
                    .map(|cause| Choice::plain(&cause.id, &cause.name))
                    .collect()
            }
            "differences" => {
                let hidden = &ctx.facts.reconciliation.hidden;
                let known = self.differences.iter();
                let known = known.filter(|known| !hidden.contains(&known.number));
                // What waits for its cause stands first.
                let (told, open): (Vec<_>, Vec<_>) = known.partition(|known| known.cause.is_some());
                let all = open.into_iter().chain(told);
                all.map(|known| {
                    let zh = format!("第{}项：{}", known.number, known.found.kind.zh());
                    Choice::plain(&known.number.to_string(), &zh)
                })
                .collect()
            }
            _ => Vec::new(),
        }
    }

    fn items(&self) -> Vec<Item> {
        let of = |known: &Difference| {
            Some(Item {
                number: known.number,
                matter: known.found.matter?,
                unit: self.organ.clone(),
                state: if known.cause.is_some() {
                    "explained"
                } else {
                    "open"
                },
            })
        };
        self.differences.iter().filter_map(of).collect()
    }

    fn details(&self, offset: Offset, rows: &mut Rows) {
        super::rows::all(self, offset, rows);
    }
}
