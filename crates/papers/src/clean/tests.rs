//! Crafted files that say who made them in every place known: none of it is left, and the copy opens.

mod office;
mod pdf;
mod picture;

use proptest::prelude::*;

use super::*;

/// What a crafted file hides, and no copy may hold.
const SECRET: &str = "ZhangSanSecret";

const LIMITS: CleanLimits = CleanLimits {
    pixels: 1_000_000,
    archive: ArchiveLimits {
        expanded_bytes: 2_000_000,
        entries: 100,
    },
};

fn holds(bytes: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let narrow = word.as_bytes();
    let found = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    found(narrow) || found(&wide)
}

#[test]
fn plain_text_is_its_own_copy() {
    let copied = clean(FileKind::Text, "情况说明".as_bytes(), &LIMITS).unwrap();
    assert_eq!(copied.bytes, "情况说明".as_bytes());
}

#[test]
fn what_nobody_can_rewrite_is_said_to_be_so() {
    for kind in [
        FileKind::Mp4,
        FileKind::Amr,
        FileKind::Doc,
        FileKind::Xls,
        FileKind::Heic,
    ] {
        assert_eq!(
            clean(kind, b"anything", &LIMITS),
            Err(Unclean::Kind),
            "{kind:?}"
        );
    }
}

#[test]
fn damage_is_no_copy() {
    for kind in [
        FileKind::Jpeg,
        FileKind::Png,
        FileKind::Pdf,
        FileKind::Docx,
        FileKind::Xlsx,
    ] {
        assert_eq!(
            clean(kind, b"not at all", &LIMITS),
            Err(Unclean::Damaged),
            "{kind:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// A file broken anywhere is a refusal or a copy, never a crash (T25).
    #[test]
    fn a_broken_file_breaks_nothing(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        for (kind, whole) in [
            (FileKind::Pdf, pdf::crafted()),
            (FileKind::Docx, office::word(&[])),
            (FileKind::Jpeg, picture::marked(6)),
        ] {
            let mut changed = whole.clone();
            let place = at.index(changed.len());
            changed[place] = byte;
            let short = &whole[..cut.index(whole.len())];
            for broken in [&changed[..], short] {
                if let Ok(copied) = clean(kind, broken, &LIMITS) {
                    prop_assert!(!copied.bytes.is_empty());
                }
            }
        }
    }
}
