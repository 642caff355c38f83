//! Make it known (通报曝光): what was demanded to be made known, or a typical case, was told to the offices or the
//! public; the words never name who reported (S0-07, S3-16).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Demand, Matter, Proved};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Where it was made known.
    pub enum Audience {
        /// Within the system.
        Offices = "offices" => "系统内通报",
        /// On a board where people live.
        Board = "board" => "公示栏公示",
        /// In the media.
        Media = "media" => "媒体曝光",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Publicise {
    on: Date,
    audience: Audience,
    paper: Option<String>,
    text: SealedRef,
}

/// It was made known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publicised {
    /// On which day.
    pub on: Date,
    /// Where.
    pub audience: Audience,
    /// The paper's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// What was told.
    pub text: SealedRef,
}

crate::refusals! {
    NotDue = "not-due" => "此件没有要求通报曝光的批示，也没有推诿扯皮、以谈话代替追责、改变原结论的情形，不需要登记。",
    Already = "already" => "已经登记过通报曝光，见经过。",
    InTheFuture = "not-yet" => "通报曝光的日期不能晚于今天，请更正。",
}

impl Step for Publicise {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "publicise",
        noun: "publicity",
        zh: "登记通报曝光",
        help: "登记何时、在何处通报曝光、文号和主要内容。不得写入举报人的信息。",
        basis: "从严从快查处、及时通报曝光（S0-07）；推诿扯皮点名通报（S3-16）",
        mechanisms: &["S0-07", "S3-16"],
        performer: Performer::Person,
        fields: &[
            Field::new("on", "日期", Kind::Date),
            Field::new("audience", "范围", Kind::Choice(Audience::CODES)),
            Field::new("paper", "文号", Kind::Word { max: 40 }).optional(),
            Field::new("text", "通报内容", Kind::Text { max: 1000 }).help("不得写入举报人的信息"),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let duty = &matter.accountability;
        if duty.publicised.is_some() {
            return Err(Refusal::Already);
        }
        let bad = [Proved::PassedOn, Proved::LightTouch, Proved::Overturned];
        let due = duty.demands.contains(&Demand::Notice) || bad.iter().any(|what| duty.has(*what));
        if due { Ok(()) } else { Err(Refusal::NotDue) }
    }

    fn decide(self, _: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.on > ctx.now.on() {
            return Err(Refusal::InTheFuture);
        }
        Ok(vec![Event::Publicised(Publicised {
            on: self.on,
            audience: self.audience,
            paper: self.paper,
            text: self.text,
        })])
    }
}

impl Publicised {
    /// It is known.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.accountability.publicised = Some(self.on);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::settle_passing::tests::passed;
    use crate::given::{Case, Story, case, sealed};
    use crate::refusal::Refused;
    use serde_json::{Value, json};

    const PUBLICISE: &str = "publicise";

    fn on(day: &str) -> Value {
        json!({"on": day, "audience": "offices", "paper": "通报〔2026〕2号", "text": sealed(96)})
    }

    /// What was pushed to and fro was told to the offices.
    pub(crate) fn known() -> Story {
        passed().act("prov-head", PUBLICISE, on("2026-03-02"))
    }

    /// A leader demanded that what is concluded be made known, and it was.
    pub(crate) fn demanded() -> Story {
        super::super::propose_accountability::tests::demanding(&["notice"]).act("prov-head", PUBLICISE, on("2026-03-02"))
    }

    fn telling(story: Story, day: &str) -> Option<Refused> {
        story.by("prov-head").when(PUBLICISE, on(day)).refused()
    }

    #[test]
    fn what_was_demanded_is_owed_until_it_is_known_s0_07() {
        let matter = demanded().matter;
        let mut clocks = matter.clocks.iter();
        let clock = clocks.find(|clock| clock.rule == "public-notice").unwrap();
        assert!(!clock.is_open() && matter.accountability.publicised.is_some());
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-due", || telling(Story::concluded(), "2026-03-02")),
            case("already", || telling(known(), "2026-03-02")),
            case("not-yet", || telling(passed(), "2026-12-02")),
        ]
    };
}
