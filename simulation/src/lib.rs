//! Seeded offices and citizens driving the real write path, with an independent auditor.
//!
//! [`office::plan`] invents a province with its commissions, people and posts. [`plan::plan`] invents
//! a year of reports and what becomes of each: every act is rehearsed ([`rehearsal`]) on the pure
//! core before it enters the plan, so that the plan knows what has to come out. [`fill()`] carries the
//! plan out through `App::execute_at`, many workers at once; [`audit()`] then counts in the database
//! what the plan believes, sharing no code with what wrote it.
//!
//! Everything is drawn from one seed: the same seed, rules and dates give the same orders. Nothing is
//! copied from life; names, places and grievances are invented.

pub mod accountability;
mod analyses;
pub mod assess;
mod assign;
pub mod audit;
mod books;
pub mod campaign;
pub mod draw;
pub mod fill;
pub mod inspect;
mod key_county;
pub mod linkage;
mod names;
pub mod office;
pub mod plan;
mod press;
pub mod rehearsal;
pub mod review;
pub mod supervise;
mod teller;
pub mod texts;

pub use accountability::answer_for;
pub use analyses::analyses;
pub use assess::assess;
pub use assign::assign;
pub use audit::{Finding, Tally, audit};
pub use books::books;
pub use campaign::campaign;
pub use fill::{Broken, Options, Progress, Summary, fill, found};
pub use inspect::inspect;
pub use key_county::key_counties;
pub use linkage::link;
pub use office::OfficePlan;
pub use press::press;
pub use review::review;
pub use supervise::supervise;
