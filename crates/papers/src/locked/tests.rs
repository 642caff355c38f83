//! What is locked opens with its passphrase alone, and nothing in clear is taken for locked.

use super::*;
use zip::unstable::write::FileOptionsExt as _;

const PASSPHRASE: &str = "1234-5678-9012-3456-7890";

fn locked() -> Vec<u8> {
    lock("任务单.xlsx", b"what is inside", PASSPHRASE, [7; 16]).unwrap()
}

fn zip(name: &str, options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, options).unwrap();
    zip.write_all(b"what is inside").unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn opens_with_its_passphrase_and_no_other() {
    let bytes = locked();
    assert_eq!(unlock(&bytes, PASSPHRASE, 100).unwrap(), b"what is inside");
    let wrong = unlock(&bytes, "1234-5678-9012-3456-7891", 100);
    assert_eq!(wrong, Err(LockError::Passphrase));
    assert!(!bytes.windows(6).any(|part| part == b"inside"));
    assert_eq!(locked(), bytes);
}

#[test]
fn what_came_in_clear_or_weakly_is_refused() {
    let plain = SimpleFileOptions::default();
    let unlock = |bytes: &[u8]| unlock(bytes, PASSPHRASE, 100);
    assert_eq!(unlock(&zip("a.xlsx", plain)), Err(LockError::Clear));
    let bare = zip("[Content_Types].xml", plain);
    assert_eq!(unlock(&bare), Err(LockError::Clear));
    assert_eq!(unlock(&zip("a.docx", plain)), Err(LockError::NotOne));
    assert_eq!(unlock(b"Rar!"), Err(LockError::Other));
    let old = plain
        .with_deprecated_encryption(PASSPHRASE.as_bytes())
        .unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("a.xlsx", old).unwrap();
    writer.write_all(b"what is inside").unwrap();
    let old = writer.finish().unwrap().into_inner();
    assert_eq!(unlock(&old), Err(LockError::Weak));
}

#[test]
fn a_changed_a_cut_and_a_large_file_are_refused() {
    let bytes = locked();
    assert_eq!(unlock(&bytes, PASSPHRASE, 5), Err(LockError::TooLarge));
    for end in [1, 10, bytes.len() / 2, bytes.len() - 1] {
        assert!(
            unlock(&bytes[..end], PASSPHRASE, 100).is_err(),
            "cut at {end}"
        );
    }
    for at in (0..bytes.len()).step_by(11) {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        if let Ok(read) = unlock(&changed, PASSPHRASE, 100) {
            assert_eq!(read, b"what is inside", "changed at {at}");
        }
    }
}
