//! Every route of the three doors, inside one shell.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

use crate::shell::{answers, assets, log};
use crate::site::{Front, Site};
use crate::{api, desk, public};

/// Most bytes of a request whose route asks for no more: stops a body that would exhaust memory.
const BODY_MAX: usize = 256 * 1024;

/// The whole site, ready to be served or to be asked in a test.
///
/// From the outside in: the log sees what was answered, `answers` puts headers on everything and
/// turns failures into pages, the origin check stops forms of other sites, and a panic ends its own
/// request only.
pub fn router(site: Site) -> Router {
    let front = Front::new(site);
    Router::new()
        .merge(public::routes())
        .merge(desk::routes(&front))
        .merge(api::routes())
        .route("/static/{name}", get(assets::serve))
        .route("/favicon.ico", get(assets::favicon))
        .fallback(answers::missing)
        .method_not_allowed_fallback(answers::unfit)
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(CatchPanicLayer::custom(answers::panicked))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(front.clone(), answers::finish))
        .layer(from_fn_with_state(front.clone(), log::write))
        .with_state(front)
}
