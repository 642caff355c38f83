//! How supervision reads in the minutes: slips, urgings, proposals. What is only drafted, held or proposed
//! is told to the organs that supervise, not to whom it is about.

use super::{Line, View};
use crate::Fault;
use casework::clocks::Timed;
use casework::escalation::Supervised;
use casework::matter::steps::Event;
use casework::matter::steps::draft_slip::SlipDrafted;
use casework::matter::steps::propose_accountability::AccountabilityProposed;
use casework::matter::steps::urge::Urged;
use casework::sealed::SealedRef;

/// The words of such an event; nothing for the rest.
pub(super) fn told(
    view: &View<'_>,
    event: &Event,
    line: Line<'_>,
) -> Result<Option<String>, Fault> {
    let office = &view.reader.office;
    Ok(Some(match event {
        Event::SlipDrafted(event) => drafted(view, event, line)?,
        Event::RungHeld(event) => {
            line("理由", Some(&event.reason))?;
            let clock = clock_name(view, event.clock);
            format!("暂缓{}（{clock}），自{}恢复", event.kind.zh(), event.until)
        }
        Event::DraftWithdrawn(event) => {
            line("理由", Some(&event.reason))?;
            let kind = view
                .matter
                .slip(event.slip)
                .map_or("督办文书", |slip| slip.kind.zh());
            format!("撤回{kind}草稿")
        }
        Event::SlipSigned(event) => format!(
            "签发{}{}，发{}，{}内答复",
            event.kind.zh(),
            event.number(),
            office.unit_name(&event.to),
            event.answer.zh()
        ),
        Event::SlipAnswered(event) => {
            line("答复", Some(&event.text))?;
            format!("答复{}", slip_name(view, event.slip))
        }
        Event::AnswerAccepted(event) => {
            line("说明", event.note.as_ref())?;
            format!("审核{}的答复：认可，停止督办", slip_name(view, event.slip))
        }
        Event::AnswerRefused(event) => {
            line("要求", Some(&event.note))?;
            let name = slip_name(view, event.slip);
            format!("审核{name}的答复：退回，{}内重新答复", event.answer.zh())
        }
        Event::Urged(event) => urged(view, event, line)?,
        Event::AccountabilityProposed(event) => {
            line("理由", Some(&event.reason))?;
            line("依据文件", event.document.as_ref())?;
            let unit = office.unit_name(&event.unit);
            let (form, ground) = (event.form.zh(), event.ground.zh());
            format!("提出对{unit}{form}（{ground}）{}", proved(view, event))
        }
        Event::AccountabilityAgreed(event) => {
            line("说明", event.note.as_ref())?;
            format!("同意{}", proposal_name(view, event.proposal))
        }
        Event::AccountabilityDeclined(event) => {
            line("理由", Some(&event.note))?;
            format!("不同意{}", proposal_name(view, event.proposal))
        }
        Event::TalkRecorded(event) => {
            line("约谈人、被约谈人", Some(&event.present))?;
            line("谈话情况", Some(&event.text))?;
            let proposals = view.matter.supervision.proposals.iter();
            let mut unit = proposals.filter(|known| known.number == event.proposal);
            let unit = unit
                .next()
                .map_or("", |known| office.unit_name(&known.unit));
            format!("约谈{unit}")
        }
        Event::AccountabilityConcluded(event) => {
            line("查明的情况", Some(&event.found))?;
            for one in &event.people {
                line(measure(view, &one.measure), Some(&one.name))?;
            }
            line("不追责的理由", event.none.as_ref())?;
            let light = if event.light {
                "（只作谈话、教育）"
            } else {
                ""
            };
            let name = proposal_name(view, event.proposal);
            format!("登记追责结果：{name}，追责{}个{light}", event.people.len())
        }
        Event::PassingSettled(event) => {
            line("会商意见", Some(&event.opinion))?;
            let names: Vec<&str> = event
                .panel
                .iter()
                .map(|one| office.person_name(one))
                .collect();
            let (unit, leader) = (
                office.unit_name(&event.unit),
                office.person_name(&event.leader),
            );
            format!(
                "会商定责（{}）：由{unit}主办，责任领导{leader}",
                names.join("、")
            )
        }
        Event::DutyCleared(event) => {
            line("查明的情况", Some(&event.found))?;
            line("不追责的理由", Some(&event.reason))?;
            let (flag, unit) = (event.flag.zh(), office.unit_name(&event.unit));
            format!("核查{unit}的{flag}：不追责")
        }
        Event::Publicised(event) => {
            line("通报内容", Some(&event.text))?;
            let paper = event.paper.as_deref().unwrap_or_default();
            format!("{}通报曝光：{}　{paper}", event.on, event.audience.zh())
        }
        Event::MeasurementRecorded(event) => {
            line("专业机构", Some(&event.institution))?;
            line("测量事项", Some(&event.subject))?;
            line("测量结论", Some(&event.result))?;
            format!("{}委托专业机构测量", event.on)
        }
        Event::WatchingRecorded(event) => {
            line("地点", Some(&event.place))?;
            line("举报人的意见", event.words.as_ref())?;
            let (mode, came) = (event.mode.zh(), event.came.zh());
            format!("{}邀请举报人现场监督（{mode}邀请）：{came}", event.on)
        }
        _ => return Ok(None),
    }))
}

