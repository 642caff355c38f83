//! A campaign half cleared, for a demonstration: launched by a city weeks ago, with items in every state, a week
//! reported and a notice signed. Every act goes the way of any other act, at a time that is past.

use super::teller::{Teller, holder};
use app::campaigns::proposed;
use app::moment::moment;
use app::{App, Failure, Fault, Subject};
use casework::campaign::Found;
use casework::office::Level;
use casework::procedure::Noun;
use casework::{PersonId, UnitId};
use jiff::ToSpan;
use serde_json::{Value, json};

/// Days since it was launched.
const AGE: i64 = 45;

/// Items at most.
const ITEMS: usize = 14;

/// Launches a campaign and brings it half way. Whether there was anything to clear.
///
/// # Errors
/// The database does not answer, or an act fails for another reason than a refusal.
pub async fn campaign(app: &App) -> Result<bool, Fault> {
    let Some((organ, head)) = runner(app) else {
        return Ok(false);
    };
    let mut told = Told {
        teller: Teller::from(app, AGE),
        head,
        number: None,
    };
    told.launch(&organ).await?;
    let Some(number) = told.number.clone() else {
        return Ok(false);
    };
    // No campaign took down what was not there when it was launched.
    let found = match proposed(app, &told.head, &number, told.teller.at).await {
        Ok(found) => found,
        Err(Failure::Fault(fault)) => return Err(fault),
        Err(_) => return Ok(false),
    };
    let mut told_of = Vec::new();
    for one in found {
        told_of.push((advanced(app, &one.number).await?, one));
    }
    told_of.sort_by_key(|(advanced, _)| std::cmp::Reverse(*advanced));
    let mut found: Vec<Found> = told_of.into_iter().map(|(_, one)| one).collect();
    found.truncate(ITEMS);
    let Some(left_out) = found.pop().filter(|_| found.len() > 2) else {
        return Ok(false);
    };
    told.screen(&mut found, &left_out).await?;
    told.take(&found).await?;
    told.clear(&found).await?;
    Ok(true)
}

/// How near a matter is to its end: what was answered may be written off, what was concluded may be answered.
async fn advanced(app: &App, number: &str) -> Result<u8, Fault> {
    let sql = "SELECT stage FROM matters WHERE number = $1";
    let rows = app.store().rows(sql, &[number.into()]).await?;
    let stage = rows.first().map(|row| row.text(0)).transpose()?;
    Ok(match stage {
        Some("replied") => 2,
        Some("concluded") => 1,
        _ => 0,
    })
}

/// A city's commission and the head of its petition office.
fn runner(app: &App) -> Option<(UnitId, PersonId)> {
    let office = app.office();
    let cities = office.units.values();
    let mut cities = cities.filter(|unit| unit.kind.is_organ() && unit.level == Level::City);
    cities.find_map(|city| {
        let head = holder(app, &city.id, "petition-head")?;
        Some((city.id.clone(), head))
    })
}

struct Told<'a> {
    teller: Teller<'a>,
    head: PersonId,
    number: Option<String>,
}

