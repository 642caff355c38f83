//! The gate of acceptance (收件情况, S1-12, S1-31): what came in today, what presses, what is owed at the
//! window, and how far the five hundred-per-cents (五个百分百, S1-13) are kept this month.
//!
//! Every figure counts what the reader may see and nothing else (T3), says in which unit it counts
//! (件、件次、批次、人次), and opens its own list.

mod counts;
mod list;
mod platforms;
mod scope;

pub use counts::{Arrived, Channelled, Owed, Rate};
pub use list::{Filter, Line, Listed, Listing, State, list};
pub(crate) use scope::Scope;

use super::lamp::Lamp;
use super::roster::{self, Standing};
use super::todo::today;
use crate::{App, Failure, reading};
use casework::PersonId;
use serde::Serialize;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct Gate {
    /// Whose gate.
    pub organ: Organ,
    /// The organs the reader may choose among.
    pub organs: Vec<Organ>,
    /// Today, in words.
    pub today: String,
    /// Who is on duty, and how what arrives now is counted.
    pub standing: Standing,
    /// What came in today.
    pub arrived: Arrived,
    /// What platforms handed over this year: code, name, filings (S1-47).
    pub platforms: Vec<(String, String, i64)>,
    /// Emergencies under way, the most pressing first; only as many as a page shows.
    pub urgent: Vec<Line>,
    /// What is owed at the window.
    pub owed: Vec<Owed>,
    /// This month, in words.
    pub month: String,
    /// The five hundred-per-cents.
    pub rates: Vec<Rate>,
}

/// An organ with a gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organ {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Emergencies that the page itself shows.
const URGENT_SHOWN: usize = 6;

/// The gate of the reader's organ, or of another the reader has a post in.
///
/// # Errors
/// No post of the reader's opens a gate; or it opens no gate of this organ, which then does not exist.
pub async fn gate(app: &App, person: &PersonId, unit: Option<&str>) -> Result<Gate, Failure> {
    let scope = Scope::of(app, person, unit).await?;
    reading::record_list(app, person, "gate").await?;
    let mut urgent = list::urgent(app, &scope).await?;
    urgent.sort_by_key(pressing);
    urgent.truncate(URGENT_SHOWN);
    let on = scope.reader.on();
    Ok(Gate {
        organ: scope.organ(),
        organs: scope.organs(),
        today: today(&scope.reader),
        standing: roster::standing(app, &scope),
        arrived: counts::arrived(app, &scope).await?,
        platforms: platforms::this_year(app, &scope).await?,
        urgent,
        owed: counts::owed(app, &scope).await?,
        month: format!("{}年{}月", on.year(), on.month()),
        rates: counts::rates(app, &scope).await?,
    })
}

/// What is due first stands first; what is due on no day stands last.
fn pressing(line: &Line) -> (bool, i64) {
    (line.due_at == i64::MAX, line.due_at)
}

impl Line {
    /// Whether its lamp says more than that nothing is due.
    pub fn is_due(&self) -> bool {
        self.lamp != Lamp::rest()
    }
}
