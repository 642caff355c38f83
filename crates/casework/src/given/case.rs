//! Refusals shown: one case a reason, run by the ratchet in [`crate::laws`].

use crate::refusal::Refused;

/// A reason for which an act is refused, and a story in which it is.
pub(crate) struct Case {
    /// The permanent name of the reason.
    pub code: &'static str,
    /// Tells the story; whatever it returns must be a refusal by that name.
    pub when: fn() -> Option<Refused>,
}

/// Shows a refusal.
pub(crate) fn case(code: &'static str, when: fn() -> Option<Refused>) -> Case {
    Case { code, when }
}
