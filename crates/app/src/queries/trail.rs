//! The audit trail (办理痕迹): every act and every opening of a matter, with its place in the ledger. What is only being
//! prepared against a unit is not in the trail that its people read, as it is not in their minutes (T3).

use super::reader::Reader;
use super::supervision::told;
use super::todo::shown;
use crate::{App, Failure, Fault, reading, stream};
use casework::access;
use casework::matter::{Matter, steps};
use casework::office::Office;
use casework::{Actor, PersonId};
use data_encoding::HEXLOWER;
use serde::Serialize;

/// A page of the trail.
#[derive(Debug, Clone, Serialize)]
pub struct Trail {
    /// The matter's number.
    pub number: String,
    /// Its entries, newest first.
    pub entries: Vec<TrailEntry>,
    /// The ledger's name.
    pub origin: String,
}

/// An entry of the trail.
#[derive(Debug, Clone, Serialize)]
pub struct TrailEntry {
    /// When it was entered.
    pub at: String,
    /// Who.
    pub who: String,
    /// What, in words.
    pub zh: String,
    /// The event's kind.
    pub kind: String,
    /// Its stream and version.
    pub place: String,
    /// Its place in the ledger, or nothing while it waits.
    pub seq: Option<i64>,
    /// Hex of its leaf hash, or empty while it waits.
    pub leaf: String,
    sort: (i64, i64),
}

/// Entries of a kind at most.
const MAX: i64 = 500;

/// The trail of a number.
///
/// # Errors
/// The matter does not exist for the reader, or the reader's posts do not grant the trail.
pub async fn trail(app: &App, person: &PersonId, number: &str) -> Result<Trail, Failure> {
    let reader = Reader::of(app, person).await?;
    let (matter, events) = reader.matter_for(app, number, "read-trail").await?;
    if !may_read(app, &reader, &matter) {
        return Err(Failure::Forbidden {
            act: "查看办理痕迹".to_owned(),
        });
    }
    let mut entries = Vec::new();
    let leaves = leaves(app, &matter).await?;
    for (recorded, version) in events.iter().zip(1_i64..) {
        if !told::tells(app, &reader, &matter, &recorded.event) {
            continue;
        }
        let leaf = leaves.iter().find(|leaf| leaf.0 == version);
        entries.push(TrailEntry {
            at: shown(recorded.at),
            who: actor_in_words(app, &reader.office, &recorded.by),
            zh: in_words(recorded.event.kind()).to_owned(),
            kind: recorded.event.kind().to_owned(),
            place: format!("{} · {version}", matter.id.stream()),
            seq: leaf.map(|leaf| leaf.1),
            leaf: leaf.map(|leaf| leaf.2.clone()).unwrap_or_default(),
            sort: (recorded.at, version),
        });
    }
    entries.extend(readings(app, &reader, &matter).await?);
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.sort));
    Ok(Trail {
        number: matter.number,
        entries,
        origin: crate::evidence::origin(app),
    })
}

/// Whether a reader may read the trail of a matter.
pub(crate) fn may_read(app: &App, reader: &Reader, matter: &Matter) -> bool {
    let (office, rules) = (&reader.office, app.rules());
    access::permit(
        office,
        rules,
        &reader.person,
        "read-trail",
        Some(matter),
        reader.on(),
    )
    .is_some()
}

async fn leaves(app: &App, matter: &Matter) -> Result<Vec<(i64, i64, String)>, Fault> {
    let sql = "SELECT version, seq, hash FROM leaves WHERE stream_id = $1 ORDER BY version";
    let rows = app.store().rows(sql, &[matter.id.stream().into()]).await?;
    rows.iter()
        .map(|row| Ok((row.int(0)?, row.int(1)?, HEXLOWER.encode(row.blob(2)?))))
        .collect()
}

async fn readings(app: &App, reader: &Reader, matter: &Matter) -> Result<Vec<TrailEntry>, Fault> {
    let sql = "SELECT d.at, d.person_id, d.stream_id, d.version, l.seq, l.hash, e.body FROM readings d \
               JOIN events e ON e.stream_id = d.stream_id AND e.version = d.version \
               LEFT JOIN leaves l ON l.stream_id = d.stream_id AND l.version = d.version \
               WHERE d.matter_id = $1 ORDER BY d.at DESC LIMIT $2";
    let rows = app
        .store()
        .rows(sql, &[matter.id.to_string().into(), MAX.into()])
        .await?;
    let entry = |row: &store::Row| {
        let person = PersonId::from(row.text(1)?);
        let read = stream::decode::<reading::Event>(row.text(2)?, row.int(3)?, row.blob(6)?)?;
        let (zh, kind) = opened(app, &read.event);
        Ok(TrailEntry {
            at: shown(row.int(0)?),
            who: reader.office.person_name(&person).to_owned(),
            zh,
            kind: kind.to_owned(),
            place: format!("{} · {}", row.text(2)?, row.int(3)?),
            seq: row.opt_int(4)?,
            leaf: row
                .opt_blob(5)?
                .map(|hash| HEXLOWER.encode(hash))
                .unwrap_or_default(),
            sort: (row.int(0)?, row.int(3)?),
        })
    };
    rows.iter().map(entry).collect()
}

