//! The one write path: load, permit, seal, decide, commit.

mod attempt;
mod earlier;
mod split;
mod together;

pub(crate) use split::TITLE as PART_TITLE;
pub use together::Stopped;

use crate::{
    App, CodeDigest, Failure, Fault, analyses, linkages, numbers, office, reviews, slips, stream,
};
use casework::matter::Number;
use casework::procedure::{self, Noun};
use casework::{Actor, MatterId, Moment, PersonId, ProcedureId, RunId};
use jiff::civil::DateTime;
use serde_json::{Map, Value};
use store::{Claim, CommitError};

/// Who gives an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A citizen on the public site or API. May only file.
    Citizen,
    /// Whoever shows a query code: the reporter, with a few acts on [`Subject::Own`] and no other.
    Reporter(CodeDigest),
    /// A person of the office, in whichever current post grants the act.
    Staff(PersonId),
    /// A person of the office in another's name, by a delegation (授权、代签, P-08): who acts, and for whom.
    Delegate(PersonId, PersonId),
    /// A person of a unit without network, whose acts come back on its task sheet (离线任务单, P-09).
    Sheet {
        /// Who enters them.
        enters: PersonId,
        /// Who did them.
        did: PersonId,
        /// The sheet's number.
        sheet: String,
    },
    /// A partner system with its own key. May only file.
    Partner(String),
    /// An import run. May only file.
    Import(RunId),
    /// The program's own timers.
    Timer,
    /// The person at the server's console. Founds and administers the office.
    Console,
}

/// What an order is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A matter that begins with this order.
    NewMatter,
    /// A matter by its id.
    Matter(MatterId),
    /// A matter by its number.
    Number(String),
    /// The matter in which the report of the reporter's code is handled.
    Own,
    /// The office.
    Office,
    /// A procedure of a noun that begins with this order.
    NewProcedure(Noun),
    /// A procedure by its number.
    Procedure(String),
    /// A procedure by its noun and id.
    ProcedureId(Noun, ProcedureId),
}

/// An order: an act with its fields as a form or a partner sent them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// What it is about.
    pub subject: Subject,
    /// The step's name.
    pub act: String,
    /// Its fields, nested; see [`casework::form::nest`].
    pub fields: Map<String, Value>,
    /// When it happened, local, if not now (P-09).
    pub happened: Option<DateTime>,
}

/// What an order did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The matter it was about.
    pub matter: Option<MatterId>,
    /// Its number, or that of the procedure it was about.
    pub number: Option<String>,
    /// The stream's version now.
    pub version: i64,
    /// What a filing gives back.
    pub filed: Option<Filed>,
    /// A partner system's key, shown this once.
    pub key: Option<String>,
}

/// What a filing gives back; the code is shown this once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// The number.
    pub number: String,
    /// The query code in groups; nothing of it is stored but a keyed digest (T7).
    pub query_code: String,
    /// What a reporter without a phone of their own asks with, where it was filed at the desk (P-23).
    pub spoken: Option<Spoken>,
    /// What proves the filing.
    pub receipt: Receipt,
}

/// A short number and a spoken password (电话口令): for asking the desk by telephone. Filed at the desk,
/// the query code beside it is one-time and replaced at first use (T7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The short number, e.g. `26-1-17`.
    pub short: String,
    /// The password: eight digits; nothing of it is stored but a keyed digest.
    pub password: String,
}

/// The promise that a filing is in the ledger soon; the proof can be fetched by the leaf hash.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Receipt {
    /// Hex of the filing event's leaf hash.
    pub leaf: String,
    /// The ledger's name.
    pub origin: String,
    /// Within how many seconds it is provable.
    pub promised_within_seconds: u32,
}

/// How often an order is decided again when others were quicker.
const TRIES: usize = 5;

impl App {
    /// Carries out an order now.
    ///
    /// # Errors
    /// Not found or not permitted, refused by name, filled wrongly, or a fault. Nothing has changed
    /// then, but for [`Fault::Unknown`].
    pub async fn execute(&self, who: &Who, order: Order) -> Result<Done, Failure> {
        self.execute_at(self.now(), who, order).await
    }

    /// Carries out an order at a moment handed in: simulations live a year in seconds.
    ///
    /// # Errors
    /// As [`App::execute`].
    pub async fn execute_at(&self, now: Moment, who: &Who, order: Order) -> Result<Done, Failure> {
        for _ in 0..TRIES {
            let attempt = Box::pin(attempt::attempt(self, now, who, &order)).await?;
            if commit(self, attempt.write).await? {
                if order.subject == Subject::Office {
                    office::refresh(self).await?;
                }
                return Ok(attempt.done);
            }
        }
        Err(Failure::Conflict)
    }

    /// Carries out an order now, unless it was carried out under this claim before: what is claimed is
    /// true together with the order (P-10).
    ///
    /// # Errors
    /// As [`App::execute`]; [`Failure::AlreadyClaimed`] where it was carried out before.
    pub(crate) async fn execute_once(
        &self,
        who: &Who,
        order: Order,
        (namespace, key): (&str, String),
    ) -> Result<Done, Failure> {
        let now = self.now();
        for _ in 0..TRIES {
            let mut attempt = Box::pin(attempt::attempt(self, now, who, &order)).await?;
            let owner = attempt.done.matter.map(|id| id.to_string());
            attempt.write.claims.push(Claim {
                namespace: namespace.to_owned(),
                key: key.clone(),
                owner: owner.unwrap_or_default(),
            });
            if commit(self, attempt.write).await? {
                return Ok(attempt.done);
            }
        }
        Err(Failure::Conflict)
    }

