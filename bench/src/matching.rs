//! Repeats over books of ten thousand, a hundred thousand and a million invented reports: how fast an index is
//! built and asked, what that costs a report as the book grows, and a plain scan beside it.

pub mod texts;

use crate::stopwatch::Stopwatch;
use matching::{Background, Book, Model, Reader, Report, compare};
use texts::Texts;

/// New reports asked about at each size.
const ASKED: usize = 2_000;
/// Reports the plain scan is asked about; it takes long.
const SCANNED: usize = 20;
/// Reports whose bigrams make the background.
const BACKGROUND: usize = 20_000;
/// The size of a whole old book that is grouped.
const GROUPED: usize = 100_000;

/// Builds books up to `most` reports and prints what they cost.
pub fn run(most: usize) {
    println!("repeats over invented reports, one thread");
    println!("reports     built/s   asked p50      p99     memory   a plain scan");
    let mut cost = Vec::new();
    for count in [10_000, 100_000, 1_000_000]
        .into_iter()
        .filter(|count| *count <= most)
    {
        cost.push((count, sized(count)));
    }
    for pair in cost.windows(2) {
        let [(small, cheap), (large, dear)] = pair else {
            continue;
        };
        let logs = (*large as f64).ln() / (*small as f64).ln();
        println!(
            "growth {small} → {large}: cost a report × {:.2} (log-linear would be × {logs:.2})",
            dear / cheap
        );
    }
    grouped(GROUPED.min(most));
}

fn book() -> Book {
    let mut background = Background::shipped();
    for report in Texts::new(7).take(BACKGROUND) {
        background.add(&report.title, &report.text);
    }
    Book::new(Model::shipped(), Reader::new(&Model::shipped(), background))
}

/// The cost of a report in milliseconds: entering it, and asking for its repeats.
fn sized(count: usize) -> f64 {
    let mut book = book();
    let mut texts = Texts::new(11);
    let mut building = 0.0;
    for _ in 0..count.div_ceil(1_000) {
        let some: Vec<Report> = texts.by_ref().take(1_000).collect();
        let watch = Stopwatch::start();
        some.iter().for_each(|report| {
            book.add(report);
        });
        building += 1.0 / watch.rate(1);
    }
    let news: Vec<Report> = texts.take(ASKED).collect();
    let mut asked: Vec<f64> = news
        .iter()
        .map(|report| {
            let watch = Stopwatch::start();
            let found = book.find(report);
            std::hint::black_box(found);
            1_000.0 / watch.rate(1)
        })
        .collect();
    asked.sort_by(f64::total_cmp);
    let at = |share: f64| asked[(share * (asked.len() - 1) as f64) as usize];
    println!(
        "{count:>8} {:>10.0} {:>8.2} ms {:>6.2} ms {:>7}   {}",
        count as f64 / building,
        at(0.5),
        at(0.99),
        memory(),
        scanned(&mut book, &news, count)
    );
    building * 1_000.0 / count as f64 + asked.iter().sum::<f64>() / asked.len() as f64
}

/// The plain way at the smallest size: compare with every earlier report.
fn scanned(book: &mut Book, news: &[Report], count: usize) -> String {
    if count > 10_000 {
        return String::new();
    }
    let model = Model::shipped();
    let reader = Reader::new(&model, Background::shipped());
    let all: Vec<_> = (0..book.len() as u32)
        .map(|place| book.traits(place))
        .collect();
    let watch = Stopwatch::start();
    for report in news.iter().take(SCANNED) {
        let new = reader.traits(report);
        let scores = all.iter().map(|old| compare(&new, old, &model).score);
        std::hint::black_box(scores.fold(0.0, f32::max));
    }
    format!("{:.1} ms a report", 1_000.0 / watch.rate(SCANNED))
}

fn grouped(count: usize) {
    let reports: Vec<Report> = Texts::new(13).take(count).collect();
    let watch = Stopwatch::start();
    let mut book = book();
    reports.iter().for_each(|report| {
        book.add(report);
    });
    let groups = book.groups(|_| {});
    let seconds = 1.0 / watch.rate(1);
    println!(
        "a book of {count} grouped in {seconds:.1} s, {:.3} ms a report, {} pairs noted, {}",
        seconds * 1_000.0 / count as f64,
        groups.links.len(),
        memory()
    );
}

/// The memory this process holds, as the system says it.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: Option<u64> =
        line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    kib.map_or("memory unknown".to_owned(), |kib| {
        format!("{} MiB", kib / 1_024)
    })
}
