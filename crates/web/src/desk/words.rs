//! How the desk writes days, times and lamps.

use app::queries::lamp::Level;

/// The class of a lamp in the style sheet.
pub fn lamp(level: &Level) -> &'static str {
    match level {
        Level::Ok => "ok",
        Level::Soon => "soon",
        Level::Over => "over",
        Level::Long => "long",
        Level::Rest => "rest",
        Level::Done => "done",
    }
}

/// `2026-09-22` or `2026-09-22 15:40` as 2026年9月22日; what is no date stays as it is.
pub fn day(written: &str) -> String {
    match parts(written) {
        Some((year, month, day)) => format!("{year}年{month}月{day}日"),
        None => written.to_owned(),
    }
}

/// The same without the year, for columns.
pub fn short(written: &str) -> String {
    match parts(written) {
        Some((_, month, day)) => format!("{month}月{day}日"),
        None => written.to_owned(),
    }
}

/// The hour and minute of `2026-09-22 15:40`.
pub fn clock(written: &str) -> &str {
    written.split_once(' ').map_or("", |(_, clock)| clock)
}

/// The value of a `datetime` attribute.
pub fn machine(written: &str) -> String {
    written.replace(' ', "T")
}

/// A leaf's hash in groups that a person can compare.
pub fn groups(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().take(12).collect();
    digits
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

fn parts(written: &str) -> Option<(i16, i8, i8)> {
    let date: jiff::civil::Date = written.split(' ').next()?.parse().ok()?;
    Some((date.year(), date.month(), date.day()))
}

/// The beginning of a long text, for a summary that fits one screen.
pub fn short_text(text: &str) -> String {
    const CHARS_MAX: usize = 220;
    let mut short: String = text.chars().take(CHARS_MAX).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_an_office_writes_them() {
        assert_eq!(day("2026-09-02"), "2026年9月2日");
        assert_eq!(short("2026-09-22 15:40"), "9月22日");
        assert_eq!(clock("2026-09-22 15:40"), "15:40");
        assert_eq!(day("待定"), "待定");
        assert_eq!(groups("a91c77f03e5d0000"), "a91c 77f0 3e5d");
    }
}
