//! What was passed up, counted at the organ that passed it up (P-21): it was received there and passed on
//! from there, so that what came in can be balanced against what became of it. The figures count the lines
//! without content and nothing else, by the index of arrivals, less what the reader may not know of (T3).
//! What the superior gave back is counted with the matters again.

use crate::queries::reader::seen;
use crate::{App, Fault};
use casework::matter::{Channel, Visit};
use serde::Serialize;
use store::Value;

/// What was passed up of what came by one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sum {
    /// The channel.
    pub(crate) channel: Channel,
    /// Arrivals (件次): a line is one, and one grievance (件).
    pub(crate) filings: i64,
    /// People who came (人次).
    pub(crate) heads: i64,
    /// Visits (批次) among them.
    pub(crate) visits: i64,
    /// Collective visits among those.
    pub(crate) collective: i64,
}

/// What was passed up, beside a list of what is still here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Passed {
    /// Arrivals (件次), each of them one grievance (件).
    pub filings: i64,
    /// Visits (批次) among them.
    pub visits: i64,
    /// People who came (人次).
    pub heads: i64,
    /// Collective visits among them.
    #[serde(skip)]
    pub collective: i64,
}

impl Passed {
    /// The whole of several sums.
    pub(crate) fn of(sums: &[Sum]) -> Self {
        let mut passed = Self::default();
        for sum in sums {
            passed.filings += sum.filings;
            passed.visits += sum.visits;
            passed.heads += sum.heads;
            passed.collective += sum.collective;
        }
        passed
    }
}

/// What one unit passed up of what it received between two instants, by channel; counted up to `most` lines.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn sums(
    app: &App,
    (person, unit): (&str, &str),
    (from, until): (i64, i64),
    channel: Option<Channel>,
    most: i64,
) -> Result<Vec<Sum>, Fault> {
    let mut params: Vec<Value> = vec![
        person.into(),
        unit.into(),
        from.into(),
        until.into(),
        most.into(),
    ];
    let mut of_channel = "";
    if let Some(channel) = channel {
        params.push(channel.as_str().into());
        of_channel = "AND p.channel = $6";
    }
    let sql = format!(
        "SELECT channel, count(*), CAST(coalesce(sum(heads), 0) AS BIGINT), \
         count(*) FILTER (WHERE heads >= {}) FROM (SELECT p.channel, p.heads FROM passed_up p \
         WHERE p.unit_id = $2 AND p.received_at >= $3 AND p.received_at < $4 \
         AND p.returned_at IS NULL {of_channel} AND {} LIMIT $5) AS passed GROUP BY channel",
        Visit::COLLECTIVE,
        seen("p", 1)
    );
    let rows = app.store().rows(&sql, &params).await?;
    rows.iter().map(sum).collect()
}

fn sum(row: &store::Row) -> Result<Sum, Fault> {
    let word = row.text(0)?;
    let channel = Channel::parse(word);
    let channel = channel.ok_or_else(|| Fault::Stored(format!("the channel `{word}`")))?;
    let filings = row.int(1)?;
    let visits = if channel == Channel::Visit {
        filings
    } else {
        0
    };
    Ok(Sum {
        channel,
        filings,
        heads: row.int(2)?,
        visits,
        collective: row.int(3)?,
    })
}