impl Told<'_> {
    async fn launch(&mut self, organ: &UnitId) -> Result<(), Fault> {
        let office = self.teller.app.office();
        let below = office.units.values().filter(|unit| {
            let county = unit.level == Level::County && unit.kind.is_organ();
            county && office.is_above(organ, &unit.id)
        });
        let units: Vec<&str> = below.map(|unit| unit.id.as_str()).collect();
        let from = moment(self.teller.at).on();
        let after = |days: i32| from.saturating_add(days.days()).to_string();
        let fields = json!({"kind": "repeats", "from": from.to_string(), "units": units,
            "screen_until": after(10), "take_until": after(25), "clear_until": after(120),
            "look_back_until": after(150), "title": "信访积案动态清零"});
        self.give(None, "launch-campaign", fields).await?;
        Ok(())
    }

    /// Takes in what may be taken in: the rest is not of the campaign.
    async fn screen(&mut self, found: &mut Vec<Found>, left_out: &Found) -> Result<(), Fault> {
        self.teller.wait(2);
        for one in std::mem::take(found) {
            let matters = json!({"matters": [one.number]});
            if self.give(None, "include-items", matters).await? {
                found.push(one);
            }
        }
        let why = json!({"matter": left_out.number, "reason": "反映事项已在另一件中一并办理。"});
        self.give(None, "refuse-proposal", why).await?;
        self.teller.wait(7);
        self.give(None, "begin-phase", json!({})).await?;
        Ok(())
    }

    /// Every item gets its leader, or is solved on the spot.
    async fn take(&mut self, found: &[Found]) -> Result<(), Fault> {
        for (at, found) in found.iter().enumerate() {
            let item = (at + 1).to_string();
            let proven = at % 3;
            let finding = ["untrue", "partly", "true"][proven];
            let judged = json!({"item": item, "finding": finding, "issues": 2, "proven": proven});
            self.give(None, "judge-item", judged).await?;
            let named = |role: &str| holder(self.teller.app, &found.unit, role);
            let leader = named("principal").or_else(|| named("township-officer"));
            let team = named("petition-head").or_else(|| named("clerk"));
            let contract = json!({"item": item, "leader": leader, "team": [team.unwrap_or(self.head.clone())],
                "plan": "逐户走访，核清款项，限期兑付并公开。"});
            if !self.give(None, "contract-item", contract).await? {
                let spot = json!({"item": item, "way": "on-the-spot"});
                self.give(None, "resolve-item", spot).await?;
            }
            if let Some(leader) = leader.filter(|_| at % 2 == 0) {
                let on = moment(self.teller.at).on().to_string();
                let action = if at % 4 == 0 { "go-down" } else { "reception" };
                let held = json!({"action": action, "leader": leader, "on": on, "batches": 2,
                    "people": 5, "items": [item]});
                self.give(None, "hold-reception", held).await?;
            }
        }
        self.teller.wait(9);
        self.give(None, "begin-phase", json!({})).await?;
        Ok(())
    }

    /// Half of it is cleared, written off where the matter was answered, and one is looked back on.
    async fn clear(&mut self, found: &[Found]) -> Result<(), Fault> {
        self.teller.wait(6);
        for (at, found) in found.iter().enumerate() {
            let answered = self.answered(found).await?;
            if !answered && at % 2 == 1 {
                continue;
            }
            let item = (at + 1).to_string();
            let done = json!({"item": item, "way": "explained", "recovered": at * 130_000});
            self.give(None, "resolve-item", done).await?;
            self.give(None, "write-off-item", json!({"item": item}))
                .await?;
        }
        self.teller.wait(6);
        let until = moment(self.teller.at).on().to_string();
        let office = self.teller.app.office();
        let mut units: Vec<&UnitId> = found.iter().map(|found| &found.unit).collect();
        units.sort();
        units.dedup();
        for (at, unit) in units.into_iter().enumerate().filter(|(at, _)| at % 3 != 2) {
            let head = holder(self.teller.app, unit, "petition-head");
            if let Some(head) = head.filter(|_| office.unit(unit).is_some()) {
                let week = json!({"until": until, "written_off": at % 2});
                self.give(Some(&head), "report-week", week).await?;
            }
        }
        let demand = "各单位要按周报送，抓紧化解，未开展规定动作的尽快补上。";
        let notice = json!({"until": until, "demand": demand});
        self.give(None, "draft-monthly-notice", notice).await?;
        let on = self.teller.app.now().on();
        let organ = office
            .posts_of(&self.head, on)
            .next()
            .map(|post| post.unit.clone());
        let organ = organ.and_then(|unit| office.organ_of(&unit).cloned());
        if let Some(leader) = organ.and_then(|organ| holder(self.teller.app, &organ, "leader")) {
            self.give(Some(&leader), "sign-monthly-notice", json!({"notice": "1"}))
                .await?;
        }
        Ok(())
    }

    /// Answers the reporter of a concluded matter. Whether the matter may be written off now.
    async fn answered(&mut self, found: &Found) -> Result<bool, Fault> {
        let app = self.teller.app;
        let handlers = ["handler", "clerk", "petition-head"];
        for role in handlers {
            if advanced(app, &found.number).await? != 1 {
                break;
            }
            let Some(person) = holder(app, &found.unit, role) else {
                continue;
            };
            let reply = json!({"mode": "phone", "attitude": "accepts",
                "text": "反映的问题已经查清，多收的款项已经退还，处理情况当面作了说明。"});
            let on = Subject::Number(found.number.clone());
            self.teller.give(&person, on, "reply", reply).await?;
        }
        Ok(advanced(app, &found.number).await? == 2)
    }

    /// Gives an order at the time reached. Whether it went through: what may not be is left undone.
    async fn give(
        &mut self,
        who: Option<&PersonId>,
        act: &str,
        fields: Value,
    ) -> Result<bool, Fault> {
        let subject = match &self.number {
            Some(number) => Subject::Procedure(number.clone()),
            None => Subject::NewProcedure(Noun::Campaign),
        };
        let who = who.unwrap_or(&self.head);
        let done = self.teller.give(who, subject, act, fields).await?;
        let went = done.is_some();
        self.number = done
            .filter(|number| !number.is_empty())
            .or(self.number.take());
        Ok(went)
    }
}
