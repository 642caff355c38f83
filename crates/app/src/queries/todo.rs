//! The to-do page (今日必办, P-26): a morning sheet by countdown: overdue, today, this week, later, and
//! what others owe.

mod owed;

#[cfg(feature = "testing")]
pub use owed::plans;
pub(super) use owed::{Owed, owed};

use super::lamp::Lamp;
use super::procedures::ProcedureDue;
use super::reader::{Reader, seen};
use crate::moment::moment;
use crate::{App, Fault, reading, vault};
use casework::matter::Stage;
use casework::rules::Sight;
use casework::{PersonId, UnitId};
use jiff::ToSpan;
use jiff::civil::DateTime;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use store::{Row, Value};

/// The sheet.
#[derive(Debug, Clone, Serialize)]
pub struct Todo {
    /// Whose sheet.
    pub name: String,
    /// The posts, in words.
    pub posts: Vec<String>,
    /// Today, in words: 2026年11月22日 星期日.
    pub today: String,
    /// The bands, most pressing first. Empty bands are left out.
    pub bands: Vec<Band>,
    /// What the reader's units owe in procedures (专项工作), nearest first.
    pub procedures: Vec<ProcedureDue>,
    /// The month whose reconciliation (对账) nobody of the reader's organ began.
    pub unreconciled: Option<String>,
}

/// A band of the sheet.
#[derive(Debug, Clone, Serialize)]
pub struct Band {
    /// 已超期.
    pub zh: &'static str,
    /// Its rows.
    pub rows: Vec<TodoRow>,
    /// Whether there are more than are shown.
    pub more: bool,
}

/// A row of the sheet.
#[derive(Debug, Clone, Serialize)]
pub struct TodoRow {
    /// The matter's number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its stage, in words.
    pub stage_zh: &'static str,
    /// In whose hands.
    pub holder: String,
    /// Its lamp.
    pub lamp: Lamp,
    /// Which promise is due.
    pub clock_zh: String,
    /// The next act.
    pub next_zh: &'static str,
    /// Whether it is real-name.
    pub real_name: bool,
}

#[cfg(test)]
impl TodoRow {
    /// A row that says nothing.
    pub(super) fn blank() -> Self {
        Self {
            number: String::new(),
            title: String::new(),
            stage_zh: "",
            holder: String::new(),
            lamp: Lamp {
                level: super::lamp::Level::Rest,
                words: String::new(),
                due: String::new(),
                provisional: false,
            },
            clock_zh: String::new(),
            next_zh: "",
            real_name: false,
        }
    }
}

/// Rows of a band at most; an A4 sheet holds no more of use.
const BAND_MAX: usize = 40;

/// The sheet of a reader.
///
/// # Errors
/// The database does not answer.
pub async fn todo(app: &App, person: &PersonId) -> Result<Todo, Fault> {
    let reader = Reader::of(app, person).await?;
    reading::record_list(app, person, "todo").await?;
    let bounds = bounds(app, &reader);
    let mut known = BTreeSet::new();
    let mut bands = Vec::new();
    for (zh, from, until) in bounds {
        push(
            &mut bands,
            zh,
            owed(app, &reader, (from, until), &mut known).await?,
        );
    }
    let rows = waiting(app, &reader, &mut known).await?;
    push(&mut bands, "等待他人", Owed { rows, cut: false });
    let mut titles = HashMap::new();
    let streams: Vec<String> = bands
        .iter()
        .flat_map(|band| &band.rows)
        .map(|row| row.title.clone())
        .collect();
    if !streams.is_empty() {
        titles = super::titles::titles(app, &reader, &streams).await?;
    }
    for row in bands.iter_mut().flat_map(|band| &mut band.rows) {
        let title = titles.get(&row.title);
        row.title = title.map_or_else(|| vault::ERASED.to_owned(), String::clone);
    }
    let (name, posts) = (
        reader.office.person_name(person).to_owned(),
        posts(app, &reader),
    );
    Ok(Todo {
        name,
        posts,
        today: today(&reader),
        bands,
        procedures: super::procedures::owed(app, &reader).await?,
        unreconciled: super::reconciliations::missing(app, &reader).await?,
    })
}

fn push(bands: &mut Vec<Band>, zh: &'static str, Owed { mut rows, cut }: Owed) {
    let more = cut || rows.len() > BAND_MAX;
    rows.truncate(BAND_MAX);
    if !rows.is_empty() {
        bands.push(Band { zh, rows, more });
    }
}

/// The posts of a reader, in words.
pub(crate) fn posts(app: &App, reader: &Reader) -> Vec<String> {
    let posts = reader.office.posts_of(&reader.person, reader.on());
    posts
        .map(|post| {
            let role = app
                .rules()
                .role(&post.role)
                .map_or(&*post.role, |role| &role.name);
            format!("{} {role}", reader.office.unit_name(&post.unit))
        })
        .collect()
}

/// Today, in words.
pub(crate) fn today(reader: &Reader) -> String {
    const DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let on = reader.on();
    let day = DAYS[on.weekday().to_monday_zero_offset() as usize];
    format!("{}年{}月{}日 星期{day}", on.year(), on.month(), on.day())
}

