//! Decide a study (审定研判, S1-33): the leader named settles the class and writes the routing opinion
//! (流转意见). What is excluded here was excluded collectively and needs no further review (S1-32); what
//! goes on is thereby instructed (S2-06).

use super::review_exclusion::ExclusionConfirmed;
use super::screen::{Screened, ScreenedOut};
use super::Event;
use crate::access;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::{Class, Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DecideStudy {
    class: Class,
    opinion: SealedRef,
    body: Option<String>,
    without: Option<SealedRef>,
}

/// The leader decided a study.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudyDecided {
    /// Which study.
    pub study: u32,
    /// The class decided.
    pub class: Class,
    /// The routing opinion.
    pub opinion: SealedRef,
    /// Why it was decided though opinions were missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without: Option<SealedRef>,
}

crate::refusals! {
    NoStudy = "no-study" => "此件没有正在进行的研判；需要研判的，由信访室提请。",
    NotNamed = "not-named" => "本次研判已明确由另一位领导审定，请由其审定，或由其授权他人代办。",
    OpinionsMissing = "opinions-missing" => "还有部门没有提出意见；现在就要审定的，请写明缺少意见的原因。",
    BodyMissing = "body-missing" => "业务范围外的，须写明应向哪个部门反映，以便告知群众。",
    BodyUnknown = "body-unknown" => "受理部门目录里没有这个部门，请重新选择。",
    LeadMissing = "lead-missing" => "列检举控告类的，须先登记被反映人及其问题。",
}

impl Step for DecideStudy {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "decide-study",
        noun: "study-decisions",
        zh: "审定研判",
        help: "看过各部门意见后核定类别，写明流转意见：剔除的就此剔除，其余即作批示，由信访室分办。",
        basis: "分管领导审定，提出流转意见（S1-33）；集体研判剔除三类件（S1-32）",
        mechanisms: &["S1-33", "S1-32", "S2-06"],
        performer: Performer::Person,
        fields: &[
            Field::new("class", "核定类别", Kind::Choice(Class::CODES)),
            Field::new("opinion", "流转意见", Kind::Text { max: 1000 }),
            Field::new("body", "应当反映的部门", Kind::From(Source::Bodies))
                .optional()
                .help("业务范围外的必填，答复时告知群众"),
            Field::new("without", "缺少意见的原因", Kind::Text { max: 300 })
                .optional()
                .help("意见到齐的不填"),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let study = matter.study().ok_or(Refusal::NoStudy)?;
        if ctx.actor.authority() == Some(&study.leader) {
            return Ok(());
        }
        // The leader named may have been recused or moved since: then another decides.
        let (rules, on) = (ctx.rules, ctx.now.on());
        let can = access::own(ctx.office, rules, &study.leader, "decide-study", Some(matter), on);
        if can.is_some() { Err(Refusal::NotNamed) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let study = matter.study().ok_or(Refusal::NoStudy)?;
        if study.missing().next().is_some() && self.without.is_none() {
            return Err(Refusal::OpinionsMissing);
        }
        let known = |body: &String| ctx.rules.body(body).is_some();
        if !self.body.as_ref().is_none_or(known) {
            return Err(Refusal::BodyUnknown);
        }
        let class = self.class;
        if class == Class::OutOfScope && self.body.is_none() {
            return Err(Refusal::BodyMissing);
        }
        if class == Class::Accusation && matter.leads.is_empty() {
            return Err(Refusal::LeadMissing);
        }
        let opinion = self.opinion;
        let decided = Event::StudyDecided(StudyDecided {
            study: study.number,
            class,
            opinion: opinion.clone(),
            without: self.without,
        });
        if class.is_excluded() {
            let (reason, body) = (opinion, self.body);
            let out = ScreenedOut { class, reason, proper_body: None, body };
            let confirmed = Event::ExclusionConfirmed(ExclusionConfirmed { note: None });
            return Ok(vec![decided, Event::ScreenedOut(out), confirmed]);
        }
        if matter.stage == Stage::Registered {
            let screened = Event::Screened(Screened { class, opinion: None, to: matter.proposed.clone() });
            return Ok(vec![screened, decided]);
        }
        Ok(vec![decided])
    }
}

impl StudyDecided {
    /// Ends the study and the sight it gave; what goes on is instructed.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let mut narrowed = Vec::new();
        if let Some(study) = matter.study_mut() {
            study.decided = true;
            narrowed = std::mem::take(&mut study.widened);
        }
        matter.sight.retain(|unit| !narrowed.contains(unit));
        if self.class.is_excluded() {
            return;
        }
        matter.class = Some(self.class);
        matter.instructed = true;
        matter.deciding.instructions += 1;
        if matter.stage == Stage::Screened {
            matter.stage = Stage::Instructed;
        }
        if let Some(leader) = record.by.authority() {
            matter.read_by(leader);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
