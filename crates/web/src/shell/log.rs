//! The request log (T9): no address, no user agent, no query string, no body.
//!
//! A line of the desk, or of the API behind a session, has its moment, as staff and partners are
//! accountable. What citizens do has none: everything else is counted and told as one line an hour,
//! so that no line of any log marks the moment of a report.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::api;
use crate::site::Shared;

const HOUR: i64 = 60 * 60 * 1_000;

/// Writes what was asked and how it was answered. Routes are named by their pattern, never by the
/// path, which may hold a number.
pub async fn write(State(front): State<Shared>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched
        .map_or("（无此路径）", MatchedPath::as_str)
        .to_owned();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    if route.starts_with("/desk") || api::is_behind_session(&route) {
        tracing::info!(%method, route, status, "answered");
    } else {
        let now = front.app().now().at;
        for (what, count) in front
            .tally
            .count(&format!("{method} {route} {status}"), now)
        {
            tracing::info!(what, count, "answered in the hour before");
        }
    }
    response
}

/// Public requests of the hour, by method, route and status.
#[derive(Default)]
pub struct Tally(Mutex<Hour>);

#[derive(Default)]
struct Hour {
    hour: i64,
    counts: BTreeMap<String, u64>,
}

impl Tally {
    /// Counts one; gives the counts of the hour before when a new one has begun.
    fn count(&self, what: &str, now: i64) -> BTreeMap<String, u64> {
        let mut tally = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let hour = now.div_euclid(HOUR);
        let ended = if hour == tally.hour {
            BTreeMap::new()
        } else {
            tally.hour = hour;
            std::mem::take(&mut tally.counts)
        };
        *tally.counts.entry(what.to_owned()).or_default() += 1;
        ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filing_by_the_api_has_no_moment_and_staff_have_one_t9() {
        for open in [
            "/api/v1/reports",
            "/api/v1/reports/status",
            "/api/v1/receipts/{leaf}",
        ] {
            assert!(!api::is_behind_session(open), "{open}");
        }
        assert!(api::is_behind_session("/api/v1/matters/{number}"));
        assert!(!api::is_behind_session("（无此路径）"));
    }

    #[test]
    fn public_requests_are_told_by_the_hour() {
        let tally = Tally::default();
        assert!(tally.count("POST /report 200", 5 * HOUR + 1).is_empty());
        assert!(tally.count("POST /report 200", 6 * HOUR - 1).is_empty());
        let told = tally.count("GET / 200", 6 * HOUR);
        assert_eq!(told, BTreeMap::from([("POST /report 200".to_owned(), 2)]));
    }
}
