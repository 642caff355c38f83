//! Procedures in stories: opened under a name of the story's own, and acted on by it.
//!
//! ```text
//! 沈思 开展检查 二月抽查项 检查种类=检举举报平台抽查 …   opens one; it is called 二月抽查项 from now on
//! 沈思 撤销检查 二月抽查项 理由=…                     any of its acts
//! 沈思 应见 二月抽查项 概要 已撤销                     sections: 概要, 时限, 可办, 经过;
//!                                              of an inspection 检查项, 检查数字, 抽取证明;
//!                                              of a reconciliation and a bulletin, see `reconciled.rs`
//! 沈思 登记检查意见 二月抽查项 检查项=列首 …        列首: what the form offers first
//! 陈静 不应见 二月抽查项                              no door knows it for them
//! ```

use super::analyses;
use super::assessments;
use super::campaigns;
use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::fields::{Meaning, happened};
use super::grammar::{Act, Sight};
use super::inspections;
use super::key_counties;
use super::linkages;
use super::pages;
use super::proposals;
use super::reconciled;
use app::queries::act::{Control, FormField};
use app::queries::procedures;
use app::{Order, Subject, Who};
use casework::act::Act as Described;
use casework::procedure::{Noun, of_persons};
use serde_json::Value;
use std::collections::BTreeMap;

/// The act of a procedure of a Chinese name; one on a slip, where a procedure is named.
pub(super) fn described(name: &str, named: Option<Noun>) -> Option<(Noun, &'static Described)> {
    let find = |acts: Vec<&'static Described>| of_persons(acts).find(|act| act.zh == name);
    let on_slip = named.and_then(|noun| Some((noun, find(noun.all_acts())?)));
    let own = |noun: &Noun| Some((*noun, find(noun.acts().iter().collect())?));
    on_slip.or_else(|| Noun::ALL.iter().find_map(own))
}

