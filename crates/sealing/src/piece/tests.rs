//! Files in pieces: only the whole file, in order, to its end.

use super::*;
use crate::samples::{data_key, nonce, other_data_key};
use crate::suite::Suite;

const INNER: Position = Position::Inner;
const LAST: Position = Position::Last;

fn sealed(file: &str, number: u32, position: Position, content: &[u8]) -> Vec<u8> {
    let place = PiecePlace {
        file,
        number,
        position,
    };
    let seed = u64::from(number) + 100;
    seal_piece(&data_key(Suite::Aes256Gcm), place, content, nonce(seed)).unwrap()
}

/// Two full pieces and a short one.
fn three_pieces(file: &str) -> [Vec<u8>; 3] {
    let full = vec![7; PIECE_LENGTH];
    [
        sealed(file, 0, INNER, &full),
        sealed(file, 1, INNER, &full),
        sealed(file, 2, LAST, b"end"),
    ]
}

fn read(file: &str, pieces: &[&Vec<u8>]) -> Result<Vec<usize>, PieceError> {
    let key = data_key(Suite::Aes256Gcm);
    let mut reader = PieceReader::new(&key, file);
    let mut lengths = Vec::new();
    for piece in pieces {
        lengths.push(reader.open(piece)?.len());
    }
    reader.finish()?;
    Ok(lengths)
}

fn refused(number: u32) -> Result<Vec<usize>, PieceError> {
    Err(PieceError::Open {
        number,
        problem: OpenError::Refused,
    })
}

#[test]
fn a_whole_file_opens_and_any_other_arrangement_does_not() {
    let [first, second, last] = three_pieces("file");
    assert_eq!(
        read("file", &[&first, &second, &last]),
        Ok(vec![PIECE_LENGTH, PIECE_LENGTH, 3])
    );
    assert_eq!(read("file", &[&second, &first, &last]), refused(0));
    assert_eq!(read("file", &[&first, &last]), refused(1));
    assert_eq!(read("file", &[&first, &first, &last]), refused(1));
    assert_eq!(
        read("file", &[&first, &second]),
        Err(PieceError::CutOff { number: 2 })
    );
    assert_eq!(read("file", &[]), Err(PieceError::CutOff { number: 0 }));
    let beyond = read("file", &[&first, &second, &last, &last]);
    assert_eq!(beyond, Err(PieceError::BeyondLast { number: 3 }));
}

#[test]
fn pieces_of_another_file_do_not_fit() {
    let [first, second, _] = three_pieces("file");
    let [.., last] = three_pieces("other");
    assert_eq!(read("file", &[&first, &second, &last]), refused(2));
    assert_eq!(read("other", &[&first]), refused(0));
}

#[test]
fn a_piece_cannot_be_relabelled_as_the_last() {
    let [first, ..] = three_pieces("file");
    for byte in [1, 2] {
        let mut relabelled = first.clone();
        relabelled[2] = byte;
        assert_eq!(read("file", &[&relabelled]), refused(0));
    }
}

#[test]
fn a_value_is_not_a_piece_and_another_key_does_not_open() {
    let piece = sealed("file", 0, LAST, b"end");
    for key in [other_data_key(Suite::Aes256Gcm), data_key(Suite::Sm4Gcm)] {
        assert!(PieceReader::new(&key, "file").open(&piece).is_err());
    }
}

#[test]
fn every_flipped_byte_and_cut_is_refused_in_both_suites() {
    for suite in Suite::ALL {
        let key = data_key(suite);
        let place = PiecePlace {
            file: "file",
            number: 0,
            position: LAST,
        };
        let genuine = seal_piece(&key, place, b"end", nonce(5)).unwrap();
        let opened = PieceReader::new(&key, "file").open(&genuine).unwrap();
        assert_eq!(*opened, b"end");
        // Every byte of head, nonce and tag, and of the layout's both ends.
        for index in (0..64).chain(genuine.len() - 64..genuine.len()) {
            let mut changed = genuine.clone();
            changed[index] ^= 1;
            assert!(
                PieceReader::new(&key, "file").open(&changed).is_err(),
                "byte {index}"
            );
            assert!(
                PieceReader::new(&key, "file")
                    .open(&genuine[..index])
                    .is_err()
            );
        }
    }
}

#[test]
fn last_pieces_have_few_lengths() {
    let length = |content: usize| sealed("file", 0, LAST, &vec![0; content]).len();
    assert_eq!(length(0), length(4096));
    assert_eq!(length(4097), length(8192));
    assert_eq!(length(600_000), length(PIECE_LENGTH));
    assert_eq!(
        length(PIECE_LENGTH),
        sealed("file", 0, INNER, &vec![0; PIECE_LENGTH]).len()
    );
}

#[test]
fn only_the_last_piece_may_be_short_and_none_too_long() {
    let key = data_key(Suite::Aes256Gcm);
    for (position, length) in [
        (INNER, PIECE_LENGTH - 1),
        (INNER, 0),
        (LAST, PIECE_LENGTH + 1),
    ] {
        let place = PiecePlace {
            file: "file",
            number: 4,
            position,
        };
        let sealed = seal_piece(&key, place, &vec![0; length], nonce(5));
        assert_eq!(sealed, Err(PieceError::Length { number: 4, length }));
    }
}
