//! Everything in which the two engines differ, apart from how they are driven.
//!
//! Business code never asks which engine it runs on. A difference belongs here or in the two
//! migration folders, whose schemas a test proves equal.

use std::borrow::Cow;

/// The database engine behind a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded engine.
    Sqlite,
    /// A PostgreSQL server, 15 or newer.
    Postgres,
}

impl Engine {
    /// The engine's migrations in order; the first is version 1.
    pub(crate) fn migrations(self) -> &'static [&'static str] {
        match self {
            Engine::Sqlite => &[
                include_str!("../migrations/sqlite/0001_foundation.sql"),
                include_str!("../migrations/sqlite/0002_casework.sql"),
                include_str!("../migrations/sqlite/0003_own.sql"),
                include_str!("../migrations/sqlite/0004_intake.sql"),
                include_str!("../migrations/sqlite/0005_identity_requests.sql"),
                include_str!("../migrations/sqlite/0006_books.sql"),
                include_str!("../migrations/sqlite/0007_originals.sql"),
                include_str!("../migrations/sqlite/0008_answers.sql"),
                include_str!("../migrations/sqlite/0009_asked.sql"),
                include_str!("../migrations/sqlite/0010_voids.sql"),
                include_str!("../migrations/sqlite/0011_gate.sql"),
                include_str!("../migrations/sqlite/0012_exports.sql"),
                include_str!("../migrations/sqlite/0013_filters.sql"),
                include_str!("../migrations/sqlite/0014_files.sql"),
                include_str!("../migrations/sqlite/0015_duties.sql"),
                include_str!("../migrations/sqlite/0016_task_sheets.sql"),
                include_str!("../migrations/sqlite/0017_pass_up.sql"),
                include_str!("../migrations/sqlite/0018_counts.sql"),
                include_str!("../migrations/sqlite/0019_purposes.sql"),
                include_str!("../migrations/sqlite/0020_handed_on.sql"),
                include_str!("../migrations/sqlite/0021_procedures.sql"),
                include_str!("../migrations/sqlite/0022_supervision.sql"),
                include_str!("../migrations/sqlite/0023_holdings.sql"),
                include_str!("../migrations/sqlite/0024_inspections.sql"),
                include_str!("../migrations/sqlite/0025_campaigns.sql"),
                include_str!("../migrations/sqlite/0026_reviews.sql"),
                include_str!("../migrations/sqlite/0027_linkages.sql"),
                include_str!("../migrations/sqlite/0028_platforms.sql"),
                include_str!("../migrations/sqlite/0029_reconciliations.sql"),
                include_str!("../migrations/sqlite/0030_assessments.sql"),
                include_str!("../migrations/sqlite/0031_key_counties.sql"),
                include_str!("../migrations/sqlite/0032_accountability.sql"),
                include_str!("../migrations/sqlite/0033_procedure_ladders.sql"),
                include_str!("../migrations/sqlite/0034_supervision_books.sql"),
                include_str!("../migrations/sqlite/0035_tallies.sql"),
                include_str!("../migrations/sqlite/0036_procedure_urgings.sql"),
                include_str!("../migrations/sqlite/0037_search.sql"),
                include_str!("../migrations/sqlite/0038_holdings_in_order.sql"),
                include_str!("../migrations/sqlite/0039_figures.sql"),
                include_str!("../migrations/sqlite/0040_backlog.sql"),
                include_str!("../migrations/sqlite/0041_holdings_apart.sql"),
                include_str!("../migrations/sqlite/0042_answered_for.sql"),
                include_str!("../migrations/sqlite/0043_pairings.sql"),
                include_str!("../migrations/sqlite/0044_figures_of_procedures.sql"),
                include_str!("../migrations/sqlite/0045_planned_analyses.sql"),
                include_str!("../migrations/sqlite/0046_search_live.sql"),
            ],
            Engine::Postgres => &[
                include_str!("../migrations/postgres/0001_foundation.sql"),
                include_str!("../migrations/postgres/0002_casework.sql"),
                include_str!("../migrations/postgres/0003_own.sql"),
                include_str!("../migrations/postgres/0004_intake.sql"),
                include_str!("../migrations/postgres/0005_identity_requests.sql"),
                include_str!("../migrations/postgres/0006_books.sql"),
                include_str!("../migrations/postgres/0007_originals.sql"),
                include_str!("../migrations/postgres/0008_answers.sql"),
                include_str!("../migrations/postgres/0009_asked.sql"),
                include_str!("../migrations/postgres/0010_voids.sql"),
                include_str!("../migrations/postgres/0011_gate.sql"),
                include_str!("../migrations/postgres/0012_exports.sql"),
                include_str!("../migrations/postgres/0013_filters.sql"),
                include_str!("../migrations/postgres/0014_files.sql"),
                include_str!("../migrations/postgres/0015_duties.sql"),
                include_str!("../migrations/postgres/0016_task_sheets.sql"),
                include_str!("../migrations/postgres/0017_pass_up.sql"),
                include_str!("../migrations/postgres/0018_counts.sql"),
                include_str!("../migrations/postgres/0019_purposes.sql"),
                include_str!("../migrations/postgres/0020_handed_on.sql"),
                include_str!("../migrations/postgres/0021_procedures.sql"),
                include_str!("../migrations/postgres/0022_supervision.sql"),
                include_str!("../migrations/postgres/0023_holdings.sql"),
                include_str!("../migrations/postgres/0024_inspections.sql"),
                include_str!("../migrations/postgres/0025_campaigns.sql"),
                include_str!("../migrations/postgres/0026_reviews.sql"),
                include_str!("../migrations/postgres/0027_linkages.sql"),
                include_str!("../migrations/postgres/0028_platforms.sql"),
                include_str!("../migrations/postgres/0029_reconciliations.sql"),
                include_str!("../migrations/postgres/0030_assessments.sql"),
                include_str!("../migrations/postgres/0031_key_counties.sql"),
                include_str!("../migrations/postgres/0032_accountability.sql"),
                include_str!("../migrations/postgres/0033_procedure_ladders.sql"),
                include_str!("../migrations/postgres/0034_supervision_books.sql"),
                include_str!("../migrations/postgres/0035_tallies.sql"),
                include_str!("../migrations/postgres/0036_procedure_urgings.sql"),
                include_str!("../migrations/postgres/0037_search.sql"),
                include_str!("../migrations/postgres/0038_holdings_in_order.sql"),
                include_str!("../migrations/postgres/0039_figures.sql"),
                include_str!("../migrations/postgres/0040_backlog.sql"),
                include_str!("../migrations/postgres/0041_holdings_apart.sql"),
                include_str!("../migrations/postgres/0042_answered_for.sql"),
                include_str!("../migrations/postgres/0043_pairings.sql"),
                include_str!("../migrations/postgres/0044_figures_of_procedures.sql"),
                include_str!("../migrations/postgres/0045_planned_analyses.sql"),
                include_str!("../migrations/postgres/0046_search_live.sql"),
            ],
        }
    }

    /// A check's text with its row locks. Checks are written with the lock in brackets, such as
    /// `[FOR SHARE]`: PostgreSQL takes it, SQLite has one writer and needs none.
    pub(crate) fn locking(self, sql: &'static str) -> Cow<'static, str> {
        let Some((before, rest)) = sql.split_once('[') else {
            return Cow::Borrowed(sql);
        };
        let (lock, after) = rest.split_once(']').expect("a lock's bracket is closed");
        match self {
            Engine::Sqlite => Cow::Owned(format!("{before}{after}")),
            Engine::Postgres => Cow::Owned(format!("{before}{lock}{after}")),
        }
    }
}

