//! An import's map: which column is which field, stated by the office and never guessed.

use casework::matter::Channel;
use serde::Deserialize;
use std::collections::BTreeMap;

use super::dates::Form;

/// What the columns of a book mean.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// The book's name: ids are unique within a book, so two books may use the same ones.
    pub book: String,
    /// The column that tells rows apart for ever.
    pub id: String,
    /// How the reports arrived.
    pub channel: Content,
    /// The title.
    pub title: Content,
    /// What is reported.
    pub text: Content,
    /// When it was received.
    pub received: Received,
    /// The answer that was given.
    pub past_reply: Option<Content>,
    /// The division it concerns, a code; the receiving unit's where absent.
    pub region: Option<Content>,
    /// Who reported.
    #[serde(default)]
    pub reporter: Reporter,
    /// Which rows were reported under a real name.
    pub real_name: Option<RealName>,
    /// The table inside a workbook; its first visible one where absent.
    pub table: Option<String>,
    /// The row of the headings; the first that is not empty where absent.
    pub heading_row: Option<usize>,
}

/// What a field is filled with: the same value in every row, or a column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The same value in every row.
    pub value: Option<String>,
    /// The heading of a column.
    pub column: Option<String>,
    /// What the column's words mean; a word that is not listed is wrong, unless `otherwise` stands.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
    /// What an unlisted word means.
    pub otherwise: Option<String>,
    /// Words that leave the field empty.
    #[serde(default)]
    pub except: Vec<String>,
    /// What becomes of a text that is too long for the field.
    #[serde(default)]
    pub longer: Longer,
}

/// What becomes of a text that is too long.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Longer {
    /// The row is wrong.
    #[default]
    Refuse,
    /// The field takes its beginning; the whole stays in the original record.
    Cut,
}

/// When a row was received.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// The column.
    pub column: String,
    /// The ways dates are written in it.
    pub forms: Vec<Form>,
    /// The day that rows older than the calendar's first table are entered on; they are wrong where
    /// it is absent. The date as written stays in the original record.
    #[serde(default)]
    pub older_than_calendar: Option<String>,
}

/// Who reported, part by part.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reporter {
    /// Name.
    pub name: Option<Content>,
    /// Citizen's id number.
    pub id_number: Option<Content>,
    /// Telephone.
    pub phone: Option<Content>,
    /// Address.
    pub address: Option<Content>,
    /// Anything else that identifies.
    pub other: Option<Content>,
}

impl Reporter {
    /// The parts that are mapped, by their field names.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, &Content)> {
        let parts = [
            ("name", &self.name),
            ("id_number", &self.id_number),
            ("phone", &self.phone),
            ("address", &self.address),
            ("other", &self.other),
        ];
        parts
            .into_iter()
            .filter_map(|(name, part)| Some((name, part.as_ref()?)))
    }
}

/// Which rows count as real-name, provided that the reporter can be reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RealName {
    /// The column.
    pub column: String,
    /// Its words for real-name.
    pub words: Vec<String>,
}

/// A map that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Invalid(String);

/// The longest id: what a sender's number holds, less the book's name.
const BOOK_CHARS_MAX: usize = 24;

impl Map {
    /// Reads and checks a map.
    ///
    /// # Errors
    /// The line or the entry that cannot be used.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let map: Self = toml::from_str(text).map_err(|error| Invalid(error.to_string()))?;
        map.check().map_err(Invalid)?;
        Ok(map)
    }

    fn check(&self) -> Result<(), String> {
        let fit = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.book.is_empty() || self.book.len() > BOOK_CHARS_MAX || !self.book.chars().all(fit) {
            return Err(format!(
                "`book` must be 1 to {BOOK_CHARS_MAX} lower-case letters, digits or hyphens"
            ));
        }
        if self.received.forms.is_empty() {
            return Err("`received.forms` lists no form of dates".into());
        }
        for (entry, content) in self.contents() {
            if content.value.is_some() == content.column.is_some() {
                return Err(format!("`{entry}` needs either `value` or `column`"));
            }
        }
        let words = self.channel.words.values();
        let channels = words
            .chain(&self.channel.otherwise)
            .chain(&self.channel.value);
        for channel in channels {
            Channel::parse(channel)
                .ok_or_else(|| format!("`channel`: there is no channel `{channel}`"))?;
        }
        self.received.floor().map(drop)
    }

    fn contents(&self) -> impl Iterator<Item = (String, &Content)> {
        let plain = [
            ("channel", Some(&self.channel)),
            ("title", Some(&self.title)),
            ("text", Some(&self.text)),
            ("past_reply", self.past_reply.as_ref()),
            ("region", self.region.as_ref()),
        ];
        let plain = plain
            .into_iter()
            .filter_map(|(entry, content)| Some((entry.to_owned(), content?)));
        let parts = self.reporter.parts();
        plain.chain(parts.map(|(part, content)| (format!("reporter.{part}"), content)))
    }

    /// The column a field of the report is filled from, for complaints about it.
    pub(super) fn column_of(&self, field: &str) -> &str {
        if field == "source" {
            return &self.id;
        }
        let found = self.contents().find(|(entry, _)| entry == field);
        let column = found.and_then(|(_, content)| content.column.as_deref());
        column.unwrap_or(&self.id)
    }

    /// Every column the map speaks of.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        let fixed = [&*self.id, &*self.received.column];
        let real_name = self.real_name.iter().map(|rule| &*rule.column);
        let contents = self.contents();
        let contents = contents.filter_map(|(_, content)| content.column.as_deref());
        fixed.into_iter().chain(real_name).chain(contents)
    }
}

impl Received {
    /// The day that older rows are entered on.
    pub(super) fn floor(&self) -> Result<Option<jiff::civil::Date>, String> {
        let Some(day) = &self.older_than_calendar else {
            return Ok(None);
        };
        let parsed = day.parse();
        parsed
            .map(Some)
            .map_err(|_| format!("`received.older_than_calendar`: `{day}` is no date"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = r#"
        book = "old"
        id = "编号"
        channel = { value = "letter" }
        title = { column = "主题" }
        text = { column = "详情" }
        received = { column = "时间", forms = ["slash"] }
    "#;

    #[test]
    fn a_plain_map_is_read() {
        let map = Map::parse(MAP).unwrap();
        assert_eq!(map.column_of("title"), "主题");
        assert_eq!(map.columns().count(), 4);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            ("book = \"old\"", "book = \"Old Book\"", "`book`"),
            ("\"letter\"", "\"pigeon\"", "pigeon"),
            ("title = { column = \"主题\" }", "title = {}", "`title`"),
            ("[\"slash\"]", "[]", "received.forms"),
            ("[\"slash\"]", "[\"guess\"]", "guess"),
            ("id = \"编号\"", "id = \"编号\"\nidd = \"x\"", "idd"),
        ];
        for (from, to, named) in cases {
            let invalid = Map::parse(&MAP.replace(from, to)).unwrap_err();
            assert!(invalid.to_string().contains(named), "{to}: {invalid}");
        }
    }

    #[test]
    fn the_maps_shipped_can_be_used() {
        for text in [
            include_str!("../../../../catalogue/import/messages.toml"),
            include_str!("../../../../catalogue/import/replies.toml"),
            include_str!("../../../../catalogue/import/hotline.toml"),
        ] {
            Map::parse(text).unwrap();
        }
    }
}
