//! Archive an original (原件归档): into a box and a volume, once the matter is over (P-06; S2-12: what was
//! told one to one is kept and filed).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::{Custody, Filed, Matter};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ArchiveOriginal {
    original: String,
    #[serde(rename = "box")]
    carton: String,
    volume: String,
}

/// An original went into the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalArchived {
    /// Which.
    pub number: u32,
    /// Where it lies.
    #[serde(flatten)]
    pub filed: Filed,
}

crate::refusals! {
    NoneKept = "none-kept" => "没有在库的原件可以归档。",
    NotOver = "not-over" => "此件尚未销号，原件还不能归档；销号以后再归档。",
    NotKept = "not-kept" => "此原件不在库：借出的先归还，移交中的先确认，遗失的先查找。",
    NotKeeper = "not-keeper" => "归档由保管人办理；保管人不能办理的，由其机关的信访室主任、领导或者上级机关办理。",
}

impl Step for ArchiveOriginal {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "archive-original",
        noun: "original-archiving",
        zh: "原件归档",
        help: "写明盒号、卷号；归档后不再移交、借出，需要时按档案借阅办理。",
        basis: "原件归档（P-06）；结果留存归档（S2-12）",
        mechanisms: &["P-06", "S2-12"],
        performer: Performer::Person,
        fields: &[
            Field::new("original", "原件", Kind::From(Source::Originals)),
            Field::new("box", "盒号", Kind::Word { max: 30 }),
            Field::new("volume", "卷号", Kind::Word { max: 30 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if !matter.any_original(Custody::Kept) {
            return Err(Refusal::NoneKept);
        }
        if matter.is_over() { Ok(()) } else { Err(Refusal::NotOver) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let original = matter.original(&self.original).ok_or(Refusal::NotKept)?;
        if original.custody() != Custody::Kept {
            return Err(Refusal::NotKept);
        }
        if !original.is_in_charge(matter, ctx) {
            return Err(Refusal::NotKeeper);
        }
        let filed = Filed { carton: self.carton, volume: self.volume };
        Ok(vec![Event::OriginalArchived(OriginalArchived { number: original.number, filed })])
    }
}

impl OriginalArchived {
    /// It lies in the archive.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(original) = matter.original_mut(self.number) {
            original.archived = Some(self.filed.clone());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
