//! Making a cleaned copy: on a thread of its own, few at a time, so that a large picture takes neither
//! the server's breath nor its memory.

use papers::clean::{self, CleanLimits, Cleaned, Unclean};
use papers::kind::FileKind;
use tokio::sync::Semaphore;

/// Copies made at a time: each may hold one picture of the largest size in memory.
const AT_A_TIME: usize = 2;

static PLACES: Semaphore = Semaphore::const_new(AT_A_TIME);

/// The cleaned copy of a file; none where it cannot be cleaned. What trips the cleaner up is kept as an
/// original only: a broken file is evidence too.
pub(super) async fn cleaned(kind: FileKind, bytes: &[u8], limits: CleanLimits) -> Option<Cleaned> {
    let _place = PLACES.acquire().await.ok()?;
    let bytes = bytes.to_vec();
    let made = tokio::task::spawn_blocking(move || clean::clean(kind, &bytes, &limits)).await;
    match made {
        Ok(Ok(cleaned)) => Some(cleaned),
        Ok(Err(Unclean::Kind)) => None,
        Ok(Err(refusal)) => {
            tracing::info!(kind = kind.extension(), ?refusal, "no cleaned copy");
            None
        }
        Err(stopped) => {
            let panicked = stopped.is_panic();
            tracing::warn!(kind = kind.extension(), panicked, "cleaning broke off");
            None
        }
    }
}
