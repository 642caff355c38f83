//! Why a chore stopped, and the exit code that says so.

use std::fmt;

/// A chore that did not come to its end.
#[derive(Debug)]
pub(crate) struct Stop {
    code: u8,
    message: String,
}

impl Stop {
    /// A step found something wrong: exit code 1.
    pub(crate) fn failure(message: impl Into<String>) -> Self {
        Self {
            code: 1,
            message: message.into(),
        }
    }

    /// The chore could not begin: called wrongly, or something is not installed. Exit code 2.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            code: 2,
            message: message.into(),
        }
    }

    /// A command ended with `code` of its own.
    pub(crate) fn with_code(code: Option<i32>, message: impl Into<String>) -> Self {
        let code = code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
        Self {
            code,
            message: message.into(),
        }
    }

    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        self.code
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}
