//! The number under which a paper of a campaign goes out: the organ's own of the year, so that two campaigns
//! never issue one twice.

use super::Campaign;
use crate::ids::UnitId;
use crate::procedure::Issued;
use crate::step::Context;
use serde::{Deserialize, Serialize};

/// A paper's number. What was issued before numbers were the organ's bears that of its campaign.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Whose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organ: Option<UnitId>,
    /// Of which year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Which of the organ's papers of the kind in that year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<u32>,
}

impl Paper {
    /// The number the shell drew for the organ that acts; nothing where it drew none.
    pub(crate) fn next(ctx: &Context<'_>) -> Option<Self> {
        Some(Self {
            organ: Campaign::organ(ctx).cloned(),
            year: Some(ctx.now.on().year()),
            serial: Some(ctx.facts.slip_number?),
        })
    }

    /// What it took for good.
    pub(crate) fn issued(&self, letter: &'static str) -> Option<Issued> {
        Some(Issued {
            letter,
            organ: self.organ.clone()?,
            year: self.year?,
            serial: self.serial?,
        })
    }
}
