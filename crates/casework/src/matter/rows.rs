//! The read tables of a matter as a pure function of its state.
//!
//! The shell writes the difference between the rows before and after a command in the same `Write`
//! as the events; a rebuild writes the rows of the replayed state. Both can only agree.

mod asked;
mod duties;
mod images;
mod originals;
mod passed;
mod voids;

pub use asked::Asked;

use super::Matter;
use std::collections::BTreeMap;

/// A cell of a read table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text that is no personal text.
    Text(String),
}

/// A read table a matter has rows in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// One row a matter.
    Matters,
    /// One row a matter and unit that may see it.
    Visible,
    /// One row a report.
    Reports,
    /// One row a lead.
    Leads,
    /// One row a clock.
    Clocks,
    /// One row a recused person.
    Recused,
    /// One row a request to see an identity.
    IdentityRequests,
    /// One row a paper original.
    Originals,
    /// One row a conclusion: how it was answered and what the reporter thinks.
    Answers,
    /// One row for whoever is asked to decide, answer or read.
    Asked,
    /// One row a void matter and unit that may see it.
    Voids,
    /// One row a thing that a person owes.
    Duties,
    /// One row a unit that passed it up: no content.
    PassedUp,
}

impl Table {
    /// Every table, in the order rows are written.
    pub const ALL: &'static [Self] = &[
        Self::Matters,
        Self::Visible,
        Self::Reports,
        Self::Leads,
        Self::Clocks,
        Self::Recused,
        Self::IdentityRequests,
        Self::Originals,
        Self::Answers,
        Self::Asked,
        Self::Voids,
        Self::Duties,
        Self::PassedUp,
    ];

    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Matters => "matters",
            Self::Visible => "visible",
            Self::Reports => "reports",
            Self::Leads => "leads",
            Self::Clocks => "clocks",
            Self::Recused => "recused",
            Self::IdentityRequests => "identity_requests",
            Self::Originals => "originals",
            Self::Answers => "answers",
            Self::Asked => "asked",
            Self::Voids => "voids",
            Self::Duties => "duties",
            Self::PassedUp => "passed_up",
        }
    }

    /// Its columns: the key first.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Matters => images::MATTERS,
            Self::Visible => images::VISIBLE,
            Self::Reports => images::REPORTS,
            Self::Leads => images::LEADS,
            Self::Clocks => images::CLOCKS,
            Self::Recused => images::RECUSED,
            Self::IdentityRequests => images::IDENTITY_REQUESTS,
            Self::Originals => originals::ORIGINALS,
            Self::Answers => images::ANSWERS,
            Self::Asked => asked::COLUMNS,
            Self::Voids => voids::VOIDS,
            Self::Duties => duties::COLUMNS,
            Self::PassedUp => passed::PASSED_UP,
        }
    }

    /// How many of the columns are the key.
    pub fn key_columns(self) -> usize {
        match self {
            Self::Matters => 1,
            Self::Visible
            | Self::Reports
            | Self::Leads
            | Self::Clocks
            | Self::Recused
            | Self::IdentityRequests
            | Self::Originals
            | Self::Answers
            | Self::Voids
            | Self::PassedUp => 2,
            Self::Asked => 3,
            Self::Duties => 4,
        }
    }
}

/// What the rows of this program look like, as the text a database remembers them by: a revision, and
/// every column. Rows that another program wrote are rebuilt before they are served.
///
/// A new column changes the text by itself. Raise `REVISION` where a column keeps its name and comes
/// to mean something else.
pub fn projection() -> String {
    let table = |table: &Table| format!("{}({})", table.name(), table.columns().join(","));
    let tables: Vec<String> = Table::ALL.iter().map(table).collect();
    format!("{REVISION}:{}", tables.join(";"))
}

/// See [`projection`].
const REVISION: u32 = 1;

/// The rows of a matter: by table and key, the whole row.
pub type Rows = BTreeMap<(Table, String), Vec<Cell>>;

/// How the local times of a matter become instants: the office's offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset {
    /// Milliseconds the local time is ahead of UTC.
    pub milliseconds: i64,
}

impl Offset {
    /// China's one time zone.
    pub const CHINA: Self = Self {
        milliseconds: 8 * 3_600_000,
    };

    /// The instant at which a day begins, milliseconds UTC.
    pub fn midnight(self, on: jiff::civil::Date) -> i64 {
        self.instant(on.at(0, 0, 0, 0))
    }

    /// The instant of a local time, milliseconds UTC.
    pub fn instant(self, local: jiff::civil::DateTime) -> i64 {
        let epoch = jiff::civil::DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        local.duration_since(epoch).as_millis() as i64 - self.milliseconds
    }
}

/// What changed between two states: rows to write, keys of rows to delete.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Rows to insert or replace.
    pub written: Vec<(Table, Vec<Cell>)>,
    /// Rows to delete, by their key cells.
    pub deleted: Vec<(Table, Vec<Cell>)>,
}

/// The rows of a state; an unreceived matter has none.
pub fn rows(matter: &Matter, offset: Offset) -> Rows {
    let mut rows = Rows::new();
    if matter.exists() {
        images::all(matter, offset, &mut rows);
        originals::all(matter, &mut rows);
        voids::all(matter, offset, &mut rows);
        duties::all(matter, &mut rows);
        passed::all(matter, offset, &mut rows);
    }
    rows
}

/// What a command changed.
pub fn difference(before: &Rows, after: &Rows) -> Difference {
    let changed = |(key, row): &(&(Table, String), &Vec<Cell>)| before.get(key) != Some(row);
    let written = after
        .iter()
        .filter(changed)
        .map(|(key, row)| (key.0, row.clone()));
    let gone = before.iter().filter(|(key, _)| !after.contains_key(key));
    let keys = gone.map(|(key, row)| (key.0, row[..key.0.key_columns()].to_vec()));
    Difference {
        written: written.collect(),
        deleted: keys.collect(),
    }
}
