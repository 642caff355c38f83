//! The transcript: what the program answered, line by line; the same on every engine and door.

use super::task_sheets::unnumbered;
use jiff::civil::DateTime;

/// A transcript being written.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    text: String,
}

impl Transcript {
    /// A line of the story as it stands.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line of the story that was carried out at a time.
    pub(super) fn told(&mut self, at: DateTime, line: &str) {
        self.line(&format!("{} {line}", at.strftime("%Y-%m-%d %H:%M")));
    }

    /// An expectation that held, with its marks.
    pub(super) fn held(&mut self, line: &str, marks: &[String]) {
        let marks = if marks.is_empty() {
            String::new()
        } else {
            format!(" 〔{}〕", marks.join(" "))
        };
        self.line(&format!("✓ {line}{marks}"));
    }

    /// What was shown for it.
    pub(super) fn shown(&mut self, line: &str) {
        self.line(&format!("    {}", unnumbered(line)));
    }

    /// The whole text.
    pub(super) fn text(self) -> String {
        self.text
    }
}
