//! A ledger in memory, read by the verifier as a shell would, and what an honest one yields.

mod faults;
mod random_faults;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::checkpoint::Checkpoint;
use crate::growth::append;
use crate::note::key::SigningKey;

type Key = (String, i64);

/// The rows of a database.
#[derive(Debug, Clone, Default, PartialEq)]
struct Bundle {
    events: BTreeMap<Key, Vec<u8>>,
    leaves: Vec<(u64, Key, Hash)>,
    tiles: BTreeMap<TileId, Vec<u8>>,
    checkpoints: Vec<String>,
    tail: BTreeMap<Key, Hash>,
}

fn signer() -> SigningKey {
    SigningKey::from_seed("office/ledger".parse().unwrap(), &[9; 32])
}

fn signed(size: u64, root: Hash) -> String {
    Checkpoint {
        origin: "office/ledger".into(),
        size,
        root,
    }
    .sign(&signer())
    .unwrap()
}

impl Bundle {
    /// Commits one event per stream named, in order; each body is its own.
    fn commit(&mut self, streams: &[u8], salt: &str) {
        for stream in streams {
            let stream = format!("matter-{stream}");
            let version = 1 + self
                .events
                .range((stream.clone(), 0)..(stream.clone(), i64::MAX))
                .count();
            let key = (stream, version as i64);
            let body = format!("{{\"{salt}\":{}}}", self.events.len()).into_bytes();
            self.tail
                .insert(key.clone(), leaf_hash(&key.0, key.1, &body));
            self.events.insert(key, body);
        }
    }

    /// Sequences everything that waits, and publishes a checkpoint.
    fn sequence(&mut self) {
        let size = self.leaves.len() as u64;
        let waiting = std::mem::take(&mut self.tail);
        let hashes: Vec<Hash> = waiting.values().copied().collect();
        let rows = waiting.into_iter().zip(size..);
        self.leaves
            .extend(rows.map(|((key, hash), seq)| (seq, key, hash)));
        let grown = append(size, &self.tiles, &hashes).unwrap();
        self.tiles.extend(
            grown
                .tiles
                .into_iter()
                .map(|write| (write.tile, write.hashes)),
        );
        self.checkpoints.push(signed(grown.size, grown.root));
    }

    /// An office that commits and sequences `batches`, and then has a few events waiting.
    fn office(batches: &[Vec<u8>], waiting: &[u8]) -> Self {
        let mut bundle = Self::default();
        for batch in batches {
            bundle.commit(batch, "a");
            bundle.sequence();
        }
        bundle.commit(waiting, "a");
        bundle
    }

    fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    fn event_of(&mut self, seq: u64) -> &mut Vec<u8> {
        let key = self.leaves[seq as usize].1.clone();
        self.events.get_mut(&key).unwrap()
    }

    /// Changes the event of a leaf and its recorded hash alike.
    fn forge_leaf(&mut self, seq: u64) -> Hash {
        self.event_of(seq).push(b'x');
        let (_, (stream, version), recorded) = self.leaves[seq as usize].clone();
        let hash = leaf_hash(&stream, version, self.event_of(seq));
        assert_ne!(hash, recorded);
        self.leaves[seq as usize].2 = hash;
        hash
    }

    /// Computes all tiles anew from the leaves.
    fn rebuild_tiles(&mut self) -> Hash {
        let hashes: Vec<Hash> = self.leaves.iter().map(|leaf| leaf.2).collect();
        let grown = append(0, &BTreeMap::new(), &hashes).unwrap();
        self.tiles = grown
            .tiles
            .into_iter()
            .map(|write| (write.tile, write.hashes))
            .collect();
        grown.root
    }

    /// Cuts everything back to the first `kept` checkpoints.
    fn roll_back(&mut self, kept: usize) {
        self.checkpoints.truncate(kept);
        let last = self.checkpoints.last();
        let size = last.map_or(0, |note| self.opened(note).size);
        for (_, key, _) in self.leaves.split_off(size as usize) {
            self.events.remove(&key);
        }
        for key in std::mem::take(&mut self.tail).into_keys() {
            self.events.remove(&key);
        }
        self.rebuild_tiles();
    }

    fn opened(&self, note: &str) -> Checkpoint {
        Checkpoint::open(note, &[signer().verifier()]).unwrap()
    }

    fn sizes(&self) -> Vec<u64> {
        self.checkpoints
            .iter()
            .map(|note| self.opened(note).size)
            .collect()
    }