/// A measure in words.
fn measure(view: &View<'_>, id: &str) -> &'static str {
    let light = view.app.rules().is_light(id);
    if light { "谈话、教育" } else { "追责" }
}

/// What of the ledger proves a proposal: the entries, and who handled it first.
fn proved(view: &View<'_>, event: &AccountabilityProposed) -> String {
    let office = &view.reader.office;
    let proofs = view.matter.accountability.proofs.iter();
    let named = proofs.filter(|proof| event.proof.contains(&proof.version));
    let words: Vec<String> = named
        .map(|proof| {
            let rule = proof
                .rule
                .as_deref()
                .and_then(|rule| view.app.rules().clock(rule));
            let what = rule
                .map(|rule| format!("“{}”", rule.name))
                .unwrap_or_default();
            format!(
                "第{}条记录（{}，{what}{}）",
                proof.version,
                proof.on,
                proof.what.zh()
            )
        })
        .collect();
    let mut told = String::new();
    if !words.is_empty() {
        told.push_str(&format!("，账本依据：{}", words.join("、")));
    }
    let first: Vec<&str> = event
        .first
        .iter()
        .map(|one| office.person_name(one))
        .collect();
    if !first.is_empty() {
        told.push_str(&format!("；首办责任人{}", first.join("、")));
    }
    told
}

fn drafted(view: &View<'_>, event: &SlipDrafted, line: Line<'_>) -> Result<String, Fault> {
    line("督办要求", event.words.demand.as_ref())?;
    line("集体研究情况", event.words.studied.as_ref())?;
    suggestions(&event.words.suggestions, line)?;
    let about: Vec<String> = event
        .about
        .iter()
        .map(|about| clock_name(view, about.clock))
        .collect();
    let to = view.reader.office.unit_name(&event.to);
    Ok(format!(
        "起草{}，发{to}（{}），待签发",
        event.kind.zh(),
        about.join("、")
    ))
}

fn urged(view: &View<'_>, event: &Urged, line: Line<'_>) -> Result<String, Fault> {
    line("拨打号码", event.number.as_deref())?;
    line("接话人", event.callee.as_deref())?;
    line("对方说明", event.words.as_deref())?;
    line("办理进度", event.progress.as_deref())?;
    line("办理质量", event.quality.as_deref())?;
    line("办理效果", event.effect.as_deref())?;
    suggestions(&event.suggestions, line)?;
    let rule = view.app.rules().clock(&event.rule);
    let promise = rule.map_or(&*event.rule, |rule| &rule.name);
    let to = view.reader.office.unit_name(&event.to);
    let promised = event
        .promised
        .map(|day| format!("（{day}）"))
        .unwrap_or_default();
    let looked = looked(event);
    let (mode, outcome) = (event.mode.zh(), event.outcome.zh());
    Ok(format!(
        "{mode}：{to}，{promise}，{outcome}{promised}{looked}"
    ))
}

/// What was looked at and found wanting, or that all was well.
fn looked(event: &Urged) -> String {
    let found = [
        ("受理登记", event.looked.registration),
        ("分流", event.looked.routing),
        ("流转", event.looked.flow),
        ("处置", event.looked.disposal),
    ];
    let words: Vec<String> = found
        .iter()
        .filter_map(|(what, found)| found.map(|found| format!("{what}{}", found.zh())))
        .collect();
    if words.is_empty() {
        String::new()
    } else {
        format!("；重点检查：{}", words.join("，"))
    }
}

fn suggestions(suggestions: &[SealedRef], line: Line<'_>) -> Result<(), Fault> {
    suggestions
        .iter()
        .try_for_each(|said| line("督办建议", Some(said)))
}

fn slip_name(view: &View<'_>, number: u32) -> String {
    let slip = view.matter.slip(number);
    slip.map_or_else(String::new, |slip| {
        let number = slip.signed.as_ref().map_or("", |signed| &*signed.number);
        format!("{}{number}", slip.kind.zh())
    })
}

fn clock_name(view: &View<'_>, number: u32) -> String {
    let clock = view.matter.clock(number);
    let rule = clock.and_then(|clock| view.app.rules().clock(&clock.rule));
    rule.map_or_else(|| "时限".to_owned(), |rule| rule.name.clone())
}

fn proposal_name(view: &View<'_>, number: u32) -> String {
    let proposals = view.matter.supervision.proposals.iter();
    let mut known = proposals.filter(|known| known.number == number);
    known.next().map_or_else(String::new, |known| {
        let unit = view.reader.office.unit_name(&known.unit);
        format!("对{unit}{}", known.form.zh())
    })
}
