//! Screen (筛查): decide the class for good. Out of scope, nominal, and without substance are
//! excluded, each with its reason (S1-32); out of scope also names the proper body (S2-03). What is
//! excluded counts as concluded and is answered; the rest goes to a leader.

use super::Event;
use super::route::check_receiver;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::state::deciding::Exclusion;
use crate::ids::UnitId;
use crate::matter::{Class, Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Screen {
    class: Class,
    reason: Option<SealedRef>,
    proper_body: Option<SealedRef>,
    body: Option<String>,
    opinion: Option<SealedRef>,
    to: Option<UnitId>,
}

/// The matter was screened and goes on to a leader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screened {
    /// Its class.
    pub class: Class,
    /// The proposed handling (拟办意见) for the leader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<SealedRef>,
    /// The unit proposed to handle it (拟办单位), for the leader and for routing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<UnitId>,
}

/// The matter was excluded: concluded without handling, to be answered (S1-32).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreenedOut {
    /// Its class.
    pub class: Class,
    /// Why.
    pub reason: SealedRef,
    /// Where it belongs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proper_body: Option<SealedRef>,
    /// The body of the catalogue it belongs to, `bodies.toml` (S2-03).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

crate::refusals! {
    UnderStudy = "under-study" => "此件正在研判，请等领导审定。",
    BodyUnknown = "body-unknown" => "受理部门目录里没有这个部门，请重新选择。",
    NotRegistered = "not-registered" => "此件不在待筛查状态；请先登记，或已筛查过。",
    ReasonMissing = "reason-missing" => "剔除业务范围外、挂牌、无实质内容件，须写明理由。",
    BodyMissing = "body-missing" => "业务范围外的，须写明应向哪个部门反映，以便告知群众。",
    ReceiverUnfit = "receiver-unfit" =>
        "拟办单位不能办理此件：已在其手里，或是被反映人所在、应当回避的单位，请另选。",
    LeadMissing = "lead-missing" => "改列检举控告类的，须先登记被反映人及其问题。",
}

impl Step for Screen {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "screen",
        noun: "screening",
        zh: "筛查",
        help: "核定类别。业务范围外、挂牌、无实质内容的剔除并说明理由，其余呈领导批示。",
        basis: "《纪检监察机关处理检举控告工作规则》不予受理情形；集体研判剔除三类件（S1-32）",
        mechanisms: &["S1-32", "S2-03", "P-01"],
        performer: Performer::Person,
        fields: &[
            Field::new("class", "类别", Kind::Choice(Class::CODES)),
            Field::new("reason", "剔除理由", Kind::Text { max: 500 }).optional(),
            Field::new("body", "受理部门", Kind::From(Source::Bodies))
                .optional()
                .help("业务范围外的，选应当受理的部门；目录里没有的写在下面"),
            Field::new("proper_body", "应当反映的部门", Kind::Line { max: 60 }).optional(),
            Field::new("to", "拟办单位", Kind::From(Source::Receivers)).optional(),
            Field::new("opinion", "拟办意见", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage != Stage::Registered {
            return Err(Refusal::NotRegistered);
        }
        if matter.study().is_some() { Err(Refusal::UnderStudy) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let class = self.class;
        if class.is_excluded() {
            let reason = self.reason.ok_or(Refusal::ReasonMissing)?;
            if class == Class::OutOfScope && self.proper_body.is_none() && self.body.is_none() {
                return Err(Refusal::BodyMissing);
            }
            let known = |body: &String| ctx.rules.body(body).is_some();
            if !self.body.as_ref().is_none_or(known) {
                return Err(Refusal::BodyUnknown);
            }
            let (proper_body, body) = (self.proper_body, self.body);
            let out = ScreenedOut { class, reason, proper_body, body };
            return Ok(vec![Event::ScreenedOut(out)]);
        }
        if class == Class::Accusation && matter.leads.is_empty() {
            return Err(Refusal::LeadMissing);
        }
        if let Some(to) = &self.to {
            check_receiver(matter, to, ctx).map_err(|_| Refusal::ReceiverUnfit)?;
        }
        Ok(vec![Event::Screened(Screened { class, opinion: self.opinion, to: self.to })])
    }
}

impl Screened {
    /// Goes on to the leader.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.class = Some(self.class);
        matter.proposed = self.to.clone();
        matter.stage = Stage::Screened;
    }
}

impl ScreenedOut {
    /// Goes on to the answer.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.class = Some(self.class);
        matter.excluded = true;
        matter.deciding.exclusion = Some(Exclusion {
            body: self.body.clone(),
            by: record.by.authority().cloned(),
            at: record.happened,
            confirmed: false,
        });
        matter.stage = Stage::Concluded;
        let unit = matter.holder.clone();
        let concluder = record.by.person().cloned();
        matter.answering.conclude(unit, record.happened, concluder);
    }
}

#[cfg(test)]
pub(crate) mod tests;
