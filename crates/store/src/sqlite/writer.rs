//! The writer thread: all waiting writes, each in a savepoint, made durable by one commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};
use tokio::sync::{mpsc, oneshot};

use super::scrub::{self, Scrub};
use super::session::Failed;
use super::{Session, fault};
use crate::error::{CommitError, StoreError};
use crate::failures::Failure;
use crate::plan::Step;

/// The most writes one commit makes durable.
const GROUP_MAX: usize = 256;
/// No more writes join a group that has this many statements, so that one group of bulk imports
/// does not keep a citizen's report waiting.
const GROUP_STEPS_MAX: usize = 4_096;
/// How often a group gives way to its callers before it goes without them; well below the time
/// of a flush.
const PATIENCE: usize = 100;
/// Writes that may wait; further callers wait to hand theirs over.
const WAITING_MAX: usize = 1_024;

type Answer = Result<(), CommitError>;

struct Job {
    steps: Vec<Step>,
    ordered: Option<Failure>,
    answer: oneshot::Sender<Answer>,
}

/// The writer thread's end that the store holds.
pub(crate) struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    groups: Arc<AtomicU64>,
}

impl Writer {
    /// Starts the thread on a connection that waits so long for locks.
    pub(crate) fn start(connection: Connection, wait: Duration) -> Result<Writer, StoreError> {
        let (jobs, waiting) = mpsc::channel(WAITING_MAX);
        let groups = Arc::new(AtomicU64::new(0));
        let group = Group {
            session: Session::new(connection),
            made: Arc::clone(&groups),
            scrub: Scrub::new(wait),
        };
        let thread = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || write_until_closed(waiting, group))
            .map_err(|error| StoreError::Unreachable(error.to_string()))?;
        Ok(Writer {
            jobs: Some(jobs),
            thread: Some(thread),
            groups,
        })
    }

    /// How many groups were committed.
    pub(crate) fn groups(&self) -> u64 {
        self.groups.load(Ordering::Relaxed)
    }

    pub(crate) async fn commit(&self, steps: Vec<Step>, ordered: Option<Failure>) -> Answer {
        let ended = || StoreError::Unreachable("the writer thread has ended".to_owned());
        let (answer, answered) = oneshot::channel();
        let jobs = self.jobs.as_ref().expect("taken by drop only");
        if jobs
            .send(Job {
                steps,
                ordered,
                answer,
            })
            .await
            .is_err()
        {
            return Err(CommitError::Fault(ended()));
        }
        answered
            .await
            .unwrap_or_else(|_| Err(CommitError::Unknown(ended())))
    }
}

/// Waits for the writes already handed over, so that closing the store closes its file.
impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs.take();
        if self
            .thread
            .take()
            .is_some_and(|thread| thread.join().is_err())
        {
            tracing::error!("the writer thread of the embedded database ended by a panic");
        }
    }
}

fn write_until_closed(mut waiting: mpsc::Receiver<Job>, mut group: Group) {
    let mut last = 1;
    while let Some(first) = waiting.blocking_recv() {
        let jobs = gather(first, &mut waiting, last);
        last = jobs.len().max(last * 3 / 4);
        let answers = group.commit(&jobs);
        group.scrub(&jobs);
        for (job, answer) in jobs.into_iter().zip(answers) {
            // A caller that went away no longer asks.
            drop(job.answer.send(answer));
        }
        // A reader of an older state kept the log: tried again as soon as nobody wants to write.
        while group.scrub.is_waiting() && waiting.is_empty() && !waiting.is_closed() {
            thread::sleep(scrub::PAUSE);
            group.scrub.again(group.session.connection());
        }
    }
}

/// All waiting writes. Where the last group had several, their callers are just now deciding what
/// to write next: for a moment the group waits to become as large again, so that they share one
/// flush of the disk instead of falling apart into small groups. A lone writer never waits.
fn gather(first: Job, waiting: &mut mpsc::Receiver<Job>, last: usize) -> Vec<Job> {
    let mut steps = first.steps.len();
    let mut jobs = vec![first];
    let mut patience = PATIENCE;
    while jobs.len() < GROUP_MAX && steps < GROUP_STEPS_MAX {
        if let Ok(job) = waiting.try_recv() {
            steps += job.steps.len();
            jobs.push(job);
        } else if jobs.len() < last && patience > 0 {
            patience -= 1;
            thread::yield_now();
        } else {
            break;
        }
    }
    jobs
}

/// The writer's connection, committing one group of writes after the other.
struct Group {
    session: Session,
    made: Arc<AtomicU64>,
    scrub: Scrub,
}

impl Group {
    /// Empties the log where these writes destroyed keys, before their callers are told.
    fn scrub(&mut self, jobs: &[Job]) {
        let mut steps = jobs.iter().flat_map(|job| &job.steps);
        let destroyed = steps.any(Step::destroys_keys);
        self.scrub.after(destroyed, self.session.connection());
    }

