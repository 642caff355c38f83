//! Books as data (台账, `books/*.toml`): a filter, the columns shown, an order, and what is counted.
//!
//! The words a filter, a column and an order may use are closed lists here; what they mean in the
//! database is the shell's. A book that names another word is refused when the catalogue is read.

use super::Settings;
use super::read::Invalid;
use crate::codes;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A book an office keeps.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    /// Permanent id, e.g. `acceptance`.
    pub id: String,
    /// 受理台账.
    pub name: String,
    /// Under which heading it stands in the list of books.
    pub group: String,
    /// Its place in the list.
    pub order: u32,
    /// What it is for, in one line.
    pub help: String,
    /// Which matters it holds: the words of a list's address.
    #[serde(default)]
    pub filter: BTreeMap<String, String>,
    /// What it shows, in order; a person may choose others.
    pub columns: Vec<Column>,
    /// What stands over columns in a file taken out, where it is not their own name: another system's
    /// layout.
    #[serde(default)]
    pub headings: BTreeMap<String, String>,
    /// In which order.
    #[serde(default)]
    pub sort: Sort,
    /// The rule it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

codes! {
    /// A column of a book. None of them tells who reported (T1).
    pub enum Column {
        /// The matter's number.
        Number = "number" => "编号",
        /// The title.
        Title = "title" => "事项",
        /// Day of arrival.
        Received = "received" => "收到",
        /// How it came in.
        Channel = "channel" => "渠道",
        /// How it came to this unit.
        CameBy = "came_by" => "来路",
        /// Real-name or anonymous, and no more of the reporter.
        Named = "named" => "署名",
        /// The accused.
        Accused = "accused" => "被反映人",
        /// The class.
        Class = "class" => "类别",
        /// Domain tags.
        Domains = "domains" => "领域",
        /// Where the report plays.
        Region = "region" => "属地",
        /// Where in its life it stands.
        Stage = "stage" => "环节",
        /// In whose hands.
        Holder = "holder" => "现在在谁手里",
        /// Who handles it.
        Handler = "handler" => "承办人",
        /// The organ that received it first.
        Receiver = "receiver" => "首收机关",
        /// How it was handed on.
        Mode = "mode" => "办理方式",
        /// When a leader instructed.
        Instructed = "instructed" => "批示",
        /// When it was handed on.
        Routed = "routed" => "分办",
        /// When the result was reported.
        Reported = "reported" => "上报结果",
        /// The finding.
        Finding = "finding" => "核查结论",
        /// When it was concluded.
        Concluded = "concluded" => "办结",
        /// When the result was told.
        Replied = "replied" => "答复",
        /// How many arrivals.
        Arrivals = "arrivals" => "件次",
        /// Batches (批次): a visit is one, however many came.
        Batches = "batches" => "批次",
        /// How many leads.
        Leads = "leads" => "线索",
        /// The national platform's number.
        National = "national" => "全国平台编号",
        /// How urgent it is.
        Urgency = "urgency" => "紧急程度",
        /// How secret it is.
        Secrecy = "secrecy" => "密级",
        /// First arrival or repeat.
        Turn = "turn" => "初次、重复",
        /// How many stood at the window; a collective visit says so.
        Heads = "heads" => "来访人数",
        /// Whether it came to an organ above the one that should have it.
        OverLevel = "over_level" => "越级",
        /// The nearest promise.
        Due = "due" => "时限",
        /// How far its supervision is.
        Supervision = "supervision" => "督办进展",
        /// The slip that counts.
        Rung = "rung" => "督办文书",
        /// When it went out.
        SlipSent = "slip_sent" => "发出",
        /// By when it is to be answered.
        AnswerDue = "answer_due" => "应答复",
        /// When it was answered.
        Answered = "answered" => "已答复",
        /// When the answer was examined.
        Examined = "examined" => "已审核",
        /// In how many years it came.
        Years = "years" => "年数",
        /// At how many levels.
        Levels = "levels" => "层级数",
        /// To how many bodies.
        Bodies = "bodies" => "机关数",
        /// In which campaign it is.
        Campaign = "campaign" => "专项行动",
        /// How far its contract is.
        Contract = "contract" => "包案进展",
        /// The leader who took it.
        Leader = "leader" => "包案领导",
        /// As what.
        Capacity = "capacity" => "包案身份",
        /// How many are in the team, its leader aside.
        Team = "team" => "专班人数",
        /// When it was contracted, with its plan.
        Contracted = "contracted" => "包案日期",
        /// By when it is to be cleared.
        ContractDue = "contract_due" => "化解期限",
    }
}

