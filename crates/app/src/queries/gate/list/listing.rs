//! What each list holds, by which index it is read, and in which unit it is counted.

use casework::codes;
use casework::matter::Visit;

codes! {
    /// A list of the gate, by the word in its address.
    pub enum Listing {
        /// What came in today.
        Arrivals = "arrivals" => "今日收到",
        /// Collective visits of today.
        Collective = "collective" => "今日集体访",
        /// Emergencies under way.
        Emergencies = "emergencies" => "在办特急件",
        /// Emergencies of which no leader was asked yet.
        Phone = "phone" => "特急件待电话请示",
        /// Emergencies instructed by telephone whose paper is owed.
        Paper = "paper" => "电话批示待补书面",
        /// Collective visits of which no leader was told.
        Leaders = "leaders" => "集体访待报告领导",
        /// Visits without their record.
        Receptions = "receptions" => "来访待写接访记录",
        /// Letters without their scan.
        Scans = "scans" => "来信待补扫描",
        /// Messages on the line nobody called back.
        Calls = "calls" => "留言待回拨",
        /// Entered today, received before.
        Late = "late" => "今日补录",
        /// This month: registered and scanned.
        Entry = "entry" => "录入扫描",
        /// This month: handed on the same day.
        Transfer = "transfer" => "当日分转",
        /// This month: calls answered.
        Answering = "answering" => "接听来电",
        /// This month: results examined in time.
        Quality = "quality" => "质量控制",
        /// This month: what went past its term was urged, supervised or inspected.
        Oversight = "oversight" => "监督检查",
    }
}

codes! {
    /// Where one of the hundred-per-cents stands for a matter.
    pub enum State {
        /// Done.
        Done = "done" => "已完成",
        /// Not done in time.
        Missed = "missed" => "未完成",
        /// Not done, and not due yet.
        Pending = "pending" => "未到期",
    }
}

/// Clocks of an emergency: hours, and the paper after them (P-11).
pub(super) const HOURS: &str = "('phone-instruction', 'paper-instruction', 'tell-leader')";

impl State {
    pub(in crate::queries::gate) fn of(stored: i64) -> Self {
        match stored {
            0 => Self::Done,
            1 => Self::Pending,
            _ => Self::Missed,
        }
    }

    pub(super) fn stored(self) -> i64 {
        match self {
            Self::Done => 0,
            Self::Pending => 1,
            Self::Missed => 2,
        }
    }
}

impl Listing {
    /// What is owed at the window, the most pressing first.
    pub(in crate::queries::gate) const OWED: &[Self] = &[
        Self::Phone,
        Self::Paper,
        Self::Leaders,
        Self::Receptions,
        Self::Calls,
        Self::Scans,
    ];

    /// The hundred-per-cents that are counted.
    pub(in crate::queries::gate) const RATES: &[Self] = &[
        Self::Entry,
        Self::Transfer,
        Self::Answering,
        Self::Quality,
        Self::Oversight,
    ];

