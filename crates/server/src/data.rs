//! The data directory (数据目录) that most commands work on.

use crate::failed::Failed;
use app::App;
use app::place::Place;
use clap::Args;
use std::path::PathBuf;

/// Where the office's database, keys and own rules lie.
#[derive(Args, Debug, Clone)]
pub struct Data {
    /// The data directory (数据目录)
    #[arg(long = "data", value_name = "DIR")]
    pub dir: PathBuf,
}

impl Data {
    /// The directory, which must hold an office.
    pub fn place(&self) -> Result<Place, Failed> {
        let place = Place::new(&self.dir);
        if place.exists() {
            return Ok(place);
        }
        let dir = self.dir.display();
        Err(Failed::new(format!(
            "{dir}: holds no office; create one with `jianjian init --data {dir}`"
        )))
    }

    /// The office in it, opened.
    pub async fn open(&self) -> Result<App, Failed> {
        Ok(self.place()?.open().await?)
    }
}

/// Reads a file the person named.
pub fn read(path: &std::path::Path) -> Result<Vec<u8>, Failed> {
    std::fs::read(path).map_err(|error| Failed::new(format!("{}: {error}", path.display())))
}

/// Reads a text file the person named.
pub fn read_text(path: &std::path::Path) -> Result<String, Failed> {
    String::from_utf8(read(path)?)
        .map_err(|_| Failed::new(format!("{}: is not UTF-8 text", path.display())))
}
