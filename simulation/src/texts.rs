//! What citizens and offices write: invented templates from `simulation/texts`, filled with slots.

mod slots;
mod tale;

pub use slots::Slots;
pub use tale::{Matterless, Tale};

use serde::Deserialize;

/// Every template.
#[derive(Debug)]
pub struct Library {
    /// Accusations.
    pub grievances: Vec<Grievance>,
    /// What is no accusation to be handled.
    pub others: Vec<Other>,
    /// What surrounds the facts, and what offices write.
    pub phrases: Phrases,
}

/// Whom an accusation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A village cadre.
    Village,
    /// A township cadre.
    Town,
    /// A county department.
    County,
    /// A school, hospital or company of the county.
    Institution,
    /// A city department.
    City,
    /// A provincial department.
    Province,
}

/// An accusation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grievance {
    /// Whom it is about.
    pub subject: Subject,
    /// Domain tags of the catalogue.
    pub domains: Vec<String>,
    /// Employers.
    pub units: Vec<String>,
    /// Posts.
    pub posts: Vec<String>,
    /// Titles.
    pub titles: Vec<String>,
    /// Its facts.
    #[serde(rename = "fact")]
    pub facts: Vec<Fact>,
}

/// One fact of an accusation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Category of the catalogue.
    pub category: String,
    /// How a clerk registers it.
    pub issue: String,
    /// The same fact in different words.
    pub tells: Vec<String>,
    /// Grounds of a finding: of what is true, and of what is not.
    pub proof: [String; 2],
}

/// An item that is no accusation to be handled.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Other {
    /// Its class.
    pub class: String,
    /// Domain tags.
    pub domains: Vec<String>,
    /// Titles.
    pub titles: Vec<String>,
    /// Texts.
    pub tells: Vec<String>,
    /// The proper body, where it is out of scope.
    pub body: String,
    /// Why it is excluded.
    pub reason: String,
}

/// What surrounds the facts, and what offices write.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each list is named after what it holds")]
pub struct Phrases {
    pub openings: Vec<String>,
    pub evidence: Vec<String>,
    pub harm: Vec<String>,
    pub appeals: Vec<String>,
    pub pleas: Vec<String>,
    pub repeats: Vec<String>,
    pub opinions: Vec<String>,
    pub instructions: Vec<String>,
    pub requirements: Vec<String>,
    pub progress: Vec<String>,
    pub unproven: Vec<String>,
    pub partly: Vec<String>,
    pub summaries: Vec<String>,
    pub outcomes_true: Vec<String>,
    pub outcomes_untrue: Vec<String>,
    pub outcomes_general: Vec<String>,
    pub audit_pass: Vec<String>,
    pub audit_return: Vec<String>,
    pub refusals: Vec<String>,
    pub replies: Vec<String>,
    pub replies_excluded: Vec<String>,
    pub replies_hollow: Vec<String>,
    pub boards: Vec<String>,
    pub audiences: Vec<String>,
    pub unanswered: Vec<String>,
    pub returns: Vec<String>,
    /// Why a matter was entered in error.
    pub voidings: Vec<String>,
    pub purposes: Vec<String>,
    pub recusals: Vec<String>,
    pub liftings: Vec<String>,
    pub reopenings: Vec<String>,
    pub reopen_grounds: Vec<String>,
}

impl Library {
    /// Reads the templates that are part of the program.
    ///
    /// # Panics
    /// Never in a program whose tests passed: they read the same texts.
    pub fn read() -> Self {
        #[derive(Deserialize)]
        struct Grievances {
            grievance: Vec<Grievance>,
        }
        #[derive(Deserialize)]
        struct Others {
            other: Vec<Other>,
        }
        let grievances: Grievances = toml::from_str(include_str!("../texts/grievances.toml"))
            .expect("grievances.toml is part of the program and tested");
        let others: Others = toml::from_str(include_str!("../texts/others.toml"))
            .expect("others.toml is part of the program and tested");
        let phrases = toml::from_str(include_str!("../texts/phrases.toml"))
            .expect("phrases.toml is part of the program and tested");
        Self {
            grievances: grievances.grievance,
            others: others.other,
            phrases,
        }
    }
}

#[cfg(test)]
mod tests;
