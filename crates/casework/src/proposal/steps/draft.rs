//! Draft a supervision proposal (拟监察建议书): to one unit below, or to a body outside the tree; what was found, what is
//! proposed, and how long an answer may take. A person's proposal; nothing goes out before another signs it.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::procedure::sight_of;
use crate::proposal::state::Subject;
use crate::proposal::{Addressee, Proposal};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DraftProposal {
    to: Option<UnitId>,
    body: Option<SealedRef>,
    title: SealedRef,
    source: SealedRef,
    matter: Option<String>,
    found: SealedRef,
    demand: SealedRef,
    days: Option<u32>,
    #[serde(default)]
    checked: bool,
}

/// A proposal was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalDrafted {
    /// Its number among the procedures.
    pub number: String,
    /// The unit that runs it.
    pub unit: UnitId,
    /// Whose it is.
    pub organ: UnitId,
    /// Who may know of it before it is signed.
    pub sight: Vec<UnitId>,
    /// To whom.
    pub to: Addressee,
    /// What it is called.
    pub title: SealedRef,
    /// Where it comes from.
    pub source: SealedRef,
    /// The matter it comes from, where it comes from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// What was found.
    pub found: SealedRef,
    /// What is proposed.
    pub demand: SealedRef,
    /// How many working days an answer may take.
    pub days: u32,
}

/// The act's name.
pub(crate) const NAME: &str = "draft-proposal";

/// Working days for an answer, where nobody says otherwise.
const DAYS: u32 = 30;

crate::refusals! {
    Drafted = "drafted" => "监察建议书已经拟出。",
    NoPerson = "no-person" => "监察建议书须由工作人员拟出。",
    OneAddressee = "one-addressee" => "请选择一个下级单位，或者写明本系统以外的单位，二者填一项。",
    NoMatter = "no-matter" => "没有这个编号的信访件，或者您不能看到，请核对编号；与具体信访件无关的，不填。",
    NotBelow = "not-below" => "只能向本机关的下级单位提出监察建议，请重新选择。",
    Exposes = "exposes" =>
        "发给对方的文字里有像姓名、电话、证件号码或住址的内容，可能让对方认出举报人，请删改；确认与举报人无关的，勾选“已逐字核对”。",
}

impl Step for DraftProposal {
    type State = Proposal;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: NAME,
        noun: "opening",
        zh: "拟监察建议书",
        help: "写明发现的问题、监察建议和答复期限，送领导签发；拟稿人不能自己签发。不得写入举报人信息。",
        basis: "《监察法》关于监察建议的规定；履职调查后发《监察建议书》（S3-12）；答复期限为默认设置，可由本单位调整",
        mechanisms: &["S3-12"],
        performer: Performer::Person,
        fields: &[
            Field::new("to", "下级单位", Kind::From(Source::Own("below"))).optional(),
            Field::new("body", "本系统以外的单位", Kind::Line { max: 60 })
                .optional()
                .help("如县住建局；对方的书面答复由本机关代为登记"),
            Field::new("title", "名称", Kind::Line { max: 60 }).help("如：关于信访件办理不力的监察建议"),
            Field::new("source", "由来", Kind::Line { max: 100 })
                .help("如：三月案件评查第2项责任倒查；只供本机关内部看"),
            Field::new("matter", "信访件编号", Kind::Word { max: 64 })
                .optional()
                .help("由某一件信访件而来的填写，两边可以互相查到；不写进建议书，对方看不到"),
            Field::new("found", "发现的问题", Kind::Text { max: 2000 }),
            Field::new("demand", "监察建议", Kind::Text { max: 2000 }),
            Field::new("days", "答复期限（工作日）", Kind::Number { min: 5, max: 120 })
                .optional()
                .help("不填的为30个工作日"),
            Field::new("checked", "已逐字核对，发给对方的文字里没有举报人身份", Kind::Flag).optional(),
        ],
    };

    fn ground(proposal: &Proposal, _: &Context<'_>) -> Result<(), Refusal> {
        if proposal.core.exists() { Err(Refusal::Drafted) } else { Ok(()) }
    }

    fn decide(self, _: &Proposal, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (Some(unit), Some(number)) = (ctx.actor.unit(), ctx.facts.number.clone()) else {
            return Err(Refusal::NoPerson);
        };
        let organ = ctx.office.organ_of(unit).unwrap_or(unit);
        let to = match (self.to, self.body) {
            (Some(to), None) if ctx.office.is_above(organ, &to) => Addressee::Unit(to),
            (Some(_), None) => return Err(Refusal::NotBelow),
            (None, Some(body)) => Addressee::Outside(body),
            _ => return Err(Refusal::OneAddressee),
        };
        if ctx.facts.exposes && !self.checked {
            return Err(Refusal::Exposes);
        }
        let subject = match self.matter {
            None => None,
            Some(_) => {
                let (matter, number, _) = ctx.facts.inspection.matter.clone().ok_or(Refusal::NoMatter)?;
                Some(Subject { matter, number })
            }
        };
        Ok(vec![Event::ProposalDrafted(ProposalDrafted {
            number,
            unit: unit.clone(),
            organ: organ.clone(),
            sight: sight_of(unit, ctx),
            to,
            title: self.title,
            source: self.source,
            subject,
            found: self.found,
            demand: self.demand,
            days: self.days.unwrap_or(DAYS),
        })])
    }
}