impl Engine {
    /// The statement after which nobody else adds to a count until this write is over, while everybody may
    /// read; nothing where there is one writer anyway.
    pub(crate) fn counting_alone(self) -> Option<&'static str> {
        match self {
            Engine::Sqlite => None,
            Engine::Postgres => Some("LOCK TABLE tallies IN EXCLUSIVE MODE"),
        }
    }
}

/// Rewrites `$n` to SQLite's `?n`: there, `$1` would be a name and not a position. Quoted text,
/// quoted names and comments are left alone.
pub(crate) fn question_marks(sql: &str) -> Cow<'_, str> {
    if !sql.contains('$') {
        return Cow::Borrowed(sql);
    }
    let mut text = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(length) = rest.chars().next().map(char::len_utf8) {
        let taken = match rest.as_bytes() {
            [b'\'', ..] => quoted(rest, '\''),
            [b'"', ..] => quoted(rest, '"'),
            [b'-', b'-', ..] => rest.find('\n').unwrap_or(rest.len()),
            [b'/', b'*', ..] => rest.find("*/").map_or(rest.len(), |end| end + 2),
            [b'$', digit, ..] if digit.is_ascii_digit() => {
                text.push('?');
                rest = &rest[1..];
                continue;
            }
            _ => length,
        };
        text.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    Cow::Owned(text)
}

/// The length of the quoted piece `text` begins with. A doubled quote simply begins another piece.
fn quoted(text: &str, quote: char) -> usize {
    text[1..].find(quote).map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_placeholders_are_rewritten() {
        let cases = [
            ("SELECT 1", "SELECT 1"),
            ("a = $1 AND b = $12", "a = ?1 AND b = ?12"),
            ("'元$1' = $1", "'元$1' = ?1"),
            ("'it''s $1', $2", "'it''s $1', ?2"),
            ("\"$1\" = $1 -- $2\n+ $3", "\"$1\" = ?1 -- $2\n+ ?3"),
            ("/* $1 */ $2 $", "/* $1 */ ?2 $"),
            ("'open $1", "'open $1"),
        ];
        for (given, wanted) in cases {
            assert_eq!(question_marks(given), wanted);
        }
    }

    #[test]
    fn locks_are_for_postgres_alone() {
        let check = "SELECT 1 FROM guards WHERE name = $1 [FOR SHARE]";
        assert!(Engine::Postgres.locking(check).ends_with("$1 FOR SHARE"));
        assert!(Engine::Sqlite.locking(check).ends_with("$1 "));
    }
}
