//! What the stories claim, and what their transcripts show.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::read;
use crate::stop::Stop;

/// A story with its transcript.
#[derive(Debug)]
pub(super) struct Story {
    /// Its name, without ending.
    pub(super) name: String,
    /// Its file, seen from the workspace.
    pub(super) path: String,
    /// Its transcript, seen from the workspace.
    pub(super) transcript: String,
    /// What it claims.
    pub(super) claims: Vec<Claim>,
    /// The ids under which its transcript shows something.
    pub(super) shown: BTreeSet<String>,
}

/// A claim of a story.
#[derive(Debug)]
pub(super) struct Claim {
    /// The mechanism.
    pub(super) id: String,
    /// In the story's words.
    pub(super) words: String,
    /// Whether to a part only.
    pub(super) partly: bool,
    /// Where it stands.
    pub(super) line: usize,
}

/// Reads every story of the folder, by name.
pub(super) fn read_stories(folder: &Path) -> Result<Vec<Story>, Stop> {
    let entries = fs::read_dir(folder)
        .map_err(|error| Stop::failure(format!("{}: {error}", folder.display())))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry =
            entry.map_err(|error| Stop::failure(format!("{}: {error}", folder.display())))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".story").map(str::to_owned));
    }
    names.sort();
    let story = |name: &String| {
        let text = read(&folder.join(format!("{name}.story")))?;
        read_story(
            name,
            &text,
            &read(&folder.join(format!("{name}.transcript")))?,
        )
    };
    names.iter().map(story).collect()
}

/// Reads a story with its transcript.
pub(super) fn read_story(name: &str, text: &str, transcript: &str) -> Result<Story, Stop> {
    let path = format!("scenarios/{name}.story");
    let mut claims = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let Some((word, rest)) = line.split_once(' ') else {
            continue;
        };
        if word != "证明" && word != "部分证明" {
            continue;
        }
        let (id, words) = rest.split_once(' ').ok_or_else(|| {
            Stop::failure(format!("{path}:{number}: a claim is an id and its words"))
        })?;
        claims.push(Claim {
            id: id.to_owned(),
            words: words.trim().to_owned(),
            partly: word == "部分证明",
            line: number,
        });
    }
    Ok(Story {
        name: name.to_owned(),
        transcript: format!("scenarios/{name}.transcript"),
        path,
        claims,
        shown: shown(transcript),
    })
}

/// The ids of marked expectations under which the next line, set in, shows what was seen.
fn shown(transcript: &str) -> BTreeSet<String> {
    let lines: Vec<&str> = transcript.lines().collect();
    let marked = lines.windows(2).filter_map(|pair| {
        let marks = pair[0]
            .strip_prefix("✓ ")?
            .strip_suffix('〕')?
            .rsplit_once('〔')?
            .1;
        pair[1].starts_with("    ").then_some(marks)
    });
    marked
        .flat_map(str::split_whitespace)
        .map(str::to_owned)
        .collect()
}