    fn commit(&mut self, jobs: &[Job]) -> Vec<Answer> {
        if let Err(error) = self.control("BEGIN IMMEDIATE") {
            return all(jobs, || CommitError::Fault(fault(&error)));
        }
        let mut answers = Vec::with_capacity(jobs.len());
        for job in jobs {
            match self.write(&job.steps, jobs.len() == 1) {
                Ok(answer) => answers.push(answer),
                Err(lost) => return self.give_up(jobs, &lost.to_string()),
            }
        }
        if answers.iter().all(Result::is_err) {
            self.roll_back();
            return answers;
        }
        self.make_durable(jobs, answers)
    }

    fn make_durable(&mut self, jobs: &[Job], answers: Vec<Answer>) -> Vec<Answer> {
        self.made.fetch_add(1, Ordering::Relaxed);
        let ordered = jobs.iter().find_map(|job| job.ordered);
        if ordered == Some(Failure::NotStored) {
            self.roll_back();
            return all(jobs, || CommitError::Unknown(ordered_failure()));
        }
        match self.control("COMMIT") {
            Ok(()) if ordered.is_none() => answers,
            Ok(()) => all(jobs, || CommitError::Unknown(ordered_failure())),
            Err(error) => {
                self.roll_back();
                all(jobs, || uncommitted(&error))
            }
        }
    }

    /// One write in its savepoint; the only write of a group needs none. The outer error means
    /// that SQLite gave up the whole transaction.
    fn write(&mut self, steps: &[Step], alone: bool) -> Result<Answer, StoreError> {
        let control = |group: &mut Group, sql| match alone {
            true => Ok(()),
            false => group.control(sql).map_err(|error| fault(&error)),
        };
        control(self, "SAVEPOINT one")?;
        let Some((step, failed)) = self.first_failure(steps) else {
            control(self, "RELEASE one")?;
            return Ok(Ok(()));
        };
        if self.session.connection().is_autocommit() {
            let (Failed::Constraint(error) | Failed::Fault(error)) = failed;
            return Err(error);
        }
        control(self, "ROLLBACK TO one")?;
        control(self, "RELEASE one")?;
        Ok(Err(self.refusal(step, failed, alone)))
    }

    fn first_failure<'s>(&mut self, steps: &'s [Step]) -> Option<(&'s Step, Failed)> {
        steps.iter().find_map(|step| {
            let failed = self.session.run(&step.sql, &step.params).err()?;
            Some((step, failed))
        })
    }

    /// The named reason of a failed step. A row that was there already is looked up after the
    /// write's own rows are gone again.
    fn refusal(&mut self, step: &Step, failed: Failed, alone: bool) -> CommitError {
        let error = match failed {
            Failed::Fault(error) => return CommitError::Fault(error),
            Failed::Constraint(error) => error,
        };
        if let Some(refusal) = step.blame.refusal() {
            return refusal;
        }
        if alone {
            self.roll_back();
        }
        for probe in step.probes() {
            match self.session.rows(probe.sql, &probe.params) {
                Ok(rows) if rows.is_empty() => {}
                Ok(_) => return probe.refusal,
                Err(error) => return CommitError::Fault(error),
            }
        }
        CommitError::Fault(error)
    }

    fn give_up(&mut self, jobs: &[Job], reason: &str) -> Vec<Answer> {
        self.roll_back();
        all(jobs, || {
            CommitError::Fault(StoreError::Database {
                code: "SQLITE".to_owned(),
                message: format!("the whole group was rolled back: {reason}"),
            })
        })
    }

    fn roll_back(&mut self) {
        if self.session.connection().is_autocommit() {
            return;
        }
        if let Err(error) = self.control("ROLLBACK") {
            tracing::error!(%error, "the embedded database could not roll back");
        }
    }

    fn control(&self, sql: &str) -> rusqlite::Result<()> {
        self.session
            .connection()
            .prepare_cached(sql)?
            .execute([])
            .map(|_| ())
    }
}

fn all(jobs: &[Job], error: impl Fn() -> CommitError) -> Vec<Answer> {
    jobs.iter().map(|_| Err(error())).collect()
}

/// A commit that failed in reading or writing the disk may have reached it: the frames of the
/// log could be found whole after a crash. Every other failure has written nothing.
fn uncommitted(error: &rusqlite::Error) -> CommitError {
    match error.sqlite_error_code() {
        Some(ErrorCode::SystemIoFailure) => CommitError::Unknown(fault(error)),
        _ => CommitError::Fault(fault(error)),
    }
}

fn ordered_failure() -> StoreError {
    StoreError::Unreachable("a failure ordered by a test".to_owned())
}
