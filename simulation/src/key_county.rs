//! Key supervised counties in a demonstration: one named six weeks ago, checked in full since, of which its leader was
//! told and knows; another that waits for its decision. Every act goes the way of any other act, at a time that is
//! past.

use super::inspect::items;
use super::teller::{Teller, holder};
use app::moment::moment;
use app::queries::key_counties::{Row, proposals};
use app::{App, Failure, Fault, Subject};
use casework::procedure::Noun;
use casework::{PersonId, UnitId};
use serde_json::json;

/// Days since the first was proposed.
const AGE: i64 = 45;

/// Counties that are looked at for one with something to check.
const TRIED: usize = 3;

/// Puts counties under key supervision. How many were proposed.
///
/// # Errors
/// The database does not answer.
pub async fn key_counties(app: &App) -> Result<usize, Fault> {
    let office = app.office();
    let top = office.units.values().find(|unit| unit.parent.is_none());
    let Some(top) = top.map(|unit| unit.id.clone()) else {
        return Ok(0);
    };
    let (head, leader) = (
        holder(app, &top, "petition-head"),
        holder(app, &top, "leader"),
    );
    let (Some(head), Some(leader)) = (head, leader) else {
        return Ok(0);
    };
    let mut told = Told {
        teller: Teller::from(app, AGE),
        head,
        leader,
    };
    let mut counties = told.counties().await?.into_iter();
    let mut proposed = 0;
    for county in counties.by_ref().take(TRIED) {
        proposed += 1;
        told.teller = Teller::from(app, AGE);
        if told.supervised(&county).await? {
            break;
        }
    }
    if let Some(county) = counties.next() {
        told.teller = Teller::from(app, 2);
        proposed += usize::from(told.proposed(&county).await?.is_some());
    }
    Ok(proposed)
}

struct Told<'a> {
    teller: Teller<'a>,
    head: PersonId,
    leader: PersonId,
}

impl Told<'_> {
    /// The counties, those first that concluded the fewest first reports in time.
    async fn counties(&self) -> Result<Vec<Row>, Fault> {
        let told = match proposals(self.teller.app, &self.head).await {
            Ok(told) => told,
            Err(Failure::Fault(fault)) => return Err(fault),
            Err(_) => return Ok(Vec::new()),
        };
        let mut rows = told.rows;
        let missed = |row: &Row| {
            let signs = row.signs.iter().filter(|sign| sign.word == "first-on-time");
            signs
                .map(|sign| sign.counted.1 - sign.counted.0)
                .sum::<i64>()
        };
        rows.sort_by_key(|row| std::cmp::Reverse((row.asked, missed(row))));
        Ok(rows)
    }

    async fn proposed(&mut self, county: &Row) -> Result<Option<String>, Fault> {
        let name = county.unit.trim_end_matches("纪委监委");
        let fields = json!({"county": county.id, "title": format!("{name}重点督导"),
            "reason": "近三个月群众越级直接向省里反映的偏多，须逐件核查初次举报办理情况。"});
        let new = Subject::NewProcedure(Noun::KeyCounty);
        self.teller
            .give(&self.head, new, "propose-key-county", fields)
            .await
    }

    /// A county from its proposal to what its leader was told. Whether there was anything to check in it.
    async fn supervised(&mut self, county: &Row) -> Result<bool, Fault> {
        let Some(number) = self.proposed(county).await? else {
            return Ok(false);
        };
        self.teller.wait(2);
        let named = json!({"verdict": "name", "reason": "情况属实，督导半年，每月全覆盖检查。"});
        self.teller
            .on(&number, &self.leader, "decide-key-county", named)
            .await?;
        self.teller.wait(20);
        let Some(checked) = self.checked(&county.id).await? else {
            return Ok(false);
        };
        let record = json!({"inspections": [checked]});
        self.teller
            .on(&number, &self.head, "record-check", record)
            .await?;
        let Some(to) = holder(self.teller.app, &UnitId::from(&*county.id), "principal") else {
            return Ok(true);
        };
        let notice = json!({"to": to, "text": "逾期未结的初次举报已逐件检查，发现的问题列在检查意见里。请亲自过问，月底前办结并书面报告。"});
        self.teller.wait(1);
        self.teller
            .on(&number, &self.leader, "notify-leader", notice)
            .await?;
        self.teller.wait(1);
        self.teller
            .on(&number, &to, "read-notice", json!({"notice": "1"}))
            .await?;
        Ok(true)
    }

    /// Checks every overdue first report of a county. The number of the inspection; nothing where there was none.
    async fn checked(&mut self, county: &str) -> Result<Option<String>, Fault> {
        let (teller, head) = (&mut self.teller, &self.head);
        let until = moment(teller.at).on();
        let open = json!({"kind": "overdue-first", "from": until.first_of_year(), "until": until,
            "title": "重点督导县逾期未结初次举报全查"});
        let new = Subject::NewProcedure(Noun::Inspection);
        let Some(number) = teller.give(head, new, "open-inspection", open).await? else {
            return Ok(None);
        };
        let one = json!({"units": [county]});
        teller.on(&number, head, "fix-population", one).await?;
        let rows = items(teller.app, head, &number).await?;
        for (at, row) in rows.iter().enumerate() {
            let item = row.number.to_string();
            let verdict = match at % 3 {
                2 => json!({"item": item, "verdict": "sound"}),
                _ => json!({"item": item, "verdict": "faulty", "problems": ["slow-handle"],
                            "opinion": "签收以后没有调查，超期也没有说明原因。"}),
            };
            teller.on(&number, head, "check-item", verdict).await?;
        }
        if rows.is_empty() {
            let none = json!({"reason": "范围内没有逾期未结的初次举报。"});
            teller
                .on(&number, head, "call-off-inspection", none)
                .await?;
            return Ok(None);
        }
        Ok(Some(number))
    }
}
