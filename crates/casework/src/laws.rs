//! Laws that hold for every step, and the ratchets that keep a new step from escaping them.

mod closing;
mod fields;
mod frozen;
mod random;
mod refusals;
mod sequences;

pub(crate) use random::BEGINNINGS;
