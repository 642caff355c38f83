//! What is wrong with a story, and on which line.

/// A story that cannot be read, or does not go as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The file, as reviewers know it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub why: String,
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.why)
    }
}

impl std::error::Error for Wrong {}
