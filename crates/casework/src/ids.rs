//! Typed ids: a mix-up is a compile error. They are drawn by the shell and handed in.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

macro_rules! name_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )*};
}

uuid_ids! {
    /// A matter (信访事项, 件).
    MatterId,
    /// A report (信访举报件, 件次): one arrival.
    ReportId,
    /// A sealed value: the id under which the ciphertext lies.
    SealedId,
    /// A sealed file: its pieces lie in `chunks`.
    FileId,
    /// A procedure (专项程序): an inspection, a review, a campaign, a referral.
    ProcedureId,
    /// An import run: its rows stay invisible until it completes.
    RunId,
}

name_ids! {
    /// A unit (机构): short, stable, given by the office, e.g. `533100`.
    UnitId,
    /// A person of the office (工作人员). Never a citizen.
    PersonId,
}

impl MatterId {
    /// The stream that holds this matter's events.
    pub fn stream(&self) -> String {
        format!("matter-{self}")
    }
}

impl ProcedureId {
    /// The stream that holds this procedure's events.
    pub fn stream(&self, noun: crate::procedure::Noun) -> String {
        format!("{}-{self}", noun.as_str())
    }
}
