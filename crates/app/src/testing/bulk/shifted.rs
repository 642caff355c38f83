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
    round: u32,
    /// Weeks its days move: back, or ahead.
    weeks: i64,
}

/// The bits below the time in an id.
const TIME_AT: u32 = 80;

const WEEK_MS: i64 = 7 * 24 * 3_600_000;

/// Rounds that differ in their days: about ten years of weeks, then again from the first.
const WEEKS_MAX: u32 = 520;

/// Rounds either way at most: each leaves its trace in the numbers of its matters.
const ROUNDS_MAX: u32 = 5_000;

impl Shift {
    /// A round that happened earlier.
    pub(super) fn back(round: usize) -> Self {
        let round = within(round);
        let weeks = -i64::from(round % WEEKS_MAX);
        Self { round, weeks }
    }

    /// A round that is still to come.
    pub(super) fn ahead(round: usize) -> Self {
        let round = within(round);
        let weeks = i64::from(round % WEEKS_MAX) + 1;
        let round = ROUNDS_MAX + round;
        Self { round, weeks }
    }

    /// Another id for every round; the same references meet again within one. Its time moves with the days,
    /// so that ids lie in the order in which their matters came, as those of an office do.
    pub(super) fn id(self, id: Uuid) -> Uuid {
        let mask =
            u128::from(self.round).wrapping_mul(0x9E37_79B9_7F4A_7C15) & 0x0FFF_FFFF_FFFF_FFFF;
        let moved = match id.get_version_num() {
            7 => i128::from(self.weeks * WEEK_MS) << TIME_AT,
            _ => 0,
        };
        Uuid::from_u128(id.as_u128().wrapping_add_signed(moved) ^ mask)
    }

    /// Milliseconds since 1970 at which a template's copy came.
    pub(super) fn came(self, template: Uuid) -> u128 {
        self.id(template).as_u128() >> TIME_AT
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
                ("at" | "until_at", Some(at)) => (at + self.weeks * WEEK_MS).into(),
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
        let days = self.weeks * 7;
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
            return date.checked_add(days.days()).unwrap_or(date).to_string();
        }
        if text.contains('T')
            && let Ok(time) = text.parse::<DateTime>()
        {
            let moved = SignedDuration::from_hours(days * 24);
            return time.checked_add(moved).unwrap_or(time).to_string();
        }
        text.to_owned()
    }

    /// Rounds follow each other within a series.
    fn number(self, number: &Number) -> Number {
        number.with_sequence(number.sequence() * 2 * ROUNDS_MAX + self.round)
    }
}

fn within(round: usize) -> u32 {
    let round = u32::try_from(round)
        .ok()
        .filter(|round| *round < ROUNDS_MAX);
    round.expect("a book that is measured has fewer rounds")
}
