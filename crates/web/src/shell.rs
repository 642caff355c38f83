//! What holds for every request, whatever its door: headers, log, limits, assets, failures as pages.

pub mod answers;
pub mod assets;
pub mod challenge;
pub mod drafts;
pub mod headers;
pub mod limits;
pub mod log;
pub mod peer;
pub mod sent;
