//! One measure of one organ over some days: the rows that make its whole, and which of them are its part. The
//! same condition counts a figure and lists what it counts.

use crate::{App, Fault};
use casework::office::Office;
use casework::rules::Measure;
use casework::{Moment, UnitId};
use jiff::civil::Date;
use store::Value;

/// Whose figures, in whose eyes, over which days.
#[derive(Debug, Clone)]
pub(crate) struct Of<'a> {
    /// The organ that measures.
    pub by: &'a UnitId,
    /// The organ measured.
    pub unit: &'a UnitId,
    /// It and every unit under it.
    units: Vec<UnitId>,
    /// It and its inner offices.
    own: Vec<UnitId>,
    /// Units of the organs that look at its work from above: whoever measures, and who stands between.
    above: Vec<UnitId>,
    /// When the first day begins, and when the last has ended.
    span: (i64, i64),
    /// The year the days are of.
    year: i16,
    /// Kinds of inspections that look at how the platform is used.
    platform: Vec<String>,
    /// Now.
    now: Moment,
}

impl<'a> Of<'a> {
    /// An organ over some days, both counted.
    pub(crate) fn new(
        app: &App,
        office: &Office,
        (by, unit): (&'a UnitId, &'a UnitId),
        (from, until): (Date, Date),
    ) -> Self {
        let organ = |id: &UnitId| office.organ_of(id).unwrap_or(id).clone();
        let all = || office.units.keys();
        let under = |id: &&UnitId| office.is_within(unit, id);
        let between = |id: &&UnitId| {
            let organ = organ(id);
            organ == *by || (office.is_above(by, &organ) && office.is_above(&organ, unit))
        };
        let midnight = |day: Date| app.offset().midnight(day);
        Self {
            by,
            unit,
            units: all().filter(under).cloned().collect(),
            own: all().filter(|id| organ(id) == *unit).cloned().collect(),
            above: all().filter(between).cloned().collect(),
            span: (midnight(from), midnight(until.tomorrow().unwrap_or(until))),
            year: from.year(),
            platform: app
                .rules()
                .inspections
                .iter()
                .filter(|kind| kind.platform)
                .map(|kind| kind.id.clone())
                .collect(),
            now: app.now(),
        }
    }
}

/// What a measure is counted from.
pub(crate) struct Counted {
    /// `FROM … WHERE …`: the whole.
    pub source: String,
    /// Which rows of it are the part.
    pub part: String,
    /// What rows are in order of, and what tells them apart: a time, an id, a number.
    pub key: [&'static str; 3],
    /// What a row is about: a matter, an item of a review or an inspection, a slip.
    pub about: About,
    /// Its parameters.
    pub params: Vec<Value>,
}

/// What the rows of a measure are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// Matters `m`.
    Matter,
    /// Items `i` of a procedure `p`.
    Item,
    /// Slips `s`.
    Slip,
}

/// Which rules of clocks are the term of handling. They stand in the index word by word.
const HANDLING: &str = "c.rule IN ('report-result', 'report-fast')";

/// The number of what stands once a matter.
const ONCE: &str = "CAST(0 AS bigint)";

/// Not of an import under way.
const SETTLED: &str = "(v.run_id IS NULL OR v.run_id NOT IN (SELECT run_id FROM open_runs))";

/// What both may know: `v` is the row of the organ measured.
const BOTH: &str = "v.unit_id = $1 AND EXISTS (SELECT 1 FROM visible w \
                    WHERE w.matter_id = v.matter_id AND w.unit_id = $2)";

