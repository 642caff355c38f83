//! Partner systems (协作系统, S1-38, S1-45): another office's system files with a key of its own, gets its receipt,
//! asks how its filings stand, and learns the result. Through the API's door every call is a request to the site's
//! own router under that key; the nearest door calls what stands behind it.
//!
//! ```text
//! 协作系统 接入 受理机关=清河县纪委监委 由=云岭12345热线      admits a system; its key stays with the story
//! 协作系统 移送 甲件 由=云岭12345热线 来件编号=HX-1 渠道=… 标题=… 主要问题=…
//! 协作系统 查询移送 由=云岭12345热线 来件编号=HX-1
//! 协作系统 查询移送 由=别的系统 来件编号=HX-1                 a key that was not given out
//! ```
//! Page: 移送结果 (what came of the last of them).

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::fields::{Known, Meaning};
use super::grammar::{Act, Entry};
use app::{Order, Subject, Who};
use casework::matter::steps::receive::Receive;
use casework::step::Step;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The acts of this file.
pub(super) const ACTS: [&str; 3] = ["接入", "移送", "查询移送"];

/// The label of the system that acts: it takes no part in what is sent.
const BY: &str = "由";

/// Keys by system, and receipts by system and number.
#[derive(Debug, Default)]
pub(super) struct Systems {
    keys: BTreeMap<String, String>,
    receipts: BTreeMap<(String, String), Value>,
}

impl<D: Door> Telling<'_, D> {
    /// Does one of [`ACTS`]; what came of it, line by line.
    pub(super) async fn partner(&mut self, act: &Act) -> Result<Vec<String>, String> {
        let system = said(&act.fields, BY)
            .ok_or("请写明“由”哪个系统")?
            .to_owned();
        match &*act.name {
            "接入" => self.admit(&system, &act.fields).await,
            "移送" => self.hand_over(&system, act).await,
            _ => self.ask(&system, &act.fields).await,
        }
    }

    async fn admit(&mut self, system: &str, entry: &Entry) -> Result<Vec<String>, String> {
        let unit = said(entry, "受理机关").ok_or("请写明受理机关")?;
        let unit = self.unit(unit);
        let mut fields = Map::new();
        fields.insert("partner".to_owned(), system.into());
        fields.insert("unit".to_owned(), unit.into());
        let order = Order {
            subject: Subject::Office,
            act: "admit-partner".to_owned(),
            fields,
            happened: None,
        };
        let done = self.world.app.execute(&Who::Console, order).await;
        let done = done.map_err(|failure| failure.to_string())?;
        let key = done.key.ok_or("没有给出密钥")?;
        self.systems.keys.insert(system.to_owned(), key);
        Ok(vec![format!("{system} 已接入，密钥只显示一次")])
    }

    async fn hand_over(&mut self, system: &str, act: &Act) -> Result<Vec<String>, String> {
        let on = self.world.now().date();
        let mut entry = act.fields.clone();
        entry.values.retain(|(label, _)| label != BY);
        let meaning = Meaning {
            app: &self.world.app,
            matters: &self.matters,
            files: &BTreeMap::new(),
            own: &BTreeMap::new(),
            on,
            received: on,
        };
        let body = meaning.fields(Receive::ACT.fields, &entry)?;
        let number = body.get("sender_number").and_then(Value::as_str);
        let name = (system.to_owned(), number.unwrap_or_default().to_owned());
        let answer = self
            .door
            .hand_over(&self.world.app, &self.key(system), body)
            .await;
        let answer = match answer {
            Ok(answer) => answer,
            Err(refusal) => return Ok(vec![not_taken(&refusal)]),
        };
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        let repeated = answer["repeated"] == true;
        let again = self.systems.receipts.get(&name) == Some(&answer["receipt"]);
        let receipt = match (repeated, again) {
            (true, true) => "与首次相同",
            (true, false) => "与首次不同",
            _ => "已给出",
        };
        let code = match text("query_code").is_empty() {
            true => "不再给出",
            false => "已给出",
        };
        let word = if repeated {
            "早已收到"
        } else {
            "已收到"
        };
        let line = format!("{word} {} 回执{receipt} 查询码{code}", text("number"));
        self.systems
            .receipts
            .entry(name)
            .or_insert_with(|| answer["receipt"].clone());
        if let (Some(alias), false) = (&act.matter, repeated) {
            let known = Known {
                number: text("number"),
                code: Some(text("query_code")),
                spoken: None,
                received: on,
                report: String::new(),
            };
            self.matters.insert(alias.clone(), known);
            self.last.clone_from(alias);
        }
        Ok(vec![line])
    }

    async fn ask(&mut self, system: &str, entry: &Entry) -> Result<Vec<String>, String> {
        let number = said(entry, "来件编号").ok_or("请写明来件编号")?;
        let answer = self
            .door
            .handed_over(&self.world.app, &self.key(system), number)
            .await;
        let answer = match answer {
            Ok(answer) => answer,
            Err(refusal) => return Ok(vec![not_taken(&refusal)]),
        };
        let text = |name: &str| answer[name].as_str().unwrap_or_default();
        let result = answer["result"]["zh"].as_str().unwrap_or("还没有");
        Ok(vec![format!(
            "{number} {} {} 收到{} 结果 {result}",
            text("number"),
            text("status_zh"),
            text("received_on")
        )])
    }

    /// The key of a system; of one that was never admitted, a key nobody gave out.
    fn key(&self, system: &str) -> String {
        let key = self.systems.keys.get(system);
        key.cloned()
            .unwrap_or_else(|| "0000-0000-0000-0000".to_owned())
    }
}

fn said<'a>(entry: &'a Entry, label: &str) -> Option<&'a str> {
    let found = entry.values.iter().find(|(known, _)| known == label);
    found.map(|(_, value)| &**value)
}

fn not_taken(refusal: &Refusal) -> String {
    match &*refusal.code {
        "other-content" => "没有收下：这个编号已经移送过，内容与这次不同".to_owned(),
        "not-found" | "no-key" => "没有这样的移送，或者密钥不对".to_owned(),
        _ => format!("没有收下：{refusal}"),
    }
}
