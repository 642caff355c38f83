//! Partner systems (协作系统) that hand reports over with a key of their own.

use super::Office;
use crate::ids::UnitId;

/// A partner system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Its name: 12345热线.
    pub name: String,
    /// The organ it files to.
    pub unit: UnitId,
    /// The keyed digest of its key, in hex.
    pub key: String,
    /// Since when, milliseconds UTC.
    pub admitted_at: i64,
    /// Until when, once its key was revoked.
    pub revoked_at: Option<i64>,
}

impl Office {
    /// The partner of a name, while its key stands.
    pub fn partner(&self, name: &str) -> Option<&Partner> {
        let mut standing = self
            .partners
            .iter()
            .filter(|partner| partner.revoked_at.is_none());
        standing.find(|partner| partner.name == name)
    }

    /// The partner whose key has this digest. Digests are keyed, so comparing them tells nothing of keys.
    pub fn partner_of_key(&self, digest: &str) -> Option<&Partner> {
        let mut standing = self
            .partners
            .iter()
            .filter(|partner| partner.revoked_at.is_none());
        standing.find(|partner| partner.key == digest)
    }
}
