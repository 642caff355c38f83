//! Supervision (督办) for programs: the plan of tomorrow, slips, and the figures per unit. The acts are the
//! acts of every matter.

use app::queries::supervision::accountability as answering;
use app::queries::supervision::figures::{self as counting};
use app::queries::supervision::plan::{self as planning};
use app::queries::supervision::slips::{self as lists, Pages, Which};
use axum::Json;
use axum::extract::State;
use casework::UnitId;
use casework::matter::supervision::{AccountState, SlipState};
use casework::matter::{AccountGround, DutyFlag};
use serde::Serialize;
use utoipa::ToSchema;

use super::failure::Failed;
use super::matters::{CURSOR, Lamp};
use super::sent::{Asked, Caller};
use crate::site::Shared;

/// What goes out by the end of tomorrow.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanPage {
    /// The day up to whose end it looks.
    day: String,
    /// How many of each kind, all matters counted.
    counts: Vec<PlanCount>,
    /// What goes out, the earliest first.
    going: Vec<PlannedSlip>,
    /// The cursor of what goes out after.
    #[schema(required)]
    next: Option<String>,
    /// What is held back.
    held: Vec<HeldSlip>,
    /// What goes out about promises of procedures (专项工作), the earliest first.
    procedures: Vec<PlannedSlip>,
    /// The cursor `procedures_after` of what goes out after.
    #[schema(required)]
    procedures_next: Option<String>,
}

/// How many of a kind go out.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanCount {
    /// The kind, in Chinese.
    kind_zh: &'static str,
    /// How many.
    count: i64,
}

/// Something that goes out.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlannedSlip {
    /// The kind, in Chinese.
    kind_zh: &'static str,
    /// Whether the program sends it by itself; else it is drafted for a signature.
    by_itself: bool,
    /// The number of the matter or procedure.
    number: String,
    /// To whom.
    to: String,
    /// About which promise.
    promise: String,
    /// When that is due.
    due: String,
    /// When it goes out.
    on: String,
    /// What `hold-rung` takes as its rung.
    rung: String,
}

/// A rung held back.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldSlip {
    /// The kind, in Chinese.
    kind_zh: &'static str,
    /// The number of the matter or procedure.
    number: String,
    /// To whom it would go.
    to: String,
    /// About which promise.
    promise: String,
    /// From which day it may go.
    until: String,
}

/// A page of slips.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlipList {
    /// Slips, newest first.
    slips: Vec<SlipLine>,
    /// The cursor of older ones.
    #[schema(required)]
    next: Option<String>,
    /// Slips about promises of procedures (专项工作), newest first.
    procedures: Vec<SlipLine>,
    /// The cursor `procedures_after` of older ones.
    #[schema(required)]
    procedures_next: Option<String>,
}

/// A slip.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlipLine {
    /// The number of the matter or procedure.
    matter: String,
    /// The slip's number within it, as the acts take it.
    slip: i64,
    /// The kind, in Chinese.
    kind_zh: &'static str,
    /// Its number; empty while it is a draft.
    number: String,
    /// About which promise.
    promise: String,
    /// Whose.
    organ: String,
    /// To whom.
    to: String,
    /// When it was signed, or drafted.
    at: String,
    /// Where it stands.
    state: &'static str,
    /// The same in Chinese.
    state_zh: &'static str,
    /// The time to answer; null where none is owed.
    #[schema(required)]
    lamp: Option<Lamp>,
}

/// The figures of an organ since a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupervisionFigures {
    /// Since which day.
    since: String,
    /// All units together.
    total: UnitFigure,
    /// A line a unit.
    units: Vec<UnitFigure>,
    /// A line for matters, and for each noun of procedures that bears anything; its word stands for the unit.
    nouns: Vec<UnitFigure>,
}

/// The figures of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitFigure {
    /// Its id; empty for the total.
    unit: String,
    /// Its name.
    name: String,
    /// 提示单, pieces.
    reminders: i64,
    /// 督办单, pieces.
    supervisions: i64,
    /// 通报, pieces.
    notices: i64,
    /// 督办建议, each counted.
    suggestions: i64,
    /// 电话催办, times.
    phone: i64,
    /// 发函催办, times.
    letters: i64,
    /// 实地督办, times.
    on_site: i64,
    /// 网上催办, times.
    online: i64,
    /// 听取汇报, times.
    hearings: i64,
    /// Slips whose answer was accepted.
    accepted: i64,
    /// Slips that wait for an answer.
    owed: i64,
}

