//! The register of what was too secret to be taken in (涉密件交接登记, P-16): when it came, by which channel,
//! to whom it was handed by hand and by whom, and nothing of what it says.

use super::gate::{Organ, Scope};
use super::roster::holds;
use super::todo::minute;
use crate::{App, Failure};
use casework::PersonId;
use casework::matter::Channel;
use casework::office::Classified;
use serde::Serialize;

/// A page of the register.
#[derive(Debug, Clone, Serialize)]
pub struct Register {
    /// Whose register.
    pub organ: Organ,
    /// The organs the reader may choose among.
    pub organs: Vec<Organ>,
    /// Its lines, the last first.
    pub lines: Vec<Line>,
    /// How many lines there are in all.
    pub total: usize,
    /// The number before which the next page begins.
    pub next: Option<usize>,
    /// Whether the reader may add a line.
    pub adds: bool,
    /// The channels: word and name.
    pub channels: Vec<(&'static str, &'static str)>,
    /// To whom something may be handed: id and name.
    pub people: Vec<(String, String)>,
    /// The highest grade that may be taken in.
    pub most_zh: &'static str,
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its number within the organ, from 1.
    pub number: usize,
    /// When it came and was handed over.
    pub at: String,
    /// By which channel.
    pub channel_zh: &'static str,
    /// To whom.
    pub handed_to: String,
    /// By whom.
    pub by: String,
}

/// Lines a page: what an A4 sheet holds.
const PAGE: usize = 30;

/// The lines before a number; the last ones where none is given.
///
/// # Errors
/// As for the gate itself.
pub async fn register(
    app: &App,
    person: &PersonId,
    unit: Option<&str>,
    before: Option<usize>,
) -> Result<Register, Failure> {
    let scope = Scope::of(app, person, unit).await?;
    let office = &scope.reader.office;
    let all: Vec<&Classified> = office.classified_of(&scope.unit).collect();
    let until = before.map_or(all.len(), |before| before.saturating_sub(1).min(all.len()));
    let from = until.saturating_sub(PAGE);
    let lines = (from..until).rev().map(|at| line(&scope, at + 1, all[at]));
    let others = office.colleagues_of(&scope.unit, scope.reader.on());
    let others = others.into_iter().filter(|(one, _)| one.id != *person);
    Ok(Register {
        organ: scope.organ(),
        organs: scope.organs(),
        lines: lines.collect(),
        total: all.len(),
        next: (from > 0).then_some(from + 1),
        adds: holds(app, &scope, "hand-over-classified", &scope.unit),
        channels: Channel::ALL
            .iter()
            .map(|channel| (channel.as_str(), channel.zh()))
            .collect(),
        people: others
            .map(|(one, _)| (one.id.to_string(), one.name.clone()))
            .collect(),
        most_zh: app.rules().settings.secrecy_max.zh(),
    })
}

fn line(scope: &Scope, number: usize, line: &Classified) -> Line {
    let name = |id: &PersonId| scope.reader.office.person_name(id).to_owned();
    Line {
        number,
        at: minute(line.on),
        channel_zh: line.channel.zh(),
        handed_to: name(&line.handed_to),
        by: line.by.as_ref().map_or_else(|| "控制台".to_owned(), name),
    }
}
