//! Split (拆分分办, P-02): one report accuses several, and they belong to different bodies. Some of its leads
//! go on as a matter of their own, with its own number, to be routed apart; the report stays where it is.
//!
//! The part is protected as the whole is: whoever is accused in, recused from or barred from any of it
//! sees nothing of the part either, and the whole stays barred to the units of the leads that left (T4).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::{Joined, Matter, Part, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command. The part's id and number are drawn by the shell and handed in.
#[derive(Debug, Clone, Deserialize)]
pub struct Split {
    leads: Vec<String>,
    reason: SealedRef,
}

/// Leads were split off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitOff {
    /// The matter they go on as.
    pub part: Joined,
    /// Numbers of the leads.
    pub leads: Vec<u32>,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    HandedUp = "handed-up" => "此件是下级上报或者直送上级的件，不拆分；有几名被反映人的，逐人处置。",
    NotAtHand = "not-at-hand" =>
        "登记以后、分办以前才能拆分；已分出去的，请承办单位退回后再拆分。",
    UnderStudy = "under-study" => "此件正在研判，请等领导审定后再拆分。",
    RepairAsked = "repair-asked" => "此件有更正或者作废申请等候审批，请先办完再拆分。",
    OneLead = "one-lead" => "此件只有一条线索，不需要拆分，直接分办即可。",
    LeadUnknown = "lead-unknown" => "没有这条线索，请重新选择。",
    NothingLeft = "nothing-left" => "不能把线索全部拆走，原件至少留下一条；都由一个单位办的，请直接分办。",
    NumberMissing = "number-missing" => "未能取得编号，请重新提交。",
}

impl Step for Split {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "split",
        noun: "splits",
        zh: "拆分分办",
        help: "一件举报反映多人、分属不同单位管辖的，把其中的线索拆出来另立一件，另编号、分别分办。件次不变，时限自收到之日起算；原文和举报人信息留在原件，全部办结后由原件统一答复。",
        basis: "按干部管理权限分别办理，一件多人的拆分分办，编号和理由保留（P-02）",
        mechanisms: &["P-02", "S2-14"],
        performer: Performer::Person,
        fields: &[
            Field::new("leads", "拆出的线索", Kind::Several(Source::Leads)),
            Field::new("reason", "拆分理由", Kind::Text { max: 500 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let at_hand = matches!(
            matter.stage,
            Stage::Registered | Stage::Screened | Stage::Instructed
        );
        if matter.passing.is_closed() {
            return Err(Refusal::HandedUp);
        }
        if !at_hand || matter.routing.undesignated {
            return Err(Refusal::NotAtHand);
        }
        if matter.study().is_some() {
            return Err(Refusal::UnderStudy);
        }
        if matter.repair.asked.is_some() {
            return Err(Refusal::RepairAsked);
        }
        if matter.leads.len() < 2 { Err(Refusal::OneLead) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let named = self.leads.iter().map(|lead| {
            let known = matter.leads.iter().find(|known| known.number.to_string() == *lead);
            known.map(|known| known.number).ok_or(Refusal::LeadUnknown)
        });
        let mut leads = named.collect::<Result<Vec<u32>, _>>()?;
        leads.sort_unstable();
        leads.dedup();
        if leads.is_empty() {
            return Err(Refusal::LeadUnknown);
        }
        if leads.len() == matter.leads.len() {
            return Err(Refusal::NothingLeft);
        }
        let part = ctx.facts.part.clone().ok_or(Refusal::NumberMissing)?;
        Ok(vec![Event::SplitOff(SplitOff { part, leads, reason: self.reason })])
    }
}

impl SplitOff {
    /// Lets the leads go. Whom they accuse stays accused, and their units stay barred.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        let all = std::mem::take(&mut matter.leads);
        let (gone, left) = all.into_iter().partition(|lead| self.leads.contains(&lead.number));
        matter.leads = left;
        let part = self.part.clone();
        matter.splitting.parts.push(Part { part, leads: gone, concluded: false });
    }
}

#[cfg(test)]
pub(crate) mod tests;
