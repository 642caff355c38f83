//! Ask for consent (征求转送同意): a livelihood demand of a real-name reporter belongs to another body, which
//! cannot serve it without knowing whose it is. The reporter is asked, through the query code, whether name
//! and contact may go along (P-20). Unless they say yes, nothing of it goes.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::ReportId;
use crate::matter::state::consent::{Barrier, ConsentAsk, ConsentState, ContactPart};
use crate::matter::Matter;
use crate::sealed::SealedRef;
use crate::step::{Context, Filing, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AskConsent {
    report: ReportId,
    body: String,
    name: SealedRef,
    parts: Vec<String>,
}

/// The reporter was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentAsked {
    /// Number within the matter.
    pub number: u32,
    /// Whose name and contact.
    pub report: ReportId,
    /// To whose filing.
    pub to: Filing,
    /// The body of the catalogue.
    pub body: String,
    /// Its name in full, as the reporter reads it.
    pub name: SealedRef,
    /// What would go along.
    pub parts: Vec<ContactPart>,
}

crate::refusals! {
    Accusation = "accusation" =>
        "此件是检举控告，或登记有被反映人；检举控告一律不带举报人身份转送，不征求同意。",
    NotOutOfScope = "not-out-of-scope" => "此件没有按业务范围外剔除，不需要转送主管部门。",
    Unreviewed = "unreviewed" => "剔除尚未审定，请信访室主任或领导先审定剔除。",
    CopyOnly = "copy-only" => "本机关收到的是转办摘要，举报人身份在首收机关，请由首收机关征求。",
    Anonymous = "anonymous" => "这件举报不是实名举报，没有可以随附的姓名和联系方式；可以不带身份转送。",
    AlreadyAsked = "already-asked" =>
        "已就这个部门征求过意见；举报人在转出以前可以随时改变答复，不重复征求。",
    OneAtATime = "one-at-a-time" => "另有一项征求等候举报人答复，请等答复或期满后再问。",
}

impl Step for AskConsent {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "ask-consent",
        noun: "consent-questions",
        zh: "征求转送同意",
        help: "业务外诉求要有名字和联系方式才办得了的，问举报人是否同意随附。举报人凭查询码看到：转给哪个部门、附哪几项；不答复的按不同意办。检举控告一律不问、不带。",
        basis: "业务外诉求经举报人同意带身份转送，检举控告不带（P-20）；《规则》第四十七条：严格保密",
        mechanisms: &["P-20"],
        performer: Performer::Person,
        fields: &[
            Field::new("report", "举报", Kind::From(Source::Reports)),
            Field::new("body", "受理部门", Kind::From(Source::Bodies))
                .help("一次同意只对一个部门、一次转送有效"),
            Field::new("name", "部门全称", Kind::Line { max: 60 })
                .help("举报人看到的收件单位，例如：青禾县住房和城乡建设局"),
            Field::new("parts", "随附哪几项", Kind::Several(Source::ContactParts))
                .help("只选办理诉求必需的；举报人没有填写的不随附"),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        if let Some(barrier) = matter.barrier(ctx) {
            return Err(match barrier {
                Barrier::Accusation => Refusal::Accusation,
                Barrier::NotOutOfScope => Refusal::NotOutOfScope,
                Barrier::Unreviewed => Refusal::Unreviewed,
                Barrier::CopyOnly => Refusal::CopyOnly,
            });
        }
        if matter.consents.open().any(|ask| ask.state == ConsentState::Asked) {
            return Err(Refusal::OneAtATime);
        }
        let named = matter.reports.iter().any(|report| matter.named_report(report.id).is_some());
        if named { Ok(()) } else { Err(Refusal::Anonymous) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let report = matter.named_report(self.report).ok_or(Refusal::Anonymous)?;
        if matter.consents.about(&self.body).is_some() {
            return Err(Refusal::AlreadyAsked);
        }
        let wanted = |part: &&ContactPart| self.parts.iter().any(|word| word == part.as_str());
        let parts = ContactPart::ALL.iter().filter(wanted).copied().collect();
        Ok(vec![Event::ConsentAsked(ConsentAsked {
            number: matter.consents.asks.len() as u32 + 1,
            report: report.id,
            to: Filing { matter: matter.id, number: matter.number.clone() },
            body: self.body,
            name: self.name,
            parts,
        })])
    }
}

impl ConsentAsked {
    /// Waits for the reporter.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.consents.asks.push(ConsentAsk {
            number: self.number,
            report: self.report,
            to: self.to.clone(),
            body: self.body.clone(),
            name: self.name.clone(),
            parts: self.parts.clone(),
            at: record.happened,
            state: ConsentState::Asked,
            gone: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
