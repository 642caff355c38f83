//! How a report comes to the office beside its channel: from where, how urgent, with how many people.

use crate::draw::Draw;
use crate::names;
use crate::plan::Reference;
use crate::plan::life::{Life, Stop};
use crate::plan::profile::Arrival;
use app::Who;
use casework::PersonId;
use casework::matter::{Channel, Stage, Urgency};
use serde_json::{Map, Value, json};

/// Adds what the clerk enters beside the report.
pub(super) fn particulars(draw: &mut Draw, arrival: &Arrival, first: bool, fields: &mut Value) {
    let Some(fields) = fields.as_object_mut() else {
        return;
    };
    let way = match arrival.channel {
        "letter" => *draw.pick(&["post", "post", "post", "handed"]),
        "visit" => *draw.pick(&["window", "window", "window", "video"]),
        _ => *draw.pick(&["answered", "answered", "answered", "message"]),
    };
    fields.insert("way".into(), way.into());
    origin(draw, first, fields);
    let class_a = fields.contains_key("accused");
    if first && class_a && draw.chance(50) {
        let urgency = if draw.chance(400) {
            "emergency"
        } else {
            "urgent"
        };
        fields.insert("urgency".into(), urgency.into());
    }
    if arrival.channel == "letter" && !draw.chance(90) {
        fields.insert("files".into(), json!(["scan"]));
    }
    if arrival.channel == "visit" {
        visit(draw, fields);
    }
}

/// Three in ten come through somebody else's hands (S2-21).
fn origin(draw: &mut Draw, first: bool, fields: &mut Map<String, Value>) {
    let (origin, office) = match draw.below(100) {
        0..10 => ("superior-forwarded", "云纪信转"),
        10..16 => ("superior-assigned", "云纪信交"),
        16..20 => ("leader", ""),
        20..24 => ("petition-bureau", "云信转"),
        24..27 => ("hotline", "12345-"),
        27..29 => ("judicial", "云检移"),
        29..31 => ("subordinate", ""),
        _ => return,
    };
    fields.insert("origin".into(), origin.into());
    if origin == "superior-assigned" && first {
        fields.insert("wants_result".into(), true.into());
    }
    if !office.is_empty() {
        let serial = draw.between(100_000_000, 999_999_999);
        fields.insert("sender_number".into(), format!("{office}{serial}").into());
    }
}

/// One visit in six is a collective one (集体访, P-12).
fn visit(draw: &mut Draw, fields: &mut Map<String, Value>) {
    if !draw.chance(170) {
        let heads = *draw.pick(&[1, 1, 1, 2, 3]);
        fields.insert("heads".into(), heads.into());
        return;
    }
    let heads = draw.between(5, 24);
    let people: Vec<String> = (0..heads).map(|_| names::citizen(draw)).collect();
    let spoke = draw.between(1, 5) as usize;
    let spoke = people
        .iter()
        .take(spoke)
        .map(|name| json!({ "name": name }));
    fields.insert("heads".into(), heads.into());
    fields.insert("representatives".into(), spoke.collect());
    fields.insert("members".into(), people.join("、").into());
}

