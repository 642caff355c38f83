//! Single faults at chosen places: every reason is given at least once, with its exact place.

use super::*;

/// 520 leaves: two full tiles and a partial one; checkpoints at 200, 300 and 520; two waiting.
fn office() -> Bundle {
    let batch = |count: usize| (0..5u8).cycle().take(count).collect::<Vec<u8>>();
    Bundle::office(&[batch(200), batch(100), batch(220)], &[7, 7])
}

fn why(bundle: &Bundle) -> (Option<u64>, Why) {
    let bad = bundle.check(None).unwrap_err();
    (bad.seq, bad.why)
}

fn tile(level: u8, index: u64) -> TileId {
    TileId { level, index }
}

#[test]
fn the_sentence_names_leaf_event_and_reason() {
    let mut bundle = office();
    bundle.event_of(0)[0] ^= 1;
    let sentence = "leaf 0: event matter-0 version 1: \
                    the stored event is not the one that was recorded";
    assert_eq!(bundle.check(None).unwrap_err().to_string(), sentence);
}

#[test]
fn tiles_of_level_0_are_needed() {
    let mut gone = office();
    gone.tiles.remove(&tile(0, 1));
    assert_eq!(
        why(&gone),
        (Some(256), Why::TileMissing { level: 0, index: 1 })
    );

    let mut short = office();
    short.tiles.get_mut(&tile(0, 1)).unwrap().truncate(32 * 10);
    assert_eq!(
        why(&short),
        (Some(266), Why::TileLength { level: 0, index: 1 })
    );

    let mut broken = office();
    broken.tiles.get_mut(&tile(0, 2)).unwrap().push(0);
    assert_eq!(
        why(&broken),
        (Some(512), Why::TileLength { level: 0, index: 2 })
    );

    let mut longer = office();
    longer.tiles.get_mut(&tile(0, 2)).unwrap().extend([0; 32]);
    assert_eq!(why(&longer), (Some(520), Why::LeafMissing));

    let mut more = office();
    more.tiles.insert(tile(0, 3), vec![0; 32]);
    assert_eq!(
        why(&more),
        (Some(520), Why::TileLength { level: 0, index: 2 })
    );
}

#[test]
fn tiles_above_are_needed() {
    let mut gone = office();
    gone.tiles.remove(&tile(1, 0));
    assert_eq!(
        why(&gone),
        (Some(0), Why::TileMissing { level: 1, index: 0 })
    );

    let mut changed = office();
    changed.tiles.get_mut(&tile(1, 0)).unwrap()[40] ^= 1;
    let expected = Why::TileChanged {
        level: 1,
        index: 0,
        after: 256,
        upto: 512,
    };
    assert_eq!(why(&changed), (Some(256), expected));

    let mut short = office();
    short.tiles.get_mut(&tile(1, 0)).unwrap().truncate(32);
    assert_eq!(
        why(&short),
        (Some(256), Why::TileLength { level: 1, index: 0 })
    );

    for more in [tile(1, 1), tile(2, 0), tile(9, 0)] {
        let mut bundle = office();
        bundle.tiles.insert(more, vec![0; 32]);
        let TileId { level, index } = more;
        assert_eq!(why(&bundle), (None, Why::TileUnexpected { level, index }));
    }
}

#[test]
fn checkpoints_are_read_signed_and_ordered() {
    let mut unreadable = office();
    unreadable.checkpoints[1] = "nothing".into();
    assert_eq!(
        why(&unreadable),
        (None, Why::CheckpointUnreadable { after: 200 })
    );

    let mut unsigned = office();
    unsigned.checkpoints[1] = unsigned.checkpoints[1].replace("\n300\n", "\n301\n");
    assert_eq!(why(&unsigned), (None, Why::SignatureInvalid { after: 200 }));

    let stranger = SigningKey::from_seed("office/ledger".parse().unwrap(), &[8; 32]);
    let mut forged = office();
    let head = forged.opened(&forged.checkpoints[2]);
    forged.checkpoints[2] = head.sign(&stranger).unwrap();
    assert_eq!(why(&forged), (None, Why::SignatureInvalid { after: 300 }));

    let mut unordered = office();
    unordered.checkpoints.swap(0, 1);
    assert_eq!(
        why(&unordered),
        (None, Why::CheckpointUnordered { size: 200 })
    );

    let mut fewer = office();
    fewer.checkpoints.remove(1);
    assert!(
        fewer.check(None).is_ok(),
        "a checkpoint between two others adds nothing"
    );
    fewer.checkpoints.pop();
    assert_eq!(why(&fewer), (Some(200), Why::LeafUncovered));
    fewer.checkpoints.clear();
    assert_eq!(why(&fewer), (Some(0), Why::LeafUncovered));
}

#[test]
fn leaves_cut_off_alone_are_missed() {
    for cut in [519, 512, 511, 300, 0] {
        let mut bundle = office();
        bundle.leaves.truncate(cut as usize);
        assert_eq!(why(&bundle), (Some(cut), Why::LeafMissing));
        bundle.rebuild_tiles();
        assert_eq!(
            why(&bundle),
            (Some(cut), Why::LeafMissing),
            "the checkpoints still promise"
        );
    }
}

#[test]
fn the_tail_answers_for_itself() {
    let key = ("matter-7".to_owned(), 1);
    let bad = |why| Err(Bad::of_event("matter-7", 1, why));

    let mut changed = office();
    changed.events.get_mut(&key).unwrap()[0] ^= 1;
    assert_eq!(changed.check(None), bad(Why::TailChanged));

    let mut gone = office();
    gone.events.remove(&key);
    assert_eq!(gone.check(None), bad(Why::EventMissing));
    gone.tail.remove(&key);
    assert_eq!(
        gone.check(None),
        bad(Why::VersionMissing),
        "a later version remains"
    );

    let mut unrecorded = office();
    unrecorded.tail.remove(&key);
    assert_eq!(unrecorded.check(None), bad(Why::EventUnrecorded));
}

