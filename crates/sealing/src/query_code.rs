//! The query code (查询码): what a reporter keeps to ask how their report stands (T7).
//!
//! 100 random bits as twenty characters and two check characters, in groups that can be read over
//! a telephone: `7K3M-9QXA-2B4C-D5EF-GH6J-K8`. The alphabet has no I, L, O or U, and what people
//! write instead is read as 1, 1, 0 and V. The check characters catch every single wrong character
//! and every swapped pair of neighbours, so that a slip of the pen is told at the form and not by
//! an unknown code.
//!
//! Only a keyed hash is stored. With 100 bits nothing can be guessed, so no slow hash is needed.

use thiserror::Error;
use zeroize::{Zeroize, Zeroizing};

use crate::draw::Random;
use crate::frame::frame;
use crate::key_file::KeyFile;
use crate::normal::{half_width, is_hyphen, is_invisible};
use crate::secret::Secret;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const SYMBOLS: usize = 20;
const WITH_CHECK: usize = SYMBOLS + 2;
const GROUP: usize = 4;

/// The largest prime below 32². A prime above 32 sees every single change and every swap of
/// neighbours, because neither changes the number by a multiple of it.
const CHECK_PRIME: u32 = 1021;

/// A query code. It has no `Debug` or `Display`: it is shown once, on the receipt, by [`reveal`].
///
/// [`reveal`]: QueryCode::reveal
pub struct QueryCode {
    /// Places in the alphabet, each below 32.
    symbols: Secret<SYMBOLS>,
}

/// Text that is not a query code. It does not say why, and a caller on the public site must not
/// answer differently from an unknown code; see [`digest_of_input`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is not a query code")]
pub struct NotACode;

impl QueryCode {
    /// The code of 100 of these 104 random bits.
    pub fn from_random(mut bytes: [u8; 13]) -> Self {
        let mut symbols = [0; SYMBOLS];
        for (index, symbol) in symbols.iter_mut().enumerate() {
            *symbol = five_bits(&bytes, index * 5);
        }
        bytes.zeroize();
        Self {
            symbols: Secret::take(&mut symbols),
        }
    }

    /// Draws a new code.
    pub fn draw(random: &mut Random<'_>) -> Self {
        let mut bytes = Zeroizing::new([0; 13]);
        random(bytes.as_mut_slice());
        Self::from_random(*bytes)
    }

    /// Reads what a person typed: small letters, full-width characters (全角), spaces, hyphens and
    /// confused letters are understood.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        let mut given = Zeroizing::new([0; WITH_CHECK]);
        let mut count = 0;
        for character in text
            .chars()
            .map(half_width)
            .filter(|character| !is_filler(*character))
        {
            *given.get_mut(count).ok_or(NotACode)? =
                place_in_alphabet(character).ok_or(NotACode)?;
            count += 1;
        }
        let (symbols, check) = given.split_first_chunk_mut().ok_or(NotACode)?;
        if count != WITH_CHECK || check != check_symbols(symbols) {
            return Err(NotACode);
        }
        Ok(Self {
            symbols: Secret::take(symbols),
        })
    }

    /// The code in groups, for the receipt that is shown once.
    pub fn reveal(&self) -> Zeroizing<String> {
        let symbols = self.symbols.expose();
        let check = check_symbols(symbols);
        let mut text = Zeroizing::new(String::with_capacity(WITH_CHECK + WITH_CHECK / GROUP));
        for (index, symbol) in symbols.iter().chain(&check).enumerate() {
            if index > 0 && index % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(*symbol)]));
        }
        text
    }
}

/// What is stored and looked up for a code.
pub fn code_digest(keys: &KeyFile, code: &QueryCode) -> [u8; 32] {
    keys.query_code_mac(&frame("jianjian query code", &[code.symbols.expose()]))
}

/// What to look up for text typed on the public site, whether or not it is a code.
///
/// Text that is no code gets a digest that no code has, at the same cost: the look-up runs and
/// finds nothing, and "wrong" cannot be told from "unknown" (T7).
pub fn digest_of_input(keys: &KeyFile, text: &str) -> [u8; 32] {
    match QueryCode::parse(text) {
        Ok(code) => code_digest(keys, &code),
        Err(NotACode) => keys.query_code_mac(&frame("jianjian no code at", &[&[0; SYMBOLS]])),
    }
}

fn is_filler(character: char) -> bool {
    character.is_whitespace() || is_hyphen(character) || is_invisible(character)
}

fn place_in_alphabet(character: char) -> Option<u8> {
    let meant = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    };
    let place = ALPHABET
        .iter()
        .position(|known| char::from(*known) == meant)?;
    u8::try_from(place).ok()
}

fn five_bits(bytes: &[u8; 13], start: usize) -> u8 {
    (start..start + 5).fold(0, |symbol, bit| {
        symbol << 1 | (bytes[bit / 8] >> (7 - bit % 8)) & 1
    })
}

fn check_symbols(symbols: &[u8; SYMBOLS]) -> [u8; 2] {
    let check = symbols.iter().fold(0, |rest, symbol| {
        (rest * 32 + u32::from(*symbol)) % CHECK_PRIME
    });
    [check / 32, check % 32].map(|symbol| u8::try_from(symbol).expect("the check is below 32²"))
}

#[cfg(test)]
mod tests;
