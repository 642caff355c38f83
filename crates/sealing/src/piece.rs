//! Attachments in sealed pieces (附件分片) of 1 MiB.
//!
//! A piece is bound to its file, its number and whether it is the last. Reordered, repeated,
//! spliced or missing pieces therefore do not open, and [`PieceReader::finish`] notices an end cut
//! off. The last piece is padded to 4 KiB, 8 KiB … 1 MiB: the size of a well-known document does
//! not give it away (T11).
//!
//! A file's name, type, exact length and hash are a sealed value of their own; its commitment in
//! the ledger thereby covers the content too.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::data_key::DataKey;
use crate::draw::Nonce;
use crate::envelope::{Envelope, OpenError, close};
use crate::frame::frame;
use crate::padding::{LENGTH_BYTES, padded, unpadded};
use crate::suite::CipherKey;

/// How many bytes of the file a piece holds; only the last may hold fewer.
pub const PIECE_LENGTH: usize = 1 << 20;

const SMALLEST_LAST: usize = 4096;
const PIECE: &str = "piece";

/// Whether more pieces follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// More follow, so that this one is full.
    Inner,
    /// The file ends here. An empty file is one last piece without content.
    Last,
}

/// Where a piece belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PiecePlace<'a> {
    /// The id of the file.
    pub file: &'a str,
    /// Counted from zero.
    pub number: u32,
    /// Whether it is the last.
    pub position: Position,
}

/// Why a piece was not sealed, or a file not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PieceError {
    /// An inner piece that is not full, or a piece beyond 1 MiB.
    #[error("piece {number} has {length} bytes, which no piece at its position has")]
    Length {
        /// The piece's number.
        number: u32,
        /// The length it was given with.
        length: usize,
    },
    /// Opening failed at this piece.
    #[error("piece {number} cannot be opened: {problem}")]
    Open {
        /// The piece's number.
        number: u32,
        /// What failed.
        problem: OpenError,
    },
    /// A piece follows the last one.
    #[error("piece {number} follows the last piece of its file")]
    BeyondLast {
        /// The number the surplus piece would have.
        number: u32,
    },
    /// The last piece has not come.
    #[error("the file breaks off before piece {number}")]
    CutOff {
        /// The number of the piece that is missing.
        number: u32,
    },
}

/// Seals one piece of a file.
pub fn seal_piece(
    key: &DataKey,
    place: PiecePlace<'_>,
    content: &[u8],
    nonce: Nonce,
) -> Result<Vec<u8>, PieceError> {
    let PiecePlace {
        number, position, ..
    } = place;
    if !fits(position, content.len()) {
        return Err(PieceError::Length {
            number,
            length: content.len(),
        });
    }
    let laid_out = padded(&[content], target);
    let head = [position_byte(position)];
    Ok(close(
        key.suite(),
        &cipher_key(key),
        &head,
        &bound(place.file, number),
        laid_out,
        nonce,
    ))
}

/// Opens the pieces of one file, in order.
pub struct PieceReader<'a> {
    key: &'a DataKey,
    file: &'a str,
    number: u32,
    ended: bool,
}

impl<'a> PieceReader<'a> {
    /// Begins with the first piece of a file.
    pub fn new(key: &'a DataKey, file: &'a str) -> Self {
        Self {
            key,
            file,
            number: 0,
            ended: false,
        }
    }

    /// Opens the next piece.
    pub fn open(&mut self, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, PieceError> {
        let number = self.number;
        if self.ended {
            return Err(PieceError::BeyondLast { number });
        }
        let opened = self.open_next(ciphertext);
        let (content, position) = opened.map_err(|problem| PieceError::Open { number, problem })?;
        self.number += 1;
        self.ended = position == Position::Last;
        Ok(content)
    }

    /// Ends the reading; refuses if the last piece has not come.
    pub fn finish(self) -> Result<(), PieceError> {
        if !self.ended {
            return Err(PieceError::CutOff {
                number: self.number,
            });
        }
        Ok(())
    }

    fn open_next(&self, ciphertext: &[u8]) -> Result<(Zeroizing<Vec<u8>>, Position), OpenError> {
        let envelope = Envelope::read(ciphertext, 1)?;
        if envelope.suite != self.key.suite() {
            return Err(OpenError::Refused);
        }
        let laid_out = envelope.open(&cipher_key(self.key), &bound(self.file, self.number))?;
        let position = position_of(envelope.head[0]).ok_or(OpenError::Layout)?;
        let content = unpadded(&laid_out).ok_or(OpenError::Layout)?;
        if !fits(position, content.len()) {
            return Err(OpenError::Layout);
        }
        Ok((Zeroizing::new(content.to_vec()), position))
    }
}

fn fits(position: Position, length: usize) -> bool {
    match position {
        Position::Inner => length == PIECE_LENGTH,
        Position::Last => length <= PIECE_LENGTH,
    }
}

/// The next power of two above the length in front of the content, so that 4,096 bytes take 4 KiB.
fn target(length: usize) -> usize {
    (length - LENGTH_BYTES)
        .next_power_of_two()
        .max(SMALLEST_LAST)
        + LENGTH_BYTES
}

fn position_byte(position: Position) -> u8 {
    match position {
        Position::Inner => 0,
        Position::Last => 1,
    }
}

fn position_of(byte: u8) -> Option<Position> {
    [Position::Inner, Position::Last]
        .into_iter()
        .find(|place| position_byte(*place) == byte)
}

/// The position is bound as the envelope's head.
fn bound(file: &str, number: u32) -> Vec<u8> {
    frame(PIECE, &[file.as_bytes(), &number.to_be_bytes()])
}

fn cipher_key(key: &DataKey) -> CipherKey<'_> {
    CipherKey {
        secret: key.secret(),
        used_for: PIECE,
    }
}

#[cfg(test)]
mod tests;
