//! Put matters of other departments under review (列入外部件), from a list: their departments need no account.
//! They become items at once, or stand among those that may be drawn.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::review::item::Outside;
use crate::review::{Item, Of, Review, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AddOutside {
    #[serde(default, rename = "use")]
    to: Option<Use>,
    matters: Vec<Outside>,
}

crate::codes! {
    /// What a list of outside matters is for.
    pub enum Use {
        /// Every one is scored.
        Item = "item" => "逐件评查",
        /// They may be drawn.
        Pool = "pool" => "列入待抽名单",
    }
}

/// Matters of other departments were put under review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideAdded {
    /// As the list told them.
    pub matters: Vec<Outside>,
    /// Whether they only may be drawn.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pool: bool,
}

crate::refusals! {
    NotOpen = "not-open" => "评查会已经确定评查组或者已经结束，不能再列入外部件。",
    Fixed = "fixed" => "评查范围已经冻结，待抽名单不能再增减。",
    Twice = "twice" => "清单里有重复的编号，或者有的已经列入本次评查，请核对。",
    InTheFuture = "in-the-future" => "清单里有晚于今天的来信来访日期，请更正。",
}

/// The fields of a line of the list: the columns of an imported sheet too.
pub const COLUMNS: &[Field] = &[
    Field::new("department", "承办部门", Kind::Word { max: 40 }),
    Field::new("reference", "部门编号", Kind::Word { max: 40 }),
    Field::new("came", "来信来访日期", Kind::Date),
    Field::new("subject", "反映问题", Kind::Line { max: 120 })
        .help("不得写入信访人的姓名和联系方式"),
    Field::new("result", "办理结果", Kind::Line { max: 200 }).optional(),
];

impl Step for AddOutside {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "add-outside-items",
        noun: "outside-items",
        zh: "列入外部件",
        help: "列入其他部门、镇街办理的初次信访件。这些部门不必有账号，评分结果和整改以纸质往来，由本机关记录。",
        basis: "评查重点部门和镇街的初次信访（S3-03）；不记信访人身份（T2）",
        mechanisms: &["S3-03"],
        performer: Performer::Person,
        fields: &[
            Field::new("use", "用途", Kind::Choice(Use::CODES))
                .optional()
                .help("不选时逐件评查；列入待抽名单的，冻结范围后与本机关的初次信访一并随机抽取"),
            Field::new("matters", "外部件", Kind::Group { fields: COLUMNS, min: 1, max: 200 }),
        ],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        let gathering = review.stage == Stage::Opened && review.panel.is_empty();
        if gathering { Ok(()) } else { Err(Refusal::NotOpen) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let outside = |item: &Item| match &item.of {
            Of::Outside(outside) => Some((outside.department.clone(), outside.reference.clone())),
            Of::Matter(_) => None,
        };
        let pool = self.to == Some(Use::Pool);
        if pool && review.population.is_some() {
            return Err(Refusal::Fixed);
        }
        let mut known: Vec<_> = review.items.iter().filter_map(outside).collect();
        known.extend(review.pool.iter().map(|one| (one.department.clone(), one.reference.clone())));
        for matter in &self.matters {
            let named = (matter.department.clone(), matter.reference.clone());
            if known.contains(&named) {
                return Err(Refusal::Twice);
            }
            known.push(named);
            if matter.came > ctx.now.on() {
                return Err(Refusal::InTheFuture);
            }
        }
        let matters = self.matters;
        Ok(vec![Event::OutsideAdded(OutsideAdded { matters, pool })])
    }
}

impl OutsideAdded {
    /// They are items, or may be drawn.
    pub fn evolve(&self, review: &mut Review, _: &Recorded<()>) {
        if self.pool {
            review.pool.extend(self.matters.iter().cloned());
            return;
        }
        for matter in &self.matters {
            let number = review.items.len() as u32 + 1;
            review.items.push(Item::new(number, Of::Outside(matter.clone())));
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::add_items::tests::gathered;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use crate::review::Review;
    use crate::review::tests::paneled;
    use serde_json::{Value, json};

    const ADD: &str = "add-outside-items";

    fn line(reference: &str, came: &str) -> Value {
        json!({"matters": [{"department": "甘泉县住建局", "reference": reference, "came": came,
                            "subject": sealed(2), "result": sealed(3)}]})
    }

    /// Two matters of county A, and one of a department without account.
    pub(crate) fn with_outside() -> Proceeding<Review> {
        gathered().act("prov-head", ADD, line("建信3", "2026-02-05"))
    }

    /// Five of a department without account may be drawn, and nothing is an item yet.
    pub(crate) fn pooled() -> Proceeding<Review> {
        let each = ["建信1", "建信2", "建信3", "建信4", "建信5"];
        let line = |reference: &&str| {
            json!({"department": "甘泉县住建局", "reference": reference, "came": "2026-02-05", "subject": sealed(2)})
        };
        let matters: Vec<Value> = each.iter().map(line).collect();
        super::super::open::tests::opened().act("prov-head", ADD, json!({"use": "pool", "matters": matters}))
    }

    #[test]
    fn what_may_only_be_drawn_is_no_item_s3_03() {
        let review = pooled().state;
        assert_eq!((review.items.len(), review.pool.len()), (0, 5));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-open", || paneled().by("prov-head").refused(ADD, line("建信9", "2026-02-05"))),
            case("fixed", || {
                let mut fields = line("建信9", "2026-02-05");
                fields["use"] = json!("pool");
                super::super::fix_population::tests::fixed().by("prov-head").refused(ADD, fields)
            }),
            case("twice", || with_outside().by("prov-head").refused(ADD, line("建信3", "2026-02-05"))),
            case("in-the-future", || gathered().by("prov-head").refused(ADD, line("建信9", "2026-04-05"))),
        ]
    };
}
