//! What the shell looks up for an act on a procedure, noun by noun: what its form is told before it is shown,
//! what a command is told before it is decided, and what it claims when it was. One arm a noun; a noun that asks
//! for nothing has none to do.

use crate::analyses::Drafts;
use crate::campaigns::About;
use crate::queries::proposals;
use crate::queries::reader::Reader;
use crate::{
    App, Failure, Fault, analyses, assessments, bulletins, campaigns, inspections, key_counties,
    linkages, reconciliations, reviews, slips,
};
use casework::UnitId;
use casework::procedure::{Lookup, Noun, Procedure};
use casework::step::{Facts, Recorded};
use serde_json::{Map, Value};
use store::{Claim, Write};

/// An act on a procedure, and in whose eyes.
pub(crate) struct Asked<'a, P> {
    pub(crate) app: &'a App,
    pub(crate) reader: &'a Reader,
    /// The organ that runs it, or would once it is opened.
    pub(crate) organ: &'a UnitId,
    pub(crate) state: &'a P,
    pub(crate) act: &'a str,
    /// Nothing before a form was filled.
    pub(crate) fields: &'a Map<String, Value>,
}

impl<'a, P: Procedure> Asked<'a, P> {
    /// What is asked by whoever acts for a unit.
    pub(crate) fn new(
        (app, reader): (&'a App, &'a Reader),
        unit: &'a UnitId,
        state: &'a P,
        (act, fields): (&'a str, &'a Map<String, Value>),
    ) -> Self {
        let run_by = match state.core().exists() {
            true => &state.core().unit,
            false => unit,
        };
        Self {
            app,
            reader,
            organ: reader.office.organ_of(run_by).unwrap_or(run_by),
            state,
            act,
            fields,
        }
    }
}

/// What a form is told: what it offers does not depend on what only sending it looks up.
pub(crate) async fn offered<P: Procedure>(asked: &Asked<'_, P>) -> Result<Facts, Failure> {
    let (app, reader, state, act) = (asked.app, asked.reader, asked.state, asked.act);
    let named = (act, asked.fields);
    let mut facts = Facts {
        hidden: slips::hidden(app, reader, state).await?,
        ..Facts::default()
    };
    if state.lookup(act) == Some(Lookup::Hidden) {
        facts.inspection = Box::pin(inspections::told(app, reader, state, named)).await?;
    }
    match P::NOUN {
        Noun::Campaign if state.core().exists() => {
            let about = About::of(state);
            let offered = campaigns::offered(app, reader, &about, act);
            facts.campaign = Box::pin(offered).await?;
        }
        Noun::Linkage => {
            facts.linkage = Box::pin(linkages::told(app, reader, state, named)).await?;
        }
        Noun::Reconciliation => {
            let offered = reconciliations::offered(app, reader, (asked.organ, state), act);
            facts.reconciliation = Box::pin(offered).await?;
        }
        Noun::KeyCounty => {
            let told = key_counties::told(app, reader, state.core(), act);
            facts.key_county = Box::pin(told).await?;
        }
        Noun::Review if matches!(act, "include-caused" | "leave-caused") => {
            let told = reviews::told(app, reader, state.core(), named, None);
            facts.review = Box::pin(told).await?;
        }
        Noun::Campaign
        | Noun::Inspection
        | Noun::Review
        | Noun::Bulletin
        | Noun::Assessment
        | Noun::Analysis
        | Noun::Proposal => {}
    }
    Ok(facts)
}

/// What a command is told.
pub(crate) async fn told<P: Procedure>(asked: &Asked<'_, P>) -> Result<Facts, Failure> {
    let (app, reader, state, act) = (asked.app, asked.reader, asked.state, asked.act);
    let (organ, named) = (asked.organ, (act, asked.fields));
    let mut facts = Facts {
        inspection: Box::pin(inspections::told(app, reader, state, named)).await?,
        ..Facts::default()
    };
    match P::NOUN {
        Noun::Review => {
            let seed = facts.inspection.checkpoint.map(|(_, seed)| seed);
            let told = reviews::told(app, reader, state.core(), named, seed);
            facts.review = Box::pin(told).await?;
            let people = asked.fields.get("people");
            let issued = proposals::issued(app, (&reader.office, organ), people);
            facts.issued = Box::pin(issued).await?;
        }
        Noun::Campaign => {
            let about = About::of(state);
            let named = campaigns::named(app, reader, &about, asked.fields);
            facts.campaign = Box::pin(named).await?;
        }
        Noun::Linkage => {
            facts.linkage = Box::pin(linkages::told(app, reader, state, named)).await?;
        }
        Noun::Reconciliation => {
            let told = reconciliations::told(app, reader, (organ, state), named);
            facts.reconciliation = Box::pin(told).await?;
        }
        Noun::Bulletin => {
            facts.bulletin = Box::pin(bulletins::told(app, reader, organ, named)).await?;
        }
        Noun::Assessment => {
            let told = assessments::told(app, reader, state.core(), act);
            facts.assessment = Box::pin(told).await?;
        }
        Noun::KeyCounty => {
            let told = key_counties::told(app, reader, state.core(), act);
            facts.key_county = Box::pin(told).await?;
        }
        Noun::Analysis => {
            facts.analysis =
                Box::pin(analyses::told(app, reader, (organ, state.period()), named)).await?;
        }
        Noun::Inspection | Noun::Proposal => {}
    }
    Ok(facts)
}

/// Themes the shell found in texts, for an act that freezes them.
pub(crate) async fn themes<P: Procedure>(asked: &Asked<'_, P>) -> Result<Drafts, Fault> {
    match P::NOUN {
        Noun::Analysis => {
            let planned = asked.state.period();
            let named = (asked.act, asked.fields);
            analyses::themes(asked.app, asked.reader, (asked.organ, planned), named).await
        }
        _ => Ok(Drafts::default()),
    }
}

/// Claims what must be given once: numbers of papers, and an organ's months. Whoever is second at the same
/// moment tries again, and then sees the first.
pub(crate) async fn claim<P: Procedure>(
    asked: &Asked<'_, P>,
    facts: &Facts,
    recorded: &[Recorded<P::Event>],
    write: &mut Write,
) -> Result<(), Fault> {
    let (app, core, organ) = (asked.app, asked.state.core(), asked.organ);
    let claimed = match P::NOUN {
        Noun::Review => {
            reviews::claim(&asked.reader.office, core, recorded, write);
            None
        }
        Noun::Linkage => {
            Box::pin(linkages::claim(app, core.id, recorded, write)).await?;
            None
        }
        Noun::Reconciliation if !core.exists() => reconciliations::claimed(organ, asked.fields),
        Noun::Bulletin => {
            let told = (asked.act, asked.fields, &facts.bulletin);
            bulletins::claimed(app, organ, told, asked.reader.on().year()).await?
        }
        Noun::Analysis => analyses::claimed(app, organ, (asked.act, asked.fields)),
        Noun::Reconciliation
        | Noun::Inspection
        | Noun::Campaign
        | Noun::Assessment
        | Noun::KeyCounty
        | Noun::Proposal => None,
    };
    write.claims.extend(claimed.map(|(namespace, key)| Claim {
        namespace,
        key,
        owner: core.id.to_string(),
    }));
    Ok(())
}
