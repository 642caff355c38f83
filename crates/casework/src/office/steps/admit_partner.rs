//! Admit a partner system (接入协作系统): the letters bureau, the 12345 hotline and others hand reports
//! over with a key of their own (S1-38, S1-45). Such a key may file to one organ and ask how its own
//! filings stand, and nothing else. It is shown once; the event holds its keyed digest.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::office::{Office, Partner};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AdmitPartner {
    partner: String,
    unit: UnitId,
}

/// A partner system was given a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerAdmitted {
    /// The partner's name.
    pub partner: String,
    /// The organ it files to.
    pub unit: UnitId,
    /// The keyed digest of its key, in hex.
    pub key: String,
}

crate::refusals! {
    NotAnOrgan = "not-an-organ" => "只能接入到一个机关，请在机构中选择纪委监委机关或派驻机构。",
    AlreadyAdmitted = "already-admitted" => "同名的协作系统已有密钥；要更换密钥，请先收回原来的。",
    NoKey = "no-key" => "没有生成密钥，请重试。",
}

impl Step for AdmitPartner {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "admit-partner",
        noun: "partners",
        zh: "接入协作系统",
        help: "给信访局、12345热线等系统一个密钥，只能向所选机关移送举报、查询自己移送件的进度。密钥只显示一次。",
        basis: "信息互联互通（S1-38）；问题线索移送（S1-45）；一系统一密钥，可随时收回",
        mechanisms: &["S1-38", "S1-45"],
        performer: Performer::Person,
        fields: &[
            Field::new("partner", "系统名称", Kind::Word { max: 40 }),
            Field::new("unit", "移送到的机关", Kind::From(Source::Units)),
        ],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let organ = office.unit(&self.unit).filter(|unit| unit.kind.is_organ());
        organ.ok_or(Refusal::NotAnOrgan)?;
        if office.partner(&self.partner).is_some() {
            return Err(Refusal::AlreadyAdmitted);
        }
        let key = ctx.facts.partner_key.clone().ok_or(Refusal::NoKey)?;
        let admitted = PartnerAdmitted { partner: self.partner, unit: self.unit, key };
        Ok(vec![Event::PartnerAdmitted(admitted)])
    }
}

impl PartnerAdmitted {
    /// Adds the partner.
    pub fn evolve(&self, office: &mut Office, record: &Recorded<()>) {
        office.partners.push(Partner {
            name: self.partner.clone(),
            unit: self.unit.clone(),
            key: self.key.clone(),
            admitted_at: record.at,
            revoked_at: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
