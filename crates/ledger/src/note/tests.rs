//! Signed notes against the vectors that Go's `sumdb/note` publishes.

use super::*;

const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
                    then you don't know what your problem is.\n";
const PETER_LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE: &str = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
/// The published private key `PRIVATE+KEY+PeterNeumann+c74f20a3+…`: a type byte and the seed.
const PETER_SEED: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

fn peter() -> VerifierKey {
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        .parse()
        .unwrap()
}

fn enoch() -> VerifierKey {
    "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
        .parse()
        .unwrap()
}

fn peter_signs() -> SigningKey {
    let seed = BASE64.decode(PETER_SEED.as_bytes()).unwrap();
    SigningKey::from_seed(
        "PeterNeumann".parse().unwrap(),
        seed[1..].try_into().unwrap(),
    )
}

fn open<'k>(note: &str, keys: &'k [VerifierKey]) -> Result<&'k VerifierKey, NoteError> {
    Note::parse(note)?.verify(keys).map(|(_, key)| key)
}

#[test]
fn signing_gives_the_published_note() {
    assert_eq!(peter_signs().verifier(), peter());
    assert_eq!(
        sign(TEXT, &peter_signs()),
        Ok(format!("{TEXT}\n{PETER_LINE}"))
    );
}

#[test]
fn known_signers_are_checked_and_unknown_ignored() {
    let note = format!("{TEXT}\n{PETER_LINE}{ENOCH_LINE}");
    assert_eq!(open(&note, &[peter()]), Ok(&peter()));
    assert_eq!(open(&note, &[enoch()]), Ok(&enoch()));
    assert_eq!(open(&note, &[peter(), enoch()]), Ok(&peter()));
    assert_eq!(open(&note, &[]), Err(NoteError::Unsigned));
    let keys = [peter()];
    let parsed = Note::parse(&note).unwrap();
    assert_eq!(parsed.verify(&keys).unwrap().0, TEXT);
}

#[test]
fn the_same_name_with_another_id_is_another_key() {
    // "x08go" encodes Peter's key id; changing it makes the line an unknown key's.
    let note = format!("{TEXT}\n{}", PETER_LINE.replace("x08go", "xxxxx"));
    assert_eq!(open(&note, &[peter()]), Err(NoteError::Unsigned));
    let renamed = format!(
        "{TEXT}\n{}",
        PETER_LINE.replace("PeterNeumann", "CarmenSandiego")
    );
    assert_eq!(open(&renamed, &[peter()]), Err(NoteError::Unsigned));
}

#[test]
fn one_bad_known_signature_spoils_the_note() {
    let bad_enoch = ENOCH_LINE.replace("BzmZ", "BzmY");
    assert_ne!(bad_enoch, ENOCH_LINE);
    let note = format!("{TEXT}\n{PETER_LINE}{bad_enoch}");
    assert_eq!(open(&note, &[peter()]), Ok(&peter()));
    let refusal = NoteError::SignatureInvalid(enoch().name().clone());
    assert_eq!(open(&note, &[peter(), enoch()]), Err(refusal));
    let longer = format!("{TEXT}\n{}ABCD{}", &PETER_LINE[..60], &PETER_LINE[60..]);
    assert!(matches!(
        open(&longer, &[peter()]),
        Err(NoteError::SignatureInvalid(_))
    ));
    let other_text = format!("{}\n{PETER_LINE}", TEXT.replace("your", "my"));
    assert!(matches!(
        open(&other_text, &[peter()]),
        Err(NoteError::SignatureInvalid(_))
    ));
}

#[test]
fn malformed_notes_are_refused() {
    let line = PETER_LINE;
    let many = line.repeat(SIGNATURES_MAX + 1);
    let bad = [
        TEXT.to_owned(),
        format!("{TEXT}\n"),
        format!("{TEXT}\n{}", line.trim_end()),
        format!("\u{1}{TEXT}\n{line}"),
        format!("{TEXT}\n{}", line.replace("PeterNeumann", "Bad Name")),
        format!("{TEXT}\n{}", line.replace("PeterNeumann", "Bad+Name")),
        format!("{TEXT}\n{line}Unexpected line.\n"),
        format!("{TEXT}\n— PeterNeumann x08goA==\n"),
        format!("{TEXT}\n{many}"),
        format!("\n{line}"),
        String::new(),
    ];
    for note in bad {
        assert_eq!(Note::parse(&note), Err(NoteError::Malformed), "{note:?}");
    }
    assert_eq!(
        sign("no newline", &peter_signs()),
        Err(NoteError::Malformed)
    );
    assert_eq!(sign("tab\t\n", &peter_signs()), Err(NoteError::Malformed));
}

#[test]
fn text_may_contain_blank_lines() {
    let note = sign("first\n\nsecond\n", &peter_signs()).unwrap();
    let keys = [peter()];
    assert_eq!(
        Note::parse(&note).unwrap().verify(&keys).unwrap().0,
        "first\n\nsecond\n"
    );
}