/// Where the pages begin: what is about matters, and what is about procedures.
fn pages(asked: &Asked) -> Pages<'_> {
    Pages {
        matters: asked.get(CURSOR),
        procedures: asked.get(PROCEDURES),
    }
}

/// The parameter with the cursor of what is about procedures.
pub const PROCEDURES: &str = "procedures_after";

/// Cases of accountability since a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountabilityPage {
    /// Since which day they are counted.
    since: String,
    /// By ground.
    figures: Vec<AccountabilityFigure>,
    /// Cases, the last proposed first.
    cases: Vec<AccountabilityCase>,
    /// The cursor of older ones.
    #[schema(required)]
    next: Option<String>,
}

/// The figures of a ground.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountabilityFigure {
    /// The ground's code.
    ground: &'static str,
    /// In Chinese.
    ground_zh: &'static str,
    /// Proposed.
    proposed: i64,
    /// Waiting for another person.
    waiting: i64,
    /// Agreed to, and not carried out.
    agreed: i64,
    /// Carried out.
    done: i64,
    /// People and units held to account.
    held: i64,
    /// Ended in a talk or education alone.
    light: i64,
}

/// A case of accountability.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountabilityCase {
    /// The matter's number.
    matter: String,
    /// The proposal's number within the matter, as the acts take it.
    proposal: i64,
    /// Why, in Chinese.
    ground_zh: &'static str,
    /// In which form, in Chinese.
    form_zh: &'static str,
    /// Which unit.
    unit: String,
    /// Where it stands, in Chinese.
    state_zh: &'static str,
    /// People and units held to account.
    held: i64,
    /// When it was proposed.
    on: String,
}

/// What nobody answered for yet.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyPage {
    /// Which flag.
    flag: &'static str,
    /// In Chinese.
    flag_zh: &'static str,
    /// Matters, the last first.
    matters: Vec<DutyLine>,
    /// The cursor of older ones.
    #[schema(required)]
    next: Option<String>,
}

/// A matter with something nobody answered for.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyLine {
    /// Its number.
    matter: String,
    /// Whose failing it is.
    unit: String,
    /// The leaders who answer for that unit.
    leaders: String,
    /// How often.
    times: i64,
}

