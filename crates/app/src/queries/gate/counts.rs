//! The figures of the gate, each from one range of an index.

use super::list::{Listing, State};
use super::scope::{Scope, in_sight};
use crate::queries::passed;
use crate::{App, Fault};
use casework::matter::{Channel, Origin, Visit};
use serde::Serialize;
use store::Row;

/// What came in on a day.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Arrived {
    /// All of it.
    pub total: Channelled,
    /// By channel: every one, in the order of the channels.
    pub channels: Vec<Channelled>,
    /// By origin: those from which anything came. Code, words, filings.
    pub origins: Vec<(&'static str, &'static str, i64)>,
}

/// What came in by one channel.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Channelled {
    /// The channel's code and words; empty for the total.
    pub channel: &'static str,
    /// In words.
    pub zh: &'static str,
    /// Arrivals (件次).
    pub filings: i64,
    /// Arrivals that went into a matter known before (并入原件).
    pub joined: i64,
    /// Arrivals passed up to the superior organ (上报上级): a count of lines without content.
    pub passed: i64,
    /// Visits (批次); nothing for other channels.
    pub visits: i64,
    /// People who came (人次).
    pub heads: i64,
    /// Collective visits among the visits.
    pub collective: i64,
}

impl Channelled {
    /// Grievances they came to (件).
    pub fn matters(&self) -> i64 {
        self.filings - self.joined
    }

    fn add(&mut self, other: &Self) {
        self.filings += other.filings;
        self.joined += other.joined;
        self.passed += other.passed;
        self.visits += other.visits;
        self.heads += other.heads;
        self.collective += other.collective;
    }
}

/// Something that is owed at the window.
#[derive(Debug, Clone, Serialize)]
pub struct Owed {
    /// The list it opens.
    pub listing: Listing,
    /// How many.
    pub count: i64,
    /// How many of them are past their term.
    pub over: i64,
}

/// One of the hundred-per-cents: of what came in this month.
#[derive(Debug, Clone, Serialize)]
pub struct Rate {
    /// The list it opens.
    pub listing: Listing,
    /// Done.
    pub done: i64,
    /// Not done, and the time for it is over.
    pub missed: i64,
    /// Not done, and there is time yet.
    pub pending: i64,
}

impl Rate {
    /// How many should be done by now.
    pub fn due(&self) -> i64 {
        self.done + self.missed
    }

    /// In hundredths, cut and never rounded up: what is not whole does not say a hundred.
    pub fn percent(&self) -> String {
        match self.due() {
            0 => "—".to_owned(),
            due if due == self.done => "100%".to_owned(),
            due => {
                let tenths = self.done * 1_000 / due;
                format!("{}.{}%", tenths / 10, tenths % 10)
            }
        }
    }
}

pub(super) async fn arrived(app: &App, scope: &Scope) -> Result<Arrived, Fault> {
    let sql = format!(
        "SELECT m.channel, m.origin, count(*), count(*) FILTER (WHERE m.stage = 'joined'), \
         CAST(coalesce(sum(m.heads), 0) AS BIGINT), count(*) FILTER (WHERE m.heads >= {}) \
         FROM matters m WHERE m.receiver = $2 AND m.received_at >= $3 AND m.received_at < $4 \
         AND {} GROUP BY m.channel, m.origin",
        Visit::COLLECTIVE,
        in_sight()
    );
    let (from, until) = scope.today(app);
    let mut params = scope.params();
    params.extend([from.into(), until.into()]);
    let mut rows = Vec::new();
    for row in app.store().rows(&sql, &params).await? {
        rows.push((row.text(1)?.to_owned(), channelled(&row)?));
    }
    let whose = (scope.reader.person.as_str(), scope.unit.as_str());
    for sum in passed::sums(app, whose, (from, until), None, i64::MAX).await? {
        rows.push((String::new(), passed_up(&sum)));
    }
    let mut arrived = Arrived::default();
    for channel in Channel::ALL {
        let mut sum = Channelled {
            channel: channel.as_str(),
            zh: channel.zh(),
            ..Channelled::default()
        };
        let of_channel = rows
            .iter()
            .filter(|(_, row)| row.channel == channel.as_str());
        for (_, row) in of_channel {
            sum.add(row);
        }
        arrived.total.add(&sum);
        arrived.channels.push(sum);
    }
    for origin in Origin::ALL {
        let of_origin = rows.iter().filter(|(word, _)| word == origin.as_str());
        let filings = of_origin.map(|(_, row)| row.filings).sum();
        if filings > 0 {
            arrived
                .origins
                .push((origin.as_str(), origin.zh(), filings));
        }
    }
    Ok(arrived)
}

