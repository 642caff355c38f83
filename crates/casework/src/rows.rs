//! Read tables as pure functions of what they show: rows, and the difference between two states.
//!
//! Which rows a noun has stands with the noun; what every table looks like stands here.

use crate::matter::rows::{
    accountability, asked, duties, holdings, images, originals, pairings, passed, supervision,
    voids,
};
use crate::procedure::rows as procedures;
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

/// A read table.
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
    /// One row a slip.
    Slips,
    /// One row an urging.
    Urgings,
    /// One row a rung held back.
    Holds,
    /// One row a time in an organ's hands.
    Holdings,
    /// One row a proposal to hold somebody to account.
    Accountability,
    /// One row what nobody answered for yet, and unit that may see the matter.
    DutyFlags,
    /// One row a decision whether two matters are one.
    Pairings,
    /// One row a procedure.
    Procedures,
    /// One row a procedure and unit that may know of it.
    ProcedureVisible,
    /// One row a clock of a procedure.
    ProcedureClocks,
    /// One row a slip about what is promised in a procedure.
    ProcedureSlips,
    /// One row an item such a slip is about.
    ProcedureSlipItems,
    /// One row an urging about what is promised in a procedure.
    ProcedureUrgings,
    /// One row a rung held back in a procedure.
    ProcedureHolds,
    /// One row a matter in a procedure.
    ProcedureItems,
    /// One row an item of an inspection.
    InspectionItems,
    /// One row an item of a campaign.
    CampaignItems,
    /// One row an item of a published case review.
    ReviewItems,
    /// One row a reason that cost an item points.
    ReviewDeductions,
    /// One row a notice to a leader in person.
    KeyCountyNotices,
    /// One row a linkage and unit that may know of it.
    Linkages,
    /// One row a reconciliation.
    Reconciliations,
    /// One row a bulletin.
    Bulletins,
}

/// Whose rows a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Rows of matters.
    Matter,
    /// Rows of procedures.
    Procedure,
}

