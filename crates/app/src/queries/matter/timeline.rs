//! The timeline: what happened, read like minutes.

mod deciding;
mod handing;

use super::dossier::View;
use super::files::FileView;
use crate::Fault;
use crate::queries::todo::shown;
use crate::stream::MatterEvent;
use casework::Actor;
use casework::matter::steps::Event;
use casework::matter::steps::confirm_handover::HandedOver;
use casework::matter::steps::reply::Replied;
use casework::office::Office;
use casework::sealed::{FileRef, SealedRef};
use serde::Serialize;

/// An entry of the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Version of the stream, for the trail.
    pub version: i64,
    /// When it was entered.
    pub at: String,
    /// When it happened.
    pub happened: String,
    /// Entered on a later day than it happened (补录, P-09).
    pub late: bool,
    /// Who.
    pub who: String,
    /// What.
    pub zh: String,
    /// Details, as label and text.
    pub lines: Vec<(&'static str, String)>,
    /// The files it brought.
    pub files: Vec<FileView>,
}

/// The minutes, oldest first. Clocks that merely open and end are shown elsewhere.
pub(super) fn timeline(view: &View<'_>, events: &[MatterEvent]) -> Result<Vec<Entry>, Fault> {
    let mut entries = Vec::new();
    let told_of = |version: &i64| view.reads.tells(*version);
    for (recorded, version) in events
        .iter()
        .zip(1..)
        .filter(|(recorded, version)| told_of(version) && view.kin.tells(&recorded.event))
    {
        let Some((zh, mut lines)) = told(view, &recorded.event, &recorded.by)? else {
            continue;
        };
        if let Some(sheet) = recorded.by.sheet() {
            lines.push(("补录原因", format!("离线任务单{sheet}")));
        }
        let files = files_of(&recorded.event)
            .iter()
            .map(|file| view.file(file))
            .collect::<Result<_, _>>()?;
        let entered = crate::moment::moment(recorded.at).local;
        entries.push(Entry {
            version,
            at: shown(recorded.at),
            happened: recorded.happened.strftime("%Y-%m-%d %H:%M").to_string(),
            late: entered.date() > recorded.happened.date(),
            who: who(view, &recorded.by),
            zh,
            lines,
            files,
        });
    }
    Ok(entries)
}

/// 交接完成：卫东的承办、保管原件由陶立接手.
fn handed_over(office: &Office, event: &HandedOver, zh: &str) -> String {
    let duties: Vec<&str> = event.duties.iter().map(|kind| kind.zh()).collect();
    let (from, to) = (
        office.person_name(&event.from),
        office.person_name(&event.to),
    );
    format!("{zh}：{from}的{}由{to}接手", duties.join("、"))
}

/// When the result was told last, and how: the third feedback.
pub(super) fn replied(events: &[MatterEvent]) -> Option<(String, &'static str)> {
    events
        .iter()
        .rev()
        .find_map(|recorded| match &recorded.event {
            Event::Replied(reply) => Some((recorded.happened.date().to_string(), reply.mode.zh())),
            _ => None,
        })
}

/// Who acts, in words; a reporter is never more than 举报人.
pub(super) fn who(view: &View<'_>, actor: &Actor) -> String {
    crate::queries::trail::actor_in_words(view.app, &view.reader.office, actor)
}

