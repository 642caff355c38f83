//! Revoke a partner system's key (收回协作系统密钥): it opens nothing from that moment on. What was filed
//! with it stays.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::office::Office;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RevokePartner {
    partner: String,
}

/// A partner system's key was revoked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerRevoked {
    /// The partner's name.
    pub partner: String,
}

crate::refusals! {
    NotAdmitted = "not-admitted" => "没有这个协作系统，或其密钥已经收回。",
}

impl Step for RevokePartner {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "revoke-partner",
        noun: "partner-revocations",
        zh: "收回协作系统密钥",
        help: "立即收回一个协作系统的密钥；已移送的举报照常办理。更换密钥：先收回，再重新接入。",
        basis: "GB/T 22239 访问控制",
        mechanisms: &[],
        performer: Performer::Person,
        fields: &[Field::new("partner", "协作系统", Kind::From(Source::Partners))],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        office.partner(&self.partner).ok_or(Refusal::NotAdmitted)?;
        Ok(vec![Event::PartnerRevoked(PartnerRevoked { partner: self.partner })])
    }
}

impl PartnerRevoked {
    /// Ends the key.
    pub fn evolve(&self, office: &mut Office, record: &Recorded<()>) {
        let standing = office.partners.iter_mut().filter(|partner| partner.revoked_at.is_none());
        for partner in standing.filter(|partner| partner.name == self.partner) {
            partner.revoked_at = Some(record.at);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
