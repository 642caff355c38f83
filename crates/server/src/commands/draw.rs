//! `jianjian draw`: a draw recomputed from the evidence alone (重新计算抽取).

use crate::data::Data;
use crate::failed::Failed;
use app::inspections::proof::{self, Proof};
use clap::{Args, Subcommand};

/// What can be done with a draw.
#[derive(Subcommand)]
pub enum Draw {
    /// Recomputes the draw of an inspection or a case review from the stored events and the ledger (重新计算)
    Verify(Verify),
}

impl Draw {
    /// Does it.
    pub async fn run(self) -> Result<(), Failed> {
        match self {
            Self::Verify(verify) => verify.run().await,
        }
    }
}

/// Says what the draw stands on and whether it holds; see docs/operating/draw.md for doing it by hand.
#[derive(Args)]
pub struct Verify {
    /// The number of the inspection or review (检查编号、评查编号), e.g. JC-533100-2026-0007
    number: String,
    #[command(flatten)]
    data: Data,
}

impl Verify {
    async fn run(self) -> Result<(), Failed> {
        let app = self.data.open().await?;
        let proof = match proof::prove(&app, &self.number).await {
            Ok(proof) => proof,
            Err(app::Failure::NotFound) => {
                let number = &self.number;
                let what = format!("{number}: no inspection or review with a fixed population");
                return Err(Failed::new(what));
            }
            Err(failure) => return Err(Failed::new(failure.to_string())),
        };
        print(&proof);
        if proof.holds() {
            return Ok(());
        }
        Err(Failed::new(
            "the draw does not follow from the evidence".to_owned(),
        ))
    }
}

fn print(proof: &Proof) {
    println!("draw of {}", proof.number);
    println!("population {} ({})", proof.digest, proof.count);
    let (leaf, place) = &proof.leaf;
    match place {
        Some(place) => println!("leaf {leaf} at {place}"),
        None => println!("leaf {leaf} (not in the ledger yet)"),
    }
    match &proof.drawn {
        None => println!("not drawn yet"),
        Some(drawn) => {
            println!("checkpoint of size {}:", drawn.size);
            drawn
                .checkpoint
                .lines()
                .for_each(|line| println!("  {line}"));
            println!("seed {}", drawn.seed);
            for (unit, candidates, places) in &drawn.places {
                let priority = if drawn.priority.contains(unit) {
                    " (priority)"
                } else {
                    ""
                };
                println!("unit {unit}: {places} of {candidates}{priority}");
            }
        }
    }
    for (zh, holds) in &proof.checks {
        println!("{} {zh}", if *holds { "ok" } else { "WRONG" });
    }
}
