//! Repeats found and reports classified (查重、归类). Pure.
//!
//! A match serves the handling of the reports it joins and nothing else: nothing here counts, scores or
//! remembers what a person does. A person decides; this proposes, and says why.
//!
//! | item | does |
//! |---|---|
//! | [`Report`], [`Reader`], [`Traits`] | a report as it is compared |
//! | [`compare`], [`weigh`], [`Judgement`], [`Evidence`] | two reports: level, probability, reasons in words, what was seen |
//! | [`Index`] | which earlier reports are worth comparing |
//! | [`Book`] | a whole old book: repeats of one report, groups of all |
//! | [`Model`], [`learn`] | the weights, as data, and how they are learned anew |
//! | [`decisions`] | weights learned from what an office decided |
//! | [`measure`] | how good it is on decided pairs, beside a plain baseline |
//! | [`classify`] | classes suggested, with confidence and the words that decided |
//! | [`themes`] | what many reports of a time speak of, by the words that decide |
//! | [`Background`] | how common a bigram is |

mod background;
mod book;
pub mod classify;
pub mod decisions;
mod index;
mod judgement;
pub mod measure;
mod model;
mod names;
mod report;
mod retrain;
mod text;
pub mod themes;

pub use background::{Background, BadBackground};
pub use book::{Book, CANDIDATES, Found, Groups, Link};
pub use index::{Candidate, Index, Scratch};
pub use judgement::{Evidence, Judgement, Level, Measures, compare, weigh};
pub use model::{BadModel, Learned, Model, Ruled, Words};
pub use report::{Reader, Report, Traits};
pub use retrain::{Decided, learn};
