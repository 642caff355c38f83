//! Cells of an organ over some times: whole months from the counts, days at the edges from the rows, and one by
//! one what is in no count, each with the sign it is counted with (T4). One statement.

use super::Period;
use crate::queries::balance::of_done_runs;
use crate::tallies::cells::{From, Items, Source, from, month};
use crate::{App, Fault};
use casework::UnitId;
use casework::figures::Axis;
use casework::office::Office;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use store::Value;

/// Whose figures, in whose eyes.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// Units whose arrivals are counted.
    pub(crate) seen: Vec<UnitId>,
    /// Units whose conclusions and promises are, and to which of the units told apart each belongs.
    pub(crate) answering: Vec<(UnitId, UnitId)>,
    /// Whether units are told apart.
    apart: bool,
    /// Who may not know of what they are recused from; nobody in official figures.
    person: String,
    /// Through whose eyes what is not told of as any other is looked at.
    eyes: Vec<UnitId>,
}

/// So many of an axis under a word, over one of the times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sum {
    /// Which of the times.
    pub(crate) nth: usize,
    /// What is counted.
    pub(crate) axis: Axis,
    /// Whose.
    pub(crate) owner: String,
    /// As what.
    pub(crate) word: String,
    /// How many.
    pub(crate) total: i64,
}

impl Scope {
    /// An organ with its offices and all below it: what an office of it concluded, it concluded.
    pub(crate) fn new(office: &Office, organ: &UnitId, person: &str, eyes: &[UnitId]) -> Self {
        let all = office.units.keys();
        let under = all.filter(|id| office.is_within(organ, id));
        Self {
            seen: vec![organ.clone()],
            answering: under.map(|id| (id.clone(), organ.clone())).collect(),
            apart: false,
            person: person.to_owned(),
            eyes: eyes.to_vec(),
        }
    }

    /// The same, told apart by these units; what belongs to none of them is left out.
    pub(crate) fn apart(mut self, office: &Office, units: &[UnitId]) -> Self {
        let heads: BTreeSet<&UnitId> = units.iter().collect();
        let head = |id: &UnitId| {
            let mut line = office.line_of(id);
            line.find(|unit| heads.contains(&unit.id))
                .map(|unit| unit.id.clone())
        };
        let answering = self.answering.into_iter();
        self.answering = answering
            .filter_map(|(id, _)| head(&id).map(|head| (id, head)))
            .collect();
        self.seen = units.to_vec();
        self.apart = true;
        self
    }
}

/// The cells of a scope over some times. Whose each is stands there where units are told apart.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn read(
    app: &App,
    scope: &Scope,
    (axes, periods): (&[Axis], &[Period]),
) -> Result<Vec<Sum>, Fault> {
    let (sql, params) = statement(app, scope, (axes, periods));
    let heads: BTreeMap<&str, &str> = scope
        .answering
        .iter()
        .map(|(owner, head)| (owner.as_str(), head.as_str()))
        .collect();
    let rows = app.store().rows(&sql, &params).await?;
    let mut sums = Vec::with_capacity(rows.len());
    for row in &rows {
        let axis = Axis::parse(row.text(1)?)
            .ok_or_else(|| Fault::Stored("a figure of no axis".to_owned()))?;
        let owner = row.text(2)?;
        let head = match axis {
            Axis::Arrived | Axis::Visitors => owner,
            _ => heads.get(owner).copied().unwrap_or(owner),
        };
        let sum = |nth: usize| {
            Ok::<_, Fault>(Sum {
                nth,
                axis,
                owner: head.to_owned(),
                word: row.text(3)?.to_owned(),
                total: row.int(5)?,
            })
        };
        if let Ok(nth) = usize::try_from(row.int(0)?) {
            sums.push(sum(nth)?);
            continue;
        }
        // What stands by itself lies in several of the times, or in none, and counts for the unit that sees it,
        // but for what is taken out again: that was counted for whoever answers.
        if row.int(5)? > 0 && row.text(6)? != head {
            continue;
        }
        let at = row.int(4)?;
        for (nth, period) in periods.iter().enumerate() {
            let (begins, ends) = instants(app, *period);
            if (begins..ends).contains(&at) {
                sums.push(sum(nth)?);
            }
        }
    }
    Ok(sums)
}

