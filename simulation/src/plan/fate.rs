//! What becomes of a matter: drawn once, so that the year holds every stage and every turn.

use crate::draw::Draw;

/// The turns of a matter's life. Most have none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fate {
    /// Everything takes a little too long.
    pub slack: bool,
    /// Nothing is done any more from this act on.
    pub stalls_at: Option<&'static str>,
    /// Entered days after it arrived (录入滞后).
    pub late_entry: bool,
    /// Sent to the wrong unit first, and returned.
    pub returned: bool,
    /// A handler recuses themselves after acceptance.
    pub recused: bool,
    /// Bears the name of somebody of the office, who is recused until it is lifted.
    pub namesake: bool,
    /// Accuses a person of the office.
    pub accuses_own: bool,
    /// A signatory refuses once.
    pub refused: bool,
    /// The audit sends it back once.
    pub audited_twice: bool,
    /// Opened again after it was answered.
    pub reopened: bool,
    /// The reporter's identity is opened, for a purpose.
    pub opened: bool,
}

/// Acts at which a matter may come to a halt.
const HALTS: &[&str] = &[
    "register",
    "screen",
    "instruct",
    "route",
    "sign",
    "sign",
    "accept",
    "accept",
    "choose-disposal",
    "find",
    "report-result",
    "report-result",
    "countersign",
    "audit",
    "audit",
    "reply",
    "reply",
    "write-off",
];

impl Fate {
    /// Draws a fate for a matter that arrived so many days ago.
    pub fn draw(draw: &mut Draw, real_name: bool, days_ago: i64) -> Self {
        let halts = match days_ago {
            ..=5 => 300,
            6..=160 => 32,
            161..=250 => 4,
            _ => 0,
        };
        Self {
            slack: draw.chance(75),
            stalls_at: draw.chance(halts).then(|| *draw.pick(HALTS)),
            late_entry: draw.chance(45),
            returned: draw.chance(35),
            recused: draw.chance(30),
            namesake: draw.chance(3),
            accuses_own: draw.chance(30),
            refused: draw.chance(20),
            audited_twice: draw.chance(45),
            reopened: draw.chance(22),
            opened: real_name && draw.chance(300),
        }
    }
}
