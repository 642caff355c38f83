//! `jianjian checkpoint`: the newest signed checkpoint, to be kept elsewhere (签名检查点).

use crate::data::Data;
use crate::failed::Failed;
use app::{evidence, jobs};
use clap::Args;

/// Takes everything recorded into the ledger and prints the checkpoint that covers it.
#[derive(Args)]
pub struct Checkpoint {
    #[command(flatten)]
    data: Data,
}

impl Checkpoint {
    /// Prints it exactly as signed.
    pub async fn run(self) -> Result<(), Failed> {
        let app = self.data.open().await?;
        jobs::sequence::sequence(&app).await?;
        let note = evidence::checkpoint(&app).await?;
        let note = note.ok_or_else(|| Failed::new("nothing was recorded yet"))?;
        print!("{note}");
        Ok(())
    }
}
