//! The public site: pages for citizens (T8). No script is needed, no cookie set, nothing stored.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::site::Shared;

mod calendar;
mod challenge;
mod consent;
mod frame;
mod guidance;
mod home;
mod leave;
mod receipt;
mod report;
mod robots;
mod status;
mod voice;

pub use frame::{Asked, Frame};

/// Most bytes of a report page with attachments, whatever the office's own limits say.
const UPLOAD_MAX: usize = 64 * 1024 * 1024;

/// The routes of the public site.
pub fn routes() -> Router<Shared> {
    let report = get(report::begin)
        .post(report::turn)
        .layer(DefaultBodyLimit::max(UPLOAD_MAX));
    let status = get(status::ask)
        .post(status::tell)
        .layer(DefaultBodyLimit::max(UPLOAD_MAX));
    Router::new()
        .route("/", get(home::show))
        .route("/guidance", get(guidance::show))
        .route("/report", report)
        .route("/o/{unit}", get(report::entry))
        .route("/receipt", get(receipt::absent).post(receipt::confirm))
        .route("/receipts/{leaf}", get(receipt::proof))
        .route("/status", status)
        .route("/status/evaluation", post(voice::evaluate))
        .route("/status/reopening", post(voice::request))
        .route("/status/consent", post(consent::answer))
        .route("/calendar", get(calendar::show))
        .route("/leave", get(leave::go))
        .route("/robots.txt", get(robots::tell))
        .route("/healthz", get(robots::health))
}
