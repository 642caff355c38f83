//! Who acts. A machine's warning is evidence like a person's signature.

use crate::ids::{PersonId, RunId, UnitId};
use serde::{Deserialize, Serialize};

/// The one who acts, as recorded in every event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "kebab-case")]
pub enum Actor {
    /// A citizen on the public site or the public API. Nothing else is known or kept (T9).
    Citizen,
    /// Whoever shows the query code of a report: the reporter. Nothing else is known or kept (T9).
    Reporter,
    /// A person of the office, acting in one post.
    Person {
        /// Who.
        person: PersonId,
        /// In which unit.
        unit: UnitId,
        /// In which role (`catalogue/roles.toml`).
        role: String,
    },
    /// A timer of the program.
    Timer,
    /// A partner system with its own key.
    Partner {
        /// The partner's name.
        partner: String,
    },
    /// An import run started on the server's command line.
    Import {
        /// The run.
        run: RunId,
    },
    /// The person at the server's console: founding an office, administering keys.
    Console,
}

impl Actor {
    /// The acting person, if one acts.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person { person, .. } => Some(person),
            Self::Citizen
            | Self::Reporter
            | Self::Timer
            | Self::Partner { .. }
            | Self::Import { .. }
            | Self::Console => None,
        }
    }

    /// The unit the person acts in.
    pub fn unit(&self) -> Option<&UnitId> {
        match self {
            Self::Person { unit, .. } => Some(unit),
            Self::Citizen
            | Self::Reporter
            | Self::Timer
            | Self::Partner { .. }
            | Self::Import { .. }
            | Self::Console => None,
        }
    }
}