/// When a time begins, and when it has ended.
pub(super) fn instants(app: &App, period: Period) -> (i64, i64) {
    let after = period.until.tomorrow().unwrap_or(period.until);
    (
        app.offset().midnight(period.from),
        app.offset().midnight(after),
    )
}

/// The statement of [`read`]: which time, axis, whose, word, instant where it stands by itself, how many.
pub(crate) fn statement(
    app: &App,
    scope: &Scope,
    (axes, periods): (&[Axis], &[Period]),
) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![scope.person.as_str().into()];
    let mut list = |units: Vec<&UnitId>| {
        let (list, more) = store::list(params.len() + 1, units.iter().map(|id| id.as_str()));
        params.extend(more);
        list
    };
    let arrives = |axis: &Axis| matches!(axis, Axis::Arrived | Axis::Visitors);
    // A parameter that stands nowhere is refused.
    let [eyes, seen] = match axes.iter().all(|axis| axis.is_of_procedures()) {
        true => [String::new(), String::new()],
        false => [&scope.eyes, &scope.seen].map(|units| list(units.iter().collect())),
    };
    let answering = match axes.iter().all(arrives) {
        true => String::new(),
        false => list(scope.answering.iter().map(|(id, _)| id).collect()),
    };
    let now = app.now();
    let mut parts = Vec::new();
    for axis in axes {
        let of = Of {
            axis: *axis,
            owners: if arrives(axis) { &seen } else { &answering },
            heads: &seen,
            apart: scope.apart,
            now: now.at,
        };
        for (nth, period) in periods.iter().enumerate() {
            let (months, edges) = cut(*period, now.on(), *axis);
            parts.extend(months.map(|months| of.months(nth, months)));
            parts.extend(
                edges
                    .into_iter()
                    .map(|edge| of.days(nth, instants(app, edge))),
            );
        }
        let range = periods.iter().map(|period| instants(app, *period));
        let range = range.fold((i64::MAX, i64::MIN), |known, one| {
            (known.0.min(one.0), known.1.max(one.1))
        });
        parts.extend(of.single(&eyes, range));
    }
    (parts.join(" UNION ALL "), params)
}

/// Months that lie wholly in a time, and the days that do not.
fn cut(period: Period, today: Date, axis: Axis) -> (Option<(i64, i64)>, Vec<Period>) {
    // Nothing arrives or is concluded after today; a promise may be due then.
    let until = match axis {
        Axis::Due => period.until,
        _ if period.until >= today => period.until.last_of_month(),
        _ => period.until,
    };
    let whole =
        |on: Date| on.last_of_month() <= until && (axis != Axis::Due || on.last_of_month() < today);
    let first = match period.from.day() {
        1 => period.from,
        _ => period
            .from
            .last_of_month()
            .tomorrow()
            .unwrap_or(period.from),
    };
    let mut next = first;
    while next >= first && whole(next) {
        let Ok(after) = next.last_of_month().tomorrow() else {
            break;
        };
        next = after;
    }
    if next == first {
        return (None, vec![Period { until, ..period }]);
    }
    let mut edges = Vec::new();
    if let Ok(last) = first.yesterday() {
        edges.extend(Period::between(period.from, last));
    }
    edges.extend(Period::between(next, until));
    (Some((month(first), month(next) - 1)), edges)
}

/// One axis of a statement.
struct Of<'a> {
    axis: Axis,
    owners: &'a str,
    /// Those of whom it is told: what stands by itself has to be in their sight.
    heads: &'a str,
    apart: bool,
    now: i64,
}

