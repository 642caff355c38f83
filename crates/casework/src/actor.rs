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
        /// For whom, where the right is another's (授权、代签, P-08): unit and role are then that
        /// person's. Both are recorded and shown (T20).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        behalf: Option<PersonId>,
        /// Whether the post is held by somebody in charge for the time being (主持工作).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        acting: bool,
        /// The task sheet it was entered from (离线任务单, P-09): `behalf` then did it on paper, in a
        /// unit without network, and `person` entered it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sheet: Option<String>,
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
        let Self::Person { person, .. } = self else {
            return None;
        };
        Some(person)
    }

    /// The person whose right is used: whoever delegated it, else the acting person. What a rule says
    /// of "the leader" or "the signatory" is said of this person.
    pub fn authority(&self) -> Option<&PersonId> {
        let Self::Person { person, behalf, .. } = self else {
            return None;
        };
        Some(behalf.as_ref().unwrap_or(person))
    }

    /// The task sheet it was entered from, if it was.
    pub fn sheet(&self) -> Option<&str> {
        let Self::Person { sheet, .. } = self else {
            return None;
        };
        sheet.as_deref()
    }

    /// Whether a person had a hand in it: acting, or as the one acted for.
    pub fn involves(&self, person: &PersonId) -> bool {
        self.person() == Some(person) || self.authority() == Some(person)
    }

    /// The unit the person acts in.
    pub fn unit(&self) -> Option<&UnitId> {
        let Self::Person { unit, .. } = self else {
            return None;
        };
        Some(unit)
    }
}
