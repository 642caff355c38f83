//! A question in words (T23): what is put instead of a refusal when a peer or an office is beyond
//! its allowance. No picture, no sound, no script, so that everybody can answer it.
//!
//! It holds off a flood, not a determined machine; each answer is good for a few forms only.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

/// Forms that one answer is good for: a report with all its attachments.
const USES: u8 = 12;

/// Milliseconds that a question can be answered and an answer used.
const VALID_FOR: i64 = 60 * 60 * 1_000;

/// Answers remembered at most: stops memory from growing under a flood.
const REMEMBERED_MAX: usize = 100_000;

/// Puts questions and judges answers. The key is random and lives in memory only.
#[derive(Default)]
pub struct Challenges {
    key: RandomState,
    used: Mutex<HashMap<u64, Used>>,
}

struct Used {
    left: u8,
    until: i64,
}

/// A question on its way to a page.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// In words: 三加五等于几.
    pub question: String,
    /// Goes with the answer; says nothing by itself.
    pub token: String,
}

impl Challenges {
    /// A new question. `now` in milliseconds.
    pub fn pose(&self, now: i64) -> Challenge {
        // Every RandomState has keys of its own, so this is a fresh random number.
        let seed = RandomState::new().hash_one(now);
        let (left, right) = self.terms(seed);
        Challenge {
            question: format!("{}加{}等于几？", numeral(left), numeral(right)),
            token: format!("{now:x}.{seed:x}.{:x}", self.mark(now, seed)),
        }
    }

    /// Whether the answer is right and not used up; counts this use.
    pub fn accepts(&self, token: &str, answer: &str, now: i64) -> bool {
        let Some((posed, seed)) = self.read(token) else {
            return false;
        };
        let (left, right) = self.terms(seed);
        let in_time = (posed..posed + VALID_FOR).contains(&now);
        in_time && number(answer) == Some(left + right) && self.use_up(seed, posed, now)
    }

    fn use_up(&self, seed: u64, posed: i64, now: i64) -> bool {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() >= REMEMBERED_MAX {
            used.retain(|_, one| one.until > now);
        }
        if used.len() >= REMEMBERED_MAX && !used.contains_key(&seed) {
            return true; // A flood must not block real reports: rather forget to count.
        }
        let one = used.entry(seed).or_insert(Used {
            left: USES,
            until: posed + VALID_FOR,
        });
        let is_left = one.left > 0;
        one.left = one.left.saturating_sub(1);
        is_left
    }

    fn read(&self, token: &str) -> Option<(i64, u64)> {
        let mut parts = token.splitn(3, '.');
        let posed = i64::from_str_radix(parts.next()?, 16).ok()?;
        let seed = u64::from_str_radix(parts.next()?, 16).ok()?;
        let mark = u64::from_str_radix(parts.next()?, 16).ok()?;
        (mark == self.mark(posed, seed)).then_some((posed, seed))
    }

    fn mark(&self, posed: i64, seed: u64) -> u64 {
        self.key.hash_one(("mark", posed, seed))
    }

    fn terms(&self, seed: u64) -> (u64, u64) {
        let drawn = self.key.hash_one(("terms", seed));
        (drawn % 9 + 1, drawn / 9 % 9 + 1)
    }
}

const NUMERALS: [&str; 19] = [
    "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三",
    "十四", "十五", "十六", "十七", "十八",
];

fn numeral(number: u64) -> &'static str {
    usize::try_from(number)
        .ok()
        .and_then(|at| NUMERALS.get(at))
        .copied()
        .unwrap_or("零")
}

/// Reads 8, ８, 八 and 一十八 alike.
fn number(answer: &str) -> Option<u64> {
    let plain: String = answer.trim().chars().map(half_width).collect();
    let zh = plain
        .strip_prefix("一十")
        .map_or(plain.clone(), |rest| format!("十{rest}"));
    let named = NUMERALS.iter().position(|numeral| *numeral == zh);
    named
        .and_then(|at| u64::try_from(at).ok())
        .or_else(|| plain.parse().ok())
}

fn half_width(char: char) -> char {
    match char {
        '０'..='９' => char::from_u32(char as u32 - '０' as u32 + '0' as u32).unwrap_or(char),
        '两' => '二',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solve(challenge: &Challenge) -> String {
        let (left, right) = challenge
            .question
            .trim_end_matches("等于几？")
            .split_once('加')
            .unwrap();
        (number(left).unwrap() + number(right).unwrap()).to_string()
    }

    #[test]
    fn a_right_answer_opens_a_few_forms_and_no_more() {
        let challenges = Challenges::default();
        let posed = challenges.pose(1_000);
        let answer = solve(&posed);
        for _ in 0..USES {
            assert!(challenges.accepts(&posed.token, &answer, 2_000));
        }
        assert!(!challenges.accepts(&posed.token, &answer, 2_000));
    }

    #[test]
    fn wrong_late_forged_and_foreign_answers_are_refused() {
        let challenges = Challenges::default();
        let posed = challenges.pose(1_000);
        let answer = solve(&posed);
        assert!(!challenges.accepts(&posed.token, "99", 2_000));
        assert!(!challenges.accepts(&posed.token, "", 2_000));
        assert!(!challenges.accepts(&posed.token, &answer, 1_000 + VALID_FOR));
        assert!(!challenges.accepts("0.0.0", &answer, 2_000));
        assert!(!challenges.accepts("nonsense", &answer, 2_000));
        assert!(!Challenges::default().accepts(&posed.token, &answer, 2_000));
    }

    #[test]
    fn answers_are_read_as_people_write_them() {
        for answer in ["18", " 18 ", "１８", "十八", "一十八"] {
            assert_eq!(number(answer), Some(18), "{answer}");
        }
        assert_eq!(number("两"), Some(2));
        assert_eq!(number("十十"), None);
    }
}
