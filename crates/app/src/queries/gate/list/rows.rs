//! Reading a list: one range of an index, in its order, from where the last page ended.

use super::listing::HOURS;
use super::{Filter, Listed, Listing, State};
use crate::queries::gate::scope::{Scope, in_sight};
use crate::queries::lamp::Lamp;
use crate::queries::paged;
use crate::queries::passed::{Passed, sums};
use crate::queries::titles::titles;
use crate::queries::todo::{shown, stage};
use crate::{App, Failure, Fault, reading, vault};
use casework::matter::{Channel, Origin, Visit};
use casework::{PersonId, UnitId};
use serde::Serialize;
use store::{Row, Value};

/// A row of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Channel, in words.
    pub channel_zh: &'static str,
    /// Origin, in words; empty where it came by itself.
    pub origin_zh: &'static str,
    /// When it came in, `2026-03-02 09:00`.
    pub received: String,
    /// When it was entered, where that was on a later day.
    pub entered: Option<String>,
    /// How many came: 1批12人次; empty where nobody did.
    pub visit: String,
    /// Whether five or more came together.
    pub collective: bool,
    /// Stage, in words.
    pub stage_zh: &'static str,
    /// In whose hands.
    pub holder: String,
    /// Which promise the lamp is of; empty where it is the nearest of all.
    pub clock_zh: String,
    /// The lamp.
    pub lamp: Lamp,
    /// Where it stands for a hundred-per-cent.
    pub state_zh: &'static str,
    #[serde(skip)]
    pub(in crate::queries::gate) due_at: i64,
}

/// Rows a page.
const PAGE: usize = 20;
/// Emergencies looked at for those that press most.
const URGENT_MAX: usize = 60;

/// A page of a list; the cursor is what the page before gave.
///
/// # Errors
/// As for the gate itself.
pub async fn list(
    app: &App,
    person: &PersonId,
    unit: Option<&str>,
    (listing, filter): (Listing, &Filter),
    cursor: Option<&str>,
) -> Result<Listed, Failure> {
    let scope = Scope::of(app, person, unit).await?;
    reading::record_list(app, person, "gate").await?;
    let query = Query::of(app, &scope, listing, filter);
    let mut rows = query.read(app, cursor, PAGE + 1).await?;
    let next = paged(&mut rows, PAGE, |row| {
        Ok(format!("{}.{}", row.int(0)?, row.text(1)?))
    })?;
    Ok(Listed {
        organ: scope.organ(),
        listing,
        rows: lines(app, &scope, &rows).await?,
        passed: passed(app, &scope, listing, filter).await?,
        next,
    })
}

/// What of a figure was passed up: the day's arrivals and visits count it, their lists hold no row of it.
async fn passed(
    app: &App,
    scope: &Scope,
    listing: Listing,
    filter: &Filter,
) -> Result<Passed, Fault> {
    let counts = matches!(listing, Listing::Arrivals | Listing::Collective);
    if !counts || filter.origin.is_some() {
        return Ok(Passed::default());
    }
    let whose = (scope.reader.person.as_str(), scope.unit.as_str());
    let sums = sums(app, whose, scope.today(app), filter.channel, i64::MAX).await?;
    let all = Passed::of(&sums);
    Ok(match listing {
        Listing::Collective => Passed {
            filings: all.collective,
            ..Passed::default()
        },
        _ => all,
    })
}

/// Emergencies under way, the last that came in first.
pub(in crate::queries::gate) async fn urgent(app: &App, scope: &Scope) -> Result<Vec<Line>, Fault> {
    let query = Query::of(app, scope, Listing::Emergencies, &Filter::default());
    let rows = query.read(app, None, URGENT_MAX).await?;
    lines(app, scope, &rows).await
}

/// A list as SQL.
struct Query {
    from: &'static str,
    condition: String,
    params: Vec<Value>,
    /// What it is ordered by, beside the matter's id.
    key: &'static str,
    /// The matter's id, as the index that is read has it.
    id: &'static str,
    newest_first: bool,
    /// When what it is about is due, and by which rule.
    due: String,
    rule: String,
    state: String,
}

impl Query {
    fn of(app: &App, scope: &Scope, listing: Listing, filter: &Filter) -> Self {
        let mut query = match listing.rule() {
            Some(rule) => Self::of_clock(scope, rule),
            None => Self::of_matters(app, scope, listing),
        };
        query.condition.push_str(&listing.condition());
        if let Some(channel) = filter.channel {
            query.also("m.channel = ", channel.as_str());
        }
        if let Some(origin) = filter.origin {
            query.also("m.origin = ", origin.as_str());
        }
        if let Some(state) = filter.state.filter(|_| listing.is_rate()) {
            let comparison = format!("({}) = ", query.state);
            query.also(&comparison, state.stored());
        }
        query
    }

    fn of_clock(scope: &Scope, rule: &str) -> Self {
        let mut params = scope.params();
        params.push(rule.into());
        Self {
            from: "clocks c JOIN matters m ON m.matter_id = c.matter_id",
            condition: format!(
                "c.owner = $2 AND c.rule = $3 AND c.ended_at IS NULL AND {}",
                in_sight()
            ),
            params,
            key: "c.due_at",
            id: "c.matter_id",
            newest_first: false,
            due: "c.due_at".to_owned(),
            rule: "c.rule".to_owned(),
            state: "-1".to_owned(),
        }
    }

