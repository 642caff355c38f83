//! Acts for several matters at once (批量办理, P-10; `batch.toml`).

use super::read::Invalid;
use super::{NEVER_LENT, Rules};
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::steps::ACTS;
use serde::Deserialize;

/// What may be done on several matters at once.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Batches {
    /// Most matters of one batch.
    pub max: usize,
    /// The acts, in the order they are offered.
    #[serde(rename = "act")]
    pub acts: Vec<BatchAct>,
}

/// An act that may be done on several matters at once.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchAct {
    /// The step's name.
    pub id: String,
    /// Fields that are filled for every matter apart.
    #[serde(default)]
    pub each: Vec<String>,
    /// Fields that the form for several leaves out.
    #[serde(default)]
    pub without: Vec<String>,
    /// The rule it comes from.
    pub basis: String,
}

impl BatchAct {
    /// The act, which a checked catalogue has.
    pub fn act(&self) -> Option<&'static Act> {
        ACTS.iter().find(|act| act.name == self.id)
    }

    /// Whether a field is filled once for all.
    pub fn asks_once(&self, field: &Field) -> bool {
        let named = |names: &[String]| names.iter().any(|name| name == field.name);
        let fits = !matters_own(field.kind);
        fits && !named(&self.each) && !named(&self.without)
    }
}

/// Whether what a field holds belongs to one matter alone: its files, its leads, who reported it.
fn matters_own(kind: Kind) -> bool {
    let own = |source| {
        matches!(
            source,
            Source::Leads
                | Source::Issues
                | Source::Reports
                | Source::Filings
                | Source::Questions
                | Source::ConsentAsks
                | Source::HandingAsked
                | Source::Pleas
                | Source::Untold
                | Source::IdentityAsked
                | Source::IdentityOwn
                | Source::IdentityApproved
                | Source::Originals
                | Source::Entered
                | Source::OwedClocks
                | Source::Rungs
                | Source::DraftSlips
                | Source::OwedSlips
                | Source::AnsweredSlips
                | Source::LateUnits
                | Source::Proposals
                | Source::AccountDue
                | Source::OpenDuties
                | Source::TalksDue
        )
    };
    match kind {
        Kind::Files { .. } | Kind::Group { .. } | Kind::Identity | Kind::Named { .. } => true,
        Kind::From(source) | Kind::Several(source) => own(source),
        _ => false,
    }
}

impl Rules {
    /// The batch of an act, by the noun in its address.
    pub fn batch(&self, noun: &str) -> Option<&BatchAct> {
        let named = |known: &&BatchAct| known.act().is_some_and(|act| act.noun == noun);
        self.batches.acts.iter().find(named)
    }

    /// Each act exists, is a person's, and asks for nothing that belongs to one matter alone.
    pub(super) fn check_batches(&self) -> Result<(), Invalid> {
        for known in &self.batches.acts {
            if let Some(wrong) = known.wrong() {
                return Err(Invalid {
                    path: "batch.toml".into(),
                    reason: format!("`{}` {wrong}", known.id),
                });
            }
        }
        Ok(())
    }
}

impl BatchAct {
    fn wrong(&self) -> Option<String> {
        let person = |act: &&Act| act.performer == Performer::Person;
        let Some(act) = self.act().filter(person) else {
            return Some("is no act of a person".to_owned());
        };
        let alone = NEVER_LENT.contains(&act.name) && act.name != "recuse";
        if alone {
            return Some("is never done on several".to_owned());
        }
        let names = || self.each.iter().chain(&self.without);
        let known = |name: &String| act.fields.iter().any(|field| field.name == name);
        if let Some(name) = names().find(|name| !known(name)) {
            return Some(format!("has no field `{name}`"));
        }
        let left_out = |field: &&Field| names().any(|name| name == field.name);
        let missing = act
            .fields
            .iter()
            .find(|field| field.required && matters_own(field.kind) && !left_out(field));
        missing.map(|field| format!("needs `{}`, which belongs to one matter alone", field.name))
    }
}
