//! The plan of a year: stories of one matter with its repeats, each a list of deeds in time.

mod fate;
mod life;
mod profile;
mod steps;
mod story;
mod words;

pub use fate::Fate;
pub use profile::Profile;
pub use story::Believed;

use crate::office::OfficePlan;
use crate::rehearsal::{Mishap, World};
use crate::texts::Library;
use app::Who;
use jiff::civil::{Date, DateTime};
use serde_json::{Map, Value};

/// How much happens, and when.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// How many reports arrive.
    pub reports: usize,
    /// The first day.
    pub from: Date,
    /// The last moment: now.
    pub until: DateTime,
}

/// An act of somebody at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// When it is entered, local.
    pub at: DateTime,
    /// When it happened, if earlier.
    pub happened: Option<DateTime>,
    /// By whom.
    pub who: Who,
    /// On which of the story's matters.
    pub life: usize,
    /// The step's name.
    pub act: &'static str,
    /// Its fields.
    pub fields: Map<String, Value>,
    /// What only the running program knows: put into a field when the deed is done.
    pub refers: Option<Reference>,
}

/// What a plan cannot know before the program has drawn it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// The number of another matter of the story.
    Number {
        /// Into which field.
        field: &'static str,
        /// Whose.
        of: usize,
    },
    /// The id of the matter's report.
    Report {
        /// Into which field.
        field: &'static str,
    },
}

/// A matter with its repeats: deeds in the order of time, and what must have come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// What is done, in order.
    pub deeds: Vec<Deed>,
    /// How each matter ends up.
    pub believed: Vec<Believed>,
    /// How many events the deeds record.
    pub events: usize,
}

/// Plans a year: every deed was rehearsed and will be accepted.
///
/// # Errors
/// A deed that the rules in force refuse: the plan does not fit the catalogue.
pub fn plan(office: &OfficePlan, world: &World<'_>, span: &Span) -> Result<Vec<Story>, Mishap> {
    let library = Library::read();
    let profiles = profile::profiles(office, world, span, &library);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = profiles.len().div_ceil(workers).max(1);
    let stories = std::thread::scope(|scope| {
        let parts: Vec<_> = profiles
            .chunks(share)
            .map(|part| {
                let library = &library;
                scope.spawn(move || {
                    let tell = |profile| story::tell(profile, office, world, span, library);
                    part.iter()
                        .map(tell)
                        .collect::<Result<Vec<Story>, Mishap>>()
                })
            })
            .collect();
        let joined = parts
            .into_iter()
            .map(|part| part.join().expect("telling does not panic"));
        joined.collect::<Result<Vec<_>, _>>()
    })?;
    Ok(stories.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests;
