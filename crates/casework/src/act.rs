//! What is fixed about an act: its names, its fields, its rule and who performs it.

use crate::form::Field;

/// The fixed description of a step.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    /// The step's permanent name, an imperative: `route`.
    pub name: &'static str,
    /// The noun in routes, templates and tests: `routing`.
    pub noun: &'static str,
    /// The button: 分办.
    pub zh: &'static str,
    /// One or two sentences beside the form: what the act does and what follows.
    pub help: &'static str,
    /// The rule or source it comes from.
    pub basis: &'static str,
    /// Mechanisms of the requirements it serves, e.g. `S1-14`.
    pub mechanisms: &'static [&'static str],
    /// Its fields.
    pub fields: &'static [Field],
    /// Who performs it.
    pub performer: Performer,
}

/// Who performs an act; persons are further bound by `catalogue/roles.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Performer {
    /// A person of the office.
    Person,
    /// Anyone who may file: a citizen, a person, a partner, an import.
    Sender,
    /// The reporter, by the query code. These acts, and no others, are open without signing in.
    Reporter,
    /// The program's own timers.
    Timer,
}
