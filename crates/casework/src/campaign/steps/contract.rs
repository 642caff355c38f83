//! Contract an item (包案领办): one item, one leader, one team, one plan (1-1-1-1). It counts only when all
//! are there.

use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::item::Duty;
use crate::campaign::{Campaign, Contract, ItemState};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ContractItem {
    item: String,
    leader: Option<PersonId>,
    team: Option<Vec<PersonId>>,
    plan: Option<SealedRef>,
    files: Option<Vec<FileRef>>,
    along: Option<SealedRef>,
    duties: Option<Vec<Duty>>,
    reason: Option<SealedRef>,
}

/// An item was contracted, or passed to another leader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemContracted {
    /// Which item.
    pub item: u32,
    /// The leader.
    pub leader: PersonId,
    /// As what the leader takes it.
    pub capacity: String,
    /// The team.
    pub team: Vec<PersonId>,
    /// The plan.
    pub plan: SealedRef,
    /// The plan as files, originals kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    /// Departments and local government that work along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub along: Option<SealedRef>,
    /// Who answers for which duty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<Duty>,
    /// Why it passes from one leader to another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SealedRef>,
    /// Days in which it is to be cleared.
    pub days: u32,
}

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行，不能包案。",
    NoItem = "no-item" => "没有这一项，或者不由本单位承办。",
    NotOpen = "not-open" => "这一项已经化解或销号，不再包案。",
    NoLeader = "no-leader" => "一件积案须有一名领导包案，请选包案领导。",
    NoTeam = "no-team" => "一件积案须有一个专班，请选包案领导以外的专班成员。",
    NoPlan = "no-plan" => "一件积案须有一套化解方案，请填写。",
    NotLeading = "not-leading" => "所选人员现任职务不能包案，请选班子成员、派驻组长或乡镇纪委负责人。",
    TooLow = "too-low" => "这一等级的积案须由更高层级的领导包案，请按分级管理重新选择。",
    NobodyAlong = "nobody-along" => "事已查清、人已处理仍反复举报的，须写明协同的地方党委政府和部门。",
    DutyTwice = "duty-twice" => "同一项责任写了两次，请一项一人。",
    NoReason = "no-reason" => "这一项已有领导包案，调整须写明理由。",
}

impl Step for ContractItem {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "contract-item",
        noun: "contract",
        zh: "包案领办",
        help: "一件积案、一名领导、一个专班、一套化解方案，缺一不算包案；化解期限从包案起按等级计算。",
        basis: "一个积案、一名领导、一套班子、一个方案、一抓到底（S1-28、S4-16）；专班（S4-15）；派驻组长、乡镇负责人包案（S4-18、S4-19）；化解期限为默认设置，可由本单位调整",
        mechanisms: &["S1-28", "S4-16", "S4-15", "S4-14", "S4-18", "S4-19", "S1-27", "S1-41"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "项目", Kind::From(Source::Own("to-contract"))),
            Field::new("leader", "包案领导", Kind::From(Source::Own("leaders"))).optional(),
            Field::new("team", "专班成员", Kind::Several(Source::Persons)).optional(),
            Field::new("plan", "化解方案", Kind::Text { max: 4000 })
                .optional()
                .help("写明步骤、责任和时限"),
            Field::new("files", "方案文件", Kind::Files { max: 5 })
                .optional()
                .help("盖章的方案可附在这里，留原件、核指纹，在这一项的页面上看"),
            Field::new("along", "协同的地方和部门", Kind::Text { max: 500 })
                .optional()
                .help("事已查清、人已处理仍反复举报的必填"),
            Field::new(
                "duties",
                "五包一责任",
                Kind::Group {
                    fields: &[
                        Field::new("duty", "责任", Kind::From(Source::Own("duties"))),
                        Field::new("person", "责任人", Kind::Line { max: 60 }),
                    ],
                    min: 0,
                    max: 5,
                },
            )
            .optional()
            .help("只写解决问题的责任分工，不得记录举报人的行踪和动向"),
            Field::new("reason", "调整理由", Kind::Text { max: 300 })
                .optional()
                .help("已有领导包案的，调整须写明"),
        ],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if campaign.runs() { Ok(()) } else { Err(Refusal::NotRunning) }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let item = campaign.meant(&self.item, ctx).ok_or(Refusal::NoItem)?;
        if !matches!(item.state, ItemState::Open | ItemState::Contracted) {
            return Err(Refusal::NotOpen);
        }
        let leader = self.leader.ok_or(Refusal::NoLeader)?;
        let mut team = self.team.unwrap_or_default();
        team.retain(|person| *person != leader);
        if team.is_empty() {
            return Err(Refusal::NoTeam);
        }
        let plan = self.plan.ok_or(Refusal::NoPlan)?;
        let rules = ctx.rules;
        let capacity = rules.capacity_of(ctx.office, &leader, ctx.happened.date());
        let capacity = capacity.ok_or(Refusal::NotLeading)?;
        let grade = rules.campaigns.grade(&item.grade);
        if grade.is_some_and(|grade| !grade.taken_by.contains(&capacity.id)) {
            return Err(Refusal::TooLow);
        }
        let judged = item.judgement.as_ref();
        if judged.is_some_and(|judged| judged.cleared_before) && self.along.is_none() {
            return Err(Refusal::NobodyAlong);
        }
        let duties = self.duties.unwrap_or_default();
        if has_twice(&duties) {
            return Err(Refusal::DutyTwice);
        }
        if item.contract.is_some() && self.reason.is_none() {
            return Err(Refusal::NoReason);
        }
        Ok(vec![Event::ItemContracted(ItemContracted {
            item: item.number,
            leader,
            capacity: capacity.id.clone(),
            team,
            plan,
            files: self.files.unwrap_or_default(),
            along: self.along,
            duties,
            reason: self.reason,
            days: grade.map_or(60, |grade| grade.days),
        })])
    }
}