codes! {
    /// An order a list can be read in; each stands on an index.
    #[derive(Default)]
    pub enum Sort {
        /// Newest arrival first.
        #[default]
        Arrival = "arrival" => "最近收到的在前",
        /// Nearest promise first; what is owed nothing is left out.
        Due = "due" => "最先到期的在前",
        /// Last handed on first; what never was is left out.
        Routed = "routed" => "最近分办的在前",
        /// Last concluded first; what is not is left out.
        Concluded = "concluded" => "最近办结的在前",
        /// What a campaign has to clear first; what nobody took yet is last, what is in no campaign is left out.
        Clearing = "clearing" => "化解期限近的在前",
    }
}

codes! {
    /// What a filter of a list asks for.
    pub enum Asked {
        /// Stage.
        Stage = "stage" => "环节",
        /// Channel.
        Channel = "channel" => "渠道",
        /// Class.
        Class = "class" => "类别",
        /// Holder.
        Holder = "holder" => "承办单位",
        /// How it came to the unit.
        CameBy = "came_by" => "来路",
        /// How it was handed on.
        Mode = "mode" => "办理方式",
        /// Real-name.
        Named = "real_name" => "署名",
        /// With repeats.
        Repeat = "repeat" => "重复",
        /// Instructed by a leader.
        Instructed = "instructed" => "领导批示",
        /// With a domain tag.
        Tagged = "tagged" => "领域",
        /// How urgent.
        Urgency = "urgency" => "紧急程度",
        /// How secret.
        Secrecy = "secrecy" => "密级",
        /// Five or more came together.
        Collective = "collective" => "集体访",
        /// Came to an organ above the one that should have it.
        OverLevel = "over_level" => "越级",
        /// The same person with the same grievance again.
        Again = "again" => "初次、重复",
        /// Without the national platform's number.
        Unnumbered = "unnumbered" => "全国平台编号",
        /// Overdue.
        Overdue = "overdue" => "时限",
        /// Over.
        Over = "over" => "办理",
        /// A slip went out, or a leader ordered supervision.
        Supervised = "supervised" => "督办",
        /// How far the supervision is.
        Supervision = "supervision" => "督办进展",
        /// Many years, levels and bodies (三多).
        ThreeMany = "three_many" => "三多",
        /// Overdue by so many days, or taken down in a campaign (积案).
        Backlog = "backlog" => "积案",
        /// In a campaign.
        Campaigned = "campaigned" => "专项行动",
        /// How far its contract is.
        Contract = "contract" => "包案进展",
    }
}

impl Settings {
    /// Refuses a three-many that is one: no index serves what everything is.
    pub(super) fn check(&self) -> Result<(), Invalid> {
        let many = self.three_many;
        if many.years.min(many.levels).min(many.bodies) >= 2 {
            return Ok(());
        }
        Err(Invalid {
            path: "office.toml".to_owned(),
            reason: "three_many: years, levels and bodies are two or more".to_owned(),
        })
    }
}

impl Book {
    /// What stands over a column in a file taken out.
    pub fn heading(&self, column: Column) -> &str {
        let named = self.headings.get(column.as_str());
        named.map_or(column.zh(), String::as_str)
    }

    /// Refuses a book whose filter asks for what no list can be filtered by.
    pub(super) fn check(&self) -> Result<(), Invalid> {
        let unknown = self.filter.keys().find(|name| Asked::parse(name).is_none());
        let headed = self
            .headings
            .keys()
            .find(|name| Column::parse(name).is_none());
        let unknown = unknown.or(headed);
        let reason = match unknown {
            Some(name) => format!("the filter asks for the unknown `{name}`"),
            None if self.columns.is_empty() => "a book shows at least one column".to_owned(),
            None => return Ok(()),
        };
        let path = format!("books/{}.toml", self.id);
        Err(Invalid { path, reason })
    }
}