/// Cases of accountability.
pub async fn cases(
    State(front): State<Shared>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<AccountabilityPage>, Failed> {
    let which = answering::Which {
        ground: asked.get("ground").and_then(AccountGround::parse),
        state: asked.get("state").and_then(AccountState::parse),
        light: false,
    };
    let since = asked.get("since").and_then(|since| since.parse().ok());
    let page = (since, asked.get(CURSOR));
    let list = answering::cases(front.app(), &caller.person, &which, page).await?;
    let figure = |figure: answering::GroundFigure| AccountabilityFigure {
        ground: figure.ground,
        ground_zh: figure.zh,
        proposed: figure.proposed,
        waiting: figure.waiting,
        agreed: figure.agreed,
        done: figure.done,
        held: figure.held,
        light: figure.light,
    };
    let case = |row: answering::CaseRow| AccountabilityCase {
        matter: row.matter,
        proposal: row.proposal,
        ground_zh: row.ground_zh,
        form_zh: row.form_zh,
        unit: row.unit,
        state_zh: row.state_zh,
        held: row.held,
        on: row.on,
    };
    Ok(Json(AccountabilityPage {
        since: list.since,
        figures: list.figures.into_iter().map(figure).collect(),
        cases: list.rows.into_iter().map(case).collect(),
        next: list.next,
    }))
}

/// What nobody answered for yet.
pub async fn duties(
    State(front): State<Shared>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<DutyPage>, Failed> {
    let flag = asked.get("flag").and_then(DutyFlag::parse);
    let which = (flag, asked.get("cleared") == Some("yes"));
    let list = answering::duties(front.app(), &caller.person, which, asked.get(CURSOR)).await?;
    let line = |row: answering::DutyRow| DutyLine {
        matter: row.matter,
        unit: row.unit,
        leaders: row.leaders,
        times: row.times,
    };
    Ok(Json(DutyPage {
        flag: list.flag.0,
        flag_zh: list.flag.1,
        matters: list.rows.into_iter().map(line).collect(),
        next: list.next,
    }))
}

/// What goes out tomorrow.
pub async fn plan(
    State(front): State<Shared>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<PlanPage>, Failed> {
    let page = planning::plan(front.app(), &caller.person, pages(&asked)).await?;
    let counts = page.counts.into_iter();
    let going = |row: planning::PlanRow| PlannedSlip {
        kind_zh: row.kind_zh,
        by_itself: row.by_itself,
        number: row.number,
        to: row.to,
        promise: row.promise,
        due: row.due,
        on: row.on,
        rung: row.rung,
    };
    let held = |row: planning::HeldRow| HeldSlip {
        kind_zh: row.kind_zh,
        number: row.number,
        to: row.to,
        promise: row.promise,
        until: row.until,
    };
    Ok(Json(PlanPage {
        day: page.day,
        counts: counts
            .map(|(kind_zh, count)| PlanCount { kind_zh, count })
            .collect(),
        going: page.rows.into_iter().map(going).collect(),
        next: page.next,
        held: page.held.into_iter().map(held).collect(),
        procedures: page.procedures.0.into_iter().map(going).collect(),
        procedures_next: page.procedures.1,
    }))
}

/// Slips: of the own organ in a state, drafts among them, or those it was sent.
pub async fn slips(
    State(front): State<Shared>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<SlipList>, Failed> {
    let state = match asked.get("state") {
        Some(word) => Some(
            SlipState::parse(word)
                .ok_or_else(|| Failed::field("state", "没有这个状态，请核对后重试"))?,
        ),
        None => None,
    };
    let (app, person, after) = (front.app(), &caller.person, pages(&asked));
    let page = if asked.get("received") == Some("yes") {
        lists::received(app, person).await?
    } else if state == Some(SlipState::Draft) {
        lists::drafts(app, person, after).await?
    } else {
        let to = asked.get("to").map(UnitId::from);
        lists::sent(app, person, &Which { state, to }, after).await?
    };
    let line = |row: lists::SlipRow| SlipLine {
        matter: row.matter,
        slip: row.slip,
        kind_zh: row.kind_zh,
        number: row.number,
        promise: row.promise,
        organ: row.organ,
        to: row.to,
        at: row.at,
        state: row.state.as_str(),
        state_zh: row.state.zh(),
        lamp: row.lamp.map(Lamp::from),
    };
    Ok(Json(SlipList {
        slips: page.rows.into_iter().map(line).collect(),
        next: page.next,
        procedures: page.procedures.0.into_iter().map(line).collect(),
        procedures_next: page.procedures.1,
    }))
}

/// The figures.
pub async fn figures(
    State(front): State<Shared>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<SupervisionFigures>, Failed> {
    let since = match asked.get("since") {
        Some(day) => Some(
            day.parse()
                .map_err(|_| Failed::field("since", "日期写作 2026-01-01"))?,
        ),
        None => None,
    };
    let page = counting::figures(front.app(), &caller.person, since).await?;
    Ok(Json(SupervisionFigures {
        since: page.since,
        total: UnitFigure::from(page.total),
        units: page.units.into_iter().map(UnitFigure::from).collect(),
        nouns: page.nouns.into_iter().map(UnitFigure::from).collect(),
    }))
}

impl From<counting::Figure> for UnitFigure {
    fn from(figure: counting::Figure) -> Self {
        Self {
            unit: figure.id,
            name: figure.name,
            reminders: figure.reminders,
            supervisions: figure.supervisions,
            notices: figure.notices,
            suggestions: figure.suggestions,
            phone: figure.phone,
            letters: figure.letters,
            on_site: figure.on_site,
            online: figure.online,
            hearings: figure.hearings,
            accepted: figure.accepted,
            owed: figure.owed,
        }
    }
}
