//! Keep a paper original (原件入库): it gets a custody number and a keeper, and is never without one
//! until it is archived (P-06). Losing it is then something that shows (S0-25).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::{PersonId, UnitId};
use crate::matter::{Matter, Original, OriginalKind};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct KeepOriginal {
    kind: OriginalKind,
    sheets: u32,
    place: Option<String>,
    note: Option<SealedRef>,
}

/// An original came into somebody's keeping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalKept {
    /// Number within the matter.
    pub number: u32,
    /// Custody number.
    pub custody: String,
    /// What it is.
    pub kind: OriginalKind,
    /// Sheets.
    pub sheets: u32,
    /// In which cabinet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who keeps it.
    pub keeper: PersonId,
    /// The keeper's unit.
    pub unit: UnitId,
    /// What is to be known of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

crate::refusals! {
    NoMatter = "no-matter" => "没有这件信访件；请核对编号。",
    NoKeeper = "no-keeper" => "原件须由本机关在岗人员保管。",
}

impl Step for KeepOriginal {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "keep-original",
        noun: "originals",
        zh: "原件入库",
        help: "给纸质原件编保管号，您是保管人；以后移交、借出、盘点、归档都按保管号登记。",
        basis: "原件保管（P-06）；不遗漏、不丢失（S2-07）",
        mechanisms: &["P-06", "S0-25", "S2-07"],
        performer: Performer::Person,
        fields: &[
            Field::new("kind", "原件种类", Kind::Choice(OriginalKind::CODES)),
            Field::new("sheets", "页数", Kind::Number { min: 1, max: 9999 }),
            Field::new("place", "存放处", Kind::Word { max: 30 })
                .optional()
                .help("柜号、抽屉号，不写姓名"),
            Field::new("note", "说明", Kind::Text { max: 300 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.exists() { Ok(()) } else { Err(Refusal::NoMatter) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (Some(keeper), Some(unit)) = (ctx.actor.person(), ctx.actor.unit()) else {
            return Err(Refusal::NoKeeper);
        };
        let number = matter.originals.len() as u32 + 1;
        Ok(vec![Event::OriginalKept(OriginalKept {
            number,
            custody: format!("{}-Y{number:02}", matter.number),
            kind: self.kind,
            sheets: self.sheets,
            place: self.place,
            keeper: keeper.clone(),
            unit: unit.clone(),
            note: self.note,
        })])
    }
}

impl OriginalKept {
    /// Puts it into its keeper's hands.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.originals.push(Original {
            number: self.number,
            custody: self.custody.clone(),
            kind: self.kind,
            sheets: self.sheets,
            place: self.place.clone(),
            keeper: self.keeper.clone(),
            unit: self.unit.clone(),
            since: record.at,
            handing: None,
            loan: None,
            lost: None,
            damaged: false,
            checked: None,
            archived: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
