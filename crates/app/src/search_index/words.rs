//! Text as the search index reads it (二元字组): pairs of neighbouring characters, and Latin words and numbers
//! whole. No dictionary cuts a name or a village in the wrong place, so nothing is missed.

use std::collections::BTreeSet;

/// A character as it is compared, and where it stands among the characters of the text it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) character: char,
    pub(crate) at: usize,
}

/// Stands for marks between words.
const BREAK: char = '\u{1}';

/// The characters of a text as they are compared: half-width and lower-case; spaces between Chinese
/// characters and the point of a name are passed over, every other mark is a break.
pub(crate) fn read(text: &str) -> Vec<Read> {
    let all: Vec<char> = text.chars().map(half).collect();
    let mut read: Vec<Read> = Vec::with_capacity(all.len());
    for (at, &character) in all.iter().enumerate() {
        let last = read.last().map(|last| last.character);
        if character.is_alphanumeric() {
            let lower = character.to_lowercase();
            read.extend(lower.map(|character| Read { character, at }));
        } else if last.is_some_and(is_han) && is_passed_over(character) && goes_on(&all[at..]) {
        } else if last.is_some_and(|last| last != BREAK) {
            read.push(Read {
                character: BREAK,
                at,
            });
        }
    }
    read
}

/// The pairs and whole words of a text, each once.
pub(crate) fn grams(text: &str) -> BTreeSet<String> {
    let read = read(text);
    let mut grams = BTreeSet::new();
    for run in read.chunk_by(|a, b| kind(a.character) == kind(b.character)) {
        let characters: Vec<char> = run.iter().map(|read| read.character).collect();
        match kind(characters[0]) {
            Kind::Break => {}
            Kind::Latin => {
                grams.insert(characters.iter().take(WORD_MAX).collect());
            }
            Kind::Han => grams.extend(characters.windows(2).map(|pair| pair.iter().collect())),
        }
    }
    grams
}

/// Characters of a Latin word that are kept.
const WORD_MAX: usize = 40;

/// Where a word stands in a text, as ranges of its characters, at most so many.
pub(crate) fn places(text: &[Read], word: &[Read], most: usize) -> Vec<(usize, usize)> {
    let fits = |window: &&[Read]| {
        let mut pairs = window.iter().zip(word);
        pairs.all(|(one, other)| one.character == other.character)
    };
    if word.is_empty() {
        return Vec::new();
    }
    let windows = text.windows(word.len()).filter(fits);
    let place = |window: &[Read]| (window[0].at, window[window.len() - 1].at + 1);
    windows.take(most).map(place).collect()
}

/// A word that was sought, without the marks around it.
pub(crate) fn sought(word: &str) -> Vec<Read> {
    let mut read = read(word);
    while read.last().is_some_and(|last| last.character == BREAK) {
        read.pop();
    }
    read
}

#[derive(PartialEq, Eq)]
enum Kind {
    Han,
    Latin,
    Break,
}

fn kind(character: char) -> Kind {
    match character {
        BREAK => Kind::Break,
        'a'..='z' | '0'..='9' => Kind::Latin,
        _ => Kind::Han,
    }
}

fn is_han(character: char) -> bool {
    kind(character) == Kind::Han && character.is_alphabetic()
}

fn is_passed_over(character: char) -> bool {
    character.is_whitespace() || matches!(character, '·' | '•' | '・' | '‧')
}

/// Whether Chinese goes on behind what is passed over.
fn goes_on(rest: &[char]) -> bool {
    let next = rest.iter().find(|character| !is_passed_over(**character));
    next.is_some_and(|next| is_han(*next))
}

/// A full-width letter, digit or mark (全角) as the half-width one.
fn half(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        grams(text).into_iter().collect()
    }

    #[test]
    fn pairs_of_characters_and_whole_words() {
        assert_eq!(of("柳溪镇，Ｇ305国道"), ["g305", "国道", "柳溪", "溪镇"]);
        assert_eq!(of("柳\n 溪"), ["柳溪"]);
        assert_eq!(of("买买提·热合曼"), of("买买提热合曼"));
        assert_eq!(of("万元。"), ["万元"]);
        assert!(of("，。 ！").is_empty());
        assert!(of("元").is_empty());
    }

    #[test]
    fn a_word_is_found_where_it_stands_and_not_across_a_mark() {
        let text = read("在柳溪 镇。柳溪，镇上");
        assert_eq!(places(&text, &sought("柳溪镇"), 9), [(1, 5)]);
        assert_eq!(places(&text, &sought("镇上"), 9), [(9, 11)]);
        assert!(places(&text, &sought(""), 9).is_empty());
    }
}
