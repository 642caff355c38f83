//! A day as a catalogue writes it: TOML's own date (`2018-03-23`), or the same in quotes.

use jiff::civil::Date;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Quoted(String),
    Bare(toml::value::Datetime),
}

pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let text = match Written::deserialize(from)? {
        Written::Quoted(text) => text,
        Written::Bare(day) => day.to_string(),
    };
    text.parse().map_err(D::Error::custom)
}

pub(super) fn read_optional<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    read(from).map(Some)
}