/// What was passed up came in here like everything else. From where it came the line does not say.
fn passed_up(sum: &passed::Sum) -> Channelled {
    Channelled {
        channel: sum.channel.as_str(),
        zh: sum.channel.zh(),
        filings: sum.filings,
        joined: 0,
        passed: sum.filings,
        visits: sum.visits,
        heads: sum.heads,
        collective: sum.collective,
    }
}

fn channelled(row: &Row) -> Result<Channelled, Fault> {
    let word = row.text(0)?;
    let channel =
        Channel::parse(word).ok_or_else(|| Fault::Stored(format!("the channel `{word}`")))?;
    let filings = row.int(2)?;
    Ok(Channelled {
        channel: channel.as_str(),
        zh: channel.zh(),
        filings,
        joined: row.int(3)?,
        passed: 0,
        visits: if channel == Channel::Visit {
            filings
        } else {
            0
        },
        heads: row.int(4)?,
        collective: row.int(5)?,
    })
}

pub(super) async fn owed(app: &App, scope: &Scope) -> Result<Vec<Owed>, Fault> {
    let mut owed = Vec::new();
    for listing in Listing::OWED {
        let Some(rule) = listing.rule() else { continue };
        let sql = format!(
            "SELECT count(*), count(*) FILTER (WHERE c.due_at < $4) \
             FROM clocks c JOIN matters m ON m.matter_id = c.matter_id \
             WHERE c.owner = $2 AND c.rule = $3 AND c.ended_at IS NULL AND {}",
            in_sight()
        );
        let mut params = scope.params();
        params.extend([rule.into(), scope.reader.now.at.into()]);
        let rows = app.store().rows(&sql, &params).await?;
        let (count, over) = match rows.first() {
            Some(row) => (row.int(0)?, row.int(1)?),
            None => (0, 0),
        };
        owed.push(Owed {
            listing: *listing,
            count,
            over,
        });
    }
    owed.push(late(app, scope).await?);
    Ok(owed)
}

/// What was entered today and had come in before (补录, P-09).
async fn late(app: &App, scope: &Scope) -> Result<Owed, Fault> {
    let sql = format!(
        "SELECT count(*) FROM matters m WHERE m.receiver = $2 AND m.run_id IS NULL \
         AND m.entered_at >= $3 AND m.entered_at < $4 AND m.received_at < $3 AND {}",
        in_sight()
    );
    let (from, until) = scope.today(app);
    let mut params = scope.params();
    params.extend([from.into(), until.into()]);
    let rows = app.store().rows(&sql, &params).await?;
    Ok(Owed {
        listing: Listing::Late,
        count: rows.first().map_or(Ok(0), |row| row.int(0))?,
        over: 0,
    })
}

pub(super) async fn rates(app: &App, scope: &Scope) -> Result<Vec<Rate>, Fault> {
    let mut rates = Vec::new();
    for listing in Listing::RATES {
        let Some(state) = listing.state(3) else {
            continue;
        };
        let sql = format!(
            "SELECT state, count(*) FROM (SELECT {state} AS state FROM matters m \
             WHERE m.receiver = $2 AND m.received_at >= $4 AND m.received_at < $5 AND {}{}) AS told \
             GROUP BY state",
            in_sight(),
            listing.condition()
        );
        let (from, until) = scope.month(app);
        let mut params = scope.params();
        params.extend([scope.reader.now.at.into(), from.into(), until.into()]);
        let mut rate = Rate {
            listing: *listing,
            done: 0,
            missed: 0,
            pending: 0,
        };
        for row in app.store().rows(&sql, &params).await? {
            let count = row.int(1)?;
            match State::of(row.int(0)?) {
                State::Done => rate.done = count,
                State::Missed => rate.missed = count,
                State::Pending => rate.pending = count,
            }
        }
        rates.push(rate);
    }
    Ok(rates)
}
