//! One item of a campaign: its contract, its judgement, how it was cleared. Whoever may not see the matter does
//! not see the item.

use super::known;
use crate::queries::lamp::Lamp;
use crate::queries::reader::Reader;
use crate::reading::{self, Event};
use crate::vault::Texts;
use crate::{App, Failure, Fault, campaigns, files, vault};
use casework::PersonId;
use casework::campaign::{Campaign, Item};
use casework::ids::FileId;
use casework::office::Office;
use casework::procedure::Noun;
use casework::sealed::FileRef;
use serde::Serialize;

/// An item.
#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    /// Number of the campaign.
    pub number: String,
    /// Its number in it.
    pub item: u32,
    /// Number of the matter.
    pub matter: String,
    /// Who answers for it.
    pub unit: String,
    /// Where it stands.
    pub state_zh: &'static str,
    /// Its nearest promise.
    pub lamp: Lamp,
    /// What is known of it, in the order of its life.
    pub parts: Vec<Part>,
    /// The plan it is cleared by, as files.
    pub plan: Vec<PlanFile>,
}

/// A file of a plan (方案文件).
#[derive(Debug, Clone, Serialize)]
pub struct PlanFile {
    /// Its id, for its address.
    pub id: String,
    /// The name its sender gave.
    pub name: String,
    /// The commitment over its original.
    pub commitment: String,
}

/// A heading and what stands under it.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// The heading.
    pub zh: &'static str,
    /// Name and value.
    pub lines: Vec<(String, String)>,
}

/// One item.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it or its matter.
pub async fn item(
    app: &App,
    person: &PersonId,
    (number, item): (&str, u32),
) -> Result<ItemView, Failure> {
    let (reader, campaign, whole) = known(app, person, number).await?;
    let item = shown(app, (&reader, &campaign, whole), item).await?;
    reading::record(
        app,
        person,
        Event::Matter {
            matter: item.matter,
        },
    )
    .await?;
    let stream_id = campaign.core.id.stream(Noun::Campaign);
    let texts = vault::texts(app, &reader.opener(), &stream_id).await?;
    let sql = "SELECT number FROM matters WHERE matter_id = $1";
    let rows = app
        .store()
        .rows(sql, &[item.matter.to_string().into()])
        .await?;
    let matter = rows.first().map_or(Ok(""), |row| row.text(0))?.to_owned();
    let due = campaign
        .core
        .clocks_about(item.number)
        .min_by_key(|clock| clock.due);
    Ok(ItemView {
        number: campaign.core.number.clone(),
        item: item.number,
        matter,
        unit: reader.office.unit_name(&item.unit).to_owned(),
        state_zh: item.state.zh(),
        lamp: due.map_or_else(Lamp::rest, |clock| Lamp::of_clock(app, clock, reader.now)),
        parts: parts(app, &reader.office, &texts, (&campaign, item))?,
        plan: plan(&texts, item)?,
    })
}

/// The item of a number, where the reader may know of it and of its matter.
async fn shown<'a>(
    app: &App,
    (reader, campaign, whole): (&Reader, &'a Campaign, bool),
    number: u32,
) -> Result<&'a Item, Failure> {
    let seen = campaigns::visible(app, reader, campaign.core.id).await?;
    let item = campaign.item(number);
    let item = item.filter(|item| seen.contains(&item.number));
    let item = item.filter(|item| whole || reader.units.contains(&item.unit));
    item.ok_or(Failure::NotFound)
}

fn plan(texts: &Texts, item: &Item) -> Result<Vec<PlanFile>, Fault> {
    let contract = item.contract.iter();
    let file = |file: &FileRef| {
        Ok(PlanFile {
            id: file.id.to_string(),
            name: texts.of(&file.name)?.to_owned(),
            commitment: file.commitment.clone(),
        })
    };
    let files = contract.flat_map(|contract| &contract.files);
    files.map(file).collect()
}

/// A file of an item's plan: the cleaned copy where there is one.
///
/// # Errors
/// [`Failure::NotFound`] where it does not exist for the reader, or is held back.
pub async fn plan_file(
    app: &App,
    person: &PersonId,
    (number, item): (&str, u32),
    file: FileId,
) -> Result<files::Opened, Failure> {
    let (reader, campaign, whole) = known(app, person, number).await?;
    let item = shown(app, (&reader, &campaign, whole), item).await?;
    let mut files = item.contract.iter().flat_map(|contract| &contract.files);
    let found = files.find(|one| one.id == file).ok_or(Failure::NotFound)?;
    reading::record_list(app, person, &format!("{number}-{}-plan", item.number)).await?;
    let stream = campaign.core.id.stream(Noun::Campaign);
    let opened = files::of_procedure(app, &reader, &stream, found).await?;
    opened.ok_or(Failure::NotFound)
}

