//! Limits per peer and per office (T23): beyond them a question is put, never a refusal.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::shell::peer::Peer;
use crate::site::{Allowance, Limits};

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toll {
    /// A page of the report form.
    Step,
    /// An attachment.
    File,
    /// A report.
    Report,
    /// A look-up of a query code.
    Lookup,
}

/// Counts what peers do and what offices receive, in memory only.
pub struct Limiter {
    steps: DefaultKeyedRateLimiter<Peer>,
    files: DefaultKeyedRateLimiter<Peer>,
    reports: DefaultKeyedRateLimiter<Peer>,
    lookups: DefaultKeyedRateLimiter<Peer>,
    offices: DefaultKeyedRateLimiter<String>,
    repeats: DefaultKeyedRateLimiter<String>,
    searches: DefaultKeyedRateLimiter<String>,
    spoken: DefaultKeyedRateLimiter<String>,
    asked: AtomicU32,
}

/// After so many questions, peers that went away are forgotten.
const FORGET_EVERY: u32 = 1_024;

impl Limiter {
    /// A limiter with these allowances.
    pub fn new(limits: &Limits) -> Self {
        Self {
            steps: RateLimiter::keyed(quota(limits.steps)),
            files: RateLimiter::keyed(quota(limits.files)),
            reports: RateLimiter::keyed(quota(limits.reports)),
            lookups: RateLimiter::keyed(quota(limits.lookups)),
            offices: RateLimiter::keyed(quota(limits.office)),
            repeats: RateLimiter::keyed(quota(limits.repeats)),
            searches: RateLimiter::keyed(quota(limits.searches)),
            spoken: RateLimiter::keyed(quota(limits.spoken)),
            asked: AtomicU32::new(0),
        }
    }

    /// Whether the peer may do it without being asked anything.
    pub fn is_within(&self, peer: Peer, toll: Toll) -> bool {
        if self
            .asked
            .fetch_add(1, Ordering::Relaxed)
            .is_multiple_of(FORGET_EVERY)
        {
            self.forget();
        }
        let limiter = match toll {
            Toll::Step => &self.steps,
            Toll::File => &self.files,
            Toll::Report => &self.reports,
            Toll::Lookup => &self.lookups,
        };
        limiter.check_key(&peer).is_ok()
    }

    /// Whether the office may receive another report without its sender being asked anything.
    pub fn is_office_within(&self, unit: &str) -> bool {
        self.offices.check_key(&unit.to_owned()).is_ok()
    }

    /// Whether a person of the desk may look for repeats again: clerks type, machines search (P-28).
    pub fn may_look_for_repeats(&self, person: &str) -> bool {
        self.repeats.check_key(&person.to_owned()).is_ok()
    }

    /// Whether a person of the desk may search again: people read what they find, machines search on (S1-44).
    pub fn may_search(&self, person: &str) -> bool {
        self.searches.check_key(&person.to_owned()).is_ok()
    }

    /// Whether a spoken password may be tried again for a number, known or not (P-23).
    pub fn may_try_password(&self, number: &str) -> bool {
        self.spoken.check_key(&number.to_owned()).is_ok()
    }

    fn forget(&self) {
        for limiter in [&self.steps, &self.files, &self.reports, &self.lookups] {
            limiter.retain_recent();
        }
        for limiter in [&self.offices, &self.repeats, &self.searches, &self.spoken] {
            limiter.retain_recent();
        }
    }
}

fn quota(allowance: Allowance) -> Quota {
    Quota::per_hour(allowance.per_hour).allow_burst(allowance.at_once)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::peer::Peers;

    #[test]
    fn one_busy_peer_does_not_touch_another_or_another_kind() {
        let reports = Allowance::of(2, 1);
        let limiter = Limiter::new(&Limits {
            reports,
            ..Limits::default()
        });
        let peers = Peers::default();
        let (busy, quiet) = (peers.at(None), peers.at("192.0.2.1".parse().ok()));
        let asked = [(); 3].map(|()| limiter.is_within(busy, Toll::Report));
        assert_eq!(asked, [true, true, false]);
        assert!(limiter.is_within(quiet, Toll::Report));
        assert!(limiter.is_within(busy, Toll::Lookup));
    }
}
