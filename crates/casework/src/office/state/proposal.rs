//! The receiving unit proposed by managing authority (干部管理权限, field.md 1.4).

use super::{Level, Office, Unit, UnitKind};
use crate::ids::UnitId;

/// A unit proposed for routing, with the reason shown to the clerk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Where the matter belongs.
    pub unit: UnitId,
    /// Why, in words.
    pub reason: String,
}

impl Office {
    /// The organ that manages a cadre of this level in this region, if the tree holds it.
    ///
    /// The organ at the managing level whose division code is the longest prefix of the region; where
    /// the subject's unit has a dispatched body at that level, the body.
    pub fn propose(
        &self,
        level: Level,
        region: &str,
        subject: Option<&UnitId>,
    ) -> Option<Proposal> {
        if let Some(body) = subject.and_then(|unit| self.units.get(unit))
            && body.kind == UnitKind::Dispatched
            && body.level == level
        {
            let reason = format!("被反映人属{}监督范围", body.name);
            return Some(Proposal {
                unit: body.id.clone(),
                reason,
            });
        }
        let organ = self.organ_at(level, region)?;
        let reason = format!(
            "被反映人属{}管理，按干部管理权限由{}办理",
            level.zh(),
            organ.name
        );
        Some(Proposal {
            unit: organ.id.clone(),
            reason,
        })
    }

    fn organ_at(&self, level: Level, region: &str) -> Option<&Unit> {
        let manages = |unit: &&Unit| {
            unit.level == level
                && matches!(
                    unit.kind,
                    UnitKind::Commission | UnitKind::TownshipCommission
                )
                && region.starts_with(stem(&unit.region))
        };
        self.units
            .values()
            .filter(manages)
            .max_by_key(|unit| stem(&unit.region).len())
    }
}

/// The significant part of a division code: `330000` → `33`, `330600` → `3306`.
fn stem(region: &str) -> &str {
    let mut stem = region;
    while stem.len() > 2 && stem.len().is_multiple_of(2) && stem.ends_with("00") {
        stem = &stem[..stem.len() - 2];
    }
    stem
}

#[cfg(test)]
mod tests;
