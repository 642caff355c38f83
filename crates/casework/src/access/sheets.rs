//! Acts of a unit without network (离线任务单, P-09): somebody of the unit did them and wrote them on its
//! task sheet; somebody of an organ above enters them when the sheet comes back.

use super::{delegated::in_the_name_of, own};
use crate::actor::Actor;
use crate::ids::PersonId;
use crate::matter::Matter;
use crate::office::Office;
use crate::rules::Rules;
use jiff::civil::Date;

/// The right to take task sheets and to enter what they bring back.
pub const EXCHANGE: &str = "exchange-sheets";

/// The actor of an act written on a task sheet: the right is that of whoever did it, by a post held then
/// and now; whoever enters it may exchange sheets about this matter. Nobody recused does either (T4).
/// Both are recorded, with the sheet (T20).
pub fn entered(
    office: &Office,
    rules: &Rules,
    (enters, did): (&PersonId, &PersonId),
    sheet: &str,
    act: &str,
    matter: &Matter,
    (then, now): (Date, Date),
) -> Option<Actor> {
    own(office, rules, enters, EXCHANGE, Some(matter), now)?;
    own(office, rules, did, act, Some(matter), then)?;
    let actor = own(office, rules, did, act, Some(matter), now)?;
    Some(match in_the_name_of(did, actor, enters) {
        Actor::Person {
            person,
            unit,
            role,
            behalf,
            acting,
            ..
        } => Actor::Person {
            person,
            unit,
            role,
            behalf,
            acting,
            sheet: Some(sheet.to_owned()),
        },
        other => other,
    })
}
