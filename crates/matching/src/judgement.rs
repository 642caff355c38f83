//! Two reports compared: the level, a probability, and the reasons in words a clerk can check.
//!
//! The rule is 同人同事: the same person and the same facts; for an anonymous report the same accused and the
//! same facts. A machine sees names, words, sums and days, so that is what it says; a person decides.

use crate::model::Model;
use crate::names::{Name, Shared};
use crate::report::Traits;
use crate::text::Gram;
use std::fmt::Write as _;

/// How two reports stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing that tells.
    None,
    /// The same place or body, another problem (相关).
    Related,
    /// Separate claims of separate people against one respondent (同一群体).
    Group,
    /// The same matter (同一事项).
    Same,
}

impl Level {
    /// What an office calls it.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::None => "无关",
            Self::Related => "相关",
            Self::Group => "同一群体",
            Self::Same => "同一事项",
        }
    }
}

/// What is thought of two reports, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// How they stand to each other.
    pub level: Level,
    /// The probability that they are the same matter.
    pub score: f32,
    /// Why, in words.
    pub reasons: String,
}

/// What a pair is measured by; each is between nought and one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Measures {
    /// A shared name or subject, together with likeness of content.
    pub named: f32,
    /// How much of one's title the other contains.
    pub title: f32,
    /// Nearly the same words, and no name in one that the other lacks.
    pub equal: f32,
}

/// What was seen while comparing, as numbers and signs and without a word: enough to weigh it anew by other
/// weights, and for nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Evidence {
    /// What is learned from.
    pub measures: Measures,
    /// Likeness of content.
    pub alike: f32,
    /// Nearly the same words about two different names.
    pub template: bool,
    /// The same person brought both.
    pub reporter: bool,
    /// The same accused in both.
    pub subject: bool,
    /// Accused in both, none the same.
    pub other_subject: bool,
    /// Each speaks of a claim of its own.
    pub separate_claims: bool,
    /// Word for word the same.
    pub identical: bool,
}

/// Everything seen while comparing.
pub(crate) struct Compared {
    pub(crate) evidence: Evidence,
    name: Option<String>,
    sure: f32,
    /// Whether each names something that the other does not, what is said of the shared name left out: 柳湾村, and
    /// 柳湾村修路.
    apart: bool,
}

/// Compares a new report with an old one. Which of them is new makes no difference.
#[must_use]
pub fn compare(new: &Traits, old: &Traits, model: &Model) -> Judgement {
    Compared::of(new, old, model).judge(model)
}

/// The same, with what was seen.
#[must_use]
pub fn weigh(new: &Traits, old: &Traits, model: &Model) -> (Judgement, Evidence) {
    let compared = Compared::of(new, old, model);
    let evidence = compared.evidence;
    (compared.judge(model), evidence)
}

/// Compares as [`compare`] does; two reports that are nothing to each other get no words.
pub(crate) fn joins(new: &Traits, old: &Traits, model: &Model) -> Option<Judgement> {
    let compared = Compared::of(new, old, model);
    let level = compared.level(compared.evidence.probability(model), model);
    (level != Level::None).then(|| compared.judge(model))
}

impl Evidence {
    /// The probability of one matter: the logistic of the weighted sum. Word for word the same, of nobody else, is
    /// the same matter.
    #[must_use]
    pub fn probability(&self, model: &Model) -> f32 {
        if self.identical && !self.other_subject {
            return 1.0;
        }
        let Measures {
            named,
            title,
            equal,
        } = self.measures;
        let learned = &model.learned;
        let sum = learned.bias
            + learned.named * named
            + learned.title * title
            + learned.equal * equal
            + self.ruled(model);
        1.0 / (1.0 + (-sum).exp())
    }

    /// What the rules add or take off.
    pub(crate) fn ruled(&self, model: &Model) -> f32 {
        let ruled = &model.ruled;
        let on = |seen: bool, weight: f32| if seen { weight } else { 0.0 };
        on(self.reporter, ruled.reporter) + on(self.subject, ruled.subject)
            - on(self.other_subject && !self.reporter, ruled.other_subject)
            - on(self.template, ruled.template * from(self.alike, LIKE))
    }
}

impl Compared {
    pub(crate) fn of(new: &Traits, old: &Traits, model: &Model) -> Self {
        let alike = likeness(&new.grams, &old.grams);
        let subject = meet(&new.subjects, &old.subjects);
        let shared = Shared::of(&new.names, &old.names);
        let tells = shared.map_or(0.0, |shared| shared.tells);
        let sure = if subject {
            1.0
        } else {
            (tells / model.words.sure).min(1.0)
        };
        let name = shared.map(|shared| shared.written());
        // Where no sure name binds two of nearly the same words, it tells what else each names; elsewhere many names
        // are said by the way.
        let by_text = alike >= NEARLY && sure < 1.0;
        let besides = name.as_deref();
        let apart = |named: fn(&Traits) -> &[Name]| {
            let lacks = |one, other| lacks(named(one), other, model, besides);
            lacks(new, old) && lacks(old, new)
        };
        let apart = apart(|one| &one.title_names) || by_text && apart(|one| &one.names);
        let both = |left: &[_], right: &[_]| !left.is_empty() && !right.is_empty();
        let reporter = meet(&new.reporters, &old.reporters);
        // Whoever writes the same letter twice seldom writes it about two places.
        let template = apart && !reporter;
        let equal = if template { 0.0 } else { from(alike, LIKE) };
        let evidence = Evidence {
            measures: Measures {
                named: sure * alike.sqrt(),
                title: contained(&new.title, &old.grams).max(contained(&old.title, &new.grams)),
                equal,
            },
            alike,
            template,
            reporter,
            subject,
            other_subject: !subject && !new.subjects.is_empty() && !old.subjects.is_empty(),
            separate_claims: !reporter
                && new.own_claim
                && old.own_claim
                && both(&new.sums, &old.sums)
                && !meet(&new.sums, &old.sums),
            identical: new.words == old.words && new.grams == old.grams,
        };
        Self {
            evidence,
            name,
            sure,
            apart,
        }
    }

