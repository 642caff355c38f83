//! The passphrase (口令) of a file that leaves by hand and is opened on a machine without this program:
//! twenty digits in five groups, drawn here, told by telephone, kept nowhere.
//!
//! Digits, because they are read out and written down without a mistake in any dialect. Twenty of them
//! are 66 random bits, which no search through a locked file gets near.

use crate::draw::{self, Random};
use crate::normal::half_width;
use zeroize::Zeroizing;

const DIGITS: usize = 20;
const GROUP: usize = 4;

/// A passphrase. It has no `Debug` or `Display`: it is shown once.
pub struct Passphrase {
    words: Zeroizing<String>,
}

impl Passphrase {
    /// Draws a new one; every digit is equally likely.
    pub fn draw(random: &mut Random<'_>) -> Self {
        Self::grouped(&draw::digits(random, DIGITS))
    }

    /// The passphrase somebody typed, in whatever grouping and width; nothing where it is none of ours.
    pub fn read(typed: &str) -> Option<Self> {
        let mut digits = Zeroizing::new(String::with_capacity(DIGITS));
        for c in typed.chars().map(half_width) {
            match c {
                '0'..='9' if digits.len() < DIGITS => digits.push(c),
                '-' | '—' | '–' => {}
                c if c.is_whitespace() => {}
                _ => return None,
            }
        }
        (digits.len() == DIGITS).then(|| Self::grouped(&digits))
    }

    /// As it is read out, written down, and typed where the file is opened: groups and hyphens.
    pub fn reveal(&self) -> &str {
        &self.words
    }

    fn grouped(digits: &str) -> Self {
        let mut words = Zeroizing::new(String::with_capacity(DIGITS + DIGITS / GROUP));
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && at % GROUP == 0 {
                words.push('-');
            }
            words.push(digit);
        }
        Self { words }
    }
}

#[cfg(test)]
mod tests {
    use super::Passphrase;

    #[test]
    fn twenty_digits_in_five_groups_however_they_are_typed_p_09() {
        let mut next = 245_u8;
        let drawn = Passphrase::draw(&mut |bytes: &mut [u8]| {
            for byte in bytes {
                *byte = next;
                next = next.wrapping_add(1);
            }
        });
        assert_eq!(drawn.reveal(), "5678-9012-3456-7890-1234");
        let typed = "５６７８ 9012　3456—7890 1234";
        let read = Passphrase::read(typed).unwrap();
        assert_eq!(read.reveal(), drawn.reveal());
        for wrong in [
            "",
            "5678",
            "5678-9012-3456-7890-12345",
            "5678-9012-3456-7890-123x",
        ] {
            assert!(Passphrase::read(wrong).is_none(), "{wrong}");
        }
    }
}
