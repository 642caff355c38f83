//! Look for an original (盘点原件): present, damaged or missing. A missing one stays in the book, visible
//! to all who see the matter, until it is found (S0-25, P-06).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::{Custody, Found, Matter};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct CheckOriginal {
    original: String,
    found: Found,
    note: Option<SealedRef>,
}

/// An original was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalChecked {
    /// Which.
    pub number: u32,
    /// What was found.
    pub found: Found,
    /// What happened to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

crate::refusals! {
    NothingKept = "nothing-kept" => "没有可以盘点的原件。",
    OriginalUnknown = "original-unknown" => "没有这份原件，或已归档。",
    NotKeeper = "not-keeper" => "盘点由保管人登记；保管人不能办理的，由其机关的信访室主任、领导或者上级机关登记。",
    CircumstancesMissing = "circumstances-missing" => "遗失、损毁的须写明情况：何时发现、怎样查找、有无责任。",
    StillLent = "still-lent" => "此原件借出未还，请先登记归还，或者登记为遗失。",
}

impl Step for CheckOriginal {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "check-original",
        noun: "original-checks",
        zh: "盘点原件",
        help: "按实物登记；遗失的写明情况，一直列在原件簿里，找到后再登记为在库。",
        basis: "丢失、隐匿、毁弃材料须追究责任（S0-25）；原件盘点（P-06）",
        mechanisms: &["P-06", "S0-25", "S2-07"],
        performer: Performer::Person,
        fields: &[
            Field::new("original", "原件", Kind::From(Source::Originals)),
            Field::new("found", "盘点结果", Kind::Choice(Found::CODES)),
            Field::new("note", "情况", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let here = |original: &crate::matter::Original| original.archived.is_none();
        if matter.originals.iter().any(here) { Ok(()) } else { Err(Refusal::NothingKept) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let original = matter.original(&self.original);
        let original = original.filter(|original| original.archived.is_none());
        let original = original.ok_or(Refusal::OriginalUnknown)?;
        if !original.is_in_charge(matter, ctx) {
            return Err(Refusal::NotKeeper);
        }
        if self.found != Found::Present && self.note.is_none() {
            return Err(Refusal::CircumstancesMissing);
        }
        let lent = original.custody() == Custody::Lent;
        if lent && self.found != Found::Missing {
            return Err(Refusal::StillLent);
        }
        let number = original.number;
        let checked = OriginalChecked { number, found: self.found, note: self.note };
        let mut events = vec![Event::OriginalChecked(checked)];
        if lent && matter.last_loan(number) {
            events.push(Event::OriginalsHome(super::return_original::OriginalsHome {}));
        }
        Ok(events)
    }
}

impl OriginalChecked {
    /// Remembers when it was looked for and what was found.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let on = record.happened.date();
        let Some(original) = matter.original_mut(self.number) else { return };
        original.checked = Some(on);
        match self.found {
            Found::Present => original.lost = None,
            Found::Damaged => (original.lost, original.damaged) = (None, true),
            Found::Missing => {
                original.lost = original.lost.or(Some(on));
                original.loan = None;
                original.handing = None;
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
