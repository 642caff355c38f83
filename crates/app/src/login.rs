//! stub
#![allow(missing_docs)]
use crate::{App, Fault};
use casework::PersonId;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};
static S: LazyLock<Mutex<HashMap<String, PersonId>>> = LazyLock::new(Default::default);
#[derive(Debug, Clone)]
pub struct SessionToken(pub String);
#[derive(Debug, Clone)]
pub struct Session { pub person: PersonId }
pub async fn session(_: &App, token: &str) -> Result<Option<Session>, Fault> {
    Ok(S.lock().unwrap().get(token).map(|p| Session { person: p.clone() }))
}
pub async fn open_session(_: &App, person: &PersonId) -> Result<SessionToken, Fault> {
    let t = uuid::Uuid::new_v4().to_string();
    S.lock().unwrap().insert(t.clone(), person.clone());
    Ok(SessionToken(t))
}
pub async fn sign_out(_: &App, token: &str) -> Result<(), Fault> { S.lock().unwrap().remove(token); Ok(()) }
#[derive(Debug)]
pub enum LoginFailure { Denied, Fault(Fault) }
pub async fn sign_in(app: &App, person: &PersonId, _p: &str, totp: &str) -> Result<SessionToken, LoginFailure> {
    if totp == "123456" { open_session(app, person).await.map_err(LoginFailure::Fault) } else { Err(LoginFailure::Denied) }
}
