//! Signing in (登录): a password and a one-time code, then an opaque token the server can take back.
//!
//! Wrong, unknown, suspended and too quick give one answer and cost one password hash (T3, T22).
//! Guessing is slowed down, never answered by locking somebody out of their work.

mod access;
mod credentials;
mod password;
mod session;
mod totp;

pub use access::Event as AccessEvent;
pub use credentials::set_credentials;
pub use password::{Cost, PASSWORD_CHARS_MIN, draw_password};
pub use session::{Session, SessionToken, open_session, session, sign_out, sign_out_all};
pub use totp::TotpSecret;

use crate::{App, Fault};
use casework::{Moment, PersonId};
use credentials::Credentials;
use store::{Change, CommitError, Guard, Write};

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum LoginFailure {
    /// One sentence for every cause: nobody learns which part was wrong, or whether the person exists.
    #[error("登录名、密码或动态口令有误，或尝试过于频繁，请稍后再试")]
    Denied,
    /// Something technical.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// How often a sign-in is begun again because another one of the same person was quicker.
const TRIES: usize = 5;

/// Signs a person in by password and one-time code.
///
/// # Errors
/// [`LoginFailure::Denied`] whatever was wrong, or a fault.
pub async fn sign_in(
    app: &App,
    person: &PersonId,
    password: &str,
    code: &str,
) -> Result<SessionToken, LoginFailure> {
    let now = app.now();
    let found = credentials::read(app, person).await?;
    let fits = password_fits(app, found.as_ref(), password).await?;
    let Some(credentials) = found else {
        return Err(LoginFailure::Denied);
    };
    if now.at < credentials.retry_at || !may_work(app, person, now).await? {
        return Err(LoginFailure::Denied);
    }
    let step = credentials.code_step(code, now.at);
    let (true, Some(step)) = (fits, step) else {
        credentials::count_failure(app, person, &credentials, now.at).await?;
        return Err(LoginFailure::Denied);
    };
    for _ in 0..TRIES {
        if used(app, person).await?.is_some_and(|used| step <= used) {
            credentials::count_failure(app, person, &credentials, now.at).await?;
            return Err(LoginFailure::Denied);
        }
        if let Some(token) = admit(app, person, &credentials, step, now).await? {
            return Ok(token);
        }
    }
    Err(LoginFailure::Denied)
}

/// Hashes once whether or not the person exists, at what the office's hashes cost.
async fn password_fits(
    app: &App,
    found: Option<&Credentials>,
    password: &str,
) -> Result<bool, Fault> {
    match found {
        Some(credentials) => password::fits(password, &credentials.password_hash).await,
        None => {
            let like = credentials::any_hash(app).await?;
            password::spend(password, like.as_deref()).await?;
            Ok(false)
        }
    }
}

/// Whether a person has any work here now: enrolled, not suspended, in a post.
async fn may_work(app: &App, person: &PersonId, now: Moment) -> Result<bool, Fault> {
    let office = crate::office::current(app).await?;
    Ok(office.posts_of(person, now.on()).next().is_some())
}

/// The last step whose code was used; each code opens once.
async fn used(app: &App, person: &PersonId) -> Result<Option<u64>, Fault> {
    let sql = "SELECT value FROM guards WHERE name = $1";
    let rows = app.store().rows(sql, &[guard_name(person).into()]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let step = row.text(0)?;
    step.parse()
        .map(Some)
        .map_err(|_| Fault::Stored(format!("guards.value of a one-time code: `{step}`")))
}

fn guard_name(person: &PersonId) -> String {
    format!("totp-{person}")
}

/// Opens the session, uses the code up and records it, in one write. `None` when another sign-in of
/// the same person came between.
async fn admit(
    app: &App,
    person: &PersonId,
    credentials: &Credentials,
    step: u64,
    now: Moment,
) -> Result<Option<SessionToken>, Fault> {
    let (token, session) = session::draw(app, person, now.at);
    let event = AccessEvent::SignedIn {
        failed_before: credentials.failed,
    };
    let before = used(app, person).await?;
    if before.is_some_and(|used| step <= used) {
        return Ok(None);
    }
    let mut write = Write {
        events: access::recorded(app, person, event, now).await?,
        changes: vec![session, session::sweep(now.at)],
        ..Write::default()
    };
    write.guards.push(Guard {
        name: guard_name(person),
        expected: before.map(|step| step.to_string()),
        set: Some(step.to_string()),
    });
    write.changes.push(Change::new(
        "UPDATE credentials SET failed = $2, retry_at = $2 WHERE person_id = $1",
        [person.as_str().into(), 0_i64.into()],
    ));
    match app.store().commit(write).await {
        Ok(()) => Ok(Some(token)),
        Err(CommitError::Stale { .. } | CommitError::Guarded { .. }) => Ok(None),
        Err(other) => Err(other.into()),
    }
}
