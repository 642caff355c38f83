//! `jianjian classify`: classes learned from an office's own register, and how well they are suggested (归类).

use super::repeats::versions::{kept_in, listed};
use crate::data::{Data, read, read_text};
use crate::failed::Failed;
use app::classes::{self, Question};
use clap::{Args, Subcommand};
use matching::classify::{ClassFigures, Classifier, Example, HeldOut, measure};
use papers::sheet::{Reading, Sheet};
use std::path::{Path, PathBuf};

/// The file that names the version in use.
const CURRENT: &str = "current";

/// What can be done with classes.
#[derive(Subcommand)]
pub enum Classify {
    /// Learns from a register and keeps the next version (训练)
    Train(Train),
    /// Measures a kept version on a register, or by cross-validation (评测)
    Eval(Eval),
    /// Goes back to an earlier version (恢复旧版)
    Revert(Revert),
}

/// Learns from every row of a register that has a class; or, with --data, each organ from what it has registered itself:
/// scope, category, domains and responsible body, suggested beside the registration form from then on.
#[derive(Args)]
pub struct Train {
    /// The register, .xlsx or .csv
    #[arg(
        requires = "out",
        required_unless_present = "data",
        conflicts_with = "data"
    )]
    file: Option<PathBuf>,
    /// The directory that keeps the versions (模型目录)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The data directory of the office that learns from its own register (数据目录)
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(flatten)]
    columns: Columns,
}

/// With a model: that model on this file, which should hold nothing it learned from. Without: five parts,
/// each judged by what was learned from the others, near-identical texts on one side, beside a baseline.
#[derive(Args)]
pub struct Eval {
    /// The register, .xlsx or .csv
    file: PathBuf,
    /// The directory that keeps the versions (模型目录)
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    #[command(flatten)]
    columns: Columns,
}

/// Puts an earlier version in use again.
#[derive(Args)]
pub struct Revert {
    /// The directory that keeps the versions (模型目录)
    #[arg(
        long,
        value_name = "DIR",
        required_unless_present = "data",
        conflicts_with = "data"
    )]
    model: Option<PathBuf>,
    /// The data directory of the office whose classes are meant (数据目录)
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The version
    #[arg(long)]
    to: u32,
}

/// Which columns hold what.
#[derive(Args)]
pub struct Columns {
    /// The column of titles (标题)
    #[arg(long, value_name = "COLUMN", default_value = "title")]
    title: String,
    /// The column of texts (内容)
    #[arg(long, value_name = "COLUMN", default_value = "body")]
    text: String,
    /// The column of classes (类别)
    #[arg(long, value_name = "COLUMN", default_value = "label")]
    class: String,
}

impl Classify {
    /// Does it.
    pub async fn run(self) -> Result<(), Failed> {
        match self {
            Self::Train(Train {
                data: Some(dir), ..
            }) => office(dir).await,
            Self::Train(train) => train.run(),
            Self::Eval(eval) => eval.run(),
            Self::Revert(Revert {
                data: Some(dir),
                to,
                ..
            }) => {
                let app = Data { dir }.open().await?;
                let reverted = classes::revert(&app, to).await;
                reverted.map_err(|error| Failed::new(error.to_string()))?;
                println!("version {to} is in use");
                Ok(())
            }
            Self::Revert(Revert { model, to, .. }) => {
                let model = model.unwrap_or_default();
                open(&model, to)?;
                write(&model.join(CURRENT), &format!("{to}\n"))?;
                println!("version {to} is in use");
                Ok(())
            }
        }
    }
}

/// Learns from what an office has registered.
async fn office(dir: PathBuf) -> Result<(), Failed> {
    let app = Data { dir }.open().await?;
    let learned = classes::learn(&app).await;
    let learned = learned.map_err(|error| Failed::new(error.to_string()))?;
    let office = app.office();
    for (organ, classes) in &learned {
        let name = office
            .units
            .get(organ)
            .map_or(organ.as_str(), |unit| &unit.name);
        println!(
            "{name}: version {} learned from {} registered matters, sealed in the database and in use",
            classes.version, classes.learned_from
        );
        println!("on a third that it was not learned from, near-identical texts on one side:");
        for (question, machine, held_out) in &classes.machines {
            println!("  {}", measured(question, machine, held_out));
        }
    }
    Ok(())
}

/// How a machine does on what it was not learned from.
fn measured(question: &Question, machine: &Classifier, held_out: &HeldOut) -> String {
    let of = match question {
        Question::Domain(domain) => format!("{} {domain}", question.zh()),
        _ => format!("{}, {} classes", question.zh(), machine.classes.len()),
    };
    let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
    format!(
        "{of}: suggests for {:.3} of {}, right in {:.3} of them",
        share(held_out.suggested, held_out.of),
        held_out.of,
        share(held_out.right, held_out.suggested)
    )
}

