//! Printed forms as data (表单, `forms/*.toml`): labels, their order, and what fills each of them (P-22).
//!
//! What may fill a form is a closed list; none of its words opens who reported by itself (T1). A form
//! that names another word, an unknown event or a table that is not twelve columns wide is refused when
//! the catalogue is read.

use super::read::Invalid;
use crate::codes;
use serde::Deserialize;

/// Columns of a form's table.
pub(super) const COLUMNS: usize = 12;

/// A form an office prints.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormRule {
    /// Permanent id, e.g. `registration`; its word in addresses.
    pub id: String,
    /// 信访举报登记表.
    pub name: String,
    /// Its place in the list.
    pub order: u32,
    /// Whether the number stands in its corner as bars (P-07).
    #[serde(default)]
    pub barcode: bool,
    /// Whether several matters share one sheet, a line each.
    #[serde(default)]
    pub register: bool,
    /// A line under the table.
    #[serde(default)]
    pub note: String,
    /// The rule it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
    /// Its rows, from above.
    #[serde(rename = "row")]
    pub rows: Vec<RowRule>,
}

/// A row of a form.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum RowRule {
    /// One to three labels with what fills them, side by side.
    Pairs {
        /// Label and blank.
        cells: Vec<(String, Blank)>,
    },
    /// A label and room to write.
    Text {
        /// Label.
        label: String,
        /// What fills it.
        of: Blank,
        /// Lines of room at least.
        #[serde(default)]
        lines: u8,
        /// Where somebody signs by hand.
        #[serde(default)]
        sign: String,
    },
    /// What some acts said, with who and when; empty room to write where there was none.
    Minutes {
        /// Label.
        label: String,
        /// Kinds of events, without version.
        of: Vec<String>,
        /// Lines of room at least.
        #[serde(default)]
        lines: u8,
        /// Where somebody signs by hand.
        #[serde(default)]
        sign: String,
    },
    /// Boxes to tick by hand.
    Tick {
        /// Label.
        label: String,
        /// What may be ticked.
        choices: Vec<String>,
    },
    /// A heading across the table.
    Heading {
        /// Its words.
        text: String,
    },
    /// A table in the table.
    Grid {
        /// Of what.
        of: Listing,
        /// Empty lines for writing by hand.
        #[serde(default)]
        spare: u8,
    },
    /// A line for each matter of a register.
    Lines {
        /// Head, blank and width of each column.
        columns: Vec<(String, Blank, usize)>,
        /// Empty lines for writing by hand.
        #[serde(default)]
        spare: u8,
    },
}

codes! {
    /// What fills a blank.
    pub enum Blank {
        /// Nothing: it is written by hand.
        Hand = "hand" => "手写",
        /// The matter's number.
        Number = "number" => "编号",
        /// The title the reader may read.
        Title = "title" => "标题",
        /// Day of arrival.
        Received = "received" => "收到",
        /// How it came in.
        Channel = "channel" => "渠道",
        /// Real-name or anonymous.
        Named = "named" => "署名",
        /// Who reported: kept apart, unless it stands open for the reader (T1, T2).
        Reporter = "reporter" => "举报人",
        /// The class.
        Class = "class" => "类别",
        /// Domain tags.
        Domains = "domains" => "领域",
        /// Where it plays.
        Region = "region" => "发生地",
        /// The organ that received it first.
        Receiver = "receiver" => "首收机关",
        /// How urgent.
        Urgency = "urgency" => "紧急程度",
        /// How secret.
        Secrecy = "secrecy" => "密级",
        /// How often it has come.
        Times = "times" => "反映次数",
        /// Units that work along.
        Joint = "joint" => "协办单位",
        /// The extension asked for.
        Extension = "extension" => "延期",
        /// Where in its life it stands.
        Stage = "stage" => "环节",
        /// In whose hands.
        Hands = "hands" => "现在在谁手里",
        /// The nearest promise.
        Due = "due" => "时限",
        /// The accused.
        Accused = "accused" => "被反映人",
        /// What was reported, as the reader may read it.
        Text = "text" => "主要问题",
        /// Names of the attachments.
        Files = "files" => "附件",
        /// Custody numbers of its paper originals.
        Originals = "originals" => "原件",
        /// Who received, registered, instructed and routed it (S3-17).
        Sorting = "sorting" => "分流转办",
        /// Who handles it and who leads (S1-14).
        Inquiry = "inquiry" => "调查核实",
        /// Who signed and who audited.
        Approval = "approval" => "审核审批",
        /// Who told the reporter.
        Replying = "replying" => "答复反馈",
        /// From the report to the solved demand: the four stations (S0-06).
        Course = "course" => "提出、研判、督办、解决",
    }
}

codes! {
    /// What a table in a form lists.
    pub enum Listing {
        /// Its leads and issues.
        Leads = "leads" => "线索",
        /// Its clocks.
        Clocks = "clocks" => "时限",
        /// The three feedbacks.
        Feedbacks = "feedbacks" => "三反馈",
        /// Everything that happened, oldest first.
        Minutes = "minutes" => "办理经过",
        /// The audit trail, oldest first; for those alone who may read it.
        Trail = "trail" => "办理痕迹",
    }
}

impl FormRule {
    /// Refuses a form that could not be filled or drawn.
    pub(super) fn check(&self) -> Result<(), Invalid> {
        let wrong = self.rows.iter().find_map(|row| self.wrong(row));
        let empty = self.rows.is_empty().then(|| "a form has rows".to_owned());
        match wrong.or(empty) {
            None => Ok(()),
            Some(reason) => Err(Invalid {
                path: format!("forms/{}.toml", self.id),
                reason,
            }),
        }
    }

    fn wrong(&self, row: &RowRule) -> Option<String> {
        match row {
            RowRule::Pairs { cells } if !(1..=3).contains(&cells.len()) => {
                Some("a row holds one to three pairs".to_owned())
            }
            RowRule::Lines { .. } if !self.register => {
                Some("only a register has lines of matters".to_owned())
            }
            RowRule::Lines { columns, .. } => {
                let width: usize = columns.iter().map(|(_, _, width)| width).sum();
                (width != COLUMNS).then(|| format!("the columns are {width} wide, not {COLUMNS}"))
            }
            RowRule::Minutes { of, .. } => of
                .iter()
                .find(|kind| !crate::matter::steps::knows(kind))
                .map(|kind| format!("the unknown event `{kind}`")),
            _ => None,
        }
    }
}
