//! Pages of supervision: 明日发出, 待签文书, 督办文书, 收到文书, 超期单位, 督办统计, 督办明细 (`项=督办单`: what a figure
//! counts), 须追责, 追责问责, each as lines.

use super::carry_out::Telling;
use super::door::Door;
use super::grammar::Sight;
use app::Failure;
use app::queries::supervision::accountability::{self, CaseRow, GroundFigure};
use app::queries::supervision::counted::{self, About, Narrowed, What};
use app::queries::supervision::figures::{self, Figure};
use app::queries::supervision::slips::{self, Pages, SlipRow, Slips, Which};
use app::queries::supervision::{late, plan};
use casework::matter::DutyFlag;
use casework::matter::supervision::UrgeMode;
use casework::procedure::Noun;
use casework::rules::RungKind;

/// The pages.
pub(super) const PAGES: &[&str] = &[
    "明日发出",
    "待签文书",
    "督办文书",
    "收到文书",
    "超期单位",
    "督办统计",
    "督办明细",
    "须追责",
    "追责问责",
];

impl<D: Door> Telling<'_, D> {
    /// The lines of a page of supervision as somebody sees it.
    pub(super) async fn supervision(&mut self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let app = &self.world.app;
        let told = |failure: Failure| failure.to_string();
        Ok(match &*sight.page {
            "明日发出" => {
                let page = plan::plan(app, &person, Pages::default())
                    .await
                    .map_err(told)?;
                let rows = page.rows.iter().chain(&page.procedures.0);
                let going = rows.map(|row| {
                    let how = if row.by_itself {
                        "自动发出"
                    } else {
                        "起草待签"
                    };
                    let (kind, promise) = (row.kind_zh, &row.promise);
                    format!(
                        "{} {kind} {how} {} 发{} {promise}",
                        row.on, row.number, row.to
                    )
                });
                let held = page.held.iter().map(|row| {
                    let (kind, promise) = (row.kind_zh, &row.promise);
                    format!(
                        "暂缓到{} {kind} {} 发{} {promise}",
                        row.until, row.number, row.to
                    )
                });
                let counts = page
                    .counts
                    .iter()
                    .map(|(kind, count)| format!("共{kind}{count}份"));
                going.chain(held).chain(counts).collect()
            }
            "待签文书" => {
                let page = slips::drafts(app, &person, Pages::default())
                    .await
                    .map_err(told)?;
                lines(&page)
            }
            "督办文书" => {
                let page = slips::sent(app, &person, &Which::default(), Pages::default()).await;
                lines(&page.map_err(told)?)
            }
            "收到文书" => {
                let page = slips::received(app, &person).await;
                lines(&page.map_err(|fault| fault.to_string())?)
            }
            "超期单位" => {
                let page = late::units(app, &person).await.map_err(told)?;
                let units = page.units.iter();
                units
                    .map(|unit| format!("{} 超期{}项", unit.name, unit.count))
                    .collect()
            }
            "督办明细" => {
                let named = sight.filters.iter().find(|(label, _)| label == "项");
                let words = ["owed", "accepted", "suggestions"].into_iter();
                let kinds = RungKind::CODES.iter().chain(UrgeMode::CODES);
                let mut all = words
                    .chain(kinds.map(|code| code.value))
                    .filter_map(What::parse);
                let what = all.find(|what| named.is_some_and(|(_, zh)| what.zh() == zh));
                let what = what.ok_or("没有这一项统计")?;
                let about = sight.filters.iter().find(|(label, _)| label == "督办什么");
                let abouts = ["matter"]
                    .into_iter()
                    .chain(Noun::ALL.iter().map(|noun| noun.as_str()));
                let mut abouts = abouts.filter_map(About::parse);
                let narrowed = Narrowed {
                    about: about.and_then(|(_, zh)| abouts.find(|about| about.zh() == zh)),
                    ..Narrowed::default()
                };
                let page = counted::counted(app, &person, what, narrowed, None).await;
                let rows = page.map_err(told)?.rows;
                rows.iter()
                    .map(|row| {
                        format!(
                            "{} {} {} {} {} {} 建议{}条",
                            row.kind_zh,
                            row.number,
                            row.of_number,
                            row.to,
                            row.promise,
                            row.state_zh,
                            row.suggestions
                        )
                    })
                    .collect()
            }
            "须追责" => {
                let named = sight.filters.iter().find(|(label, _)| label == "情形");
                let flag =
                    named.and_then(|(_, zh)| DutyFlag::ALL.iter().find(|flag| flag.zh() == zh));
                let cleared = sight.filters.iter().any(|(label, _)| label == "不追责");
                let which = (flag.copied(), cleared);
                let page = accountability::duties(app, &person, which, None).await;
                let rows = page.map_err(told)?.rows;
                rows.iter()
                    .map(|row| {
                        format!(
                            "{} {} {}次 责任领导 {}",
                            row.matter, row.unit, row.times, row.leaders
                        )
                    })
                    .collect()
            }
            "追责问责" => {
                let which = accountability::Which::default();
                let page = accountability::cases(app, &person, &which, (None, None)).await;
                let page = page.map_err(told)?;
                page.figures
                    .iter()
                    .map(ground)
                    .chain(page.rows.iter().map(case))
                    .collect()
            }
            _ => {
                let page = figures::figures(app, &person, None).await.map_err(told)?;
                let figures = page.units.iter().chain(&page.nouns);
                figures.chain([&page.total]).map(figure).collect()
            }
        })
    }
}

/// Slips of matters, then of procedures.
fn lines(page: &Slips) -> Vec<String> {
    let rows = page.rows.iter().chain(&page.procedures.0);
    rows.map(line).collect()
}

fn ground(figure: &GroundFigure) -> String {
    format!(
        "{}：提出{}件，待审定{}件，待落实{}件，已落实{}件，追责{}个，只作谈话{}件",
        figure.zh,
        figure.proposed,
        figure.waiting,
        figure.agreed,
        figure.done,
        figure.held,
        figure.light
    )
}

fn case(row: &CaseRow) -> String {
    format!(
        "{} {} {} {} {}",
        row.matter, row.ground_zh, row.form_zh, row.unit, row.state_zh
    )
}

fn line(row: &SlipRow) -> String {
    let lamp = row.lamp.as_ref().map_or("", |lamp| &*lamp.words);
    let mine = if row.mine { "可签发" } else { "" };
    let words = [
        row.kind_zh,
        &*row.number,
        &*row.matter,
        &*row.promise,
        row.state.zh(),
        lamp,
        mine,
    ];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    format!("{} {}发{}", words.join(" "), row.organ, row.to)
}

fn figure(figure: &Figure) -> String {
    format!(
        "{}：提示单{}份，督办单{}份，通报{}份，督办建议{}次，电话催办{}次，发函催办{}次，实地督办{}次，\
         网上催办{}次，听取汇报{}次，认可{}份，待答复{}份",
        figure.name,
        figure.reminders,
        figure.supervisions,
        figure.notices,
        figure.suggestions,
        figure.phone,
        figure.letters,
        figure.on_site,
        figure.online,
        figure.hearings,
        figure.accepted,
        figure.owed
    )
}
