//! The auditor: counts in the database with plain SQL what the plan believes, and checks what must
//! hold in any office. It shares no code with what wrote the rows.

mod numbers;

use crate::plan::Story;
use app::App;
use std::collections::BTreeMap;
use store::StoreError;

/// Counts over a whole office.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Matters by stage.
    pub stages: BTreeMap<String, i64>,
    /// Matters by channel.
    pub channels: BTreeMap<String, i64>,
    /// Matters with a real-name report.
    pub real_name: i64,
    /// Reports (件次).
    pub reports: i64,
    /// Clocks still owed.
    pub clocks_open: i64,
    /// Clocks ended.
    pub clocks_ended: i64,
    /// Clocks owed and overdue.
    pub clocks_overdue: i64,
    /// Clocks that ran out, owed or ended since.
    pub clocks_lapsed: i64,
    /// Pairs of a matter and a unit that may see it.
    pub visible: i64,
    /// Pairs of a matter and a person who may not know of it.
    pub recused: i64,
    /// Repeats that joined another matter.
    pub repeats: i64,
    /// Events of matters.
    pub events: i64,
}

/// Something that does not hold.
#[derive(Debug, thiserror::Error)]
pub enum Finding {
    /// The database counts otherwise than the plan.
    #[error("{what}: {believed} were planned, {found} are there")]
    Differs {
        /// What was counted.
        what: String,
        /// By the plan.
        believed: i64,
        /// In the database.
        found: i64,
    },
    /// Numbers of a series have a gap or a double, or do not check.
    #[error("number {0} is out of its series")]
    Number(String),
    /// A rule of the tables is broken so many times.
    #[error("{count} times: {what}")]
    Broken {
        /// What must not be.
        what: &'static str,
        /// How often it is.
        count: i64,
    },
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Tally {
    /// What the stories of a plan must come to.
    pub fn of(stories: &[Story]) -> Self {
        let mut tally = Self::default();
        for story in stories {
            tally.events += story.events as i64;
            for matter in &story.believed {
                *tally.stages.entry(matter.stage.into()).or_default() += 1;
                *tally.channels.entry(matter.channel.into()).or_default() += 1;
                tally.real_name += i64::from(matter.real_name);
                tally.reports += 1;
                tally.clocks_open += matter.clocks_open as i64;
                tally.clocks_ended += matter.clocks_ended as i64;
                tally.clocks_overdue += matter.clocks_overdue as i64;
                tally.clocks_lapsed += matter.clocks_lapsed as i64;
                tally.visible += matter.visible as i64;
                tally.recused += matter.recused as i64;
                tally.repeats += matter.repeats as i64;
            }
        }
        tally
    }
}

/// Counts an office that holds one plan and nothing else, and holds it against the plan.
///
/// # Errors
/// Everything that does not hold.
pub async fn audit(app: &App, believed: &Tally) -> Result<Tally, Vec<Finding>> {
    let found = count(app).await.map_err(|error| vec![error.into()])?;
    let mut findings = differences(believed, &found);
    findings.extend(rules(app).await.map_err(|error| vec![error.into()])?);
    findings.extend(
        numbers::check(app)
            .await
            .map_err(|error| vec![error.into()])?,
    );
    if findings.is_empty() {
        Ok(found)
    } else {
        Err(findings)
    }
}

async fn count(app: &App) -> Result<Tally, StoreError> {
    let mut tally = Tally {
        stages: by(app, "SELECT stage, count(*) FROM matters GROUP BY stage").await?,
        channels: by(
            app,
            "SELECT channel, count(*) FROM matters GROUP BY channel",
        )
        .await?,
        ..Tally::default()
    };
    let singles: [(&mut i64, &str); 10] = [
        (
            &mut tally.real_name,
            "SELECT count(*) FROM matters WHERE real_name = true",
        ),
        (&mut tally.reports, "SELECT count(*) FROM reports"),
        (
            &mut tally.clocks_open,
            "SELECT count(*) FROM clocks WHERE ended_at IS NULL",
        ),
        (
            &mut tally.clocks_ended,
            "SELECT count(*) FROM clocks WHERE ended_at IS NOT NULL",
        ),
        (
            &mut tally.clocks_overdue,
            "SELECT count(*) FROM clocks WHERE ended_at IS NULL AND lapsed = true",
        ),
        (
            &mut tally.clocks_lapsed,
            "SELECT count(*) FROM clocks WHERE lapsed = true",
        ),
        (&mut tally.visible, "SELECT count(*) FROM visible"),
        (&mut tally.recused, "SELECT count(*) FROM recused"),
        (
            &mut tally.repeats,
            "SELECT count(*) FROM matters WHERE stage = 'joined' AND over = true",
        ),
        (
            &mut tally.events,
            "SELECT count(*) FROM events WHERE stream_id LIKE 'matter-%'",
        ),
    ];
    for (count, sql) in singles {
        *count = one(app, sql).await?;
    }
    Ok(tally)
}

/// What must hold in any office, as counts of violations.
async fn rules(app: &App) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    for (what, sql) in RULES {
        let count = one(app, sql).await?;
        if count != 0 {
            findings.push(Finding::Broken { what, count });
        }
    }
    findings.extend(owed_after_the_end(app).await?);
    Ok(findings)
}

