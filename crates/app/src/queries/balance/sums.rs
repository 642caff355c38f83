//! What came, what left and what was in hand up to an instant, from the counts (`crate::tallies`) and, one by
//! one, from the few holdings in none of them. What the reader is recused from is taken out again (T4); what
//! an import run under way brought is not added (its counts stand by themselves).
//!
//! One statement: every part of it sees the same moment.

use super::Scope;
use crate::tallies::{self, CAME, WENT};
use crate::{App, Fault};
use std::collections::BTreeMap;
use store::Value;

/// Sums up to an instant.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Sums {
    /// What ever came, by how it came.
    pub(super) came: BTreeMap<String, i64>,
    /// What ever left, by how it left.
    pub(super) went: BTreeMap<String, i64>,
    /// What was in hand.
    pub(super) here: i64,
}

/// Holdings counted one by one, each with the sign it is counted with: those in no count that the reader
/// may know of, and those in the counts of which they may not. The join is a crossed one because the embedded
/// engine then keeps its order: from the few recusals to their holdings, never through all of an organ's. It is a
/// table of the statement, and materialized: else the engine carries an instant into it and reads all that had
/// left by then.
pub(super) fn single(scope: &Scope) -> String {
    let columns = "h.from_at, h.until_at, h.came, h.went, h.stage, h.due_at";
    format!(
        "single AS MATERIALIZED (SELECT {columns}, 1 AS sign FROM holdings h WHERE h.is_apart AND {} \
         UNION ALL SELECT {columns}, -1 AS sign FROM recused r \
         CROSS JOIN holdings h WHERE r.person_id = $2 AND h.organ = $1 \
         AND h.matter_id = r.matter_id AND NOT h.is_apart AND {})",
        scope.condition,
        of_done_runs("h.run_id IS NULL OR h.run_id")
    )
}

/// The condition that no import run under way brought it.
pub(crate) fn of_done_runs(run: &str) -> String {
    format!("({run} NOT IN (SELECT run_id FROM open_runs))")
}

/// The sums of a scope up to midnights, in their order.
pub(super) async fn up_to<const N: usize>(
    app: &App,
    scope: &Scope,
    midnights: [i64; N],
) -> Result<[Sums; N], Fault> {
    let (sql, params) = statement(app, scope, &midnights);
    let mut sums = [const { Sums::new() }; N];
    for row in &app.store().rows(&sql, &params).await? {
        let at = usize::try_from(row.int(0)?)
            .ok()
            .and_then(|at| sums.get_mut(at));
        let at = at.ok_or_else(|| Fault::Stored("a sum of no instant".to_owned()))?;
        let (word, count) = (row.text(2)?.to_owned(), row.int(3)?);
        match row.text(1)? {
            "came" => *at.came.entry(word).or_default() += count,
            "went" => *at.went.entry(word).or_default() += count,
            _ => {}
        }
        at.here += row.int(4)?;
    }
    Ok(sums)
}

impl Sums {
    const fn new() -> Self {
        Self {
            came: BTreeMap::new(),
            went: BTreeMap::new(),
            here: 0,
        }
    }
}

/// Rows of instant, flow, word, how many flowed, and how many more are in hand for it.
pub(super) fn statement(app: &App, scope: &Scope, midnights: &[i64]) -> (String, Vec<Value>) {
    let mut params = scope.params.clone();
    let mut parts = Vec::new();
    for (nth, midnight) in midnights.iter().enumerate() {
        let day = tallies::day(*midnight, app.offset());
        params.extend([(*midnight).into(), tallies::span(day).into(), day.into()]);
        let last = params.len();
        let (at, span, day) = (last - 2, last - 1, last);
        let nth = format!("CAST({nth} AS bigint) AS nth");
        for (flow, kind, more) in [("came", CAME, "total"), ("went", WENT, "-total")] {
            let of = |kind: &str, days: String| {
                format!(
                    "SELECT {nth}, '{flow}' AS flow, word, total, {more} AS more FROM tallies \
                     WHERE kind = '{kind}' AND owner = $1 AND {days} AND {}",
                    of_done_runs("run_id = '' OR run_id")
                )
            };
            parts.push(of(kind.0, format!("day < ${span}")));
            parts.push(of(kind.1, format!("day >= ${span} AND day < ${day}")));
        }
        parts.push(format!(
            "SELECT {nth}, 'came', came, sign, 0 FROM single WHERE from_at < ${at}"
        ));
        parts.push(format!(
            "SELECT {nth}, 'went', went, sign, 0 FROM single WHERE until_at < ${at}"
        ));
        parts.push(format!(
            "SELECT {nth}, 'here', '', 0, sign FROM single WHERE from_at < ${at} \
             AND (until_at IS NULL OR until_at >= ${at})"
        ));
    }
    let sql = format!(
        "WITH {} SELECT nth, flow, word, CAST(SUM(total) AS bigint), CAST(SUM(more) AS bigint) \
         FROM ({}) AS parts GROUP BY nth, flow, word",
        single(scope),
        parts.join(" UNION ALL ")
    );
    (sql, params)
}
