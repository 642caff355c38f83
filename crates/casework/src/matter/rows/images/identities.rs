//! Requests to see an identity: who asks and where it stands; never a word of the purpose.

use super::{Cell, Int, Null, run, text};
use crate::matter::{IdentityRequest, Matter};

/// The columns of the read table `identity_requests`.
pub(crate) const IDENTITY_REQUESTS: &[&str] = &[
    "matter_id",
    "request",
    "asker",
    "unit_id",
    "state",
    "asked_at",
    "approver",
    "run_id",
];

/// The row of a request.
pub(super) fn row(matter: &Matter, id: &str, request: &IdentityRequest) -> Vec<Cell> {
    let approver = request.approver.as_ref();
    vec![
        text(id),
        Int(request.number.into()),
        text(request.asker.as_str()),
        text(request.unit.as_str()),
        text(request.state.as_str()),
        Int(request.asked_at),
        approver.map_or(Null, |person| text(person.as_str())),
        run(matter),
    ]
}
