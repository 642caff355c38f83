//! A reader and the one checked way to a matter.

use crate::stream::{self, MatterEvent};
use crate::{App, Failure, Fault, office};
use casework::access;
use casework::clocks::Clock;
use casework::matter::Matter;
use casework::office::Office;
use casework::{Moment, PersonId, UnitId};
use jiff::civil::Date;
use std::sync::Arc;

/// A person reading pages now.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Who.
    pub person: PersonId,
    /// The units through whose eyes the person reads.
    pub units: Vec<UnitId>,
    /// The office as it stands.
    pub office: Arc<Office>,
    /// The moment of the reading.
    pub now: Moment,
}

impl Reader {
    /// The reader a person is now.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn of(app: &App, person: &PersonId) -> Result<Self, Fault> {
        let office = office::current(app).await?;
        let now = app.now();
        let units = access::viewing_units(&office, app.rules(), person, now.on());
        Ok(Self {
            person: person.clone(),
            units,
            office,
            now,
        })
    }

    /// Today.
    pub fn on(&self) -> Date {
        self.now.on()
    }

    /// Whether the reader belongs to an organ or to one above it: who is told what it prepares against others.
    pub fn supervises(&self, organ: &UnitId) -> bool {
        let mut units = self.units.iter();
        units.any(|unit| {
            self.office.organ_of(unit) == Some(organ) || self.office.is_above(unit, organ)
        })
    }

    /// Whether the reader is told of a clock: one that is discreet only where they supervise for who owes it.
    pub fn is_told(&self, app: &App, clock: &Clock) -> bool {
        let rule = app.rules().clock(&clock.rule);
        let owner = self.office.organ_of(&clock.owner).unwrap_or(&clock.owner);
        !rule.is_some_and(|rule| rule.discreet) || self.supervises(owner)
    }

    /// Whether the reader holds a right that concerns no matter.
    pub fn may(&self, app: &App, act: &str) -> bool {
        let permit = access::permit(
            &self.office,
            app.rules(),
            &self.person,
            act,
            None,
            self.on(),
        );
        permit.is_some()
    }

    /// The matter of a number with its events, if the reader may know of it.
    ///
    /// # Errors
    /// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
    pub async fn matter(
        &self,
        app: &App,
        number: &str,
    ) -> Result<(Matter, Vec<MatterEvent>), Failure> {
        let (matter, events) = load(app, number).await?;
        if self.sees(app, &matter) && !is_hidden(app, &matter).await? {
            Ok((matter, events))
        } else {
            Err(Failure::NotFound)
        }
    }

    /// As [`Reader::matter`], also for an administrator whom a right lets act without reading: the
    /// audit administrator's way to a trail, which holds no text (T20).
    ///
    /// # Errors
    /// As [`Reader::matter`].
    pub async fn matter_for(
        &self,
        app: &App,
        number: &str,
        act: &str,
    ) -> Result<(Matter, Vec<MatterEvent>), Failure> {
        let (matter, events) = load(app, number).await?;
        let (office, rules) = (&self.office, app.rules());
        let permit = access::permit(office, rules, &self.person, act, Some(&matter), self.on());
        let known = permit.is_some() || self.sees(app, &matter);
        if known && !is_hidden(app, &matter).await? {
            Ok((matter, events))
        } else {
            Err(Failure::NotFound)
        }
    }

    fn sees(&self, app: &App, matter: &Matter) -> bool {
        access::sees(&self.office, app.rules(), &self.person, self.on(), matter)
    }
}

async fn load(app: &App, number: &str) -> Result<(Matter, Vec<MatterEvent>), Failure> {
    let id = app.matter_of(number).await?.ok_or(Failure::NotFound)?;
    let events: Vec<MatterEvent> = stream::events(app, &id.stream(), 0).await?;
    Ok((Matter::replay(id, &events), events))
}

/// Whether the import run that brought a matter is still under way.
async fn is_hidden(app: &App, matter: &Matter) -> Result<bool, Fault> {
    let Some(run) = matter.run else {
        return Ok(false);
    };
    let sql = "SELECT run_id FROM open_runs WHERE run_id = $1";
    Ok(!app
        .store()
        .rows(sql, &[run.to_string().into()])
        .await?
        .is_empty())
}

/// The condition every list carries: not recused, and not of an import run under way. `v` is the
/// listed row with `matter_id` and `run_id`; the reader's id is the parameter `$person`.
pub(crate) fn seen(v: &str, person: usize) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM recused r WHERE r.person_id = ${person} \
         AND r.matter_id = {v}.matter_id) \
         AND ({v}.run_id IS NULL OR {v}.run_id NOT IN (SELECT run_id FROM open_runs))"
    )
}

/// The same condition against sets that are gathered once. Whoever merges many short ranges of an index asks
/// so: PostgreSQL would join what [`seen`] asks, and a joined range has no order left to be merged by.
pub(crate) fn seen_in_order(v: &str, person: usize) -> String {
    format!(
        "{v}.matter_id NOT IN (SELECT matter_id FROM recused WHERE person_id = ${person}) \
         AND ({v}.run_id IS NULL OR {v}.run_id NOT IN (SELECT run_id FROM open_runs))"
    )
}
