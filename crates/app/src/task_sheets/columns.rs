//! The columns of a task sheet: what the unit reads, and what it fills. A column that is filled belongs to
//! one of the acts a unit below may do; its heading is what the unit sees and what a refusal names.

/// How a cell is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words.
    Text,
    /// Somebody of the unit, by name.
    Person,
    /// A whole number.
    Number,
}

/// An act that may stand in a row.
pub(super) struct Part {
    /// The step's name.
    pub(super) act: &'static str,
    /// The column that says when; filled, the act is meant.
    pub(super) time: &'static str,
    /// The other columns: heading, field, how it is read.
    pub(super) fields: &'static [(&'static str, &'static str, Kind)],
}

/// The acts, in the order of a case's life. Findings go before the result they lead to, at its time.
pub(super) const PARTS: [Part; 5] = [
    Part {
        act: "sign",
        time: "签收时间",
        fields: &[],
    },
    Part {
        act: "return",
        time: "退回时间",
        fields: &[("退回理由", "reason", Kind::Text)],
    },
    Part {
        act: "accept",
        time: "受理时间",
        fields: &[
            ("承办人", "handler", Kind::Person),
            ("分管领导", "leader", Kind::Person),
        ],
    },
    Part {
        act: "progress",
        time: "进展时间",
        fields: &[("办理进展", "note", Kind::Text)],
    },
    Part {
        act: "report-result",
        time: "上报时间",
        fields: &[
            ("办理情况报告", "summary", Kind::Text),
            ("处理人数", "people_dealt_with", Kind::Number),
            ("挽回损失（元）", "recovered_yuan", Kind::Number),
        ],
    },
];

/// Which sheet a row is of.
pub(super) const SHEET: &str = "任务单号";
/// Which matter it is about.
pub(super) const NUMBER: &str = "编号";
/// Who of the unit did what the row says.
pub(super) const DID: &str = "经办人";
/// What was found on each issue, one a line.
pub(super) const FINDINGS: &str = "核查结论";

/// What the unit reads: heading and width.
pub(super) const GIVEN: [(&str, u16); 8] = [
    (SHEET, 22),
    (NUMBER, 22),
    ("事项", 28),
    ("内容摘要", 48),
    ("办理要求", 24),
    ("问题", 28),
    ("现在环节", 10),
    ("办理时限", 24),
];

/// What the unit fills, in this order.
pub(super) fn filled() -> impl Iterator<Item = (&'static str, u16)> {
    let of_part = |part: &'static Part| {
        let findings = (part.act == "report-result").then_some((FINDINGS, 30));
        let width = |kind| match kind {
            Kind::Text => 36,
            Kind::Person | Kind::Number => 12,
        };
        let fields = part.fields.iter();
        std::iter::once((part.time, 18))
            .chain(findings)
            .chain(fields.map(move |(zh, _, kind)| (*zh, width(*kind))))
    };
    std::iter::once((DID, 12)).chain(PARTS.iter().flat_map(of_part))
}