    fn of_matters(app: &App, scope: &Scope, listing: Listing) -> Self {
        let mut query = Self {
            from: "matters m",
            condition: format!("m.receiver = $2 AND {}", in_sight()),
            params: scope.params(),
            key: "m.received_at",
            id: "m.matter_id",
            newest_first: true,
            due: "m.due_at".to_owned(),
            rule: "''".to_owned(),
            state: "-1".to_owned(),
        };
        let (day, next_day) = scope.today(app);
        match listing {
            Listing::Late => {
                query.key = "m.entered_at";
                query.between(day, next_day);
                query.also("m.received_at < ", day);
            }
            Listing::Emergencies => {
                let hours = |what: &str| {
                    format!(
                        "(SELECT {what} FROM clocks c WHERE c.matter_id = m.matter_id \
                         AND c.ended_at IS NULL AND c.rule IN {HOURS} ORDER BY c.due_at, c.clock LIMIT 1)"
                    )
                };
                query.due = format!("coalesce({}, m.due_at)", hours("c.due_at"));
                query.rule = format!("coalesce({}, '')", hours("c.rule"));
            }
            _ if listing.is_rate() => {
                let (from, until) = scope.month(app);
                query.between(from, until);
                query.params.push(scope.reader.now.at.into());
                let state = listing.state(query.params.len());
                query.state = state.unwrap_or(query.state);
            }
            _ => query.between(day, next_day),
        }
        query
    }

    fn between(&mut self, from: i64, until: i64) {
        let key = self.key;
        self.also(&format!("{key} >= "), from);
        self.also(&format!("{key} < "), until);
    }

    fn also(&mut self, comparison: &str, value: impl Into<Value>) {
        self.params.push(value.into());
        let number = self.params.len();
        self.condition
            .push_str(&format!(" AND {comparison}${number}"));
    }

    async fn read(
        mut self,
        app: &App,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Row>, Fault> {
        let (comparison, order) = if self.newest_first {
            ('<', "DESC")
        } else {
            ('>', "ASC")
        };
        if let Some((key, id)) = cursor.and_then(place) {
            self.params.extend([key.into(), id.into()]);
            let at = self.params.len();
            let and = format!(
                " AND ({}, {}) {comparison} (${}, ${at})",
                self.key,
                self.id,
                at - 1
            );
            self.condition.push_str(&and);
        }
        self.params.push((limit as i64).into());
        let sql = format!(
            "SELECT {key}, {id}, m.number, m.stage, m.channel, m.origin, m.holder, \
             m.received_at, m.entered_at, m.heads, {due}, {rule}, {state} FROM {from} \
             WHERE {condition} ORDER BY {key} {order}, {id} {order} LIMIT ${limit}",
            key = self.key,
            id = self.id,
            due = self.due,
            rule = self.rule,
            state = self.state,
            from = self.from,
            condition = self.condition,
            limit = self.params.len(),
        );
        Ok(app.store().rows(&sql, &self.params).await?)
    }
}

/// Where a page ended; what is no cursor of ours begins at the beginning.
fn place(cursor: &str) -> Option<(i64, &str)> {
    let (key, id) = cursor.split_once('.')?;
    Some((key.parse().ok()?, id))
}

async fn lines(app: &App, scope: &Scope, rows: &[Row]) -> Result<Vec<Line>, Fault> {
    let mut streams = Vec::new();
    for row in rows {
        streams.push(format!("matter-{}", row.text(1)?));
    }
    let known = titles(app, &scope.reader, &streams).await?;
    let titled = |stream: &String| {
        let title = known.get(stream);
        title.map_or_else(|| vault::ERASED.to_owned(), String::clone)
    };
    rows.iter()
        .zip(&streams)
        .map(|(row, stream)| line(app, scope, row, titled(stream)))
        .collect()
}

fn line(app: &App, scope: &Scope, row: &Row, title: String) -> Result<Line, Fault> {
    let (received, entered) = (shown(row.int(7)?), shown(row.int(8)?));
    let (heads, due_at, rule) = (row.int(9)?, row.int(10)?, row.text(11)?);
    let origin = Origin::parse(row.text(5)?).filter(|origin| *origin != Origin::Own);
    let clock = app.rules().clock(rule);
    Ok(Line {
        number: row.text(2)?.to_owned(),
        title,
        channel_zh: Channel::parse(row.text(4)?).map_or("", Channel::zh),
        origin_zh: origin.map_or("", Origin::zh),
        entered: Some(entered).filter(|entered| entered[..10] != received[..10]),
        received,
        visit: match heads {
            0 => String::new(),
            heads => format!("1批{heads}人次"),
        },
        collective: heads >= i64::from(Visit::COLLECTIVE),
        stage_zh: stage(row.text(3)?)?.zh(),
        holder: scope
            .reader
            .office
            .unit_name(&UnitId::from(row.text(6)?))
            .to_owned(),
        clock_zh: clock.map_or("", |clock| &clock.name).to_owned(),
        lamp: Lamp::of_instant(app, due_at, scope.reader.now),
        state_zh: match row.int(12)? {
            -1 => "",
            state => State::of(state).zh(),
        },
        due_at,
    })
}
