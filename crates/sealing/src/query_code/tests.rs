//! Query codes: how people write them, and the slips that must be caught.

use proptest::prelude::*;

use super::*;
use crate::samples::{key_file, other_key_file, stream};
use crate::suite::Suite;

fn code(seed: u64) -> QueryCode {
    QueryCode::draw(&mut stream(seed))
}

fn is_same(text: &str, code: &QueryCode) -> bool {
    QueryCode::parse(text).is_ok_and(|parsed| parsed.symbols.expose() == code.symbols.expose())
}

#[test]
fn a_code_is_twenty_two_characters_in_groups() {
    let text = QueryCode::from_random([0xff; 13]).reveal();
    assert_eq!(&text[..25], "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-");
    assert_eq!(text.len(), 27);
    let zero = QueryCode::from_random([0; 13]).reveal();
    assert_eq!(*zero, "0000-0000-0000-0000-0000-00");
}

#[test]
fn every_one_of_the_hundred_bits_counts() {
    for bit in 0..104 {
        let mut bytes = [0; 13];
        bytes[bit / 8] = 0x80 >> (bit % 8);
        let differs = *QueryCode::from_random(bytes).reveal() != *"0000-0000-0000-0000-0000-00";
        assert_eq!(differs, bit < 100, "bit {bit}");
    }
}

#[test]
fn what_people_write_is_understood() {
    let code = QueryCode::from_random([0x08, 0x40, 0x1b, 0xef, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    let text = code.reveal();
    assert!(text.contains('0') && text.contains('1') && text.contains('V'));
    let full_width: String = text
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
        .collect();
    let spellings = [
        text.to_lowercase(),
        text.replace('-', ""),
        text.replace('-', " － \u{3000}"),
        full_width,
        text.replace('0', "O").replace('1', "l").replace('V', "u"),
        text.replace('0', "o").replace('1', "I"),
        format!("\u{feff} {}\n", *text),
    ];
    for spelling in spellings {
        assert!(is_same(&spelling, &code), "{spelling}");
    }
}

#[test]
fn what_is_no_code_is_refused() {
    let text = code(1).reveal();
    let longer = format!("{}0", *text);
    for rubbish in [
        "",
        "查询码",
        "0",
        &text[..26],
        &longer,
        &text.replace('-', "*"),
    ] {
        assert_eq!(QueryCode::parse(rubbish).err(), Some(NotACode), "{rubbish}");
    }
}

#[test]
fn digests_keep_codes_keys_and_suites_apart() {
    let keys = key_file(Suite::Aes256Gcm);
    let digest = code_digest(&keys, &code(1));
    assert_eq!(
        digest,
        digest_of_input(&keys, &code(1).reveal().to_lowercase())
    );
    assert_ne!(digest, code_digest(&keys, &code(2)));
    assert_ne!(
        digest,
        code_digest(&other_key_file(Suite::Aes256Gcm), &code(1))
    );
    assert_ne!(digest, code_digest(&key_file(Suite::Sm4Gcm), &code(1)));
}

#[test]
fn text_that_is_no_code_is_looked_up_as_a_digest_no_code_has() {
    let keys = key_file(Suite::Aes256Gcm);
    let dummy = digest_of_input(&keys, "not a code");
    assert_eq!(dummy, digest_of_input(&keys, ""));
    assert_ne!(dummy, code_digest(&keys, &QueryCode::from_random([0; 13])));
}

proptest! {
    #[test]
    fn a_revealed_code_is_read_back(bytes in any::<[u8; 13]>()) {
        let code = QueryCode::from_random(bytes);
        prop_assert!(is_same(&code.reveal(), &code));
    }

    #[test]
    fn parsing_never_panics(text in "\\PC{0,40}") {
        prop_assert!(QueryCode::parse(&text).is_err());
    }

    #[test]
    fn one_wrong_character_is_always_caught(
        bytes in any::<[u8; 13]>(), index in 0_usize..22, other in 0_usize..32,
    ) {
        let mut text: Vec<u8> = QueryCode::from_random(bytes).reveal().replace('-', "").into();
        prop_assume!(text[index] != ALPHABET[other]);
        text[index] = ALPHABET[other];
        prop_assert!(QueryCode::parse(str::from_utf8(&text).unwrap()).is_err());
    }

    #[test]
    fn swapped_neighbours_are_always_caught(bytes in any::<[u8; 13]>(), index in 0_usize..21) {
        let mut text: Vec<u8> = QueryCode::from_random(bytes).reveal().replace('-', "").into();
        prop_assume!(text[index] != text[index + 1]);
        text.swap(index, index + 1);
        prop_assert!(QueryCode::parse(str::from_utf8(&text).unwrap()).is_err());
    }
}
