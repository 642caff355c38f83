//! `jianjian export`: a book taken out at the server's console (导出台账), by a person who signs in for it:
//! right, reason and receipt are the same as at the desk (T24).

use crate::data::Data;
use crate::failed::Failed;
use app::export::{self, Asked, Format};
use app::{jobs, login};
use casework::PersonId;
use clap::Args;
use indicatif::ProgressBar;
use std::fs::File;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

/// Asks for the person's password and one-time code; both are read from the input, a line each.
#[derive(Args)]
pub struct Export {
    /// Which book (台账): acceptance, routing, results …; see catalogue/books
    book: String,
    #[command(flatten)]
    data: Data,
    /// Who takes it out (登录名)
    #[arg(long)]
    person: String,
    /// Why (导出理由)
    #[arg(long)]
    reason: String,
    /// xlsx or csv (文件类型)
    #[arg(long, default_value = "xlsx")]
    format: String,
    /// One of the organ's own layouts, by name (表样)
    #[arg(long)]
    layout: Option<String>,
    /// A filter, a column or the order, as in the page's address (筛选): channel=letter, columns=number
    #[arg(long, value_name = "NAME=VALUE")]
    filter: Vec<String>,
    /// Where the file goes; it must not exist yet (文件)
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Export {
    /// Takes the book out.
    pub async fn run(self) -> Result<(), Failed> {
        let format = Format::parse(&self.format)
            .ok_or_else(|| Failed::new(format!("{}: neither xlsx nor csv", self.format)))?;
        let pairs = self.pairs()?;
        let app = self.data.open().await?;
        let person = PersonId::from(&*self.person);
        let (password, code) = (
            asked("password (口令)")?,
            asked("one-time code (动态口令)")?,
        );
        let token = login::sign_in(&app, &person, &password, &code).await?;
        login::sign_out(&app, &token.0).await?;
        let asked = Asked {
            book: &self.book,
            pairs: &pairs,
            format,
            layout: self.layout.as_deref(),
            reason: &self.reason,
        };
        let file = new_file(&self.out)?;
        let written = write(&app, &person, &asked, file).await;
        // What was begun is recorded, also where it failed: the record is put in the ledger in any case.
        jobs::sequence::sequence(&app).await?;
        match written {
            Ok((rows, receipt)) => {
                println!(
                    "rows {rows}, receipt {receipt}, file {}",
                    self.out.display()
                );
                Ok(())
            }
            Err(failed) => {
                std::fs::remove_file(&self.out).map_err(|error| self.told(&error))?;
                Err(failed)
            }
        }
    }

    fn pairs(&self) -> Result<Vec<(String, String)>, Failed> {
        let pair = |pair: &String| {
            let (name, value) = pair.split_once('=')?;
            Some((name.to_owned(), value.to_owned()))
        };
        let pairs: Option<Vec<_>> = self.filter.iter().map(pair).collect();
        pairs.ok_or_else(|| Failed::new("a filter is written NAME=VALUE"))
    }

    fn told(&self, error: &std::io::Error) -> Failed {
        Failed::new(format!("{}: {error}", self.out.display()))
    }
}

fn new_file(path: &Path) -> Result<File, Failed> {
    File::create_new(path).map_err(|error| Failed::new(format!("{}: {error}", path.display())))
}

async fn write(
    app: &app::App,
    person: &PersonId,
    asked: &Asked<'_>,
    mut file: File,
) -> Result<(u64, String), Failed> {
    let mut export = export::begin(app, person, asked).await?;
    let bar = ProgressBar::new_spinner();
    while let Some(bytes) = export.next().await? {
        file.write_all(&bytes).map_err(unwritten)?;
        bar.set_message(format!("{} rows", export.rows()));
        bar.tick();
    }
    bar.finish_and_clear();
    file.sync_all().map_err(unwritten)?;
    Ok((export.rows(), export.receipt().to_owned()))
}

fn unwritten(error: std::io::Error) -> Failed {
    Failed::new(format!("the file: {error}"))
}

/// A line of the input; the question goes beside the answer.
fn asked(what: &str) -> Result<String, Failed> {
    eprint!("{what}: ");
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Failed::new(format!("{what}: {error}")))?;
    Ok(line.trim().to_owned())
}
