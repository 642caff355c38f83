//! Paper originals (原件): each has a custody number, a keeper and a place until it is archived (P-06).

use crate::codes;
use crate::escalation::acting_organ;
use crate::ids::{PersonId, UnitId};
use crate::matter::Matter;
use crate::step::Context;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

codes! {
    /// What the original is.
    pub enum OriginalKind {
        /// The letter itself.
        Letter = "letter" => "信件",
        /// Its envelope, with the postmark.
        Envelope = "envelope" => "信封",
        /// The form a visitor filled.
        VisitForm = "visit-form" => "来访登记表",
        /// A leader's writing.
        Instruction = "instruction" => "领导批示件",
        /// A disc, a card, a recording.
        Medium = "medium" => "光盘、存储介质",
        /// Papers that prove something.
        Evidence = "evidence" => "证据材料",
        /// The reply and its receipt: what was told one to one is kept (S2-12).
        ReplyRecord = "reply-record" => "答复记录、回执",
        /// The result with its signatures.
        Result = "result" => "办理结果材料",
        /// Anything else.
        Other = "other" => "其他",
    }
}

codes! {
    /// Where an original stands.
    pub enum Custody {
        /// In its keeper's place.
        Kept = "kept" => "在库",
        /// Given to another keeper who has not confirmed yet.
        Handing = "handing" => "移交中",
        /// Lent.
        Lent = "lent" => "借出",
        /// Looked for and not found (S0-25).
        Lost = "lost" => "遗失",
        /// In the archive.
        Archived = "archived" => "已归档",
    }
}

codes! {
    /// What was found when looking.
    pub enum Found {
        /// In its place, whole.
        Present = "present" => "在库，完好",
        /// There, and damaged.
        Damaged = "damaged" => "在库，有损毁",
        /// Not there.
        Missing = "missing" => "遗失",
    }
}

/// One paper original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Number within the matter, from 1.
    pub number: u32,
    /// Its custody number (保管号).
    pub custody: String,
    /// What it is.
    pub kind: OriginalKind,
    /// Sheets.
    pub sheets: u32,
    /// In which cabinet or drawer; no personal text.
    pub place: Option<String>,
    /// Who keeps it.
    pub keeper: PersonId,
    /// The keeper's unit.
    pub unit: UnitId,
    /// Since when it is kept, milliseconds UTC.
    pub since: i64,
    /// To whom it is being handed.
    pub handing: Option<PersonId>,
    /// To whom it is lent.
    pub loan: Option<Loan>,
    /// Since when it is missing.
    pub lost: Option<Date>,
    /// Whether it is damaged.
    pub damaged: bool,
    /// When it was last looked for in an inventory (盘点).
    pub checked: Option<Date>,
    /// Where it lies in the archive.
    pub archived: Option<Filed>,
}

/// A loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loan {
    /// To whom.
    pub to: PersonId,
    /// Since when.
    pub from: Date,
    /// Whether the borrower confirmed.
    pub confirmed: bool,
}

/// A place in the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// Box (盒号).
    #[serde(rename = "box")]
    pub carton: String,
    /// Volume (卷号).
    pub volume: String,
}

impl Original {
    /// Where it stands.
    pub fn custody(&self) -> Custody {
        if self.archived.is_some() {
            Custody::Archived
        } else if self.lost.is_some() {
            Custody::Lost
        } else if self.loan.is_some() {
            Custody::Lent
        } else if self.handing.is_some() {
            Custody::Handing
        } else {
            Custody::Kept
        }
    }

    /// Whether somebody has yet to confirm that they took it.
    pub fn awaits(&self, person: &PersonId) -> bool {
        let lent = self.loan.as_ref().filter(|loan| !loan.confirmed);
        self.handing.as_ref() == Some(person) || lent.is_some_and(|loan| loan.to == *person)
    }

    /// Whether the person acting may dispose of it: its keeper, or where the keeper cannot, who leads the keeper's organ
    /// or one above it, and where that organ sees the matter no more, who leads the organ that has it. Another organ
    /// that sees the matter neither lends it nor calls it lost.
    pub fn is_in_charge(&self, matter: &Matter, ctx: &Context<'_>) -> bool {
        let crate::Actor::Person { person, role, .. } = ctx.actor else {
            return false;
        };
        let leads = || ctx.rules.role(role).is_some_and(|role| role.recuses_others);
        let over = |own: &UnitId| {
            let kept = ctx.office.organ_of(&self.unit).unwrap_or(&self.unit);
            let has = ctx.office.organ_of(&matter.holder) == Some(own);
            ctx.office.is_within(own, kept) || (has && !matter.sight.contains(kept))
        };
        self.keeper == *person || (leads() && acting_organ(ctx).is_some_and(over))
    }
}

impl Matter {
    /// The original of a number as a form sends it.
    pub fn original(&self, number: &str) -> Option<&Original> {
        self.numbered_original(number.parse().ok()?)
    }

    /// The original of a number.
    pub fn numbered_original(&self, number: u32) -> Option<&Original> {
        let mut originals = self.originals.iter();
        originals.find(|original| original.number == number)
    }

    pub(crate) fn original_mut(&mut self, number: u32) -> Option<&mut Original> {
        self.originals
            .iter_mut()
            .find(|original| original.number == number)
    }

    /// Whether any original stands so.
    pub(crate) fn any_original(&self, custody: Custody) -> bool {
        self.originals
            .iter()
            .any(|original| original.custody() == custody)
    }

    /// Whether nothing but this one is lent.
    pub(crate) fn last_loan(&self, number: u32) -> bool {
        let others = self
            .originals
            .iter()
            .filter(|original| original.number != number);
        others.into_iter().all(|original| original.loan.is_none())
    }
}
