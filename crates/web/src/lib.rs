//! The doors of the platform: the public site, the desk and the API, as one router.
//!
//! | module | is |
//! |---|---|
//! | [`router`](router()) | every route of the three doors, inside one shell |
//! | [`site`] | what a running site is made of |
//! | [`problem`] | what a failed request is answered with, mapped once |
//! | `shell` | what holds for every request: headers, log, limits, assets |
//! | `parts` | the components of a page: field, error summary |
//! | `public` | the public site: pages for citizens, no script, no cookie |
//! | `desk` | the desk of the office |
//! | `api` | the same commands and queries as JSON |
//!
//! A handler parses, executes and answers. No rule of casework lives here.

mod router;

pub mod problem;
pub mod site;

mod parts;
mod shell;

mod api;
mod desk;
mod public;

pub use desk::desk_paths;
pub use router::router;
pub use site::{Allowance, Edge, Limits, Mode, Site};