impl Train {
    fn run(self) -> Result<(), Failed> {
        let (file, out) = (self.file.unwrap_or_default(), self.out.unwrap_or_default());
        let examples = self.columns.read(&file)?;
        let mut classifier = Classifier::train(&examples)
            .map_err(|error| Failed::new(format!("{}: {error}", file.display())))?;
        std::fs::create_dir_all(&out)?;
        while version_file(&out, classifier.version).exists() {
            classifier.version += 1;
        }
        let version = classifier.version;
        let text = serde_json::to_string(&classifier)?;
        write(&version_file(&out, version), &text)?;
        write(&out.join(CURRENT), &format!("{version}\n"))?;
        println!(
            "version {version}: {} classes learned from {} reports; kept in {} and in use",
            classifier.classes.len(),
            classifier.learned_from,
            out.display()
        );
        Ok(())
    }
}

impl Eval {
    fn run(self) -> Result<(), Failed> {
        let examples = self.columns.read(&self.file)?;
        let Some(model) = &self.model else {
            let measured = measure(&examples);
            println!(
                "{} reports in {} clusters of near-identical texts, five parts, each cluster on one side",
                examples.len(),
                measured.clusters
            );
            print("this classifier", &measured.ours);
            print("baseline: character TF-IDF, linear SVM", &measured.baseline);
            println!(
                "suggests for {:.3} of the reports, right in {:.3} of them; abstains otherwise",
                measured.suggested, measured.right
            );
            return Ok(());
        };
        let current = model.join(CURRENT);
        if !current.exists() {
            let model = model.display();
            return Err(Failed::new(format!(
                "{model} keeps no version in use: learn one with `jianjian classify train FILE --out {model}`"
            )));
        }
        let version = read_text(&current)?
            .trim()
            .parse()
            .map_err(|_| Failed::new(format!("{}: row 1: is no version", current.display())))?;
        let classifier = open(model, version)?;
        println!("version {version}, {} reports", examples.len());
        print("this classifier", &classifier.measure(&examples));
        Ok(())
    }
}

fn print(name: &str, figures: &ClassFigures) {
    println!(
        "{name}: macro-F1 {:.4}, accuracy {:.4}",
        figures.macro_f1, figures.accuracy
    );
    for (class, f1, count) in &figures.classes {
        println!("  {f1:.3}  {count:>6}  {class}");
    }
}

impl Columns {
    fn read(&self, path: &Path) -> Result<Vec<Example>, Failed> {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let sheet = Sheet::read(&read(path)?, &Reading::of(&file))?;
        let column = |name: &str| sheet.column(&file, name);
        let (title, text, class) = (
            column(&self.title)?,
            column(&self.text)?,
            column(&self.class)?,
        );
        let mut examples = Vec::with_capacity(sheet.rows.len());
        for row in &sheet.rows {
            let wrong = |name: &str| {
                Failed::new(format!(
                    "{file}: row {}, column {name}: is empty",
                    row.number
                ))
            };
            let example = Example {
                title: row.cells[title].trimmed(),
                text: row.cells[text].trimmed(),
                class: row.cells[class].trimmed(),
            };
            if example.class.is_empty() {
                return Err(wrong(&self.class));
            }
            if example.title.is_empty() && example.text.is_empty() {
                return Err(wrong(&self.text));
            }
            examples.push(example);
        }
        Ok(examples)
    }
}

/// What stands in a version's file name before and behind its number.
const NAMES: (&str, &str) = ("classes-", ".json");

fn version_file(models: &Path, version: u32) -> PathBuf {
    models.join(format!("{}{version:04}{}", NAMES.0, NAMES.1))
}

/// A version that was kept.
fn open(models: &Path, version: u32) -> Result<Classifier, Failed> {
    let path = version_file(models, version);
    if !path.exists() {
        let kept = kept_in(models, NAMES);
        let models = models.display();
        let told = match &kept[..] {
            [] => {
                format!("keeps none; learn one with `jianjian classify train FILE --out {models}`")
            }
            kept => format!("keeps {}; name one of them with --to", listed(kept)),
        };
        return Err(Failed::new(format!(
            "there is no version {version} of the classes: {models} {told}"
        )));
    }
    serde_json::from_str(&read_text(&path)?)
        .map_err(|error| Failed::new(format!("{}: {error}", path.display())))
}

fn write(path: &Path, text: &str) -> Result<(), Failed> {
    std::fs::write(path, text).map_err(|error| Failed::new(format!("{}: {error}", path.display())))
}
