//! Passwords (密码): Argon2id, at most two at once, so that guessing costs and a flood does not stop
//! the node (T7, T22).

use crate::{App, Fault};
use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::BASE64_NOPAD;
use tokio::sync::Semaphore;

/// What one hash costs. Kept in each hash, so that it can be raised without asking anyone in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Cost {
    /// What an office uses: the 128 MiB class (T22).
    pub const OFFICE: Self = Self {
        memory_kib: 128 * 1024,
        passes: 3,
    };

    /// For demonstrations and tests, where every password is published anyway.
    pub const DEMO: Self = Self {
        memory_kib: 256,
        passes: 1,
    };
}

/// The shortest password admitted, in characters.
pub const PASSWORD_CHARS_MIN: usize = 12;

/// The longest: enough for any sentence, too short to tire the hash.
const PASSWORD_CHARS_MAX: usize = 200;

/// Hashes at once: each holds its memory, and a node must stay able to answer.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

const SALT_LENGTH: usize = 16;
const HASH_LENGTH: usize = 32;

/// Draws a password for a person to be told once: a hundred random bits in groups.
pub fn draw_password(app: &App) -> String {
    let mut bytes = [0; 13];
    app.entropy().fill(&mut bytes);
    let letters = data_encoding::BASE32_NOPAD.encode(&bytes).to_lowercase();
    let groups: Vec<&str> = (0..4).map(|n| &letters[n * 5..n * 5 + 5]).collect();
    groups.join("-")
}

/// Why a password is not admitted.
pub(super) fn unfit(password: &str) -> Option<String> {
    let count = password.chars().count();
    let admitted = PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX;
    (!admitted.contains(&count))
        .then(|| format!("密码须为{PASSWORD_CHARS_MIN}到{PASSWORD_CHARS_MAX}个字符，请重新设置"))
}

/// Hashes a password with a fresh salt, as a text that says how.
pub(super) async fn hash(app: &App, password: &str, cost: Cost) -> Result<String, Fault> {
    let mut salt = [0; SALT_LENGTH];
    app.entropy().fill(&mut salt);
    let hash = derive(password, &salt, cost).await?;
    let Cost { memory_kib, passes } = cost;
    let (salt, hash) = (BASE64_NOPAD.encode(&salt), BASE64_NOPAD.encode(&hash));
    Ok(format!(
        "$argon2id$v=19$m={memory_kib},t={passes},p=1${salt}${hash}"
    ))
}

/// Whether a password has a hash.
pub(super) async fn fits(password: &str, stored: &str) -> Result<bool, Fault> {
    let known = parse(stored)?;
    let derived = derive(password, &known.salt, known.cost).await?;
    // Both are outputs of one slow hash of equal length: every byte is looked at.
    let differing = derived
        .iter()
        .zip(&known.hash)
        .fold(0, |all, (one, other)| all | (one ^ other));
    Ok(differing == 0 && known.hash.len() == HASH_LENGTH)
}

/// Spends what a check would cost, like a hash of this office.
pub(super) async fn spend(password: &str, like: Option<&str>) -> Result<(), Fault> {
    let cost = like
        .map(parse)
        .transpose()?
        .map_or(Cost::OFFICE, |known| known.cost);
    derive(password, &[0; SALT_LENGTH], cost).await.map(drop)
}

async fn derive(password: &str, salt: &[u8], cost: Cost) -> Result<[u8; HASH_LENGTH], Fault> {
    // A password beyond the limit cannot be anybody's; its start costs the same.
    let password: String = password.chars().take(PASSWORD_CHARS_MAX + 1).collect();
    let salt = salt.to_vec();
    let _permit = AT_ONCE
        .acquire()
        .await
        .expect("the semaphore is never closed");
    let task = tokio::task::spawn_blocking(move || {
        let params = Params::new(cost.memory_kib, cost.passes, 1, Some(HASH_LENGTH))?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut out = [0; HASH_LENGTH];
        argon.hash_password_into(password.as_bytes(), &salt, &mut out)?;
        Ok(out)
    });
    let derived: Result<_, argon2::Error> = task
        .await
        .map_err(|error| Fault::Files(format!("a password hash stopped: {error}")))?;
    derived.map_err(|error| Fault::Stored(format!("the cost of a password hash: {error}")))
}

struct Known {
    cost: Cost,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

fn parse(stored: &str) -> Result<Known, Fault> {
    read(stored).ok_or_else(|| Fault::Stored("credentials.password_hash has another form".into()))
}

fn read(stored: &str) -> Option<Known> {
    let parts: Vec<&str> = stored.split('$').collect();
    let ["", "argon2id", "v=19", cost, salt, hash] = parts[..] else {
        return None;
    };
    let mut numbers = cost.split(',');
    let mut number = |name| numbers.next()?.strip_prefix(name)?.parse().ok();
    let (memory_kib, passes, lanes) = (number("m=")?, number("t=")?, number("p=")?);
    (lanes == 1).then_some(())?;
    Some(Known {
        cost: Cost { memory_kib, passes },
        salt: BASE64_NOPAD.decode(salt.as_bytes()).ok()?,
        hash: BASE64_NOPAD.decode(hash.as_bytes()).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference implementation's test line for Argon2id, version 19, 64 MiB, two passes.
    #[tokio::test]
    async fn the_published_hash_is_reached() {
        let cost = Cost {
            memory_kib: 65_536,
            passes: 2,
        };
        let hash = derive("password", b"somesalt", cost).await.unwrap();
        assert_eq!(
            data_encoding::HEXLOWER.encode(&hash),
            "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
        );
    }

    #[test]
    fn another_form_is_refused() {
        for text in [
            "",
            "plain",
            "$argon2id$v=19$m=1,t=1,p=2$AA$AA",
            "$argon2i$v=19$m=1,t=1,p=1$AA$AA",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn short_passwords_are_not_admitted() {
        assert!(unfit("十一个字的密码不够长").is_some());
        assert!(unfit("correct horse battery").is_none());
    }
}
