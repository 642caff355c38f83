//! What changes in an event when its matter is copied: ids, numbers, days and commitments.

use casework::matter::Number;
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan};
use serde_json::{Map, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// One round of copies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shift {
    round: usize,
}

/// The bits below the time in an id.
const TIME_AT: u32 = 80;

const WEEK_MS: i64 = 7 * 24 * 3_600_000;

/// Rounds that differ in their days: about ten years of weeks, then again from the first.
const WEEKS_MAX: usize = 520;

impl Shift {
    pub(super) fn of(round: usize) -> Self {
        Self { round }
    }

    /// Another id for every round; the same references meet again within one. Its time moves with the days,
    /// so that ids lie in the order in which their matters came, as those of an office do.
    pub(super) fn id(self, id: Uuid) -> Uuid {
        let mask = (self.round as u128).wrapping_mul(0x9E37_79B9_7F4A_7C15) & 0x0FFF_FFFF_FFFF_FFFF;
        let back = match id.get_version_num() {
            7 => (self.weeks() as u128 * WEEK_MS as u128) << TIME_AT,
            _ => 0,
        };
        Uuid::from_u128(id.as_u128().wrapping_sub(back) ^ mask)
    }

    /// Milliseconds since 1970 at which a template's copy came.
    pub(super) fn came(self, template: Uuid) -> u128 {
        self.id(template).as_u128() >> TIME_AT
    }

    fn weeks(self) -> usize {
        self.round % WEEKS_MAX
    }

    /// The event of the copy.
    pub(super) fn moved(self, event: &Value, commitments: &HashMap<String, String>) -> Value {
        match event {
            Value::Object(map) => Value::Object(self.object(map, commitments)),
            Value::Array(values) => Value::Array(
                values
                    .iter()
                    .map(|value| self.moved(value, commitments))
                    .collect(),
            ),
            Value::String(text) => Value::String(self.text(text)),
            other => other.clone(),
        }
    }

    fn object(
        self,
        map: &Map<String, Value>,
        commitments: &HashMap<String, String>,
    ) -> Map<String, Value> {
        let mut moved = Map::new();
        for (name, value) in map {
            let value = match (&**name, value.as_i64()) {
                ("at" | "until_at", Some(at)) => (at - self.weeks() as i64 * WEEK_MS).into(),
                _ => self.moved(value, commitments),
            };
            moved.insert(name.clone(), value);
        }
        let id = moved.get("id").and_then(Value::as_str);
        if let Some(commitment) = id.and_then(|id| commitments.get(id)) {
            moved.insert("commitment".into(), commitment.clone().into());
        }
        moved
    }

    fn text(self, text: &str) -> String {
        let days = i64::try_from(self.weeks() * 7).unwrap_or_default();
        if let Some(id) = Some(text)
            .filter(|text| text.len() == 36)
            .and_then(|t| t.parse().ok())
        {
            return self.id(id).to_string();
        }
        if let Ok(number) = text.parse::<Number>() {
            return self.number(&number).to_string();
        }
        if text.len() == 10
            && let Ok(date) = text.parse::<Date>()
        {
            return date.checked_sub(days.days()).unwrap_or(date).to_string();
        }
        if text.contains('T')
            && let Ok(time) = text.parse::<DateTime>()
        {
            let back = SignedDuration::from_hours(days * 24);
            return time.checked_sub(back).unwrap_or(time).to_string();
        }
        text.to_owned()
    }

    /// Rounds follow each other within a series.
    fn number(self, number: &Number) -> Number {
        number.with_sequence(number.sequence() * 1_000 + u32::try_from(self.round).unwrap_or(0))
    }
}
