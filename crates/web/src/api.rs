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

mod document;
mod failure;
mod sent;

mod acts;
mod filing;
mod matters;
mod offices;
mod public;
mod sessions;

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