impl<D: Door> Telling<'_, D> {
    /// Carries out an act on a procedure. What it came to.
    pub(super) async fn proceed(
        &mut self,
        act: &Act,
        (noun, described): (Noun, &'static Described),
    ) -> Result<Result<Option<String>, Refusal>, String> {
        let who = self.who(&act.who)?;
        let Who::Staff(person) = &who else {
            return Err(format!("{}须由工作人员办理", described.zh));
        };
        let alias = act.matter.clone().ok_or("没有写明是哪一项")?;
        let opens = described.name == noun.opening().name;
        let number = self.procedures.get(&alias).filter(|_| !opens).cloned();
        if !opens && number.is_none() {
            return Err(format!("还没有提到“{alias}”"));
        }
        let app = &self.world.app;
        let form = procedures::form(app, person, noun, number.as_deref(), described.noun).await;
        let mut own = BTreeMap::new();
        form.iter().for_each(|form| choices(&form.fields, &mut own));
        let happened = happened(&act.fields)?;
        let on = happened.unwrap_or_else(|| self.world.now()).date();
        let files = super::files::taken(app, described.fields, &act.fields).await?;
        let meaning = Meaning {
            app,
            matters: &self.matters,
            files: &files,
            own: &own,
            on,
            received: on,
        };
        let order = Order {
            subject: match number {
                Some(number) => Subject::Procedure(number),
                None => Subject::NewProcedure(noun),
            },
            act: described.name.to_owned(),
            fields: meaning.fields(described.fields, &act.fields)?,
            happened,
        };
        let given = match self.door.give(app, &who, order).await {
            Ok(given) => given,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let number = given.number.ok_or("没有给出编号")?;
        self.procedures.insert(alias, number.clone());
        let page = self.door.procedure(app, person, noun, &number).await;
        Ok(Ok(Some(match page {
            Ok(page) => format!("{number} {}", pages::text(&page, "stage_zh")),
            Err(refusal) => format!("办后：{}", refusal.sentence),
        })))
    }

    /// The noun of a procedure told of.
    pub(super) fn noun_of(&self, alias: &str) -> Option<Noun> {
        let number = self
            .procedures
            .get(alias)?
            .parse::<casework::procedure::Number>();
        number.ok()?.noun()
    }

    /// The lines of a section of a procedure's page.
    pub(super) async fn procedure(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let number = self.procedures[&sight.page].parse::<casework::procedure::Number>();
        let noun = number.ok().and_then(|number| number.noun());
        // Items of campaigns and of reviews bear the same words.
        if noun == Some(Noun::Campaign) && campaigns::is_own(&sight.section) {
            return self.of_campaign(sight).await;
        }
        if noun == Some(Noun::Linkage) && linkages::SECTIONS.contains(&&*sight.section) {
            return Box::pin(self.of_linkage(sight)).await;
        }
        let booked = matches!(noun, Some(Noun::Reconciliation | Noun::Bulletin));
        if booked && reconciled::SECTIONS.contains(&&*sight.section) {
            return Box::pin(self.reconciled(sight)).await;
        }
        if noun == Some(Noun::Analysis) && analyses::SECTIONS.contains(&&*sight.section) {
            return Box::pin(self.analysis(sight)).await;
        }
        if noun == Some(Noun::Proposal) && proposals::SECTIONS.contains(&&*sight.section) {
            return Box::pin(self.proposal(sight)).await;
        }
        let reviewed = noun == Some(Noun::Review);
        if noun == Some(Noun::Assessment) && assessments::SECTIONS.contains(&&*sight.section) {
            return Box::pin(self.assessed(sight)).await;
        }
        if noun == Some(Noun::KeyCounty) && key_counties::SECTIONS.contains(&&*sight.section) {
            return Box::pin(self.key_county(sight)).await;
        }
        if !reviewed && inspections::SECTIONS.contains(&&*sight.section) {
            return self.inspected(sight).await;
        }
        let page = self
            .procedure_page(sight)
            .await?
            .map_err(|refusal| refusal.to_string())?;
        let each = |name: &str, line: fn(&Value) -> String| {
            pages::list(&page, name).iter().map(line).collect()
        };
        match &*sight.section {
            "" | "概要" => Ok(summary(&page)),
            "时限" => Ok(each("clocks", clock)),
            "可办" => Ok(each("acts", |act| pages::text(act, "zh").to_owned())),
            "经过" => Ok(each("minutes", |minute| {
                let text = |name| pages::text(minute, name);
                format!("{} {} {}", text("at"), text("who"), text("zh"))
            })),
            other => match Box::pin(self.review(sight, other)).await? {
                Some(lines) => Ok(lines),
                None => Err(format!("没有“{other}”这一栏；有：概要、时限、可办、经过")),
            },
        }
    }

    /// Nobody knows of it at any door.
    pub(super) async fn no_procedure(&self, sight: &Sight) -> Result<Vec<String>, String> {
        match self.procedure_page(sight).await? {
            Err(refusal) if refusal.code == "not-found" => Ok(vec![refusal.sentence]),
            Err(refusal) => Err(format!("透露了此项：{refusal}")),
            Ok(_) => Err("可以打开".to_owned()),
        }
    }

    async fn procedure_page(&self, sight: &Sight) -> Result<Result<Value, Refusal>, String> {
        let number = &self.procedures[&sight.page];
        let parsed = number
            .parse::<casework::procedure::Number>()
            .map_err(|e| e.to_string())?;
        let noun = parsed.noun().ok_or("编号不属于任何一类")?;
        let person = self.person(&sight.who)?;
        Ok(self
            .door
            .procedure(&self.world.app, &person, noun, number)
            .await)
    }
}

fn choices(fields: &[FormField], own: &mut BTreeMap<String, String>) {
    for field in fields {
        match &field.control {
            Control::One(open) | Control::Several(open) => {
                if let Some(first) = open.first() {
                    // What the first list of the form offers first: where chance decides which it is.
                    own.entry("列首".to_owned()).or_insert(first.value.clone());
                }
                let named = open
                    .iter()
                    .map(|choice| (choice.zh.clone(), choice.value.clone()));
                own.extend(named);
                // An item by its place alone: 第7项.
                for choice in open {
                    if let Some((place, _)) = choice.zh.split_once(' ') {
                        own.entry(place.to_owned()).or_insert(choice.value.clone());
                    }
                }
            }
            Control::Group(inner, ..) => choices(inner, own),
            _ => {}
        }
    }
}

fn summary(page: &Value) -> Vec<String> {
    let text = |name| pages::text(page, name);
    vec![
        format!("编号 {} 《{}》", text("number"), text("name")),
        format!("种类 {}，由 {} 开展", text("kind_zh"), text("unit")),
        format!("环节 {}", text("stage_zh")),
    ]
}

fn clock(clock: &Value) -> String {
    let text = |name| pages::text(clock, name);
    let item = clock["item"]
        .as_i64()
        .map(|item| format!("第{item}项 "))
        .unwrap_or_default();
    format!(
        "{item}{} {} {}",
        text("zh"),
        text("owner"),
        pages::lamp(&clock["lamp"])
    )
}
