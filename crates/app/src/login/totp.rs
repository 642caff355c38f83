//! One-time codes (动态口令): six digits, thirty seconds, one step either way (RFC 6238).

use crate::App;
use data_encoding::BASE32_NOPAD;
use totp_rs::{Builder, Totp};

/// The secret of a code generator. Neither printed nor logged; shown once when it is set.
#[derive(Clone)]
pub struct TotpSecret([u8; LENGTH]);

/// 160 bits, as generators expect for SHA-1 (RFC 4226 section 4).
const LENGTH: usize = 20;

impl TotpSecret {
    /// Draws a fresh one: 160 bits.
    pub fn draw(app: &App) -> Self {
        let mut bytes = [0; LENGTH];
        app.entropy().fill(&mut bytes);
        Self(bytes)
    }

    /// The secret of these bytes, if they are as many as it has.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Reads it as [`TotpSecret::reveal`] writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase().replace([' ', '='], "");
        Self::of(&BASE32_NOPAD.decode(text.as_bytes()).ok()?)
    }

    /// The secret in Base32, as a person types it into a generator.
    pub fn reveal(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// The address that generators read from a QR code.
    pub fn address(&self, account: &str) -> String {
        format!(
            "otpauth://totp/jianjian:{account}?secret={}&issuer=jianjian",
            self.reveal()
        )
    }

    /// The code at an instant, milliseconds UTC: for demonstrations and tests.
    pub fn code(&self, at: i64) -> String {
        self.generator().generate(seconds(at)).to_string()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The step a code belongs to, one step either way.
    pub(super) fn step_of(&self, code: &str, at: i64) -> Option<u64> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        self.generator().check(&code, seconds(at))
    }

    fn generator(&self) -> Totp {
        Builder::new().with_secret(self.0).build_noncompliant()
    }
}

fn seconds(at: i64) -> u64 {
    u64::try_from(at / 1_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238 appendix B, the last six of eight digits.
    #[test]
    fn published_codes_are_reached() {
        let secret = TotpSecret::of(b"12345678901234567890").unwrap();
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret.code(second * 1_000), code);
            assert_eq!(
                secret.step_of(code, second * 1_000),
                Some(second as u64 / 30)
            );
        }
    }

    #[test]
    fn a_code_holds_one_step_either_way() {
        let secret = TotpSecret::of(b"12345678901234567890").unwrap();
        let code = secret.code(60_000);
        let holds = |second: i64| secret.step_of(&code, second * 1_000).is_some();
        assert!(holds(30) && holds(60) && holds(119));
        assert!(!holds(29) && !holds(120));
    }

    #[test]
    fn secrets_are_read_as_shown() {
        let secret = TotpSecret::of(b"12345678901234567890").unwrap();
        let read = TotpSecret::parse(&secret.reveal().to_lowercase()).unwrap();
        assert_eq!(read.bytes(), secret.bytes());
        assert!(TotpSecret::parse("GEZDGNBV").is_none());
    }
}
