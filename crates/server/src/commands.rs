//! The commands, in the order an office meets them.

mod checkpoint;
mod classify;
mod demo;
mod doctor;
mod draw;
mod due;
mod export;
mod import;
mod init;
mod keys;
mod load;
mod rebuild;
mod repeats;
mod serve;
mod sweep;
mod user;
mod verify;

use crate::failed::Failed;
use clap::Subcommand;

/// What the program can be asked to do.
#[derive(Subcommand)]
pub enum Command {
    /// Shows an invented office at work (演示): founds, fills and serves it
    Demo(demo::Demo),
    /// Creates a data directory with keys and database (初始化)
    Init(init::Init),
    /// Serves an office (运行): public site, desk and API
    Serve(serve::Serve),
    /// Adds people and their credentials (人员与登录)
    #[command(subcommand)]
    User(user::User),
    /// Receives an old book's rows as reports (导入台账)
    Import(import::Import),
    /// Takes a book out as a file, with right, reason and receipt (导出台账)
    Export(export::Export),
    /// Finds repeats in an old book, and measures how well they are found (查重)
    Repeats(Box<repeats::Repeats>),
    /// Learns classes from an office's own register, and measures them (归类)
    #[command(subcommand)]
    Classify(classify::Classify),
    /// Says when a term ends, and why (计算到期日)
    Due(due::Due),
    /// Proves that nothing recorded was changed, lost, added or swapped (校验存证)
    Verify(verify::Verify),
    /// Recomputes a draw from the evidence (核对抽取)
    #[command(subcommand)]
    Draw(draw::Draw),
    /// Prints the newest signed checkpoint, to be kept elsewhere (输出签名检查点)
    Checkpoint(checkpoint::Checkpoint),
    /// Writes the read tables anew from the events, or compares them (重建读表)
    Rebuild(rebuild::Rebuild),
    /// Rotates the keys that wrap every data key (轮换密钥)
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Tells what this machine and this office have, and lack (体检)
    Doctor(doctor::Doctor),
    /// Files reports as fast as it can, for the tests
    #[command(hide = true)]
    Load(load::Load),
    /// Records what is due again and again, for the tests
    #[command(hide = true)]
    Sweep(sweep::Sweep),
}

impl Command {
    /// Does it.
    pub async fn run(self) -> Result<(), Failed> {
        match self {
            Self::Demo(demo) => demo.run().await,
            Self::Init(init) => init.run().await,
            Self::Serve(serve) => serve.run().await,
            Self::User(user) => user.run().await,
            Self::Import(import) => import.run().await,
            Self::Export(export) => export.run().await,
            Self::Repeats(repeats) => repeats.run().await,
            Self::Classify(classify) => classify.run().await,
            Self::Due(due) => due.run(),
            Self::Verify(verify) => verify.run().await,
            Self::Draw(draw) => draw.run().await,
            Self::Checkpoint(checkpoint) => checkpoint.run().await,
            Self::Rebuild(rebuild) => rebuild.run().await,
            Self::Keys(keys) => keys.run().await,
            Self::Doctor(doctor) => doctor.run().await,
            Self::Load(load) => load.run().await,
            Self::Sweep(sweep) => sweep.run().await,
        }
    }
}