/// A reading in words, with its kind: a print says which form, and whether it names who reported (T18).
fn opened(app: &App, event: &reading::Event) -> (String, &'static str) {
    match event {
        reading::Event::Printed { form, identity, .. } => {
            let rules = app.rules();
            let letter = || rules.letter(form).map(|letter| &letter.name);
            if form == crate::task_sheets::FORM {
                return ("随任务单取走".to_owned(), "reading.printed.v1");
            }
            let name = rules.form(form).map(|form| &form.name).or_else(letter);
            let name = name.map_or("表单", |name| name);
            let identity = if *identity {
                "，含举报人身份"
            } else {
                ""
            };
            (format!("打印{name}{identity}"), "reading.printed.v1")
        }
        reading::Event::Matter { .. } => ("查阅".to_owned(), "reading.matter-opened.v1"),
        reading::Event::Contact { .. } => ("查看联系方式".to_owned(), "reading.contact-opened.v1"),
        reading::Event::File { .. } => ("查阅附件原件".to_owned(), "reading.file-opened.v1"),
        reading::Event::FileCopy { .. } => {
            ("查阅附件处理件".to_owned(), "reading.file-copy-opened.v1")
        }
        reading::Event::Found { .. } => ("检索时看到".to_owned(), "reading.found.v1"),
        reading::Event::Status { .. } => ("电话查询".to_owned(), "reading.status-told.v1"),
        reading::Event::List { .. } => ("查阅名单".to_owned(), "reading.list-opened.v1"),
    }
}

/// Who acts, in words; a reporter is never more than 举报人 (T9).
pub(crate) fn actor_in_words(app: &App, office: &Office, actor: &Actor) -> String {
    match actor {
        Actor::Citizen | Actor::Reporter => "举报人".to_owned(),
        Actor::Person {
            person,
            unit,
            role,
            behalf,
            acting,
            sheet,
        } => {
            let role = app.rules().role(role).map_or("", |role| &role.name);
            let acting = if *acting { "（主持工作）" } else { "" };
            let person = office.person_name(person);
            // 某某代某某: both persons, wherever an actor is named (T20).
            let who = behalf.as_ref().map_or_else(
                || person.to_owned(),
                |principal| match sheet {
                    // Done on paper by one, entered by the other (代录): not done for them.
                    Some(sheet) => format!(
                        "{}（{person}据离线任务单{sheet}代录）",
                        office.person_name(principal)
                    ),
                    None => format!("{person}代{}", office.person_name(principal)),
                },
            );
            format!("{} {role}{acting} {who}", office.unit_name(unit))
        }
        Actor::Timer => "系统定时".to_owned(),
        Actor::Partner { partner } => format!("外部系统 {partner}"),
        Actor::Import { .. } => "台账导入".to_owned(),
        Actor::Console => "服务器控制台".to_owned(),
    }
}

