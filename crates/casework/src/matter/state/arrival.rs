//! How a report arrived, beside its channel: from where it came, how urgent and how secret it is, and
//! who stood at the window (field.md 1.1, 1.3, 3.5).

use super::codes::Channel;
use crate::codes;
use crate::sealed::SealedRef;
use serde::{Deserialize, Serialize};

codes! {
    /// Where an arrival comes from (来源). S2-21 accounts for each apart; whatever the way, the petition
    /// office registers it (归口受理, S1-31).
    pub enum Origin {
        /// Received by the organ itself.
        Own = "own" => "本级自收",
        /// Assigned by a superior organ.
        SuperiorAssigned = "superior-assigned" => "上级交办",
        /// Forwarded by a superior organ.
        SuperiorForwarded = "superior-forwarded" => "上级转送",
        /// A leader's letter, visit or mail box.
        Leader = "leader" => "领导批转",
        /// Another office of the same organ.
        Department = "department" => "本机关其他部门转来",
        /// A subordinate organ sent it up.
        Subordinate = "subordinate" => "下级上报",
        /// The petition bureau.
        PetitionBureau = "petition-bureau" => "信访局转来",
        /// The 12345 hotline.
        Hotline = "hotline" => "12345热线转来",
        /// Police, procuratorate or court.
        Judicial = "judicial" => "公检法移送",
        /// Inspection teams (巡视巡察).
        Inspection = "inspection" => "巡视巡察移交",
        /// Any other body.
        Other = "other" => "其他单位转来",
    }
}

impl Origin {
    /// Whether a superior organ sent it: only a superior may want the result (要结果).
    pub fn is_superior(self) -> bool {
        matches!(self, Self::SuperiorAssigned | Self::SuperiorForwarded)
    }
}

codes! {
    /// The way within a channel (细分渠道): a telephone line that only recorded a message has not
    /// been answered (S1-13).
    pub enum Way {
        /// By post.
        Post = "post" => "邮寄",
        /// Handed in, or from the report box.
        Handed = "handed" => "当面递交或举报箱",
        /// At the window.
        Window = "window" => "窗口来访",
        /// By video.
        Video = "video" => "视频来访",
        /// The call was answered.
        Answered = "answered" => "人工接听",
        /// A message was left.
        Message = "message" => "电话留言",
        /// By fax.
        Fax = "fax" => "传真",
        /// On the web site.
        Site = "site" => "举报网站",
        /// By WeChat.
        WeChat = "wechat" => "微信",
        /// By a QR code (码上举报).
        QrCode = "qr-code" => "二维码",
    }
}

impl Way {
    /// The channel it belongs to.
    pub fn channel(self) -> Channel {
        match self {
            Self::Post | Self::Handed => Channel::Letter,
            Self::Window | Self::Video => Channel::Visit,
            Self::Answered | Self::Message | Self::Fax => Channel::Phone,
            Self::Site | Self::WeChat | Self::QrCode => Channel::Web,
        }
    }
}

codes! {
    /// How urgent it is (紧急程度, P-16).
    pub enum Urgency {
        /// As usual.
        Normal = "normal" => "一般",
        /// Before others.
        Urgent = "urgent" => "加急",
        /// An emergency (紧急件, P-11): hours count.
        Emergency = "emergency" => "特急",
    }
}

codes! {
    /// How secret it is (密级, P-16). Every report is at least internal.
    pub enum Secrecy {
        /// Internal: a work secret.
        Internal = "internal" => "内部",
        /// Secret.
        Secret = "secret" => "秘密",
        /// Confidential.
        Confidential = "confidential" => "机密",
        /// Top secret.
        TopSecret = "top-secret" => "绝密",
    }
}

codes! {
    /// Whether the grievance is new to the organs (初次、重复, field.md section 6).
    pub enum Turn {
        /// The first arrival.
        First = "first" => "初次",
        /// Same person, same grievance (同人同事).
        Repeat = "repeat" => "重复",
    }
}

/// How a report arrived: recorded with the arrival, and never changed by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrival {
    /// From where.
    pub origin: Origin,
    /// The way within the channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way: Option<Way>,
    /// Whether the superior that sent it wants the result (要结果).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub wants_result: bool,
    /// How urgent it is on arrival.
    pub urgency: Urgency,
    /// How secret it is on arrival.
    pub secrecy: Secrecy,
    /// Who stood at the window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<Visit>,
    /// Whether a letter came in without its scan.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unscanned: bool,
    /// The platform it came from (来源平台), by the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// Why it was entered on a later day (P-09).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late_reason: Option<SealedRef>,
}

impl Default for Arrival {
    fn default() -> Self {
        Self {
            origin: Origin::Own,
            way: None,
            wants_result: false,
            urgency: Urgency::Normal,
            secrecy: Secrecy::Internal,
            visit: None,
            unscanned: false,
            platform: None,
            late_reason: None,
        }
    }
}

impl Arrival {
    /// Whether nothing beside the channel was said.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// A visit (批次): how many came, and who speaks for them. Names lie under the identity's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// How many came (人次).
    pub heads: u32,
    /// Who speaks for them: at most five (field.md 1.1).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub representatives: Vec<Representative>,
    /// The list of all who came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<SealedRef>,
}

impl Visit {
    /// Visitors from whom on a visit is collective (集体访).
    pub const COLLECTIVE: u32 = 5;
    /// Most representatives.
    pub const REPRESENTATIVES: usize = 5;

    /// Whether it is a collective visit (集体访, P-12).
    pub fn is_collective(&self) -> bool {
        self.heads >= Self::COLLECTIVE
    }
}

/// A representative (代表) of a collective visit; each part sealed under the identity's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    /// Name.
    pub name: SealedRef,
    /// How to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<SealedRef>,
}