fn parts(
    app: &App,
    office: &Office,
    texts: &Texts,
    (campaign, item): (&Campaign, &Item),
) -> Result<Vec<Part>, Fault> {
    let mut parts = vec![Part {
        zh: "列入",
        lines: included(app, texts, item)?,
    }];
    if let Some(judged) = &item.judgement {
        let mut lines = vec![
            line("结论", judged.finding.zh()),
            line(
                "问题",
                &format!("反映{}个，属实或部分属实{}个", judged.issues, judged.proven),
            ),
        ];
        if judged.filed {
            lines.push(line("立案", "已立案审查"));
        }
        if judged.cleared_before {
            lines.push(line("情形", "事已查清、人已处理，仍反复举报，因人因案施策"));
        }
        parts.push(Part {
            zh: "初步研判",
            lines,
        });
    }
    if item.contract.is_some() {
        parts.push(Part {
            zh: "包案",
            lines: contracted(app, office, texts, item)?,
        });
    }
    let held = campaign
        .receptions
        .iter()
        .filter(|held| held.items.contains(&item.number));
    let held: Vec<_> = held
        .map(|held| {
            let action = app.rules().campaigns.action(&held.action);
            let name = action.map_or(&*held.action, |action| &action.name);
            let who = office.person_name(&held.leader);
            let (on, batches, people) = (held.on, held.batches, held.people);
            line(name, &format!("{on} {who}，接待{batches}批{people}人次"))
        })
        .collect();
    if !held.is_empty() {
        parts.push(Part {
            zh: "接访、下访",
            lines: held,
        });
    }
    if let Some(resolution) = &item.resolution {
        let mut lines = vec![
            line("方式", resolution.way.zh()),
            line("日期", &resolution.at.date().to_string()),
        ];
        if let Some(statement) = &resolution.statement {
            lines.push(line("举报人的承诺", texts.of(statement)?));
        }
        if resolution.recovered > 0 {
            let (yuan, fen) = (resolution.recovered / 100, resolution.recovered % 100);
            lines.push(line("收回、发放", &format!("{yuan}.{fen:02}元")));
        }
        parts.push(Part {
            zh: "化解", lines
        });
    }
    parts.extend(ended(item));
    Ok(parts)
}

fn included(app: &App, texts: &Texts, item: &Item) -> Result<Vec<(String, String)>, Fault> {
    let traits = &item.traits;
    let grade = app.rules().campaigns.grade(&item.grade);
    let many = if item.three_many {
        "，属“三多”"
    } else {
        ""
    };
    let mut lines = vec![
        line("日期", &item.included.date().to_string()),
        line(
            "筛查",
            &format!(
                "{}件次，其中越级{}次，跨{}年、{}层、{}个机关{many}",
                traits.filings, traits.over_level, traits.years, traits.levels, traits.bodies
            ),
        ),
    ];
    if let Some(grade) = grade {
        lines.push(line("等级", &grade.name));
    }
    if let Some(reason) = &item.refused {
        lines.push(line("不列入的理由", texts.of(reason)?));
    }
    if let Some(until) = item.assigned_until {
        lines.push(line("集中交办", &format!("{until}前报结果")));
    }
    Ok(lines)
}

fn contracted(
    app: &App,
    office: &Office,
    texts: &Texts,
    item: &Item,
) -> Result<Vec<(String, String)>, Fault> {
    let Some(contract) = &item.contract else {
        return Ok(Vec::new());
    };
    let rules = &app.rules().campaigns;
    let mut capacities = rules.capacities.iter();
    let capacity = capacities.find(|capacity| capacity.id == contract.capacity);
    let capacity = capacity.map_or("", |capacity| &capacity.name);
    let team: Vec<&str> = contract
        .team
        .iter()
        .map(|person| office.person_name(person))
        .collect();
    let mut lines = vec![
        line(
            "包案领导",
            &format!("{}（{capacity}）", office.person_name(&contract.leader)),
        ),
        line("专班", &team.join("、")),
        line("方案", texts.of(&contract.plan)?),
        line("自", &contract.since.date().to_string()),
    ];
    if let Some(along) = &contract.along {
        lines.push(line("协同的地方和部门", texts.of(along)?));
    }
    for duty in &contract.duties {
        let mut known = rules.duties.iter();
        let name = known
            .find(|known| known.id == duty.duty)
            .map_or("", |known| &known.name);
        lines.push(line(name, texts.of(&duty.person)?));
    }
    Ok(lines)
}

fn ended(item: &Item) -> Option<Part> {
    let mut lines = Vec::new();
    if let Some(at) = item.written_off {
        lines.push(line("销号", &at.date().to_string()));
    }
    if let Some(at) = item.looked_back {
        lines.push(line("回头看", &format!("{}，化解到位", at.date())));
    }
    if item.sent_back > 0 {
        lines.push(line("回头看退回", &format!("{}次", item.sent_back)));
    }
    Some(Part {
        zh: "销号、回头看",
        lines,
    })
    .filter(|part| !part.lines.is_empty())
}

fn line(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}