impl Of<'_> {
    fn months(&self, nth: usize, months: (i64, i64)) -> String {
        let (owner, group) = match self.apart {
            true => ("owner", "owner, word"),
            false => ("''", "word"),
        };
        format!(
            "SELECT CAST({nth} AS bigint) AS nth, '{axis}' AS axis, {owner} AS owner, word, \
             CAST(0 AS bigint) AS at, CAST(SUM(total) AS bigint) AS total, '' AS sight \
             FROM tallies WHERE kind = '{axis}' AND owner IN {} AND day >= {} AND day <= {} AND {} \
             GROUP BY {group}",
            self.owners,
            months.0,
            months.1,
            of_done_runs("run_id = '' OR run_id"),
            axis = self.axis.as_str(),
        )
    }

    fn days(&self, nth: usize, range: (i64, i64)) -> String {
        let of = match from(self.axis) {
            From::Matters(of) => of,
            From::Procedures(of) => return self.days_of(of, nth, range),
        };
        let word = of.word();
        let (owner, group) = match self.apart {
            true => (of.owner, format!("{}, {word}", of.owner)),
            false => ("''", word.clone()),
        };
        format!(
            "SELECT CAST({nth} AS bigint), '{}', {owner}, {word}, CAST(0 AS bigint), \
             CAST(SUM({}) AS bigint), '' {} AND {} AND m.told AND {} IN {} AND {} AND {} GROUP BY {group}",
            self.axis.as_str(),
            of.weight,
            of.from,
            of.own_sight,
            of.owner,
            self.owners,
            between(self.axis, range, self.now),
            of_done_runs("m.run_id IS NULL OR m.run_id"),
        )
    }

    /// The days of what procedures score and check.
    fn days_of(&self, of: Items, nth: usize, range: (i64, i64)) -> String {
        let (owner, group) = match self.apart {
            true => ("i.organ_id", format!("i.organ_id, {}", of.word)),
            false => ("''", of.word.to_owned()),
        };
        format!(
            "SELECT CAST({nth} AS bigint), '{}', {owner}, {}, CAST(0 AS bigint), CAST(SUM({}) AS bigint), '' \
             {} WHERE i.organ_id IN {} AND {} GROUP BY {group}",
            self.axis.as_str(),
            of.word,
            of.weight,
            of.from,
            self.owners,
            between(self.axis, range, self.now),
        )
    }

    /// What is in no count and the reader may know of, and what is in the counts and the reader may not.
    fn single(&self, eyes: &str, range: (i64, i64)) -> Vec<String> {
        match from(self.axis) {
            From::Matters(of) => self.single_matters(of, eyes, range).into(),
            From::Procedures(of) => vec![self.single_items(of, range)],
        }
    }

    /// What procedures score and check of matters that the reader is recused from (T4).
    fn single_items(&self, of: Items, range: (i64, i64)) -> String {
        let rows = of.from.trim_start_matches("FROM ");
        format!(
            "SELECT CAST(-1 AS bigint), '{}', i.organ_id, {}, {}, CAST(-{} AS bigint), i.organ_id \
             FROM recused r CROSS JOIN procedure_items q CROSS JOIN {rows} \
             WHERE r.person_id = $1 AND q.matter_id = r.matter_id AND i.procedure_id = q.procedure_id \
             AND i.item = q.item AND i.organ_id IN {} AND {}",
            self.axis.as_str(),
            of.word,
            of.at,
            of.weight,
            self.owners,
            between(self.axis, range, self.now),
        )
    }

    fn single_matters(&self, of: Source, eyes: &str, range: (i64, i64)) -> [String; 2] {
        let rows = of.from.trim_start_matches("FROM ");
        let part = |sign: &str, ids: &str, (sight, also): (&str, &str)| {
            format!(
                "SELECT CAST(-1 AS bigint), '{}', {}, {}, {}, CAST({sign}{} AS bigint), v.unit_id \
                 FROM ({ids}) r CROSS JOIN {rows} AND {sight} AND {}.matter_id = r.matter_id \
                 AND {} IN {} AND {} AND {}{also}",
                self.axis.as_str(),
                of.owner,
                of.word(),
                of.at,
                of.weight,
                of.first,
                of.owner,
                self.owners,
                between(self.axis, range, self.now),
                of_done_runs("m.run_id IS NULL OR m.run_id"),
            )
        };
        let known = format!(
            " AND NOT EXISTS (SELECT 1 FROM recused x WHERE x.person_id = $1 AND x.matter_id = r.matter_id) \
             AND EXISTS (SELECT 1 FROM visible w WHERE w.matter_id = r.matter_id AND w.unit_id IN {eyes})"
        );
        let heads = format!("v.unit_id IN {}", self.heads);
        let recused = "SELECT matter_id FROM recused WHERE person_id = $1";
        [
            part(
                "",
                "SELECT matter_id FROM matters WHERE NOT told",
                (&heads, &known),
            ),
            part("-", recused, (of.own_sight, " AND m.told")),
        ]
    }
}

