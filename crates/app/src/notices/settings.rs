//! How notices leave the office (`notify.toml` in the data directory). Secrets stand in files of their
//! own, so that the settings may be read by whoever keeps the machine.
//!
//! ```toml
//! [mail]
//! server = "mail.office.example"
//! port = 465
//! security = "tls"            # tls, starttls or none (an internal network only)
//! from = "件件 <jianjian@office.example>"
//! login = "jianjian"
//! password_file = "/etc/jianjian/mail-password"
//!
//! [sms]
//! url = "https://sms.office.example/send"
//! secret_file = "/etc/jianjian/sms-secret"
//! ```

use crate::Fault;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The ways out an office has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// A mail server.
    pub mail: Option<Mail>,
    /// An SMS gateway; people leave a telephone number.
    pub sms: Option<Gateway>,
    /// An internal messenger's webhook; people leave their account there.
    pub webhook: Option<Gateway>,
}

/// A mail server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Its name.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// The sender's address.
    pub from: String,
    /// Login name, if it wants one.
    pub login: Option<String>,
    /// The file with the password.
    pub password_file: Option<PathBuf>,
}

/// How a mail connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after a plain greeting; refused where the server does not offer it.
    Starttls,
    /// Not at all: for a server on the same machine or an internal network.
    None,
}

/// A gateway that takes `{"to", "text"}` as JSON by POST.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    /// Where.
    pub url: String,
    /// The file with the secret that stands in the `Authorization` header as a bearer token.
    pub secret_file: Option<PathBuf>,
}

impl Settings {
    /// Reads the settings of a data directory; nothing where there is no file.
    ///
    /// # Errors
    /// The file cannot be read or is wrong, by name and line.
    pub fn read(file: &Path) -> Result<Option<Self>, Fault> {
        if !file.exists() {
            return Ok(None);
        }
        let wrong = |reason: String| Fault::Files(format!("{}: {reason}", file.display()));
        let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
        let settings: Self = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        Ok(Some(settings))
    }
}

/// A secret from its file, without the line's end.
pub(super) fn secret(file: &Path) -> std::io::Result<String> {
    Ok(std::fs::read_to_string(file)?.trim_end().to_owned())
}
