//! The files of the repository that hold text.

use std::fs;
use std::path::Path;

use crate::stop::Stop;

/// A file and its content.
#[derive(Debug)]
pub(super) struct TextFile {
    /// Seen from the workspace, with `/`.
    pub(super) path: String,
    /// Its content.
    pub(super) text: String,
}

impl TextFile {
    /// What follows the last dot of its name.
    pub(super) fn ending(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// Whether the file is a test or a part of one.
    pub(super) fn is_test(&self) -> bool {
        self.path
            .split('/')
            .any(|part| part == "tests" || part == "tests.rs")
    }

    /// Its lines with their numbers, from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }
}

/// Reads every text file of the repository. What `.gitignore` names at the top is left out.
pub(super) fn read(root: &Path) -> Result<Vec<TextFile>, Stop> {
    let ignored = fs::read_to_string(root.join(".gitignore")).unwrap_or_default();
    let ignored: Vec<&str> = ignored
        .lines()
        .filter_map(|line| line.strip_prefix('/'))
        .collect();
    let mut files = Vec::new();
    walk(root, "", &ignored, &mut files)
        .map_err(|error| Stop::failure(format!("the repository cannot be read: {error}")))?;
    files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(files)
}

fn walk(
    root: &Path,
    folder: &str,
    ignored: &[&str],
    files: &mut Vec<TextFile>,
) -> std::io::Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() {
            name.clone()
        } else {
            format!("{folder}/{name}")
        };
        if name == ".git" || ignored.contains(&path.as_str()) || name.ends_with(".snap.new") {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(root, &path, ignored, files)?;
        } else if kind.is_file()
            && let Ok(text) = String::from_utf8(fs::read(entry.path())?)
        {
            files.push(TextFile { path, text });
        }
    }
    Ok(())
}
