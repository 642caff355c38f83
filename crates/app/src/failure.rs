//! What may go wrong: a refusal or a wrong form is expected and shown; a fault is technical, logged
//! once at the boundary with its whole chain, and the person sees a reference.

use casework::Refused;
use casework::form::FieldError;
use store::{CommitError, StoreError};

/// Why a command or a query did not give what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It does not exist, or may not be known of: nobody can tell which (T3).
    #[error("没有找到，或您无权查看")]
    NotFound,
    /// The person may see the matter but not perform the act.
    #[error("您的职务不能进行“{act}”")]
    Forbidden {
        /// The act's Chinese name.
        act: String,
    },
    /// The act is refused in this state, by name.
    #[error(transparent)]
    Refused(#[from] RefusedError),
    /// Fields are filled wrongly.
    #[error("填写有误，请更正后重新提交")]
    Invalid(Vec<FieldError>),
    /// Others kept changing the same thing; nothing was written.
    #[error("此件正被他人同时办理，未能提交，请刷新后重试")]
    Conflict,
    /// A key that must be unique is taken: the sender's number was filed before.
    #[error("编号“{key}”已经提交过，不重复接收")]
    AlreadyClaimed {
        /// What kind of key.
        namespace: String,
        /// The key.
        key: String,
    },
    /// Something technical.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a file somebody brought was not taken in: a list, a layout.
#[derive(Debug, thiserror::Error)]
pub enum FileFailure {
    /// What is wrong with it, one a line: file, row, field.
    #[error("{}", .0.join("\n"))]
    Wrong(Vec<String>),
    /// Not permitted, refused, or a fault.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<Fault> for FileFailure {
    fn from(fault: Fault) -> Self {
        Self::Failure(fault.into())
    }
}

/// A refusal as an error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct RefusedError(pub Refused);

/// A technical fault.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database.
    #[error("the database: {0}")]
    Store(#[from] StoreError),
    /// Whether a write was stored is not known; the caller looks before trying again.
    #[error("the outcome of a write is unknown: {0}")]
    Unknown(StoreError),
    /// The catalogue cannot be used.
    #[error(transparent)]
    Catalogue(#[from] casework::rules::Invalid),
    /// A calendar cannot be used.
    #[error("{0}")]
    Calendar(String),
    /// What is stored cannot be read.
    #[error("stored data is wrong: {0}")]
    Stored(String),
    /// A sealed value does not open.
    #[error("a sealed value does not open: {0}")]
    Sealed(String),
    /// The ledger cannot grow.
    #[error("the ledger: {0}")]
    Ledger(String),
    /// Files around the database.
    #[error("{0}")]
    Files(String),
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::Refused(RefusedError(refused))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<CommitError> for Failure {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Fault(error) => Self::Fault(Fault::Store(error)),
            CommitError::Unknown(error) => Self::Fault(Fault::Unknown(error)),
            CommitError::Stale { .. }
            | CommitError::Guarded { .. }
            | CommitError::Claimed { .. } => Self::Conflict,
        }
    }
}

impl From<CommitError> for Fault {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Fault(error) => Self::Store(error),
            CommitError::Unknown(error) => Self::Unknown(error),
            refused => Self::Stored(format!("a write was refused: {refused}")),
        }
    }
}
