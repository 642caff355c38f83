//! Bars are drawn as the standard says, and read back by a decoder of their own.

use super::*;
use proptest::prelude::*;
use std::collections::HashMap;

/// The value of each symbol, learned from single characters: value = place in the printable set.
fn symbols() -> HashMap<Vec<bool>, u32> {
    (0..95_u32)
        .map(|value| {
            let text = char::from_u32(value + 32).unwrap().to_string();
            let symbol = Barcode::of(&text).unwrap().modules[21..32].to_vec();
            (symbol, value)
        })
        .collect()
}

/// What a scanner types: start, symbols, changes of set, check symbol, stop.
fn scanned(modules: &[bool]) -> Option<String> {
    let mut known = symbols();
    // Pairs above 94 and the changes of set are learned from pairs, whose values are their numbers.
    for pair in 95..=99_u32 {
        let symbol = Barcode::of(&format!("{pair}{pair}")).unwrap().modules[21..32].to_vec();
        known.insert(symbol, pair);
    }
    // The last two values stand nowhere but in a check symbol.
    for (pairs, value) in [("0149", 101), ("0050", 102)] {
        known.insert(Barcode::of(pairs).unwrap().modules[43..54].to_vec(), value);
    }
    let to_printable = Barcode::of("1234-").unwrap().modules[43..54].to_vec();
    known.insert(to_printable, 100);
    let bars = modules.get(QUIET_ZONE..modules.len() - QUIET_ZONE)?;
    let start = &bars[..11];
    let mut pairs = start == &Barcode::of("1234").unwrap().modules[10..21];
    let mut sum = if pairs { 105 } else { 104 };
    let body = &bars[11..bars.len() - 13];
    let values: Vec<u32> = body
        .chunks(11)
        .map(|symbol| known.get(symbol).copied())
        .collect::<Option<_>>()?;
    let (check, values) = values.split_last()?;
    let mut text = String::new();
    for (value, place) in values.iter().zip(1..) {
        sum += value * place;
        match (pairs, *value) {
            (true, 100) => pairs = false,
            (false, 99) => pairs = true,
            (true, pair) => text.push_str(&format!("{pair:02}")),
            (false, value) => text.push(char::from_u32(value + 32)?),
        }
    }
    (sum % 103 == *check).then_some(text)
}

#[test]
fn a_scanner_types_the_matters_number_back_p07() {
    let number = "530000-2026-1-0000017";
    let code = Barcode::of(number).unwrap();
    assert_eq!(scanned(&code.modules).as_deref(), Some(number));
    assert!(
        code.width() < 260,
        "{} modules fit a corner of 9 cm",
        code.width()
    );
}

#[test]
fn the_picture_is_as_wide_as_the_bars() {
    let code = Barcode::of("533102-2026-3-0000001").unwrap();
    let (png, width, height) = code.png().unwrap();
    let picture = image::load_from_memory(&png).unwrap().into_luma8();
    assert_eq!((picture.width(), picture.height()), (width, height));
    let row: Vec<bool> = picture
        .rows()
        .next()
        .unwrap()
        .step_by(MODULE_PIXELS as usize)
        .map(|pixel| pixel.0[0] == 0)
        .collect();
    assert_eq!(row, code.modules);
}

#[test]
fn the_drawing_paints_exactly_the_bars_and_nothing_a_policy_forbids() {
    let code = Barcode::of("A<&1").unwrap();
    let svg = code.svg();
    assert!(svg.contains("<title>条形码 A&lt;&amp;1</title>"));
    assert!(!svg.contains("style") && !svg.contains("<script") && !svg.contains("href"));
    let path = svg
        .split_once(" d=\"")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0;
    let mut painted = vec![false; code.width()];
    for bar in path.split_terminator('z') {
        let (x, rest) = bar.strip_prefix('M').unwrap().split_once(' ').unwrap();
        let length: usize = rest[2..].split_once('v').unwrap().0.parse().unwrap();
        let start: usize = x.parse().unwrap();
        painted[start..start + length].fill(true);
    }
    assert_eq!(painted, code.modules);
}

#[test]
fn what_no_scanner_could_read_is_refused() {
    assert!(Barcode::of("").is_err());
    assert!(Barcode::of("云岭〔2026〕1号").is_err());
    assert!(Barcode::of("1\n2").is_err());
}

proptest! {
    #[test]
    fn whatever_number_is_drawn_is_read_back(text in "[0-9A-Z-]{1,26}") {
        let code = Barcode::of(&text).unwrap();
        prop_assert_eq!(scanned(&code.modules), Some(text));
    }
}
