//! Reads the catalogue's texts; a wrong file is refused by name, field and reason.

use super::deciding::NEVER_LENT;
use super::{
    ActClass, Body, ClockRule, Disposal, InspectionKind, Ladder, Listed, PriorityRule, Role, Rules,
    Scheme, Settings,
};
use crate::notices::NoticeRule;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

/// A catalogue file: its path below `catalogue/` and its text.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// E.g. `clocks.toml` or `categories/2018.toml`.
    pub path: &'a str,
    /// The whole text.
    pub text: &'a str,
}

/// A catalogue that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("catalogue/{path}: {reason}")]
pub struct Invalid {
    /// The file.
    pub path: String,
    /// What is wrong, with line or field.
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clocks {
    clock: Vec<ClockRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ladders {
    ladder: Vec<Ladder>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    role: Vec<Role>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Domains {
    domain: Vec<Listed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measures {
    measure: Vec<Listed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inspections {
    inspection: Vec<InspectionKind>,
    problem: Vec<Listed>,
    priority: PriorityRule,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Assessments {
    scheme: Vec<Scheme>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Disposals {
    disposal: Vec<Disposal>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notices {
    notice: Vec<NoticeRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActClasses {
    class: Vec<ActClass>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bodies {
    body: Vec<Body>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Platforms {
    platform: Vec<super::Ground>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    phrase: Vec<String>,
}

impl Rules {
    /// Parses and checks the catalogue. Files it does not know belong to other readers and are left.
    ///
    /// # Errors
    /// The first file that does not parse, names a step or event that does not exist, or repeats an id.
    pub fn parse<'a>(
        sources: impl IntoIterator<Item = Source<'a>>,
        version: String,
    ) -> Result<Self, Invalid> {
        let mut rules = Self {
            version,
            ..Self::default()
        };
        for source in sources {
            match source.path {
                "clocks.toml" => rules.clocks = read::<Clocks>(source)?.clock,
                "ladder.toml" => rules.ladders = read::<Ladders>(source)?.ladder,
                "roles.toml" => rules.roles = read::<Roles>(source)?.role,
                "domains.toml" => rules.domains = read::<Domains>(source)?.domain,
                "disposals.toml" => rules.disposals = read::<Disposals>(source)?.disposal,
                "notices.toml" => rules.notices = read::<Notices>(source)?.notice,
                "measures.toml" => rules.measures = read::<Measures>(source)?.measure,
                "inspections.toml" => {
                    let read = read::<Inspections>(source)?;
                    rules.inspections = read.inspection;
                    (rules.problems, rules.priority) = (read.problem, read.priority);
                }
                "assessments.toml" => rules.schemes = read::<Assessments>(source)?.scheme,
                "key-counties.toml" => rules.key_counties = read(source)?,
                "analyses.toml" => rules.analyses = read(source)?,
                "metrics.toml" => rules.metrics = read(source)?,
                "campaigns.toml" => rules.campaigns = read(source)?,
                "linkage.toml" => rules.linkage = read(source)?,
                "reconciliation.toml" => {
                    rules.causes = read::<super::reconciliation::Causes>(source)?.cause;
                }
                "accountability.toml" => rules.duties = read(source)?,
                "delegation.toml" => rules.act_classes = read::<ActClasses>(source)?.class,
                "bodies.toml" => rules.bodies = read::<Bodies>(source)?.body,
                "batch.toml" => rules.batches = read(source)?,
                "platforms.toml" => rules.platforms = read::<Platforms>(source)?.platform,
                "phrases.toml" => rules.phrases = read::<Phrases>(source)?.phrase,
                "office.toml" => rules.settings = read::<Settings>(source)?,
                path if path.starts_with("forms/") => rules.forms.push(read(source)?),
                path if path.starts_with("letters/") => rules.letters.push(read(source)?),
                path if path.starts_with("reviews/") => rules.sheets.push(read(source)?),
                path if path.starts_with("books/") => rules.books.push(read(source)?),
                path if path.starts_with("categories/") => rules.editions.push(read(source)?),
                _ => {}
            }
        }
        rules.editions.sort_by_key(|edition| edition.from);
        rules.books.sort_by_key(|book| book.order);
        rules.forms.sort_by_key(|form| form.order);
        rules.letters.sort_by_key(|letter| letter.order);
        rules.check()?;
        Ok(rules)
    }

    fn check(&self) -> Result<(), Invalid> {
        unique("clocks.toml", self.clocks.iter().map(|rule| &*rule.id))?;
        unique("ladder.toml", self.ladders.iter().map(|ladder| &*ladder.id))?;
        self.check_ladders()?;
        unique("roles.toml", self.roles.iter().map(|role| &*role.id))?;
        unique(
            "domains.toml",
            self.domains.iter().map(|domain| &*domain.id),
        )?;
        unique(
            "measures.toml",
            self.measures.iter().map(|measure| &*measure.id),
        )?;
        let inspections = self.inspections.iter().map(|kind| &*kind.id);
        unique("inspections.toml", inspections)?;
        let problems = self.problems.iter().map(|problem| &*problem.id);
        unique("inspections.toml", problems)?;
        let kinds = self.campaigns.kinds.iter().map(|kind| &*kind.id);
        unique("campaigns.toml", kinds)?;
        let classes = self.linkage.classes.iter().map(|class| &*class.id);
        unique("linkage.toml", classes)?;
        let counterparts = self.linkage.counterparts.iter().map(|one| &*one.id);
        unique("linkage.toml", counterparts)?;
        let causes = self.causes.iter().map(|cause| &*cause.id);
        unique("reconciliation.toml", causes)?;
        let disposals = self.disposals.iter().map(|disposal| &*disposal.id);
        unique("disposals.toml", disposals)?;
        unique("reviews", self.sheets.iter().map(|sheet| &*sheet.id))?;
        self.sheets.iter().try_for_each(super::Sheet::check)?;
        unique("assessments.toml", self.schemes.iter().map(|one| &*one.id))?;
        self.schemes.iter().try_for_each(Scheme::check)?;
        self.metrics.check()?;
        let kinds = self.analyses.kinds.iter().map(|kind| &*kind.id);
        unique("analyses.toml", kinds)?;
        let domains: Vec<&str> = self.domains.iter().map(|one| &*one.id).collect();
        self.analyses.check(&self.metrics, &domains)?;
        let typical = self.analyses.typical.iter().map(|one| &*one.id);
        unique("analyses.toml", typical)?;
        let policies = self.analyses.policies.iter().map(|one| &*one.id);
        unique("analyses.toml", policies)?;
        unique(
            "analyses.toml",
            self.analyses.sections.iter().map(|one| &*one.id),
        )?;
        self.settings.check()?;
        unique("books", self.books.iter().map(|book| &*book.id))?;
        self.books.iter().try_for_each(super::Book::check)?;
        unique("forms", self.forms.iter().map(|form| &*form.id))?;
        self.forms.iter().try_for_each(super::FormRule::check)?;
        unique("letters", self.letters.iter().map(|letter| &*letter.id))?;
        self.letters.iter().try_for_each(super::LetterRule::check)?;
        let classes = self.act_classes.iter().map(|class| &*class.id);
        unique("delegation.toml", classes)?;
        unique("platforms.toml", self.platforms.iter().map(|one| &*one.id))?;
        unique("bodies.toml", self.bodies.iter().map(|body| &*body.id))?;
        self.check_lent()?;
        let batches = self.batches.acts.iter().map(|act| &*act.id);
        unique("batch.toml", batches)?;
        self.check_batches()?;
        for edition in &self.editions {
            let path = format!("categories/{}.toml", edition.id);
            unique(&path, edition.choices().map(|(id, _)| id))?;
        }
        for rule in &self.clocks {
            for kind in rule.opened_by.iter().chain(&rule.discharged_by) {
                let known =
                    crate::matter::steps::knows(kind) || crate::procedure::noun::knows(kind);
                if !known {
                    let reason = format!("clock `{}` names the unknown event `{kind}`", rule.id);
                    return Err(Invalid {
                        path: "clocks.toml".into(),
                        reason,
                    });
                }
            }
        }
        unique("notices.toml", self.notices.iter().map(|rule| &*rule.id))?;
        for (rule, kind) in self
            .notices
            .iter()
            .flat_map(|r| r.on.iter().map(move |k| (r, k)))
        {
            if !crate::matter::steps::knows(kind) {
                let reason = format!("notice `{}` names the unknown event `{kind}`", rule.id);
                return Err(Invalid {
                    path: "notices.toml".into(),
                    reason,
                });
            }
        }
        for role in &self.roles {
            for act in role.may.iter().flat_map(|grant| &grant.acts) {
                if !crate::access::knows(act) {
                    let reason = format!("role `{}` may do the unknown act `{act}`", role.id);
                    return Err(Invalid {
                        path: "roles.toml".into(),
                        reason,
                    });
                }
            }
        }
        Ok(())
    }
}

impl Rules {
    /// What may be lent exists and is not forbidden to be.
    fn check_lent(&self) -> Result<(), Invalid> {
        for class in &self.act_classes {
            for act in &class.acts {
                let wrong = if !crate::access::knows(act) {
                    "names the unknown act"
                } else if NEVER_LENT.contains(&&**act) {
                    "may never lend the act"
                } else {
                    continue;
                };
                return Err(Invalid {
                    path: "delegation.toml".into(),
                    reason: format!("class `{}` {wrong} `{act}`", class.id),
                });
            }
        }
        Ok(())
    }
}

fn read<T: DeserializeOwned>(source: Source<'_>) -> Result<T, Invalid> {
    toml::from_str(source.text).map_err(|error| Invalid {
        path: source.path.to_owned(),
        reason: error.to_string(),
    })
}

fn unique<'a>(path: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), Invalid> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(Invalid {
                path: path.to_owned(),
                reason: format!("`{id}` stands twice"),
            });
        }
    }
    Ok(())
}
