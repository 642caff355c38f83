//! The driver: carries a plan out on the real write path, many workers at once, in simulated time.
//!
//! Workers take the earliest deed whose story nobody holds, so the year runs roughly in order and each
//! matter strictly so. Whatever the write path refuses is a fault: every deed was rehearsed.

use crate::audit::Tally;
use crate::office::OfficePlan;
use crate::plan::{self, Deed, Reference, Span, Story};
use crate::rehearsal::{Mishap, World, moment};
use app::{App, Failure, Order, Subject, Who, files};
use casework::{MatterId, ReportId};
use jiff::civil::{Date, DateTime};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use store::StoreError;

/// How much to fill in, how, and over which time.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How many reports.
    pub reports: usize,
    /// How many orders are carried out at once.
    pub workers: usize,
    /// The first day.
    pub from: Date,
    /// Now; usually the application's own.
    pub until: DateTime,
}

/// How far the filling has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Orders carried out.
    pub done: usize,
    /// Orders planned; 0 while planning.
    pub all: usize,
}

/// What was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Orders carried out.
    pub orders: usize,
    /// What must be found now, for the auditor.
    pub believed: Tally,
}

/// Why filling stopped.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The plan does not fit the rules in force.
    #[error("the plan does not fit the rules: {0}")]
    Plan(#[from] Mishap),
    /// The write path did not accept a rehearsed order.
    #[error("{act} at {at} was not accepted: {failure}")]
    Order {
        /// The act.
        act: &'static str,
        /// When, in simulated time.
        at: DateTime,
        /// What the write path said.
        failure: Failure,
    },
    /// What an order needs from the database cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A worker stopped without an answer.
    #[error("a worker stopped: {0}")]
    Worker(#[from] tokio::task::JoinError),
    /// A deed came before the one it rests on.
    #[error("{act} at {at} refers to a matter that is not there yet")]
    OutOfOrder {
        /// The act.
        act: &'static str,
        /// When, in simulated time.
        at: DateTime,
    },
}

/// Founds the office of a plan, from the console, on its first day.
///
/// # Errors
/// The office exists already, or the database does not answer.
pub async fn found(app: &App, plan: &OfficePlan, since: Date) -> Result<(), Broken> {
    let at = since.at(8, 0, 0, 0);
    for order in &plan.orders {
        let act = order.act;
        // A program that opens a new database adopts the rules it runs with by itself.
        if act == "adopt-catalogue" && app.office().in_force().is_some() {
            continue;
        }
        let order = Order {
            subject: Subject::Office,
            act: act.into(),
            fields: order.fields.clone(),
            happened: None,
        };
        let done = app.execute_at(moment(at), &Who::Console, order).await;
        done.map_err(|failure| Broken::Order { act, at, failure })?;
    }
    Ok(())
}

/// Fills an office that was just founded with a year of reports.
///
/// # Errors
/// The plan does not fit the rules, an order is not accepted, or the database does not answer.
pub async fn fill(
    app: &App,
    office: &OfficePlan,
    options: &Options,
    progress: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<Summary, Broken> {
    progress(Progress { done: 0, all: 0 });
    let stories = planned(app, office, options).await?;
    let believed = Tally::of(&stories);
    let orders = stories.iter().map(|story| story.deeds.len()).sum();
    let first = |(at, story): (usize, &Story)| Some(Reverse((story.deeds.first()?.at, at, 0)));
    let run = Arc::new(Run {
        app: app.clone(),
        waiting: Mutex::new(stories.iter().enumerate().filter_map(first).collect()),
        known: stories
            .iter()
            .map(|story| Mutex::new(vec![None; story.believed.len()]))
            .collect(),
        stories,
        done: AtomicUsize::new(0),
        stopped: AtomicBool::new(false),
        all: orders,
        progress: Box::new(progress),
    });
    let workers: Vec<_> = (0..options.workers.max(1))
        .map(|_| {
            let run = Arc::clone(&run);
            tokio::spawn(async move { run.work().await })
        })
        .collect();
    for worker in workers {
        worker.await??;
    }
    (run.progress)(Progress {
        done: orders,
        all: orders,
    });
    Ok(Summary { orders, believed })
}

async fn planned(app: &App, office: &OfficePlan, options: &Options) -> Result<Vec<Story>, Broken> {
    let (app, office) = (app.clone(), office.clone());
    let span = Span {
        reports: options.reports,
        from: options.from,
        until: options.until,
    };
    let planning = tokio::task::spawn_blocking(move || {
        let units = app.office();
        let world = World {
            office: &units,
            rules: app.rules(),
            calendar: app.calendar(),
        };
        plan::plan(&office, &world, &span)
    });
    Ok(planning.await??)
}

/// The deeds that wait: when, of which story, which of its deeds. Earliest first.
type Waiting = BinaryHeap<Reverse<(DateTime, usize, usize)>>;

struct Run {
    app: App,
    stories: Vec<Story>,
    waiting: Mutex<Waiting>,
    /// What the program drew for each matter of each story.
    known: Vec<Mutex<Vec<Option<Known>>>>,
    done: AtomicUsize,
    stopped: AtomicBool,
    all: usize,
    progress: Box<dyn Fn(Progress) + Send + Sync>,
}

#[derive(Debug, Clone)]
struct Known {
    matter: MatterId,
    number: String,
}

impl Run {
    async fn work(&self) -> Result<(), Broken> {
        while !self.stopped.load(Ordering::Relaxed) {
            let Some((story, at)) = self.next() else {
                return Ok(());
            };
            let deeds = &self.stories[story].deeds;
            if let Err(broken) = self.carry_out(story, &deeds[at]).await {
                self.stopped.store(true, Ordering::Relaxed);
                return Err(broken);
            }
            if let Some(following) = deeds.get(at + 1) {
                self.waiting().push(Reverse((following.at, story, at + 1)));
            }
            let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
            if done.is_multiple_of(PROGRESS_EVERY) {
                (self.progress)(Progress {
                    done,
                    all: self.all,
                });
            }
        }
        Ok(())
    }

    fn next(&self) -> Option<(usize, usize)> {
        let Reverse((_, story, at)) = self.waiting().pop()?;
        Some((story, at))
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn carry_out(&self, story: usize, deed: &Deed) -> Result<(), Broken> {
        let known = self.known[story]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let order = self.order(deed, &known).await?;
        let done = self.app.execute_at(moment(deed.at), &deed.who, order).await;
        let (act, at) = (deed.act, deed.at);
        let done = done.map_err(|failure| Broken::Order { act, at, failure })?;
        if let (Some(matter), Some(number)) = (done.matter, done.number) {
            let mut known = self.known[story]
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            known[deed.life] = Some(Known { matter, number });
        }
        Ok(())
    }

    async fn order(&self, deed: &Deed, known: &[Option<Known>]) -> Result<Order, Broken> {
        let out_of_order = || Broken::OutOfOrder {
            act: deed.act,
            at: deed.at,
        };
        let of = |life: usize| {
            known
                .get(life)
                .and_then(Option::as_ref)
                .ok_or_else(out_of_order)
        };
        let subject = match deed.act {
            "receive" => Subject::NewMatter,
            _ => Subject::Matter(of(deed.life)?.matter),
        };
        let mut fields = deed.fields.clone();
        match deed.refers {
            Some(Reference::Number { field, of: life }) => {
                fields.insert(field.into(), of(life)?.number.clone().into());
            }
            Some(Reference::Report { field }) => {
                let report = self.report_of(of(deed.life)?.matter).await?;
                fields.insert(
                    field.into(),
                    report.ok_or_else(out_of_order)?.0.to_string().into(),
                );
            }
            None => {}
        }
        if fields.contains_key("files") {
            let scan = files::upload(&self.app, "来信扫描件.png", SCAN).await;
            let scan = scan.map_err(|failure| Broken::Order {
                act: deed.act,
                at: deed.at,
                failure,
            })?;
            fields.insert("files".into(), vec![scan.token].into());
        }
        Ok(Order {
            subject,
            act: deed.act.into(),
            fields,
            happened: deed.happened,
        })
    }

    async fn report_of(&self, matter: MatterId) -> Result<Option<ReportId>, StoreError> {
        let sql = "SELECT report_id FROM reports WHERE matter_id = $1";
        let rows = self
            .app
            .store()
            .rows(sql, &[matter.to_string().into()])
            .await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        Ok(row.text(0)?.parse().ok())
    }
}

/// What every letter of the year looks like: nobody's writing.
const SCAN: &[u8] = include_bytes!("../texts/scan.png");

/// Often enough for a bar that moves.
const PROGRESS_EVERY: usize = 250;

#[cfg(test)]
mod tests;
