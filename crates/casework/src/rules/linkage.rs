//! Joint handling of important matters outside a commission's business (联动处置), `linkage.toml`, and the
//! platforms that demands come from, `platforms.toml`.

use crate::office::UnitKind;
use serde::Deserialize;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkageRules {
    /// To whom a prompt letter may go.
    pub receivers: ReceiverRule,
    /// The classes of such matters (四类情形).
    #[serde(rename = "class")]
    pub classes: Vec<Ground>,
    /// With whom a handling is co-ordinated beside the four parties.
    #[serde(rename = "counterpart")]
    pub counterparts: Vec<Ground>,
}

/// To whom a prompt letter may go.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiverRule {
    /// Kinds of organs right below the one that issues it.
    pub kinds: Vec<UnitKind>,
    /// Where it comes from.
    pub basis: String,
}

/// A class, somebody a handling is co-ordinated with, or a platform.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Permanent id, e.g. `livelihood`.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

impl super::Rules {
    /// What an office calls a platform; its id where the list no longer has it.
    pub fn platform_name<'a>(&'a self, id: &'a str) -> &'a str {
        let known = self.platforms.iter().find(|platform| platform.id == id);
        known.map_or(id, |platform| &platform.name)
    }
}

impl LinkageRules {
    /// The class of an id.
    pub fn class(&self, id: &str) -> Option<&Ground> {
        self.classes.iter().find(|class| class.id == id)
    }

    /// The counterpart of an id.
    pub fn counterpart(&self, id: &str) -> Option<&Ground> {
        self.counterparts.iter().find(|one| one.id == id)
    }
}
