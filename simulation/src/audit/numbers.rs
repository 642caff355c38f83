//! Numbers: unique, gap-free within their series, with a check digit that is recomputed here.

use super::Finding;
use app::App;
use std::collections::BTreeMap;
use store::StoreError;

/// Checks every number given out.
pub(super) async fn check(app: &App) -> Result<Vec<Finding>, StoreError> {
    let sql = "SELECT number FROM reports ORDER BY number";
    let mut series: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut findings = Vec::new();
    for row in app.store().rows(sql, &[]).await? {
        let number = row.text(0)?;
        match read(number) {
            Some((name, sequence)) => series.entry(name.to_owned()).or_default().push(sequence),
            None => findings.push(Finding::Number(number.to_owned())),
        }
    }
    for (name, mut sequences) in series {
        sequences.sort_unstable();
        let broken = sequences
            .iter()
            .zip(1..)
            .find(|(sequence, expected)| *sequence != expected);
        findings.extend(broken.map(|(sequence, _)| Finding::Number(format!("{name}-{sequence}"))));
    }
    Ok(findings)
}

/// The series and the sequence of a number whose check digit holds (ISO 7064 MOD 11,10).
fn read(number: &str) -> Option<(&str, u32)> {
    let mut product = 10;
    for digit in number
        .chars()
        .filter_map(|c| c.to_digit(10))
        .collect::<Vec<_>>()
        .split_last()?
        .1
    {
        let sum = (product + digit) % 10;
        product = (if sum == 0 { 10 } else { sum }) * 2 % 11;
    }
    let check = number.chars().next_back()?.to_digit(10)?;
    let (series, tail) = number.rsplit_once('-')?;
    let sequence = tail.get(..tail.len().checked_sub(1)?)?.parse().ok()?;
    ((product + check) % 10 == 1).then_some((series, sequence))
}

#[cfg(test)]
mod tests {
    use super::read;
    use casework::matter::{Channel, Number};

    #[test]
    fn reads_what_the_office_writes_and_nothing_else() {
        let number = Number::new("990101", 2026, Channel::Web, 17).to_string();
        assert_eq!(read(&number), Some(("990101-2026-4", 17)));
        let wrong = number.replace("000017", "000018");
        assert_eq!(read(&wrong), None);
    }
}