    fn judge(self, model: &Model) -> Judgement {
        let score = self.evidence.probability(model);
        let level = self.level(score, model);
        let reasons = self.reasons();
        Judgement {
            level,
            score,
            reasons,
        }
    }

    fn level(&self, score: f32, model: &Model) -> Level {
        let bound = self.sure >= 0.5 || self.evidence.reporter && self.sure > 0.25;
        match score {
            score if score >= model.same && self.evidence.separate_claims => Level::Group,
            score if score >= model.same => Level::Same,
            score if score >= model.related && bound => Level::Related,
            _ => Level::None,
        }
    }

    fn reasons(&self) -> String {
        let Evidence {
            alike,
            template,
            reporter,
            subject,
            other_subject,
            separate_claims,
            identical,
            ..
        } = self.evidence;
        let mut words: Vec<String> = Vec::new();
        let mut say = |seen: bool, word: &str| {
            if seen {
                words.push(word.to_owned());
            }
        };
        say(identical, "文字相同");
        say(subject, "同一被反映人");
        say(other_subject, "被反映人不同");
        say(reporter, "同一举报人");
        if let Some(name) = self.name.as_ref().filter(|_| self.sure >= 0.25) {
            words.push(format!("均提到“{name}”"));
        }
        let mut say = |seen: bool, word: &str| {
            if seen {
                words.push(word.to_owned());
            }
        };
        say(
            self.apart && template && alike >= NEARLY,
            "文字如出一个模板",
        );
        say(self.apart, "各有对方没有的地点或单位");
        say(separate_claims, "各自主张，金额、日期不同");
        let mut sentence = words.join("；");
        let joint = if sentence.is_empty() { "" } else { "；" };
        write!(sentence, "{joint}内容相似 {alike:.2}").expect("a text can be written to");
        sentence
    }
}

/// How near to word for word a likeness is, nought up to a beginning.
fn from(alike: f32, beginning: f32) -> f32 {
    ((alike - beginning) / (1.0 - beginning)).clamp(0.0, 1.0)
}

/// From this likeness on it counts that two texts are worded alike: of short texts the names are much, so that two of
/// one template about two places are far from the same words.
const LIKE: f32 = 0.5;
/// From this likeness on two texts are nearly the same words.
const NEARLY: f32 = 0.65;

/// Whether some of a report's names are sure ones that the other does not name anywhere, besides what contains a name
/// both have.
fn lacks(names: &[Name], other: &Traits, model: &Model, besides: Option<&str>) -> bool {
    let sure = model.words.sure;
    let mut names = names
        .iter()
        .filter(|name| name.weight() >= sure * 0.5)
        .filter(|name| {
            let named = std::slice::from_ref(*name);
            let found = Shared::of(named, &other.names).map_or(0.0, |shared| shared.tells);
            found < name.weight() * 0.5
        });
    names.any(|name| besides.is_none_or(|shared| !name.contains(shared)))
}

/// The cosine of two vectors of unit length.
pub(crate) fn likeness(left: &[(Gram, f32)], right: &[(Gram, f32)]) -> f32 {
    let mut sum = 0.0;
    both(left, right, |(_, one), (_, other)| sum += one * other);
    sum.min(1.0)
}

/// How much of what a title tells stands in a text.
fn contained(title: &[(Gram, f32)], text: &[(Gram, f32)]) -> f32 {
    let whole: f32 = title.iter().map(|(_, tells)| tells).sum();
    let mut found = 0.0;
    both(title, text, |(_, tells), _| found += tells);
    if whole > 0.0 { found / whole } else { 0.0 }
}

/// Calls for each bigram both have; both are in order.
fn both(
    left: &[(Gram, f32)],
    right: &[(Gram, f32)],
    mut found: impl FnMut((Gram, f32), (Gram, f32)),
) {
    let (mut one, mut other) = (0, 0);
    while one < left.len() && other < right.len() {
        match left[one].0.cmp(&right[other].0) {
            std::cmp::Ordering::Less => one += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => {
                found(left[one], right[other]);
                one += 1;
                other += 1;
            }
        }
    }
}

/// Whether two ordered lists have anything in common.
fn meet<T: Ord>(left: &[T], right: &[T]) -> bool {
    left.iter().any(|value| right.binary_search(value).is_ok())
}
