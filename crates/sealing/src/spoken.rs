//! The spoken password (电话口令) of a telephone query (P-23): eight digits, given with the short number
//! on the slip and read back over the telephone.
//!
//! It is short because it is spoken, so it is never looked up alone: only its keyed hash together with
//! the number is stored (T7), the desk counts attempts, and what it opens is one of four words.

use crate::draw::{self, Random};
use crate::frame::frame;
use crate::key_file::KeyFile;
use crate::normal::half_width;
use zeroize::Zeroizing;

const DIGITS: usize = 8;

/// A spoken password. It has no `Debug` or `Display`: it is shown once, on the slip.
pub struct SpokenPassword {
    digits: Zeroizing<String>,
}

impl SpokenPassword {
    /// Draws a new one; every digit is equally likely.
    pub fn draw(random: &mut Random<'_>) -> Self {
        Self {
            digits: draw::digits(random, DIGITS),
        }
    }

    /// The digits in two groups, for the slip.
    pub fn reveal(&self) -> Zeroizing<String> {
        let (first, last) = self.digits.split_at(DIGITS / 2);
        Zeroizing::new(format!("{first} {last}"))
    }
}

/// What is stored and looked up for a number and what was spoken: the digits of it, in any grouping.
pub fn digest(keys: &KeyFile, number: &str, spoken: &str) -> [u8; 32] {
    let digits: Zeroizing<String> = Zeroizing::new(
        spoken
            .chars()
            .map(half_width)
            .filter(char::is_ascii_digit)
            .collect(),
    );
    let parts = [number.as_bytes(), digits.as_bytes()];
    keys.query_code_mac(&frame("jianjian spoken password", &parts))
}

#[cfg(test)]
mod tests {
    use super::{SpokenPassword, digest};
    use crate::samples::key_file;
    use crate::suite::Suite;

    #[test]
    fn eight_digits_in_two_groups_however_they_are_typed_p_23() {
        let mut next = 245_u8;
        let password = SpokenPassword::draw(&mut |bytes: &mut [u8]| {
            for byte in bytes {
                *byte = next;
                next = next.wrapping_add(1);
            }
        });
        assert_eq!(&**password.reveal(), "5678 9012");
        let keys = key_file(Suite::Aes256Gcm);
        let told = digest(&keys, "n", &password.reveal());
        assert_eq!(told, digest(&keys, "n", "５６７８-９０１２"));
        assert_ne!(told, digest(&keys, "m", "56789012"));
        assert_ne!(told, digest(&keys, "n", "56789013"));
    }
}
