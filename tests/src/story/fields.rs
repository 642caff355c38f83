//! Fields by their labels: what an office writes becomes what a form would send.

use super::grammar::Entry;
use app::App;
use casework::code::Code;
use casework::form::{Field, Kind, Source};
use casework::matter::state::consent::ContactPart;
use casework::matter::{Class, Demand, DutyFlag};
use casework::rules::RungKind;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A matter that a story has named.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// Its number.
    pub(super) number: String,
    /// Its query code, where a citizen filed it.
    pub(super) code: Option<String>,
    /// The short number and the password to be told by telephone, where it was filed at the desk.
    pub(super) spoken: Option<(String, String)>,
    /// When it was received.
    pub(super) received: Date,
    /// Its report's id.
    pub(super) report: String,
}

/// What words mean: the office's names, the catalogue's lists, the story's matters.
pub(super) struct Meaning<'a> {
    pub(super) app: &'a App,
    pub(super) matters: &'a BTreeMap<String, Known>,
    /// Upload tokens of the files the act names.
    /// What lists of the procedure offer: values by what is shown.
    pub(super) own: &'a BTreeMap<String, String>,
    pub(super) files: &'a BTreeMap<String, String>,
    /// The day the lists are read for: when the act happened.
    pub(super) on: Date,
    /// The day the matter was received: its edition of categories.
    pub(super) received: Date,
}

/// The label that takes no part in the form: when it happened.
const HAPPENED: &str = "发生";

/// The label under which a story names the part that a split begins: it takes no part in the form.
const BEGINS: &str = "另立";

/// What the story calls the part that an act begins.
pub(super) fn begins(entry: &Entry) -> Option<&str> {
    let said = entry.values.iter().find(|(label, _)| label == BEGINS);
    said.map(|(_, alias)| &**alias)
}

/// When an act happened, where the story says so.
pub(super) fn happened(entry: &Entry) -> Result<Option<jiff::civil::DateTime>, String> {
    let said = entry.values.iter().find(|(label, _)| label == HAPPENED);
    let parse = |(_, text): &(String, String)| text.replace(' ', "T").parse();
    said.map(parse)
        .transpose()
        .map_err(|_| "发生时间应写作“2026-02-27 16:00”".to_owned())
}

