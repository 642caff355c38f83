//! What stands on the registration page (登记并拟办, P-01): the forms of receiving, registering and
//! screening for this person, each by its own right. There is no matter yet, so the rights are asked of
//! the one that would arrive: received by the person's own organ, just now.

use super::act::{ActForm, build, context};
use super::reader::Reader;
use crate::vault::Texts;
use crate::{App, Failure, Fault};
use casework::access;
use casework::act::Act;
use casework::matter::{Matter, Stage, steps};
use casework::step::Facts;
use casework::{Actor, MatterId, PersonId, UnitId};
use uuid::Uuid;

/// The forms of the page. A step the person may not take is not there.
#[derive(Debug, Clone)]
pub struct Forms {
    /// The organ whose reports the person receives.
    pub organ: UnitId,
    /// The organ's division.
    pub region: String,
    /// Receiving.
    pub receive: ActForm,
    /// Registering.
    pub register: Option<ActForm>,
    /// Screening, with the proposal for the leader.
    pub screen: Option<ActForm>,
}

/// The forms a person sees.
///
/// # Errors
/// The person may not receive reports.
pub async fn forms(app: &App, person: &PersonId) -> Result<Forms, Failure> {
    let reader = Reader::of(app, person).await?;
    let organ = receiving_organ(app, &reader)?;
    let arriving = arriving(&reader, &organ);
    let form = |name: &str, matter: Option<&Matter>| -> Result<ActForm, Fault> {
        let act = act_of(name);
        let facts = Facts::default();
        let ctx = context(app, &reader, &Actor::Console, &facts);
        build(act, matter, &Texts::default(), &ctx)
    };
    let offered = |name: &str| match may(app, &reader, name, &arriving) {
        true => form(name, Some(&arriving)).map(Some),
        false => Ok(None),
    };
    let register = offered("register")?;
    // Nobody screens what they could not register first.
    let screen = match register {
        Some(_) => offered("screen")?,
        None => None,
    };
    Ok(Forms {
        region: arriving.region.clone(),
        receive: form("receive", None)?,
        register,
        screen,
        organ,
    })
}

/// The organ for which a person registers what arrives, where its people are one with it: they read all that it may.
pub(crate) fn registering_organ(app: &App, reader: &Reader) -> Option<UnitId> {
    let organ = receiving_organ(app, reader).ok()?;
    let registers = may(app, reader, "register", &arriving(reader, &organ));
    Some(organ).filter(|organ| registers && reader.units.contains(organ))
}

fn may(app: &App, reader: &Reader, name: &str, arriving: &Matter) -> bool {
    let (office, person) = (&reader.office, &reader.person);
    access::permit(
        office,
        app.rules(),
        person,
        name,
        Some(arriving),
        reader.on(),
    )
    .is_some()
}

/// The organ for which a person receives reports.
///
/// # Errors
/// No post of the person's grants it.
pub(crate) fn receiving_organ(app: &App, reader: &Reader) -> Result<UnitId, Failure> {
    let grants = |role: &str| access::grants_anywhere(app.rules(), role, "receive");
    let mut posts = reader.office.posts_of(&reader.person, reader.on());
    let post = posts.find(|post| grants(&post.role));
    let organ = post.and_then(|post| reader.office.organ_of(&post.unit));
    organ.cloned().ok_or_else(|| Failure::Forbidden {
        act: act_of("receive").zh.to_owned(),
    })
}

/// The matter as it would stand after arriving.
fn arriving(reader: &Reader, organ: &UnitId) -> Matter {
    let region = reader.office.unit(organ).map(|unit| unit.region.clone());
    Matter {
        version: 1,
        stage: Stage::Received,
        received: reader.now.local,
        receiver: organ.clone(),
        holder: organ.clone(),
        region: region.unwrap_or_default(),
        sight: reader.office.sight_of(organ, reader.on()),
        ..Matter::new(MatterId(Uuid::nil()))
    }
}

fn act_of(name: &str) -> &'static Act {
    let act = steps::ACTS.iter().find(|act| act.name == name);
    act.expect("the page is made of acts that exist")
}
