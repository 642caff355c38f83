//! `jianjian init`: a data directory with fresh keys and a migrated database (初始化).

use crate::data::Data;
use crate::failed::Failed;
use app::place::Place;
use clap::{Args, ValueEnum};
use sealing::suite::Suite;

/// Creates keys and database. Keys that exist are never overwritten.
#[derive(Args)]
pub struct Init {
    #[command(flatten)]
    data: Data,
    /// A PostgreSQL database, `postgres://…`; an embedded one otherwise (数据库)
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// The ciphers that seal (加密套件)
    #[arg(long, value_enum, default_value_t = Ciphers::Aes)]
    suite: Ciphers,
}

/// Which family of ciphers seals.
#[derive(Clone, Copy, ValueEnum)]
pub enum Ciphers {
    /// AES-256-GCM
    Aes,
    /// SM4-GCM with SM3 (国密)
    Sm4,
}

impl Ciphers {
    /// The suite it names.
    pub fn suite(self) -> Suite {
        match self {
            Self::Aes => Suite::Aes256Gcm,
            Self::Sm4 => Suite::Sm4Gcm,
        }
    }
}

impl Init {
    /// Creates the directory.
    pub async fn run(self) -> Result<(), Failed> {
        if let Some(url) = &self.database {
            store::Address::parse(url)?;
        }
        let place = Place::new(&self.data.dir);
        place.create(self.suite.suite(), self.database.as_deref())?;
        let app = place.open().await?;
        let dir = self.data.dir.display();
        println!("{dir}: an office without units or people yet (数据目录已建立)");
        println!("ledger (存证): {}", app::evidence::origin(&app));
        println!(
            "verifier key (验证公钥): {}",
            app::evidence::verifier_key(&app)
        );
        println!(
            "Keep a copy of {} apart from the database: without it nothing can be read.",
            place.key_path().display()
        );
        println!("Next: `jianjian user add --data {dir} …`, then `jianjian serve --data {dir}`.");
        Ok(())
    }
}
