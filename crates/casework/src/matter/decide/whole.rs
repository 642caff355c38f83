//! What belongs to a report as a whole, where it was split (拆分分办, P-02): the reporter speaks with one office
//! and is answered once, when everything is concluded.

use super::Matter;
use crate::refusal::Refused;

/// Acts between the office and whoever reported, and on the report itself: never on a part.
const OF_WHOLE: &[&str] = &[
    "ask-consent",
    "ask-contact",
    "ask-handing",
    "ask-identity",
    "ask-reporter",
    "ask-void",
    "approve-feedback",
    "call-back",
    "check-name",
    "contact",
    "give-feedback",
    "hand-demand",
    "join",
    "log-call",
    "propose-feedback",
    "receipt-reply",
    "record-reception",
    "record-reopening",
    "reply",
    "report-up",
    "request-reopening",
    "separate",
    "settle",
    "split",
    "tell-refusal",
    "visit-back",
];

/// Acts that tell what became of the whole: not while a part is open.
const AT_THE_END: &[&str] = &[
    "approve-feedback",
    "give-feedback",
    "propose-feedback",
    "reply",
    "report-up",
    "write-off",
];

/// Acts that would take the whole away from its parts.
const UNSPLIT: &[&str] = &["ask-void", "join"];

/// Whether an act fits a part, or a whole that was split.
pub(super) fn fits(matter: &Matter, act: &'static str) -> Result<(), Refused> {
    let refused = |code, sentence| {
        Err(Refused {
            act,
            code,
            sentence,
        })
    };
    if matter.is_part() && OF_WHOLE.contains(&act) {
        let sentence = "与举报人的联系、答复和查看身份，由首收机关统一办理。";
        return refused("of-the-whole", sentence);
    }
    if matter.open_parts().next().is_some() && AT_THE_END.contains(&act) {
        let sentence = "此件另有部分问题尚在办理，全部办结后统一答复、上报、销号。";
        return refused("parts-open", sentence);
    }
    if matter.is_split() && UNSPLIT.contains(&act) {
        let sentence = "此件已经拆分，不能并入他件或作废；拆错的请先撤销拆分。";
        return refused("split", sentence);
    }
    Ok(())
}
