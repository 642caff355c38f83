//! Name a member of the panel (确定评查组成员): the chair, who scores, who looks on. Whoever has to do with an
//! item stands aside from it, or is refused by name.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::review::panel::{Conflict, Member, Part, conflict};
use crate::review::{Review, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct NamePanel {
    person: PersonId,
    part: Part,
    #[serde(default)]
    aside: Vec<String>,
}

/// A member of the panel was named, or no longer sits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelNamed {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub part: Part,
    /// From which items they stand aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<u32>,
    /// The organs of their posts, whose people may know that the session is.
    pub organs: Vec<UnitId>,
}

crate::refusals! {
    NotOpen = "not-open" => "评查结果已经公布或者评查已经结束，不能再调整评查组。",
    NoItems = "no-items" => "还没有列入评查件，请先列入再确定评查组。",
    UnknownPerson = "unknown-person" => "没有此人或者此人现在没有任职，请重新选择。",
    UnknownItem = "unknown-item" => "没有这一项评查件，请重新选择。",
    HasScored = "has-scored" => "此人已经评过分，不能退出评查组或者改为列席。",
    Recused = "recused" => "此人对其中的评查件应当回避，请另选人员，或者把这些件写入“回避的评查件”。",
    Handled = "handled" => "此人办理过其中的评查件，请另选人员，或者把这些件写入“回避的评查件”。",
    Signed = "signed" => "此人在其中的评查件上签过字，请另选人员，或者把这些件写入“回避的评查件”。",
    SameUnit = "same-unit" => "此人与其中的评查件同属一个单位，请另选人员，或者把这些件写入“回避的评查件”。",
}

impl From<Conflict> for Refusal {
    fn from(conflict: Conflict) -> Self {
        match conflict {
            Conflict::Recused => Self::Recused,
            Conflict::Handled => Self::Handled,
            Conflict::Signed => Self::Signed,
            Conflict::SameUnit => Self::SameUnit,
        }
    }
}

impl Step for NamePanel {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "name-panel",
        noun: "panel",
        zh: "确定评查组成员",
        help: "一次确定一人：主评裁定得分，评查员逐件评分，列席人员只看不评。与评查件有关的，须回避。",
        basis: "评查组由纪委监委、信访部门、镇街和部门分管领导组成，镇街代表现场观摩（S3-04）；办理人、签字人、同单位人员回避（《监督执法工作规定》关于回避的规定）",
        mechanisms: &["S3-04"],
        performer: Performer::Person,
        fields: &[
            Field::new("person", "人员", Kind::From(Source::Persons)),
            Field::new("part", "以何身份", Kind::Choice(Part::CODES)),
            Field::new("aside", "回避的评查件", Kind::Several(Source::Own("items"))).optional(),
        ],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        if !matches!(review.stage, Stage::Opened | Stage::Scoring) {
            return Err(Refusal::NotOpen);
        }
        if review.items.is_empty() { Err(Refusal::NoItems) } else { Ok(()) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let on = ctx.now.on();
        let mut organs: Vec<UnitId> = Vec::new();
        for post in ctx.office.posts_of(&self.person, on) {
            let organ = ctx.office.organ_of(&post.unit).unwrap_or(&post.unit);
            if !organs.contains(organ) {
                organs.push(organ.clone());
            }
        }
        if organs.is_empty() {
            return Err(Refusal::UnknownPerson);
        }
        let item = |word: &String| review.item(word).map(|item| item.number);
        let aside: Option<Vec<u32>> = self.aside.iter().map(item).collect();
        let aside = aside.ok_or(Refusal::UnknownItem)?;
        let scores = matches!(self.part, Part::Chair | Part::Reviewer);
        let mut sheets = review.items.iter().flat_map(|item| &item.scored);
        if !scores && sheets.any(|sheet| sheet.by == self.person) {
            return Err(Refusal::HasScored);
        }
        for item in review.items.iter().filter(|item| !aside.contains(&item.number)) {
            let found = conflict(item, &self.person, ctx.office, on);
            // Who looks on may be of the unit: that is what looking on is for. Who is recused may not know.
            let stands = scores || (self.part == Part::Observer && found == Some(Conflict::Recused));
            if let Some(found) = found.filter(|_| stands) {
                return Err(found.into());
            }
        }
        Ok(vec![Event::PanelNamed(PanelNamed { person: self.person, part: self.part, aside, organs })])
    }
}

impl PanelNamed {
    /// They sit in it, in this part alone.
    pub fn evolve(&self, review: &mut Review, _: &Recorded<()>) {
        review.panel.retain(|member| member.person != self.person);
        review.core.members.retain(|member| *member != self.person);
        if self.part == Part::None {
            return;
        }
        review.panel.push(Member {
            person: self.person.clone(),
            part: self.part,
            aside: self.aside.clone(),
        });
        review.core.name(&self.person);
        for organ in &self.organs {
            if !review.core.sight.contains(organ) {
                review.core.involve(organ);
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::add_items::tests::gathered;
    use super::super::open::tests::opened;
    use crate::given::{Case, case};
    use crate::refusal::Refused;
    use crate::review::tests::{paneled, published, scored_by};
    use serde_json::{Value, json};

    const NAME: &str = "name-panel";

    pub(crate) fn seat(person: &str, part: &str, aside: &[&str]) -> Value {
        json!({"person": person, "part": part, "aside": aside})
    }

    fn named(person: &str, part: &str, aside: &[&str]) -> Option<Refused> {
        gathered().by("prov-head").refused(NAME, seat(person, part, aside))
    }

    #[test]
    fn who_stands_aside_sits_for_the_others_and_who_looks_on_may_be_of_the_unit_s3_04() {
        let story = gathered().act("prov-head", NAME, seat("county-a-clerk", "reviewer", &["1", "2"]));
        let story = story.act("prov-head", NAME, seat("town-a1-officer", "observer", &[]));
        let story = story.act("prov-head", NAME, seat("county-a-head", "observer", &[]));
        assert_eq!(story.state.panel.len(), 3);
        let story = story.act("prov-head", NAME, seat("county-a-head", "none", &[]));
        assert_eq!(story.state.panel.len(), 2);
        assert_eq!(story.state.core.members.len(), 2);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-open", || published().by("prov-head").refused(NAME, seat("prov-clerk", "reviewer", &[]))),
            case("no-items", || opened().by("prov-head").refused(NAME, seat("prov-clerk", "reviewer", &[]))),
            case("unknown-person", || named("nobody", "reviewer", &[])),
            case("unknown-item", || named("prov-clerk", "reviewer", &["9"])),
            case("has-scored", || {
                let story = scored_by(paneled(), "prov-clerk", "1", &[]);
                story.by("prov-head").refused(NAME, seat("prov-clerk", "observer", &[]))
            }),
            case("recused", || named("bureau-leader", "observer", &["2"])),
            case("handled", || named("county-a-handler", "reviewer", &["2"])),
            case("signed", || named("county-a-principal", "reviewer", &["2"])),
            case("same-unit", || named("county-a-clerk", "reviewer", &["2"])),
        ]
    };
}