fn bounds(app: &App, reader: &Reader) -> [(&'static str, i64, i64); 4] {
    let midnight = |days: i32| {
        let on = reader.on().checked_add(days.days()).unwrap_or(reader.on());
        app.offset().midnight(on)
    };
    let now = reader.now.at;
    let until_sunday = 7 - i32::from(reader.on().weekday().to_monday_zero_offset());
    [
        ("已超期", i64::MIN, now),
        ("今日到期", now, midnight(1)),
        ("本周到期", midnight(1), midnight(until_sunday.max(1))),
        ("以后到期", midnight(until_sunday.max(1)), i64::MAX),
    ]
}

/// The units whose promises are the reader's to keep.
pub(crate) fn owing(app: &App, reader: &Reader) -> Vec<UnitId> {
    let office = &reader.office;
    let mut units: Vec<UnitId> = Vec::new();
    for post in office.posts_of(&reader.person, reader.on()) {
        let whole = app
            .rules()
            .role(&post.role)
            .is_some_and(|role| role.sees == Sight::Organ);
        let Some(organ) = office.organ_of(&post.unit).filter(|_| whole) else {
            units.push(post.unit.clone());
            continue;
        };
        units.push(organ.clone());
        let inner = office.children_of(organ).iter();
        units.extend(
            inner
                .filter(|id| office.organ_of(id) == Some(organ))
                .cloned(),
        );
    }
    units.sort();
    units.dedup();
    units
}

const COLUMNS: &str = "c.rule, c.due_at, m.matter_id, m.number, m.stage, m.holder, m.real_name";

/// What the reader's organ handed on and others owe.
pub(super) async fn waiting(
    app: &App,
    reader: &Reader,
    known: &mut BTreeSet<String>,
) -> Result<Vec<TodoRow>, Fault> {
    let Some(unit) = reader.units.first() else {
        return Ok(Vec::new());
    };
    let (sql, params) = waited_for(reader, unit);
    let mut found = Vec::new();
    for row in app.store().rows(&sql, &params).await? {
        if known.insert(row.text(2)?.to_owned()) {
            found.push(line(app, reader, &row)?);
        }
    }
    Ok(found)
}

/// The matters first, in the order of the index of those handed on; then the clock of each.
fn waited_for(reader: &Reader, unit: &UnitId) -> (String, Vec<Value>) {
    let sql = format!(
        "SELECT {COLUMNS} FROM (SELECT m.* FROM matters m \
         WHERE m.receiver = $2 AND m.holder <> m.receiver AND m.due_at < 9223372036854775807 AND {} \
         AND EXISTS (SELECT 1 FROM visible v WHERE v.unit_id = $2 AND v.matter_id = m.matter_id) \
         ORDER BY m.due_at, m.matter_id LIMIT $3) AS m \
         JOIN clocks c ON c.matter_id = m.matter_id AND c.due_at = m.due_at AND c.ended_at IS NULL \
         ORDER BY m.due_at, m.matter_id, c.clock",
        seen("m", 1)
    );
    let limit = (BAND_MAX as i64) * 2;
    let params = vec![
        reader.person.as_str().into(),
        unit.as_str().into(),
        limit.into(),
    ];
    (sql, params)
}

/// A row; its title holds the stream until all titles are opened at once.
pub(super) fn line(app: &App, reader: &Reader, row: &Row) -> Result<TodoRow, Fault> {
    let stage = stage(row.text(4)?)?;
    let rule = row.text(0)?;
    Ok(TodoRow {
        number: row.text(3)?.to_owned(),
        title: format!("matter-{}", row.text(2)?),
        stage_zh: stage.zh(),
        holder: reader
            .office
            .unit_name(&UnitId::from(row.text(5)?))
            .to_owned(),
        lamp: Lamp::of_instant(app, row.int(1)?, reader.now),
        clock_zh: app
            .rules()
            .clock(rule)
            .map_or(rule, |rule| &rule.name)
            .to_owned(),
        next_zh: beside(rule).unwrap_or_else(|| next(stage)),
        real_name: row.bool(6)?,
    })
}

/// A stage of a read table.
pub(crate) fn stage(word: &str) -> Result<Stage, Fault> {
    Stage::parse(word).ok_or_else(|| Fault::Stored(format!("the stage `{word}`")))
}

/// The act that keeps a promise standing beside the matter's course: it has a row of its own.
fn beside(rule: &str) -> Option<&'static str> {
    match rule {
        "identity-approval" => Some("审批查看身份"),
        "approve-feedback" => Some("审批公开反馈"),
        "reply-receipt" => Some("登记答复回执"),
        "evaluation-call" => Some("电话回访"),
        "judge-reopening" => Some("审定重新办理"),
        "tell-refusal" => Some("告知存查理由"),
        "return-visit" => Some("回访"),
        "slip-answer" => Some("答复督办文书"),
        "first-handling-duty" => Some("提出追责问责建议"),
        "light-touch-look" => Some("核实以谈话教育代替追责"),
        "lost-original-look" => Some("核查原件遗失责任"),
        "passing-look" => Some("会商明确由谁牵头"),
        _ => None,
    }
}

/// The act that usually comes next.
pub fn next(stage: Stage) -> &'static str {
    match stage {
        Stage::Received => "登记",
        Stage::Registered => "筛查",
        Stage::Screened => "呈领导批示",
        Stage::Instructed => "分办",
        Stage::Routed => "签收",
        Stage::Signed => "受理",
        Stage::Accepted => "核查并上报结果",
        Stage::Reported => "会签",
        Stage::Countersigned => "审核",
        Stage::Concluded => "答复",
        Stage::Replied => "销号",
        Stage::WrittenOff | Stage::Joined | Stage::Voided => "无",
    }
}

/// An instant as a desk shows it.
pub(crate) fn shown(at: i64) -> String {
    minute(moment(at).local)
}

/// A local time as a desk shows it.
pub(crate) fn minute(local: DateTime) -> String {
    local.strftime("%Y-%m-%d %H:%M").to_string()
}
