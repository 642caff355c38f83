//! Record what a check came to for people (登记处理结果, S2-20): filed against, punished, talked to. Never decided here:
//! each is an organ's decision by its own procedure, and is entered with the paper it stands in. Also after the
//! inspection is over, for decisions take longer than checks.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::inspection::{Consequence, Inspection};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RecordConsequence {
    item: String,
    person: SealedRef,
    #[serde(default)]
    filed: bool,
    measure: Option<String>,
    detail: Option<SealedRef>,
    document: SealedRef,
    on: Date,
}

/// It was recorded what a check came to for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsequenceRecorded {
    /// Of which item.
    pub item: u32,
    /// Who.
    pub person: SealedRef,
    /// Whether a case was filed against them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub filed: bool,
    /// How they were dealt with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// Which sanction it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<SealedRef>,
    /// The paper it rests on.
    pub document: SealedRef,
    /// When it was decided.
    pub on: Date,
}

crate::refusals! {
    NothingFaulty = "nothing-faulty" => "还没有查出问题的检查项，没有处理结果可以登记。",
    NotFaulty = "not-faulty" => "这一项没有查出问题，请重新选择检查项。",
    Unsaid = "unsaid" => "请勾选已立案，或者选择处理方式，至少一项。",
    UnknownMeasure = "unknown-measure" => "没有这种处理方式，请重新选择。",
    InTheFuture = "not-yet" => "决定的日期不能晚于今天，请更正。",
}

impl Step for RecordConsequence {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "record-consequence",
        noun: "consequences",
        zh: "登记处理结果",
        help: "检查发现的问题，由有权机关立案、处分、谈话的，按文书逐人登记；检查本身不作处分决定。检查结束以后作出的，仍可登记。",
        basis: "专题检查的立案、处分和谈话情况（S2-20）；处分由有权机关按程序作出，登记须有文书依据",
        mechanisms: &["S2-20"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "检查项", Kind::From(Source::Own("found-faulty"))),
            Field::new("person", "处理的人员", Kind::Line { max: 40 }).help("姓名和职务；只有开展检查的机关和上级看得到"),
            Field::new("filed", "已立案", Kind::Flag).optional(),
            Field::new("measure", "处理方式", Kind::From(Source::Own("measures"))).optional(),
            Field::new("detail", "具体处分", Kind::Line { max: 40 }).optional().help("如：警告"),
            Field::new("document", "依据文书", Kind::Line { max: 120 }).help("文书名称和文号"),
            Field::new("on", "决定日期", Kind::Date),
        ],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        if inspection.items.iter().any(|item| item.faulted) { Ok(()) } else { Err(Refusal::NothingFaulty) }
    }

    fn decide(self, inspection: &Inspection, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let item = inspection.chosen(&self.item, ctx).filter(|item| item.faulted);
        let item = item.ok_or(Refusal::NotFaulty)?.number;
        if !self.filed && self.measure.is_none() {
            return Err(Refusal::Unsaid);
        }
        let known = |named: &String| ctx.rules.measures.iter().any(|measure| measure.id == *named);
        if !self.measure.iter().all(known) {
            return Err(Refusal::UnknownMeasure);
        }
        if self.on > ctx.now.on() {
            return Err(Refusal::InTheFuture);
        }
        Ok(vec![Event::ConsequenceRecorded(ConsequenceRecorded {
            item,
            person: self.person,
            filed: self.filed,
            measure: self.measure,
            detail: self.detail,
            document: self.document,
            on: self.on,
        })])
    }
}

impl ConsequenceRecorded {
    /// It is counted.
    pub fn evolve(&self, inspection: &mut Inspection, _: &Recorded<()>) {
        if let Some(item) = inspection.item_mut(self.item) {
            item.consequences.push(Consequence {
                on: self.on,
                person: self.person.clone(),
                filed: self.filed,
                measure: self.measure.clone(),
                detail: self.detail.clone(),
                document: self.document.clone(),
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::check_item::tests::checked;
    use super::super::conclude::tests::concluded;
    use super::super::draw::tests::drawn;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use crate::refusal::Refused;
    use serde_json::{Value, json};

    const RECORD: &str = RecordConsequence::ACT.name;

    fn fields(item: &str, measure: Option<&str>, filed: bool) -> Value {
        json!({"item": item, "person": sealed(31), "filed": filed, "measure": measure,
               "detail": sealed(32), "document": sealed(33), "on": "2026-03-02"})
    }

    /// A head was filed against and warned, after the check was over.
    pub(crate) fn recorded() -> Proceeding<Inspection> {
        concluded().act("prov-head", RECORD, fields("1", Some("administrative-sanction"), true))
    }

    #[test]
    fn what_a_check_came_to_is_counted_by_person_s2_20() {
        let state = recorded().state;
        assert_eq!((state.items[0].filed(), state.items[0].dealt()), (1, 1));
        let filed = checked().act("prov-head", RECORD, fields("1", None, true)).state;
        assert_eq!((filed.items[0].filed(), filed.items[0].dealt()), (1, 0));
    }

    fn recording(fields: Value) -> Option<Refused> {
        checked().by("prov-head").refused(RECORD, fields)
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-faulty", || {
                drawn().by("prov-head").refused(RECORD, fields("1", None, true))
            }),
            case("not-faulty", || recording(fields("2", None, true))),
            case("not-faulty", || {
                let mut story = checked();
                story.facts.inspection.hidden.insert(1);
                story.by("prov-head").refused(RECORD, fields("1", None, true))
            }),
            case("unsaid", || recording(fields("1", None, false))),
            case("unknown-measure", || recording(fields("1", Some("frown"), false))),
            case("not-yet", || {
                let mut later = fields("1", None, true);
                later["on"] = json!("2036-03-02");
                recording(later)
            }),
        ]
    };
}