impl Whose {
    /// The column that names whose row it is.
    pub fn column(self) -> &'static str {
        match self {
            Self::Matter => "matter_id",
            Self::Procedure => "procedure_id",
        }
    }
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
        Self::Slips,
        Self::Urgings,
        Self::Holds,
        Self::Holdings,
        Self::Accountability,
        Self::DutyFlags,
        Self::Pairings,
        Self::Procedures,
        Self::ProcedureVisible,
        Self::ProcedureClocks,
        Self::ProcedureSlips,
        Self::ProcedureSlipItems,
        Self::ProcedureUrgings,
        Self::ProcedureHolds,
        Self::ProcedureItems,
        Self::InspectionItems,
        Self::CampaignItems,
        Self::ReviewItems,
        Self::ReviewDeductions,
        Self::KeyCountyNotices,
        Self::Linkages,
        Self::Reconciliations,
        Self::Bulletins,
    ];

    /// The tables of matters, or of procedures.
    pub fn of(whose: Whose) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |table| table.whose() == whose)
    }

    /// Whose rows it holds.
    pub fn whose(self) -> Whose {
        match self {
            Self::Procedures
            | Self::ProcedureVisible
            | Self::ProcedureClocks
            | Self::ProcedureSlips
            | Self::ProcedureSlipItems
            | Self::ProcedureUrgings
            | Self::ProcedureHolds
            | Self::ProcedureItems
            | Self::InspectionItems
            | Self::CampaignItems
            | Self::ReviewItems
            | Self::ReviewDeductions
            | Self::Linkages
            | Self::Reconciliations
            | Self::KeyCountyNotices
            | Self::Bulletins => Whose::Procedure,
            _ => Whose::Matter,
        }
    }

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
            Self::Slips => "slips",
            Self::Urgings => "urgings",
            Self::Holds => "holds",
            Self::Holdings => "holdings",
            Self::Accountability => "accountability",
            Self::DutyFlags => "duty_flags",
            Self::Pairings => "pairings",
            Self::Procedures => "procedures",
            Self::ProcedureVisible => "procedure_visible",
            Self::ProcedureClocks => "procedure_clocks",
            Self::ProcedureSlips => "procedure_slips",
            Self::ProcedureSlipItems => "procedure_slip_items",
            Self::ProcedureUrgings => "procedure_urgings",
            Self::ProcedureHolds => "procedure_holds",
            Self::ProcedureItems => "procedure_items",
            Self::InspectionItems => "inspection_items",
            Self::CampaignItems => "campaign_items",
            Self::ReviewItems => "review_items",
            Self::ReviewDeductions => "review_deductions",
            Self::KeyCountyNotices => "key_county_notices",
            Self::Linkages => "linkages",
            Self::Reconciliations => "reconciliations",
            Self::Bulletins => "bulletins",
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
            Self::Slips => supervision::SLIPS,
            Self::Urgings => supervision::URGINGS,
            Self::Holds => supervision::HOLDS,
            Self::Holdings => holdings::HOLDINGS,
            Self::Accountability => accountability::CASES,
            Self::DutyFlags => accountability::FLAGS,
            Self::Pairings => pairings::COLUMNS,
            Self::Procedures => procedures::PROCEDURES,
            Self::ProcedureVisible => procedures::VISIBLE,
            Self::ProcedureClocks => procedures::CLOCKS,
            Self::ProcedureSlips => procedures::SLIPS,
            Self::ProcedureSlipItems => procedures::SLIP_ITEMS,
            Self::ProcedureUrgings => procedures::URGINGS,
            Self::ProcedureHolds => procedures::HOLDS,
            Self::ProcedureItems => procedures::ITEMS,
            Self::InspectionItems => crate::inspection::ITEMS,
            Self::CampaignItems => crate::campaign::rows::COLUMNS,
            Self::ReviewItems => crate::review::ITEMS,
            Self::ReviewDeductions => crate::review::DEDUCTIONS,
            Self::KeyCountyNotices => crate::key_county::NOTICES,
            Self::Linkages => crate::linkage::rows::COLUMNS,
            Self::Reconciliations => crate::reconciliation::COLUMNS,
            Self::Bulletins => crate::bulletin::COLUMNS,
        }
    }

    /// How many of the columns are the key.
    pub fn key_columns(self) -> usize {
        match self {
            Self::Matters | Self::Procedures | Self::Reconciliations | Self::Bulletins => 1,
            Self::Visible
            | Self::Reports
            | Self::Leads
            | Self::Clocks
            | Self::Recused
            | Self::IdentityRequests
            | Self::Originals
            | Self::Answers
            | Self::Voids
            | Self::PassedUp
            | Self::Slips
            | Self::Accountability
            | Self::Pairings
            | Self::Urgings
            | Self::ProcedureVisible
            | Self::ProcedureClocks
            | Self::ProcedureSlips
            | Self::ProcedureUrgings
            | Self::ProcedureItems
            | Self::InspectionItems
            | Self::CampaignItems
            | Self::ReviewItems
            | Self::KeyCountyNotices
            | Self::Linkages => 2,
            Self::ProcedureSlipItems | Self::ProcedureHolds => 3,
            Self::Asked
            | Self::DutyFlags
            | Self::Holds
            | Self::Holdings
            | Self::ReviewDeductions => 3,
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

/// The rows of a matter or a procedure: by table and key, the whole row.
pub type Rows = BTreeMap<(Table, String), Vec<Cell>>;

/// How local times become instants: the office's offset from UTC.
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

/// Puts a row under its key.
pub(crate) fn put(rows: &mut Rows, table: Table, row: Vec<Cell>) {
    let key: Vec<String> = row[..table.key_columns()].iter().map(key_text).collect();
    rows.insert((table, key.join("\u{1f}")), row);
}

fn key_text(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Bool(flag) => flag.to_string(),
        Cell::Int(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
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
