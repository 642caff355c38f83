//! `jianjian repeats`: repeats found in an old book, and how well they are found (查重、存量大起底).

mod book;
mod evaluate;
mod office;
pub mod versions;

use crate::data::{Data, read_text};
use crate::failed::Failed;
use book::{Columns, Reports};
use clap::Args;
use indicatif::ProgressBar;
use matching::{Background, Book, Level, Model, Reader};
use std::path::{Path, PathBuf};

/// Groups the reports of a book, measures the judgement on decided pairs, or learns from them. A person
/// decides; this proposes, and says why.
#[derive(Args)]
pub struct Repeats {
    /// The book whose reports are grouped, .xlsx or .csv (台账文件)
    #[arg(conflicts_with_all = ["eval", "train", "learn", "revert"], requires = "out")]
    file: Option<PathBuf>,
    /// Where the groups are written (分组结果)
    #[arg(long, value_name = "GROUPS.csv")]
    out: Option<PathBuf>,
    /// Measures on decided pairs, beside a plain baseline (评测)
    #[arg(
        long,
        value_name = "PAIRS.csv",
        requires = "messages",
        conflicts_with = "train"
    )]
    eval: Option<PathBuf>,
    /// Learns the next version of the weights from decided pairs (重新训练)
    #[arg(
        long,
        value_name = "PAIRS.csv",
        requires = "messages",
        requires = "models"
    )]
    train: Option<PathBuf>,
    /// Learns the next version from what the office's people decided: joined, or told apart (按本单位的判定重新训练).
    /// Refused with too few decisions, or where decisions it has not seen are judged worse than by the weights in force
    #[arg(long, requires = "data", conflicts_with_all = ["eval", "train"])]
    learn: bool,
    /// Goes back to an earlier version of the weights (恢复旧版)
    #[arg(long, value_name = "VERSION", requires = "kept", conflicts_with_all = ["eval", "train", "learn"])]
    revert: Option<u32>,
    /// The data directory of the office whose weights are meant (数据目录)
    #[arg(long, value_name = "DIR", group = "kept")]
    data: Option<PathBuf>,
    /// The reports the pairs speak of, .xlsx or .csv
    #[arg(long, value_name = "FILE")]
    messages: Option<PathBuf>,
    /// The directory that keeps the versions of the weights (模型目录); the shipped ones otherwise
    #[arg(long, value_name = "DIR", group = "kept")]
    models: Option<PathBuf>,
    #[command(flatten)]
    columns: Columns,
}

impl Repeats {
    /// Does what the flags ask.
    pub async fn run(self) -> Result<(), Failed> {
        if let Some(dir) = &self.data
            && (self.learn || self.revert.is_some())
        {
            let data = Data { dir: dir.clone() };
            return match self.revert {
                Some(version) => office::revert(&data, version),
                None => office::learn(&data).await,
            };
        }
        if let (Some(version), Some(models)) = (self.revert, &self.models) {
            versions::revert(models, version)?;
            println!("version {version} is in use");
            return Ok(());
        }
        let model = match (&self.models, &self.data) {
            (Some(models), _) => versions::current(models)?,
            (None, Some(dir)) => office::in_force(&Data { dir: dir.clone() })?,
            (None, None) => Model::shipped(),
        };
        match (&self.file, &self.eval, &self.train, &self.messages) {
            (_, Some(pairs), _, Some(messages)) => {
                evaluate::print(&self.columns.read(messages)?, pairs, &model)
            }
            (_, _, Some(pairs), Some(messages)) => {
                let models = self.models.as_deref().unwrap_or(Path::new("."));
                let learned = evaluate::learn(&self.columns.read(messages)?, pairs, &model)?;
                let version = versions::keep(models, learned)?;
                println!(
                    "version {version} is kept in {} and in use",
                    models.display()
                );
                Ok(())
            }
            (Some(file), ..) => self.group(file, model),
            _ => Err(Failed::new(
                "name a book and --out, or --eval, --train, --learn or --revert; see --help",
            )),
        }
    }

    fn group(&self, file: &Path, model: Model) -> Result<(), Failed> {
        let reports = self.columns.read(file)?;
        let out = self.out.as_deref().unwrap_or(Path::new("groups.csv"));
        let mut background = Background::shipped();
        for report in &reports.reports {
            background.add(&report.title, &report.text);
        }
        let mut book = Book::new(model.clone(), Reader::new(&model, background));
        let count = reports.reports.len();
        let bar = ProgressBar::new(2 * count as u64).with_style(super::import::bar_style());
        for report in &reports.reports {
            book.add(report);
            bar.inc(1);
        }
        let groups = book.groups(|done| bar.set_position((count + done) as u64));
        bar.finish_and_clear();
        let lines = lines(&reports, &groups);
        std::fs::write(out, lines)
            .map_err(|error| Failed::new(format!("{}: {error}", out.display())))?;
        summary(&groups, out);
        Ok(())
    }
}

fn summary(groups: &matching::Groups, out: &Path) {
    let mut sizes = vec![0_usize; groups.of.len()];
    groups
        .of
        .iter()
        .for_each(|first| sizes[*first as usize] += 1);
    let repeated = sizes.iter().filter(|size| **size > 1);
    let (matters, reports) =
        repeated.fold((0, 0), |(matters, all), size| (matters + 1, all + size));
    println!(
        "reports {} = in {matters} groups {reports} + alone {}; written to {}",
        groups.of.len(),
        groups.of.len() - reports,
        out.display()
    );
}

/// A line a report: its group, how many are in it, and the earlier one it is most like.
fn lines(reports: &Reports, groups: &matching::Groups) -> String {
    let mut sizes = vec![0_usize; groups.of.len()];
    groups
        .of
        .iter()
        .for_each(|first| sizes[*first as usize] += 1);
    let mut best: Vec<Option<&matching::Link>> = vec![None; groups.of.len()];
    for link in &groups.links {
        let kept = &mut best[link.new as usize];
        let rank = |link: &matching::Link| (link.judgement.level, link.judgement.score);
        if kept.is_none_or(|kept| rank(kept) < rank(link)) {
            *kept = Some(link);
        }
    }
    let mut out = String::from("\u{feff}编号,组号,组内件数,最相近的在前件,关系,概率,理由\r\n");
    for (place, first) in groups.of.iter().enumerate() {
        let id = &reports.ids[place];
        let group = &reports.ids[*first as usize];
        let size = sizes[*first as usize];
        let link = match best[place] {
            Some(link) => format!(
                "{},{},{:.2},{}",
                cell(&reports.ids[link.old as usize]),
                link.judgement.level.zh(),
                link.judgement.score,
                cell(&link.judgement.reasons)
            ),
            None => format!(",{},,", Level::None.zh()),
        };
        out.push_str(&format!("{},{},{size},{link}\r\n", cell(id), cell(group)));
    }
    out
}

/// A cell that an office program takes for text, never for a formula.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@']);
    let text = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

/// A file the person named, as text, with its name in what goes wrong.
fn text_of(path: &Path) -> Result<String, Failed> {
    let text = read_text(path)?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}
