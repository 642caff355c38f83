//! What was passed up, in the minutes of whoever has it now; and what still belongs up, told to those who
//! can act on it.

use super::dossier::View;
use crate::Fault;
use casework::matter::steps::pass_up::PassedUp;
use casework::matter::{Lead, Stage};
use casework::office::{Cadre, Office};
use casework::step::{Context, Facts};
use casework::{access, matter};
use serde::Serialize;

/// That a matter belongs to the superior organ (属上级受理, 处理检举控告工作规则第十五条): told to whoever may
/// pass it up or give it back, and to nobody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AboveView {
    /// The superior organ.
    pub to: String,
    /// The accused registered as managed above: 线索1 钱某（市级管理）.
    pub leads: Vec<String>,
    /// Cadres of the register who bear an accused's name and are managed above: to be checked.
    pub namesakes: Vec<String>,
    /// Whether the reader may pass it up now.
    pub may: bool,
    /// What has to be done first, where it cannot be passed up now.
    pub first: String,
}

/// `清河县纪委监委上报永安市纪委监委（反映上级管理的干部）`.
pub(super) fn passed_up(office: &Office, event: &PassedUp) -> String {
    let (from, to) = (office.unit_name(&event.from), office.unit_name(&event.to));
    format!("{from}上报{to}（{}）", event.ground.zh())
}

impl View<'_> {
    /// Whether it belongs above, as the leads and the cadre register stand now.
    pub(super) fn above(&self) -> Result<Option<AboveView>, Fault> {
        let office = &*self.reader.office;
        let over = self.matter.stage >= Stage::Concluded;
        let standing = self.permit("pass-up").or_else(|| self.permit("return"));
        let (Some((may, first)), false) = (standing, over || self.reads.is_copy()) else {
            return Ok(None);
        };
        let superior = office.organ_of(&self.matter.holder);
        let superior = superior.and_then(|organ| office.superior_of(organ));
        let leads = self.matter.leads_above(office);
        let namesakes = self.namesakes(&leads)?;
        let Some(superior) = superior.filter(|_| !leads.is_empty() || !namesakes.is_empty()) else {
            return Ok(None);
        };
        let lead = |lead: &&Lead| {
            let name = self.texts.of(&lead.subject)?;
            let managed = lead.managed_at.zh();
            Ok(format!("线索{} {name}（{managed}管理）", lead.number))
        };
        Ok(Some(AboveView {
            to: office.unit_name(superior).to_owned(),
            leads: leads.iter().map(lead).collect::<Result<_, Fault>>()?,
            namesakes,
            may,
            first,
        }))
    }

    /// Whether the reader may do an act now, or what it says has to be done first. None without the right.
    fn permit(&self, act: &str) -> Option<(bool, String)> {
        let (reader, rules) = (self.reader, self.app.rules());
        let on = reader.on();
        let person = &reader.person;
        let actor = access::permit(&reader.office, rules, person, act, Some(self.matter), on)?;
        if act != "pass-up" {
            let first = "请退回分办单位，由信访举报部门上报。".to_owned();
            return Some((false, first));
        }
        let facts = Facts::default();
        let ctx = Context {
            now: reader.now,
            happened: reader.now.local,
            actor: &actor,
            office: &reader.office,
            rules,
            calendar: self.app.calendar(),
            facts: &facts,
        };
        match matter::ground(act, self.matter, &ctx)? {
            Ok(()) => Some((true, String::new())),
            Err(refused) => Some((false, refused.sentence.to_owned())),
        }
    }

    /// Cadres managed above the holder's level who bear the name of an accused: those of the leads, and those
    /// the reporter names while nothing is registered. Names alone do not prove that it is them.
    fn namesakes(&self, told: &[&Lead]) -> Result<Vec<String>, Fault> {
        let Some(level) = self.matter.keeps_below(&self.reader.office) else {
            return Ok(Vec::new());
        };
        let untold = |lead: &&Lead| !told.iter().any(|known| known.number == lead.number);
        let of_leads = self
            .matter
            .leads
            .iter()
            .filter(untold)
            .map(|lead| &lead.subject);
        let reports = self
            .matter
            .reports
            .iter()
            .flat_map(|report| &report.accused);
        let of_reports = reports
            .map(|accused| &accused.name)
            .filter(|_| self.matter.leads.is_empty());
        let mut names = Vec::new();
        for name in of_leads.chain(of_reports) {
            names.push(unspaced(self.texts.of(name)?));
        }
        let above = |cadre: &&Cadre| {
            cadre.managed_at < level && names.iter().any(|name| *name == unspaced(&cadre.name))
        };
        let cadres = self.reader.office.cadres.iter().filter(above);
        Ok(cadres.map(in_words).collect())
    }
}

fn in_words(cadre: &Cadre) -> String {
    let managed = cadre.managed_at.zh();
    format!(
        "{}（{}{}，{managed}管理）",
        cadre.name, cadre.unit, cadre.post
    )
}

fn unspaced(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}
