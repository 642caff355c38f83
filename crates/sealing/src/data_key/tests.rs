//! Wrapped keys: rotation, retirement, and everything that must not open.

use super::*;
use crate::draw::Salt;
use crate::samples::{data_key, key_file, nonce, other_key_file, stream};
use crate::value::{Padding, open, seal};

const PLACE: Place<'static> = Place {
    purpose: "identity",
    table: "keys",
    column: "wrapped",
    row: "key-1",
};

fn failure(result: Result<DataKey, UnwrapError>) -> UnwrapError {
    result.err().expect("this must not unwrap")
}

fn opens_the_same(key: &DataKey, other: &DataKey) -> bool {
    key.suite() == other.suite() && key.secret().expose() == other.secret().expose()
}

#[test]
fn a_wrapped_key_comes_back_with_its_suite() {
    for (file_suite, suite) in Suite::ALL.into_iter().zip(Suite::ALL.into_iter().rev()) {
        let keys = key_file(file_suite);
        let key = data_key(suite);
        let wrapped = wrap(&keys, &PLACE, Audience::EVERYBODY, &key, nonce(5));
        let unwrapped = unwrap(&keys, &PLACE, Audience::EVERYBODY, &wrapped)
            .ok()
            .unwrap();
        assert!(opens_the_same(&unwrapped, &key));
        assert_eq!(wrapped_under(&wrapped), Ok(keys.active_id()));
    }
}

#[test]
fn every_flipped_bit_and_every_cut_is_refused() {
    for suite in Suite::ALL {
        let keys = key_file(suite);
        let wrapped = wrap(
            &keys,
            &PLACE,
            Audience::EVERYBODY,
            &data_key(suite),
            nonce(5),
        );
        for bit in 0..wrapped.len() * 8 {
            let mut changed = wrapped.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(
                unwrap(&keys, &PLACE, Audience::EVERYBODY, &changed).is_err(),
                "{suite:?}, bit {bit}"
            );
        }
        for length in 0..wrapped.len() {
            assert!(
                unwrap(&keys, &PLACE, Audience::EVERYBODY, &wrapped[..length]).is_err(),
                "{length} bytes"
            );
        }
    }
}

#[test]
fn a_moved_key_does_not_unwrap() {
    let keys = key_file(Suite::Aes256Gcm);
    let wrapped = wrap(
        &keys,
        &PLACE,
        Audience::EVERYBODY,
        &data_key(Suite::Aes256Gcm),
        nonce(5),
    );
    for place in [
        Place {
            row: "key-2",
            ..PLACE
        },
        Place {
            purpose: "report",
            ..PLACE
        },
    ] {
        let refused = failure(unwrap(&keys, &place, Audience::EVERYBODY, &wrapped));
        assert_eq!(refused, UnwrapError::Open(OpenError::Refused));
    }
}

#[test]
fn another_key_file_does_not_hold_the_key() {
    let keys = key_file(Suite::Aes256Gcm);
    let wrapped = wrap(
        &keys,
        &PLACE,
        Audience::EVERYBODY,
        &data_key(Suite::Aes256Gcm),
        nonce(5),
    );
    let refused = failure(unwrap(
        &other_key_file(Suite::Aes256Gcm),
        &PLACE,
        Audience::EVERYBODY,
        &wrapped,
    ));
    assert_eq!(refused, UnwrapError::Unknown(keys.active_id()));
}

#[test]
fn rotation_rewraps_keys_and_leaves_ciphertext_alone() {
    let mut keys = key_file(Suite::Aes256Gcm);
    let old = keys.active_id();
    let key = data_key(Suite::Aes256Gcm);
    let wrapped = wrap(&keys, &PLACE, Audience::EVERYBODY, &key, nonce(5));
    let value = Place {
        table: "sealed",
        column: "ciphertext",
        ..PLACE
    };
    let salt = Salt::from_random([1; 16]);
    let sealed = seal(&key, &value, b"identity", Padding::Identity, salt, nonce(6));

    let new = keys.rotate(&mut stream(9), Suite::Sm4Gcm);
    assert_eq!((keys.active_id(), keys.suite()), (new, Suite::Sm4Gcm));
    assert!(opens_the_same(
        &unwrap(&keys, &PLACE, Audience::EVERYBODY, &wrapped)
            .ok()
            .unwrap(),
        &key
    ));

    let rewrapped = rewrap(
        &keys,
        &PLACE,
        (Audience::EVERYBODY, Audience::EVERYBODY),
        &wrapped,
        nonce(7),
    )
    .unwrap();
    assert_eq!(wrapped_under(&rewrapped), Ok(new));
    keys.retire(old).unwrap();
    let unwrapped = unwrap(&keys, &PLACE, Audience::EVERYBODY, &rewrapped)
        .ok()
        .unwrap();
    let opened = open(&unwrapped, &value, &sealed.ciphertext).ok().unwrap();
    assert_eq!(opened.text(), Ok("identity"));
}

#[test]
fn a_retired_key_is_named_also_after_the_file_was_read_again() {
    let mut keys = key_file(Suite::Sm4Gcm);
    let old = keys.active_id();
    let wrapped = wrap(
        &keys,
        &PLACE,
        Audience::EVERYBODY,
        &data_key(Suite::Sm4Gcm),
        nonce(5),
    );
    keys.rotate(&mut stream(9), Suite::Sm4Gcm);
    keys.retire(old).unwrap();
    let read_again = KeyFile::parse(&keys.to_text()).ok().unwrap();
    for keys in [&keys, &read_again] {
        assert_eq!(
            failure(unwrap(keys, &PLACE, Audience::EVERYBODY, &wrapped)),
            UnwrapError::Retired(old)
        );
        assert_eq!(
            rewrap(
                keys,
                &PLACE,
                (Audience::EVERYBODY, Audience::EVERYBODY),
                &wrapped,
                nonce(7)
            ),
            Err(UnwrapError::Retired(old))
        );
    }
}

#[test]
fn a_key_wrapped_for_an_audience_opens_for_it_alone_t5() {
    for suite in Suite::ALL {
        let keys = key_file(suite);
        let key = data_key(suite);
        let (everybody, above) = (Audience::EVERYBODY, Audience::named("990100"));
        let local = wrap(&keys, &PLACE, everybody, &key, nonce(5));
        let handed_up = rewrap(&keys, &PLACE, (everybody, above), &local, nonce(6)).unwrap();
        assert!(opens_the_same(
            &unwrap(&keys, &PLACE, above, &handed_up).ok().unwrap(),
            &key
        ));
        for other in [
            everybody,
            Audience::named("990101"),
            Audience::named("9901000"),
        ] {
            let refused = failure(unwrap(&keys, &PLACE, other, &handed_up));
            assert_eq!(refused, UnwrapError::Open(OpenError::Refused), "{other:?}");
        }
        let given_back = rewrap(&keys, &PLACE, (above, everybody), &handed_up, nonce(7)).unwrap();
        assert!(opens_the_same(
            &unwrap(&keys, &PLACE, everybody, &given_back).ok().unwrap(),
            &key
        ));
    }
}
