//! A filter's conditions, each with how rare what it asks for is, and in two words: as an index serves
//! it, and as none does.

use super::Filter;
use crate::App;
use casework::matter::{CameBy, Channel, Class, Mode, Secrecy, Stage, Urgency};
use casework::rules::Sort;
use jiff::civil::Date;
use store::Value;

/// A condition.
pub(super) struct Term {
    /// As an index serves it; `?` is the value's place.
    pub(super) plain: String,
    /// As no index serves it.
    pub(super) disguised: String,
    /// Its value.
    pub(super) value: Option<Value>,
    /// How rare: the least drives the list. [`NEVER`] has no index to drive by.
    pub(super) rank: u32,
}

/// The rank of what drives nothing.
pub(super) const NEVER: u32 = u32::MAX;

/// The rank of a bound on the column the list is ordered by: it drives nothing, but whatever index drives
/// begins or ends there.
pub(super) const BOUND: u32 = u32::MAX - 1;

impl Term {
    /// A word that a column must hold.
    pub(super) fn equal(column: &str, value: impl Into<Value>, rank: u32) -> Self {
        Self {
            plain: format!("{column} = ?"),
            disguised: disguised(&format!("{column} = ?")),
            value: Some(value.into()),
            rank,
        }
    }

    /// A mark that is set on few, under its own partial index.
    fn marked(plain: &str, disguised: &str, rank: u32) -> Self {
        Self {
            plain: plain.to_owned(),
            disguised: disguised.to_owned(),
            value: None,
            rank,
        }
    }

    /// A word of a closed list that few matters bear, under a partial index of its own.
    fn literal(column: &str, word: &str, rank: u32) -> Self {
        let plain = format!("{column} = '{word}'");
        Self::marked(&plain, &disguised(&plain), rank)
    }

    /// What merely thins the list out.
    fn thin(text: &str, value: Option<Value>) -> Self {
        Self {
            plain: text.to_owned(),
            disguised: text.to_owned(),
            value,
            rank: NEVER,
        }
    }

    /// A bound on the column the list is ordered by.
    fn bound(text: &str, value: Value) -> Self {
        Self {
            rank: BOUND,
            ..Self::thin(text, Some(value))
        }
    }
}

/// A condition as no index serves it, and of which no planner believes that hardly a row fulfils it: it
/// would gather and sort them all rather than read them in order.
fn disguised(condition: &str) -> String {
    format!("CASE WHEN {condition} THEN true ELSE false END")
}

/// Which condition drives a list in the order of arrival.
pub(super) fn driver(terms: &[Term]) -> Option<usize> {
    let able = terms.iter().enumerate().filter(|(_, t)| t.rank < BOUND);
    able.min_by_key(|(_, term)| term.rank).map(|(at, _)| at)
}

/// The conditions of a filter, but for its number.
pub(super) fn of(app: &App, now: i64, filter: &Filter, sort: Sort) -> Vec<Term> {
    let mut terms = words(filter);
    marks(filter, &mut terms);
    arrival(filter, &mut terms);
    supervision(app, filter, &mut terms);
    // What is backlog has two ranges of its own; what is not merely thins the list out.
    if filter.backlog == Some(false) {
        let since = Some(overdue_since(app, now).into());
        terms.push(Term::thin(
            "v.taken = false AND (v.over OR v.due_at >= ?)",
            since,
        ));
    }
    match filter.overdue {
        Some(true) => terms.push(Term::bound("v.due_at < ?", now.into())),
        Some(false) => terms.push(Term::thin("v.due_at >= ?", Some(now.into()))),
        None => {}
    }
    days(app, filter, sort, &mut terms);
    terms
}

/// Words, by how few matters usually bear them: an open stage is passed through in days, a channel
/// holds a fifth of everything for ever.
fn words(filter: &Filter) -> Vec<Term> {
    let over = |stage: &Stage| matches!(stage, Stage::WrittenOff | Stage::Joined | Stage::Voided);
    let stage = filter.stage.map(|stage| {
        let rank = if over(&stage) { 60 } else { 10 };
        Term::equal("v.stage", stage.as_str(), rank)
    });
    let class = filter.class.map(Class::as_str);
    let holder = filter.holder.as_deref();
    let mode = filter.mode.map(Mode::as_str);
    let came_by = filter.came_by.map(CameBy::as_str);
    let channel = filter.channel.map(Channel::as_str);
    let all = [
        stage,
        holder.map(|word| Term::equal("v.holder", word, 40)),
        mode.map(|word| Term::equal("v.mode", word, 45)),
        class.map(|word| Term::equal("v.class", word, 50)),
        came_by.map(|word| Term::equal("v.came_by", word, 52)),
        channel.map(|word| Term::equal("v.channel", word, 55)),
    ];
    all.into_iter().flatten().collect()
}