    /// In which unit it counts.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Arrivals
            | Self::Late
            | Self::Entry
            | Self::Transfer
            | Self::Answering
            | Self::Quality
            | Self::Oversight => "件次",
            Self::Collective | Self::Leaders | Self::Receptions => "批次",
            Self::Emergencies | Self::Phone | Self::Paper | Self::Scans | Self::Calls => "件",
        }
    }

    /// What will stand here, and by what it goes away again: for the empty list.
    pub fn teaches(self) -> &'static str {
        match self {
            Self::Arrivals => {
                "今天收到的来信、来访、来电、网络举报和其他单位转来的件，登记接收后列在这里。"
            }
            Self::Collective => "五人以上来访的列在这里，写明来了多少人、是否已报告领导。",
            Self::Emergencies => "接收时标为特急，或者后来调整为特急的，列在这里，办结后移出。",
            Self::Phone => "特急件收到两小时内应电话请示领导；用“电话批示记录”记下领导原话后移出。",
            Self::Paper => "电话批示之后，一个工作日内由领导补书面批示；补齐后移出。",
            Self::Leaders => "集体访两小时内应报告领导；用“报告领导”记下向谁、何时报告后移出。",
            Self::Receptions => "来访当日应写接访记录；写好后移出。",
            Self::Scans => "接收来信时没有附扫描件的，列在这里，用“补扫描”补上后移出。",
            Self::Calls => "电话留言无人接听的，列在这里，用“通话记录”记下回拨情况后移出。",
            Self::Late => "以前收到、今天才录入的，列在这里；录入时须写明补录原因。",
            Self::Entry => "本月收到的件，登记和扫描都完成的算完成。",
            Self::Transfer => "本月收到的件，在分办时限内分出、受理或者并入原件的算完成。",
            Self::Answering => "本月来电，当时接听的算完成；留言的，在时限内回拨的算完成。",
            Self::Quality => "本月收到、办理结果已经报来的件，在审核时限内审核的算完成。",
            Self::Oversight => {
                "本月收到、有时限超期的件，已经催办、发出督办文书或者列入检查的算完成。"
            }
        }
    }

    /// The clock whose open ones it lists, where it lists clocks.
    pub(in crate::queries::gate) fn rule(self) -> Option<&'static str> {
        match self {
            Self::Phone => Some("phone-instruction"),
            Self::Paper => Some("paper-instruction"),
            Self::Leaders => Some("tell-leader"),
            Self::Receptions => Some("record-reception"),
            Self::Scans => Some("scan"),
            Self::Calls => Some("call-back"),
            Self::Arrivals
            | Self::Collective
            | Self::Emergencies
            | Self::Late
            | Self::Entry
            | Self::Transfer
            | Self::Answering
            | Self::Quality
            | Self::Oversight => None,
        }
    }

    /// What belongs to it beside the days it spans.
    pub(in crate::queries::gate) fn condition(self) -> String {
        match self {
            Self::Collective => format!(" AND m.heads >= {}", Visit::COLLECTIVE),
            Self::Emergencies => " AND m.urgency = 'emergency' AND NOT m.over".to_owned(),
            Self::Late => " AND m.run_id IS NULL".to_owned(),
            Self::Answering => " AND m.channel = 'phone'".to_owned(),
            Self::Quality => of_clocks("c.rule = 'audit'"),
            Self::Oversight => of_clocks("c.lapsed"),
            _ => String::new(),
        }
    }

    /// Whether it is one of the hundred-per-cents.
    pub fn is_rate(self) -> bool {
        Self::RATES.contains(&self)
    }

    /// Where a matter `m` stands, as SQL: 0 done, 1 not due yet, 2 missed. `now` is a parameter's number.
    pub(in crate::queries::gate) fn state(self, now: usize) -> Option<String> {
        // Of a promise that opens again after a return, the first one is that of the arrival.
        let first = "NOT EXISTS (SELECT 1 FROM clocks e WHERE e.matter_id = c.matter_id \
                     AND e.rule = c.rule AND e.clock < c.clock)";
        let (which, missed) = match self {
            Self::Entry => (
                "c.rule IN ('register', 'scan')".to_owned(),
                format!("c.ended_at IS NULL AND c.due_at < ${now}"),
            ),
            Self::Transfer => (format!("c.rule = 'route' AND {first}"), kept(now)),
            Self::Answering => ("c.rule = 'call-back'".to_owned(), kept(now)),
            Self::Quality => ("c.rule = 'audit'".to_owned(), kept(now)),
            Self::Oversight => return Some(followed(now)),
            _ => return None,
        };
        let any = |what: &str| {
            format!(
                "EXISTS (SELECT 1 FROM clocks c WHERE c.matter_id = m.matter_id AND {which} AND ({what}))"
            )
        };
        Some(format!(
            "CASE WHEN {} THEN 2 WHEN {} THEN 1 ELSE 0 END",
            any(&missed),
            any("c.ended_at IS NULL")
        ))
    }
}

/// Of matters that have such a clock.
fn of_clocks(which: &str) -> String {
    format!(" AND EXISTS (SELECT 1 FROM clocks c WHERE c.matter_id = m.matter_id AND {which})")
}

/// Whether somebody followed up what went past its term: urged, sent a signed slip, or checked it in a
/// procedure that the organ of `$2` may know of; nobody else's draw shows here (T3).
fn followed(now: usize) -> String {
    format!(
        "CASE WHEN EXISTS (SELECT 1 FROM urgings u WHERE u.matter_id = m.matter_id) \
         OR EXISTS (SELECT 1 FROM slips s WHERE s.matter_id = m.matter_id AND s.signed_at IS NOT NULL) \
         OR EXISTS (SELECT 1 FROM procedure_items i JOIN procedure_visible p \
         ON p.procedure_id = i.procedure_id AND p.unit_id = $2 WHERE i.matter_id = m.matter_id) THEN 0 \
         WHEN EXISTS (SELECT 1 FROM clocks c WHERE c.matter_id = m.matter_id AND c.lapsed \
         AND c.due_at < ${now}) THEN 2 ELSE 1 END"
    )
}

/// A promise that was not kept: ended too late, or open past its term.
fn kept(now: usize) -> String {
    format!("(c.ended_at IS NULL AND c.due_at < ${now}) OR c.ended_at > c.due_at")
}
