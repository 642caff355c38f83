//! The city-wide notice (全市通报) of a review's unqualified results: which it names, what is demanded, under which
//! number it went out, and who has it. It names units and scores and never a matter (T3).

use super::{Item, Review};
use crate::ids::{PersonId, UnitId};
use crate::office::Office;
use crate::sealed::SealedRef;
use crate::step::Context;
use jiff::civil::{Date, DateTime};

/// The grade of a score below seventy (S3-07).
pub const UNQUALIFIED: &str = "unqualified";

/// The series of these notices, by their kind in the catalogue.
pub const LETTER: &str = "review-notice";

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The items it tells of.
    pub items: Vec<u32>,
    /// What is demanded.
    pub demand: SealedRef,
    /// What it bears since it was signed.
    pub signed: Option<Signed>,
    /// Who has it.
    pub receipts: Vec<Receipt>,
}

/// What a signed notice bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Whose.
    pub organ: UnitId,
    /// Of which year.
    pub year: i16,
    /// Its number within the organ's year.
    pub serial: u32,
    /// By whom.
    pub by: PersonId,
    /// On which day.
    pub on: Date,
}

/// An organ that a notice goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Which organ.
    pub unit: UnitId,
    /// Who acknowledged it and when.
    pub acknowledged: Option<(PersonId, DateTime)>,
    /// What it will do about it.
    pub measures: Option<SealedRef>,
}

impl Item {
    /// Whether its score is below seventy.
    pub fn is_unqualified(&self) -> bool {
        let settled = self.settled.as_ref();
        settled.is_some_and(|settled| settled.grade == UNQUALIFIED)
    }
}

impl Review {
    /// Whether unqualified results are out that no signed notice told of yet.
    pub fn owes_notice(&self) -> bool {
        let told = self
            .notice
            .as_ref()
            .is_some_and(|notice| notice.signed.is_some());
        self.is_published() && !told && self.items.iter().any(Item::is_unqualified)
    }

    /// The receipt of a unit, where the notice is out and went to it.
    pub fn receipt_of(&self, unit: &UnitId) -> Option<&Receipt> {
        let notice = self.notice.as_ref()?;
        notice.receipts.iter().find(|receipt| receipt.unit == *unit)
    }

    /// Whether a unit has an unqualified result of its own in it.
    pub(super) fn is_criticised(&self, unit: &UnitId, office: &Office) -> bool {
        let mut own = self.items.iter().filter(|item| item.is_unqualified());
        own.any(|item| {
            let handled = item.unit();
            handled.is_some_and(|handled| handled == unit || office.organ_of(handled) == Some(unit))
        })
    }

    /// Whom the notice goes to: every organ directly below, and the organs whose results it tells of.
    pub(super) fn told(&self, ctx: &Context<'_>) -> Vec<UnitId> {
        let own = ctx
            .office
            .organ_of(&self.core.unit)
            .unwrap_or(&self.core.unit);
        let below = ctx.office.children_of(own).iter();
        let is_organ = |unit: &&UnitId| {
            ctx.office
                .unit(unit)
                .is_some_and(|unit| unit.kind.is_organ())
        };
        let mut told: Vec<UnitId> = below.filter(is_organ).cloned().collect();
        let named = self.items.iter().filter(|item| item.is_unqualified());
        for organ in named.filter_map(|item| ctx.office.organ_of(item.unit()?)) {
            if organ != own && !told.contains(organ) {
                told.push(organ.clone());
            }
        }
        told
    }
}
