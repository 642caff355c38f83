//! The register of voids (作废登记簿, P-03): the one list in which what was entered wrongly still stands. One range
//! scan a unit, newest first, less what the reader may not see; keyset-paged.

use super::reader::{Reader, seen};
use crate::queries::paged;
use crate::{App, Failure, Fault, moment, reading};
use casework::PersonId;
use casework::matter::VoidGround;
use serde::Serialize;
use store::{Row, Value};

/// A page of the register.
#[derive(Debug, Clone, Serialize)]
pub struct Register {
    /// Its rows, newest first.
    pub rows: Vec<VoidRow>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// A void matter. No title: what was entered wrongly is found by its number.
#[derive(Debug, Clone, Serialize)]
pub struct VoidRow {
    /// Its number, which is never given again.
    pub number: String,
    /// Why it is void.
    pub ground_zh: &'static str,
    /// The day it was received.
    pub received: String,
    /// The day it was voided.
    pub voided: String,
    /// Who asked.
    pub asker: String,
    /// Who approved.
    pub approver: String,
}

/// Rows a page.
const PAGE: usize = 20;

/// A page of the register.
///
/// # Errors
/// The reader sees no matters at all, or a fault.
pub async fn voids(
    app: &App,
    person: &PersonId,
    cursor: Option<&str>,
) -> Result<Register, Failure> {
    let reader = Reader::of(app, person).await?;
    reading::record_list(app, person, "voids").await?;
    if reader.units.is_empty() {
        return Err(Failure::Forbidden {
            act: "查看作废登记簿".to_owned(),
        });
    }
    let (sql, params) = statement(&reader, cursor);
    let mut rows = app.store().rows(&sql, &params).await?;
    let next = paged(&mut rows, PAGE, |row| Ok(row.text(0)?.to_owned()))?;
    let lines = rows.iter().map(|row| line(&reader, row));
    Ok(Register {
        rows: lines.collect::<Result<_, _>>()?,
        next,
    })
}

/// Each of the reader's units is one scan of its own, cut at a page; what several see is shown once.
fn statement(reader: &Reader, cursor: Option<&str>) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![reader.person.as_str().into(), (PAGE as i64 + 1).into()];
    let mut after = String::new();
    if let Some(key) = cursor {
        params.push(key.into());
        after = format!("AND v.sort_key < ${}", params.len());
    }
    let mut scans = Vec::new();
    for unit in &reader.units {
        params.push(unit.as_str().into());
        scans.push(format!(
            "SELECT * FROM (SELECT v.sort_key, v.matter_id, v.ground, v.voided_at, v.asker, v.approver \
             FROM voids v WHERE v.unit_id = ${} {after} AND {} ORDER BY v.sort_key DESC LIMIT $2) AS s",
            params.len(),
            seen("v", 1)
        ));
    }
    let sql = format!(
        "SELECT u.sort_key, m.number, u.ground, m.received_at, u.voided_at, u.asker, u.approver \
         FROM ({}) AS u JOIN matters m ON m.matter_id = u.matter_id ORDER BY u.sort_key DESC LIMIT $2",
        scans.join(" UNION ")
    );
    (sql, params)
}

fn line(reader: &Reader, row: &Row) -> Result<VoidRow, Fault> {
    let ground = VoidGround::parse(row.text(2)?);
    let ground = ground.ok_or_else(|| Fault::Stored("voids.ground".to_owned()))?;
    let name = |id: &str| reader.office.person_name(&PersonId::from(id)).to_owned();
    let day = |at: i64| moment::moment(at).on().to_string();
    Ok(VoidRow {
        number: row.text(1)?.to_owned(),
        ground_zh: ground.zh(),
        received: day(row.int(3)?),
        voided: day(row.int(4)?),
        asker: row.opt_text(5)?.map(name).unwrap_or_default(),
        approver: row.opt_text(6)?.map(name).unwrap_or_default(),
    })
}