impl Counted {
    /// What a measure of an organ is counted from.
    pub(crate) fn of(of: &Of<'_>, measure: Measure) -> Self {
        match measure {
            Measure::OnTime | Measure::FirstOnTime => due(of, measure == Measure::FirstOnTime),
            Measure::Verified | Measure::Replied => concluded(of, measure == Measure::Replied),
            Measure::Participation | Measure::Satisfaction => {
                evaluated(of, measure == Measure::Satisfaction)
            }
            Measure::Repeated => arrived(of, "(v.again OR v.stage = 'joined')"),
            Measure::OverLevel => arrived(of, "v.over_level"),
            Measure::Quality => reviewed(of, "TRUE"),
            Measure::Excellent => reviewed(of, "i.grade = 'excellent'"),
            Measure::Unqualified => reviewed(of, "i.grade = 'unqualified'"),
            Measure::Platform => inspected(of),
            Measure::Notices => noticed(of),
        }
    }
}

/// Parameters of what is about matters: both organs, the span.
fn both(of: &Of<'_>) -> Vec<Value> {
    vec![
        of.unit.as_str().into(),
        of.by.as_str().into(),
        of.span.0.into(),
        of.span.1.into(),
    ]
}

fn listed(units: &[UnitId], params: &mut Vec<Value>) -> String {
    let (list, more) = store::list(params.len() + 1, units.iter().map(UnitId::as_str));
    params.extend(more);
    list
}

/// Results due in the span, and those reported by their day.
fn due(of: &Of<'_>, first: bool) -> Counted {
    let mut params = both(of);
    params.push(of.now.at.into());
    let owners = listed(&of.units, &mut params);
    let first = if first { "AND m.turn = 'first'" } else { "" };
    Counted {
        source: format!(
            "FROM clocks c JOIN visible v ON v.matter_id = c.matter_id \
             JOIN matters m ON m.matter_id = c.matter_id \
             WHERE {HANDLING} AND c.owner IN {owners} AND c.due_at >= $3 AND c.due_at < $4 \
             AND (c.ended_by = 'matter.result-reported' \
             OR (c.due_at < $5 AND (c.ended_at IS NULL OR c.ended_at > c.due_at))) \
             AND {BOTH} AND {SETTLED} {first}"
        ),
        part: "c.ended_at IS NOT NULL AND c.ended_at <= c.due_at".to_owned(),
        key: ["c.due_at", "c.matter_id", "c.clock"],
        about: About::Matter,
        params,
    }
}

/// Matters concluded in the span by the organ or under it.
fn concluded(of: &Of<'_>, replied: bool) -> Counted {
    let mut params = both(of);
    let handlers = listed(&of.units, &mut params);
    let (real, part) = match replied {
        true => ("AND m.real_name", "m.replied_at IS NOT NULL"),
        false => ("", "COALESCE(m.finding, '') IN ('true', 'partly')"),
    };
    Counted {
        source: format!(
            "FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
             JOIN answers a ON a.matter_id = v.matter_id AND a.concluded_at = v.concluded_at \
             WHERE {BOTH} AND v.concluded_at >= $3 AND v.concluded_at < $4 \
             AND a.unit_id IN {handlers} AND NOT m.excluded AND {SETTLED} {real}"
        ),
        part: part.to_owned(),
        key: ["v.concluded_at", "v.matter_id", "a.round"],
        about: About::Matter,
        params,
    }
}

/// Conclusions of the span, and what the reporters said of them.
fn evaluated(of: &Of<'_>, satisfied: bool) -> Counted {
    let mut params = both(of);
    let handlers = listed(&of.units, &mut params);
    let (said, part) = match satisfied {
        true => (
            "AND a.result IS NOT NULL",
            "a.result IN ('satisfied', 'basically')",
        ),
        false => ("", "a.result IS NOT NULL"),
    };
    Counted {
        source: format!(
            "FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
             JOIN answers a ON a.matter_id = v.matter_id \
             WHERE {BOTH} AND a.concluded_at >= $3 AND a.concluded_at < $4 \
             AND a.unit_id IN {handlers} AND NOT m.excluded AND {SETTLED} {said}"
        ),
        part: part.to_owned(),
        key: ["a.concluded_at", "v.matter_id", "a.round"],
        about: About::Matter,
        params,
    }
}

