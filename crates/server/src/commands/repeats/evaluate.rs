//! The judgement measured on decided pairs, and weights learned from them.

use super::book::Reports;
use super::text_of;
use crate::failed::Failed;
use matching::measure::{Figures, Pair, measure};
use matching::{Background, Level, Model};
use std::collections::HashMap;
use std::path::Path;

/// Measures and prints: the model, the same learned without each matter it judges, and the baseline.
pub fn print(reports: &Reports, pairs: &Path, model: &Model) -> Result<(), Failed> {
    let pairs = read(reports, pairs)?;
    let measured = measure(&reports.reports, &pairs, model, &Background::shipped());
    let count = |level| pairs.iter().filter(|pair| pair.level == level).count();
    println!(
        "{} reports, {} pairs (SAME {}, GROUP {}, RELATED {}, NONE {}) of {} matters",
        reports.reports.len(),
        pairs.len(),
        count(Level::Same),
        count(Level::Group),
        count(Level::Related),
        count(Level::None),
        measured.matters
    );
    println!(
        "SAME against the rest; threshold {} of version {}",
        model.same, model.version
    );
    println!("{HEADING}");
    line("shipped weights", &measured.shipped);
    line("held out by matter", &measured.held_out);
    line("baseline TF-IDF cosine", &measured.baseline);
    println!(
        "held out: weights learned anew for each matter, without any pair that touches one of its reports;\n\
         equal texts are one matter. Brier score {:.3}. The baseline has the threshold best for these pairs.\n\
         first 5, P@1: strict counts what nobody judged as wrong; judged leaves it out of the list.\n\
         P@5 can reach {:.3} at most: {} reports have a repeat, many of them fewer than five.",
        measured.brier, measured.shipped.ranking.precision_5_max, measured.shipped.ranking.seeds
    );
    Ok(())
}

const HEADING: &str = "                        precision recall F1     at    first 5 strict/judged  P@1 strict/judged  P@5";

fn line(name: &str, figures: &Figures) {
    let (pairs, ranking) = (&figures.pairs, &figures.ranking);
    println!(
        "{name:<23} {:>9.3} {:>6.3} {:.3} {:>5.2}    {:.3} / {:.3}          {:.3} / {:.3}      {:.3}",
        pairs.precision,
        pairs.recall,
        pairs.f1,
        figures.threshold,
        ranking.first_five,
        ranking.judged_first_five,
        ranking.precision_1,
        ranking.judged_precision_1,
        ranking.precision_5
    );
}

/// The next version of a model, learned from decided pairs.
pub fn learn(reports: &Reports, pairs: &Path, model: &Model) -> Result<Model, Failed> {
    let pairs = read(reports, pairs)?;
    let same = pairs
        .iter()
        .filter(|pair| pair.level == Level::Same)
        .count();
    if same < 20 || pairs.len() - same < 20 {
        return Err(Failed::new(format!(
            "{same} pairs are the same matter and {} are not; twenty of each are the least to learn from",
            pairs.len() - same
        )));
    }
    let measured = measure(&reports.reports, &pairs, model, &Background::shipped());
    let held_out = &measured.held_out.pairs;
    Ok(Model {
        learned: measured.learned,
        basis: format!(
            "由{}对已判定的报送学习得出（同一事项{same}对）",
            pairs.len()
        ),
        figures: format!(
            "按事项留出：精确率{:.3}，召回率{:.3}，F1 {:.3}；基线F1 {:.3}",
            held_out.precision, held_out.recall, held_out.f1, measured.baseline.pairs.f1
        ),
        ..model.clone()
    })
}

/// Pairs: seed_id, cand_id and label, in any order of columns.
fn read(reports: &Reports, path: &Path) -> Result<Vec<Pair>, Failed> {
    let file = path.display().to_string();
    let places: HashMap<&str, usize> = reports
        .ids
        .iter()
        .enumerate()
        .map(|(at, id)| (id.as_str(), at))
        .collect();
    let text = text_of(path)?;
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let headings = rows.headers()?.clone();
    let column = |name: &str| {
        let found = headings.iter().position(|heading| heading.trim() == name);
        found.ok_or_else(|| Failed::new(format!("{file}: row 1: no column is headed {name}")))
    };
    let (seed, other, label) = (column("seed_id")?, column("cand_id")?, column("label")?);
    let mut pairs = Vec::new();
    for (at, row) in rows.records().enumerate() {
        let number = at + 2;
        let row = row.map_err(|error| Failed::new(format!("{file}: row {number}: {error}")))?;
        let cell = |column: usize| row.get(column).unwrap_or_default().trim();
        let place = |column: usize, name: &str| {
            let id = cell(column);
            places.get(id).copied().ok_or_else(|| {
                Failed::new(format!(
                    "{file}: row {number}, column {name}: no report has the id {id}"
                ))
            })
        };
        let level = match cell(label) {
            "SAME" => Level::Same,
            "GROUP" => Level::Group,
            "RELATED" => Level::Related,
            "NONE" => Level::None,
            other => {
                let what = format!("{other} is none of SAME, GROUP, RELATED, NONE");
                return Err(Failed::new(format!(
                    "{file}: row {number}, column label: {what}"
                )));
            }
        };
        pairs.push(Pair {
            seed: place(seed, "seed_id")?,
            other: place(other, "cand_id")?,
            level,
        });
    }
    if pairs.is_empty() {
        return Err(Failed::new(format!("{file}: holds no pair")));
    }
    Ok(pairs)
}
