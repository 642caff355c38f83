//! `jianjian sweep` (hidden): records again and again what is due, and prints after each time how much that
//! was. Tests run two of them on one database, kill them at any moment, and look for what was done twice.

use crate::data::Data;
use crate::failed::Failed;
use app::jobs::clocks;
use clap::Args;
use std::io::Write;

/// Sweeps until it is stopped, or until nothing is due.
#[derive(Args)]
pub struct Sweep {
    #[command(flatten)]
    data: Data,
}

impl Sweep {
    /// Sweeps until nothing is due.
    pub async fn run(self) -> Result<(), Failed> {
        let app = self.data.open().await?;
        let mut out = std::io::stdout();
        writeln!(out, "ready")?;
        out.flush()?;
        loop {
            let count = clocks::record_due(&app).await?;
            writeln!(out, "{count}")?;
            out.flush()?;
            if count == 0 {
                return Ok(());
            }
        }
    }
}