impl Meaning<'_> {
    /// The fields of an act as a form would send them.
    pub(super) fn fields(
        &self,
        fields: &[Field],
        entry: &Entry,
    ) -> Result<Map<String, Value>, String> {
        let mut map = Map::new();
        let of_form = |(label, _): &&(String, String)| label != HAPPENED && label != BEGINS;
        for (label, text) in entry.values.iter().filter(of_form) {
            let field = by_label(fields, label)?;
            map.insert(field.name.to_owned(), self.value(field, text)?);
        }
        for below in &entry.entries {
            let field = by_label(fields, &below.label)?;
            match field.kind {
                Kind::Group { fields: inner, .. } => {
                    let value = Value::Object(self.fields(inner, below)?);
                    let list = map
                        .entry(field.name)
                        .or_insert_with(|| Value::Array(Vec::new()));
                    list.as_array_mut().ok_or("栏目重复")?.push(value);
                }
                Kind::Identity => {
                    map.insert(field.name.to_owned(), identity(below)?);
                }
                _ => {
                    return Err(format!(
                        "“{label}”不分项填写，应写作“{label}=…”",
                        label = field.zh
                    ));
                }
            }
        }
        Ok(map)
    }

    fn value(&self, field: &Field, text: &str) -> Result<Value, String> {
        let unknown = || format!("“{}”没有“{text}”这一项", field.zh);
        Ok(match field.kind {
            Kind::Line { .. }
            | Kind::Text { .. }
            | Kind::Named { .. }
            | Kind::Date
            | Kind::DateTime => text.into(),
            Kind::Word { .. } => match self.matters.get(text) {
                Some(matter) => matter.number.as_str().into(),
                None => text.into(),
            },
            Kind::Choice(codes) => of_codes(codes, text).ok_or_else(unknown)?.into(),
            Kind::From(source) => self.chosen(source, text).ok_or_else(unknown)?.into(),
            Kind::Several(source) => {
                let each = text
                    .split('、')
                    .map(|one| self.chosen(source, one).map(Value::from));
                Value::Array(each.collect::<Option<_>>().ok_or_else(unknown)?)
            }
            Kind::Number { .. } => text.parse::<i64>().map_err(|_| unknown())?.into(),
            Kind::Flag => (text == "是").into(),
            Kind::Identity | Kind::Group { .. } => {
                return Err(format!("“{}”应另起一行分项填写", field.zh));
            }
            Kind::Files { .. } => {
                let token = |name| {
                    self.files
                        .get(name)
                        .map(|token| Value::from(token.as_str()))
                };
                let each = text.split('、').map(token);
                Value::Array(each.collect::<Option<_>>().ok_or_else(unknown)?)
            }
        })
    }

    /// The value of a name in a procedure's own list: as the form shows it, its beginning before a bracket,
    /// or a matter by its name in the story.
    fn of_own_list(&self, name: &str) -> String {
        let begins = format!("{name}（");
        let mut shown = self.own.iter();
        let like = || {
            shown
                .find(|(zh, _)| zh.starts_with(&begins))
                .map(|(_, value)| value)
        };
        if let Some(value) = self.own.get(name).or_else(like) {
            return value.clone();
        }
        let matter = self.matters.get(name).map(|matter| &matter.number);
        matter.map_or(name, |number| number).to_owned()
    }

    /// The value of a name in a list that depends on the office or the rules.
    fn chosen(&self, source: Source, name: &str) -> Option<String> {
        let (office, rules) = (self.app.office(), self.app.rules());
        match source {
            Source::Receivers | Source::Units | Source::Joints | Source::StudyOffices => {
                let unit = office.units.values().find(|unit| unit.name == name);
                unit.map(|unit| unit.id.to_string())
            }
            Source::Regions => {
                let unit = office.units.values().find(|unit| unit.place == name);
                unit.map(|unit| unit.region.clone())
            }
            Source::Categories => {
                let edition = rules.edition_on(self.received)?;
                let mut known = edition.choices();
                let fits = |full: &str| full == name || full.rsplit(" · ").next() == Some(name);
                known
                    .find(|(_, full)| fits(full))
                    .map(|(id, _)| id.to_owned())
            }
            Source::Domains => {
                let domain = rules.domains.iter().find(|domain| domain.name == name);
                domain.map(|domain| domain.id.clone())
            }
            Source::Disposals => {
                let on = rules
                    .disposals_on(self.on)
                    .find(|disposal| disposal.name == name);
                let ever = || {
                    rules
                        .disposals
                        .iter()
                        .find(|disposal| disposal.name == name)
                };
                on.or_else(ever).map(|disposal| disposal.id.clone())
            }
            Source::Roles => {
                let role = rules.roles.iter().find(|role| role.name == name);
                role.map(|role| role.id.clone())
            }
            Source::Reports => self.matters.get(name).map(|matter| matter.report.clone()),
            Source::Filings => self.matters.get(name).map(|matter| matter.number.clone()),
            Source::Measures => {
                let measure = rules.measures.iter().find(|measure| measure.name == name);
                measure.map(|measure| measure.id.clone())
            }
            Source::ActClasses => {
                let class = rules.act_classes.iter().find(|class| class.name == name);
                class.map(|class| class.id.clone())
            }
            Source::Bodies => {
                let body = rules.bodies.iter().find(|body| body.name == name);
                body.map(|body| body.id.clone())
            }
            Source::Platforms => {
                let platform = rules.platforms.iter().find(|one| one.name == name);
                platform.map(|platform| platform.id.clone())
            }
            Source::CleanFiles => self.files.get(name).cloned(),
            Source::Classes => of_codes(Class::CODES, name).map(str::to_owned),
            Source::ContactParts => of_codes(ContactPart::CODES, name).map(str::to_owned),
            Source::Demands => of_codes(Demand::CODES, name).map(str::to_owned),
            Source::Entered => Some(name.to_owned()),
            // Where no form says what is open, the program itself says what is wrong.
            Source::Own(_) => Some(self.of_own_list(name)),
            Source::LateUnits => {
                let unit = office.units.values().find(|unit| unit.name == name);
                unit.map(|unit| unit.id.to_string())
            }
            // 3.提示单: the rung of the third clock.
            Source::Rungs => {
                let (clock, kind) = name.split_once('.')?;
                let kind = of_codes(RungKind::CODES, kind)?;
                Some(format!("{clock}.{kind}"))
            }
            Source::OpenDuties => of_codes(DutyFlag::CODES, name).map(str::to_owned),
            Source::Leads
            | Source::OwedClocks
            | Source::DraftSlips
            | Source::OwedSlips
            | Source::AnsweredSlips
            | Source::Proposals
            | Source::AccountDue
            | Source::TalksDue
            | Source::Issues
            | Source::Questions
            | Source::ConsentAsks
            | Source::HandingAsked
            | Source::Pleas
            | Source::Untold
            | Source::Originals
            | Source::IdentityAsked
            | Source::IdentityOwn
            | Source::IdentityApproved => Some(name.to_owned()),
            // The rest are lists of people: handlers, leaders, recused persons.
            _ => office.bearers(name).first().map(ToString::to_string),
        }
    }
}

/// A field by its label; what stands in brackets may be left out.
fn by_label<'a>(fields: &'a [Field], label: &str) -> Result<&'a Field, String> {
    let fits = |field: &&Field| field.zh == label || field.zh.split('（').next() == Some(label);
    fields.iter().find(fits).ok_or_else(|| {
        let known: Vec<&str> = fields.iter().map(|field| field.zh).collect();
        format!("没有“{label}”这一栏；有：{}", known.join("、"))
    })
}

fn of_codes(codes: &[Code], text: &str) -> Option<&'static str> {
    let short = |code: &&Code| code.zh == text || code.zh.split('，').next() == Some(text);
    codes.iter().find(short).map(|code| code.value)
}

/// Parts of an identity, by label.
const IDENTITY: [(&str, &str); 5] = [
    ("姓名", "name"),
    ("公民身份号码", "id_number"),
    ("电话", "phone"),
    ("住址", "address"),
    ("其他", "other"),
];

fn identity(entry: &Entry) -> Result<Value, String> {
    let part = |(label, text): &(String, String)| {
        let known = IDENTITY.iter().find(|(zh, _)| zh == label);
        let (_, name) = known.ok_or_else(|| format!("举报人没有“{label}”这一项"))?;
        Ok(((*name).to_owned(), Value::from(text.as_str())))
    };
    Ok(Value::Object(
        entry
            .values
            .iter()
            .map(part)
            .collect::<Result<_, String>>()?,
    ))
}
