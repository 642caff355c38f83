//! Themes (主题) of invented reports, one thread: how long texts take to cut into words and words to become themes,
//! and how that grows.

use crate::matching::texts::Texts;
use crate::stopwatch::Stopwatch;
use app::catalogue::Catalogue;
use matching::themes::{Cutter, ThemeRules, Words, themes};
use matching::{Background, Model};

/// Finds the themes of books up to `most` reports and prints what they cost.
pub fn run(most: usize) {
    let catalogue = Catalogue::read(None).expect("the program's own catalogue");
    let rule = catalogue.rules.analyses.themes.as_ref();
    let rule = rule.expect("the program's own rules find themes");
    let words = Words {
        plain: rule.plain.values().flatten().cloned().collect(),
        acts: rule.acts.iter().cloned().collect(),
    };
    let cutter = Cutter::new(&Model::shipped(), Background::shipped(), words);
    let rules = ThemeRules {
        least: rule.least,
        common_percent: rule.common_percent,
        most: rule.most,
    };
    // The dictionary is read once, by whoever asks first.
    let _ = cutter.words("惠农补贴");
    println!("themes of invented reports, one thread, titles and texts");
    println!("reports       cut   clustered     together   a report");
    let mut cost = Vec::new();
    let sizes = [3_000, 30_000, 300_000].into_iter();
    for count in sizes.filter(|count| *count <= most) {
        let texts = Texts::new(23).take(count);
        let texts: Vec<String> = texts
            .map(|report| format!("{}。{}", report.title, report.text))
            .collect();
        let watch = Stopwatch::start();
        let cut: Vec<Vec<String>> = texts.iter().map(|text| cutter.words(text)).collect();
        let cutting = 1.0 / watch.rate(1);
        let watch = Stopwatch::start();
        let found = themes(&cut, &rules, &Background::shipped());
        let clustering = 1.0 / watch.rate(1);
        let all = cutting + clustering;
        let each = all * 1e6 / count as f64;
        println!("{count:>7} {cutting:>7.2} s {clustering:>9.2} s {all:>10.2} s {each:>7.0} µs");
        let first: Vec<String> = found
            .iter()
            .take(3)
            .map(|one| one.words.join("、"))
            .collect();
        println!(
            "          {} themes, first {}",
            found.len(),
            first.join("；")
        );
        cost.push((count, all));
    }
    for pair in cost.windows(2) {
        if let [(small, cheap), (large, dear)] = pair {
            println!("growth {small} → {large}: × {:.1}", dear / cheap);
        }
    }
}
