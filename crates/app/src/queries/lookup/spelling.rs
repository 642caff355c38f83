//! How a name may be typed: each character as itself, as its whole pinyin, or as the beginning of it;
//! characters with several readings (单、曾、解) by any of them.

use pinyin::ToPinyinMulti;
use std::collections::HashMap;

/// The readings of every character of a register.
#[derive(Debug, Default)]
pub(super) struct Readings {
    of: HashMap<char, Vec<String>>,
}

impl Readings {
    /// Learns the characters of a name.
    pub(super) fn learn(&mut self, name: &str) {
        for character in name.chars() {
            self.of
                .entry(character)
                .or_insert_with(|| readings(character));
        }
    }

    /// Where in a name the typed text begins to fit; nothing where it does not.
    pub(super) fn place(&self, typed: &[char], name: &[char]) -> Option<usize> {
        (0..name.len()).find(|start| self.fits(typed, &name[*start..]))
    }

    fn fits(&self, typed: &[char], name: &[char]) -> bool {
        let Some(first) = typed.first() else {
            return true;
        };
        let Some((character, rest)) = name.split_first() else {
            return false;
        };
        if folded(*character) == *first && self.fits(&typed[1..], rest) {
            return true;
        }
        let readings = self.of.get(character).into_iter().flatten();
        readings
            .into_iter()
            .any(|reading| self.fits_reading(typed, reading, rest))
    }

    fn fits_reading(&self, typed: &[char], reading: &str, rest: &[char]) -> bool {
        let common = typed
            .iter()
            .zip(reading.chars())
            .take_while(|(typed, letter)| **typed == *letter)
            .count();
        // The end of what was typed may break off anywhere; before it, a syllable is whole or initial.
        if common == typed.len() && common > 0 {
            return true;
        }
        let whole = reading.chars().count();
        let initial = ["zh", "ch", "sh"]
            .iter()
            .any(|two| reading.starts_with(two));
        let lengths = [whole, if initial { 2 } else { 1 }, 1];
        lengths
            .iter()
            .any(|length| *length <= common && self.fits(&typed[*length..], rest))
    }
}

/// Typed text as it is compared.
pub(super) fn typed(text: &str) -> Vec<char> {
    text.chars()
        .filter(|character| !character.is_whitespace() && *character != '\'')
        .map(folded)
        .collect()
}

fn folded(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0)
            .map_or(character, |half| half.to_ascii_lowercase()),
        other => other.to_ascii_lowercase(),
    }
}

/// How a name sounds, without tones: every way to read it, as one word; nothing of what is no name.
pub(crate) fn sounds(name: &str) -> Vec<String> {
    let characters: Vec<char> = name
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '·')
        .collect();
    if !NAME.contains(&characters.len()) {
        return Vec::new();
    }
    let mut sounds = vec![String::new()];
    for character in characters {
        let readings = readings(character);
        let longer = sounds.iter().flat_map(|sound| {
            let reading = |reading: &String| format!("{sound}{reading}");
            readings.iter().map(reading).collect::<Vec<_>>()
        });
        sounds = longer.take(SOUNDS_MAX).collect();
    }
    sounds.sort();
    sounds.dedup();
    sounds
}

/// Characters of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;

/// Ways to read one name.
const SOUNDS_MAX: usize = 16;

fn readings(character: char) -> Vec<String> {
    let Some(multi) = character.to_pinyin_multi() else {
        return Vec::new();
    };
    let mut readings: Vec<String> = multi
        .into_iter()
        .map(|reading| reading.plain().replace('ü', "v"))
        .collect();
    readings.dedup();
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, name: &str) -> Option<usize> {
        let mut readings = Readings::default();
        readings.learn(name);
        readings.place(&typed(text), &name.chars().collect::<Vec<_>>())
    }

    #[test]
    fn initials_syllables_characters_and_their_mixtures_fit_p_27() {
        for text in [
            "fxm",
            "fangxiaoman",
            "方小满",
            "fangxm",
            "fxiaom",
            "方xm",
            "FX",
            "fang xiao",
        ] {
            assert_eq!(place(text, "方小满"), Some(0), "{text}");
        }
        for text in ["fm", "fxmx", "方满", "x m n", "gxm"] {
            assert_eq!(place(text, "方小满"), None, "{text}");
        }
        assert_eq!(place("smc", "柳溪镇石门村"), Some(3));
        assert_eq!(place("zhg", "张国"), Some(0));
        assert_eq!(place("zg", "张国"), Some(0));
    }

    #[test]
    fn a_surname_of_several_readings_is_found_by_each() {
        for text in ["sx", "dx", "shanx", "danx"] {
            assert_eq!(place(text, "单雄"), Some(0), "{text}");
        }
        assert_eq!(place("lv", "吕"), Some(0));
    }
}
