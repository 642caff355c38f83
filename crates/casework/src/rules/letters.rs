//! Letters as data (函件, `letters/*.toml`): fixed words, what fills them, and from which stage on they are
//! written.
//!
//! Places in the words are a closed list in braces; none of them opens who reported by itself (T1). A
//! letter that names another place, an unknown event or nothing at all is refused when the catalogue is
//! read.

use super::read::Invalid;
use crate::codes;
use crate::matter::Stage;
use serde::Deserialize;

/// A letter an office writes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterRule {
    /// Permanent id, e.g. `reply`; its word in addresses.
    pub id: String,
    /// 答复函.
    pub name: String,
    /// Its place in the list.
    pub order: u32,
    /// From which stage on it is offered.
    pub from: Stage,
    /// Whether it is for what was screened out (剔除), instead of what was handled.
    #[serde(default)]
    pub excluded: bool,
    /// What must have been done before there is anything to write.
    #[serde(default)]
    pub needs: Option<Need>,
    /// Its number (发文字号), with room for what is written by hand.
    #[serde(default)]
    pub number: String,
    /// Its title.
    pub title: String,
    /// To whom (主送).
    pub addressee: String,
    /// Under the date, in brackets (附注); empty for none.
    #[serde(default)]
    pub contact: String,
    /// What is enclosed (附件), named only to whom it stands open; empty for nothing.
    #[serde(default)]
    pub enclosure: String,
    /// The rule it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
    /// Its paragraphs.
    #[serde(rename = "part")]
    pub parts: Vec<PartRule>,
}

codes! {
    /// What must have been done before a letter can be written.
    pub enum Need {
        /// A demand went to another body.
        Handed = "handed" => "已转送",
        /// Name and contact went along, and stand open for the reader (P-20).
        Annex = "annex" => "联系方式附页",
    }
}

/// A paragraph of a letter.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum PartRule {
    /// Words with places in them.
    Text {
        /// The words.
        text: String,
    },
    /// What the last act of a kind said under a label.
    Said {
        /// Kind of event, without version.
        of: String,
        /// Label in the minutes.
        label: String,
        /// What stands there while nothing was said.
        missing: String,
    },
    /// Name and contact as the reporter let them go along (P-20).
    Contact,
}

codes! {
    /// A place in the words of a letter.
    pub enum Place {
        /// Who reported: left free unless it stands open for the reader (T1, T2).
        Reporter = "reporter" => "举报人",
        /// The matter's number.
        Number = "number" => "编号",
        /// Day of arrival.
        Received = "received" => "收到",
        /// The office that writes.
        Organ = "organ" => "机关",
        /// The body a demand was last handed to.
        Body = "body" => "收件部门",
        /// The year of the letter.
        Year = "year" => "年份",
    }
}

impl LetterRule {
    /// Words with their places filled.
    pub fn filled(words: &str, fill: impl Fn(Place) -> String) -> String {
        let mut filled = words.to_owned();
        for place in Place::ALL {
            let written = format!("{{{}}}", place.as_str());
            if filled.contains(&written) {
                filled = filled.replace(&written, &fill(*place));
            }
        }
        filled
    }

    /// Refuses a letter that could not be filled.
    pub(super) fn check(&self) -> Result<(), Invalid> {
        let heads = [
            &self.number,
            &self.title,
            &self.addressee,
            &self.contact,
            &self.enclosure,
        ];
        let unfilled = heads.into_iter().find_map(|words| unknown_place(words));
        let wrong = self.parts.iter().find_map(wrong);
        let opens = self
            .parts
            .iter()
            .any(|part| matches!(part, PartRule::Contact));
        let unguarded = (opens && self.needs != Some(Need::Annex))
            .then(|| "a part `contact` without `needs = \"annex\"`".to_owned());
        let empty = self
            .parts
            .is_empty()
            .then(|| "a letter has parts".to_owned());
        match unfilled.or(wrong).or(unguarded).or(empty) {
            None => Ok(()),
            Some(reason) => Err(Invalid {
                path: format!("letters/{}.toml", self.id),
                reason,
            }),
        }
    }
}

fn wrong(part: &PartRule) -> Option<String> {
    match part {
        PartRule::Text { text } => unknown_place(text),
        PartRule::Said { of, .. } => {
            let known = crate::matter::steps::knows(of);
            (!known).then(|| format!("the unknown event `{of}`"))
        }
        PartRule::Contact => None,
    }
}

fn unknown_place(words: &str) -> Option<String> {
    let left = LetterRule::filled(words, |_| String::new());
    let open = left.find('{')?;
    Some(format!("the unknown place `{}`", &left[open..]))
}
