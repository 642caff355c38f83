//! What is looked for in an entry while it is inflated: definitions that grow, announced numbers, and
//! archives in the archive. Everything else is counted and let go.

use std::io::{Result, Write};

/// How an archive begins.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// What no markup of an office program contains.
const DEFINITIONS: [&[u8]; 2] = [b"<!DOCTYPE", b"<!ENTITY"];

/// Looks at an entry as it passes.
pub(super) struct Watch {
    is_markup: bool,
    is_strings: bool,
    /// The last bytes of markup, in which a definition may have begun. Zeros are left out, so that
    /// two-byte letters hide nothing.
    tail: Vec<u8>,
    has_definition: bool,
    first: Vec<u8>,
    kept: Vec<u8>,
}

impl Watch {
    /// Over an entry of a name.
    pub(super) fn over(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        Self {
            is_markup: [".xml", ".rels", ".vml"]
                .iter()
                .any(|ending| name.ends_with(ending)),
            is_strings: name.ends_with("sharedstrings.xml"),
            tail: Vec::new(),
            has_definition: false,
            first: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// Whether markup defined something.
    pub(super) fn defines_entities(&self) -> bool {
        self.has_definition
    }

    /// A table of shared strings, or nothing.
    pub(super) fn strings(&self) -> &[u8] {
        if self.is_strings { &self.kept } else { &[] }
    }

    /// The entry, if it is an archive itself.
    pub(super) fn into_archive(self) -> Option<Vec<u8>> {
        (self.first == ARCHIVE).then_some(self.kept)
    }

    fn look(&mut self, bytes: &[u8]) {
        let longest = DEFINITIONS[0].len();
        self.tail.extend(bytes.iter().filter(|&&byte| byte != 0));
        let holds = |word: &&[u8]| {
            self.tail
                .windows(word.len())
                .any(|window| window.eq_ignore_ascii_case(word))
        };
        self.has_definition = self.has_definition || DEFINITIONS.iter().any(holds);
        let keep = self.tail.len().saturating_sub(longest);
        self.tail.drain(..keep);
    }
}

impl Write for Watch {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let missing = ARCHIVE.len() - self.first.len();
        self.first.extend(bytes.iter().take(missing));
        if self.is_markup {
            self.look(bytes);
        }
        if self.is_strings || ARCHIVE.starts_with(&self.first) {
            self.kept.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