    /// Reads the rows as the shell does.
    fn check<'a>(&self, outside: impl IntoIterator<Item = &'a str>) -> Result<Report, Bad> {
        let mut verifier = Verifier::new(vec![signer().verifier()]);
        outside
            .into_iter()
            .try_for_each(|note| verifier.outside(note))?;
        self.checkpoints
            .iter()
            .try_for_each(|note| verifier.checkpoint(note))?;
        let (bottom, upper): (Vec<_>, Vec<_>) = self.tiles.iter().partition(|row| row.0.level == 0);
        let mut bottom = bottom.into_iter().peekable();
        for (seq, (stream_id, version), hash) in &self.leaves {
            while let Some((tile, hashes)) = bottom.next_if(|(tile, _)| tile.index * 256 <= *seq) {
                verifier.leaf_tile(tile.index, hashes)?;
            }
            let event_body = self
                .events
                .get(&(stream_id.clone(), *version))
                .map(Vec::as_slice);
            let (seq, version, hash) = (*seq, *version, *hash);
            verifier.leaf(Leaf {
                seq,
                stream_id,
                version,
                hash,
                event_body,
            })?;
        }
        bottom.try_for_each(|(tile, hashes)| verifier.leaf_tile(tile.index, hashes))?;
        let mut remainder = verifier.end_of_leaves()?;
        for (tile, hashes) in upper {
            remainder.upper_tile(tile.level, tile.index, hashes)?;
        }
        self.check_events(remainder)
    }

    fn check_events(&self, mut remainder: Remainder) -> Result<Report, Bad> {
        for ((stream_id, version), hash) in &self.tail {
            let event_body = self
                .events
                .get(&(stream_id.clone(), *version))
                .map(Vec::as_slice);
            let (version, hash) = (*version, *hash);
            remainder.tail(Tail {
                stream_id,
                version,
                hash,
                event_body,
            })?;
        }
        let mut covered: BTreeSet<&Key> = self.leaves.iter().map(|leaf| &leaf.1).collect();
        covered.extend(self.tail.keys());
        let mut continuity = Continuity::new(1);
        for key in self.events.keys() {
            if !covered.contains(key) {
                remainder.stray(&key.0, key.1)?;
            }
            continuity.push(&key.0, key.1, covered.contains(key))?;
        }
        remainder.finish()
    }
}

/// Random offices: up to six batches, some of them across tile borders.
fn offices() -> impl Strategy<Value = Bundle> {
    let streams = |most| prop::collection::vec(0..6u8, 1..most);
    let batches = prop::collection::vec(prop_oneof![4 => streams(20), 1 => streams(300)], 1..6);
    (batches, streams(6)).prop_map(|(batches, waiting)| Bundle::office(&batches, &waiting))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn honest_ledgers_pass(bundle in offices(), at: prop::sample::Index) {
        let root = bundle.opened(bundle.checkpoints.last().unwrap()).root;
        let unsequenced = bundle.tail.len() as u64;
        let expected = Report { size: bundle.size(), root, unsequenced, outside_size: None };
        prop_assert_eq!(bundle.check(None), Ok(expected));
        prop_assert!(!expected.rollback_excluded());

        let outside = at.get(&bundle.checkpoints);
        let with = bundle.check(Some(outside.as_str())).unwrap();
        prop_assert_eq!(with.outside_size, Some(bundle.opened(outside).size));
        prop_assert!(with.rollback_excluded());
    }
}

#[test]
fn three_tile_levels_pass() {
    let streams: Vec<u8> = (0..=255).cycle().take(65_800).collect();
    let bundle = Bundle::office(
        &[streams[..65_000].to_vec(), streams[65_000..].to_vec()],
        &[],
    );
    assert!(bundle.tiles.contains_key(&TileId { level: 2, index: 0 }));
    assert_eq!(bundle.check(None).map(|report| report.size), Ok(65_800));
}

#[test]
fn an_empty_ledger_passes() {
    let report = Bundle::default().check(None).unwrap();
    assert_eq!((report.size, report.root), (0, Hash::of_empty_tree()));
    let first = signed(0, Hash::of_empty_tree());
    assert!(
        !Bundle::default()
            .check(Some(first.as_str()))
            .unwrap()
            .rollback_excluded()
    );
    let published = Bundle {
        checkpoints: vec![first.clone(), first],
        ..Bundle::default()
    };
    assert_eq!(published.check(None), Ok(report));
}