impl ProposalDrafted {
    /// It waits for a leader.
    pub fn evolve(&self, proposal: &mut Proposal, record: &Recorded<()>) {
        proposal.core.number.clone_from(&self.number);
        proposal.core.unit = self.unit.clone();
        proposal.core.sight.clone_from(&self.sight);
        proposal.core.opened = record.happened;
        proposal.organ = self.organ.clone();
        proposal.to = Some(self.to.clone());
        proposal.drafter = record.by.person().cloned();
        proposal.source = Some(self.source.clone());
        proposal.subject.clone_from(&self.subject);
        proposal.found = Some(self.found.clone());
        proposal.demand = Some(self.demand.clone());
        proposal.days = self.days;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use crate::ids::MatterId;
    use crate::procedure::Procedure;
    use serde_json::{Value, json};
    use uuid::Uuid;

    const DRAFT: &str = DraftProposal::ACT.name;

    fn fields(to: Option<&str>, body: bool) -> Value {
        let mut fields = json!({"title": sealed(1), "source": sealed(2), "found": sealed(3),
                                "demand": sealed(4), "days": 20});
        if let Some(to) = to {
            fields["to"] = json!(to);
        }
        if body {
            fields["body"] = json!(sealed(5));
        }
        fields
    }

    /// To county A.
    pub(crate) fn drafted() -> Proceeding<Proposal> {
        Proceeding::new().act("prov-head", DRAFT, fields(Some("county-a"), false))
    }

    fn from_a_matter(known: bool) -> Proceeding<Proposal> {
        let mut story = Proceeding::<Proposal>::new();
        let number = "990000-2026-1-0000001".to_owned();
        story.facts.inspection.matter = known.then(|| (MatterId(Uuid::from_u128(9)), number, "county-a".into()));
        story
    }

    fn named() -> Value {
        let mut fields = fields(Some("county-a"), false);
        fields["matter"] = json!("990000-2026-1-0000001");
        fields
    }

    /// To county A, about how it handled a matter.
    pub(crate) fn of_matter() -> Proceeding<Proposal> {
        from_a_matter(true).act("prov-head", DRAFT, named())
    }

    /// To a body outside the tree.
    pub(crate) fn outside() -> Proceeding<Proposal> {
        Proceeding::new().act("prov-head", DRAFT, fields(None, true))
    }

    fn drafting(fields: Value) -> Option<crate::refusal::Refused> {
        Proceeding::<Proposal>::new().by("prov-head").refused(DRAFT, fields)
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("drafted", || drafted().by("prov-head").refused(DRAFT, fields(Some("county-a"), false))),
            case("no-person", || {
                Proceeding::<Proposal>::new().timer().refused(DRAFT, fields(Some("county-a"), false))
            }),
            case("one-addressee", || drafting(fields(Some("county-a"), true))),
            case("no-matter", || from_a_matter(false).by("prov-head").refused(DRAFT, named())),
            case("not-below", || drafting(fields(Some("prov"), false))),
            case("exposes", || {
                let mut story = Proceeding::<Proposal>::new();
                story.facts.exposes = true;
                story.by("prov-head").refused(DRAFT, fields(Some("county-a"), false))
            }),
        ]
    };

    #[test]
    fn the_matter_it_comes_from_is_the_organs_own_item_s3_12() {
        let state = of_matter().state;
        let items = state.items();
        assert_eq!(items.len(), 1);
        assert_eq!((items[0].matter, &items[0].unit), (MatterId(Uuid::from_u128(9)), &state.core.unit));
        assert_eq!(state.about(), Some(items[0].matter));
        assert!(drafted().state.items().is_empty() && drafted().state.about().is_none());
    }

    #[test]
    fn nobody_below_knows_of_a_draft_s3_12() {
        let state = drafted().state;
        assert!(state.core.parties.is_empty() && state.signed.is_none());
        assert_eq!(outside().state.answering().as_str(), state.core.unit.as_str());
    }
}
