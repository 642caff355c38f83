//! What does not agree (差异), item by item.

use super::state::Cause;
use crate::ids::{MatterId, UnitId};
use crate::sealed::SealedRef;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// What a difference is.
    pub enum DifferenceKind {
        /// Handed down by an organ above, and not signed for here.
        Unsigned = "unsigned" => "上级已转来，本单位还没有签收",
        /// Handed to an organ below, and not signed for there.
        UnsignedBelow = "unsigned-below" => "本单位已转下，下级还没有签收",
        /// Came before the last reconciliation's month was over, and was entered after it was counted.
        LateIn = "late-in" => "上次对账以后补录的收件",
        /// Left before the last reconciliation's month was over, and was entered after it was counted.
        LateOut = "late-out" => "上次对账以后补录的转出、办结",
        /// The last reconciliation's closing is another figure today, and no item says why.
        Figure = "figure" => "上次对账的期末数已经不同",
        /// Somebody compared another record and found it.
        Noted = "noted" => "与其他台账核对不符",
    }
}

crate::codes! {
    /// The record that was compared.
    pub enum Record {
        /// The paper book.
        Paper = "paper" => "纸质台账",
        /// The national platform.
        National = "national" => "全国检举举报平台",
        /// What the organ above says it passed down.
        Above = "above" => "上级台账",
        /// What an organ below says it received.
        Below = "below" => "下级台账",
    }
}

crate::codes! {
    /// Which side has it.
    pub enum Side {
        /// It stands here and not there.
        Here = "here" => "本单位有、对方没有",
        /// It stands there and not here.
        There = "there" => "对方有、本单位没有",
        /// It stands in both and differs.
        Both = "both" => "两边都有、内容不同",
    }
}

/// A difference as the shell counted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What it is.
    pub kind: DifferenceKind,
    /// Which matter; none where it is a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<MatterId>,
    /// The organ on the other side, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The figure then, and today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<(i64, i64)>,
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its number within the reconciliation.
    pub number: u32,
    /// What it is.
    pub found: Found,
    /// The record that was compared and which side has it, where somebody did.
    pub noted: Option<(Record, Side, SealedRef)>,
    /// Why, once somebody said.
    pub cause: Option<Cause>,
}
