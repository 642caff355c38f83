//! Confirm a hand-over (确认交接): the leaver gives, the successor takes; with the second word everything
//! the leaver owes in this matter is the successor's (P-14).

use super::{Event, hand_over};
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind};
use crate::ids::{PersonId, UnitId};
use crate::matter::{DutyKind, Matter};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// What the leaver or the successor says.
    pub enum Word {
        /// It is as listed.
        Confirm = "confirm" => "确认交接",
        /// It is not.
        Decline = "decline" => "不同意交接",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ConfirmHandover {
    word: Word,
    note: Option<SealedRef>,
}

/// One of the two confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverConfirmed {
    /// Who leaves.
    pub from: PersonId,
    /// Who takes over.
    pub to: PersonId,
    /// Whether the successor confirmed, and not the leaver.
    pub by_successor: bool,
}

/// One of the two did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverDeclined {
    /// Who leaves.
    pub from: PersonId,
    /// Who was to take over.
    pub to: PersonId,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// What somebody owed is another's now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Who owed it.
    pub from: PersonId,
    /// Who owes it now.
    pub to: PersonId,
    /// The successor's unit.
    pub unit: UnitId,
    /// What was handed over.
    pub duties: Vec<DutyKind>,
}

crate::refusals! {
    NothingWaits = "nothing-waits" => "此件没有等待确认的交接，或者已经办完。",
    NotYours = "not-yours" => "此件没有等您确认的交接。",
    Changed = "changed" => "接收人现在不能接手此件（应当回避、看不到此件或者职务不符），请负责人另行安排。",
    NoteMissing = "note-missing" => "不同意交接的，请写明原因。",
}

impl Step for ConfirmHandover {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "confirm-handover",
        noun: "handover-confirmations",
        zh: "确认交接",
        help: "移交人确认交出，接收人确认接收；双方都确认后，承办、分管、保管等责任转到接收人名下。",
        basis: "移交清单双方签字（P-14）",
        mechanisms: &["P-14"],
        performer: Performer::Person,
        fields: &[
            Field::new("word", "是否同意", Kind::Choice(Word::CODES)),
            Field::new("note", "说明", Kind::Text { max: 300 }).optional().help("不同意的必填"),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.handovers.is_empty() { Err(Refusal::NothingWaits) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = ctx.actor.person().ok_or(Refusal::NotYours)?;
        let known = matter.handover_of(person).ok_or(Refusal::NotYours)?.clone();
        let (from, to) = (known.from, known.to);
        if self.word == Word::Decline {
            let note = Some(self.note.ok_or(Refusal::NoteMissing)?);
            return Ok(vec![Event::HandoverDeclined(HandoverDeclined { from, to, note })]);
        }
        hand_over::check(matter, (&from, &to), ctx).map_err(|_| Refusal::Changed)?;
        let by_successor = to == *person;
        let both = if by_successor { known.given } else { known.taken };
        let confirmed = HandoverConfirmed { from: from.clone(), to: to.clone(), by_successor };
        let mut events = vec![Event::HandoverConfirmed(confirmed)];
        if both {
            events.push(Event::HandedOver(handed(matter, from, to, ctx).ok_or(Refusal::Changed)?));
        }
        Ok(events)
    }
}

/// What is handed over, and into which unit.
pub(super) fn handed(
    matter: &Matter,
    from: PersonId,
    to: PersonId,
    ctx: &Context<'_>,
) -> Option<HandedOver> {
    let unit = ctx.office.posts_of(&to, ctx.now.on()).next()?.unit.clone();
    let mut duties: Vec<DutyKind> = matter.duties_of(&from).map(|duty| duty.kind).collect();
    duties.dedup();
    Some(HandedOver { from, to, unit, duties })
}

impl HandoverConfirmed {
    /// Notes the word.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        let known = matter.handovers.iter_mut().find(|known| known.from == self.from);
        if let Some(known) = known {
            known.taken |= self.by_successor;
            known.given |= !self.by_successor;
        }
    }
}

impl HandoverDeclined {
    /// Waits no longer.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.handovers.retain(|known| known.from != self.from);
    }
}

impl HandedOver {
    /// What was owed is the successor's.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.pass_on(&self.from, &self.to, &self.unit, record.at);
    }
}

#[cfg(test)]
pub(crate) mod tests;
