//! Golden transcripts: kept beside the stories, compared with what the program answers now, and written
//! anew only where `UPDATE_GOLDEN=1` says so.

use super::error::Wrong;
use super::grammar::{Story, read};
use std::fs;
use std::path::{Path, PathBuf};

/// A story with its office and its transcript's place.
#[derive(Debug)]
pub struct Golden {
    /// The story.
    pub story: Story,
    /// The office it plays in.
    pub office: Story,
    /// Where its transcript is kept.
    path: PathBuf,
}

/// Every story of the workspace, by file name.
///
/// # Errors
/// A story that cannot be read, or whose office is not there.
pub fn stories(workspace: &Path) -> Result<Vec<Golden>, Wrong> {
    let folder = workspace.join("scenarios");
    let names = names(&folder).map_err(|error| wrong("scenarios", 1, &error.to_string()))?;
    names.iter().map(|name| golden(&folder, name)).collect()
}

fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".story").map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

fn golden(folder: &Path, name: &str) -> Result<Golden, Wrong> {
    let story = read_file(folder, &format!("{name}.story"))?;
    let Some(office) = &story.office else {
        return Err(wrong(&story.file, 1, "没有“机构 …”一行"));
    };
    let office = read_file(folder, &format!("{office}.office"))?;
    Ok(Golden {
        path: folder.join(format!("{name}.transcript")),
        story,
        office,
    })
}

fn read_file(folder: &Path, name: &str) -> Result<Story, Wrong> {
    let file = format!("scenarios/{name}");
    let text = fs::read_to_string(folder.join(name));
    read(
        &file,
        &text.map_err(|error| wrong(&file, 1, &error.to_string()))?,
    )
}

impl Golden {
    /// Compares a transcript with the one that is kept, or keeps it where `update` says so.
    ///
    /// # Errors
    /// The first line that differs.
    pub fn compare(&self, transcript: &str, update: bool) -> Result<(), Wrong> {
        let file = self.story.file.replace(".story", ".transcript");
        if update {
            return fs::write(&self.path, transcript)
                .map_err(|error| wrong(&file, 1, &error.to_string()));
        }
        let kept = fs::read_to_string(&self.path).unwrap_or_default();
        if kept == transcript {
            return Ok(());
        }
        let (mut old, mut new) = (kept.lines(), transcript.lines());
        let mut line = 0;
        loop {
            line += 1;
            let (was, is) = (old.next(), new.next());
            if was != is || was.is_none() {
                let [was, is] = [was, is].map(|line| line.unwrap_or("（没有）"));
                let why = format!("原为“{was}”，现为“{is}”；属实的，用 UPDATE_GOLDEN=1 重写");
                return Err(wrong(&file, line, &why));
            }
        }
    }
}

fn wrong(file: &str, line: usize, why: &str) -> Wrong {
    Wrong {
        file: file.to_owned(),
        line,
        why: why.to_owned(),
    }
}
