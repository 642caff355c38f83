//! Append-only Merkle ledger: leaves, tiles, checkpoints, proofs, verification. Pure.
