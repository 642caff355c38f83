//! How a matter went from hand to hand beyond the plain assignment: copies made for receivers, units
//! that work along, designation after two returns, and who answers together by dated relations.

use super::Stage;
use crate::access::holds_original;
use crate::ids::{FileId, PersonId, UnitId};
use crate::matter::Matter;
use crate::office::Office;
use crate::sealed::SealedRef;
use crate::step::Context;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Everything about a matter's ways that an assignment alone does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Routing {
    /// What receivers were given instead of the original, newest last (T5).
    pub copies: Vec<ForwardCopy>,
    /// Organs to which the router granted the original, with a reason.
    pub originals: Vec<UnitId>,
    /// Organs the accused belong to: none of them audits (T4).
    pub barred: BTreeSet<UnitId>,
    /// On the fast track (即查即办, S3-26).
    pub fast: bool,
    /// Units that work along (协办、会办, P-04).
    pub joint: Vec<Joint>,
    /// Returned twice and waiting for the common superior to designate (P-13).
    pub undesignated: bool,
    /// Held by designation: it cannot be returned again.
    pub designated: bool,
    /// Who answers for it together by dated relations (S3-20).
    pub chain: Option<Chain>,
    /// Whether the liaison office agreed to the present result, once it said so (S3-20).
    pub reviewed: Option<bool>,
}

/// What a receiver is given instead of the original (转办摘要): written or confirmed at routing (T5).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForwardCopy {
    /// A title without anything that shows who wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<SealedRef>,
    /// The grievance in the office's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<SealedRef>,
    /// Why the original goes along, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<SealedRef>,
    /// Attachments of the reporter whose cleaned copies go along (随转附件, T13).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileId>,
}

impl ForwardCopy {
    /// Whether nothing was written at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A unit that works along (协办单位).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joint {
    /// Which unit.
    pub unit: UnitId,
    /// Its organ.
    pub organ: UnitId,
    /// Since when.
    pub since: DateTime,
    /// Its opinion, once given.
    pub opinion: Option<SealedRef>,
    /// Whether it was released from the duty.
    pub released: bool,
    /// Units that may see the matter because of it.
    pub widened: Vec<UnitId>,
}

impl Joint {
    /// Whether its opinion is still owed.
    pub fn is_owing(&self) -> bool {
        self.opinion.is_none() && !self.released
    }
}

/// Who answers for a matter together by dated relations (片区责任捆绑, S3-20): 班子成员督办, 联系室审核,
/// 属地主办.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// The team member in charge of the zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<PersonId>,
    /// The zone's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<UnitId>,
    /// The liaison office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liaison: Option<UnitId>,
    /// The unit on the spot that handles it.
    pub local: UnitId,
}

impl Matter {
    /// Whether an organ has the original and not a copy: by its place, or because a router granted it (T5).
    pub fn original_with(&self, office: &Office, organ: &UnitId) -> bool {
        holds_original(office, organ, &self.receiver) || self.routing.originals.contains(organ)
    }

    /// The organ of whoever acts, where it has the original: it keeps who reported.
    pub fn keeper<'a>(&self, ctx: &Context<'a>) -> Option<&'a UnitId> {
        let organ = ctx
            .actor
            .unit()
            .and_then(|unit| ctx.office.organ_of(unit))?;
        self.original_with(ctx.office, organ).then_some(organ)
    }

    /// The liaison office that has still to look at the signed result (联系室审核, S3-20). One that lost
    /// sight of the matter because the accused belong to it owes nothing (T4).
    pub fn owed_by_liaison(&self) -> Option<&UnitId> {
        let liaison = self.routing.chain.as_ref()?.liaison.as_ref()?;
        let owed = self.stage == Stage::Countersigned && self.routing.reviewed.is_none();
        Some(liaison).filter(|liaison| owed && self.sight.contains(liaison))
    }
}
