//! Published vectors: whatever the crates beneath do, these bytes must come out.

use data_encoding::HEXLOWER_PERMISSIVE;

use super::*;

fn hex(text: &str) -> Vec<u8> {
    HEXLOWER_PERMISSIVE.decode(text.as_bytes()).unwrap()
}

fn check<C>(key: &str, nonce: &str, bound: &str, plain: &str, cipher: &str)
where
    C: KeyInit + AeadInOut<NonceSize = U12>,
{
    let nonce = hex(nonce).try_into().unwrap();
    let mut buffer = hex(plain);
    encrypt_with::<C>(&hex(key), &nonce, &hex(bound), &mut buffer);
    assert_eq!(buffer, hex(cipher));
    assert!(decrypt_with::<C>(
        &hex(key),
        &nonce,
        &hex(bound),
        &mut buffer
    ));
    assert_eq!(buffer, hex(plain));
}

/// RFC 8998, appendix A.1.
#[test]
fn sm4_gcm_gives_the_bytes_of_rfc_8998() {
    check::<Sm4GcmCipher>(
        "0123456789abcdeffedcba9876543210",
        "00001234567800000000abcd",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        concat!(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd",
            "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
        ),
        concat!(
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735",
            "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d",
            "83de3541e4c2b58177e065a9bf7b62ec"
        ),
    );
}

/// The GCM submission to NIST, test case 16.
#[test]
fn aes_256_gcm_gives_the_bytes_of_the_nist_submission() {
    check::<Aes256Gcm>(
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        concat!(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72",
            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
        ),
        concat!(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa",
            "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
            "76fc6ece0f4e1768cddf8853bb2d551b"
        ),
    );
}

/// FIPS 180-4 and GB/T 32905-2016, both for "abc".
#[test]
fn hashes_give_the_published_bytes() {
    assert_eq!(
        Suite::Aes256Gcm.hash(b"abc").to_vec(),
        hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    );
    assert_eq!(
        Suite::Sm4Gcm.hash(b"abc").to_vec(),
        hex("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
    );
}

/// RFC 4231 case 2, and the HMAC-SM3 example of GM/T 0042-2015.
#[test]
fn keyed_hashes_give_the_published_bytes() {
    let message = b"what do ya want for nothing?";
    let tag = hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assert_eq!(Suite::Aes256Gcm.mac(b"Jefe", message).to_vec(), tag);
    assert!(Suite::Aes256Gcm.mac_matches(b"Jefe", message, &tag));
    assert!(!Suite::Aes256Gcm.mac_matches(b"Jefe", message, &tag[..31]));

    let key: Vec<u8> = (1..=32).collect();
    let message = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".repeat(2);
    let tag = hex("ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a");
    assert_eq!(Suite::Sm4Gcm.mac(&key, &message).to_vec(), tag);
    assert!(Suite::Sm4Gcm.mac_matches(&key, &message, &tag));
}

#[test]
fn names_and_bytes_lead_back_to_their_suite() {
    for suite in Suite::ALL {
        assert_eq!(Suite::named(suite.name()), Some(suite));
        assert_eq!(Suite::from_byte(suite.byte()), Some(suite));
    }
    assert_eq!(Suite::named("des"), None);
    assert_eq!(Suite::from_byte(0), None);
}

#[test]
fn one_secret_gives_another_key_for_each_suite_and_use() {
    let secret = Secret::take(&mut [9; 32]);
    let key = |used_for| CipherKey {
        secret: &secret,
        used_for,
    };
    let value = Suite::Aes256Gcm.derive(&key("value"));
    assert_ne!(*value, *Suite::Aes256Gcm.derive(&key("piece")));
    assert_ne!(*value, *Suite::Sm4Gcm.derive(&key("value")));
}
