//! Archives that are sound, too large, lying or damaged.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn limits(expanded_bytes: u64) -> ArchiveLimits {
    ArchiveLimits {
        expanded_bytes,
        entries: 3,
    }
}

#[test]
fn names_the_entries_of_a_sound_archive() {
    let bytes = zip(&[("a.xml", b"one"), ("b/c.xml", b"two")]);
    assert_eq!(check(&bytes, &limits(6)).unwrap(), ["a.xml", "b/c.xml"]);
}

#[test]
fn refuses_by_the_declared_size() {
    let bytes = zip(&[("a.xml", &[b' '; 4_000]), ("b.xml", &[b' '; 4_000])]);
    assert!(bytes.len() < 400, "the archive itself is small");
    assert_eq!(
        check(&bytes, &limits(7_999)),
        Err(ArchiveError::TooLarge { limit: 7_999 })
    );
    assert!(check(&bytes, &limits(8_000)).is_ok());
}

/// The directory says 10 bytes, the entry has 100,000.
#[test]
fn refuses_by_the_true_size_when_the_directory_lies() {
    let mut bytes = zip(&[("a.xml", &[b' '; 100_000])]);
    let true_size = 100_000_u32.to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4)
        .filter(|&at| bytes[at..at + 4] == true_size)
        .collect();
    assert_eq!(places.len(), 2, "local header and directory");
    for place in places {
        bytes[place..place + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    assert!(check(&bytes, &limits(50_000)).is_err());
}

#[test]
fn refuses_too_many_entries() {
    let bytes = zip(&[("a", b""), ("b", b""), ("c", b""), ("d", b"")]);
    assert_eq!(
        check(&bytes, &limits(9)),
        Err(ArchiveError::TooManyEntries { found: 4, limit: 3 })
    );
}

#[test]
fn refuses_an_announced_number_of_strings_that_cannot_be_there() {
    let lie = br#"<sst count="1" uniqueCount = "99999999999999999999999"><si/></sst>"#;
    let bytes = zip(&[("xl/SharedStrings.xml", lie)]);
    assert_eq!(check(&bytes, &limits(1_000)), Err(ArchiveError::Lying));
    let truth = br#"<sst count="1" uniqueCount="1"><si><t>x</t></si></sst>"#;
    assert!(check(&zip(&[("xl/sharedStrings.xml", truth)]), &limits(1_000)).is_ok());
}

#[test]
fn refuses_what_is_not_a_zip_or_was_cut() {
    let bytes = zip(&[("a.xml", &[b'x'; 500])]);
    assert_eq!(
        check(b"no zip at all", &limits(9)),
        Err(ArchiveError::Damaged)
    );
    assert_eq!(
        check(&bytes[..bytes.len() - 5], &limits(999)),
        Err(ArchiveError::Damaged)
    );
}

#[test]
fn refuses_markup_that_defines_entities() {
    let limits = limits(100_000);
    for text in [
        "<!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>"
            .as_bytes()
            .to_vec(),
        "<!doctype x><x/>".as_bytes().to_vec(),
        "<!DOCTYPE x><x/>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
        [b" ".repeat(70_000).as_slice(), b"<!DOCTYPE x><x/>"].concat(),
    ] {
        let bytes = zip(&[("word/document.xml", &text)]);
        assert_eq!(check(&bytes, &limits), Err(ArchiveError::Entities));
    }
    let words = zip(&[("word/media/note.txt", b"<!DOCTYPE x>")]);
    assert!(
        check(&words, &limits).is_ok(),
        "only markup is read as markup"
    );
}

#[test]
fn counts_archives_in_archives_and_goes_no_deeper() {
    let inner = zip(&[("a.xml", &[b' '; 9_000])]);
    let outer = zip(&[("inner.xlsx", &inner)]);
    assert!(outer.len() < 600);
    assert_eq!(
        check(&outer, &limits(9_000)),
        Err(ArchiveError::TooLarge { limit: 9_000 })
    );
    assert_eq!(check(&outer, &limits(20_000)).unwrap(), ["inner.xlsx"]);
    let third = zip(&[("outer.xlsx", &outer)]);
    assert_eq!(check(&third, &limits(90_000)), Err(ArchiveError::Nested));
}
