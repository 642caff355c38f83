//! Sealed values, keys, blind indexes. Pure: randomness is handed in.
