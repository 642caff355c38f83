//! Code lists of a matter (field.md 1.1, 1.3, 1.10, 3.4).

use crate::codes;

codes! {
    /// How a report came (field.md 1.3).
    pub enum Channel {
        /// By letter.
        Letter = "letter" => "来信",
        /// In person.
        Visit = "visit" => "来访",
        /// By telephone, 12388.
        Phone = "phone" => "来电",
        /// On the web, by WeChat or QR code.
        Web = "web" => "网络",
        /// From elsewhere: another system, an old book.
        Other = "other" => "其他",
    }
}

impl Channel {
    /// The digit in a number (field.md 1.3: codes 1 to 5).
    pub fn digit(self) -> char {
        match self {
            Self::Letter => '1',
            Self::Visit => '2',
            Self::Phone => '3',
            Self::Web => '4',
            Self::Other => '5',
        }
    }
}

codes! {
    /// Class of an incoming item (field.md 1.1).
    pub enum Class {
        /// Reports of breaches and duty crimes.
        Accusation = "A" => "检举控告类",
        /// Appeals.
        Appeal = "B" => "申诉类",
        /// Criticism and suggestions.
        Suggestion = "C" => "批评建议类",
        /// Belongs to other organs.
        OutOfScope = "D" => "业务范围外",
        /// Names a violation without substance.
        NoSubstance = "E" => "无实质内容",
        /// Carries a nominal accusation to push another demand.
        Nominal = "F" => "挂牌举报件",
        /// The rest.
        Rest = "G" => "其他",
    }
}

impl Class {
    /// Whether screening excludes it from handling by a commission (S1-32).
    pub fn is_excluded(self) -> bool {
        match self {
            Self::OutOfScope | Self::NoSubstance | Self::Nominal => true,
            Self::Accusation | Self::Appeal | Self::Suggestion | Self::Rest => false,
        }
    }
}

codes! {
    /// Where in its life a matter stands.
    pub enum Stage {
        /// Arrived.
        Received = "received" => "待登记",
        /// Registered.
        Registered = "registered" => "待筛查",
        /// Screened.
        Screened = "screened" => "待批示",
        /// A leader instructed.
        Instructed = "instructed" => "待分办",
        /// Sent to a unit.
        Routed = "routed" => "待签收",
        /// Signed by it.
        Signed = "signed" => "待受理",
        /// Accepted, being handled.
        Accepted = "accepted" => "办理中",
        /// A result is reported and wants its signatures.
        Reported = "reported" => "待会签",
        /// All three have signed.
        Countersigned = "countersigned" => "待审核",
        /// Audited and passed.
        Concluded = "concluded" => "已办结，待答复",
        /// Replied.
        Replied = "replied" => "已答复，待销号",
        /// Written off.
        WrittenOff = "written-off" => "已销号",
        /// Gone into another matter as a repeat.
        Joined = "joined" => "已并入",
        /// Void: it should never have been entered.
        Voided = "voided" => "已作废",
    }
}

codes! {
    /// The four words a citizen sees.
    pub enum Status {
        /// Arrived.
        Received = "received" => "已收到",
        /// A unit accepted it.
        Accepted = "accepted" => "已受理",
        /// It is being handled.
        Handling = "handling" => "办理中",
        /// Concluded.
        Concluded = "concluded" => "已办结",
    }
}

codes! {
    /// How a matter is handed on (办理方式, field.md 1.10).
    pub enum Mode {
        /// Handled by an office of the own organ.
        Here = "here" => "自办",
        /// To a lower unit, for it to handle.
        Delegate = "delegate" => "转办",
        /// To a lower unit, with a written result required.
        Assign = "assign" => "交办",
        /// To the unit that should have received it.
        Forward = "forward" => "转送",
        /// To another office or body by authority.
        Transfer = "transfer" => "移送",
    }
}

impl Mode {
    /// Whether a written result is owed to the assigner (要结果).
    pub fn wants_result(self) -> bool {
        match self {
            Self::Here | Self::Assign => true,
            Self::Delegate | Self::Forward | Self::Transfer => false,
        }
    }
}

codes! {
    /// Conclusion on an issue (是否属实).
    pub enum Finding {
        /// True.
        True = "true" => "属实",
        /// Partly true.
        Partly = "partly" => "部分属实",
        /// Untrue.
        Untrue = "untrue" => "不属实",
        /// Could not be established; not the same as untrue.
        Unproven = "unproven" => "无法查实",
    }
}

codes! {
    /// The three graded signatures under a result (分级签字, S3-18).
    pub enum CountersignSlot {
        /// The handler.
        Handler = "handler" => "承办人",
        /// The leader in charge.
        Leader = "leader" => "分管领导",
        /// The head.
        Head = "head" => "主要负责人",
    }
}

codes! {
    /// Rank of a subject (职级; official statistics use these).
    pub enum Rank {
        /// Province and ministry.
        Provincial = "provincial" => "省部级",
        /// Department and bureau.
        Bureau = "bureau" => "厅局级",
        /// County and division.
        County = "county" => "县处级",
        /// Township and section.
        Township = "township" => "乡科级",
        /// Ordinary cadre.
        Ordinary = "ordinary" => "一般干部",
        /// Village cadre.
        Village = "village" => "农村（社区）干部",
        /// Enterprise, institution and other persons.
        Other = "other" => "企事业单位及其他人员",
        /// Not known.
        Unknown = "unknown" => "不详",
    }
}
