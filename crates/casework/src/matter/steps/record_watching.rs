//! Record that the reporter was invited to watch (邀请举报人现场监督): when and where something is measured or
//! looked at again, how they were asked, whether they came and what they said (S3-25). A duty of the office; never
//! a watch over the reporter.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{ContactMode, Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Whether the reporter came.
    pub enum Came {
        /// They came.
        Present = "present" => "到场监督",
        /// They sent somebody.
        Deputed = "deputed" => "委托他人到场",
        /// They did not want to.
        Declined = "declined" => "谢绝到场",
        /// They were asked and did not come.
        Absent = "absent" => "没有到场",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RecordWatching {
    on: Date,
    place: SealedRef,
    mode: ContactMode,
    came: Came,
    words: Option<SealedRef>,
}

/// The reporter was invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchingRecorded {
    /// On which day it was looked at.
    pub on: Date,
    /// Where.
    pub place: SealedRef,
    /// How they were asked.
    pub mode: ContactMode,
    /// Whether they came.
    pub came: Came,
    /// What they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<SealedRef>,
}

crate::refusals! {
    NotHandled = "not-handled" => "此件不在办理中，现在不登记现场监督；受理以后、上报结果以前再登记。",
    Anonymous = "anonymous" => "匿名举报不知道请谁到场；可以在查询页向举报人提问，请其自行决定。",
    InTheFuture = "not-yet" => "日期不能晚于今天，请更正。",
    WordsMissing = "words-missing" => "举报人（或受托人）到场的，请记下其意见。",
}

impl Step for RecordWatching {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "record-watching",
        noun: "watchings",
        zh: "邀请举报人现场监督",
        help: "复查、测量时邀请举报人到现场监督，记下何时何地、怎样邀请、是否到场和举报人的意见。来不来由举报人自己定。",
        basis: "邀请信访人现场监督，结果“双满意”（S3-25）",
        mechanisms: &["S3-25"],
        performer: Performer::Person,
        fields: &[
            Field::new("on", "日期", Kind::Date),
            Field::new("place", "地点", Kind::Line { max: 80 }),
            Field::new("mode", "邀请方式", Kind::Choice(ContactMode::CODES)),
            Field::new("came", "到场情况", Kind::Choice(Came::CODES)),
            Field::new("words", "举报人的意见", Kind::Text { max: 600 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage != Stage::Accepted {
            return Err(Refusal::NotHandled);
        }
        if matter.real_name() { Ok(()) } else { Err(Refusal::Anonymous) }
    }

    fn decide(self, _: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.on > ctx.now.on() {
            return Err(Refusal::InTheFuture);
        }
        let there = matches!(self.came, Came::Present | Came::Deputed);
        if there && self.words.is_none() {
            return Err(Refusal::WordsMissing);
        }
        Ok(vec![Event::WatchingRecorded(WatchingRecorded {
            on: self.on,
            place: self.place,
            mode: self.mode,
            came: self.came,
            words: self.words,
        })])
    }
}

impl WatchingRecorded {
    /// Stands in the minutes; nothing else changes.
    pub fn evolve(&self, _: &mut Matter, _: &Recorded<()>) {}
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::given::{Case, Story, case, sealed};
    use crate::refusal::Refused;
    use serde_json::{Value, json};

    const RECORD: &str = "record-watching";

    fn watched(on: &str, came: &str, words: bool) -> Value {
        let mut fields = json!({"on": on, "place": sealed(93), "mode": "phone", "came": came});
        if words {
            fields["words"] = sealed(94);
        }
        fields
    }

    /// The reporter came and said what they think.
    pub(crate) fn recorded() -> Story {
        Story::accepted_real_name().act("county-a-handler", RECORD, watched("2026-03-02", "present", true))
    }

    fn recording(story: Story, fields: Value) -> Option<Refused> {
        story.by("county-a-handler").when(RECORD, fields).refused()
    }

    #[test]
    fn whoever_does_not_want_to_come_says_nothing_s3_25() {
        let story = Story::accepted_real_name().by("county-a-handler");
        let asked = story.when(RECORD, watched("2026-03-02", "declined", false));
        asked.then(&["watching-recorded"]);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-handled", || recording(Story::reported(), watched("2026-03-02", "present", true))),
            case("anonymous", || recording(Story::accepted(), watched("2026-03-02", "present", true))),
            case("not-yet", || recording(Story::accepted_real_name(), watched("2026-12-02", "absent", false))),
            case("words-missing", || recording(Story::accepted_real_name(), watched("2026-03-02", "present", false))),
        ]
    };
}
