//! Code lists: a word in the database, a Chinese label on the page, one definition.

/// A value of a code list with its Chinese label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// What is stored and sent.
    pub value: &'static str,
    /// What an office calls it.
    pub zh: &'static str,
}

/// Defines an enum whose variants are codes: `codes! { /// Doc. pub enum Channel { Letter = "letter" => "来信" } }`.
#[macro_export]
macro_rules! codes {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $value:literal => $zh:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[doc = $zh] #[serde(rename = $value)] $variant),+
        }

        impl $name {
            /// Every code of the list, in the order offices use.
            pub const CODES: &'static [$crate::code::Code] =
                &[$($crate::code::Code { value: $value, zh: $zh }),+];
            /// Every value of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stored word.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $value),+ }
            }

            /// The Chinese label.
            pub fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }

            /// The value of a stored word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($value => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
