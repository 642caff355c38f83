//! Versions of the weights: each kept for good, one in use, and the way back.

use super::text_of;
use crate::failed::Failed;
use matching::Model;
use std::path::{Path, PathBuf};

/// The file that names the version in use.
const CURRENT: &str = "current";

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
    let named = |error: &dyn std::fmt::Display| Failed::new(format!("{}: {error}", file.display()));
    Model::parse(&text_of(&file)?).map_err(|bad| named(&bad))
}

/// The file of a version.
pub fn file(models: &Path, version: u32) -> PathBuf {
    models.join(format!("repeats-{version:04}.toml"))
}

fn write(path: &Path, text: &str) -> Result<(), Failed> {
    std::fs::write(path, text).map_err(|error| Failed::new(format!("{}: {error}", path.display())))
}