/// Clocks still owed on matters that are over, but for those whose rule outlives the matter (an evaluation that
/// the reporter may still give, an original that is still lent).
async fn owed_after_the_end(app: &App) -> Result<Option<Finding>, StoreError> {
    let sql = "SELECT clocks.rule, count(*) FROM clocks \
         JOIN matters ON matters.matter_id = clocks.matter_id \
         WHERE matters.over = true AND clocks.ended_at IS NULL GROUP BY clocks.rule";
    let rules = app.rules();
    let outlives = |rule: &str| rules.clock(rule).is_some_and(|rule| rule.outlives);
    let mut count = 0;
    for row in app.store().rows(sql, &[]).await? {
        if !outlives(row.text(0)?) {
            count += row.int(1)?;
        }
    }
    let what = "a clock is owed on a matter that is over";
    Ok((count != 0).then_some(Finding::Broken { what, count }))
}

const RULES: &[(&str, &str)] = &[
    (
        "a stream's versions do not run from 1 without a gap",
        "SELECT count(*) FROM (SELECT stream_id FROM events GROUP BY stream_id \
         HAVING min(version) <> 1 OR max(version) <> count(*)) AS broken",
    ),
    (
        "an event is neither in the ledger nor waiting for it",
        "SELECT (SELECT count(*) FROM events) - (SELECT count(*) FROM leaves) \
         - (SELECT count(*) FROM unsequenced)",
    ),
    (
        "a matter's row does not stand at its stream's version",
        "SELECT count(*) FROM matters WHERE version <> \
         (SELECT max(version) FROM events WHERE stream_id = 'matter-' || matters.matter_id)",
    ),
    (
        "a matter cannot be seen by the unit that holds it",
        "SELECT count(*) FROM matters WHERE stage <> 'voided' AND NOT EXISTS (SELECT 1 FROM visible \
         WHERE visible.matter_id = matters.matter_id AND visible.unit_id = matters.holder)",
    ),
    (
        "a matter that was voided stands in a list",
        "SELECT count(*) FROM visible WHERE stage = 'voided'",
    ),
    (
        "a row of the list differs from its matter",
        "SELECT count(*) FROM visible JOIN matters ON matters.matter_id = visible.matter_id \
         WHERE visible.stage <> matters.stage OR visible.holder <> matters.holder \
         OR visible.due_at <> matters.due_at OR visible.over <> matters.over",
    ),
    (
        "a matter under way is not in exactly one organ's hands, or one that is over in somebody's",
        "SELECT count(*) FROM matters WHERE (SELECT count(*) FROM holdings \
         WHERE holdings.matter_id = matters.matter_id AND holdings.until_at IS NULL) \
         <> CASE WHEN over = true THEN 0 ELSE 1 END",
    ),
    (
        "an organ had a matter before the one before it let it go",
        "SELECT count(*) FROM holdings AS one JOIN holdings AS next \
         ON next.matter_id = one.matter_id AND next.nth = one.nth + 1 \
         WHERE one.until_at IS NULL OR one.until_at > next.from_at",
    ),
    (
        "a repeat was joined but not counted, or the reverse",
        "SELECT (SELECT count(*) FROM matters WHERE stage = 'joined') \
         - (SELECT coalesce(sum(repeats), 0) FROM matters)",
    ),
];

fn differences(believed: &Tally, found: &Tally) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut compare = |what: &str, believed: i64, found: i64| {
        if believed != found {
            findings.push(Finding::Differs {
                what: what.to_owned(),
                believed,
                found,
            });
        }
    };
    for (what, believed, found) in [
        ("stage", &believed.stages, &found.stages),
        ("channel", &believed.channels, &found.channels),
    ] {
        let mut words: Vec<&String> = believed.keys().chain(found.keys()).collect();
        words.sort();
        words.dedup();
        for word in words {
            let of = |counts: &BTreeMap<String, i64>| counts.get(word).copied().unwrap_or(0);
            compare(&format!("{what} {word}"), of(believed), of(found));
        }
    }
    compare("real-name matters", believed.real_name, found.real_name);
    compare("reports", believed.reports, found.reports);
    compare("open clocks", believed.clocks_open, found.clocks_open);
    compare("ended clocks", believed.clocks_ended, found.clocks_ended);
    compare(
        "overdue clocks",
        believed.clocks_overdue,
        found.clocks_overdue,
    );
    compare("lapsed clocks", believed.clocks_lapsed, found.clocks_lapsed);
    compare("visible rows", believed.visible, found.visible);
    compare("recused persons", believed.recused, found.recused);
    compare("repeats", believed.repeats, found.repeats);
    compare("events", believed.events, found.events);
    findings
}

async fn one(app: &App, sql: &str) -> Result<i64, StoreError> {
    let rows = app.store().rows(sql, &[]).await?;
    rows.first().map_or(Ok(0), |row| row.int(0))
}

async fn by(app: &App, sql: &str) -> Result<BTreeMap<String, i64>, StoreError> {
    let rows = app.store().rows(sql, &[]).await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.int(1)?)))
        .collect()
}