fn in_words(kind: &str) -> &str {
    match kind {
        "matter.received.v1" => "接收",
        "matter.liaison-reviewed.v1" => "联系室审核",
        "matter.split-off.v1" => "拆分分办",
        "matter.part-begun.v1" => "另立拆分件",
        "matter.part-concluded.v1" => "拆分件办结",
        "matter.part-reopened.v1" => "拆分件重新办理",
        "matter.split-undone.v1" => "撤销拆分",
        "matter.part-taken-back.v1" => "收回拆分件",
        "matter.joined-into.v1" => "并入",
        "matter.screened-out.v1" => "筛查剔除",
        "matter.exclusion-confirmed.v1" => "同意剔除",
        "matter.exclusion-sent-back.v1" => "不同意剔除",
        "matter.study-complete.v1" => "研判意见到齐",
        "matter.entries-settled.v1" => "代录批示核对完毕",
        "matter.result-signed.v1" => "会签同意",
        "matter.signature-refused.v1" => "会签不同意",
        "matter.countersigned.v1" => "会签完成",
        "matter.audit-passed.v1" => "审核通过",
        "matter.audit-returned.v1" => "审核退回",
        "matter.clock-opened.v1" => "时限起算",
        "matter.clock-reopened.v1" => "时限接着计时",
        "matter.clock-ended.v1" => "时限终止",
        "matter.clock-warned.v1" => "预警通知",
        "matter.clock-lapsed.v1" => "时限超期",
        "matter.clock-moved.v1" => "时限调整",
        "matter.feedback-proposed.v1" => "拟公开反馈",
        "matter.feedback-approved.v1" => "同意公开反馈",
        "matter.feedback-returned.v1" => "公开反馈退回修改",
        "matter.reply-receipted.v1" => "答复回执",
        "matter.evaluated.v1" => "举报人评价",
        "matter.call-back-tried.v1" => "回访未联系上",
        "matter.call-back-ended.v1" => "回访了结",
        "matter.settled.v1" => "息访",
        "matter.visited-back.v1" => "回访",
        "matter.reopening-requested.v1" => "申请重新办理",
        "matter.reopening-granted.v1" => "同意重新办理",
        "matter.reopening-refused.v1" => "不重新办理，存查",
        "matter.refusal-told.v1" => "告知存查理由",
        "matter.identity-asked.v1" => "申请查看举报人身份或附件原件",
        "matter.identity-approved.v1" => "同意查看举报人身份或附件原件",
        "matter.identity-refused.v1" => "不同意查看举报人身份或附件原件",
        "matter.identity-withdrawn.v1" => "撤回查看申请",
        "matter.clock-extended.v1" => "时限延期",
        "matter.clock-paused.v1" => "时限停计",
        "matter.clock-resumed.v1" => "时限续计",
        "matter.acceptance-told.v1" => "受理告知",
        "matter.progress-told.v1" => "进展反馈",
        "matter.contact-granted.v1" => "同意联系授权",
        "matter.contact-refused.v1" => "不同意联系授权",
        "matter.extension-approved.v1" => "同意延期",
        "matter.extension-refused.v1" => "不同意延期",
        "matter.pause-approved.v1" => "同意中止",
        "matter.pause-refused.v1" => "不同意中止",
        "matter.identity-opened.v1" => "打开举报人身份或附件原件",
        "matter.report-erased.v1" => "销毁",
        "matter.original-declined.v1" => "未收到原件",
        "matter.slip-drafted.v1" => "起草督办文书",
        "matter.answer-accepted.v1" => "认可督办答复",
        "matter.answer-refused.v1" => "退回督办答复",
        "matter.accountability-agreed.v1" => "同意约谈、问责建议",
        "matter.accountability-declined.v1" => "不同意约谈、问责建议",
        "matter.originals-home.v1" => "借出原件全部归还",
        other => steps::ACTS
            .iter()
            .find(|act| {
                EVENTS
                    .iter()
                    .any(|(kind, name)| *kind == other && *name == act.name)
            })
            .map_or(other, |act| act.zh),
    }
}

/// Events that bear their act's name in words.
const EVENTS: &[(&str, &str)] = &[
    ("matter.registered.v1", "register"),
    ("matter.repeat-taken.v1", "take-repeat"),
    ("matter.screened.v1", "screen"),
    ("matter.study-convened.v1", "convene-study"),
    ("matter.study-answered.v1", "answer-study"),
    ("matter.study-decided.v1", "decide-study"),
    ("matter.presented.v1", "present"),
    ("matter.circled.v1", "circle"),
    ("matter.instructed.v1", "instruct"),
    ("matter.instruction-entered.v1", "enter-instruction"),
    ("matter.instruction-checked.v1", "check-entry"),
    ("matter.routed.v1", "route"),
    ("matter.joint-named.v1", "name-joint"),
    ("matter.joint-released.v1", "release-joint"),
    ("matter.opinion-given.v1", "give-opinion"),
    ("matter.signed.v1", "sign"),
    ("matter.returned.v1", "return"),
    ("matter.accepted.v1", "accept"),
    ("matter.disposal-chosen.v1", "choose-disposal"),
    ("matter.progress-noted.v1", "progress"),
    ("matter.finding-made.v1", "find"),
    ("matter.result-reported.v1", "report-result"),
    ("matter.supplemented.v1", "supplement"),
    ("matter.reporter-asked.v1", "ask-reporter"),
    ("matter.question-answered.v1", "answer-question"),
    ("matter.contacted.v1", "contact"),
    ("matter.contact-asked.v1", "ask-contact"),
    ("matter.meeting-held.v1", "hold-meeting"),
    ("matter.extension-asked.v1", "ask-extension"),
    ("matter.pause-asked.v1", "ask-pause"),
    ("matter.resumed.v1", "resume"),
    ("matter.supplements-noted.v1", "note-supplements"),
    ("matter.replied.v1", "reply"),
    ("matter.written-off.v1", "write-off"),
    ("matter.reopened.v1", "reopen"),
    ("matter.recused.v1", "recuse"),
    ("matter.recusal-lifted.v1", "lift-recusal"),
    ("matter.original-kept.v1", "keep-original"),
    ("matter.original-handed.v1", "hand-original"),
    ("matter.original-taken.v1", "take-original"),
    ("matter.original-lent.v1", "lend-original"),
    ("matter.original-returned.v1", "return-original"),
    ("matter.original-checked.v1", "check-original"),
    ("matter.original-archived.v1", "archive-original"),
    ("matter.rung-held.v1", "hold-rung"),
    ("matter.draft-withdrawn.v1", "withdraw-draft"),
    ("matter.slip-signed.v1", "sign-slip"),
    ("matter.slip-answered.v1", "answer-slip"),
    ("matter.urged.v1", "urge"),
    (
        "matter.accountability-proposed.v1",
        "propose-accountability",
    ),
    ("matter.talk-recorded.v1", "record-talk"),
];
