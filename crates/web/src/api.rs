//! The API (`/api/v1`): the same commands and queries as JSON, for partner systems.
//!
//! One table, [`operations`], builds both the router and the OpenAPI document, so that they cannot
//! drift. Conventions and quirks: `docs/api.md`.
//!
//! | module | is |
//! |---|---|
//! | `operations` | every operation, by topic |
//! | `operation` | what an operation is |
//! | `document` | the OpenAPI 3.1 document of the table |
//! | `failure` | failures as problem documents (RFC 9457) |
//! | `sent` | what a request brings: bearer, body, path and query |
//! | the rest | the handlers of one topic each |

mod operation;
mod operations;
mod partners;

mod document;
mod failure;
mod sent;

mod acts;
mod assessments;
mod batches;
mod books;
mod figures;
mod filing;
mod handing;
mod inspections;
mod listed;
mod matters;
mod offices;
mod procedures;
mod public;
mod reporter;
mod reviews;
mod searches;
mod sessions;
mod sources;
mod supervision;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use axum::Router;

use crate::site::Shared;

/// Where the API lives.
const ROOT: &str = "/api/v1";

/// The routes of the API.
pub fn routes() -> Router<Shared> {
    let mount = |router: Router<Shared>, operation: operation::Operation| {
        router.route(&format!("{ROOT}{}", operation.path), operation.handler)
    };
    operations::all().into_iter().fold(Router::new(), mount)
}

/// Whether a route of the API is asked by people of the office, with a session. What anyone may ask
/// is a citizen's doing and leaves no moment in any log (T9).
pub(crate) fn is_behind_session(route: &str) -> bool {
    static BEHIND: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let behind =
            |operation: &operation::Operation| operation.access == operation::Access::Session;
        let paths = operations::all().into_iter().filter(behind);
        paths
            .map(|operation| format!("{ROOT}{}", operation.path))
            .collect()
    });
    BEHIND.contains(route)
}
