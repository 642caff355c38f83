//! Choose a disposal (处置方式) for a lead, from the list valid on the day: five until 2016 (S2-15),
//! four since.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::{Disposition, Matter, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ChooseDisposal {
    lead: String,
    disposal: String,
}

/// A disposal was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisposalChosen {
    /// For which lead.
    pub lead: u32,
    /// Which, and on which day.
    pub disposition: Disposition,
}

crate::refusals! {
    NotAccepted = "not-accepted" => "此件尚未受理，或结果已上报，现在不能选择处置方式；没有受理的请先受理，已上报的请审核机关退回补充。",
    NoLeads = "no-leads" => "此件没有登记线索，不需要处置方式。",
    LeadUnknown = "lead-unknown" => "没有这条线索，请重新选择。",
    NotInForce = "not-in-force" => "该处置方式在当日不适用，请在现行处置方式中选择。",
    Unchanged = "unchanged" => "该线索已是这一处置方式；请改选另一种。",
}

impl Step for ChooseDisposal {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "choose-disposal",
        noun: "disposal",
        zh: "处置方式",
        help: "逐条线索选择处置方式；目录按日期生效，旧件仍用旧目录。",
        basis: "《监督执纪工作规则》谈话函询、初步核实、暂存待查、予以了结；2016年以前五类（S2-15）",
        mechanisms: &["S2-15"],
        performer: Performer::Person,
        fields: &[
            Field::new("lead", "线索", Kind::From(Source::Leads)),
            Field::new("disposal", "处置方式", Kind::From(Source::Disposals)),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage != Stage::Accepted {
            return Err(Refusal::NotAccepted);
        }
        if matter.leads.is_empty() { Err(Refusal::NoLeads) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let number = self.lead.parse().map_err(|_| Refusal::LeadUnknown)?;
        let lead = matter.leads.iter().find(|lead| lead.number == number);
        let lead = lead.ok_or(Refusal::LeadUnknown)?;
        let on = ctx.happened.date();
        if !ctx.rules.disposals_on(on).any(|known| known.id == self.disposal) {
            return Err(Refusal::NotInForce);
        }
        if lead.disposal.as_ref().is_some_and(|chosen| chosen.disposal == self.disposal) {
            return Err(Refusal::Unchanged);
        }
        let disposition = Disposition { disposal: self.disposal, on };
        Ok(vec![Event::DisposalChosen(DisposalChosen { lead: number, disposition })])
    }
}

impl DisposalChosen {
    /// Notes it on the lead.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(lead) = matter.leads.iter_mut().find(|lead| lead.number == self.lead) {
            lead.disposal = Some(self.disposition.clone());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
