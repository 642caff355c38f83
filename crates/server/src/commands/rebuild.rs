//! `jianjian rebuild`: the read tables anew from the events, or compared with them (重建读表).

use crate::data::Data;
use crate::failed::Failed;
use app::rebuild::{Outcome, check, rebuild};
use app::{App, search_index};
use clap::Args;

/// Writes every read table anew from the events; an office at work goes on meanwhile.
#[derive(Args)]
pub struct Rebuild {
    #[command(flatten)]
    data: Data,
    /// Compares only, and names the first difference (只比对)
    #[arg(long)]
    check: bool,
    /// The search index alone (只办检索索引)
    #[arg(long)]
    search: bool,
}

impl Rebuild {
    /// Rebuilds or compares.
    pub async fn run(self) -> Result<(), Failed> {
        let app = self.data.open().await?;
        if self.search {
            return self.index(&app).await;
        }
        if !self.check {
            let rebuilt = rebuild(&app).await?;
            println!(
                "rebuilt: matters {}, readings {}",
                rebuilt.matters, rebuilt.readings
            );
            return self.index(&app).await;
        }
        match check(&app).await? {
            Outcome::Same(seen) => {
                println!("same: matters {}, readings {}", seen.matters, seen.readings);
                self.index(&app).await
            }
            Outcome::Differs(differs) => Err(differs.into()),
        }
    }

    /// The same of what a search reads: it is made of the texts, which are opened for it.
    async fn index(&self, app: &App) -> Result<(), Failed> {
        if self.check {
            let seen = search_index::check(app).await??;
            println!("same: found by their words {seen}");
        } else {
            let rebuilt = search_index::rebuild(app).await?;
            println!("rebuilt: found by their words {rebuilt}");
        }
        Ok(())
    }
}
