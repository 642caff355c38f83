//! Whose figures a page tells: the organ asked for, of those whose figures the reader may see, or the reader's own.

use app::queries::balance;
use app::queries::reader::Reader;
use axum::http::StatusCode;
use casework::UnitId;

use crate::desk::gate::value;
use crate::desk::session::Signed;
use crate::problem::Problem;
use crate::site::Shared;

/// An organ chosen, and those that may be.
pub struct Chosen {
    /// Who reads.
    pub reader: Reader,
    /// The organ.
    pub organ: UnitId,
    /// Organs that may be chosen.
    pub seen: Vec<UnitId>,
}

impl Chosen {
    /// The organ of the query's `unit`. What is not the reader's to see is not there.
    pub async fn of(
        front: &Shared,
        signed: &Signed,
        asked: &[(String, String)],
    ) -> Result<Self, Problem> {
        let reader = Reader::of(front.app(), &signed.person).await?;
        let seen = balance::organs(&reader);
        let own = reader.units.first();
        let own = own.and_then(|unit| reader.office.organ_of(unit));
        let organ = value(asked, "unit").map(UnitId::from);
        let organ = organ.or_else(|| own.cloned());
        let organ = organ.filter(|organ| seen.contains(organ));
        let organ = organ.ok_or_else(|| Problem::of(StatusCode::NOT_FOUND))?;
        Ok(Self {
            reader,
            organ,
            seen,
        })
    }

    /// What the chooser offers: id, name, whether it is the one chosen.
    pub fn listed(&self) -> Vec<(String, String, bool)> {
        let seen = self.seen.iter();
        seen.map(|unit| (unit.to_string(), self.name(unit), *unit == self.organ))
            .collect()
    }

    /// An organ's name.
    pub fn name(&self, organ: &UnitId) -> String {
        self.reader.office.unit_name(organ).to_owned()
    }
}