    /// What an order would write, without writing it: imports merge many into one write.
    ///
    /// # Errors
    /// As [`App::execute`].
    pub(crate) async fn prepare(
        &self,
        now: Moment,
        who: &Who,
        order: &Order,
    ) -> Result<(store::Write, Done), Failure> {
        let attempt = Box::pin(attempt::attempt(self, now, who, order)).await?;
        Ok((attempt.write, attempt.done))
    }

    /// The matter of a number, whoever asks. Doors check sight themselves.
    pub(crate) async fn matter_of(&self, number: &str) -> Result<Option<MatterId>, Fault> {
        // What is no number of ours is not looked up: a text may hold what a database refuses.
        let Ok(number) = number.parse::<Number>() else {
            return Ok(None);
        };
        let sql = "SELECT owner FROM claims WHERE namespace = $1 AND key = $2";
        let params = [numbers::NAMESPACE.into(), number.to_string().into()];
        let rows = self.store().rows(sql, &params).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let owner = row.text(0)?;
        let id = owner
            .parse()
            .map_err(|_| Fault::Stored(format!("claims.owner `{owner}`")))?;
        Ok(Some(id))
    }
}

impl App {
    /// The procedure of a number, whoever asks. Doors check sight themselves.
    pub(crate) async fn procedure_of(
        &self,
        number: &str,
    ) -> Result<Option<(Noun, ProcedureId)>, Fault> {
        let Ok(number) = number.parse::<procedure::Number>() else {
            return Ok(None);
        };
        let sql = "SELECT owner FROM claims WHERE namespace = $1 AND key = $2";
        let params = [numbers::PROCEDURES.into(), number.to_string().into()];
        let rows = self.store().rows(sql, &params).await?;
        let (Some(row), Some(noun)) = (rows.first(), number.noun()) else {
            return Ok(None);
        };
        let owner = row.text(0)?;
        let id = owner
            .parse()
            .map_err(|_| Fault::Stored(format!("claims.owner `{owner}`")))?;
        Ok(Some((noun, id)))
    }
}

/// Makes a write true. `false` where others were quicker, and it is to be decided again.
async fn commit(app: &App, write: store::Write) -> Result<bool, Failure> {
    match app.store().commit(write).await {
        Ok(()) => return Ok(true),
        Err(CommitError::Stale { .. }) => {}
        Err(CommitError::Guarded { .. }) => drop(office::refresh(app).await?),
        Err(CommitError::Claimed { namespace, .. }) if namespace == numbers::NAMESPACE => {
            numbers::forget(app).await;
        }
        Err(CommitError::Claimed { namespace, .. }) if namespace == numbers::PROCEDURES => {}
        // Another review was published meanwhile: its lists took the numbers, the next ones are free.
        Err(CommitError::Claimed { namespace, .. }) if namespace == reviews::NAMESPACE => {}
        // Another letter took the number, or another linkage about the matter began: it is decided again.
        Err(CommitError::Claimed { namespace, .. })
            if [linkages::LETTERS, linkages::UNDER_WAY].contains(&&*namespace) => {}
        // Another analysis of the kind and time was opened meanwhile: it is decided again, and sees that one.
        Err(CommitError::Claimed { namespace, .. }) if namespace == analyses::NAMESPACE => {}
        // Another slip was signed under the number: the next one is free.
        Err(CommitError::Claimed { namespace, .. }) if namespace == slips::NAMESPACE => {}
        Err(CommitError::Claimed { namespace, key }) => {
            return Err(Failure::AlreadyClaimed { namespace, key });
        }
        Err(other) => return Err(other.into()),
    }
    Ok(false)
}

/// The actor an order by somebody other than staff is recorded under.
fn plain_actor(who: &Who) -> Option<Actor> {
    Some(match who {
        Who::Citizen => Actor::Citizen,
        Who::Reporter(_) => Actor::Reporter,
        Who::Partner(partner) => Actor::Partner {
            partner: partner.clone(),
        },
        Who::Import(run) => Actor::Import { run: *run },
        Who::Timer => Actor::Timer,
        Who::Console => Actor::Console,
        Who::Staff(_) | Who::Delegate(..) | Who::Sheet { .. } => return None,
    })
}

/// Loads the matter of a subject.
async fn load(app: &App, subject: &Subject) -> Result<casework::matter::Matter, Failure> {
    let id = match subject {
        Subject::Matter(id) => *id,
        Subject::Number(number) => app.matter_of(number).await?.ok_or(Failure::NotFound)?,
        Subject::NewMatter
        | Subject::Own
        | Subject::Office
        | Subject::NewProcedure(_)
        | Subject::Procedure(_)
        | Subject::ProcedureId(..) => return Err(Failure::NotFound),
    };
    let matter = stream::matter(app, id).await?;
    if matter.exists() {
        Ok(matter)
    } else {
        Err(Failure::NotFound)
    }
}
