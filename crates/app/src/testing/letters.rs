//! What an invented letter says, for the tests of its paper and of its page.

use crate::official::Facts;
use jiff::civil::date;

/// Facts for every part that most letters have.
pub fn facts() -> Facts {
    Facts {
        organ: "中共云岭市纪律检查委员会信访室".into(),
        addressee: "柳塘县纪委监委".into(),
        year: 2026,
        serial: Some(7),
        date: Some(date(2026, 11, 23)),
        signatory: Some("何守成".into()),
        matter: "530000-2026-1-0000017".into(),
        received: Some(date(2026, 9, 2)),
        clock: "报告结果".into(),
        due: Some(date(2026, 11, 30)),
        standing: "还剩5个工作日".into(),
        reason: "该件于2026年9月2日交你单位办理，至今未报告核查进展，未对反映的问题逐项形成结论。".into(),
        demand: "一、明确专人负责，逐项核实反映的问题。\n二、在规定期限内书面报告办理结果，附处理依据。\n三、依规向实名举报人反馈，做好记录。".into(),
        answer_by: Some(date(2026, 12, 4)),
        period: "2026年10月".into(),
        score: "67分".into(),
        ..Facts::default()
    }
}
