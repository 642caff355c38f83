//! Propose a linkage (提出联动处置): of a demand that was screened out and is important, into one of four
//! classes, to whom, in the office's own words.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::linkage::state::{is_inspection_of, may_receive, organ};
use crate::linkage::{Linkage, Subject};
use crate::matter::Matter;
use crate::matter::state::consent::Barrier;
use crate::matter::steps::route::{accused_organs, leads_organ};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ProposeLinkage {
    matter: String,
    class: String,
    title: Option<SealedRef>,
    receiver: UnitId,
    inspection: UnitId,
    ground: SealedRef,
    summary: SealedRef,
    demand: SealedRef,
    #[serde(default)]
    checked: bool,
}

/// A linkage was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkageProposed {
    /// Its number.
    pub number: String,
    /// Of which class.
    pub class: String,
    /// The unit that runs it.
    pub unit: UnitId,
    /// Who may know all of it.
    pub sight: Vec<UnitId>,
    /// The matter.
    pub subject: Subject,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<SealedRef>,
    /// To whom the letter goes.
    pub receiver: UnitId,
    /// Who gets a copy.
    pub inspection: UnitId,
    /// Why it is important.
    pub ground: SealedRef,
    /// The forward copy.
    pub summary: SealedRef,
    /// What is asked.
    pub demand: SealedRef,
    /// Whether name and contact went to the receiver by consent (P-20).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub annexed: bool,
    /// Whether words that look like somebody's identity were read by the actor and let through.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub checked: bool,
}

crate::refusals! {
    Proposed = "proposed" => "联动处置已经提出。",
    NoPerson = "no-person" => "联动处置须由信访室工作人员提出。",
    UnknownClass = "unknown-class" => "没有这一类情形，请在四类情形中选一类。",
    NoMatter = "no-matter" => "没有这个编号的信访件，或者您不能看到，请核对编号。",
    NotOutOfScope = "not-out-of-scope" => "此件没有按业务范围外剔除，不能联动处置；属于业务范围内的，请按程序分办。",
    Unreviewed = "unreviewed" => "剔除尚未审定，请信访室主任或领导先审定剔除。",
    CopyOnly = "copy-only" => "本机关收到的是转办摘要，请由首收机关提出联动处置。",
    Accusation = "accusation" => "此件是检举控告，或登记有被反映人，应当依规受理，不能联动处置。",
    UnderWay = "under-way" => "此件的联动处置正在进行，请在原来那件上办理。",
    WrongReceiver = "wrong-receiver" => "提示函只发本机关的派驻派出机构或者下一级纪委监委，请重新选择。",
    ReceiverBarred = "receiver-barred" => "承接单位的负责人应当回避，或者被反映人在该单位，请另选单位。",
    WrongInspection = "wrong-inspection" => "提示函抄送本机关的监督检查室，请重新选择。",
    Exposes = "exposes" =>
        "名称、事由、材料或要求里有像姓名、电话、证件号码或住址的内容，可能让接收单位认出举报人；请删改，确认与举报人无关的，勾选“已逐字核对”。",
}

