//! What a running site is made of, and what its handlers share.

use std::num::NonZeroU32;
use std::sync::Arc;

use app::App;

use crate::shell::challenge::Challenges;
use crate::shell::drafts::Drafts;
use crate::shell::limits::Limiter;
use crate::shell::log::Tally;
use crate::shell::peer::Peers;

/// What [`crate::router()`] needs.
#[derive(Clone)]
pub struct Site {
    /// The application.
    pub app: App,
    /// A demonstration, or an office at work.
    pub mode: Mode,
    /// The address citizens type, e.g. `https://jubao.example.invalid`, without a final slash. It
    /// stands in QR codes; `https` switches HSTS on.
    pub address: Option<String>,
    /// Who ends the connection of the browser.
    pub edge: Edge,
    /// Where quick leave (快速离开) goes: an everyday page of another site.
    pub leave_to: String,
    /// How much one peer or one office may be asked before a question is put.
    pub limits: Limits,
}

impl Site {
    /// A site with the usual limits, answering browsers itself.
    pub fn new(app: App, mode: Mode) -> Self {
        Self {
            app,
            mode,
            address: None,
            edge: Edge::Direct,
            leave_to: "https://www.weather.com.cn/".to_owned(),
            limits: Limits::default(),
        }
    }

    /// Whether citizens reach it over TLS (T10).
    pub fn is_tls(&self) -> bool {
        self.address
            .as_deref()
            .is_some_and(|address| address.starts_with("https://"))
    }
}

/// A demonstration, or an office at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Made-up people and matters; anyone may take any post.
    Demo,
    /// An office at work.
    Serve,
}

/// Who ends the connection of the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// This process: the peer's address is the connection's.
    Direct,
    /// A documented trusted edge (T10), which appends the peer's address to `X-Forwarded-For`.
    Trusted,
}

/// How often something may be done before a question is put (T23). It is never refused.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    /// At once.
    pub at_once: NonZeroU32,
    /// And then, over time.
    pub per_hour: NonZeroU32,
}

impl Allowance {
    /// So many at once, and so many an hour.
    ///
    /// # Panics
    /// When either is zero; use it with literals only.
    pub const fn of(at_once: u32, per_hour: u32) -> Self {
        let (Some(at_once), Some(per_hour)) = (NonZeroU32::new(at_once), NonZeroU32::new(per_hour))
        else {
            panic!("an allowance is at least one");
        };
        Self { at_once, per_hour }
    }
}

/// The allowances of the public site.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Pages of the report form, per peer: cheap, so this stops only machines.
    pub steps: Allowance,
    /// Attachments, per peer: each is sealed and stored for a day even when no report follows.
    pub files: Allowance,
    /// Reports filed, per peer.
    pub reports: Allowance,
    /// Look-ups of a query code, per peer (T7).
    pub lookups: Allowance,
    /// Look-ups for repeats, per person of the desk (P-28).
    pub repeats: Allowance,
    /// Searches, per person of the desk (S1-44).
    pub searches: Allowance,
    /// Spoken passwords tried, per number (P-23).
    pub spoken: Allowance,
    /// Reports filed to one office, whoever the peers are.
    pub office: Allowance,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: Allowance::of(300, 1_200),
            files: Allowance::of(20, 60),
            reports: Allowance::of(5, 12),
            lookups: Allowance::of(12, 60),
            repeats: Allowance::of(60, 300),
            searches: Allowance::of(60, 600),
            spoken: Allowance::of(5, 5),
            office: Allowance::of(60, 600),
        }
    }
}

/// What handlers share. Its memory may be lost at any time: it only sets a question or a reminder
/// more, or one less.
pub struct Front {
    /// The site.
    pub site: Site,
    /// Tells peers apart.
    pub peers: Peers,
    /// Counts what peers do, without knowing who they are.
    pub limiter: Limiter,
    /// Questions in words.
    pub challenges: Challenges,
    /// Forms that were sent already.
    pub drafts: Drafts,
    /// Public requests by the hour.
    pub tally: Tally,
}

/// The state of every handler.
pub type Shared = Arc<Front>;

impl Front {
    /// A front for the site.
    pub fn new(site: Site) -> Shared {
        Arc::new(Self {
            limiter: Limiter::new(&site.limits),
            peers: Peers::default(),
            challenges: Challenges::default(),
            drafts: Drafts::default(),
            tally: Tally::default(),
            site,
        })
    }

    /// The application.
    pub fn app(&self) -> &App {
        &self.site.app
    }
}
