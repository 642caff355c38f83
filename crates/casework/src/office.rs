//! The office (机构): units in a tree, people in posts, dated relations, adopted rules.

mod state;
pub mod steps;

pub use state::{
    Adoption, Cadre, Cadres, Classified, Delegation, Duty, Level, Office, Partner, Person, Post,
    Proposal, Related, RelationKind, Removal, Rosters, Unit, UnitKind,
};

/// The one stream that holds the office. Its version is the organisation's generation.
pub const STREAM: &str = "office";
