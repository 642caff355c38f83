//! Rules about deciding: who bears which part, what may be lent, where else a matter belongs.

use super::Rules;
use crate::codes;
use serde::Deserialize;

codes! {
    /// The four parts of the responsibility (领导体制, S2-01).
    pub enum Part {
        /// The head bears the responsibility as a whole.
        Head = "head" => "主要领导",
        /// The leader in charge sees to it.
        Leader = "leader" => "分管领导",
        /// The petition office organises and co-ordinates.
        Petition = "petition" => "信访室",
        /// The departments handle what is theirs.
        Department = "department" => "承办部门",
    }
}

/// Acts that may be lent together (授权事项, P-08).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActClass {
    /// Permanent id, e.g. `instruct`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Step names.
    pub acts: Vec<String>,
    /// The rule it comes from.
    pub basis: String,
}

/// A body that is responsible for what a commission is not (受理部门, S2-03).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Permanent id, e.g. `court`.
    pub id: String,
    /// What it is called; the place goes before it.
    pub name: String,
    /// What is brought to it.
    pub takes: String,
    /// The rule it comes from.
    pub basis: String,
}

/// Acts that concern who reported, who may know, or what is destroyed: nobody does them in another's
/// name, whatever a catalogue says.
pub const NEVER_LENT: &[&str] = &[
    "disclose-identity",
    "ask-handing",
    "decide-handing",
    "hand-demand",
    "recuse",
    "lift-recusal",
    "erase",
    "read-trail",
    "read-office",
];

impl ActClass {
    /// Whether it holds an act.
    pub fn names(&self, act: &str) -> bool {
        self.acts.iter().any(|known| known == act) && !NEVER_LENT.contains(&act)
    }
}

impl Rules {
    /// The class of acts of an id.
    pub fn act_class(&self, id: &str) -> Option<&ActClass> {
        self.act_classes.iter().find(|class| class.id == id)
    }

    /// The body of an id.
    pub fn body(&self, id: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.id == id)
    }
}
