//! Taking a task sheet: what the unit may read goes into one locked file, and who took it into an event.

use super::event::{self, Event, Given, stream_of};
use super::held::{Leaving, leaving, of_unit, units};
use super::{FORM, book, organs, permitted, unwritten, wrong};
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, reading, stream};
use casework::step::Recorded;
use casework::{PersonId, UnitId};
use data_encoding::HEXLOWER;
use jiff::civil::{Date, DateTime};
use papers::locked;
use sealing::passphrase::Passphrase;
use sha2::{Digest, Sha256};
use store::Write;

/// Matters on one sheet at most.
pub const MOST: usize = 50;

/// A sheet on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its number.
    pub sheet: String,
    /// The file's name: the sheet's number and nothing of what it holds (T3).
    pub name: String,
    /// The locked file.
    pub bytes: Vec<u8>,
}

/// Takes a sheet of some matters for a unit.
///
/// # Errors
/// The unit is not the reader's to give sheets to; nothing was chosen; a matter may not leave; a fault.
pub async fn take(
    app: &App,
    person: &PersonId,
    unit: &UnitId,
    numbers: &[String],
    passphrase: &str,
) -> Result<Taken, Failure> {
    let reader = Reader::of(app, person).await?;
    let by = permitted(app, &reader)?;
    let known = units(app, &reader).iter().any(|(known, _)| known == unit);
    let organ = reader.office.unit(unit).filter(|_| known);
    let organ = organ.and_then(|unit| unit.parent.as_ref());
    let organ = organ.and_then(|parent| reader.office.organ_of(parent));
    let organ = organ.filter(|organ| organs(app, &reader).contains(organ));
    let organ = organ.ok_or(Failure::NotFound)?.clone();
    let passphrase = Passphrase::read(passphrase)
        .ok_or_else(|| wrong("passphrase", "口令不是本页给出的，请重新取单"))?;
    let leaving = chosen(app, &reader, unit, numbers).await?;

    let sheet = number(app, reader.now.local);
    let due = due(app, &reader, unit)?;
    let content = book::book(app, &reader, unit, (&sheet, due), &leaving)?;
    let mut salt = [0; 16];
    app.entropy().fill(&mut salt);
    let inside = format!("{sheet}.xlsx");
    let bytes = locked::lock(&inside, &content, passphrase.reveal(), salt);
    let bytes = bytes.map_err(|error| unwritten(&error))?;
    let event = Event::Taken {
        organ,
        unit: unit.clone(),
        matters: leaving.iter().map(given).collect(),
        due,
        bytes: bytes.len() as u64,
        sha256: HEXLOWER.encode(&Sha256::digest(&bytes)),
    };
    let recorded = [Recorded {
        event,
        at: reader.now.at,
        happened: reader.now.local,
        by,
    }];
    let write = Write {
        events: stream::new_events(&stream_of(&sheet), 0, &recorded),
        changes: event::row(&sheet, &recorded).into_iter().collect(),
        ..Write::default()
    };
    app.store().commit(write).await?;
    for one in &leaving {
        let printed = reading::Event::Printed {
            matter: one.matter.id,
            form: FORM.to_owned(),
            identity: false,
        };
        reading::record(app, person, printed).await?;
    }
    let name = format!("{sheet}.zip");
    Ok(Taken { sheet, name, bytes })
}

/// The matters chosen, each once; one that may not leave stops the whole.
async fn chosen(
    app: &App,
    reader: &Reader,
    unit: &UnitId,
    numbers: &[String],
) -> Result<Vec<Leaving>, Failure> {
    let mut numbers = numbers.to_vec();
    numbers.sort();
    numbers.dedup();
    if numbers.is_empty() {
        return Err(wrong("item", "请至少勾选一件"));
    }
    if numbers.len() > MOST {
        return Err(wrong("item", format!("一张任务单最多{MOST}件，请分几张取")));
    }
    let mut chosen = Vec::new();
    for number in &numbers {
        let matter = of_unit(app, reader, unit, number)
            .await?
            .ok_or(Failure::NotFound)?;
        match leaving(app, reader, unit, matter).await? {
            Ok(one) => chosen.push(one),
            Err(why) => return Err(wrong("item", format!("{number}：{why}"))),
        }
    }
    Ok(chosen)
}

fn given(one: &Leaving) -> Given {
    let matter = &one.matter;
    Given {
        matter: matter.id,
        version: matter.version,
        stage: matter.stage,
        holder: matter.holder.clone(),
    }
}

/// The number of a sheet: the day, and forty random bits that nobody guesses.
fn number(app: &App, at: DateTime) -> String {
    let mut random = [0; 5];
    app.entropy().fill(&mut random);
    let drawn = data_encoding::BASE32.encode(&random);
    format!("RW{}-{drawn}", at.strftime("%Y%m%d"))
}

fn due(app: &App, reader: &Reader, unit: &UnitId) -> Result<Date, Fault> {
    let region = reader.office.unit(unit).map(|unit| &*unit.region);
    let days = i64::from(app.rules().settings.task_sheet_days);
    app.calendar()
        .add_working_days(reader.on(), days, region)
        .map_err(|error| Fault::Calendar(error.to_string()))
}
