//! Blind indexes (盲索引): equal values are found without opening any.
//!
//! A blind index is a keyed hash of a normalised value, cut to 16 bytes, in a namespace of its
//! own. It shows the database's holder which rows are equal and nothing else, as long as the key
//! file stays apart: without the key, every phone number could be tried.

use crate::frame::frame;
use crate::key_file::KeyFile;

/// The blind index of a value that was normalised with [`crate::normal`].
///
/// Use one namespace per kind of value and per use (`reporter phone`, `subject name`), so that a
/// reporter and an accused of one name do not meet in the database.
pub fn blind(keys: &KeyFile, namespace: &str, normalised: &str) -> [u8; 16] {
    let digest = whole(keys, namespace, normalised);
    *digest.first_chunk().expect("a digest has 32 bytes")
}

/// The whole hash that a blind index is cut from, for whoever cuts it otherwise.
pub fn whole(keys: &KeyFile, namespace: &str, normalised: &str) -> [u8; 32] {
    let parts = [namespace.as_bytes(), normalised.as_bytes()];
    keys.blind_mac(&frame("jianjian blind index", &parts))
}

#[cfg(test)]
mod tests {
    use super::blind;
    use crate::normal;
    use crate::samples::{key_file, other_key_file};
    use crate::suite::Suite;

    #[test]
    fn spellings_of_one_phone_meet_and_others_do_not() {
        let keys = key_file(Suite::Aes256Gcm);
        let index = |phone| blind(&keys, "reporter phone", &normal::phone(phone).unwrap());
        assert_eq!(index("+86 138-0000-0001"), index("１３８００００ ０００１"));
        assert_ne!(index("13800000001"), index("13800000002"));
    }

    #[test]
    fn namespaces_keys_and_suites_keep_indexes_apart() {
        let keys = key_file(Suite::Aes256Gcm);
        let index = blind(&keys, "reporter name", "王小明");
        assert_ne!(index, blind(&keys, "subject name", "王小明"));
        assert_ne!(
            index,
            blind(&other_key_file(Suite::Aes256Gcm), "reporter name", "王小明")
        );
        assert_ne!(
            index,
            blind(&key_file(Suite::Sm4Gcm), "reporter name", "王小明")
        );
    }
}
