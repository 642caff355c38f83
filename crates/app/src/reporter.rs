//! The reporter's door: whoever shows a query code (查询码) may do a few things with the report it
//! belongs to, and is known by nothing else (T7, T9).
//!
//! Only acts that say `Performer::Reporter` pass here. A wrong code and an unknown one look the same,
//! and both cost the same: the digest is computed and looked up either way.

use crate::{App, Fault, stream};
use casework::MatterId;
use casework::matter::Matter;
use casework::step::Filing;
use data_encoding::HEXLOWER;
use sealing::query_code::{self, QueryCode};
use sealing::token::{read_token, sign_token};
use store::{Change, Claim, CommitError, Write};

/// Query codes that last: shown to the reporter alone.
pub(crate) const CODE: &str = "query-code";

/// Query codes that passed through a clerk's hands: replaced at first use (T7).
pub(crate) const ONCE: &str = "query-code-once";

/// One-time codes already used, so that two uses at once are one.
const USED: &str = "query-code-used";

/// Numbers with their spoken passwords (P-23).
pub(crate) const SPOKEN: &str = "spoken-password";

/// The keyed digest of what was typed as a query code: all that is looked up, and all that is ever kept.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeDigest(String);

impl std::fmt::Debug for CodeDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CodeDigest")
    }
}

/// What a query code leads to.
pub(crate) struct Own {
    /// Which filing the code belongs to.
    pub filing: Filing,
    /// The matter that began with it.
    pub own: Matter,
    /// The matter it is handled in now: the same, or the one it was joined into as a repeat.
    pub live: Matter,
}

/// What a pass is signed for.
const PASS: &str = "reporter";

/// How long a page that was opened with a code may be sent, milliseconds.
const PASS_KEPT: i64 = 2 * 3_600_000;

impl App {
    /// What a page carries in place of the code, so that the code stands in no page and no address: good
    /// for two hours, and for the acts of the reporter alone.
    pub fn pass(&self, code: &CodeDigest) -> String {
        let payload = format!("{} {}", code.0, self.now().at + PASS_KEPT);
        sign_token(self.keys(), PASS, payload.as_bytes())
    }

    /// The code a genuine pass stands for, while it is good.
    pub fn of_pass(&self, pass: &str) -> Option<CodeDigest> {
        let payload = read_token(self.keys(), PASS, pass).ok()?;
        let payload = String::from_utf8(payload).ok()?;
        let (digest, until) = payload.split_once(' ')?;
        let until: i64 = until.parse().ok()?;
        (self.now().at < until).then(|| CodeDigest(digest.to_owned()))
    }

    /// A new code in place of one that was handed over at the desk, with its digest: such a code is good
    /// for one use (T7). `None` where it is none, or was used before: nobody can tell which.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn exchange(&self, code: &CodeDigest) -> Result<Option<(String, CodeDigest)>, Fault> {
        let Some(Own { filing, .. }) = claimed(self, ONCE, &code.0).await? else {
            return Ok(None);
        };
        let drawn = QueryCode::draw(&mut |bytes: &mut [u8]| self.entropy().fill(bytes));
        let digest = HEXLOWER.encode(&query_code::code_digest(self.keys(), &drawn));
        let claim = |namespace: &str, key: &str| Claim {
            namespace: namespace.to_owned(),
            key: key.to_owned(),
            owner: filing.matter.to_string(),
        };
        let write = Write {
            claims: vec![claim(CODE, &digest), claim(USED, &code.0)],
            changes: vec![Change::new(
                "DELETE FROM claims WHERE namespace = $1 AND key = $2",
                [ONCE.into(), code.0.as_str().into()],
            )],
            ..Write::default()
        };
        match self.store().commit(write).await {
            Ok(()) => Ok(Some((drawn.reveal().to_string(), CodeDigest(digest)))),
            Err(CommitError::Claimed { .. }) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    /// The digest of text typed as a query code, whether or not it is one (T7).
    pub fn code(&self, text: &str) -> CodeDigest {
        CodeDigest(HEXLOWER.encode(&query_code::digest_of_input(self.keys(), text)))
    }
}

/// What a code leads to; `None` for every code that is not one of ours.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn own(app: &App, code: &CodeDigest) -> Result<Option<Own>, Fault> {
    claimed(app, CODE, &code.0).await
}

/// The filing that holds a claim.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn claimed(app: &App, namespace: &str, key: &str) -> Result<Option<Own>, Fault> {
    let sql = "SELECT owner FROM claims WHERE namespace = $1 AND key = $2";
    let rows = app
        .store()
        .rows(sql, &[namespace.into(), key.into()])
        .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let owner = row.text(0)?;
    let id: MatterId = owner
        .parse()
        .map_err(|_| Fault::Stored(format!("claims.owner `{owner}`")))?;
    let own = stream::matter(app, id).await?;
    let mut live = own.clone();
    while let Some(into) = live.joined_into.clone() {
        live = stream::matter(app, into.matter).await?;
    }
    let filing = Filing {
        matter: id,
        number: own.number.clone(),
    };
    Ok(Some(Own { filing, own, live }))
}
