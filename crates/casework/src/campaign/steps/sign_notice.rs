//! Sign a monthly notice (签发月通报).

use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::{Campaign, Paper};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct SignNotice {
    notice: String,
}

/// A notice was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeSigned {
    /// Which.
    pub notice: u32,
    /// By whom.
    pub by: PersonId,
    /// Under which number it went out.
    #[serde(flatten)]
    pub paper: Paper,
}

/// The series of monthly notices, by their kind in the catalogue.
pub(crate) const LETTER: &str = "campaign-notice";

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行。",
    NoPerson = "no-person" => "通报须由领导签发。",
    NoneWaits = "none-waits" => "没有待签发的通报，先由信访室拟稿。",
    NoNotice = "no-notice" => "没有这一期通报，或者已经签发。",
    NoNumber = "no-number" => "暂时取不到文号，请稍后再试。",
}

impl Step for SignNotice {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "sign-monthly-notice",
        noun: "notice-signature",
        zh: "签发月通报",
        help: "看过通报稿后签发；签发后发给各参加单位，不能再改。",
        basis: "一月一通报（S4-13）；通报由领导签发（S0-16）",
        mechanisms: &["S4-13"],
        performer: Performer::Person,
        fields: &[Field::new("notice", "通报", Kind::From(Source::Own("unsigned")))],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if !campaign.runs() {
            return Err(Refusal::NotRunning);
        }
        let waits = campaign.notices.iter().any(|notice| notice.signed.is_none());
        if waits { Ok(()) } else { Err(Refusal::NoneWaits) }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let by = ctx.actor.person().ok_or(Refusal::NoPerson)?.clone();
        let mut unsigned = campaign.notices.iter().filter(|notice| notice.signed.is_none());
        let notice = unsigned.find(|notice| notice.number.to_string() == self.notice);
        let notice = notice.ok_or(Refusal::NoNotice)?.number;
        let paper = Paper::next(ctx).ok_or(Refusal::NoNumber)?;
        Ok(vec![Event::NoticeSigned(NoticeSigned { notice, by, paper })])
    }
}

impl NoticeSigned {
    /// It is out.
    pub fn evolve(&self, campaign: &mut Campaign, record: &Recorded<()>) {
        let mut notices = campaign.notices.iter_mut();
        if let Some(notice) = notices.find(|notice| notice.number == self.notice) {
            notice.signed = Some((self.by.clone(), record.happened.date()));
            notice.paper = self.paper.clone();
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::procedure::Procedure;
    use super::super::assign::tests::assigned;
    use super::super::begin_phase::tests::next;
    use super::super::draft_notice::tests::drafted;
    use super::super::hold::tests::held;
    use super::super::include::tests::included;
    use super::super::refuse::tests::refused;
    use super::super::report_week::tests::{reported, returned};
    use super::super::resolve::tests::resolve;
    use super::super::write_off::tests::standing;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::{Value, json};

    const SIGN: &str = SignNotice::ACT.name;

    fn first() -> Value {
        json!({"notice": "1"})
    }

    pub(crate) fn signed() -> Proceeding<Campaign> {
        drafted().act("prov-leader", SIGN, first())
    }

    /// Stories for every way a promise of a campaign ends.
    pub(crate) fn signed_and_ended() -> Vec<Proceeding<Campaign>> {
        fn on_the_spot(story: Proceeding<Campaign>) -> Proceeding<Campaign> {
resolve(story, 2, "on-the-spot")
}
        let off = |story| {
            standing(on_the_spot(story), true, true).act(
                "county-a-head",
                "write-off-item",
                json!({"item": "2"}),
            )
        };
        vec![
            signed(),
            next(signed()),
            next(reported()),
            next(drafted()),
            next(returned()),
            held(),
            refused(included()),
            off(assigned()),
            off(included()),
        ]
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-running", || Proceeding::<Campaign>::new().by("prov-leader").refused(SIGN, first())),
            case("no-person", || drafted().timer().refused(SIGN, first())),
            case("none-waits", || signed().by("prov-leader").refused(SIGN, first())),
            case("no-number", || {
                let mut story = drafted().by("prov-leader");
                story.facts.slip_number = None;
                story.refused(SIGN, first())
            }),
            case("no-notice", || drafted().by("prov-leader").refused(SIGN, json!({"notice": "2"}))),
        ]
    };

    #[test]
    fn its_number_is_the_organs_and_the_years_not_the_campaigns() {
        let story = signed();
        let notice = &story.state.notices[0];
        assert_eq!((notice.number, notice.paper.serial), (1, Some(7)));
        let issued = story.events.iter().filter_map(|event| Campaign::issued(&event.event));
        let issued: Vec<_> = issued.map(|paper| (paper.letter, paper.year, paper.serial)).collect();
        assert_eq!(issued, [(LETTER, 2026, 7)]);
    }

    #[test]
    fn the_next_is_owed_a_month_later_s4_13() {
        let open = signed().state.core.clocks;
        let due = open.iter().find(|c| c.rule == "campaign-notice" && c.is_open()).map(|c| c.due);
        assert_eq!(due.unwrap().date().to_string(), "2026-04-06");
    }
}