impl Step for ProposeLinkage {
    type State = Linkage;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "propose-linkage",
        noun: "proposal",
        zh: "提出联动处置",
        help: "业务范围外的重点信访事项，归入四类情形之一，拟好随提示函发出的举报材料和要求，报信访室负责人签发。材料用本机关的话写，不写举报人是谁。",
        basis: "业务范围外重点信访事项联动处置工作办法：四类情形（S1-48），提示函附举报原件发派驻派出机构或者地市纪委监委、抄送监督检查室（S1-50）；举报人身份经同意才随附（P-20）",
        mechanisms: &["S1-48", "S1-50", "S1-53", "P-20"],
        performer: Performer::Person,
        fields: &[
            Field::new("matter", "信访件编号", Kind::Word { max: 64 }),
            Field::new("class", "哪一类情形", Kind::From(Source::Own("classes"))),
            Field::new("ground", "为什么重点", Kind::Text { max: 1000 }).help("本机关内部掌握，不随函发出"),
            Field::new("receiver", "承接单位", Kind::From(Source::Own("receivers"))),
            Field::new("inspection", "抄送监督检查室", Kind::From(Source::Own("inspections"))),
            Field::new("summary", "随函的举报材料", Kind::Text { max: 3000 })
                .help("用本机关的话写明反映的问题和诉求，代替原件发出；原件留在本机关"),
            Field::new("demand", "工作要求", Kind::Text { max: 1000 }),
            Field::new("title", "名称", Kind::Line { max: 60 })
                .optional()
                .help("不填时以情形为名；不得写入举报人信息"),
            Field::new("checked", "已逐字核对，文字里没有举报人身份", Kind::Flag).optional(),
        ],
    };

    fn ground(linkage: &Linkage, _: &Context<'_>) -> Result<(), Refusal> {
        if linkage.core.exists() { Err(Refusal::Proposed) } else { Ok(()) }
    }

    fn decide(self, _: &Linkage, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let unit = ctx.actor.unit().ok_or(Refusal::NoPerson)?;
        let number = ctx.facts.number.clone().ok_or(Refusal::NoPerson)?;
        let own = organ(ctx).ok_or(Refusal::NoPerson)?;
        if ctx.rules.linkage.class(&self.class).is_none() {
            return Err(Refusal::UnknownClass);
        }
        let named = |matter: &&Matter| matter.number == self.matter.trim();
        let matter = ctx.facts.linkage.matter.as_deref().filter(named).ok_or(Refusal::NoMatter)?;
        check_matter(matter, ctx)?;
        self.check_receivers(matter, own, ctx)?;
        if ctx.facts.exposes && !self.checked {
            return Err(Refusal::Exposes);
        }
        let organs = matter.sight.iter().filter(|seeing| *seeing == own || ctx.office.is_above(seeing, own));
        let mut sight: Vec<UnitId> = organs.cloned().collect();
        if unit != own {
            sight.push(unit.clone());
        }
        let annexed = matter.consents.handed.iter();
        let annexed = annexed.filter(|handed| handed.body == ANNEX).any(|handed| handed.identity.is_some());
        Ok(vec![Event::LinkageProposed(LinkageProposed {
            number,
            class: self.class,
            unit: unit.clone(),
            sight,
            subject: Subject {
                matter: matter.id,
                number: matter.number.clone(),
                received: matter.received.date(),
            },
            title: self.title,
            receiver: self.receiver,
            inspection: self.inspection,
            ground: self.ground,
            summary: self.summary,
            demand: self.demand,
            annexed,
            checked: ctx.facts.exposes,
        })])
    }
}

/// The body of `bodies.toml` that a reporter's consent for a linkage names.
const ANNEX: &str = "linkage-receiver";

fn check_matter(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match matter.barrier(ctx) {
        Some(Barrier::Accusation) => return Err(Refusal::Accusation),
        Some(Barrier::NotOutOfScope) => return Err(Refusal::NotOutOfScope),
        Some(Barrier::Unreviewed) => return Err(Refusal::Unreviewed),
        Some(Barrier::CopyOnly) => return Err(Refusal::CopyOnly),
        None => {}
    }
    if ctx.facts.linkage.linked { Err(Refusal::UnderWay) } else { Ok(()) }
}

impl ProposeLinkage {
    /// Nobody who leads the receiver is accused or recused, and the copy stays in the organ.
    fn check_receivers(&self, matter: &Matter, own: &UnitId, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !may_receive(own, &self.receiver, ctx) {
            return Err(Refusal::WrongReceiver);
        }
        let led = |person| leads_organ(person, &self.receiver, ctx);
        if accused_organs(matter, ctx).contains(&self.receiver) || matter.recused.iter().any(led) {
            return Err(Refusal::ReceiverBarred);
        }
        if is_inspection_of(own, &self.inspection, ctx) { Ok(()) } else { Err(Refusal::WrongInspection) }
    }
}

