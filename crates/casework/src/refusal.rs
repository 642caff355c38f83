//! Refusals: an act that may not happen now is refused by name, with a sentence for the person.

use std::fmt;

/// What every step's refusals have in common.
pub trait Refusal: Sized {
    /// The permanent name, e.g. `unit-accused`.
    fn code(&self) -> &'static str;
    /// The sentence shown: what is missing and who can do it.
    fn sentence(&self) -> &'static str;
}

/// A refusal on its way to the page: which act, which reason, which sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The refused step's name, e.g. `route`.
    pub act: &'static str,
    /// The reason's permanent name.
    pub code: &'static str,
    /// The sentence for the person.
    pub sentence: &'static str,
}

impl Refused {
    /// Carries a step's own refusal outwards.
    pub fn of(act: &'static str, refusal: &impl Refusal) -> Self {
        Self {
            act,
            code: refusal.code(),
            sentence: refusal.sentence(),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.sentence)
    }
}

/// Defines a step's refusals: `refusals! { NotHolder = "not-holder" => "…" }`.
#[macro_export]
macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident = $code:literal => $sentence:literal),+ $(,)?) => {
        /// Why this act may be refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Refusal {
            $($(#[$doc])* #[doc = $sentence] $variant),+
        }

        impl Refusal {
            /// Every reason, for documents and tests.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }

        impl $crate::refusal::Refusal for Refusal {
            fn code(&self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            fn sentence(&self) -> &'static str {
                match self { $(Self::$variant => $sentence),+ }
            }
        }
    };
}
