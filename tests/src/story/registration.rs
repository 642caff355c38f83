//! Several acts on one matter as one write (登记并拟办, P-01), and the draft of a page not sent yet.
//!
//! ```text
//! 陈静 登记并拟办 甲件                       each line below an act with its fields, all or none
//!   接收 渠道=来信 …
//!   筛查 拟办单位=…
//! 陈静 存草稿 名=早上的信 标题=…              陈静 应见 草稿 早上的信
//! ```

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::fields::{Known, Meaning, happened};
use super::grammar::{Act, Entry};
use super::order::report_id;
use app::own::{self, Kind};
use app::{Order, Subject};
use casework::PersonId;
use casework::matter::steps::ACTS;
use std::collections::BTreeMap;

/// The act that is several.
pub(super) const WHOLE: &str = "登记并拟办";
/// Keeping what is not sent yet.
pub(super) const DRAFT: &str = "存草稿";

impl<D: Door> Telling<'_, D> {
    /// Gives the orders of one page together. It has no door of its own at the API: done inside.
    pub(super) async fn register(
        &mut self,
        act: &Act,
    ) -> Result<Result<Option<String>, Refusal>, String> {
        let alias = act
            .matter
            .clone()
            .ok_or("登记哪一件？如“登记并拟办 甲件”")?;
        let on = self.world.now().date();
        let meaning = Meaning {
            app: &self.world.app,
            matters: &self.matters,
            files: &BTreeMap::new(),
            own: &BTreeMap::new(),
            on,
            received: on,
        };
        let mut orders = Vec::new();
        for entry in &act.fields.entries {
            let known = ACTS.iter().find(|known| known.zh == entry.label);
            let known = known.ok_or_else(|| format!("没有“{}”这个办理动作", entry.label))?;
            orders.push(Order {
                subject: Subject::NewMatter,
                act: known.name.to_owned(),
                fields: meaning.fields(known.fields, entry)?,
                happened: happened(entry)?,
            });
        }
        let who = self.who(&act.who)?;
        let done = match self.world.app.execute_together(&who, &orders).await {
            Ok(done) => done,
            Err(stopped) => return Ok(Err(Refusal::from(stopped.failure))),
        };
        let filed = done.filed.ok_or("没有接收")?;
        let known = Known {
            number: filed.number.clone(),
            code: Some(filed.query_code),
            spoken: filed.spoken.map(|spoken| (spoken.short, spoken.password)),
            received: on,
            report: report_id(&self.world, &filed.number).await?,
        };
        self.matters.insert(alias.clone(), known);
        self.last = alias;
        Ok(Ok(Some(format!(
            "编号 {}，{}步一次办成",
            filed.number,
            orders.len()
        ))))
    }

    /// Keeps a draft under its name.
    pub(super) async fn keep_draft(&self, act: &Act) -> Result<(), String> {
        let person = self.person(&act.who)?;
        let name = said(&act.fields, "名").ok_or("草稿要有名")?;
        let fields: serde_json::Map<_, _> = act
            .fields
            .values
            .iter()
            .map(|(label, text)| (label.clone(), text.as_str().into()))
            .collect();
        let kept = own::keep(&self.world.app, &person, Kind::Draft, name, &fields.into()).await;
        kept.map_err(|fault| fault.to_string())
    }

    /// Somebody's drafts, a line each.
    pub(super) async fn drafts(&self, person: &PersonId) -> Result<Vec<String>, String> {
        let drafts = own::list(&self.world.app, person, Kind::Draft).await;
        let drafts = drafts.map_err(|fault| fault.to_string())?;
        let line = |kept: &own::Kept| {
            let fields = kept.value.as_object().into_iter().flatten();
            let fields =
                fields.map(|(label, text)| format!("{label}={}", text.as_str().unwrap_or("")));
            fields.collect::<Vec<_>>().join(" ")
        };
        Ok(drafts.iter().map(line).collect())
    }
}

fn said<'a>(entry: &'a Entry, label: &str) -> Option<&'a str> {
    let pair = entry.values.iter().find(|(known, _)| known == label);
    pair.map(|(_, text)| text.as_str())
}
