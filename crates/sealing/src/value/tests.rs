//! Values: what was sealed opens here and nowhere else.

use proptest::prelude::*;

use super::*;
use crate::samples::{data_key, nonce, other_data_key, salt};
use crate::suite::Suite;

const PLACE: Place<'static> = Place {
    purpose: "report text",
    table: "sealed",
    column: "ciphertext",
    row: "row-1",
};

fn sealed(suite: Suite, text: &[u8], padding: Padding) -> Sealed {
    seal(&data_key(suite), &PLACE, text, padding, salt(5), nonce(6))
}

fn failure(result: Result<Opened, OpenError>) -> OpenError {
    result.err().expect("this must not open")
}

#[test]
fn a_moved_value_does_not_open() {
    let sealed = sealed(Suite::Aes256Gcm, b"text", Padding::Text).ciphertext;
    let moved = [
        Place {
            purpose: "note",
            ..PLACE
        },
        Place {
            table: "seale",
            ..PLACE
        },
        Place {
            column: "other",
            ..PLACE
        },
        Place {
            row: "row-2",
            ..PLACE
        },
        Place {
            table: "sealedciphertext",
            column: "",
            ..PLACE
        },
    ];
    for place in moved {
        let refused = open(&data_key(Suite::Aes256Gcm), &place, &sealed);
        assert_eq!(failure(refused), OpenError::Refused, "{place:?}");
    }
}

#[test]
fn another_key_or_suite_does_not_open() {
    for suite in Suite::ALL {
        let sealed = sealed(suite, b"text", Padding::Text).ciphertext;
        assert_eq!(
            failure(open(&other_data_key(suite), &PLACE, &sealed)),
            OpenError::Refused
        );
        for other in Suite::ALL.into_iter().filter(|other| *other != suite) {
            assert_eq!(
                failure(open(&data_key(other), &PLACE, &sealed)),
                OpenError::Refused
            );
            let mut relabelled = sealed.clone();
            relabelled[1] = other.byte();
            assert_eq!(
                failure(open(&data_key(other), &PLACE, &relabelled)),
                OpenError::Refused
            );
        }
    }
}

#[test]
fn unknown_versions_and_suites_are_named() {
    let key = data_key(Suite::Aes256Gcm);
    let sealed = sealed(Suite::Aes256Gcm, b"text", Padding::Text).ciphertext;
    let with = |index: usize, byte| {
        let mut changed = sealed.clone();
        changed[index] = byte;
        failure(open(&key, &PLACE, &changed))
    };
    assert_eq!(with(0, 9), OpenError::Version(9));
    assert_eq!(with(1, 9), OpenError::Suite(9));
    assert_eq!(failure(open(&key, &PLACE, &sealed[..29])), OpenError::Short);
    assert_eq!(failure(open(&key, &PLACE, b"")), OpenError::Short);
}

#[test]
fn every_flipped_bit_and_every_cut_is_refused() {
    for suite in Suite::ALL {
        let key = data_key(suite);
        let sealed = sealed(suite, "反映问题".as_bytes(), Padding::Text).ciphertext;
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(
                open(&key, &PLACE, &changed).is_err(),
                "{suite:?}, bit {bit}"
            );
        }
        for length in 0..sealed.len() {
            assert!(
                open(&key, &PLACE, &sealed[..length]).is_err(),
                "{suite:?}, {length} bytes"
            );
        }
    }
}

#[test]
fn the_commitment_is_the_published_formula_for_every_suite() {
    let text = "反映问题".as_bytes();
    let expected = Suite::Aes256Gcm.hash(&[salt(5).bytes().as_slice(), text].concat());
    for suite in Suite::ALL {
        assert_eq!(sealed(suite, text, Padding::Text).commitment, expected);
    }
}

