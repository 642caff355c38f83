//! What a person proves themselves with, as stored: a slow hash, a sealed secret, and a slow-down.

use super::access::{self, Event};
use super::password::{self, Cost};
use super::session;
use super::totp::TotpSecret;
use crate::moment::draw_id;
use crate::sealer::draw_key;
use crate::vault::unwrap;
use crate::{App, Failure, Fault};
use casework::PersonId;
use casework::form::FieldError;
use sealing::draw::{Nonce, Salt};
use sealing::place::Place;
use sealing::value::{self, Padding};
use store::{Change, Value, Write};

/// A person's credentials as stored, the code generator's secret opened.
pub(super) struct Credentials {
    pub(super) password_hash: String,
    totp: Option<TotpSecret>,
    pub(super) failed: i64,
    pub(super) retry_at: i64,
}

impl Credentials {
    /// The step a code belongs to. Without a code generator nobody signs in (T22).
    pub(super) fn code_step(&self, code: &str, at: i64) -> Option<u64> {
        self.totp.as_ref()?.step_of(code, at)
    }
}

/// Failures that cost nothing but themselves: a mistyped password is no attack.
const FREE_FAILURES: i64 = 3;

/// The longest a next attempt waits. More would let anyone keep a colleague out.
const WAIT_SECONDS_MAX: i64 = 60;

/// The wait after so many failures in a row, milliseconds: doubled each time.
fn wait(failed: i64) -> i64 {
    let beyond = (failed - FREE_FAILURES).clamp(0, 7);
    if failed < FREE_FAILURES {
        return 0;
    }
    (1 << beyond).min(WAIT_SECONDS_MAX) * 1_000
}

/// Reads a person's credentials.
pub(super) async fn read(app: &App, person: &PersonId) -> Result<Option<Credentials>, Fault> {
    let sql = "SELECT c.password_hash, c.totp, c.failed, c.retry_at, k.key_id, k.wrapped \
               FROM credentials c LEFT JOIN keys k ON k.scope = $2 WHERE c.person_id = $1";
    let params = [person.as_str().into(), scope(person).into()];
    let rows = app.store().rows(sql, &params).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let totp = match (row.opt_blob(1)?, row.opt_text(4)?, row.opt_blob(5)?) {
        (Some(sealed), Some(key_id), Some(wrapped)) => {
            let key = unwrap(app, key_id, wrapped)?;
            let opened = value::open(&key, &place(person), sealed)
                .map_err(|error| Fault::Sealed(format!("credentials.totp of {person}: {error}")))?;
            let secret = TotpSecret::of(&opened.plaintext);
            Some(secret.ok_or_else(|| Fault::Stored(format!("credentials.totp of {person}")))?)
        }
        _ => None,
    };
    Ok(Some(Credentials {
        password_hash: row.text(0)?.to_owned(),
        totp,
        failed: row.int(2)?,
        retry_at: row.int(3)?,
    }))
}

/// Some hash of the office: what refusing an unknown person must cost.
pub(super) async fn any_hash(app: &App) -> Result<Option<String>, Fault> {
    let sql = "SELECT password_hash FROM credentials ORDER BY person_id LIMIT 1";
    let rows = app.store().rows(sql, &[]).await?;
    Ok(rows
        .first()
        .map(|row| row.text(0))
        .transpose()?
        .map(str::to_owned))
}

/// Counts a failure and lets the next attempt wait.
pub(super) async fn count_failure(
    app: &App,
    person: &PersonId,
    credentials: &Credentials,
    at: i64,
) -> Result<(), Fault> {
    let retry_at = at + wait(credentials.failed + 1);
    let change = Change::new(
        "UPDATE credentials SET failed = failed + 1, retry_at = $2 WHERE person_id = $1",
        [person.as_str().into(), retry_at.into()],
    );
    let write = Write {
        changes: vec![change],
        ..Write::default()
    };
    Ok(app.store().commit(write).await?)
}

/// Sets a person's password and code generator, and closes every session of theirs. Without a code
/// generator the person cannot sign in (T22).
///
/// # Errors
/// The person is not enrolled, the password is too short, or a fault.
pub async fn set_credentials(
    app: &App,
    person: &PersonId,
    password: &str,
    totp: Option<&TotpSecret>,
    cost: Cost,
) -> Result<(), Failure> {
    let office = crate::office::current(app).await?;
    office.person(person).ok_or(Failure::NotFound)?;
    if let Some(sentence) = password::unfit(password) {
        return Err(Failure::Invalid(vec![FieldError {
            field: "password".into(),
            sentence,
        }]));
    }
    let hash = password::hash(app, password, cost).await?;
    let now = app.now();
    let mut changes = vec![
        Change::new("DELETE FROM keys WHERE scope = $1", [scope(person).into()]),
        session::close_all(person),
    ];
    let sealed = totp.map_or(Value::Null, |secret| {
        Value::Blob(seal(app, person, secret, now.at, &mut changes))
    });
    changes.push(Change::new(
        "INSERT INTO credentials (person_id, password_hash, totp, failed, retry_at) \
         VALUES ($1, $2, $3, $4, $4) ON CONFLICT (person_id) DO UPDATE SET \
         password_hash = excluded.password_hash, totp = excluded.totp, \
         failed = excluded.failed, retry_at = excluded.retry_at",
        [person.as_str().into(), hash.into(), sealed, 0_i64.into()],
    ));
    let write = Write {
        events: access::recorded(app, person, Event::CredentialsSet {}, now).await?,
        changes,
        ..Write::default()
    };
    Ok(app.store().commit(write).await?)
}

/// Seals the secret under a key of its own, so that key rotation reaches it like any other.
fn seal(
    app: &App,
    person: &PersonId,
    secret: &TotpSecret,
    at: i64,
    changes: &mut Vec<Change>,
) -> Vec<u8> {
    let key_id = format!("login-{}", draw_id(at, app.entropy()).simple());
    let (_, key) = draw_key(app, key_id, &scope(person), changes);
    let random = &mut |bytes: &mut [u8]| app.entropy().fill(bytes);
    let (salt, nonce) = (Salt::draw(random), Nonce::draw(random));
    let place = place(person);
    value::seal(&key, &place, secret.bytes(), Padding::Text, salt, nonce).ciphertext
}

fn scope(person: &PersonId) -> String {
    format!("login-{person}")
}

fn place(person: &PersonId) -> Place<'_> {
    Place {
        purpose: "totp",
        table: "credentials",
        column: "totp",
        row: person.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_stay_bearable() {
        let seconds: Vec<i64> = (0..12).map(|failed| wait(failed) / 1_000).collect();
        assert_eq!(seconds, [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }
}
