//! What a clerk or a leader has before them while they work, as lines: what is found while typing (查找), the
//! card of earlier matters (重复提示), what it may be registered as (归类建议), the telephone query (电话查询), a leader's tray (待阅). They have no door
//! of their own at the API: read inside.

use super::carry_out::Telling;
use super::door::{Door, Refusal};
use super::grammar::Sight;
use app::queries::lookup::{self, Sought};
use app::queries::repeats::{self, Typed};
use app::queries::{deciding, suggestions, telephone};
use casework::PersonId;

impl<D: Door> Telling<'_, D> {
    /// The lines of one of them.
    pub(super) async fn desk(&self, sight: &Sight) -> Result<Vec<String>, String> {
        let person = self.person(&sight.who)?;
        let lines = match &*sight.page {
            "查找" => self.found(&person, sight).await?,
            "重复提示" => self.cards(&person, sight).await,
            "归类建议" => self.suggestions(&person, sight).await,
            "电话查询" => self.told_by_phone(&person, sight).await?,
            _ => self.tray(&person).await,
        };
        lines.map_err(|failure| Refusal::from(failure).to_string())
    }

    async fn found(
        &self,
        person: &PersonId,
        sight: &Sight,
    ) -> Result<Result<Vec<String>, app::Failure>, String> {
        let kind = chosen(sight, "类");
        let known = Sought::ALL.iter().find(|(.., zh)| *zh == kind);
        let (sought, ..) = known.ok_or_else(|| format!("查找没有“{kind}”这一类"))?;
        let hits = lookup::find(&self.world.app, person, *sought, chosen(sight, "词")).await;
        let line = |hit: &lookup::Hit| format!("{} {}", hit.zh, hit.note);
        Ok(hits.map(|hits| hits.iter().map(line).collect()))
    }

    async fn cards(&self, person: &PersonId, sight: &Sight) -> Result<Vec<String>, app::Failure> {
        let accused = chosen(sight, "被反映人");
        let typed = Typed {
            name: chosen(sight, "姓名").to_owned(),
            phone: chosen(sight, "电话").to_owned(),
            id_number: chosen(sight, "证件号").to_owned(),
            accused: accused
                .split('、')
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            title: chosen(sight, "标题").to_owned(),
            text: chosen(sight, "主要问题").to_owned(),
            apart: Vec::new(),
        };
        let cards = match self.matters.get(chosen(sight, "件")) {
            Some(known) => repeats::of_matter(&self.world.app, person, &known.number).await?,
            None => repeats::repeats(&self.world.app, person, &typed).await?,
        };
        let line = |card: &repeats::Card| {
            let answered = match &*card.answered {
                "" => "尚未答复".to_owned(),
                answered => format!("{answered}答复"),
            };
            let (number, title) = (&card.number, &card.title);
            let both = [&*card.likely, &*card.why];
            let why: Vec<&str> = both.into_iter().filter(|said| !said.is_empty()).collect();
            let why = why.join("；");
            format!(
                "{number} 《{title}》{why}；{}；{}；{answered}",
                card.stands, card.result
            )
        };
        Ok(cards.iter().map(line).collect())
    }

    async fn suggestions(
        &self,
        person: &PersonId,
        sight: &Sight,
    ) -> Result<Vec<String>, app::Failure> {
        let typed = (chosen(sight, "标题"), chosen(sight, "主要问题"));
        let found = suggestions::suggestions(&self.world.app, person, typed).await?;
        let line = |one: &suggestions::Suggestion| {
            format!(
                "{} {} {}，凭{}",
                one.what, one.zh, one.confidence, one.words
            )
        };
        Ok(found.iter().map(line).collect())
    }

    /// `短号=甲件` is the short number of a matter of the story, `口令=回执` what its receipt says.
    async fn told_by_phone(
        &self,
        person: &PersonId,
        sight: &Sight,
    ) -> Result<Result<Vec<String>, app::Failure>, String> {
        let known = self.known(chosen(sight, "短号"))?;
        let (number, password) = known.spoken.as_ref().ok_or("此件没有电话口令")?;
        let password = match chosen(sight, "口令") {
            "回执" => password,
            other => other,
        };
        let told = telephone::tell(&self.world.app, person, number, password).await;
        Ok(told.map(|told| match told {
            None => vec!["短号和口令对不上".to_owned()],
            Some(told) => {
                let replied = if told.replied {
                    "已答复"
                } else {
                    "尚未答复"
                };
                let (on, word) = (told.received_on, told.status_zh);
                vec![format!("{} {on}收到，{word}，{replied}", told.number)]
            }
        }))
    }

    async fn tray(&self, person: &PersonId) -> Result<Vec<String>, app::Failure> {
        let tray = deciding::tray(&self.world.app, person).await?;
        let mut lines = vec![format!("待阅 共{}件", tray.rows.len())];
        lines.extend(tray.rows.iter().map(|row| {
            let one = &row.waiting;
            format!(
                "{} 《{}》{} {}",
                one.number, one.title, row.why, one.class_zh
            )
        }));
        Ok(lines)
    }
}

fn chosen<'a>(sight: &'a Sight, label: &str) -> &'a str {
    let pair = sight.filters.iter().find(|(known, _)| known == label);
    pair.map_or("", |(_, value)| value)
}
