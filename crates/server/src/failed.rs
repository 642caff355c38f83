//! Why a command did not do what was asked: one sentence for the person at the console.

use std::fmt;

/// The sentence. Names file, row and field where there are any.
#[derive(Debug)]
pub struct Failed(String);

impl Failed {
    /// A failure in these words.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<E: std::error::Error> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}
