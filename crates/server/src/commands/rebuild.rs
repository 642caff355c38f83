//! `jianjian rebuild`: the read tables anew from the events, or compared with them (重建读表).

use crate::data::Data;
use crate::failed::Failed;
use app::rebuild::{Outcome, check, rebuild};
use clap::Args;

/// Writes every read table anew from the events; an office at work goes on meanwhile.
#[derive(Args)]
pub struct Rebuild {
    #[command(flatten)]
    data: Data,
    /// Compares only, and names the first difference (只比对)
    #[arg(long)]
    check: bool,
}

impl Rebuild {
    /// Rebuilds or compares.
    pub async fn run(self) -> Result<(), Failed> {
        let app = self.data.open().await?;
        if !self.check {
            let rebuilt = rebuild(&app).await?;
            println!(
                "rebuilt: matters {}, readings {}",
                rebuilt.matters, rebuilt.readings
            );
            return Ok(());
        }
        match check(&app).await? {
            Outcome::Same(seen) => {
                println!("same: matters {}, readings {}", seen.matters, seen.readings);
                Ok(())
            }
            Outcome::Differs(differs) => Err(differs.into()),
        }
    }
}
