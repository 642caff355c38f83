//! Signed tokens: what the server gives to a form and must get back unchanged.
//!
//! A person who files without an account and without a cookie (T8) uploads a file on one page and
//! sends the form on another; the hidden field between them says which stored file is meant. The
//! signature keeps anyone from naming another person's file. The payload is readable: put ids and
//! a time of expiry in it, never personal data.

use data_encoding::BASE64URL_NOPAD;
use thiserror::Error;

use crate::frame::frame;
use crate::key_file::KeyFile;

const TAG_LENGTH: usize = 32;

/// A token that is not one of ours, or was made for another purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the token is not genuine")]
pub struct NotGenuine;

/// Signs a payload for one purpose. The token is letters, digits, `-` and `_`.
pub fn sign_token(keys: &KeyFile, purpose: &str, payload: &[u8]) -> String {
    let tag = keys.token_mac(&bound(purpose, payload));
    BASE64URL_NOPAD.encode(&[&tag, payload].concat())
}

/// The payload of a genuine token of this purpose.
pub fn read_token(keys: &KeyFile, purpose: &str, token: &str) -> Result<Vec<u8>, NotGenuine> {
    let bytes = BASE64URL_NOPAD
        .decode(token.as_bytes())
        .map_err(|_| NotGenuine)?;
    let (tag, payload) = bytes.split_at_checked(TAG_LENGTH).ok_or(NotGenuine)?;
    if !keys.token_mac_matches(&bound(purpose, payload), tag) {
        return Err(NotGenuine);
    }
    Ok(payload.to_vec())
}

fn bound(purpose: &str, payload: &[u8]) -> Vec<u8> {
    frame("jianjian token", &[purpose.as_bytes(), payload])
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64URL_NOPAD;

    use super::{NotGenuine, read_token, sign_token};
    use crate::samples::{key_file, other_key_file};
    use crate::suite::Suite;

    #[test]
    fn a_token_gives_its_payload_back() {
        for suite in Suite::ALL {
            let keys = key_file(suite);
            for payload in [b"".as_slice(), b"file 1", &[0; 300]] {
                let token = sign_token(&keys, "upload", payload);
                assert_eq!(read_token(&keys, "upload", &token), Ok(payload.to_vec()));
            }
        }
    }

    #[test]
    fn every_flipped_bit_is_refused() {
        let keys = key_file(Suite::Aes256Gcm);
        let genuine = sign_token(&keys, "upload", b"file 1");
        let bytes = BASE64URL_NOPAD.decode(genuine.as_bytes()).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let token = BASE64URL_NOPAD.encode(&changed);
            assert_eq!(
                read_token(&keys, "upload", &token),
                Err(NotGenuine),
                "bit {bit}"
            );
        }
    }

    #[test]
    fn another_purpose_another_key_and_rubbish_are_refused() {
        let keys = key_file(Suite::Aes256Gcm);
        let token = sign_token(&keys, "upload", b"file 1");
        assert_eq!(read_token(&keys, "receipt", &token), Err(NotGenuine));
        let other = other_key_file(Suite::Aes256Gcm);
        assert_eq!(read_token(&other, "upload", &token), Err(NotGenuine));
        for rubbish in ["", "AAAA", "查询", "%", &token[1..]] {
            assert_eq!(read_token(&keys, "upload", rubbish), Err(NotGenuine));
        }
    }
}
