//! What the tests of this crate share: key files, keys and randomness that can be repeated.

use crate::data_key::DataKey;
use crate::draw::{Nonce, Salt};
use crate::key_file::KeyFile;
use crate::suite::Suite;

/// A repeatable stream of bytes that never repeats within a test (SplitMix64).
pub(crate) fn stream(seed: u64) -> impl FnMut(&mut [u8]) {
    let mut state = seed;
    move |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(8) {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

pub(crate) fn key_file(suite: Suite) -> KeyFile {
    KeyFile::generate(&mut stream(1), suite)
}

pub(crate) fn other_key_file(suite: Suite) -> KeyFile {
    KeyFile::generate(&mut stream(2), suite)
}

pub(crate) fn data_key(suite: Suite) -> DataKey {
    DataKey::draw(suite, &mut stream(3))
}

pub(crate) fn other_data_key(suite: Suite) -> DataKey {
    DataKey::draw(suite, &mut stream(4))
}

pub(crate) fn salt(seed: u64) -> Salt {
    Salt::draw(&mut stream(seed))
}

pub(crate) fn nonce(seed: u64) -> Nonce {
    Nonce::draw(&mut stream(seed))
}