impl Life<'_> {
    /// What the rules of arrival ask for at once: a record, a leader told, a scan, a call back.
    pub(super) fn attend(&mut self, clerk: &PersonId) -> Result<(), Stop> {
        let leader = self.crew(&self.profile.receiver)?.instructor.clone();
        if self.matter().intake.arrival.unscanned {
            self.minutes(15, 90);
            self.act(clerk, "scan", json!({ "files": ["scan"] }))?;
        }
        if self.matter().is_message() {
            self.minutes(10, 60);
            let answer = *self.draw.pick(&["answered", "answered", "unanswered"]);
            self.act(
                clerk,
                "log-call",
                json!({ "called": "reporter", "answer": answer }),
            )?;
        }
        if self.matter().is_collective() {
            self.minutes(3, 20);
            let told = json!({ "leader": leader, "means": "phone" });
            self.act(clerk, "tell-leader", told)?;
        }
        if self.matter().channel == Channel::Visit {
            self.minutes(10, 45);
            let heard = reception(&mut self.draw);
            self.act(clerk, "record-reception", heard)?;
        }
        if self.matter().urgency() == Urgency::Emergency {
            self.telephone(clerk, &leader)?;
        }
        Ok(())
    }

    /// An emergency: the leader is called and decides by telephone (P-11).
    fn telephone(&mut self, clerk: &PersonId, leader: &PersonId) -> Result<(), Stop> {
        self.minutes(3, 12);
        let call = |answer: &str| json!({ "called": "leader", "person": leader, "answer": answer });
        if self.draw.chance(300) {
            self.act(clerk, "log-call", call("unanswered"))?;
            self.minutes(5, 15);
        }
        self.act(clerk, "log-call", call("answered"))?;
        self.minutes(1, 5);
        let said = *self.draw.pick(&[
            "立即登记，直接分办，先稳控现场，书面随后补。",
            "情况紧急，马上转承办单位先行核实，每两小时报一次。",
        ]);
        let said = json!({ "leader": leader, "text": said });
        self.act(clerk, "phone-instruct", said)
    }

    /// The leader puts on paper what was said by telephone.
    pub(super) fn confirm_on_paper(&mut self) -> Result<(), Stop> {
        if self.matter().intake.paper_owed {
            let leader = self.crew(&self.profile.receiver)?.instructor.clone();
            self.minutes(30, 200);
            let text = self.say(&self.library.phrases.instructions);
            self.act(&leader, "confirm-instruction", json!({ "text": text }))?;
        }
        Ok(())
    }

    /// The name is checked (field.md 1.6).
    pub(super) fn check_name(&mut self) -> Result<(), Stop> {
        if !self.matter().real_name() || self.matter().stage == Stage::Received {
            return Ok(());
        }
        let clerk = self.crew(&self.profile.receiver)?.clerk.clone();
        let (outcome, note) = match self.draw.below(100) {
            0..86 => ("confirmed", ""),
            86..95 => ("unreached", "三次拨打均无人接听，工作记录随件流转。"),
            // Who reports again by name has not denied it.
            _ if self.profile.arrivals.len() > 1 => ("confirmed", ""),
            _ => ("denied", "接听人表示未曾举报，按匿名件办理。"),
        };
        self.minutes(20, 120);
        let mut fields = json!({ "asking": "phone", "outcome": outcome });
        if !note.is_empty() {
            fields["note"] = note.into();
        }
        self.of_report(&clerk, "check-name", fields)
    }

    fn of_report(&mut self, who: &PersonId, act: &'static str, fields: Value) -> Result<(), Stop> {
        let refers = Some(Reference::Report { field: "report" });
        self.deed(Who::Staff(who.clone()), act, fields, None, refers)
    }

    /// What a superior wants goes up before the matter is written off (S0-10).
    pub(super) fn report_up(&mut self) -> Result<(), Stop> {
        if !self.matter().owes_superior() {
            return Ok(());
        }
        let clerk = self.crew(&self.profile.receiver)?.clerk.clone();
        let text = "交办件已办结，办理结果和处理情况详见附件，答复情况一并报告。";
        self.act(&clerk, "report-up", json!({ "text": text }))
    }
}

fn reception(draw: &mut Draw) -> Value {
    let said = *draw.pick(&[
        "来访人讲述反映问题的经过，要求调查并给予答复，愿意配合提供材料。",
        "来访人情绪较激动，讲完后平复，表示相信组织会查清。",
        "来访人补充说明时间、地点和经手人，交复印件若干。",
    ]);
    let answered = *draw.pick(&[
        "讲明受理范围、办理程序和时限，告知可凭查询码查询进度。",
        "说明将按管理权限转有权单位办理，到期答复；请勿越级、多头反映。",
    ]);
    json!({ "said": said, "verdict": "taken", "answered": answered })
}
