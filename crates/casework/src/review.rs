//! The case review (案件评查, 一案一评): a session that scores how first letters and visits were handled, one by
//! one, by a sheet of a hundred points. What cost points goes to the unit as a numbered deficiency list
//! (负分问题清单), is put right within fifteen days with proof, and is answered for where it is not.

pub mod caused;
pub mod facts;
pub mod item;
pub mod notice;
pub mod panel;
mod rows;
pub mod state;
pub mod steps;

pub use caused::{Caused, came_again};
pub use facts::{Facts, Reviewed};
pub use item::{Deduction, Item, ItemState, Of, Scored};
pub use panel::{Conflict, Member, Part};
pub use state::{RECTIFICATION, Review, Stage, Venue};

pub(crate) use rows::{DEDUCTIONS, ITEMS};

#[cfg(test)]
pub(crate) mod tests;
