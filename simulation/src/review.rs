//! A case review in a demonstration: first reports that other organs handled, and one of a department without
//! account, scored and published some days ago, with deficiency lists open. Every act goes the way of any other
//! act, at a time that is past.

use super::teller::{DAY, Teller, holder};
use app::jobs::sequence::sequence;
use app::moment::moment;
use app::{App, Fault, Subject};
use casework::procedure::Noun;
use casework::{PersonId, UnitId};
use serde_json::{Value, json};

/// Days since the session.
const AGO: i64 = 5;

/// Matters under review at most.
const ITEMS: usize = 3;

/// Who sits in it.
pub(super) struct Panel {
    pub(super) head: PersonId,
    pub(super) chair: PersonId,
    reviewer: PersonId,
    pub(super) organ: UnitId,
}

/// Holds a session. Its number; none where nobody could sit in it, or nothing is there to be scored.
///
/// # Errors
/// The database does not answer, or an act fails for another reason than a refusal.
pub async fn review(app: &App) -> Result<Option<String>, Fault> {
    let Some(panel) = panel(app) else {
        return Ok(None);
    };
    let day = |days: i64| moment(app.now().at - days * DAY).on().to_string();
    let open = json!({"sheet": "case-review", "venue": "on-site", "from": day(AGO + 60),
        "until": day(AGO), "title": "初次信访一案一评"});
    let new = Subject::NewProcedure(Noun::Review);
    let Some(number) = done(app, &panel.head, new, AGO, ("open-review", open)).await? else {
        return Ok(None);
    };
    let on = || Subject::Procedure(number.clone());
    let mut items = 0;
    for matter in matters(app, &panel.organ).await? {
        let one = json!({"matters": [{"number": matter}]});
        let added = done(app, &panel.head, on(), AGO, ("add-review-items", one)).await?;
        items += usize::from(added.is_some());
        if items == ITEMS {
            break;
        }
    }
    let outside = json!({"matters": [{"department": "某县住房和城乡建设局", "reference": "建信3",
        "came": day(AGO + 30), "subject": "反映小区屋顶漏水无人管", "result": "已约谈物业"}]});
    done(app, &panel.head, on(), AGO, ("add-outside-items", outside)).await?;
    for (person, part) in [(&panel.chair, "chair"), (&panel.reviewer, "reviewer")] {
        let seat = json!({"person": person, "part": part});
        done(app, &panel.head, on(), AGO, ("name-panel", seat)).await?;
    }
    for item in 1..=items + 1 {
        let sheet = sheet(item);
        for (person, act) in [
            (&panel.chair, "score-item"),
            (&panel.reviewer, "score-item"),
            (&panel.chair, "settle-score"),
        ] {
            done(app, person, on(), AGO, (act, sheet.clone())).await?;
        }
    }
    done(app, &panel.head, on(), AGO, ("publish-review", json!({}))).await?;
    let demand = json!({"demand": "各单位对照清单举一反三，首接负责、限期答复。"});
    let noticed = ("draft-review-notice", demand);
    if done(app, &panel.head, on(), AGO - 1, noticed)
        .await?
        .is_some()
    {
        let signed = ("sign-review-notice", json!({}));
        done(app, &panel.chair, on(), AGO - 1, signed).await?;
        acknowledged(app, &panel, &on).await?;
    }
    drawn(app, &panel).await?;
    Ok(Some(number))
}

/// Two of the organs below have the notice.
async fn acknowledged(app: &App, panel: &Panel, on: &impl Fn() -> Subject) -> Result<(), Fault> {
    let office = app.office();
    let below = office.children_of(&panel.organ).iter();
    let heads = below.filter_map(|organ| holder(app, organ, "petition-head"));
    let heads: Vec<PersonId> = heads.take(2).collect();
    for head in heads {
        let said = json!({"measures": "已在例会上通报，逐件对照自查。"});
        let act = ("acknowledge-review-notice", said);
        done(app, &head, on(), AGO - 2, act).await?;
    }
    Ok(())
}

/// Another session, whose items were drawn today and wait for a panel.
async fn drawn(app: &App, panel: &Panel) -> Result<(), Fault> {
    let day = |days: i64| moment(app.now().at - days * DAY).on().to_string();
    let open = json!({"sheet": "case-review", "venue": "online", "from": day(90), "until": day(0),
        "title": "本月一案一评（随机抽取）"});
    let new = Subject::NewProcedure(Noun::Review);
    let Some(number) = done(app, &panel.head, new, 0, ("open-review", open)).await? else {
        return Ok(());
    };
    let on = || Subject::Procedure(number.clone());
    let outside: Vec<Value> = (11..=16)
        .map(|each| {
            json!({"department": "某县自然资源局", "reference": format!("自然资信{each}"),
                "came": day(each), "subject": "反映宅基地审批拖延"})
        })
        .collect();
    let listed = json!({"use": "pool", "matters": outside});
    done(app, &panel.head, on(), 0, ("add-outside-items", listed)).await?;
    done(
        app,
        &panel.head,
        on(),
        0,
        ("fix-review-population", json!({})),
    )
    .await?;
    sequence(app).await?;
    done(
        app,
        &panel.head,
        on(),
        0,
        ("draw-review-items", json!({"number": 5})),
    )
    .await?;
    Ok(())
}

/// What cost an item points: the first is unqualified, the last loses nothing.
fn sheet(item: usize) -> Value {
    let lines = match item {
        1 => json!([{"code": "buck-passing", "count": 2}, {"code": "late-entry", "count": 1},
                    {"code": "no-reply", "count": 1}]),
        2 => {
            json!([{"code": "main-issue-avoided", "count": 1}, {"code": "no-follow-up", "count": 1}])
        }
        3 => json!([{"code": "delayed", "count": 1}]),
        _ => json!([]),
    };
    json!({"item": item.to_string(), "deductions": lines})
}

/// The head of a petition office who may open a session, with a leader and a clerk of the same organ.
pub(super) fn panel(app: &App) -> Option<Panel> {
    let (office, on) = (app.office(), app.now().on());
    office.people.keys().find_map(|head| {
        let mut posts = office.posts_of(head, on);
        let post = posts.find(|post| post.role == "petition-head")?;
        let organ = office.organ_of(&post.unit)?;
        Some(Panel {
            head: head.clone(),
            chair: holder(app, organ, "leader")?,
            reviewer: holder(app, organ, "clerk")?,
            organ: organ.clone(),
        })
    })
}

/// Concluded matters of the organ that others handled, the newest first.
async fn matters(app: &App, organ: &UnitId) -> Result<Vec<String>, Fault> {
    let sql = "SELECT m.number, m.holder FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
               WHERE v.unit_id = $1 AND m.stage IN ('concluded', 'replied', 'written-off') \
               ORDER BY m.touched_at DESC LIMIT 60";
    let office = app.office();
    let mut found = Vec::new();
    for row in &app.store().rows(sql, &[organ.as_str().into()]).await? {
        if office.organ_of(&UnitId::from(row.text(1)?)) != Some(organ) {
            found.push(row.text(0)?.to_owned());
        }
    }
    Ok(found)
}

/// Gives an order some days ago. The number it was about; none where it may not be.
pub(super) async fn done(
    app: &App,
    person: &PersonId,
    subject: Subject,
    ago: i64,
    (act, fields): (&str, Value),
) -> Result<Option<String>, Fault> {
    Teller::paced(app, ago * DAY, 0)
        .give(person, subject, act, fields)
        .await
}
