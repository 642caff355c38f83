//! Texts with the found words marked: made after opening, of pieces, so that a page never builds markup of text.

use super::asked::Word;
use crate::search_index::words::{places, read};
use serde::Serialize;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// Whether it is what was sought.
    pub marked: bool,
}

/// Characters of a snippet, and how many of them stand before the first word.
const LONG: usize = 80;
const BEFORE: usize = 16;

/// Places marked in one text at most.
const MARKS_MAX: usize = 40;

/// A text with the words in it marked.
pub(super) fn whole(text: &str, words: &[&Word]) -> Vec<Piece> {
    cut(text, &ranges(text, words), 0, usize::MAX)
}

/// A text that was found as a whole.
pub(super) fn all(text: &str) -> Vec<Piece> {
    let text = text.to_owned();
    vec![Piece { text, marked: true }]
}

/// What stands around the words in a text.
pub(super) fn around(text: &str, words: &[&Word]) -> Vec<Piece> {
    let ranges = ranges(text, words);
    let first = ranges.first().map_or(0, |(from, _)| *from);
    cut(text, &ranges, first.saturating_sub(BEFORE), LONG)
}

/// Where words stand, in order, none over another.
fn ranges(text: &str, words: &[&Word]) -> Vec<(usize, usize)> {
    let read = read(text);
    let found = words
        .iter()
        .flat_map(|word| places(&read, &word.read, MARKS_MAX));
    let mut found: Vec<(usize, usize)> = found.collect();
    found.sort_unstable();
    let mut apart: Vec<(usize, usize)> = Vec::new();
    for (from, until) in found {
        match apart.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => apart.push((from, until)),
        }
    }
    apart
}

fn cut(text: &str, ranges: &[(usize, usize)], from: usize, long: usize) -> Vec<Piece> {
    let characters: Vec<char> = text.chars().collect();
    let end = characters.len().min(from.saturating_add(long));
    let mut pieces = Vec::new();
    let mut put = |from: usize, until: usize, marked: bool| {
        let some = characters.get(from..until.min(end)).unwrap_or_default();
        let text: String = some
            .iter()
            .map(|c| if c.is_whitespace() { ' ' } else { *c })
            .collect();
        if !text.is_empty() {
            pieces.push(Piece { text, marked });
        }
    };
    let mut at = from;
    for (start, until) in ranges
        .iter()
        .filter(|(start, _)| (from..end).contains(start))
    {
        put(at, *start, false);
        put(*start, *until, true);
        at = *until;
    }
    put(at, end, false);
    if from > 0 {
        pieces.insert(0, dots());
    }
    if end < characters.len() {
        pieces.push(dots());
    }
    pieces
}

fn dots() -> Piece {
    Piece {
        text: "…".to_owned(),
        marked: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::search::Asked;
    use casework::office::Office;

    fn shown(typed: &str, text: &str, whole_text: bool) -> String {
        let asked = Asked::read(&Office::default(), typed).unwrap();
        let words: Vec<&Word> = asked.words.iter().collect();
        let pieces = match whole_text {
            true => whole(text, &words),
            false => around(text, &words),
        };
        let piece = |piece: &Piece| match piece.marked {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn words_are_marked_where_they_stand() {
        assert_eq!(
            shown("低保 柳溪镇", "柳溪镇的低 保款，低保。", true),
            "[柳溪镇]的[低 保]款，[低保]。"
        );
        assert_eq!(shown("柳溪 溪镇", "在柳溪镇", true), "在[柳溪镇]");
        assert_eq!(shown("没有", "别的", true), "别的");
    }

    #[test]
    fn a_snippet_is_cut_around_the_first_word() {
        let text = format!("{}低保{}", "前".repeat(40), "后".repeat(100));
        let shown = shown("低保", &text, false);
        assert_eq!(
            shown,
            format!("…{}[低保]{}…", "前".repeat(16), "后".repeat(62))
        );
    }
}
