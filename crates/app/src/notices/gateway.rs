//! Notices over a gateway that takes JSON by POST: an SMS gateway, an internal messenger.

use super::Undelivered;
use super::settings::{Gateway, secret};
use serde_json::json;
use std::time::Duration;

/// A gateway that does not answer must not hold the others up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sends a text.
pub(super) async fn send(
    way: &'static str,
    gateway: &Gateway,
    to: &str,
    text: &str,
) -> Result<(), Undelivered> {
    let gateway = gateway.clone();
    let body = json!({"to": to, "text": text}).to_string();
    // The client blocks; it gets a thread of its own.
    let posted = tokio::task::spawn_blocking(move || post(&gateway, &body)).await;
    match posted {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Undelivered(way)),
    }
}

fn post(gateway: &Gateway, body: &str) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .build();
    let mut request = ureq::Agent::new_with_config(config)
        .post(&gateway.url)
        .header("content-type", "application/json; charset=utf-8");
    if let Some(file) = &gateway.secret_file {
        request = request.header("authorization", format!("Bearer {}", secret(file)?));
    }
    request.send(body)?;
    Ok(())
}
