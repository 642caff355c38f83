//! Charts (图): a few quiet drawings of figures, as SVG that stands in a page, prints in grey, and is told to a
//! screen reader by its title. No colour means anything by itself, no font is needed, nothing is fetched.
//!
//! ```
//! use papers::chart::{Bar, bars};
//! let drawn = bars("在办件存期", &[Bar::new("一个月内", 12), Bar::new("一年以上", 1)]);
//! assert!(drawn.starts_with("<svg") && drawn.contains("在办件存期"));
//! ```

use std::fmt::Write;

/// A bar: what it is, and how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// How many.
    pub value: i64,
}

/// A column of a trend: a month, how many, and how many of them are the part that is told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands under it.
    pub label: String,
    /// How many.
    pub whole: i64,
    /// How many of them.
    pub part: i64,
}

impl Bar {
    /// A bar.
    pub fn new(label: &str, value: i64) -> Self {
        Self {
            label: label.to_owned(),
            value,
        }
    }
}

const WIDTH: i64 = 640;
const LABEL: i64 = 150;
const ROW: i64 = 26;

/// Bars that lie under each other, each with its number behind it.
pub fn bars(title: &str, bars: &[Bar]) -> String {
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
    let height = ROW * bars.len() as i64;
    let mut svg = opened(title, WIDTH, height);
    for (at, bar) in (0_i64..).zip(bars) {
        let (top, length) = (at * ROW, (WIDTH - LABEL - 70) * bar.value.max(0) / most);
        let base = top + 17;
        put(
            &mut svg,
            &format!(
                "<text x=\"{}\" y=\"{base}\" text-anchor=\"end\">{}</text>\
             <rect x=\"{LABEL}\" y=\"{}\" width=\"{length}\" height=\"14\" fill=\"currentColor\" fill-opacity=\"0.55\"/>\
             <text x=\"{}\" y=\"{base}\">{}</text>",
                LABEL - 10,
                escaped(&bar.label),
                top + 6,
                LABEL + length + 8,
                bar.value
            ),
        );
    }
    svg + "</svg>"
}

/// Columns beside each other over a line of nought, with three lines to read them by; the part told apart is
/// the dark foot of each.
pub fn trend(title: &str, columns: &[Column]) -> String {
    let (left, top, high) = (44, 10, 150);
    let most = columns.iter().map(|column| column.whole).max().unwrap_or(0);
    let most = rounded_up(most.max(1));
    let wide = (WIDTH - left) / (columns.len() as i64).max(1);
    let mut svg = opened(title, WIDTH, top + high + 26);
    for third in 0..=2 {
        let y = top + high - high * third / 2;
        put(
            &mut svg,
            &format!(
                "<line x1=\"{left}\" x2=\"{WIDTH}\" y1=\"{y}\" y2=\"{y}\" stroke=\"currentColor\" stroke-opacity=\"0.25\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                left - 6,
                y + 4,
                most * third / 2
            ),
        );
    }
    for (at, column) in (0_i64..).zip(columns) {
        let x = left + at * wide;
        let tall = |count: i64| high * count.clamp(0, most) / most;
        let (whole, part) = (tall(column.whole), tall(column.part));
        put(
            &mut svg,
            &format!(
                "<rect x=\"{x}\" y=\"{}\" width=\"{}\" height=\"{whole}\" fill=\"currentColor\" fill-opacity=\"0.35\"/>\
             <rect x=\"{x}\" y=\"{}\" width=\"{}\" height=\"{part}\" fill=\"currentColor\" fill-opacity=\"0.8\"/>",
                top + high - whole,
                (wide - 6).max(2),
                top + high - part,
                (wide - 6).max(2),
            ),
        );
        // Every third has room for its name; the last has it always.
        if (columns.len() as i64 - 1 - at) % 3 == 0 {
            let middle = x + (wide - 6) / 2;
            put(
                &mut svg,
                &format!(
                    "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                    top + high + 18,
                    escaped(&column.label)
                ),
            );
        }
    }
    svg + "</svg>"
}

fn opened(title: &str, width: i64, height: i64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width} {height}\" \
         font-size=\"12\" fill=\"currentColor\"><title>{}</title>",
        escaped(title)
    )
}

fn put(svg: &mut String, more: &str) {
    // Writing to a string does not fail.
    let _ = svg.write_str(more);
}

/// The next number an axis may end with: one, two or five and noughts, and even.
fn rounded_up(most: i64) -> i64 {
    let mut ten = 1;
    loop {
        for step in [2, 4, 10] {
            if step * ten >= most {
                return step * ten;
            }
        }
        ten *= 10;
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_longest() {
        let drawn = bars(
            "渠道",
            &[
                Bar::new("网络", 10),
                Bar::new("来<信", 5),
                Bar::new("来访", 0),
            ],
        );
        assert!(drawn.contains("width=\"420\"") && drawn.contains("width=\"210\""));
        assert!(drawn.contains("width=\"0\"") && drawn.contains("来&lt;信"));
        assert!(
            !drawn.contains("style="),
            "a strict content policy refuses it"
        );
    }

    #[test]
    fn a_trend_ends_its_axis_on_a_round_number_and_stands_on_nought() {
        let column = |label: &str, whole: i64, part: i64| Column {
            label: label.to_owned(),
            whole,
            part,
        };
        let drawn = trend("趋势", &[column("1月", 37, 4), column("2月", 0, 0)]);
        assert!(drawn.contains(">40</text>") && drawn.contains(">20</text>"));
        assert!(drawn.contains("<title>趋势</title>"));
        assert_eq!(
            [1, 2, 3, 5, 11, 37, 99, 100, 101].map(rounded_up),
            [2, 2, 4, 10, 20, 40, 100, 100, 200]
        );
        assert!(trend("没有", &[]).ends_with("</svg>"));
    }
}
