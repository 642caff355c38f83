//! Journeys through the whole program. The journeys are in `tests/`; what they stand on is here:
//! [`story`], the language in which an office reads and reviews what the program does.

pub mod story;
