//! What was typed (检索词), as words: all of them must be found; words in quotation marks stay together; 标题：,
//! 内容：, 地点：, 被反映人： and 结果： before a word say where it must stand.

use crate::queries::lookup::sounds;
use crate::search_index::words::{Read, grams, sought};
use casework::matter::Finding;
use casework::office::Office;
use std::collections::BTreeSet;

/// Where a word must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 标题
    Title,
    /// 被反映人
    Accused,
    /// 内容
    Text,
    /// 地点
    Place,
    /// 结果
    Result,
}

impl Field {
    /// Every field with its words; the first is the one pages use.
    pub const ALL: [(Self, &'static [&'static str]); 5] = [
        (Self::Title, &["标题"]),
        (Self::Accused, &["被反映人", "姓名", "人"]),
        (Self::Text, &["内容", "正文"]),
        (Self::Place, &["地点", "发生地"]),
        (Self::Result, &["结果", "结论"]),
    ];

    /// The word pages use.
    pub fn zh(self) -> &'static str {
        let own = Self::ALL.iter().find(|(field, _)| *field == self);
        own.and_then(|(_, words)| words.first())
            .copied()
            .unwrap_or("")
    }

    fn parse(word: &str) -> Option<Self> {
        let known = Self::ALL.iter().find(|(_, words)| words.contains(&word));
        known.map(|(field, _)| *field)
    }
}

/// A word that is sought.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Where it must stand; anywhere where nothing is said.
    pub(crate) field: Option<Field>,
    /// Its characters as they are compared.
    pub(crate) read: Vec<Read>,
    /// Its pairs and whole words.
    pub(crate) grams: Vec<String>,
    /// How it sounds, where it may be a name.
    pub(crate) sounds: Vec<String>,
    /// Codes of divisions that bear it in their names.
    pub(crate) regions: Vec<String>,
    /// Codes of findings it means.
    pub(crate) findings: Vec<&'static str>,
}

/// Everything that is sought.
#[derive(Debug, Clone)]
pub struct Asked {
    pub(crate) words: Vec<Word>,
}

/// Characters typed at most.
const TYPED_MAX: usize = 100;

/// Words at most.
const WORDS_MAX: usize = 8;

/// Divisions a word may mean.
const REGIONS_MAX: usize = 60;

impl Asked {
    /// Reads what was typed; otherwise says in a sentence what is wrong with it.
    pub(crate) fn read(office: &Office, typed: &str) -> Result<Self, String> {
        if typed.chars().count() > TYPED_MAX {
            return Err(format!("检索词不能超过{TYPED_MAX}个字，请只留关键的词。"));
        }
        let words: Vec<Word> = split(typed)
            .into_iter()
            .map(|(field, text)| Word::of(office, field, &text))
            .filter(|word| !word.read.is_empty())
            .collect();
        if words.is_empty() {
            return Err("请写要找的词，例如：低保 柳溪镇。".to_owned());
        }
        if words.len() > WORDS_MAX {
            return Err(format!("一次最多找{WORDS_MAX}个词，请去掉几个。"));
        }
        if !words.iter().any(Word::leads) {
            return Err("请至少写一个两个字以上的词，单个字找不准。".to_owned());
        }
        Ok(Self { words })
    }

    /// The words that are marked in titles.
    pub(crate) fn in_titles(&self) -> Vec<&Word> {
        let anywhere =
            |word: &&Word| matches!(word.field, None | Some(Field::Title | Field::Place));
        self.words.iter().filter(anywhere).collect()
    }
}

impl Word {
    fn of(office: &Office, field: Option<Field>, text: &str) -> Self {
        let read = sought(text);
        let plain: String = read.iter().map(|read| read.character).collect();
        let is_name = matches!(field, None | Some(Field::Accused));
        let is_place = matches!(field, None | Some(Field::Place)) && read.len() > 1;
        let found = match field {
            Some(Field::Result) => findings(&plain),
            _ => Vec::new(),
        };
        Self {
            field,
            grams: grams(text).into_iter().collect(),
            sounds: if is_name {
                sounds_of(&plain)
            } else {
                Vec::new()
            },
            regions: if is_place {
                regions(office, &plain)
            } else {
                Vec::new()
            },
            findings: found,
            read,
        }
    }

