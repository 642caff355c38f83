//! Withdraw a request to see an identity (撤回查看申请): the asker no longer needs it.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::{Matter, RequestState};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct WithdrawIdentity {
    request: String,
}

/// The asker took the request back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityWithdrawn {
    /// Which request.
    pub request: u32,
}

crate::refusals! {
    NothingAsked = "nothing-asked" => "您没有可以撤回的查看申请。",
    RequestUnknown = "request-unknown" => "没有这件可以撤回的申请，可能已经审批或打开。",
    OthersRequest = "others-request" => "只能撤回本人的申请。",
}

impl Step for WithdrawIdentity {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "withdraw-identity",
        noun: "identity-withdrawal",
        zh: "撤回查看申请",
        help: "不再需要查看的，撤回；已批准尚未打开的也可撤回。",
        basis: "最小必要",
        mechanisms: &["S2-09"],
        performer: Performer::Person,
        fields: &[Field::new("request", "申请", Kind::From(Source::IdentityOwn))],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let own = |asker| Some(asker) == ctx.actor.person();
        let mut live = matter.identity_requests.iter().filter(|request| request.is_live());
        if live.any(|request| own(&request.asker)) { Ok(()) } else { Err(Refusal::NothingAsked) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let request = matter.identity_request(&self.request).ok_or(Refusal::RequestUnknown)?;
        if Some(&request.asker) != ctx.actor.person() {
            return Err(Refusal::OthersRequest);
        }
        if !request.is_live() {
            return Err(Refusal::RequestUnknown);
        }
        Ok(vec![Event::IdentityWithdrawn(IdentityWithdrawn { request: request.number })])
    }
}

impl IdentityWithdrawn {
    /// Ends the request.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(request) = matter.identity_request_mut(self.request) {
            request.state = RequestState::Withdrawn;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