#[test]
fn another_text_sealed_into_the_place_breaks_the_commitment() {
    let key = data_key(Suite::Sm4Gcm);
    let first = sealed(Suite::Sm4Gcm, b"what was said", Padding::Text);
    let second = seal(
        &key,
        &PLACE,
        b"what was not",
        Padding::Text,
        salt(5),
        nonce(7),
    );
    assert!(open_committed(&key, &PLACE, &first.ciphertext, &first.commitment).is_ok());
    let replaced = open_committed(&key, &PLACE, &second.ciphertext, &first.commitment);
    assert_eq!(failure(replaced), OpenError::Commitment);
}

#[test]
fn equal_texts_have_other_commitments_under_other_salts() {
    let key = data_key(Suite::Aes256Gcm);
    let first = seal(&key, &PLACE, b"text", Padding::Text, salt(5), nonce(6));
    let second = seal(&key, &PLACE, b"text", Padding::Text, salt(6), nonce(7));
    assert_ne!(first.commitment, second.commitment);
}

#[test]
fn an_empty_identity_is_as_long_as_a_full_one() {
    let full = vec![b'x'; IDENTITY_ROOM];
    for suite in Suite::ALL {
        let lengths = [b"".as_slice(), b"x", &full]
            .map(|identity| sealed(suite, identity, Padding::Identity).ciphertext.len());
        assert_eq!(lengths, [1024 + 30; 3]);
    }
    assert_eq!(
        sealed(Suite::Sm4Gcm, &[0; IDENTITY_ROOM + 1], Padding::Identity)
            .ciphertext
            .len(),
        2048 + 30
    );
}

#[test]
fn a_short_name_is_as_long_as_a_phone_number() {
    let lengths = ["王小明", "13800000001", ""].map(|text| {
        sealed(Suite::Aes256Gcm, text.as_bytes(), Padding::Text)
            .ciphertext
            .len()
    });
    assert_eq!(lengths, [128 + 30; 3]);
}

#[test]
fn a_genuine_value_laid_out_wrongly_is_named() {
    let key = data_key(Suite::Aes256Gcm);
    let close = |laid_out: &[u8]| {
        let laid_out = Zeroizing::new(laid_out.to_vec());
        close(
            key.suite(),
            &cipher_key(&key),
            &[],
            &PLACE.bound(VALUE),
            laid_out,
            nonce(8),
        )
    };
    let shorter_than_a_salt = close(&padded(&[b"no salt"], |_| 64));
    assert_eq!(
        failure(open(&key, &PLACE, &shorter_than_a_salt)),
        OpenError::Layout
    );
    let no_length = close(b"abc");
    assert_eq!(failure(open(&key, &PLACE, &no_length)), OpenError::Layout);
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let key = data_key(Suite::Aes256Gcm);
    let sealed = sealed(Suite::Aes256Gcm, &[0xff], Padding::Text);
    assert_eq!(
        open(&key, &PLACE, &sealed.ciphertext).ok().unwrap().text(),
        Err(NotText)
    );
}

proptest! {
    #[test]
    fn what_is_sealed_opens_with_the_same_commitment(
        text in proptest::collection::vec(any::<u8>(), 0..3000),
        seed in any::<u64>(),
        suite in proptest::sample::select(Suite::ALL.to_vec()),
        padding in proptest::sample::select(vec![Padding::Identity, Padding::Text]),
    ) {
        let key = data_key(suite);
        let sealed = seal(&key, &PLACE, &text, padding, salt(seed), nonce(seed ^ 1));
        let opened = open_committed(&key, &PLACE, &sealed.ciphertext, &sealed.commitment)
            .map_err(|problem| TestCaseError::fail(problem.to_string()))?;
        prop_assert_eq!(&*opened.plaintext, &text);
        prop_assert_eq!(opened.commitment, sealed.commitment);
    }

    #[test]
    fn a_flipped_byte_anywhere_is_refused(
        text in proptest::collection::vec(any::<u8>(), 0..2000),
        index in any::<proptest::sample::Index>(),
        flip in 1_u8..,
        suite in proptest::sample::select(Suite::ALL.to_vec()),
    ) {
        let mut changed = sealed(suite, &text, Padding::Text).ciphertext;
        let index = index.index(changed.len());
        changed[index] ^= flip;
        prop_assert!(open(&data_key(suite), &PLACE, &changed).is_err());
    }
}
