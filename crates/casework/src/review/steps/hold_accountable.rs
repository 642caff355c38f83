//! Decide who answers for an item and how (追责问责): a talk, an order to inspect oneself, a supervisory
//! suggestion; or, with a reason, nobody. Always a person's decision, and never the first handler's own.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::proposal::is_unissued;
use crate::review::item::{Answerable, Outcome};
use crate::review::{Item, Review, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct HoldAccountable {
    item: String,
    found: SealedRef,
    #[serde(default)]
    people: Vec<Named>,
    none: Option<SealedRef>,
}

/// Somebody who answers, as a form sends it.
#[derive(Debug, Clone, Deserialize)]
pub struct Named {
    name: SealedRef,
    measure: String,
    paper: Option<String>,
}

/// It was decided who answers, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountabilityDecided {
    /// Which item.
    pub item: u32,
    /// What was found out.
    pub found: SealedRef,
    /// Who answers, and how; nobody where it says why not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Answerable>,
    /// Why nobody answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none: Option<SealedRef>,
    /// Whether accountability was demanded and ended in a talk or in education alone (S0-07).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub light: bool,
    /// Who decided.
    pub by: PersonId,
}

crate::refusals! {
    NothingOpen = "nothing-open" => "现在没有正在进行的责任倒查；先开展责任倒查，再决定追责。",
    UnknownItem = "unknown-item" => "没有这一项评查件，请重新选择。",
    NotOpen = "not-open" => "这一项没有开展责任倒查，或者已经作出决定。",
    OwnCase = "own-case" => "您是这一项的首办责任人或者承办人，不能决定对它的追责。",
    UnknownMeasure = "unknown-measure" => "没有这种处理方式，请重新选择。",
    NotIssued = "not-issued" =>
        "本机关没有签发过这个文号的监察建议书；请先拟监察建议书，由领导签发后，填已签发的文号。",
    Unsaid = "unsaid" => "请列出追责对象；不追责的，写明理由，二者只填一项。",
}

impl Step for HoldAccountable {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "hold-accountable",
        noun: "accountability",
        zh: "决定追责",
        help: "写明履职调查的结果，逐人决定追责方式，或者写明不追责的理由。只用谈话、教育处理的，列表中会注明。",
        basis: "谈话提醒、监察建议书等追责方式（S3-12）；不能以简单约谈提醒、批评教育代替追责问责（S0-07）",
        mechanisms: &["S3-12", "S0-07", "S1-15"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "评查件", Kind::From(Source::Own("items"))),
            Field::new("found", "调查结果", Kind::Text { max: 2000 }),
            Field::new(
                "people",
                "追责对象",
                Kind::Group {
                    fields: &[
                        Field::new("name", "人员或者单位", Kind::Line { max: 60 }),
                        Field::new("measure", "追责方式", Kind::From(Source::Own("answers"))),
                        Field::new("paper", "文号", Kind::Word { max: 40 })
                            .optional()
                            .help("监察建议书须填已签发的文号"),
                    ],
                    min: 0,
                    max: 20,
                },
            )
            .optional(),
            Field::new("none", "不追责的理由", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        let open = review.stage == Stage::Published && review.items.iter().any(is_open);
        if open { Ok(()) } else { Err(Refusal::NothingOpen) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let by = ctx.actor.person().ok_or(Refusal::OwnCase)?;
        let item = review.item(&self.item).ok_or(Refusal::UnknownItem)?;
        if !is_open(item) {
            return Err(Refusal::NotOpen);
        }
        let own = item.reviewed().is_some_and(|m| m.first.contains(by) || m.handled.contains(by));
        if own {
            return Err(Refusal::OwnCase);
        }
        if self.people.is_empty() != self.none.is_some() {
            return Err(Refusal::Unsaid);
        }
        let sheet = review.sheet(ctx.rules).ok_or(Refusal::UnknownMeasure)?;
        let known = |named: &Named| sheet.answers.iter().find(|answer| answer.id == named.measure);
        let measures: Option<Vec<_>> = self.people.iter().map(known).collect();
        let measures = measures.ok_or(Refusal::UnknownMeasure)?;
        let issued = &ctx.facts.issued;
        if self.people.iter().any(|one| is_unissued(&one.measure, one.paper.as_deref(), issued)) {
            return Err(Refusal::NotIssued);
        }
        let light = !measures.is_empty() && measures.iter().all(|answer| answer.light);
        let people = self.people.into_iter().map(|named| Answerable {
            name: named.name,
            measure: named.measure,
            paper: named.paper,
        });
        Ok(vec![Event::AccountabilityDecided(AccountabilityDecided {
            item: item.number,
            found: self.found,
            people: people.collect(),
            none: self.none,
            light,
            by: by.clone(),
        })])
    }
}

/// Whether an investigation of an item waits for its decision.
fn is_open(item: &Item) -> bool {
    item.investigation.as_ref().is_some_and(|investigation| investigation.outcome.is_none())
}

impl AccountabilityDecided {
    /// It is answered for.
    pub fn evolve(&self, review: &mut Review, record: &Recorded<()>) {
        let investigation = review.item_mut(self.item).and_then(|item| item.investigation.as_mut());
        if let Some(investigation) = investigation {
            investigation.outcome = Some(Outcome {
                found: self.found.clone(),
                people: self.people.clone(),
                none: self.none.clone(),
                light: self.light,
                by: self.by.clone(),
                at: record.happened,
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use crate::refusal::Refused;
    use crate::review::Review;
    use crate::review::tests::{investigated, published};
    use serde_json::{Value, json};

    const HOLD: &str = "hold-accountable";

    fn decided(item: &str, measure: &str) -> Value {
        let person = json!({"name": sealed(11), "measure": measure, "paper": "监建〔2026〕1号"});
        json!({"item": item, "found": sealed(10), "people": [person]})
    }

    /// The first item was answered for.
    pub(crate) fn accountable(measure: &str) -> Proceeding<Review> {
        investigated().act("prov-leader", HOLD, decided("1", measure))
    }

    /// Nobody answers, with a reason.
    pub(crate) fn nobody() -> Proceeding<Review> {
        let fields = json!({"item": "1", "found": sealed(10), "none": sealed(12)});
        investigated().act("prov-leader", HOLD, fields)
    }

    #[test]
    fn a_talk_alone_is_told_apart_s3_12_s0_07() {
        let outcome = |story: Proceeding<Review>| {
            let investigation = story.state.items[0].investigation.clone().unwrap();
            investigation.outcome.unwrap()
        };
        assert!(outcome(accountable("reminding-talk")).light);
        assert!(!outcome(accountable("supervision-proposal")).light);
        assert!(!outcome(nobody()).light);
    }

    fn holding(person: &str, fields: Value) -> Option<Refused> {
        investigated().by(person).refused(HOLD, fields)
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-open", || {
                published().by("prov-leader").refused(HOLD, decided("1", "reminding-talk"))
            }),
            case("unknown-item", || holding("prov-leader", decided("9", "reminding-talk"))),
            case("not-open", || holding("prov-leader", decided("2", "reminding-talk"))),
            case("own-case", || holding("county-a-leader", decided("1", "reminding-talk"))),
            case("unknown-measure", || holding("prov-leader", decided("1", "none"))),
            case("not-issued", || {
                let mut story = investigated();
                story.facts.issued.clear();
                story.by("prov-leader").refused(HOLD, decided("1", "supervision-proposal"))
            }),
            case("unsaid", || {
                holding("prov-leader", json!({"item": "1", "found": sealed(10)}))
            }),
        ]
    };
}
