//! Revoke a delegation (收回授权): by whoever gave it, or by whoever was given it, before it ends by
//! itself (P-08). What was done meanwhile stays done.

use super::Event;
use crate::act::{Act, Performer};
use crate::actor::Actor;
use crate::form::{Field, Kind};
use crate::office::Office;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RevokeDelegation {
    number: u32,
}

/// A delegation was taken back or declined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationRevoked {
    /// Which.
    pub number: u32,
}

crate::refusals! {
    Unknown = "unknown" => "没有这项授权；请回到授权页重新选择。",
    NotYours = "not-yours" => "只有授权人或被授权人可以终止这项授权。",
    OverAlready = "over-already" => "这项授权已经终止。",
}

impl Step for RevokeDelegation {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "revoke-delegation",
        noun: "delegation-ends",
        zh: "收回授权",
        help: "立即终止；已经代办的不受影响。",
        basis: "AB角和授权管理（P-08）",
        mechanisms: &["P-08"],
        performer: Performer::Person,
        fields: &[Field::new("number", "授权序号", Kind::Number { min: 1, max: 1_000_000 })],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let known = office.delegation(self.number).ok_or(Refusal::Unknown)?;
        let theirs = ctx
            .actor
            .person()
            .is_some_and(|person| *person == known.principal || *person == known.delegate);
        if !theirs && *ctx.actor != Actor::Console {
            return Err(Refusal::NotYours);
        }
        if known.revoked_at.is_some() || known.until < ctx.now.on() {
            return Err(Refusal::OverAlready);
        }
        Ok(vec![Event::DelegationRevoked(DelegationRevoked { number: self.number })])
    }
}

impl DelegationRevoked {
    /// Ends the delegation.
    pub fn evolve(&self, office: &mut Office, record: &Recorded<()>) {
        let mut all = office.delegations.iter_mut();
        if let Some(known) = all.find(|known| known.number == self.number) {
            known.revoked_at = Some(record.at);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
