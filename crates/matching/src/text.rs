//! Text as matching reads it: one form of each character, and a break where a sentence breaks.
//!
//! Character bigrams (二元字组) find every place and name, where a dictionary's words lose some of them; so
//! nothing here cuts words.

use std::iter::once;

/// Stands for anything that is neither letter, number nor ideograph.
pub(crate) const BREAK: char = '\u{1}';

/// Two neighbouring characters.
pub type Gram = u32;

/// The characters of a text: half-width and lower-case, runs of anything else one [`BREAK`].
///
/// An interpunct inside a name is dropped, a point inside a number stays.
pub(crate) fn clean(text: &str) -> Vec<char> {
    let all: Vec<char> = text.chars().map(half).collect();
    let mut out = Vec::with_capacity(all.len() + 1);
    for (at, &char) in all.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| all[before]);
        let after = all.get(at + 1).copied();
        if char.is_alphanumeric() {
            out.extend(char.to_lowercase());
        } else if char == '.' && digit(before) && digit(after) {
            out.push('.');
        } else if is_interpunct(char) && ideograph(before) && ideograph(after) {
        } else if out.last().is_some_and(|last| *last != BREAK) {
            out.push(BREAK);
        }
    }
    out
}

/// The bigrams of cleaned characters, none across a break.
pub(crate) fn grams(chars: &[char]) -> impl Iterator<Item = Gram> {
    let pairs = chars.windows(2);
    pairs
        .filter(|pair| !pair.contains(&BREAK))
        .map(|pair| gram(pair[0], pair[1]))
}

/// The bigram of two characters. Characters beyond the basic plane share places; they are rare names.
pub(crate) fn gram(first: char, second: char) -> Gram {
    (folded(first) << 16) | folded(second)
}

/// A bigram as it is written.
pub(crate) fn written(gram: Gram) -> String {
    [gram >> 16, gram & 0xFFFF]
        .into_iter()
        .filter_map(char::from_u32)
        .collect()
}

/// The stretches between breaks.
pub(crate) fn stretches(chars: &[char]) -> impl Iterator<Item = &[char]> {
    chars
        .split(|char| *char == BREAK)
        .filter(|stretch| !stretch.is_empty())
}

/// A title and a text as one, with a break between.
pub(crate) fn joined(title: &str, text: &str) -> (Vec<char>, usize) {
    let mut all = clean(title);
    let title_chars = all.len();
    all.extend(once(BREAK).chain(clean(text)));
    (all, title_chars)
}

fn folded(char: char) -> u32 {
    let code = u32::from(char);
    (code ^ (code >> 16).wrapping_mul(0x9E37)) & 0xFFFF
}

/// A full-width letter, digit or mark as the half-width one.
fn half(char: char) -> char {
    match char {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char),
        '\u{3000}' => ' ',
        other => other,
    }
}

fn is_interpunct(char: char) -> bool {
    matches!(char, '·' | '.' | '•' | '・' | '‧')
}

fn digit(char: Option<char>) -> bool {
    char.is_some_and(|char| char.is_ascii_digit())
}

fn ideograph(char: Option<char>) -> bool {
    char.is_some_and(|char| ('\u{4E00}'..='\u{9FFF}').contains(&char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_of_each_character() {
        let text: String = clean("Ａ区　云·溪里，１８.５万！！好").iter().collect();
        assert_eq!(text, "a区\u{1}云溪里\u{1}18.5万\u{1}好");
    }

    #[test]
    fn no_bigram_crosses_a_break() {
        let found: Vec<String> = grams(&clean("甲乙，丙丁")).map(written).collect();
        assert_eq!(found, ["甲乙", "丙丁"]);
    }
}
