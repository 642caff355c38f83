//! What the reporter does with the query code: the few acts made for it, without signing in.

use app::{Order, Subject, Who};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use casework::act::Act;

use super::failure::Failed;
use super::sent::Sent;
use crate::shell::limits::Toll;
use crate::shell::peer::Peer;
use crate::site::Shared;

/// Performs an act on the report of the code in the header. A wrong code and an unknown one look the
/// same, and are counted as look-ups of codes are (T7).
pub async fn act(
    act: &'static Act,
    State(front): State<Shared>,
    peer: Peer,
    headers: HeaderMap,
    mut sent: Sent,
) -> Result<StatusCode, Failed> {
    if !front.limiter.is_within(peer, Toll::Lookup) {
        return Err(Failed::too_many());
    }
    if sent.take_happened()?.is_some() {
        return Err(Failed::field("happened", "没有这一项，请核对后重新提交"));
    }
    let code = headers
        .get("query-code")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let order = Order {
        subject: Subject::Own,
        act: act.name.to_owned(),
        fields: sent.0,
        happened: None,
    };
    let who = Who::Reporter(front.app().code(code));
    front.app().execute(&who, order).await?;
    Ok(StatusCode::NO_CONTENT)
}