fn marks(filter: &Filter, terms: &mut Vec<Term>) {
    let mut mark = |set: Option<bool>, yes: Term, no: &str| match set {
        Some(true) => terms.push(yes),
        Some(false) => terms.push(Term::thin(no, None)),
        None => {}
    };
    let instructed = Term::marked("v.instructed", "v.instructed = true", 20);
    mark(filter.instructed, instructed, "NOT v.instructed");
    let repeated = Term::marked("v.repeats > 0", "v.repeats >= 1", 22);
    mark(filter.repeat, repeated, "v.repeats = 0");
    let tagged = Term::marked("v.tagged", "v.tagged = true", 24);
    mark(filter.tagged, tagged, "NOT v.tagged");
    let named = Term::marked("v.real_name", "v.real_name = true", 26);
    mark(filter.real_name, named, "NOT v.real_name");
    let open = Term::marked("NOT v.over", "v.over = false", 30);
    mark(filter.over.map(|over| !over), open, "v.over");
    let concluded = Term::thin("v.concluded_at IS NOT NULL", None);
    mark(filter.concluded, concluded, "v.concluded_at IS NULL");
}

/// What the arrival brought: marks of few matters, each with a partial index; what most bear thins the
/// list out.
fn arrival(filter: &Filter, terms: &mut Vec<Term>) {
    if let Some(urgency) = filter.urgency {
        terms.push(match urgency {
            Urgency::Normal => Term::thin("v.urgency = 'normal'", None),
            other => Term::literal("v.urgency", other.as_str(), 12),
        });
    }
    if let Some(secrecy) = filter.secrecy {
        terms.push(match secrecy {
            Secrecy::Internal => Term::thin("v.secrecy = 'internal'", None),
            other => Term::literal("v.secrecy", other.as_str(), 14),
        });
    }
    let mut mark = |set: Option<bool>, column: &str, rank: u32| match set {
        Some(true) => terms.push(Term::marked(column, &format!("{column} = true"), rank)),
        Some(false) => terms.push(Term::thin(&format!("NOT {column}"), None)),
        None => {}
    };
    mark(filter.collective, "v.collective", 16);
    mark(filter.over_level, "v.over_level", 18);
    mark(filter.again, "v.again", 23);
    mark(filter.unnumbered, "v.unnumbered", 58);
}

/// Before which day a promise was due whose matter is backlog now.
pub(super) fn overdue_since(app: &App, now: i64) -> i64 {
    now - i64::from(app.rules().settings.backlog_days) * 86_400_000
}

/// What supervision, contracts and repeated reports say: marks of few matters, each with a partial index.
fn supervision(app: &App, filter: &Filter, terms: &mut Vec<Term>) {
    let mut mark = |set: Option<bool>, column: &str, rank: u32| match set {
        Some(true) => terms.push(Term::marked(
            &format!("{column} IS NOT NULL"),
            &disguised(&format!("{column} IS NOT NULL")),
            rank,
        )),
        Some(false) => terms.push(Term::thin(&format!("{column} IS NULL"), None)),
        None => {}
    };
    mark(filter.supervised, "v.supervision", 19);
    mark(filter.campaigned, "v.contract", 15);
    if let Some(state) = filter.supervision {
        terms.push(Term::equal("v.supervision", state.as_str(), 9));
    }
    if let Some(state) = filter.contract {
        terms.push(Term::equal("v.contract", state.as_str(), 8));
    }
    let many = app.rules().settings.three_many;
    let wanted = format!(
        "v.years >= {} AND v.levels >= {} AND v.bodies >= {} AND v.repeats >= {}",
        many.years,
        many.levels,
        many.bodies,
        many.filings.saturating_sub(1)
    );
    match filter.three_many {
        Some(true) => {
            let spread = "v.years > 1 AND v.levels > 1 AND v.bodies > 1";
            terms.push(Term::marked(spread, &disguised(spread), 17));
            terms.push(Term::thin(&disguised(&wanted), None));
        }
        Some(false) => terms.push(Term::thin(&format!("NOT ({wanted})"), None)),
        None => {}
    }
}

/// Days of arrival: a range of the key itself where the list is read in that order.
fn days(app: &App, filter: &Filter, sort: Sort, terms: &mut Vec<Term>) {
    let midnight = |on: Date| app.offset().midnight(on).max(0);
    let until = filter.to.and_then(|to| to.tomorrow().ok());
    let bounds = [(">=", filter.from), ("<", until)];
    for (sign, on) in bounds {
        let Some(on) = on else { continue };
        terms.push(if sort == Sort::Arrival {
            let key = format!("{:016}", midnight(on));
            Term::bound(&format!("v.sort_key {sign} ?"), key.into())
        } else {
            let value = Some(midnight(on).into());
            Term::thin(&format!("v.received_at {sign} ?"), value)
        });
    }
}
