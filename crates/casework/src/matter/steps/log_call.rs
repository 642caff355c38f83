//! Log a call (通话记录): whom the office called about a matter, and whether anyone answered. For an
//! emergency it proves that leaders and units were called at once (P-11); for a message left on the
//! line it is the call back (S1-13).

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::Matter;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// Who was called.
    pub enum Called {
        /// A leader of the office.
        Leader = "leader" => "领导",
        /// The unit that handles it.
        Unit = "unit" => "承办单位",
        /// The reporter.
        Reporter = "reporter" => "举报人",
    }
}

codes! {
    /// What came of the call.
    pub enum Answer {
        /// Somebody answered.
        Answered = "answered" => "已接通",
        /// Nobody answered.
        Unanswered = "unanswered" => "未接通",
        /// A message was passed on.
        PassedOn = "passed-on" => "请人转告",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct LogCall {
    called: Called,
    person: Option<PersonId>,
    answer: Answer,
    note: Option<SealedRef>,
}

/// A call was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallLogged {
    /// Who was called.
    pub called: Called,
    /// Which leader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// What came of it.
    pub answer: Answer,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

crate::refusals! {
    Over = "over" => "此件尚未收到或已了结，不再记通话。",
    PersonMissing = "person-missing" => "打给领导的电话，请选择是哪一位。",
}

impl Step for LogCall {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "log-call",
        noun: "calls",
        zh: "通话记录",
        help: "打给谁、是否接通、说了什么，逐次记下；留言来电的回拨也记在这里。",
        basis: "紧急件通话留痕（P-11）；接听来电百分之百（S1-13）",
        mechanisms: &["P-11", "S1-13"],
        performer: Performer::Person,
        fields: &[
            Field::new("called", "通话对象", Kind::Choice(Called::CODES)),
            Field::new("person", "哪位领导", Kind::From(Source::Leaders))
                .optional()
                .help("打给领导的填写"),
            Field::new("answer", "通话情况", Kind::Choice(Answer::CODES)),
            Field::new("note", "通话内容", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.exists() && !matter.is_over() { Ok(()) } else { Err(Refusal::Over) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = self.person.filter(|_| self.called == Called::Leader);
        if self.called == Called::Leader && person.is_none() {
            return Err(Refusal::PersonMissing);
        }
        let logged =
            CallLogged { called: self.called, person, answer: self.answer, note: self.note };
        Ok(vec![Event::CallLogged(logged)])
    }
}

impl CallLogged {
    /// Counts the call.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.intake.calls += 1;
    }
}

#[cfg(test)]
pub(crate) mod tests;
