//! Key files: text and back, rotation, and errors that name the line and no secret.

use super::text::{KeyFileError, LineProblem};
use super::*;
use crate::samples::{key_file, stream};

fn rotated() -> KeyFile {
    let mut keys = key_file(Suite::Aes256Gcm);
    let first = keys.active_id();
    keys.rotate(&mut stream(7), Suite::Sm4Gcm);
    keys.rotate(&mut stream(8), Suite::Sm4Gcm);
    keys.retire(first).unwrap();
    keys
}

fn failure(text: &str) -> KeyFileError {
    KeyFile::parse(text).err().expect("this must not be read")
}

fn line_with(text: &str, start: &str) -> usize {
    text.lines()
        .position(|line| line.starts_with(start))
        .unwrap()
        + 1
}

/// The text with the line that begins with `start` replaced.
fn with_line(text: &str, start: &str, replacement: &str) -> String {
    let replaced: Vec<&str> = text
        .lines()
        .map(|line| {
            if line.starts_with(start) {
                replacement
            } else {
                line
            }
        })
        .collect();
    replaced.join("\n")
}

#[test]
fn a_key_file_reads_back_whole() {
    for keys in [
        key_file(Suite::Aes256Gcm),
        key_file(Suite::Sm4Gcm),
        rotated(),
    ] {
        let text = keys.to_text();
        let again = KeyFile::parse(&text).ok().unwrap();
        assert_eq!(*again.to_text(), *text);
        assert_eq!(again.active_id(), keys.active_id());
        assert_eq!(again.id(), keys.id());
        assert_eq!(again.ledger_seed().expose(), keys.ledger_seed().expose());
    }
}

#[test]
fn comments_blank_lines_and_windows_line_ends_do_not_matter() {
    let text = rotated().to_text();
    let edited = format!("\u{feff}# ours\r\n\r\n{}", text.replace('\n', "\r\n\r\n"));
    assert_eq!(*KeyFile::parse(&edited).ok().unwrap().to_text(), *text);
}

#[test]
fn all_secrets_of_one_file_differ() {
    let text = key_file(Suite::Aes256Gcm).to_text();
    let secrets: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.len() == 64)
        .collect();
    assert_eq!(secrets.len(), 5);
    for (index, secret) in secrets.iter().enumerate() {
        assert!(!secrets[..index].contains(secret));
    }
}

#[test]
fn errors_name_the_line() {
    let text = rotated().to_text();
    let cases = [
        (
            "id",
            "id = 12",
            LineProblem::Value {
                entry: "id",
                expected: "8 bytes in lower-case hexadecimal",
            },
        ),
        (
            "format",
            "format = 2",
            LineProblem::Value {
                entry: "format",
                expected: "`1`",
            },
        ),
        ("index-suite", "index-suite des", LineProblem::NotAnEntry),
        ("index-suite", "colour = red", LineProblem::UnknownEntry),
        (
            "query-code",
            "ledger-seed = 00",
            LineProblem::Value {
                entry: "ledger-seed",
                expected: "32 bytes in lower-case hexadecimal",
            },
        ),
        (
            "key",
            "key = des 00 00",
            LineProblem::Value {
                entry: "key",
                expected: "a suite, an id of 8 bytes and a secret of 32 bytes",
            },
        ),
        (
            "retired",
            "retired = ",
            LineProblem::Value {
                entry: "retired",
                expected: "8 bytes in lower-case hexadecimal",
            },
        ),
    ];
    for (start, replacement, problem) in cases {
        let line = line_with(&text, start);
        let found = failure(&with_line(&text, start, replacement));
        assert_eq!(found, KeyFileError::Line { line, problem }, "{replacement}");
    }
}

#[test]
fn repeated_entries_are_named() {
    let text = rotated().to_text();
    let line = text.lines().count() + 1;
    let doubled = |start: &str| {
        let first = text.lines().find(|line| line.starts_with(start)).unwrap();
        failure(&format!("{}{first}\n", *text))
    };
    let problem = LineProblem::Repeated("ledger-seed");
    assert_eq!(doubled("ledger-seed"), KeyFileError::Line { line, problem });
    for entry in ["key =", "retired"] {
        assert_eq!(
            doubled(entry),
            KeyFileError::Line {
                line,
                problem: LineProblem::RepeatedKey
            }
        );
    }
}

#[test]
fn missing_entries_are_named() {
    let text = rotated().to_text();
    let entries = [
        "format",
        "id",
        "index-suite",
        "blind-index",
        "query-code",
        "attachment-token",
        "ledger-seed",
        "check",
    ];
    for entry in entries {
        let found = failure(&with_line(&text, &format!("{entry} ="), ""));
        assert_eq!(found, KeyFileError::Missing(entry));
    }
    assert_eq!(
        failure(&with_line(&text, "key =", "")),
        KeyFileError::Missing("key")
    );
    assert_eq!(failure(""), KeyFileError::Missing("check"));
}

#[test]
fn a_miscopied_secret_is_noticed() {
    let text = key_file(Suite::Aes256Gcm).to_text();
    for entry in [
        "blind-index",
        "query-code",
        "attachment-token",
        "ledger-seed",
        "key",
        "id",
    ] {
        let line = text.lines().find(|line| line.starts_with(entry)).unwrap();
        let last = if line.ends_with('0') { "1" } else { "0" };
        let changed = format!("{}{last}", &line[..line.len() - 1]);
        let problem = LineProblem::KeyId;
        let expected = match entry {
            "key" => KeyFileError::Line {
                line: line_with(&text, "key"),
                problem,
            },
            _ => KeyFileError::Check,
        };
        assert_eq!(
            failure(&with_line(&text, &format!("{entry} ="), &changed)),
            expected
        );
    }
}

#[test]
fn a_dropped_older_key_is_noticed() {
    let text = rotated().to_text();
    let first = text.lines().find(|line| line.starts_with("key =")).unwrap();
    assert_eq!(failure(&text.replacen(first, "", 1)), KeyFileError::Check);
}

#[test]
fn errors_never_show_a_secret() {
    let text = key_file(Suite::Aes256Gcm).to_text();
    let secret = text
        .lines()
        .find_map(|line| line.strip_prefix("ledger-seed = "))
        .unwrap();
    for broken in [
        secret.to_owned(),
        format!("{secret} = 1"),
        format!("key = {secret}"),
    ] {
        let found = failure(&broken);
        assert!(!format!("{found} {found:?}").contains(&secret[..8]));
    }
}

#[test]
fn the_active_key_and_unknown_keys_are_not_retired() {
    let mut keys = key_file(Suite::Aes256Gcm);
    let first = keys.active_id();
    assert_eq!(keys.retire(first), Err(RetireError::Active(first)));
    let second = keys.rotate(&mut stream(7), Suite::Aes256Gcm);
    assert_eq!(keys.key_ids().collect::<Vec<_>>(), [first, second]);
    assert_eq!(keys.retire(first), Ok(()));
    assert_eq!(keys.retire(first), Err(RetireError::Unknown(first)));
    assert_eq!(keys.key_ids().collect::<Vec<_>>(), [second]);
}
