//! Several orders on one matter as one write (登记并拟办, P-01): each is permitted and decided on the
//! state left by the one before, and all become true together or none does.

use super::attempt::{Attempt, Standing, on_matter, subject};
use super::{Done, Order, TRIES, Who, commit};
use crate::audience::Unwritten;
use crate::{App, Failure, numbers};
use casework::Moment;
use store::Claim;

/// Which of several orders could not be carried out, and why. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
#[error("order {at}: {failure}")]
pub struct Stopped {
    /// The order's place, from 0.
    pub at: usize,
    /// Why.
    pub failure: Failure,
}

impl App {
    /// Carries out several orders on one matter, together. The first names the matter; the others are
    /// about the same one, whatever they name.
    ///
    /// # Errors
    /// The first order that is not found, not permitted, refused or filled wrongly.
    pub async fn execute_together(&self, who: &Who, orders: &[Order]) -> Result<Done, Stopped> {
        self.execute_together_once(who, orders, ("", &[])).await
    }

    /// The same, where what is claimed is true together with the orders: an order that stands under a
    /// claim already is carried out no second time (P-09).
    ///
    /// # Errors
    /// As [`App::execute_together`]; [`Failure::AlreadyClaimed`] where one was carried out before.
    pub(crate) async fn execute_together_once(
        &self,
        who: &Who,
        orders: &[Order],
        (namespace, keys): (&str, &[String]),
    ) -> Result<Done, Stopped> {
        let now = self.now();
        let last = orders.len().saturating_sub(1);
        for _ in 0..TRIES {
            let mut attempt = attempts(self, now, who, orders).await?;
            let owner = attempt.done.matter.map(|id| id.to_string());
            attempt.write.claims.extend(keys.iter().map(|key| Claim {
                namespace: namespace.to_owned(),
                key: key.clone(),
                owner: owner.clone().unwrap_or_default(),
            }));
            match commit(self, attempt.write).await {
                Ok(true) => return Ok(attempt.done),
                Ok(false) => {}
                Err(failure) => return Err(Stopped { at: last, failure }),
            }
        }
        let failure = Failure::Conflict;
        Err(Stopped { at: last, failure })
    }

    /// Whether several orders would be carried out, without writing anything.
    ///
    /// # Errors
    /// As [`App::execute_together`].
    pub(crate) async fn foresee_together(
        &self,
        who: &Who,
        orders: &[Order],
    ) -> Result<(), Stopped> {
        attempts(self, self.now(), who, orders).await.map(drop)
    }
}

/// What the orders would write as one.
async fn attempts(app: &App, now: Moment, who: &Who, orders: &[Order]) -> Result<Attempt, Stopped> {
    let mut standing = begin(app, now, who, orders).await?;
    let passed = standing.matter.passing.lines.len();
    let mut whole: Option<Attempt> = None;
    for (at, order) in orders.iter().enumerate() {
        let one = match Box::pin(on_matter(app, now, who, order, standing)).await {
            Ok(one) => one,
            Err(failure) => {
                // What an earlier order took from the series is free again.
                if let Some(filed) = whole.and_then(|attempt| attempt.done.filed) {
                    numbers::give_back(app, &filed.number).await;
                }
                return Err(Stopped { at, failure });
            }
        };
        let mut attempt = match whole.take() {
            None => one,
            Some(earlier) => followed(earlier, one),
        };
        let after = attempt.after.take();
        whole = Some(attempt);
        match after {
            // What went up is out of the sight of whoever gave the orders: the rest has lost its meaning.
            Some(after) if after.matter.passing.lines.len() > passed => break,
            Some(after) => standing = after,
            None => break,
        }
    }
    let failure = Failure::NotFound;
    whole.ok_or(Stopped { at: 0, failure })
}

async fn begin(app: &App, now: Moment, who: &Who, orders: &[Order]) -> Result<Standing, Stopped> {
    let stopped = |failure| Stopped { at: 0, failure };
    let first = orders.first().ok_or(stopped(Failure::NotFound))?;
    let (matter, speaker) = subject(app, now, who, first).await.map_err(stopped)?;
    Ok(Standing {
        matter,
        speaker,
        content: None,
        unwritten: Unwritten::default(),
    })
}

/// Two attempts as one: the later one was decided with the earlier one in mind.
fn followed(mut earlier: Attempt, later: Attempt) -> Attempt {
    earlier.write.merge(later.write);
    Attempt {
        write: earlier.write,
        done: Done {
            filed: earlier.done.filed.or(later.done.filed),
            ..later.done
        },
        after: later.after,
    }
}
