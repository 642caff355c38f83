//! `jianjian keys`: the keys that wrap every data key (密钥).

use super::init::Ciphers;
use crate::data::Data;
use crate::failed::Failed;
use app::rotation;
use clap::{Args, Subcommand};
use indicatif::ProgressBar;

/// What can be done with the keys.
#[derive(Subcommand)]
pub enum Keys {
    /// Draws a new key and wraps every data key under it; finishes a rotation that was cut off
    Rotate(Rotate),
}

/// Stop every serving node first and start it afterwards: nodes read the key file at start.
#[derive(Args)]
pub struct Rotate {
    #[command(flatten)]
    data: Data,
    /// Moves to other ciphers (更换加密套件)
    #[arg(long, value_enum)]
    suite: Option<Ciphers>,
}

impl Keys {
    /// Does it.
    pub async fn run(self) -> Result<(), Failed> {
        let Self::Rotate(rotate) = self;
        let place = rotate.data.place()?;
        let bar = ProgressBar::new_spinner();
        let suite = rotate.suite.map(Ciphers::suite);
        let rotated = rotation::rotate(&place, suite, &|done| bar.set_position(done as u64)).await;
        bar.finish_and_clear();
        let rotated = rotated?;
        if rotated.resumed {
            println!("a rotation that was cut off is finished; run again for a new key");
        }
        println!(
            "active key {}, {} data keys wrapped again",
            rotated.active, rotated.rewrapped
        );
        println!(
            "Back up {} anew, and start serving nodes again.",
            place.key_path().display()
        );
        Ok(())
    }
}
