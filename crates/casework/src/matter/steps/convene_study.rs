//! Convene a study group (提请研判, S1-33): for a hard item the petition office asks offices of its organ
//! for their opinion, and names the leader who will decide. While they study, the offices asked may see
//! the matter; the event records which, and the accused's own office is never among them (T4).

use super::Event;
use super::route::accused_organs;
use crate::act::{Act, Performer};
use crate::access;
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::matter::state::deciding::Study;
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ConveneStudy {
    offices: Vec<UnitId>,
    leader: PersonId,
    question: SealedRef,
}

/// A study group was convened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudyConvened {
    /// Number within the matter, from 1.
    pub number: u32,
    /// The offices asked.
    pub offices: Vec<UnitId>,
    /// The leader who will decide.
    pub leader: PersonId,
    /// What is to be studied.
    pub question: SealedRef,
    /// Units that may see the matter while they study.
    pub sight: Vec<UnitId>,
}

crate::refusals! {
    NotOpen = "not-open" => "只有已登记、尚未批示的件可以提请研判。",
    UnderStudy = "under-study" => "此件正在研判，请等意见到齐、领导审定。",
    OfficeUnknown = "office-unknown" => "研判小组由本机关的内设机构组成，请重新选择。",
    OfficeAccused = "office-accused" => "被反映人所在部门不得参加研判，请去掉该部门。",
    LeaderCannot = "leader-cannot" => "所选人员不能批示此件，请另选审定领导。",
}

impl Step for ConveneStudy {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "convene-study",
        noun: "studies",
        zh: "提请研判",
        help: "疑难件请信访、案管、审理、监督检查等部门各自提出意见，由分管领导审定。研判期间所选部门可以看到此件。",
        basis: "研判小组集体审议、分管领导审定（S1-33）",
        mechanisms: &["S1-33"],
        performer: Performer::Person,
        fields: &[
            Field::new("offices", "参加部门", Kind::Several(Source::StudyOffices)),
            Field::new("leader", "审定领导", Kind::From(Source::Instructors)),
            Field::new("question", "研判事项", Kind::Text { max: 500 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if !matches!(matter.stage, Stage::Registered | Stage::Screened) {
            return Err(Refusal::NotOpen);
        }
        if matter.study().is_some() { Err(Refusal::UnderStudy) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let mut offices: Vec<UnitId> = Vec::new();
        for office in self.offices {
            check_office(matter, &office, ctx)?;
            if !offices.contains(&office) {
                offices.push(office);
            }
        }
        if offices.is_empty() {
            return Err(Refusal::OfficeUnknown);
        }
        let (rules, on) = (ctx.rules, ctx.now.on());
        let leads = access::own(ctx.office, rules, &self.leader, "decide-study", Some(matter), on);
        leads.ok_or(Refusal::LeaderCannot)?;
        Ok(vec![Event::StudyConvened(StudyConvened {
            number: matter.deciding.studies.len() as u32 + 1,
            sight: offices.clone(),
            offices,
            leader: self.leader,
            question: self.question,
        })])
    }
}

/// Whether an office may be asked at all; pages use it to leave out who may not.
///
/// # Errors
/// Why not.
pub fn check_office(matter: &Matter, unit: &UnitId, ctx: &Context<'_>) -> Result<(), Refusal> {
    let known = ctx.office.unit(unit).filter(|unit| !unit.kind.is_organ());
    let organ = known.and_then(|unit| ctx.office.organ_of(&unit.id)).ok_or(Refusal::OfficeUnknown)?;
    if ctx.office.organ_of(&matter.holder) != Some(organ) {
        return Err(Refusal::OfficeUnknown);
    }
    let named = matter.leads.iter().any(|lead| lead.unit.as_ref() == Some(unit));
    // Where the accused belongs to the organ itself, its offices are not thereby the accused's.
    let posts = matter.accused.iter().flat_map(|person| ctx.office.posts_of(person, ctx.now.on()));
    let serves = posts.into_iter().any(|post| post.unit == *unit);
    let elsewhere = accused_organs(matter, ctx).contains(unit);
    if named || serves || elsewhere { Err(Refusal::OfficeAccused) } else { Ok(()) }
}

impl StudyConvened {
    /// Opens the study, and the matter to those asked.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let new = |unit: &&UnitId| !matter.sight.contains(unit);
        let widened: Vec<UnitId> = self.sight.iter().filter(new).cloned().collect();
        matter.widen_sight(&widened);
        matter.deciding.studies.push(Study {
            number: self.number,
            offices: self.offices.clone(),
            leader: self.leader.clone(),
            convened: record.happened,
            widened,
            opinions: Vec::new(),
            decided: false,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
