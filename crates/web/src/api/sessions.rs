//! Signing in and out. A session is the desk's: thirty idle minutes end it.

use app::login;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use casework::PersonId;
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::sent::{Caller, Sent};
use crate::site::Shared;

/// What signing in takes.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "describes what `open` reads from the body part by part"
)]
pub struct Credentials {
    /// Login name.
    person: String,
    /// Password.
    password: String,
    /// Six digits of the authenticator (动态码).
    totp: String,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub struct Opened {
    /// The bearer token.
    token: String,
    /// After how many idle seconds it ends.
    expires_in: i64,
}

/// Signs in. Every cause of a failure gets the same answer (T22).
pub async fn open(
    State(front): State<Shared>,
    sent: Sent,
) -> Result<(StatusCode, Json<Opened>), Failed> {
    let person = PersonId::from(sent.text("person", "请填写登录名")?);
    let password = sent.text("password", "请填写口令")?;
    let totp = sent.text("totp", "请填写动态码")?;
    let token = login::sign_in(front.app(), &person, password, totp)
        .await
        .map_err(denied)?;
    Ok((
        StatusCode::CREATED,
        Json(Opened {
            token: token.0,
            expires_in: IDLE_SECONDS,
        }),
    ))
}

/// As `app::login` ends sessions.
const IDLE_SECONDS: i64 = 30 * 60;

fn denied(failure: login::LoginFailure) -> Failed {
    match failure {
        login::LoginFailure::Fault(fault) => fault.into(),
        login::LoginFailure::Denied => Failed::told(
            StatusCode::UNAUTHORIZED,
            "denied",
            "没有登录成功",
            "登录名、口令或动态码有误。",
        ),
    }
}

/// Signs out.
pub async fn close(State(front): State<Shared>, caller: Caller) -> Result<StatusCode, Failed> {
    login::sign_out(front.app(), &caller.token).await?;
    Ok(StatusCode::NO_CONTENT)
}
