//! An act becomes an order: who, on what, with which fields.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::fields::{Known, Meaning, begins, happened};
use super::files;
use super::grammar::Act;
use super::pages;
use super::procedures;
use super::registration;
use super::world::World;
use app::{Order, Subject, Who};
use casework::act::{Act as Described, Performer};
use casework::{matter, office};
use serde_json::Value;
use std::collections::BTreeMap;

impl<D: Door> Telling<'_, D> {
    /// Gives an act's order; what the actor then sees of the matter in one line.
    pub(super) async fn give(
        &mut self,
        act: &Act,
    ) -> Result<Result<Option<String>, Refusal>, String> {
        if act.name == registration::WHOLE {
            return Box::pin(self.register(act)).await;
        }
        let named = act.matter.as_ref().and_then(|alias| self.noun_of(alias));
        if let Some(described) = procedures::described(&act.name, named) {
            return Box::pin(self.proceed(act, described)).await;
        }
        let (described, of_office) = described(act)?;
        let who = self.who(&act.who)?;
        let new = described.name == "receive";
        if let Some(alias) = act.matter.as_ref().filter(|_| !new) {
            self.known(alias)?;
        }
        let alias = act.matter.clone().unwrap_or_else(|| self.last.clone());
        let happened = happened(&act.fields)?;
        let on = happened.unwrap_or_else(|| self.world.now()).date();
        let known = self.matters.get(&alias).cloned();
        let received = known
            .as_ref()
            .filter(|_| !new)
            .map_or(on, |known| known.received);
        let mut files = files::taken(&self.world.app, described.fields, &act.fields).await?;
        let sends = act
            .fields
            .values
            .iter()
            .any(|(label, _)| label == "随转附件");
        if let (true, Who::Staff(person), Some(known)) = (sends, &who, &known) {
            let (app, noun) = (&self.world.app, described.noun);
            files.extend(files::numbered(app, person, &known.number, noun).await);
        }
        let meaning = Meaning {
            app: &self.world.app,
            matters: &self.matters,
            files: &files,
            own: &BTreeMap::new(),
            on,
            received,
        };
        let fields = meaning.fields(described.fields, &act.fields)?;
        if described.performer == Performer::Reporter {
            let code = known.and_then(|known| known.code);
            let code = code.ok_or("没有这件的查询码")?;
            let said = self
                .door
                .by_code(&self.world.app, &code, described.name, fields)
                .await;
            self.last = alias;
            return Ok(said.map(|()| None));
        }
        let subject = match known {
            _ if of_office => Subject::Office,
            _ if new => Subject::NewMatter,
            Some(known) => Subject::Number(known.number),
            None => return Err("还没有提到任何一件".to_owned()),
        };
        let order = Order {
            subject,
            act: described.name.to_owned(),
            fields,
            happened,
        };
        let filed = match Box::pin(self.door.give(&self.world.app, &who, order)).await {
            Ok(given) => given.filed,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if let Some(filed) = filed {
            let report = report_id(&self.world, &filed.number).await?;
            let code = Some(filed.query_code).filter(|code| !code.is_empty());
            let known = Known {
                number: filed.number.clone(),
                code,
                spoken: filed.spoken,
                received: on,
                report,
            };
            self.matters.insert(alias.clone(), known);
        }
        self.last = alias.clone();
        let Some(known) = self.matters.get(&alias).filter(|_| !of_office) else {
            return Ok(Ok(None));
        };
        let number = known.number.clone();
        let (Who::Staff(person) | Who::Delegate(person, _)) = who else {
            return Ok(Ok(Some(format!("编号 {number}"))));
        };
        let page = self.door.matter(&self.world.app, &person, &number).await;
        if let (Some(part), Ok(page)) = (begins(&act.fields), &page) {
            self.name_part(part, &alias, page)?;
        }
        Ok(Ok(Some(match page {
            Ok(page) => format!(
                "{number} {}，在{}手里，{}",
                pages::text(&page, "stage_zh"),
                pages::text(&page, "hands"),
                pages::lamp(&page["lamp"])
            ),
            Err(refusal) => format!("办后：{}", refusal.sentence),
        })))
    }

    /// Names the newest part of a matter as the story calls it.
    fn name_part(&mut self, part: &str, whole: &str, page: &Value) -> Result<(), String> {
        let newest = pages::list(page, "parts").last();
        let number = newest.map(|part| pages::text(part, "number").to_owned());
        let whole = self.matters.get(whole);
        let (number, whole) = number.zip(whole).ok_or("没有拆分出任何一件")?;
        let known = Known {
            number,
            code: None,
            ..whole.clone()
        };
        self.matters.insert(part.to_owned(), known);
        Ok(())
    }

    pub(super) fn who(&self, name: &str) -> Result<Who, String> {
        Ok(match name {
            "举报人" => Who::Citizen,
            "控制台" => Who::Console,
            _ => match name.split_once('代') {
                Some((person, principal)) => {
                    Who::Delegate(self.person(person)?, self.person(principal)?)
                }
                None => Who::Staff(self.person(name)?),
            },
        })
    }
}

/// The act of a Chinese name, and whether it concerns the office.
fn described(act: &Act) -> Result<(&'static Described, bool), String> {
    let name = if act.name == "举报" {
        "接收"
    } else {
        &*act.name
    };
    let fits = |known: &&Described| known.zh == name || known.name == name;
    let of_matter = matter::steps::ACTS
        .iter()
        .find(fits)
        .map(|act| (act, false));
    let of_office = || office::steps::ACTS.iter().find(fits).map(|act| (act, true));
    of_matter
        .or_else(of_office)
        .ok_or_else(|| format!("没有“{name}”这个办理动作"))
}

/// The id of a matter's first report, as pages that open identities name it.
pub(super) async fn report_id(world: &World, number: &str) -> Result<String, String> {
    let sql = "SELECT e.body FROM matters m JOIN events e ON e.stream_id = 'matter-' || m.matter_id \
               WHERE m.number = $1 AND e.version = 1";
    let fault = |error: store::StoreError| error.to_string();
    let rows = world
        .app
        .store()
        .rows(sql, &[number.into()])
        .await
        .map_err(fault)?;
    let row = rows.first().ok_or("收到的件不在表中")?;
    let event: Value =
        serde_json::from_slice(row.blob(0).map_err(fault)?).map_err(|error| error.to_string())?;
    let id = event["data"]["report"]["id"].as_str();
    id.map(str::to_owned)
        .ok_or_else(|| "收到事件没有举报编号".to_owned())
}
