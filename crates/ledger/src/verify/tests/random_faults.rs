//! Random ledgers, random places: whatever is done to one, the first bad leaf is named.

use prop::sample::Index;

use super::*;

fn bad_at(bundle: &Bundle, seq: u64, why: Why) -> Bad {
    let (_, (stream_id, version), _) = &bundle.leaves[seq as usize];
    Bad::at(seq, stream_id, *version, why)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn changed_events(mut bundle in offices(), at: Index, byte: Index, flip in 1..=255u8) {
        let seq = at.index(bundle.leaves.len()) as u64;
        *byte.get_mut(bundle.event_of(seq).as_mut_slice()) ^= flip;
        let expected = bad_at(&bundle, seq, Why::EventChanged);
        prop_assert_eq!(bundle.check(None), Err(expected));
    }

    #[test]
    fn changed_leaves(mut bundle in offices(), at: Index) {
        let seq = at.index(bundle.leaves.len()) as u64;
        let hash = bundle.forge_leaf(seq);
        prop_assert_eq!(bundle.check(None), Err(bad_at(&bundle, seq, Why::LeafChanged)));

        // With the lowest tile changed as well, the next checkpoint bounds the place.
        let tile = bundle.tiles.get_mut(&TileId { level: 0, index: seq / 256 }).unwrap();
        let place = seq as usize % 256 * 32;
        tile[place..place + 32].copy_from_slice(&hash.0);
        let bad = bundle.check(None).unwrap_err();
        let Why::CheckpointMismatch { after, upto } = bad.why else { panic!("{bad}") };
        prop_assert!((after..upto).contains(&seq), "{bad} but it was {seq}");
        prop_assert_eq!(bad.seq, Some(after));
        let sizes = bundle.sizes();
        prop_assert!(!sizes.iter().any(|size| (after + 1..upto).contains(size)));
    }

    #[test]
    fn dropped_events(mut bundle in offices(), at: Index) {
        let seq = at.index(bundle.leaves.len()) as u64;
        let key = bundle.leaves[seq as usize].1.clone();
        bundle.events.remove(&key);
        prop_assert_eq!(bundle.check(None), Err(bad_at(&bundle, seq, Why::EventMissing)));

        bundle.leaves.remove(seq as usize);
        let gap = Bad::of_seq(seq, Why::LeafMissing);
        prop_assert_eq!(bundle.check(None), Err(gap.clone()));

        for (leaf, seq) in bundle.leaves.iter_mut().zip(0..) {
            leaf.0 = seq;
        }
        let closed = if seq < bundle.size() { bad_at(&bundle, seq, Why::LeafChanged) } else { gap };
        prop_assert_eq!(bundle.check(None), Err(closed));
    }

    #[test]
    fn added_events(mut bundle in offices()) {
        bundle.tail.clear();
        bundle.events.retain(|key, _| bundle.leaves.iter().any(|leaf| leaf.1 == *key));
        let (size, key) = (bundle.size(), ("matter-9".to_owned(), 1));
        let hash = leaf_hash(&key.0, key.1, b"{}");
        bundle.events.insert(key.clone(), b"{}".to_vec());
        let unrecorded = Bad::of_event(&key.0, key.1, Why::EventUnrecorded);
        prop_assert_eq!(bundle.check(None), Err(unrecorded));

        bundle.leaves.push((size, key, hash));
        let index = size / 256;
        let tile = if size.is_multiple_of(256) {
            Why::TileMissing { level: 0, index }
        } else {
            Why::TileLength { level: 0, index }
        };
        prop_assert_eq!(bundle.check(None), Err(bad_at(&bundle, size, tile)));

        bundle.rebuild_tiles();
        prop_assert_eq!(bundle.check(None), Err(Bad::of_seq(size, Why::LeafUncovered)));
    }

    #[test]
    fn swapped_rows(bundle in offices(), one: Index, other: Index) {
        let size = bundle.leaves.len();
        let (low, high) = (one.index(size).min(other.index(size)), one.index(size).max(other.index(size)));
        prop_assume!(low != high);

        let mut bodies = bundle.clone();
        let low_body = bodies.event_of(low as u64).clone();
        *bodies.event_of(low as u64) = std::mem::replace(bodies.event_of(high as u64), low_body);
        let expected = bad_at(&bodies, low as u64, Why::EventChanged);
        prop_assert_eq!(bodies.check(None), Err(expected));

        let mut leaves = bundle.clone();
        leaves.leaves.swap(low, high);
        (leaves.leaves[low].0, leaves.leaves[high].0) = (low as u64, high as u64);
        let expected = bad_at(&leaves, low as u64, Why::LeafChanged);
        prop_assert_eq!(leaves.check(None), Err(expected));
    }

    #[test]
    fn duplicated_leaves(mut bundle in offices(), at: Index) {
        let place = at.index(bundle.leaves.len());
        let twin = bundle.leaves[place].clone();
        bundle.leaves.insert(place, twin);
        let bad = bundle.check(None).unwrap_err();
        prop_assert_eq!((bad.seq, bad.why), (Some(place as u64), Why::LeafUnordered));
    }

    #[test]
    fn changed_tiles(mut bundle in offices(), at: Index, byte: Index, flip in 1..=255u8) {
        let tile = *at.get(&bundle.tiles.keys().copied().collect::<Vec<_>>());
        let row = bundle.tiles.get_mut(&tile).unwrap();
        let place = byte.index(row.len());
        row[place] ^= flip;
        let seq = (tile.index * 256 + place as u64 / 32) << (8 * u32::from(tile.level));
        let bad = bundle.check(None).unwrap_err();
        prop_assert_eq!(bad.seq, Some(seq));
        let leaf_or_tile = matches!(bad.why, Why::LeafChanged | Why::TileChanged { .. });
        prop_assert!(leaf_or_tile, "{}", bad);
    }

    #[test]
    fn changed_checkpoints(mut bundle in offices(), at: Index, byte: Index) {
        let note = at.get_mut(&mut bundle.checkpoints);
        let ascii: Vec<usize> = (0..note.len()).filter(|at| note.as_bytes()[*at] < 0x80).collect();
        let mut bytes = note.clone().into_bytes();
        bytes[*byte.get(&ascii)] ^= 1;
        *note = String::from_utf8(bytes).unwrap();
        let why = bundle.check(None).unwrap_err().why;
        let refused =
            matches!(why, Why::SignatureInvalid { .. } | Why::CheckpointUnreadable { .. });
        prop_assert!(refused, "{}", why);
    }

    #[test]
    fn rollback_needs_an_outside_checkpoint(mut bundle in offices(), kept: Index) {
        let outside = bundle.checkpoints.last().unwrap().clone();
        let (signed, count) = (bundle.size(), bundle.checkpoints.len());
        bundle.roll_back(kept.index(count));
        let report = bundle.check(None).unwrap();
        prop_assert!(report.size < signed && !report.rollback_excluded());
        let rollback = Bad::of_seq(report.size, Why::Rollback { signed });
        prop_assert_eq!(bundle.check(Some(outside.as_str())), Err(rollback));

        // Refilled and signed with the true key, it is a fork.
        while bundle.size() < signed {
            bundle.commit(&[0, 1, 2], "b");
            bundle.sequence();
        }
        // No checkpoint of the new history needs to have the size of the outside one.
        prop_assert!(bundle.check(None).is_ok());
        let fork = Bad::of_seq(0, Why::Fork { after: 0, upto: signed });
        prop_assert_eq!(bundle.check(Some(outside.as_str())), Err(fork));
    }
}
