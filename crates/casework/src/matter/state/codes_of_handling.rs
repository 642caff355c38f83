//! Code lists of the handling.

use crate::codes;

codes! {
    /// How a reporter was contacted.
    pub enum ContactMode {
        /// By telephone.
        Phone = "phone" => "电话",
        /// Face to face.
        InPerson = "in-person" => "当面",
        /// At the reporter's home.
        Home = "home" => "上门",
        /// By letter.
        Letter = "letter" => "书面",
    }
}

codes! {
    /// What is decided on a request.
    pub enum Decision {
        /// Yes.
        Approve = "approve" => "同意",
        /// No.
        Refuse = "refuse" => "不同意",
    }
}
