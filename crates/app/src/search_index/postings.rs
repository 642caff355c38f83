//! Lists of places as bytes: the gaps between rising numbers, seven bits a byte; or, where that is shorter, a bit for
//! each place there is: of what a province sees, and of the most frequent words.

/// The last byte of bits. No gap ends so: its last byte is the one without the highest bit.
const BITS: u8 = 0xFF;

/// Rising numbers as bytes.
pub(crate) fn packed(places: &[u32]) -> Vec<u8> {
    let bytes = gaps(places);
    let most = places.last().map_or(0, |last| *last as usize / 8 + 2);
    if bytes.len() <= most {
        return bytes;
    }
    let mut bits = vec![0; most];
    for place in places {
        bits[*place as usize / 8] |= 1 << (place % 8);
    }
    bits[most - 1] = BITS;
    bits
}

fn gaps(places: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(places.len() + 4);
    let mut next = 0;
    for place in places {
        let mut gap = place - next;
        while gap >= 0x80 {
            bytes.push(gap as u8 & 0x7F | 0x80);
            gap >>= 7;
        }
        bytes.push(gap as u8);
        next = place + 1;
    }
    bytes
}

/// The numbers of some bytes.
pub(crate) fn unpacked(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let (bits, gaps) = match bits(bytes) {
        Some(bits) => (bits, &[][..]),
        None => (&[][..], bytes),
    };
    let of_bits = (0_u32..).zip(bits).flat_map(|(at, byte)| {
        let set = (0..8).filter(move |bit| byte >> bit & 1 == 1);
        set.map(move |bit| at * 8 + bit)
    });
    of_bits.chain(of_gaps(gaps))
}

/// The bits, where the bytes are bits.
fn bits(bytes: &[u8]) -> Option<&[u8]> {
    let (last, bits) = bytes.split_last()?;
    (*last == BITS).then_some(bits)
}

fn of_gaps(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let (mut next, mut gap, mut shift) = (0_u32, 0_u32, 0);
    bytes.iter().filter_map(move |byte| {
        gap |= u32::from(byte & 0x7F) << shift;
        shift += 7;
        if byte & 0x80 != 0 {
            return None;
        }
        let place = next.wrapping_add(gap);
        next = place.wrapping_add(1);
        (gap, shift) = (0, 0);
        Some(place)
    })
}

/// What stands in a rising list and among other rising places, which are read no further than the list reaches.
pub(crate) fn both(list: &[u32], places: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut rest = list;
    let mut found = Vec::new();
    for place in places {
        // Leaps first: the list is often much longer.
        let mut leap = 1;
        while leap < rest.len() && rest[leap] < place {
            leap *= 2;
        }
        let until = rest.len().min(leap + 1);
        let skipped = rest[..until].partition_point(|other| *other < place);
        rest = &rest[skipped..];
        match rest.first() {
            None => break,
            Some(first) if *first == place => found.push(place),
            Some(_) => {}
        }
    }
    found
}

/// What of a rising list is among the places of some bytes; of bits only those are looked at that are asked for.
pub(crate) fn among(list: &[u32], bytes: &[u8]) -> Vec<u32> {
    let Some(bits) = bits(bytes) else {
        return both(list, of_gaps(bytes));
    };
    let stands = |place: &u32| {
        let byte = bits.get(*place as usize / 8);
        byte.is_some_and(|byte| byte >> (place % 8) & 1 == 1)
    };
    list.iter().copied().filter(stands).collect()
}

/// What stands in any of some rising lists.
pub(crate) fn any(lists: Vec<Vec<u32>>) -> Vec<u32> {
    let mut all: Vec<u32> = lists.into_iter().flatten().collect();
    // The steady sort: it takes what rises already as it is.
    all.sort();
    all.dedup();
    all
}

/// Bytes of a token beside others of its matter.
const TOKEN_BYTES: usize = 5;

/// The tokens of one matter as bytes.
pub(crate) fn terms(tokens: &[i64]) -> Vec<u8> {
    let bytes = tokens
        .iter()
        .flat_map(|token| token.to_be_bytes().into_iter().skip(8 - TOKEN_BYTES));
    bytes.collect()
}

/// The tokens of some bytes.
pub(crate) fn tokens(terms: &[u8]) -> Vec<i64> {
    let token = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0, |all, byte| all << 8 | i64::from(*byte))
    };
    terms.chunks_exact(TOKEN_BYTES).map(token).collect()
}

/// The token of a pair of characters in one of several parts, out of the pair's keyed hash: 28 bits that say which pair,
/// then 12 of its own for each part. The lists of one pair lie together, so that a search reads a few pages and not one
/// for each part.
pub(crate) fn token(pair: &[u8; 32], part: u32) -> i64 {
    let bits = |from: u32, many: u32| {
        (from..from + many).fold(0, |bits, at| {
            let byte = pair[at as usize / 8];
            bits << 1 | i64::from(byte >> (7 - at % 8) & 1)
        })
    };
    bits(0, PAIR_BITS) << PART_BITS | bits(PAIR_BITS + PART_BITS * part, PART_BITS)
}

const PAIR_BITS: u32 = 28;
const PART_BITS: u32 = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn what_is_packed_comes_back(places: BTreeSet<u32>) {
            let places: Vec<u32> = places.into_iter().filter(|place| *place < u32::MAX).collect();
            prop_assert_eq!(unpacked(&packed(&places)).collect::<Vec<_>>(), places);
        }

        #[test]
        fn what_is_frequent_comes_back_and_takes_a_bit_a_place(absent: BTreeSet<u8>, many in 300_u32..900) {
            let absent: BTreeSet<u32> = absent.into_iter().map(u32::from).collect();
            let places: Vec<u32> = (0..many).filter(|place| !absent.contains(place)).collect();
            let bytes = packed(&places);
            prop_assert!(bytes.len() <= many as usize / 8 + 2);
            prop_assert_eq!(unpacked(&bytes).collect::<Vec<_>>(), places);
        }

        #[test]
        fn both_is_what_sets_have_in_common(one: BTreeSet<u8>, other: BTreeSet<u8>) {
            let lists = [&one, &other].map(|set| set.iter().map(|n| u32::from(*n)).collect::<Vec<_>>());
            let common: Vec<u32> = one.intersection(&other).map(|n| u32::from(*n)).collect();
            for bytes in [packed(&lists[1]), gaps(&lists[1])] {
                prop_assert_eq!(both(&lists[0], unpacked(&bytes)), common.clone());
                prop_assert_eq!(among(&lists[0], &bytes), common.clone());
            }
        }

        #[test]
        fn tokens_of_one_pair_lie_together_each_with_bits_of_its_own(pair: [u8; 32]) {
            let tokens = |pair: &[u8; 32]| -> Vec<i64> { (0..14).map(|part| token(pair, part)).collect() };
            let first = pair[..4].iter().fold(0, |all, byte| all << 8 | i64::from(*byte)) >> 4;
            prop_assert!(tokens(&pair).iter().all(|token| token >> 12 == first && *token < 1 << 40));
            let mut other = pair;
            other[10] ^= 1;
            let (one, other) = (tokens(&pair), tokens(&other));
            let changed = one.iter().zip(&other).filter(|(one, other)| one != other);
            prop_assert_eq!(changed.count(), 1, "no part is told by another");
        }

        #[test]
        fn tokens_come_back(tokens in prop::collection::vec(0_i64..1 << 40, 0..9)) {
            prop_assert_eq!(super::tokens(&terms(&tokens)), tokens);
        }
    }
}
