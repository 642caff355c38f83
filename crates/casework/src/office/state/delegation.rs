//! A delegation (授权、AB角, P-08): some of one person's rights lent to another for a time.
//!
//! It lends acts and never sight: whoever acts for another must be able to see the matter by a post of
//! their own. What the principal loses, the delegate loses with it.

use super::Office;
use crate::ids::PersonId;
use crate::matter::Class;
use crate::rules::Rules;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Rights lent for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// Number within the office, from 1.
    pub number: u32,
    /// Whose rights.
    pub principal: PersonId,
    /// Who may use them.
    pub delegate: PersonId,
    /// Classes of acts, `delegation.toml`.
    pub acts: Vec<String>,
    /// Classes of matters; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matters: Vec<Class>,
    /// First day.
    pub from: Date,
    /// Last day: a delegation always ends by itself.
    pub until: Date,
    /// Number of the written authorisation (授权书文号), where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// When it was taken back before its end, milliseconds UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<i64>,
}

impl Delegation {
    /// Whether it holds on a day.
    pub fn holds_on(&self, on: Date) -> bool {
        self.revoked_at.is_none() && self.from <= on && on <= self.until
    }

    /// Whether it lends an act on matters of a class. A matter without a class is covered by a
    /// delegation for all matters alone.
    pub fn covers(&self, rules: &Rules, act: &str, class: Option<Class>) -> bool {
        let lent = |class: &String| rules.act_class(class).is_some_and(|class| class.names(act));
        let in_class = match class {
            Some(class) => self.matters.is_empty() || self.matters.contains(&class),
            None => self.matters.is_empty(),
        };
        in_class && self.acts.iter().any(lent)
    }
}

impl Office {
    /// Delegations to a person that hold on a day.
    pub fn delegations_to(
        &self,
        delegate: &PersonId,
        on: Date,
    ) -> impl Iterator<Item = &Delegation> {
        self.delegations
            .iter()
            .filter(move |known| known.delegate == *delegate && known.holds_on(on))
    }

    /// The delegation of a number.
    pub fn delegation(&self, number: u32) -> Option<&Delegation> {
        self.delegations.iter().find(|known| known.number == number)
    }
}