#[test]
fn a_forged_event_with_all_its_hashes_is_bounded_by_checkpoints() {
    for (seq, after, upto) in [(0, 0, 200), (199, 0, 200), (200, 200, 300), (519, 300, 520)] {
        let mut bundle = office();
        bundle.forge_leaf(seq);
        bundle.rebuild_tiles();
        assert_eq!(
            why(&bundle),
            (Some(after), Why::CheckpointMismatch { after, upto })
        );
    }
}

#[test]
fn outside_checkpoints_catch_a_thief_of_the_key() {
    let honest = office();
    let kept = honest.checkpoints[1].clone();
    let mut bundle = honest.clone();
    bundle.forge_leaf(250);
    let root = bundle.rebuild_tiles();
    bundle.checkpoints = vec![signed(520, root)];
    assert!(
        bundle.check(None).is_ok(),
        "who holds the key can rewrite what nobody kept"
    );
    let fork = Bad::of_seq(
        0,
        Why::Fork {
            after: 0,
            upto: 300,
        },
    );
    assert_eq!(bundle.check(Some(kept.as_str())), Err(fork));

    // A checkpoint from before the change narrows the range.
    let fork = Bad::of_seq(
        200,
        Why::Fork {
            after: 200,
            upto: 300,
        },
    );
    assert_eq!(
        bundle.check([honest.checkpoints[0].as_str(), &kept]),
        Err(fork)
    );
    // The same one twice says nothing new; two roots for one size are a fork in themselves.
    assert!(honest.check([kept.as_str(), &kept]).is_ok());
    let other = signed(300, Hash::of_empty_tree());
    let fork = Bad::of_seq(
        0,
        Why::Fork {
            after: 0,
            upto: 300,
        },
    );
    assert_eq!(honest.check([kept.as_str(), &other]), Err(fork));
}

#[test]
fn an_outside_checkpoint_must_be_ours() {
    let bundle = office();
    let stranger = SigningKey::from_seed("office/ledger".parse().unwrap(), &[8; 32]);
    let foreign = bundle
        .opened(&bundle.checkpoints[2])
        .sign(&stranger)
        .unwrap();
    for note in ["nothing", foreign.as_str()] {
        assert_eq!(
            bundle.check(Some(note)),
            Err(Bad::of_heads(Why::OutsideInvalid))
        );
    }
}

#[test]
fn rows_that_come_late_early_or_twice_are_refused() {
    let bundle = office();
    let unexpected = |level, index| Err(Bad::of_heads(Why::TileUnexpected { level, index }));
    let row = |index| bundle.tiles[&tile(0, index)].as_slice();
    let mut verifier = Verifier::new(vec![signer().verifier()]);
    let early = Why::TileMissing { level: 0, index: 0 };
    assert_eq!(verifier.leaf_tile(1, row(1)), Err(Bad::of_seq(0, early)));
    let over = vec![0; 257 * 32];
    let long = Why::TileLength { level: 0, index: 0 };
    assert_eq!(verifier.leaf_tile(0, &over), Err(Bad::of_seq(0, long)));

    let mut remainder = walk(&bundle, |verifier, seq| {
        if seq == 256 {
            let twice = Why::TileUnexpected { level: 0, index: 0 };
            assert_eq!(verifier.leaf_tile(0, row(0)), Err(Bad::of_seq(256, twice)));
        }
        if seq == 100 {
            let late = Why::CheckpointUnordered { size: 99 };
            let note = signed(99, Hash::of_empty_tree());
            assert_eq!(verifier.checkpoint(&note), Err(Bad::of_heads(late)));
        }
    });
    let upper = &bundle.tiles[&tile(1, 0)];
    let missing = Bad::of_seq(0, Why::TileMissing { level: 1, index: 0 });
    assert_eq!(remainder.upper_tile(1, 1, upper), Err(missing));
    assert_eq!(remainder.upper_tile(1, 0, upper), Ok(()));
    assert_eq!(remainder.upper_tile(1, 0, upper), unexpected(1, 0));
    assert_eq!(remainder.upper_tile(0, 0, row(0)), unexpected(0, 0));
}

/// Pushes the rows of a sound ledger, each checkpoint right after its last leaf; `before` may
/// try something before every leaf.
fn walk(bundle: &Bundle, mut before: impl FnMut(&mut Verifier, u64)) -> Remainder {
    let mut verifier = Verifier::new(vec![signer().verifier()]);
    let sizes = bundle.sizes();
    for (seq, (stream_id, version), hash) in &bundle.leaves {
        before(&mut verifier, *seq);
        if let Some(index) = verifier.leaf_tile_wanted() {
            verifier
                .leaf_tile(index, &bundle.tiles[&tile(0, index)])
                .unwrap();
        }
        let event_body = Some(bundle.events[&(stream_id.clone(), *version)].as_slice());
        let (seq, version, hash) = (*seq, *version, *hash);
        verifier
            .leaf(Leaf {
                seq,
                stream_id,
                version,
                hash,
                event_body,
            })
            .unwrap();
        let due = bundle
            .checkpoints
            .iter()
            .zip(&sizes)
            .filter(|(_, size)| **size == seq + 1);
        for (note, _) in due {
            verifier.checkpoint(note).unwrap();
        }
    }
    verifier.end_of_leaves().unwrap()
}
