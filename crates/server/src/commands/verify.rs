//! `jianjian verify`: proves the ledger from the stored rows and the key file alone (校验存证).

use crate::data::{Data, read_text};
use crate::failed::Failed;
use app::evidence::{Outcome, verifier_key_of, verify_stored};
use clap::Args;
use std::path::PathBuf;
use store::Store;

/// Checks every event, leaf, tile and checkpoint. A checkpoint kept elsewhere also excludes rollback.
#[derive(Args)]
pub struct Verify {
    #[command(flatten)]
    data: Data,
    /// A checkpoint kept elsewhere (异地保存的检查点); may be given several times
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
}

impl Verify {
    /// Prints what was proved, or fails with the first thing found wrong.
    pub async fn run(self) -> Result<(), Failed> {
        let place = self.data.place()?;
        let outside: Vec<String> = self
            .checkpoint
            .iter()
            .map(|path| read_text(path))
            .collect::<Result<_, _>>()?;
        // The application is not opened: it replays events, and these may be unreadable.
        let store = Store::open(&place.address()?).await?;
        let key = verifier_key_of(&place.keys()?);
        match verify_stored(&store, &key, &outside).await? {
            Outcome::Bad(bad) => Err(Failed::new(bad.to_string())),
            Outcome::Sound(report) => {
                println!("size {}", report.size);
                println!("root {}", report.root);
                println!("unsequenced {}", report.unsequenced);
                if report.rollback_excluded() {
                    println!("rollback excluded");
                } else {
                    println!("rollback is not excluded: no checkpoint from elsewhere was given");
                }
                Ok(())
            }
        }
    }
}
