//! The desk (`/desk`): what the office's staff work with, behind a login.

use axum::Router;

use crate::site::Shared;

/// The routes of the desk.
pub fn routes() -> Router<Shared> {
    Router::new()
}
