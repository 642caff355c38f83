//! The spine (书脊): what stands beside every page of the desk for the person who reads it.

use casework::access;
use casework::rules::Rules;

use crate::desk::session::Signed;
use crate::site::{Mode, Shared};

/// The spine of a page.
pub struct Spine {
    /// The organ's name.
    pub office: String,
    /// The person's name.
    pub name: String,
    /// The posts, in words.
    pub posts: Vec<String>,
    /// Where the page is.
    pub here: Here,
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// Whether everything here is made up.
    pub demo: bool,
    /// Whether it is written in large type.
    pub large: bool,
}

/// An entry of the spine.
pub struct Entry {
    /// Where it leads.
    pub href: &'static str,
    /// Its word.
    pub zh: &'static str,
    /// Its access key.
    pub key: &'static str,
    /// What it stands for.
    pub place: Here,
}

/// Where a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// 待办
    Todo,
    /// 登记
    Registration,
    /// 收件情况, with the roster and the register of what was too secret
    Gate,
    /// 信访件
    Matters,
    /// 阅批
    Reading,
    /// 研判审定
    Deciding,
    /// 授权
    Delegations,
    /// 满意度回访
    CallBacks,
    /// 台账
    Books,
    /// 导出记录, for whoever reads what others exported without reading matters
    Exports,
    /// 表样, for whoever keeps layouts without reading matters
    Layouts,
    /// 离线任务单
    Sheets,
    /// 身份审批
    Identities,
    /// 办理痕迹, for whoever reads trails without reading matters
    Trail,
    /// 原件
    Originals,
    /// 机构人员
    Office,
    /// 规则
    Rules,
    /// 帮助
    Help,
    /// 设置
    Settings,
}

/// Acts for which somebody looks at what waits to be decided.
const DECIDING: [&str; 5] = [
    "answer-study",
    "decide-study",
    "review-exclusion",
    "enter-instruction",
    "check-entry",
];

impl Spine {
    /// Whether it leads to a place.
    pub fn offers(&self, place: Here) -> bool {
        self.entries.iter().any(|entry| entry.place == place)
    }

    /// Whether a current post of the reader grants an act in any relation to a matter.
    pub fn grants_any(front: &Shared, signed: &Signed, act: &str) -> bool {
        let app = front.app();
        let office = app.office();
        let mut posts = office.posts_of(&signed.person, app.now().on());
        posts.any(|post| grants(app.rules(), &post.role, act))
    }

    /// The spine of a reader. What the reader has no right to is not offered.
    pub fn new(front: &Shared, signed: &Signed, here: Here) -> Self {
        let app = front.app();
        let (office, rules, on) = (app.office(), app.rules(), app.now().on());
        let person = &signed.person;
        let may = |act| access::permit(&office, rules, person, act, None, on).is_some();
        let sees = !access::viewing_units(&office, rules, person, on).is_empty();
        let traces = office
            .posts_of(person, on)
            .any(|post| reads_trails(rules, &post.role));
        let calls = office
            .posts_of(person, on)
            .any(|post| grants(rules, &post.role, "call-back"));
        let decides = office
            .posts_of(person, on)
            .any(|post| grants(rules, &post.role, "decide-identity"));
        let entry = |href, zh, key, place| Entry {
            href,
            zh,
            key,
            place,
        };
        let entries = [
            (sees, entry("/desk", "待办", "t", Here::Todo)),
            (
                may("receive"),
                entry("/desk/registration", "登记", "n", Here::Registration),
            ),
            (
                sees && may("read-gate"),
                entry("/desk/gate", "收件情况", "2", Here::Gate),
            ),
            (sees, entry("/desk/matters", "信访件", "l", Here::Matters)),
            (sees, entry("/desk/books", "台账", "5", Here::Books)),
            (
                Self::grants_any(front, signed, "circle"),
                entry("/desk/reading", "阅批", "6", Here::Reading),
            ),
            (
                DECIDING
                    .iter()
                    .any(|act| Self::grants_any(front, signed, act)),
                entry("/desk/deciding", "研判审定", "7", Here::Deciding),
            ),
            (
                calls,
                entry("/desk/callbacks", "满意度回访", "9", Here::CallBacks),
            ),
            (
                decides,
                entry("/desk/identities", "身份审批", "e", Here::Identities),
            ),
            (
                !sees && traces,
                entry("/desk/trail", "办理痕迹", "h", Here::Trail),
            ),
            (
                !sees && may("keep-layout"),
                entry("/desk/layouts", "表样", "y", Here::Layouts),
            ),
            (
                !sees && may("read-exports"),
                entry("/desk/exports", "导出记录", "5", Here::Exports),
            ),
            (
                may(access::EXCHANGE),
                entry("/desk/sheets", "任务单", "4", Here::Sheets),
            ),
            (sees, entry("/desk/originals", "原件", "1", Here::Originals)),
            (
                may("read-office"),
                entry("/desk/office", "机构人员", "g", Here::Office),
            ),
            (
                may("read-office"),
                entry("/desk/rules", "规则", "r", Here::Rules),
            ),
        ];
        let posts: Vec<_> = office.posts_of(person, on).collect();
        let organ = posts.first().and_then(|post| office.organ_of(&post.unit));
        let title = |post: &&casework::office::Post| {
            let role = rules
                .role(&post.role)
                .map_or(&*post.role, |role| &role.name);
            match office.unit(&post.unit).filter(|unit| !unit.kind.is_organ()) {
                Some(unit) => format!("{} {role}", unit.kind.zh()),
                None => role.to_owned(),
            }
        };
        Self {
            office: organ
                .map_or("件件", |organ| office.unit_name(organ))
                .to_owned(),
            name: office.person_name(person).to_owned(),
            posts: posts.iter().map(title).collect(),
            here,
            entries: entries
                .into_iter()
                .filter(|(shown, _)| *shown)
                .map(|(_, e)| e)
                .collect(),
            demo: front.site.mode == Mode::Demo,
            large: signed.large,
        }
    }
}

/// Whether a role reads trails at all.
fn reads_trails(rules: &Rules, role: &str) -> bool {
    grants(rules, role, "read-trail")
}

/// Whether a role may perform an act in any relation.
fn grants(rules: &Rules, role: &str, act: &str) -> bool {
    let grants = rules.role(role).map_or(&[][..], |role| &role.may);
    let mut acts = grants.iter().flat_map(|grant| &grant.acts);
    acts.any(|known| known == act)
}