fn has_twice(duties: &[Duty]) -> bool {
    let mut named: Vec<&str> = duties.iter().map(|duty| &*duty.duty).collect();
    named.sort_unstable();
    named.windows(2).any(|two| two[0] == two[1])
}

impl ItemContracted {
    /// Leader and team have it in hand.
    pub fn evolve(&self, campaign: &mut Campaign, record: &Recorded<()>) {
        campaign.core.name(&self.leader);
        for person in &self.team {
            campaign.core.name(person);
        }
        let Some(item) = campaign.item_mut(self.item) else {
            return;
        };
        item.state = ItemState::Contracted;
        for person in self.team.iter().chain([&self.leader]) {
            item.note_hand(Some(person));
        }
        item.contract = Some(Contract {
            leader: self.leader.clone(),
            capacity: self.capacity.clone(),
            team: self.team.clone(),
            plan: self.plan.clone(),
            files: self.files.clone(),
            along: self.along.clone(),
            duties: self.duties.clone(),
            since: record.happened,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::include::tests::included;
    use super::super::judge::tests::judged;
    use super::super::resolve::tests::resolved;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const CONTRACT: &str = ContractItem::ACT.name;

    fn fields(item: u32, leader: &str) -> Value {
        json!({"item": item.to_string(), "leader": leader, "team": ["county-a-handler"],
               "plan": sealed(1), "along": sealed(2),
               "duties": [{"duty": "solve", "person": sealed(3)}]})
    }

    fn without(name: &str) -> Value {
        let mut fields = fields(2, "county-a-leader");
        fields.as_object_mut().unwrap().remove(name);
        fields
    }

    /// Both items are contracted: the key one by the principal leader, as its grade demands.
    pub(crate) fn contracted() -> Proceeding<Campaign> {
        judged()
            .act("county-a-head", CONTRACT, fields(1, "county-a-principal"))
            .act("county-a-head", CONTRACT, fields(2, "county-a-leader"))
    }

    fn refused(fields: Value) -> Option<crate::Refused> {
        judged().by("county-a-head").refused(CONTRACT, fields)
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-running", || Proceeding::<Campaign>::new().by("prov-head").refused(CONTRACT, fields(1, "county-a-leader"))),
            case("no-item", || included().by("city-head").refused(CONTRACT, fields(1, "county-a-leader"))),
            case("not-open", || resolved().by("county-a-head").refused(CONTRACT, fields(1, "county-a-principal"))),
            case("no-leader", || refused(without("leader"))),
            case("no-team", || refused(without("team"))),
            case("no-plan", || refused(without("plan"))),
            case("not-leading", || refused(fields(2, "county-a-clerk"))),
            case("too-low", || refused(fields(1, "county-a-leader"))),
            case("nobody-along", || refused(without("along"))),
            case("duty-twice", || {
                let mut twice = fields(2, "county-a-leader");
                let duty = twice["duties"][0].clone();
                twice["duties"] = json!([duty.clone(), duty]);
                refused(twice)
            }),
            case("no-reason", || contracted().by("county-a-head").refused(CONTRACT, fields(2, "county-a-leader"))),
        ]
    };

    #[test]
    fn a_leader_alone_is_no_team_s4_16() {
        let mut alone = fields(2, "county-a-leader");
        alone["team"] = json!(["county-a-leader"]);
        assert_eq!(refused(alone).unwrap().code, "no-team");
    }

    #[test]
    fn heads_of_townships_and_dispatched_bodies_take_items_s4_18() {
        for (leader, capacity) in [("town-a1-officer", "township-head"), ("bureau-leader", "dispatched-head")] {
            let story = judged().act("county-a-head", CONTRACT, fields(2, leader));
            let contract = story.state.items[1].contract.clone().unwrap();
            assert_eq!(contract.capacity, capacity);
        }
    }

    #[test]
    fn the_grade_says_how_many_days_it_has_s4_14() {
        let clocks = contracted().state.core.clocks;
        let of = |item| {
            let mut clocks = clocks.iter();
            let clock = clocks.find(|c| c.rule == "campaign-item" && c.about == Some(item));
            clock.unwrap().due.date().to_string()
        };
        assert_eq!((of(1), of(2)), ("2026-05-31".to_owned(), "2026-05-01".to_owned()));
    }
}
