//! House rules as a test: what a reviewer should not have to say twice.

mod arrows;
mod documents;
mod files;
mod sources;
mod words;

use std::fmt;
use std::path::Path;

use crate::cargo;
use crate::stop::Stop;
use files::TextFile;

/// One breach of a rule, at a place an editor can jump to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            message: message.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// Checks every rule and prints every finding.
pub(crate) fn run(root: &Path) -> Result<(), Stop> {
    let metadata = cargo::metadata(root)?;
    let files = files::read(root)?;
    let mut findings = arrows::check(&metadata, &files);
    findings.extend(files.iter().flat_map(check_file));
    findings.extend(documents::check(&files, &|path| root.join(path).exists()));
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!(
                "{} files and {} packages keep the house rules",
                files.len(),
                metadata.packages.len()
            );
            Ok(())
        }
        count => Err(Stop::failure(format!("tidy: {count} findings"))),
    }
}

fn check_file(file: &TextFile) -> Vec<Finding> {
    let mut findings = sources::check(file);
    findings.extend(words::check(file));
    findings
}
