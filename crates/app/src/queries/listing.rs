//! A list of matters (列表) as one range scan over `visible`: filtered, ordered, keyset-paged.
//!
//! A list is driven by one index, that of its rarest filter, and reads it in the order asked for; every
//! other condition is written so that no engine takes its index instead. So the plan of a list is the
//! same on both engines and at every size, and a test can name it. Marks set on few matters (实名,
//! 重复件) stand in the text as themselves and not as parameters: only so do partial indexes serve.

mod counts;
mod filter;
mod page;
mod passed;
mod terms;
#[cfg(feature = "testing")]
mod walk;

pub(crate) use counts::{Figures, TOTAL_MAX, Total};
pub use filter::Filter;
pub use page::Unlooked;
pub(crate) use passed::passed;
#[cfg(feature = "testing")]
pub(crate) use walk::plan;
#[cfg(feature = "testing")]
pub use walk::{Step, plans, step};

use super::reader::{Reader, seen};
use crate::{App, Failure, Fault, numbers};
use casework::UnitId;
use casework::rules::Sort;
use store::Value;
use terms::Term;

/// What every list reads of a matter, in this order. The first is the place in the order asked for.
const COLUMNS: &str = "m.matter_id, m.number, m.stage, m.channel, m.class, m.holder, m.received_at, \
    m.due_at, m.real_name, m.repeats, v.came_by, m.mode, m.region, m.receiver, m.handler, m.domains, \
    m.finding, m.arrivals, m.leads, m.instructed_at, m.routed_at, m.reported_at, m.concluded_at, \
    m.replied_at, m.national, m.urgency, m.secrecy, m.turn, m.heads, m.over_level, \
    v.supervision, m.rung, m.slip_at, m.answer_due_at, m.answered_at, m.examined_at, v.years, v.levels, \
    v.bodies, v.campaign, v.item, v.contract, v.leader, v.capacity, v.team, v.contracted_at, \
    v.contract_due_at";

/// A list of what one unit may see, for one reader.
pub(crate) struct Listing {
    /// What the driving index serves: where a list begins and ends in it. Of several, each begins where the
    /// one before ended, under an index of its own.
    ranges: Vec<String>,
    /// What else is asked of each row.
    rest: String,
    params: Vec<Value>,
    sort: Sort,
}

impl Listing {
    /// The list of a filter.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn new(
        app: &App,
        reader: &Reader,
        unit: &UnitId,
        filter: &Filter,
    ) -> Result<Self, Fault> {
        let number = match &filter.number {
            Some(number) => Some(matter_of(app, number).await?),
            None => None,
        };
        let sort = filter.order();
        let mut terms = terms::of(app, reader.now.at, filter, sort);
        if let Some(id) = number {
            let id = id.map_or_else(String::new, |id| id.to_string());
            terms.push(Term::equal("v.matter_id", id, 0));
        }
        let mut listing = Self {
            ranges: vec!["v.unit_id = $2".to_owned()],
            rest: String::new(),
            // The first two are the reader and the unit, whatever the filter.
            params: vec![reader.person.as_str().into(), unit.as_str().into()],
            sort,
        };
        let driver = match sort {
            Sort::Arrival => terms::driver(&terms),
            Sort::Due | Sort::Routed | Sort::Concluded | Sort::Clearing => {
                terms.iter().position(|t| t.rank == 0)
            }
        };
        for (at, term) in terms.into_iter().enumerate() {
            listing.also(term, Some(at) == driver);
        }
        listing.ranges[0].push_str(match sort {
            Sort::Arrival => "",
            Sort::Due => " AND v.due_at < 9223372036854775807",
            Sort::Routed => " AND v.routed_at IS NOT NULL",
            Sort::Concluded => " AND v.concluded_at IS NOT NULL",
            Sort::Clearing => " AND v.contract IS NOT NULL",
        });
        if filter.backlog == Some(true) {
            listing.of_backlog(terms::overdue_since(app, reader.now.at));
        }
        // Last, for it asks two other tables.
        listing.rest.push_str(&seen("v", 1));
        Ok(listing)
    }

    fn also(&mut self, term: Term, drives: bool) {
        let mut text = if drives { term.plain } else { term.disguised };
        if let Some(value) = term.value {
            self.params.push(value);
            text = text.replace('?', &format!("${}", self.params.len()));
        }
        match drives || term.rank == terms::BOUND {
            true => self.ranges[0].push_str(&format!(" AND {text}")),
            false => self.rest.push_str(&format!("{text} AND ")),
        }
    }

    /// What is overdue since an instant, and after it what a campaign has taken down and is not: the two
    /// ranges never meet, and one goes on where the other ends. What is over and was not taken down is no
    /// backlog, whatever promise outlives it.
    fn of_backlog(&mut self, since: i64) {
        self.params.push(since.into());
        let at = self.params.len();
        let left = "(v.over = false OR v.taken = true)";
        self.ranges[0].push_str(&format!(" AND v.due_at < ${at} AND {left}"));
        let taken = format!("v.unit_id = $2 AND v.taken AND v.due_at >= ${at}");
        self.ranges.push(taken);
    }

    fn order_by(&self, falling: bool) -> String {
        let (column, _) = order(self.sort);
        let way = if falling { "DESC" } else { "ASC" };
        match self.sort {
            Sort::Arrival => format!("{column} {way}"),
            _ => format!("{column} {way}, v.matter_id {way}"),
        }
    }
}

/// The column an order reads, and whether it falls.
fn order(sort: Sort) -> (&'static str, bool) {
    match sort {
        Sort::Arrival => ("v.sort_key", true),
        Sort::Due => ("v.due_at", false),
        Sort::Routed => ("v.routed_at", true),
        Sort::Concluded => ("v.concluded_at", true),
        Sort::Clearing => ("v.contract_due_at", false),
    }
}

/// The matter of a number of ours, or of the national platform's.
async fn matter_of(app: &App, number: &str) -> Result<Option<casework::MatterId>, Fault> {
    match app.matter_of(number).await? {
        Some(id) => Ok(Some(id)),
        None => numbers::national(app, number).await,
    }
}

/// The unit a reader reads a list through.
///
/// # Errors
/// The reader sees no matters, or not through this unit.
pub(crate) fn unit_of<'a>(
    reader: &'a Reader,
    filter: &Filter,
    zh: &str,
) -> Result<&'a UnitId, Failure> {
    let unit = match filter.unit.as_deref().map(UnitId::from) {
        Some(chosen) => reader.units.iter().find(|known| **known == chosen),
        None => reader.units.first(),
    };
    unit.ok_or_else(|| Failure::Forbidden { act: zh.to_owned() })
}