type Told = Option<(String, Vec<(&'static str, String)>)>;

fn told(view: &View<'_>, event: &Event, by: &Actor) -> Result<Told, Fault> {
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    let mut line = |label, reference: Option<&SealedRef>| -> Result<(), Fault> {
        if let Some(reference) = reference {
            lines.push((label, view.texts.of(reference)?.to_owned()));
        }
        Ok(())
    };
    let office = &view.reader.office;
    let zh = match event {
        Event::Received(event) => {
            line("补录原因", event.arrival.late_reason.as_ref())?;
            super::intake::received(event)
        }
        Event::PassedUp(event) => super::passing::passed_up(office, event),
        Event::Acknowledged(_) => "签收上报件".to_owned(),
        Event::ReturnedDown(event) => {
            line("退回理由", Some(&event.reason))?;
            format!("退回{}", office.unit_name(&event.to))
        }
        Event::Scanned(event) => {
            // Names of files are not for those who have the copy (T5).
            let named = event.files.iter().filter(|_| !view.reads.is_copy());
            for file in named {
                line("扫描件", Some(&file.name))?;
            }
            "补入扫描件".to_owned()
        }
        Event::ReceptionRecorded(event) => {
            line("来访人陈述", Some(&event.said))?;
            line("答复和政策解释", Some(&event.answered))?;
            line("不予受理的理由", event.reason.as_ref())?;
            line("受理部门", event.proper_body.as_ref())?;
            super::intake::reception(office, event)
        }
        Event::HandoverProposed(event) => {
            let (from, to) = (
                office.person_name(&event.from),
                office.person_name(&event.to),
            );
            format!("安排交接：{from}的事项交给{to}，待双方确认")
        }
        Event::HandoverConfirmed(event) if event.by_successor => {
            format!("确认接收{}移交的事项", office.person_name(&event.from))
        }
        Event::HandoverConfirmed(event) => {
            format!("确认把事项移交给{}", office.person_name(&event.to))
        }
        Event::HandoverDeclined(event) => {
            line("原因", event.note.as_ref())?;
            let (from, to) = (
                office.person_name(&event.from),
                office.person_name(&event.to),
            );
            format!("不同意{from}与{to}之间的交接")
        }
        Event::HandedOver(event) => handed_over(office, event, "交接完成"),
        Event::PassedOver(event) => handed_over(office, &event.handed, "紧急接管"),
        Event::Reminded(event) => {
            line("催办意见", event.words.as_ref())?;
            let rule = view.app.rules().clock(&event.rule);
            let promise = rule.map_or(&*event.rule, |rule| &rule.name);
            format!("催办：{}，{promise}", office.unit_name(&event.owner))
        }
        Event::LeaderTold(event) => super::intake::leader_told(office, event),
        Event::PhoneInstructed(event) => {
            line("电话批示", Some(&event.text))?;
            super::intake::phone_instructed(office, event)
        }
        Event::InstructionConfirmed(event) => {
            line("书面批示", Some(&event.text))?;
            "补书面批示".to_owned()
        }
        Event::CallLogged(event) => {
            line("通话内容", event.note.as_ref())?;
            super::intake::call(office, event)
        }
        Event::UrgencySet(event) => {
            line("理由", Some(&event.reason))?;
            format!("紧急程度调整为{}", event.urgency.zh())
        }
        Event::SecrecySet(event) => {
            line("理由", Some(&event.reason))?;
            format!("密级调整为{}", event.secrecy.zh())
        }
        Event::FlagsCorrected(event) => {
            line("理由", Some(&event.reason))?;
            format!("标识更正为{}、{}", event.turn.zh(), event.level.zh())
        }
        Event::CorrectionAsked(event) => {
            line("更正理由", Some(&event.reason))?;
            let changes = super::repair::changes(view, &event.was, &event.now);
            format!("申请更正：{changes}")
        }
        Event::CorrectionApproved(event) => {
            line("说明", event.note.as_ref())?;
            let changes = super::repair::changes(view, &event.was, &event.now);
            format!("同意更正：{changes}")
        }
        Event::CorrectionRefused(event) => {
            line("理由", Some(&event.note))?;
            "不同意更正".to_owned()
        }
        Event::VoidAsked(event) => {
            line("作废理由", Some(&event.reason))?;
            format!("申请作废：{}", event.ground.zh())
        }
        Event::Voided(event) => {
            line("说明", event.note.as_ref())?;
            format!("同意作废：{}，编号不再使用", event.ground.zh())
        }
        Event::VoidRefused(event) => {
            line("理由", Some(&event.note))?;
            "不同意作废".to_owned()
        }
        Event::NameChecked(event) => {
            line("工作记录", event.note.as_ref())?;
            let outcome = if event.confirmed {
                "确认署名"
            } else {
                "联系不上"
            };
            format!("实名核实（{}）：{outcome}", event.asking.zh())
        }
        Event::NameDenied(event) => {
            line("工作记录", Some(&event.note))?;
            format!(
                "实名核实（{}）：否认或不愿确认，按匿名办理",
                event.asking.zh()
            )
        }
        Event::ReportedUp(event) => {
            line("报告内容", Some(&event.text))?;
            let number = event.number.as_deref().unwrap_or_default();
            format!("向上级报结果{number}")
        }
        Event::Registered(event) => {
            format!("登记为{}，线索{}条", event.class.zh(), event.leads.len())
        }
        Event::LiaisonReviewed(event) => {
            line("理由", Some(&event.opinion))?;
            format!("{}审核：{}", office.unit_name(&event.unit), event.word.zh())
        }
        Event::SplitOff(event) => {
            line("拆分理由", Some(&event.reason))?;
            let leads: Vec<String> = event.leads.iter().map(u32::to_string).collect();
            let number = view.kin.name(&event.part);
            format!("拆分分办：线索{}另立为 {number}", leads.join("、"))
        }
        Event::PartBegun(event) => {
            let (whole, leads) = (view.kin.name(&event.whole), event.leads.len());
            format!("由 {whole} 拆分，线索{leads}条另行分办，时限自收到之日起算")
        }
        Event::PartConcluded(event) => format!("拆分件 {} 办结", view.kin.name(&event.part)),
        Event::PartReopened(event) => format!("拆分件 {} 重新办理", view.kin.name(&event.part)),
        Event::SplitUndone(event) => {
            line("撤销理由", Some(&event.reason))?;
            format!("撤销拆分，线索回到 {}", view.kin.name(&event.whole))
        }
        Event::PartTakenBack(event) => format!("收回拆分件 {}", view.kin.name(&event.part)),
        Event::JoinedInto(event) => format!("并入 {}", view.kin.name(&event.into)),
        Event::Separated(event) => {
            line("撤销理由", Some(&event.reason))?;
            format!("撤销并入 {}，恢复单独办理", view.kin.name(&event.from))
        }
        Event::RepeatReleased(event) => format!("撤销收并 {}", view.kin.name(&event.repeat)),
        Event::RepeatTaken(event) => format!("收并重复件 {}", view.kin.name(&event.repeat)),
        Event::Screened(event) => {
            line("拟办意见", event.opinion.as_ref())?;
            match &event.to {
                Some(to) => format!(
                    "筛查：{}，拟由{}办理",
                    event.class.zh(),
                    office.unit_name(to)
                ),
                None => format!("筛查：{}", event.class.zh()),
            }
        }
        Event::ScreenedOut(event) => {
            line("理由", Some(&event.reason))?;
            line("应当反映的部门", event.proper_body.as_ref())?;
            let body = event.body.as_ref().and_then(|id| view.app.rules().body(id));
            let told = body.map(|body| format!("，应向{}反映", body.name));
            format!("筛查剔除：{}{}", event.class.zh(), told.unwrap_or_default())
        }
        Event::Instructed(event) => {
            line("批示", Some(&event.text))?;
            "批示".to_owned()
        }
        Event::Routed(event) => {
            line("办理要求", event.requirement.as_ref())?;
            line("附原件的理由", event.copy.original.as_ref())?;
            let how = if event.designated {
                "指定管辖，"
            } else {
                ""
            };
            let fast = if event.fast { "，即查即办" } else { "" };
            format!(
                "{how}{}给{}{fast}",
                event.mode.zh(),
                office.unit_name(&event.to)
            )
        }
        Event::JointNamed(event) => {
            line("协办事项", event.requirement.as_ref())?;
            let units = event
                .units
                .iter()
                .map(|joint| office.unit_name(&joint.unit));
            format!("明确协办单位：{}", units.collect::<Vec<_>>().join("、"))
        }
        Event::JointReleased(event) => {
            line("理由", Some(&event.reason))?;
            format!("取消{}协办", office.unit_name(&event.unit))
        }
        Event::OpinionGiven(event) => {
            line("协办意见", Some(&event.opinion))?;
            format!("{}反馈协办意见", office.unit_name(&event.unit))
        }
        Event::Signed(_) => "签收".to_owned(),
        Event::Returned(event) => {
            line("退回理由", Some(&event.reason))?;
            let to = office.unit_name(&event.to);
            if event.to_superior {
                format!("再次退回，由共同上级{to}指定管辖")
            } else {
                format!("退回{to}")
            }
        }
        Event::HandlingAccepted(event) => format!(
            "受理，承办人{}，分管领导{}",
            office.person_name(&event.accepted.handler),
            office.person_name(&event.accepted.leader)
        ),
        Event::DisposalChosen(event) => {
            let id = &event.disposition.disposal;
            let known = view
                .app
                .rules()
                .disposals
                .iter()
                .find(|known| known.id == *id);
            format!(
                "线索{}处置方式：{}",
                event.lead,
                known.map_or(id, |known| &known.name)
            )
        }
        Event::ProgressNoted(event) => {
            line("进展", Some(&event.note))?;
            "办理进展".to_owned()
        }
        Event::FindingMade(event) => {
            line("依据", Some(&event.grounds))?;
            format!("问题{}.{}：{}", event.lead, event.issue, event.finding.zh())
        }
        Event::ResultReported(event) => {
            line("办理情况", Some(&event.summary))?;
            line("协办意见未齐的原因", event.joint_missing.as_ref())?;
            for one in &event.people {
                let measure = view.app.rules().measure_name(&one.how);
                let name = one
                    .name
                    .as_ref()
                    .map(|name| view.texts.of(name))
                    .transpose()?;
                lines.push(("处理", [name.unwrap_or("（未写姓名）"), measure].join("　")));
            }
            if let Some(text) = &event.rectification {
                lines.push(("整改措施", view.texts.of(text)?.to_owned()));
            }
            let (people, yuan) = (event.people_dealt_with, event.recovered_yuan);
            format!("上报结果，处理{people}人，挽回损失{yuan}元")
        }
        Event::ResultSigned(event) => {
            line("说明", event.note.as_ref())?;
            format!("{}会签同意", event.slot.zh())
        }
        Event::SignatureRefused(event) => {
            line("理由", Some(&event.note))?;
            format!("{}会签不同意，退回补充", event.slot.zh())
        }
        Event::Countersigned(_) => "三级会签完成".to_owned(),
        Event::AuditPassed(event) => {
            line("审核意见", event.opinion.as_ref())?;
            "审核通过，办结".to_owned()
        }
        Event::AuditReturned(event) => {
            line("退回意见", Some(&event.opinion))?;
            "审核退回补充办理".to_owned()
        }
        Event::Supplemented(event) => {
            line("补充", event.text.as_ref())?;
            "补充材料".to_owned()
        }
        Event::ReporterAsked(event) => {
            line("问题", Some(&event.text))?;
            format!("询问举报人（{}）", event.to.number)
        }
        Event::QuestionAnswered(event) => {
            line("回答", Some(&event.text))?;
            format!("回答第{}个询问", event.question)
        }
        Event::AcceptanceTold(event) => {
            line("内容", Some(&event.content))?;
            format!("受理告知举报人（{}）", event.mode.zh())
        }
        Event::ProgressTold(event) => {
            line("内容", Some(&event.content))?;
            format!("向举报人反馈进展（{}）", event.mode.zh())
        }
        Event::Contacted(event) => {
            line("内容", Some(&event.content))?;
            let reached = if event.unreached {
                "，没有联系上"
            } else {
                ""
            };
            format!(
                "联系举报人：{}（{}{reached}）",
                event.purpose.zh(),
                event.mode.zh()
            )
        }
        Event::ContactAsked(event) => {
            line("联系任务", Some(&event.purpose))?;
            "申请联系授权".to_owned()
        }
        Event::ContactGranted(event) => {
            line("说明", event.note.as_ref())?;
            let person = office.person_name(&event.person);
            format!("同意{person}联系举报人，至{}止", shown(event.until))
        }
        Event::ContactRefused(event) => {
            line("理由", Some(&event.note))?;
            format!("不同意{}联系举报人", office.person_name(&event.person))
        }
        Event::MeetingHeld(event) => {
            line("参加人", Some(&event.participants))?;
            line("讨论意见", Some(&event.opinions))?;
            line("会议决定", Some(&event.decision))?;
            format!("{}召开案件联席会议", event.on)
        }
        Event::ExtensionAsked(event) => {
            line("延期理由", Some(&event.reason))?;
            format!("申请由{}延期至{}", event.was, event.until)
        }
        Event::ExtensionApproved(event) => {
            line("说明", event.note.as_ref())?;
            format!("同意延期至{}", event.until)
        }
        Event::ExtensionRefused(event) => {
            line("理由", Some(&event.note))?;
            "不同意延期".to_owned()
        }
        Event::PauseAsked(event) => {
            line("中止理由", Some(&event.reason))?;
            format!("申请中止办理：{}", event.ground.zh())
        }
        Event::PauseApproved(event) => {
            line("说明", event.note.as_ref())?;
            "同意中止办理".to_owned()
        }
        Event::PauseRefused(event) => {
            line("理由", Some(&event.note))?;
            "不同意中止办理".to_owned()
        }
        Event::Resumed(event) => {
            line("恢复理由", Some(&event.reason))?;
            "恢复办理".to_owned()
        }
        Event::SupplementsNoted(event) => {
            line("处理意见", event.opinion.as_ref())?;
            format!("签阅补充材料{}份", event.numbers.len())
        }
        Event::Replied(event) => {
            line("答复内容", Some(&event.text))?;
            line("地点", event.place.as_ref())?;
            line("范围", event.audience.as_ref())?;
            line("异议", event.objection.as_ref())?;
            line("解释说明", event.explanation.as_ref())?;
            line("接受监督", event.oversight.as_ref())?;
            line("群众意见", event.remarks.as_ref())?;
            answered(event)
        }
        Event::WrittenOff(event) => {
            line("未答复的原因", event.reason.as_ref())?;
            "销号".to_owned()
        }
        Event::Reopened(event) => {
            line("理由", Some(&event.reason))?;
            format!("重新办理：{}", event.ground.zh())
        }
        Event::Recused(event) => {
            line("理由", Some(&event.reason))?;
            format!("{}回避", office.person_name(&event.person))
        }
        Event::RecusalLifted(event) => {
            line("理由", Some(&event.reason))?;
            format!("撤销{}的回避", office.person_name(&event.person))
        }
        Event::FeedbackProposed(event) => {
            line("反馈内容", Some(&event.text))?;
            line("地点", Some(&event.place))?;
            line("范围", Some(&event.audience))?;
            let checked = if event.checked {
                "，已逐字核对"
            } else {
                ""
            };
            format!("拟{}{checked}", event.mode.zh())
        }
        Event::FeedbackApproved(event) => {
            line("说明", event.opinion.as_ref())?;
            "同意公开反馈".to_owned()
        }
        Event::FeedbackReturned(event) => {
            line("意见", Some(&event.opinion))?;
            "公开反馈退回修改".to_owned()
        }
        Event::ReplyReceipted(event) => {
            line("见证人", event.witness.as_ref())?;
            line("说明", event.note.as_ref())?;
            format!("答复回执：{}", event.kind.zh())
        }
        Event::Evaluated(event) => {
            line("举报人的话", event.words.as_ref())?;
            let (process, result) = (event.process.zh(), event.result.zh());
            format!("{}评价：过程{process}，结果{result}", event.via.zh())
        }
        Event::CallBackTried(event) => format!("{}回访，没有联系上", event.via.zh()),
        Event::CallBackEnded(event) => format!("{}回访，{}", event.via.zh(), event.outcome.zh()),
        Event::Settled(event) => {
            line("说明", event.note.as_ref())?;
            format!("举报人自愿息访（{}，{}）", event.on, event.mode.zh())
        }
        Event::VisitedBack(event) => {
            line("回访情况", Some(&event.found))?;
            let (back, out) = (event.recovered_yuan, event.distributed_yuan);
            match back {
                0 => format!("{}回访", event.via.zh()),
                _ => format!("{}回访，收回{back}元，发放{out}元", event.via.zh()),
            }
        }
        Event::ReopeningRequested(event) => {
            line("理由", Some(&event.reason))?;
            format!("{}申请重新办理：{}", event.via.zh(), event.ground.zh())
        }
        Event::ReopeningGranted(event) => {
            line("理由", Some(&event.reason))?;
            format!("审定：{}，重新办理", plea(view, event.plea))
        }
        Event::ReopeningRefused(event) => {
            line("理由", Some(&event.reason))?;
            format!("审定：{}，没有新的事实，存查", plea(view, event.plea))
        }
        Event::RefusalTold(event) => {
            line("告知内容", Some(&event.text))?;
            format!("告知存查理由（{}）", event.mode.zh())
        }
        Event::IdentityAsked(event) => {
            line("用途", Some(&event.purpose))?;
            let what = event.what.zh();
            format!("{}申请查看{what}", office.person_name(&event.person))
        }
        Event::IdentityApproved(event) => {
            line("说明", event.opinion.as_ref())?;
            let (asker, what) = asked(view, event.request);
            format!("同意{asker}查看{what}")
        }
        Event::IdentityRefused(event) => {
            line("理由", Some(&event.reason))?;
            let (asker, what) = asked(view, event.request);
            format!("不同意{asker}查看{what}")
        }
        Event::IdentityWithdrawn(event) => {
            let (_, what) = asked(view, event.request);
            format!("撤回查看{what}的申请")
        }
        Event::IdentityOpened(event) => {
            line("用途", Some(&event.purpose))?;
            let what = event.what.zh();
            format!("{}查看{what}", office.person_name(&event.person))
        }
        Event::NumberedNationally(event) => match &event.before {
            Some(before) => format!("全国平台编号由{before}改记为{}", event.number),
            None => format!("登记全国平台编号{}", event.number),
        },
        Event::ReportErased(event) => format!("销毁{}，依据{}", event.extent.zh(), event.basis),
        Event::OriginalKept(event) => {
            line("说明", event.note.as_ref())?;
            super::originals::kept(event)
        }
        Event::OriginalHanded(event) => {
            let taker = office.person_name(&event.to);
            format!("{}移交给{taker}，待确认", original(view, event.number))
        }
        Event::OriginalTaken(event) => {
            line("说明", event.note.as_ref())?;
            format!("确认收到{}", original(view, event.number))
        }
        Event::OriginalDeclined(event) => {
            line("情况", event.note.as_ref())?;
            format!("未收到{}，退回保管人", original(view, event.number))
        }
        Event::OriginalLent(event) => {
            line("用途", Some(&event.purpose))?;
            let borrower = office.person_name(&event.to);
            format!("{}借给{borrower}", original(view, event.number))
        }
        Event::OriginalReturned(event) => {
            line("说明", event.note.as_ref())?;
            format!("{}归还", original(view, event.number))
        }
        Event::OriginalChecked(event) => {
            line("情况", event.note.as_ref())?;
            format!("盘点{}：{}", original(view, event.number), event.found.zh())
        }
        Event::OriginalArchived(event) => {
            let (carton, volume) = (&event.filed.carton, &event.filed.volume);
            format!("{}归档，{carton}盒{volume}卷", original(view, event.number))
        }
        Event::OriginalsHome(_) => return Ok(None),
        Event::ClockWarned(event) => {
            format!("预警通知：{}将到期", clock_name(view, event.number))
        }
        Event::ClockLapsed(event) => format!("{}超期", clock_name(view, event.number)),
        Event::ClockMoved(event) => format!(
            "日历调整，{}由{}改为{}到期",
            clock_name(view, event.number),
            event.was.date(),
            event.due.date()
        ),
        Event::ClockReopened(event) => {
            format!(
                "{}接着计时，已用时间不重新起算",
                clock_name(view, event.number)
            )
        }
        Event::ClockExtended(event) => format!(
            "{}由{}延至{}",
            clock_name(view, event.number),
            event.was.date(),
            event.due.date()
        ),
        Event::ClockPaused(event) => format!(
            "{}停计，剩余{}",
            clock_name(view, event.number),
            left(event.left)
        ),
        Event::ClockResumed(event) => format!(
            "{}续计剩余的{}，到期日由{}改为{}",
            clock_name(view, event.number),
            left(event.left),
            event.was.date(),
            event.due.date()
        ),
        Event::ExclusionConfirmed(_)
        | Event::ExclusionSentBack(_)
        | Event::StudyConvened(_)
        | Event::StudyAnswered(_)
        | Event::StudyComplete(_)
        | Event::StudyDecided(_)
        | Event::PresentedTo(_)
        | Event::Circled(_)
        | Event::InstructionEntered(_)
        | Event::InstructionChecked(_) => match deciding::told(view, event, by, &mut line)? {
            Some(zh) => zh,
            None => return Ok(None),
        },
        Event::ConsentAsked(_)
        | Event::ConsentGiven(_)
        | Event::ConsentDeclined(_)
        | Event::ConsentWithdrawn(_)
        | Event::HandingAsked(_)
        | Event::HandingApproved(_)
        | Event::HandingRefused(_)
        | Event::DemandHanded(_) => match handing::told(view, event, &mut line)? {
            Some(zh) => zh,
            None => return Ok(None),
        },
        Event::EntriesSettled(_) | Event::ClockOpened(_) | Event::ClockEnded(_) => return Ok(None),
    };
    Ok(Some((zh, lines)))
}

/// An answer, with how it was taken.
fn answered(event: &Replied) -> String {
    let mut zh = event.mode.zh().to_owned();
    if let Some(attitude) = event.attitude {
        zh.push_str(&format!("，举报人{}", attitude.zh()));
    }
    if event.new_evidence {
        zh.push_str("，提出新证据");
    }
    if let Some(heads) = event.heads {
        zh.push_str(&format!("，到场或告知{heads}人"));
    }
    zh
}

fn plea(view: &View<'_>, number: u32) -> &'static str {
    let pleas = &view.matter.answering.pleas;
    let plea = pleas.iter().find(|known| known.number == number);
    plea.map_or("", |known| known.ground.zh())
}

/// Who asked, and what for.
fn asked<'a>(view: &'a View<'_>, request: u32) -> (&'a str, &'static str) {
    let requests = &view.matter.identity_requests;
    let request = requests.iter().find(|known| known.number == request);
    request.map_or(("", ""), |known| {
        let asker = view.reader.office.person_name(&known.asker);
        (asker, known.what.zh())
    })
}

/// What is left of a term; none is what is left of the day.
pub(super) fn left(term: calendar::Term) -> String {
    match term.count() {
        0 => "当日".to_owned(),
        _ => term.zh(),
    }
}

/// The files an act brought.
fn files_of(event: &Event) -> &[FileRef] {
    match event {
        Event::Supplemented(event) => &event.files,
        Event::InstructionEntered(event) => &event.scan,
        Event::QuestionAnswered(event) => &event.files,
        Event::ProgressNoted(event) => &event.files,
        Event::FindingMade(event) => &event.files,
        Event::MeetingHeld(event) => &event.files,
        Event::ResultReported(event) => &event.files,
        _ => &[],
    }
}

fn original(view: &View<'_>, number: u32) -> String {
    super::originals::named(view.matter, number)
}

fn clock_name(view: &View<'_>, number: u32) -> String {
    let clock = view
        .matter
        .clocks
        .iter()
        .find(|clock| clock.number == number);
    let rule = clock.and_then(|clock| view.app.rules().clock(&clock.rule));
    rule.map_or_else(|| "时限".to_owned(), |rule| format!("“{}”时限", rule.name))
}
