//! Lengths that tell little: what is stored, and how it is read back.
//!
//! ```text
//! length of the text ×8 (big-endian) | text … | zeros …
//! ```
//!
//! The length travels inside the encryption. The target length is chosen by the caller.

use zeroize::Zeroizing;

use crate::suite::TAG_LENGTH;

/// Bytes the length takes in front of the text.
pub(crate) const LENGTH_BYTES: usize = 8;

/// Lays the parts out as one text and fills up with zeros to the length `target` gives.
pub(crate) fn padded(parts: &[&[u8]], target: impl Fn(usize) -> usize) -> Zeroizing<Vec<u8>> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let total = target(LENGTH_BYTES + length);
    // Room for the tag as well: a vector that grew would leave its old bytes behind unwiped.
    let mut laid_out = Zeroizing::new(Vec::with_capacity(total + TAG_LENGTH));
    laid_out.extend_from_slice(&(length as u64).to_be_bytes());
    for part in parts {
        laid_out.extend_from_slice(part);
    }
    laid_out.resize(total, 0);
    laid_out
}

/// The text inside, if length and zeros are as [`padded`] writes them.
pub(crate) fn unpadded(laid_out: &[u8]) -> Option<&[u8]> {
    let (length, rest) = laid_out.split_first_chunk()?;
    let length = usize::try_from(u64::from_be_bytes(*length)).ok()?;
    let (text, zeros) = rest.split_at_checked(length)?;
    zeros.iter().all(|zero| *zero == 0).then_some(text)
}

/// The next multiple of `block`.
pub(crate) fn to_multiple(length: usize, block: usize) -> usize {
    length.div_ceil(block).max(1) * block
}

/// The next of four lengths in every doubling (… 512, 640, 768, 896, 1024 …), never below `smallest`.
///
/// It grows by less than a quarter, and gives away little more than the order of magnitude.
pub(crate) fn to_bucket(length: usize, smallest: usize) -> usize {
    if length <= smallest {
        return smallest;
    }
    let step = 1 << length.ilog2().saturating_sub(2);
    to_multiple(length, step)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{padded, to_bucket, to_multiple, unpadded};

    #[test]
    fn a_length_beyond_the_text_or_a_stray_byte_is_seen() {
        let genuine = padded(&[b"text"], |_| 32);
        assert_eq!(unpadded(&genuine), Some(b"text".as_slice()));
        for index in 0..genuine.len() {
            let mut changed = genuine.to_vec();
            changed[index] ^= 0x80;
            assert_ne!(unpadded(&changed), Some(b"text".as_slice()), "byte {index}");
        }
        assert_eq!(unpadded(&genuine[..7]), None);
    }

    #[test]
    fn an_empty_value_takes_a_whole_block() {
        assert_eq!(to_multiple(0, 1024), 1024);
        assert_eq!(to_multiple(1024, 1024), 1024);
        assert_eq!(to_multiple(1025, 1024), 2048);
    }

    #[test]
    fn six_thousand_characters_fall_into_few_buckets() {
        let buckets: std::collections::BTreeSet<_> =
            (0..18_000).map(|length| to_bucket(length, 128)).collect();
        assert!(buckets.len() <= 30, "{} buckets", buckets.len());
    }

    proptest! {
        #[test]
        fn buckets_hold_their_length_and_waste_less_than_a_quarter(length in 129_usize..10_000_000) {
            let bucket = to_bucket(length, 128);
            prop_assert!(bucket >= length);
            prop_assert!(bucket - length < length / 4 + 1);
            prop_assert_eq!(to_bucket(bucket, 128), bucket);
            prop_assert!(to_bucket(length + 1, 128) >= bucket);
        }
    }
}