/// The condition that something of an axis lies between two instants, as its index has it.
pub(super) fn between(axis: Axis, (begins, ends): (i64, i64), now: i64) -> String {
    let key = |at: i64| format!("{:016}", at.max(0));
    match axis {
        Axis::Arrived | Axis::Visitors => {
            format!(
                "v.sort_key >= '{}' AND v.sort_key < '{}'",
                key(begins),
                key(ends)
            )
        }
        Axis::Slow => format!("c.due_at >= {begins} AND c.due_at < {ends}"),
        Axis::Scored | Axis::Points => {
            format!("i.published_at >= {begins} AND i.published_at < {ends}")
        }
        Axis::Checked => format!("i.checked_at >= {begins} AND i.checked_at < {ends}"),
        Axis::Concluded => format!("a.concluded_at >= {begins} AND a.concluded_at < {ends}"),
        // What is waited for counts once its day has come.
        Axis::Due => format!(
            "c.due_at >= {begins} AND c.due_at < {ends} AND (c.ended_at IS NOT NULL OR c.due_at < {now})"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn cuts(from: Date, until: Date, axis: Axis) -> (Option<(i64, i64)>, Vec<String>) {
        let today = date(2026, 3, 9);
        let (months, edges) = cut(Period { from, until }, today, axis);
        let told = edges
            .iter()
            .map(|edge| format!("{}..{}", edge.from, edge.until));
        (months, told.collect())
    }

    #[test]
    fn a_time_is_whole_months_and_what_is_left_at_its_edges() {
        let m = |year: i64, nth: i64| year * 12 + nth - 1;
        let arrived = |from, until| cuts(from, until, Axis::Arrived);
        let whole = arrived(date(2025, 1, 1), date(2025, 12, 31));
        assert_eq!(whole, (Some((m(2025, 1), m(2025, 12))), vec![]));
        let running = arrived(date(2026, 1, 1), date(2026, 3, 9));
        assert_eq!(running, (Some((m(2026, 1), m(2026, 3))), vec![]));
        let edges = arrived(date(2025, 1, 20), date(2025, 4, 9));
        let told = vec![
            "2025-01-20..2025-01-31".to_owned(),
            "2025-04-01..2025-04-09".to_owned(),
        ];
        assert_eq!(edges, (Some((m(2025, 2), m(2025, 3))), told));
        let within = arrived(date(2025, 1, 20), date(2025, 2, 9));
        assert_eq!(within, (None, vec!["2025-01-20..2025-02-09".to_owned()]));
    }

    #[test]
    fn a_month_in_which_promises_are_still_to_come_is_read_by_its_days() {
        let due = cuts(date(2026, 1, 1), date(2026, 3, 31), Axis::Due);
        let months = Some((2026 * 12, 2026 * 12 + 1));
        assert_eq!(due, (months, vec!["2026-03-01..2026-03-31".to_owned()]));
    }
}
