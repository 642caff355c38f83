//! Issue an assignment notice (发交办通知单): what was handed on carries a numbered notice with what is required, by
//! when, and by which instruction; never who reported (S2-14). It is issued with the routing itself, or by this
//! act afterwards; a later one stands in its place.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::UnitId;
use crate::matter::{AssignmentNotice, ByInstruction, Matter};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct IssueAssignment {
    until: Date,
    demand: SealedRef,
    #[serde(default)]
    checked: bool,
}

/// A notice was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentNoticed {
    /// Number within the matter, from 1.
    pub number: u32,
    /// Whose.
    pub organ: UnitId,
    /// To which unit.
    pub to: UnitId,
    /// Of which year its number is.
    pub year: i16,
    /// Which of the organ's notices of that year it is.
    pub serial: u32,
    /// By when the result is owed.
    pub until: Date,
    /// Days until then.
    pub days: u32,
    /// What is required.
    pub demand: SealedRef,
    /// By which instruction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<ByInstruction>,
}

/// The kind in the catalogue; its series is the organ's own of the year.
pub const LETTER: &str = "assignment";

crate::refusals! {
    NotAssigned = "not-assigned" => "此件现在不在本机关分出去的单位手里，没有可以发交办通知单的；请先分办。",
    Reported = "reported" => "承办单位已上报结果，或此件已办结，不再发交办通知单。",
    PastDay = "past-day" => "报结果期限须晚于今天，请更正。",
    Exposes = "exposes" =>
        "交办要求里有像姓名、电话、证件号码或住址的内容，可能让承办单位认出举报人；请删改，确认与举报人无关的，勾选“已逐字核对”。",
    NoNumber = "no-number" => "暂时取不到文号，请稍后再试。",
}

impl Step for IssueAssignment {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "issue-assignment",
        noun: "assignment-notices",
        zh: "发交办通知单",
        help: "给承办单位发一份编号的交办通知单，写明要求和报结果的期限；分办时填了期限的已随件发出，这里用于补发、改期。",
        basis: "交办件附交办通知单并提出明确要求（S2-14）；编号登记、明确期限（S0-26）",
        mechanisms: &["S2-14", "S0-26"],
        performer: Performer::Person,
        fields: &[
            Field::new("until", "报结果期限", Kind::Date),
            Field::new("demand", "交办要求", Kind::Text { max: 1000 })
                .help("写给承办单位，不得写入举报人信息"),
            Field::new("checked", "已逐字核对，交办要求里没有举报人身份", Kind::Flag).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        if matter.booked.reported.is_some() || matter.is_over() {
            return Err(Refusal::Reported);
        }
        let organ = organ(ctx).ok_or(Refusal::NotAssigned)?;
        matter.assigned_by(organ).map(|_| ()).ok_or(Refusal::NotAssigned)
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let organ = organ(ctx).ok_or(Refusal::NotAssigned)?;
        let to = matter.assigned_by(organ).ok_or(Refusal::NotAssigned)?;
        if self.until <= ctx.now.on() {
            return Err(Refusal::PastDay);
        }
        if ctx.facts.exposes && !self.checked {
            return Err(Refusal::Exposes);
        }
        let noticed = noticed(matter, (organ, to), (self.until, self.demand), ctx);
        Ok(vec![Event::AssignmentNoticed(noticed.ok_or(Refusal::NoNumber)?)])
    }
}

/// The organ of whoever acts.
fn organ<'a>(ctx: &Context<'a>) -> Option<&'a UnitId> {
    let unit = ctx.actor.unit()?;
    ctx.office.organ_of(unit)
}

/// The notice under the number the shell drew; nothing where it drew none.
pub(super) fn noticed(
    matter: &Matter,
    (organ, to): (&UnitId, &UnitId),
    (until, demand): (Date, SealedRef),
    ctx: &Context<'_>,
) -> Option<AssignmentNoticed> {
    let on = ctx.happened.date();
    let days = on.until(until).map_or(0, |span| span.get_days());
    Some(AssignmentNoticed {
        number: matter.assigning.notices.len() as u32 + 1,
        organ: organ.clone(),
        to: to.clone(),
        year: ctx.now.on().year(),
        serial: ctx.facts.slip_number?,
        until,
        days: u32::try_from(days).unwrap_or_default(),
        demand,
        instruction: matter.assigning.instruction.clone(),
    })
}

impl AssignmentNoticed {
    /// It goes with the matter.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.assigning.notices.push(AssignmentNotice {
            number: self.number,
            organ: self.organ.clone(),
            to: self.to.clone(),
            year: self.year,
            serial: self.serial,
            until: self.until,
            demand: self.demand.clone(),
            instruction: self.instruction.clone(),
            by: record.by.person().cloned(),
            at: record.happened,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