impl LinkageProposed {
    /// It begins.
    pub fn evolve(&self, linkage: &mut Linkage, record: &Recorded<()>) {
        linkage.core.number.clone_from(&self.number);
        linkage.core.unit = self.unit.clone();
        linkage.core.sight.clone_from(&self.sight);
        linkage.core.opened = record.happened;
        linkage.class.clone_from(&self.class);
        linkage.subject = Some(self.subject.clone());
        linkage.title.clone_from(&self.title);
        linkage.receiver = self.receiver.clone();
        linkage.inspection = self.inspection.clone();
        linkage.ground = Some(self.ground.clone());
        linkage.summary = Some(self.summary.clone());
        linkage.demand = Some(self.demand.clone());
        linkage.annexed = self.annexed;
        linkage.proposer = record.by.person().cloned();
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, Story, case, person, sealed};
    use crate::matter::steps::ask_consent::tests::demand;
    use serde_json::{Value, json};

    pub(crate) const PROPOSE: &str = ProposeLinkage::ACT.name;

    pub(crate) fn words(receiver: &str) -> Value {
        json!({"matter": "330000-2026-4-0000017", "class": "livelihood", "ground": sealed(1),
               "receiver": receiver, "inspection": "prov-supervision", "summary": sealed(2),
               "demand": sealed(3), "title": sealed(4)})
    }

    /// About a matter.
    pub(crate) fn told(story: Story) -> Proceeding<Linkage> {
        let mut new = Proceeding::new();
        new.facts.linkage.matter = Some(Box::new(story.matter));
        new.by("prov-clerk")
    }

    pub(crate) fn proposed() -> Proceeding<Linkage> {
        told(demand()).act("prov-clerk", PROPOSE, words("city"))
    }

    fn annexed() -> Story {
        let mut story = crate::matter::steps::hand_demand::tests::handed();
        for handed in &mut story.matter.consents.handed {
            handed.body = ANNEX.to_owned();
        }
        story
    }

    fn replaced(field: &str, value: &str) -> Value {
        let mut fields = words("city");
        fields[field] = value.into();
        fields
    }

    #[test]
    fn only_the_organ_and_those_above_know_before_the_letter_is_signed_s1_50() {
        let state = proposed().state;
        assert_eq!(state.core.number, "LD-prov-2026-0001");
        assert!(state.core.sight.contains(&"prov".into()) && state.core.parties.is_empty());
        assert!(!state.annexed);
    }

    #[test]
    fn name_and_contact_go_along_by_consent_alone_p_20() {
        let state = told(annexed()).act("prov-clerk", PROPOSE, words("city")).state;
        assert!(state.annexed);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("proposed", || proposed().by("prov-clerk").refused(PROPOSE, words("city"))),
            case("no-person", || told(demand()).timer().refused(PROPOSE, words("city"))),
            case("unknown-class", || refused(demand(), replaced("class", "none"))),
            case("no-matter", || Proceeding::<Linkage>::new().by("prov-clerk").refused(PROPOSE, words("city"))),
            case("not-out-of-scope", || refused(Story::received_real_name(), words("city"))),
            case("unreviewed", || refused(unreviewed(), words("city"))),
            case("copy-only", || told(demand()).by("county-a-clerk").refused(PROPOSE, words("city"))),
            case("accusation", || refused(Story::routed(), words("city"))),
            case("under-way", || {
                let mut story = told(demand());
                story.facts.linkage.linked = true;
                story.refused(PROPOSE, words("city"))
            }),
            case("wrong-receiver", || refused(demand(), words("county-a"))),
            case("receiver-barred", || {
                let mut story = demand();
                story.matter.recused.insert(person("city-principal"));
                refused(story, words("city"))
            }),
            case("wrong-inspection", || refused(demand(), replaced("inspection", "city-supervision"))),
            case("exposes", || {
                let mut story = told(demand());
                story.facts.exposes = true;
                story.refused(PROPOSE, words("city"))
            }),
        ]
    };

    fn refused(story: Story, fields: Value) -> Option<crate::refusal::Refused> {
        told(story).refused(PROPOSE, fields)
    }

    fn unreviewed() -> Story {
        let story = Story::received_real_name();
        story.act("prov-clerk", "register", json!({"class": "D"})).exclude_unreviewed()
    }
}
