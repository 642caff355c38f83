//! Change the marks (调整标记): how urgent and how secret it is, each by itself and with a reason (P-16).
//! What becomes an emergency (紧急件, P-11) is from then on counted in hours.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Matter, Secrecy, Urgency};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Mark {
    urgency: Option<Urgency>,
    secrecy: Option<Secrecy>,
    reason: SealedRef,
}

/// It was marked as more or less urgent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgencySet {
    /// How urgent it is now.
    pub urgency: Urgency,
    /// Why.
    pub reason: SealedRef,
}

/// It was marked as more or less secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecrecySet {
    /// How secret it is now.
    pub secrecy: Secrecy,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    Over = "over" => "此件尚未收到或已了结，不再调整标记。",
    NothingChanged = "nothing-changed" => "紧急程度和密级都没有变化，请选择要调整的一项。",
    AboveGrade = "above-grade" =>
        "密级超过本系统可以存放的级别，不能在此标注；请立即报告保密工作人员，另按涉密件办理。",
}

impl Step for Mark {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "mark",
        noun: "marks",
        zh: "调整标记",
        help: "紧急程度、密级分别标注，写明理由；调为特急的，自此按小时计时。",
        basis: "紧急程度与密级分别标注（P-16）；紧急件按小时办理（P-11）",
        mechanisms: &["P-16", "P-11"],
        performer: Performer::Person,
        fields: &[
            Field::new("urgency", "紧急程度", Kind::Choice(Urgency::CODES)).optional(),
            Field::new("secrecy", "密级", Kind::Choice(Secrecy::CODES)).optional(),
            Field::new("reason", "调整理由", Kind::Text { max: 300 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.exists() && !matter.is_over() { Ok(()) } else { Err(Refusal::Over) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let reason = self.reason;
        let urgency = self.urgency.filter(|urgency| *urgency != matter.urgency());
        let secrecy = self.secrecy.filter(|secrecy| *secrecy != matter.secrecy());
        if secrecy.is_some_and(|secrecy| secrecy > ctx.rules.settings.secrecy_max) {
            return Err(Refusal::AboveGrade);
        }
        let mut events = Vec::new();
        if let Some(urgency) = urgency {
            let reason = reason.clone();
            events.push(Event::UrgencySet(UrgencySet { urgency, reason }));
        }
        if let Some(secrecy) = secrecy {
            events.push(Event::SecrecySet(SecrecySet { secrecy, reason }));
        }
        if events.is_empty() { Err(Refusal::NothingChanged) } else { Ok(events) }
    }
}

impl UrgencySet {
    /// Sets the mark.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.intake.arrival.urgency = self.urgency;
    }
}

impl SecrecySet {
    /// Sets the mark.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.intake.arrival.secrecy = self.secrecy;
    }
}

#[cfg(test)]
pub(crate) mod tests;
