//! Partner systems (协作系统): a key opens filing to one organ and the progress of what was filed with it,
//! nothing else. Only a keyed digest of it is kept, as with query codes.

use crate::queries::status::{self, StatusPage};
use crate::{App, Fault, office, reporter};
use casework::UnitId;
use data_encoding::HEXLOWER;
use sealing::query_code::{self, QueryCode};

/// A partner system whose key stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// The organ it files to.
    pub unit: UnitId,
}

/// Draws a key: what is shown once, and the digest that is kept.
pub(crate) fn draw_key(app: &App) -> (String, String) {
    let code = QueryCode::draw(&mut |bytes: &mut [u8]| app.entropy().fill(bytes));
    let digest = HEXLOWER.encode(&query_code::code_digest(app.keys(), &code));
    (code.reveal().to_string(), digest)
}

/// The partner of a key. What is no key, unknown or revoked looks the same: nobody.
///
/// # Errors
/// The database does not answer.
pub async fn of_key(app: &App, key: &str) -> Result<Option<Partner>, Fault> {
    let digest = HEXLOWER.encode(&query_code::digest_of_input(app.keys(), key));
    let office = office::current(app).await?;
    Ok(office.partner_of_key(&digest).map(|partner| Partner {
        name: partner.name.clone(),
        unit: partner.unit.clone(),
    }))
}

/// How a partner's own filing stands, by the number the partner gave it: the four words a citizen
/// sees, no more (S1-45).
///
/// # Errors
/// The database does not answer.
pub async fn progress(
    app: &App,
    partner: &str,
    sender_number: &str,
) -> Result<Option<StatusPage>, Fault> {
    let key = format!("partner/{partner}/{sender_number}");
    let found = reporter::claimed(app, "sender-number", &key).await?;
    Ok(found.map(status::page))
}
