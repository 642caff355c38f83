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
use sealing::query_code;

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

impl App {
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
    claimed(app, "query-code", &code.0).await
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
