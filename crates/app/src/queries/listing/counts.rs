//! How many a list holds: what its driving index shows within a bound, so that no list is counted to its
//! end only to say a figure above a page.

use super::{Listing, order};
use crate::{App, Fault};
use store::Value;

/// Totals stop here: what the driving index holds beyond is not looked at.
pub(crate) const TOTAL_MAX: i64 = 1_000;

/// How many matters a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Total {
    /// So many.
    Exactly(i64),
    /// So many and probably more: counting stopped.
    AtLeast(i64),
}

/// What a list holds besides matters, each figure by what it counts (P-21).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    /// Arrivals (件次).
    pub arrivals: i64,
    /// Leads (线索).
    pub leads: i64,
    /// Batches of visitors (批次).
    pub batches: i64,
    /// Visitors (人次).
    pub heads: i64,
}

impl Listing {
    /// How many matters the list holds, looking at `most` of those the driving index holds: a rare pair of
    /// filters over a large book is not counted to its end.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn count(&self, app: &App, most: i64) -> Result<Total, Fault> {
        let (sql, params) = self.counting(most);
        let rows = app.store().rows(&sql, &params).await?;
        let Some(row) = rows.first() else {
            return Ok(Total::Exactly(0));
        };
        let (looked_at, listed) = (row.int(0)?, row.int(1)?);
        Ok(match looked_at > most {
            true => Total::AtLeast(listed.min(most)),
            false => Total::Exactly(listed),
        })
    }

    /// The statement of a count.
    pub(super) fn counting(&self, most: i64) -> (String, Vec<Value>) {
        let mut params = self.params.clone();
        params.push((most + 1).into());
        let (_, falling) = order(self.sort);
        let scans = self.ranges.iter().map(|range| {
            format!(
                "SELECT listed FROM (SELECT ({}) AS listed FROM visible v WHERE {range} ORDER BY {} LIMIT ${}) \
                 AS scanned",
                self.rest,
                self.order_by(falling),
                params.len()
            )
        });
        let scans: Vec<String> = scans.collect();
        let sql = format!(
            "SELECT count(*), CAST(coalesce(sum(CASE WHEN listed THEN 1 ELSE 0 END), 0) AS bigint) \
             FROM ({}) AS looked_at",
            scans.join(" UNION ALL ")
        );
        (sql, params)
    }

    /// Whether the list holds more than so many matters.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn exceeds(&self, app: &App, most: i64) -> Result<bool, Fault> {
        let mut params = self.params.clone();
        params.push((most + 1).into());
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM visible v WHERE ({}) AND {} LIMIT ${}) AS listed",
            self.ranges.join(" OR "),
            self.rest,
            params.len()
        );
        let rows = app.store().rows(&sql, &params).await?;
        let count = rows.first().map(|row| row.int(0)).transpose()?;
        Ok(count.unwrap_or(0) > most)
    }

    /// What the list holds besides its matters. Asked for where those could be counted.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn figures(&self, app: &App) -> Result<Figures, Fault> {
        let sql = format!(
            "SELECT CAST(coalesce(sum(m.arrivals), 0) AS bigint), \
             CAST(coalesce(sum(m.leads), 0) AS bigint), \
             CAST(coalesce(sum(CASE WHEN m.heads > 0 THEN 1 ELSE 0 END), 0) AS bigint), \
             CAST(coalesce(sum(m.heads), 0) AS bigint) \
             FROM visible v JOIN matters m ON m.matter_id = v.matter_id WHERE ({}) AND {}",
            self.ranges.join(" OR "),
            self.rest
        );
        let rows = app.store().rows(&sql, &self.params).await?;
        let Some(row) = rows.first() else {
            return Ok(Figures::default());
        };
        Ok(Figures {
            arrivals: row.int(0)?,
            leads: row.int(1)?,
            batches: row.int(2)?,
            heads: row.int(3)?,
        })
    }
}

impl Total {
    /// As a page says it: `37`, or `1,000+` where there are probably more. `shown` are on the page already.
    pub(crate) fn words(self, shown: usize) -> String {
        match self {
            Self::Exactly(count) => count.to_string(),
            Self::AtLeast(count) => {
                let count = count.max(i64::try_from(shown).unwrap_or(0));
                match count >= TOTAL_MAX {
                    true => "1,000+".to_owned(),
                    false => format!("{count}+"),
                }
            }
        }
    }
}
