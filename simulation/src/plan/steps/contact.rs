//! Feedback to real-name reporters: told that it is accepted, and how it goes (三反馈).

use crate::plan::life::{Life, Stop};
use casework::PersonId;
use serde_json::json;

const ACCEPTED: &[&str] = &[
    "已电话告知举报人：反映的问题已经受理，正在按程序办理。",
    "已告知受理情况和承办机关，举报人表示知道了。",
    "告知受理情况，并请其保持电话畅通，如有新的线索可以补充。",
];

const GOING_ON: &[&str] = &[
    "告知正在核实，已找有关人员了解情况；举报人没有新的补充。",
    "反馈办理进展：已调取有关账目，正在核对。",
    "反馈正在核查，举报人补充了两个知情人的姓名，已记入核查方案。",
];

impl Life<'_> {
    /// The petition office tells a real-name reporter that the matter is accepted.
    pub(super) fn tell_acceptance(&mut self) -> Result<(), Stop> {
        let clerk = self.crew(&self.profile.receiver)?.clerk.clone();
        self.tell(&clerk, "acceptance", ACCEPTED)
    }

    /// The handler tells how it goes.
    pub(super) fn tell_progress(&mut self, handler: &PersonId) -> Result<(), Stop> {
        self.tell(handler, "progress", GOING_ON)
    }

    fn tell(&mut self, who: &PersonId, purpose: &str, words: &[&str]) -> Result<(), Stop> {
        if !self.matter().real_name() {
            return Ok(());
        }
        self.minutes(10, 90);
        let mode = *self.draw.pick(&["phone", "phone", "phone", "in-person"]);
        let content = *self.draw.pick(words);
        let fields = json!({ "purpose": purpose, "mode": mode, "content": content });
        self.act(who, "contact", fields)
    }
}