/// What arrived in the span.
fn arrived(of: &Of<'_>, part: &str) -> Counted {
    let key = |at: i64| Value::from(format!("{:016}", at.max(0)));
    let params = vec![
        of.unit.as_str().into(),
        of.by.as_str().into(),
        key(of.span.0),
        key(of.span.1),
    ];
    Counted {
        source: format!(
            "FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
             WHERE {BOTH} AND v.sort_key >= $3 AND v.sort_key < $4 AND {SETTLED}"
        ),
        part: part.to_owned(),
        key: ["v.received_at", "v.matter_id", ONCE],
        about: About::Matter,
        params,
    }
}

/// Items of the organ's own that were scored by an organ above it. What a review of others came to is not
/// the organ's to know.
fn reviewed(of: &Of<'_>, part: &str) -> Counted {
    let mut params: Vec<Value> = vec![
        of.span.0.into(),
        of.span.1.into(),
        i64::from(of.year).into(),
    ];
    let by = listed(&of.above, &mut params);
    let own = listed(&of.own, &mut params);
    Counted {
        source: format!(
            "FROM review_items i JOIN procedures p ON p.procedure_id = i.procedure_id \
             WHERE i.organ_id IN {by} AND i.year = $3 AND i.published_at >= $1 \
             AND i.published_at < $2 AND i.unit_id IN {own}"
        ),
        part: part.to_owned(),
        key: ["i.published_at", "i.procedure_id", "i.item"],
        about: About::Item,
        params,
    }
}

/// Items of the organ's own that an organ above it checked.
fn inspected(of: &Of<'_>) -> Counted {
    let mut params: Vec<Value> = vec![of.span.0.into(), of.span.1.into()];
    let by = listed(&of.above, &mut params);
    let own = listed(&of.own, &mut params);
    let (kinds, more) = store::list(params.len() + 1, of.platform.iter().map(String::as_str));
    params.extend(more);
    Counted {
        source: format!(
            "FROM inspection_items i JOIN procedures p ON p.procedure_id = i.procedure_id \
             WHERE i.organ_id IN {by} AND i.opened_at >= $1 AND i.opened_at < $2 \
             AND i.checked_at IS NOT NULL AND i.unit_id IN {own} AND i.kind IN {kinds}"
        ),
        part: "NOT i.faulted".to_owned(),
        key: ["i.opened_at", "i.procedure_id", "i.item"],
        about: About::Item,
        params,
    }
}

/// Slips signed out to the organ or under it by an organ above it.
fn noticed(of: &Of<'_>) -> Counted {
    let key = |at: i64| Value::from(format!("{:016}", at.max(0)));
    let mut params: Vec<Value> = vec![key(of.span.0), key(of.span.1)];
    let by = listed(&of.above, &mut params);
    let to = listed(&of.units, &mut params);
    Counted {
        source: format!(
            "FROM slips s JOIN matters m ON m.matter_id = s.matter_id WHERE s.organ IN {by} AND s.to_unit IN {to} AND s.signed_at IS NOT NULL \
             AND s.sort_key >= $1 AND s.sort_key < $2 \
             AND (s.run_id IS NULL OR s.run_id NOT IN (SELECT run_id FROM open_runs))"
        ),
        part: "s.kind = 'notice'".to_owned(),
        key: ["s.signed_at", "s.matter_id", "s.slip"],
        about: About::Slip,
        params,
    }
}

/// The part and the whole of a measure.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn counted(app: &App, of: &Of<'_>, measure: Measure) -> Result<(i64, i64), Fault> {
    let Counted {
        source,
        part,
        params,
        ..
    } = Counted::of(of, measure);
    let sql = match measure {
        // Points of a hundred each, not items.
        Measure::Quality => {
            format!("SELECT COALESCE(CAST(SUM(i.score) AS bigint), 0), 100 * COUNT(*) {source}")
        }
        _ => format!("SELECT COUNT(*) FILTER (WHERE {part}), COUNT(*) {source}"),
    };
    let rows = app.store().rows(&sql, &params).await?;
    Ok(match rows.first() {
        Some(row) => (row.int(0)?, row.int(1)?),
        None => (0, 0),
    })
}