    /// Whether matters can be found by it; otherwise it only narrows what others find.
    pub(crate) fn leads(&self) -> bool {
        let codes = self.regions.is_empty() && self.findings.is_empty();
        !self.grams.is_empty() || !self.sounds.is_empty() || !codes
    }
}

/// How a word sounds: as it is written in letters, or as its characters are read.
fn sounds_of(plain: &str) -> Vec<String> {
    let letters = plain.chars().all(|letter| letter.is_ascii_lowercase());
    match letters && plain.len() >= 4 {
        true => vec![plain.to_owned()],
        false => sounds(plain),
    }
}

fn regions(office: &Office, plain: &str) -> Vec<String> {
    let units = office.units.values();
    let named = units.filter(|unit| unit.place.contains(plain));
    let codes: BTreeSet<String> = named.map(|unit| unit.region.clone()).collect();
    codes.into_iter().take(REGIONS_MAX).collect()
}

fn findings(plain: &str) -> Vec<&'static str> {
    let codes = Finding::CODES.iter().filter(|code| code.zh == plain);
    codes.map(|code| code.value).collect()
}

/// The words as they were typed, each with its field.
fn split(typed: &str) -> Vec<(Option<Field>, String)> {
    let mut words = Vec::new();
    let (mut field, mut word, mut closing) = (None, String::new(), None);
    for character in typed.chars() {
        match (closing, character) {
            (Some(end), _) if character == end => closing = None,
            (Some(_), _) => word.push(character),
            (None, '"' | '“' | '「' | '『') => closing = Some(closes(character)),
            (None, ':' | '：') if field.is_none() && Field::parse(&word).is_some() => {
                field = Field::parse(&word);
                word.clear();
            }
            (None, _) if character.is_whitespace() || matches!(character, ',' | '，' | '、') => {
                if !word.is_empty() {
                    words.push((field.take(), std::mem::take(&mut word)));
                }
            }
            (None, _) => word.push(character),
        }
    }
    words.push((field, word));
    words
}

fn closes(open: char) -> char {
    match open {
        '“' => '”',
        '「' => '」',
        '『' => '』',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(typed: &str) -> Vec<(Option<Field>, String)> {
        let mut words = split(typed);
        words.retain(|(_, word)| !word.is_empty());
        words
    }

    #[test]
    fn words_fields_and_quotation_marks() {
        let plain = |word: &str| (None, word.to_owned());
        assert_eq!(words("低保　柳溪镇"), [plain("低保"), plain("柳溪镇")]);
        assert_eq!(words("“石门 村”，款"), [plain("石门 村"), plain("款")]);
        assert_eq!(words("「未完"), [plain("未完")]);
        let title = (Some(Field::Title), "低保".to_owned());
        assert_eq!(words("标题：低保 标题: 低保"), [title.clone(), title]);
        assert_eq!(words("时间：三点"), [plain("时间：三点")]);
    }

    #[test]
    fn what_cannot_be_sought_is_said_in_a_sentence() {
        let office = Office::default();
        for typed in ["", " ，", "张", "标题：", "标题：张"] {
            assert!(Asked::read(&office, typed).is_err(), "{typed}");
        }
        assert!(Asked::read(&office, &"长".repeat(101)).is_err());
        assert!(Asked::read(&office, "一二 三四 五六 七八 九十 甲乙 丙丁 戊己 庚辛").is_err());
        let asked = Asked::read(&office, "张 低保").unwrap();
        assert!(!asked.words[0].leads() && asked.words[1].leads());
    }

    #[test]
    fn a_name_sounds_as_it_is_read_and_as_it_is_typed() {
        let office = Office::default();
        let sounds = |typed| Asked::read(&office, typed).unwrap().words[0].sounds.clone();
        assert_eq!(sounds("张伟"), ["zhangwei"]);
        assert_eq!(sounds("章威"), ["zhangwei"]);
        assert_eq!(sounds("ZhangWei"), ["zhangwei"]);
        assert!(sounds("结果：张伟").is_empty());
    }
}
