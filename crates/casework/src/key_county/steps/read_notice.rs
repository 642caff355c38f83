//! Acknowledge a notice (阅知): the leader it was sent to, in person. Its text shows from then on.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::key_county::KeyCounty;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReadNotice {
    notice: String,
}

/// A notice was acknowledged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRead {
    /// Which notice.
    pub notice: u32,
}

crate::refusals! {
    NothingUnread = "nothing-unread" => "没有待阅知的通报，可能已经阅知。",
    NotYours = "not-yours" => "这份通报不是送您本人的，或者已经阅知。",
}

impl Step for ReadNotice {
    type State = KeyCounty;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "read-notice",
        noun: "reading",
        zh: "签收阅知",
        help: "由主要负责人本人签收；签收后显示正文，签收的时间即阅知的时间。",
        basis: "点对点通报县纪委监委主要负责人（S1-24）",
        mechanisms: &["S1-24"],
        performer: Performer::Person,
        fields: &[Field::new("notice", "通报", Kind::From(Source::Own("unread")))],
    };

    fn ground(state: &KeyCounty, ctx: &Context<'_>) -> Result<(), Refusal> {
        let some = state.unread(ctx).next().is_some();
        if some { Ok(()) } else { Err(Refusal::NothingUnread) }
    }

    fn decide(self, state: &KeyCounty, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let mut unread = state.unread(ctx);
        let Some(notice) = unread.find(|notice| notice.number.to_string() == self.notice) else {
            return Err(Refusal::NotYours);
        };
        Ok(vec![Event::NoticeRead(NoticeRead { notice: notice.number })])
    }
}

impl NoticeRead {
    /// It was read.
    pub fn evolve(&self, state: &mut KeyCounty, record: &Recorded<()>) {
        let notices = &mut state.notices;
        if let Some(notice) = notices.iter_mut().find(|notice| notice.number == self.notice) {
            notice.read = Some(record.happened);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::notify_leader::tests::notified;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::{Value, json};

    const READ: &str = ReadNotice::ACT.name;

    fn fields(notice: &str) -> Value {
        json!({"notice": notice})
    }

    pub(crate) fn read() -> Proceeding<KeyCounty> {
        notified().act("county-a-principal", READ, fields("1"))
    }

    #[test]
    fn the_receipt_is_kept_s1_24() {
        let state = read().state;
        assert!(state.notices[0].read.is_some());
        let waits = state.core.clocks.iter().find(|clock| clock.rule == "key-county-read").unwrap();
        assert!(!waits.is_open());
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-unread", || notified().by("prov-head").refused(READ, fields("1"))),
            case("not-yours", || notified().by("county-a-principal").refused(READ, fields("2"))),
        ]
    };
}
