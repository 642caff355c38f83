//! The largest book taken out whole (T24): rows a second against the bare rows read and written down, and
//! how much more memory the process took at its worst.

use super::pages::Readers;
use crate::stopwatch::Stopwatch;
use crate::world::World;
use app::export::{Asked, Format, begin};
use store::Value;

/// The book with texts to open: titles and the accused.
const BOOK: &str = "acceptance";

/// Measures both kinds of file for the reader with the largest book.
pub async fn measure(world: &World, readers: &Readers) {
    let bare = bare(world).await;
    for format in [Format::Comma, Format::Workbook] {
        let asked = Asked {
            book: BOOK,
            pairs: &[],
            format,
            layout: None,
            reason: "年度台账归档",
        };
        let before = Memory::settled();
        let watch = Stopwatch::start();
        let export = begin(&world.app, readers.widest(), &asked).await;
        let mut export = export.expect("the reader may export");
        let mut bytes = 0;
        while let Some(part) = export.next().await.expect("the export goes on") {
            bytes += part.len();
        }
        let rows = usize::try_from(export.rows()).expect("rows are counted");
        let rate = watch.rate(rows);
        println!(
            "export as {}: {rows} rows, {} MB, {rate:.0} rows a second ({:.2} of the bare rows' {bare:.0}), {}",
            format.as_str(),
            bytes / 1_000_000,
            rate / bare,
            before.grown(),
        );
    }
}

/// Rows a second of the bare table: read by its key in pages as long as an export's, and written down.
async fn bare(world: &World) -> f64 {
    let sql = "SELECT matter_id, number, stage, channel, class, holder, received_at, due_at, real_name \
               FROM matters WHERE matter_id > $1 ORDER BY matter_id LIMIT 500";
    let (mut after, mut count, mut written) = (String::new(), 0, 0);
    let watch = Stopwatch::start();
    loop {
        let rows = world.app.store().rows(sql, &[Value::from(&*after)]).await;
        let rows = rows.expect("the rows are read");
        let Some(last) = rows.last() else { break };
        after = last.text(0).expect("an id").to_owned();
        count += rows.len();
        for row in &rows {
            written += format!("{row:?}\n").len();
        }
    }
    assert!(written > count, "something was written down");
    watch.rate(count)
}

/// The most memory the process held, as the kernel counts it; other systems do not say.
struct Memory(Option<usize>);

impl Memory {
    /// Forgets the earlier peak, so that the next is the measured work's own.
    fn settled() -> Self {
        // Refused by a kernel without the feature: the figure then includes what came before, and is no smaller.
        let forgotten = std::fs::write("/proc/self/clear_refs", "5").is_ok();
        Self(if forgotten { held() } else { None })
    }

    fn grown(&self) -> String {
        match (self.0, held()) {
            (Some(before), Some(after)) => {
                format!(
                    "peak memory {} MB more",
                    after.saturating_sub(before) / 1_024
                )
            }
            _ => "peak memory unknown on this system".to_owned(),
        }
    }
}

/// Kilobytes at the peak.
fn held() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
