//! Where a person of the office wants to be told: the person's own setting, sealed like every other.

use crate::own::{self, Kind};
use crate::{App, Fault};
use casework::PersonId;
use serde::{Deserialize, Serialize};

/// A person's addresses; an empty one is not used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Mail.
    pub mail: String,
    /// Mobile telephone.
    pub phone: String,
    /// Account in the office's messenger.
    pub account: String,
}

const NAME: &str = "notices";

/// A person's addresses.
///
/// # Errors
/// The database does not answer.
pub async fn address(app: &App, person: &PersonId) -> Result<Address, Fault> {
    let Some(kept) = own::find(app, person, Kind::Setting, NAME).await? else {
        return Ok(Address::default());
    };
    serde_json::from_value(kept.value)
        .map_err(|error| Fault::Stored(format!("notice settings of {person}: {error}")))
}

/// Sets a person's addresses; with none at all the setting is gone.
///
/// # Errors
/// The database does not answer.
pub async fn set_address(app: &App, person: &PersonId, address: &Address) -> Result<(), Fault> {
    if *address == Address::default() {
        return own::forget(app, person, Kind::Setting, NAME).await;
    }
    let value = serde_json::to_value(address).expect("addresses are plain data");
    own::keep(app, person, Kind::Setting, NAME, &value).await
}
