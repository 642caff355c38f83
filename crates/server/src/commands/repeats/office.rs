//! An office's own weights: learned from what its people decided, kept as versions, adopted as a file of its
//! catalogue (本单位的比对权重).
//!
//! What is in force is `catalogue/matching/repeats.toml` of the data directory, or the shipped file. At its next start
//! the program adopts a changed catalogue by an event and archives it under its hash, as every other rule.

use super::versions;
use crate::data::Data;
use crate::failed::Failed;
use app::catalogue::Catalogue;
use app::likeness;
use matching::Model;
use matching::decisions::learn_from;
use sealing::suite::Suite;
use std::path::PathBuf;

/// Learns the next version and puts it in force.
pub async fn learn(data: &Data) -> Result<(), Failed> {
    let model = in_force(data)?;
    let decisions = likeness::decisions(&data.open().await?).await?;
    let weighed = learn_from(&decisions, &model).map_err(|error| Failed::new(error.to_string()))?;
    let (new, old) = (weighed.learned, weighed.in_force);
    let learned = Model {
        learned: weighed.weights,
        basis: format!(
            "由本单位的判定学习得出：并入{}对，判定不是同一件{}对",
            weighed.same, weighed.apart
        ),
        figures: format!(
            "按事项分十份，逐份留出，在两版都没有学过的{}个判定上：精确率{:.3}，召回率{:.3}，F1 {:.3}；原第{}版F1 {:.3}",
            weighed.unseen, new.precision, new.recall, new.f1, model.version, old.f1
        ),
        ..model.clone()
    };
    let before = model.version;
    let version = versions::keep(&versions(data), learned)?;
    let model = versions::read(&versions(data), version)?;
    put(data, Some(&model))?;
    println!(
        "{} decisions (same {}, not the same {}) about {} matters, in ten parts by matter\n\
         on {} decisions that neither has seen, version {version}: F1 {:.3}, Brier {:.3}; version {} in force before: F1 {:.3}, Brier {:.3}\n\
         kept as {} (SHA-256 {}); the office adopts it by an event at its next start",
        decisions.len(),
        weighed.same,
        weighed.apart,
        weighed.matters,
        weighed.unseen,
        new.f1,
        weighed.learned_miss,
        before,
        old.f1,
        weighed.in_force_miss,
        versions::file(&versions(data), version).display(),
        hash(&model)
    );
    Ok(())
}

/// Puts an earlier version in force again.
pub fn revert(data: &Data, version: u32) -> Result<(), Failed> {
    data.place()?;
    let model = match version == Model::shipped().version {
        true => None,
        false => Some(versions::read(&versions(data), version)?),
    };
    put(data, model.as_ref())?;
    versions::mark(&versions(data), version)?;
    println!("version {version} is in force; the office adopts it by an event at its next start");
    Ok(())
}

/// The weights in force.
pub fn in_force(data: &Data) -> Result<Model, Failed> {
    let catalogue = Catalogue::read(data.place()?.overrides().as_deref())?;
    Ok(catalogue.weights.model)
}

/// Lays the weights over the program's, or takes the office's own away.
fn put(data: &Data, model: Option<&Model>) -> Result<(), Failed> {
    let path = data.dir.join("catalogue").join(likeness::PATH);
    let named = |error: std::io::Error| Failed::new(format!("{}: {error}", path.display()));
    match model {
        Some(model) => {
            std::fs::create_dir_all(path.parent().unwrap_or(&data.dir)).map_err(named)?;
            std::fs::write(&path, model.write()).map_err(named)
        }
        None if path.exists() => std::fs::remove_file(&path).map_err(named),
        None => Ok(()),
    }
}

/// Where an office's versions are kept.
fn versions(data: &Data) -> PathBuf {
    data.dir.join("matching")
}

fn hash(model: &Model) -> String {
    data_encoding::HEXLOWER.encode(&Suite::Aes256Gcm.hash(model.write().as_bytes()))
}
