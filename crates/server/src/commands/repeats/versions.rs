//! Versions of the weights: each kept for good, one in use, and the way back.

use super::text_of;
use crate::failed::Failed;
use matching::Model;
use std::path::{Path, PathBuf};

/// The file that names the version in use.
const CURRENT: &str = "current";
/// What stands in a version's file name before and behind its number.
const NAMES: (&str, &str) = ("repeats-", ".toml");

/// The model in use; the shipped one where the directory keeps none yet.
pub fn current(models: &Path) -> Result<Model, Failed> {
    let current = models.join(CURRENT);
    if !current.exists() {
        return Ok(Model::shipped());
    }
    let text = text_of(&current)?;
    let version: u32 = text
        .trim()
        .parse()
        .map_err(|_| Failed::new(format!("{}: row 1: is no version", current.display())))?;
    if version == Model::shipped().version {
        return Ok(Model::shipped());
    }
    read(models, version)
}

/// Keeps a model as the next version and puts it in use.
pub fn keep(models: &Path, learned: Model) -> Result<u32, Failed> {
    std::fs::create_dir_all(models)?;
    let mut version = Model::shipped().version + 1;
    while file(models, version).exists() {
        version += 1;
    }
    let model = Model { version, ..learned };
    write(&file(models, version), &model.write())?;
    write(&models.join(CURRENT), &format!("{version}\n"))?;
    Ok(version)
}

/// Puts an earlier version in use again.
pub fn revert(models: &Path, version: u32) -> Result<(), Failed> {
    if version != Model::shipped().version {
        read(models, version)?;
    }
    mark(models, version)
}

/// Notes which version is in use.
pub fn mark(models: &Path, version: u32) -> Result<(), Failed> {
    std::fs::create_dir_all(models)?;
    write(&models.join(CURRENT), &format!("{version}\n"))
}

/// A version that was kept.
pub fn read(models: &Path, version: u32) -> Result<Model, Failed> {
    let file = file(models, version);
    if !file.exists() {
        let shipped = Model::shipped().version;
        let kept = kept_in(models, NAMES);
        let told = match &kept[..] {
            [] => format!(
                "keeps none of its own yet; version {shipped} is the shipped one, and `--learn` makes the next"
            ),
            kept => format!(
                "keeps {}, and version {shipped} is the shipped one; name one of them",
                listed(kept)
            ),
        };
        let models = models.display();
        return Err(Failed::new(format!(
            "there is no version {version} of the weights: {models} {told}"
        )));
    }
    let named = |error: &dyn std::fmt::Display| Failed::new(format!("{}: {error}", file.display()));
    Model::parse(&text_of(&file)?).map_err(|bad| named(&bad))
}

/// The file of a version.
pub fn file(models: &Path, version: u32) -> PathBuf {
    models.join(format!("{}{version:04}{}", NAMES.0, NAMES.1))
}

/// The versions a directory keeps in files named so, in order.
pub fn kept_in(models: &Path, (before, after): (&str, &str)) -> Vec<u32> {
    let files = std::fs::read_dir(models).into_iter().flatten().flatten();
    let number = |file: std::fs::DirEntry| {
        let name = file.file_name();
        let name = name.to_str()?.strip_prefix(before)?;
        name.strip_suffix(after)?.parse().ok()
    };
    let mut kept: Vec<u32> = files.filter_map(number).collect();
    kept.sort_unstable();
    kept
}

/// Versions in words: version 2; versions 2, 3.
pub fn listed(versions: &[u32]) -> String {
    let numbers: Vec<String> = versions.iter().map(u32::to_string).collect();
    let one = if versions.len() == 1 {
        "version"
    } else {
        "versions"
    };
    format!("{one} {}", numbers.join(", "))
}

fn write(path: &Path, text: &str) -> Result<(), Failed> {
    std::fs::write(path, text).map_err(|error| Failed::new(format!("{}: {error}", path.display())))
}
