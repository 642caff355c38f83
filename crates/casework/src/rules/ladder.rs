//! Ladders (督办阶梯): what follows, rung by rung, when a promise comes near its end or runs out, as data.

use super::{Invalid, Rules};
use calendar::Term;
use serde::Deserialize;

crate::codes! {
    /// A rung of a ladder, the lowest first.
    pub enum RungKind {
        /// A warning before the due date: the only one that issues itself (S0-23).
        Warning = "warning" => "预警通知",
        /// A reminder slip.
        Reminder = "reminder" => "提示单",
        /// A supervision slip.
        Supervision = "supervision" => "督办单",
        /// A circulated notice.
        Notice = "notice" => "通报",
        /// A talk or a suggestion to hold somebody to account: always a person's proposal.
        Accountability = "accountability" => "约谈、问责建议",
    }
}

impl RungKind {
    /// Whether it is a slip: drafted, signed, numbered, and answered.
    pub fn is_slip(self) -> bool {
        matches!(self, Self::Reminder | Self::Supervision | Self::Notice)
    }

    /// The word in a slip's number: 督办〔2026〕7号.
    pub fn word(self) -> &'static str {
        match self {
            Self::Warning => "预警",
            Self::Reminder => "提示",
            Self::Supervision => "督办",
            Self::Notice => "通报",
            Self::Accountability => "问责",
        }
    }
}

/// A ladder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// Permanent id, as clocks name it: `handling`.
    pub id: String,
    /// 办理.
    pub name: String,
    /// The rule it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
    /// Its rungs, the lowest first.
    #[serde(rename = "rung")]
    pub rungs: Vec<Rung>,
}

/// A rung.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// What goes out.
    pub kind: RungKind,
    /// When, counted from the due date.
    pub when: RungTime,
    /// Which organ's it is.
    pub from: Issuer,
    /// Roles that may sign it; of accountability, that may decide on it.
    #[serde(default)]
    pub signs: Vec<String>,
    /// How long an answer may take; nothing where none is owed.
    #[serde(default)]
    pub answer: Option<Term>,
}

/// Which organ a rung is taken by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Issuer {
    /// The organ that assigned the matter.
    Assigner,
    /// The organ of the unit that owes the clock.
    Own,
    /// The nearest organ above that may see the matter; the own one where none stands above.
    Above,
}

/// When a rung is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub enum RungTime {
    /// On the clock's own days of warning.
    AsWarned,
    /// So many working days from the due date: negative before it, positive after it.
    WorkingDays(i64),
}

impl RungTime {
    /// In the words of an office.
    pub fn zh(self) -> String {
        match self {
            Self::AsWarned => "按时限的预警日".to_owned(),
            Self::WorkingDays(days) if days < 0 => format!("到期前{}个工作日", -days),
            Self::WorkingDays(days) => format!("超期{days}个工作日"),
        }
    }
}

impl TryFrom<String> for RungTime {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == "as the clock warns" {
            return Ok(Self::AsWarned);
        }
        let days = |term: &str| match term.parse() {
            Ok(Term::WorkingDays(days)) if days > 0 => Some(i64::from(days)),
            _ => None,
        };
        let before = text
            .strip_prefix("before ")
            .and_then(days)
            .map(|days| -days);
        let found = before.or_else(|| text.strip_prefix("after ").and_then(days));
        found.map(Self::WorkingDays).ok_or_else(|| {
            format!(
                "`{text}` is none of `as the clock warns`, `before N working days`, `after N working days`"
            )
        })
    }
}

impl Ladder {
    /// The rung of a kind.
    pub fn rung(&self, kind: RungKind) -> Option<&Rung> {
        self.rungs.iter().find(|rung| rung.kind == kind)
    }

    fn check(&self, rules: &Rules) -> Result<(), String> {
        let rising = |pair: &[Rung]| pair[0].kind < pair[1].kind && pair[0].when < pair[1].when;
        if !self.rungs.windows(2).all(rising) {
            return Err("its rungs do not rise, in kind and in time".to_owned());
        }
        self.rungs.iter().try_for_each(|rung| rung.check(rules))
    }
}

impl Rung {
    fn check(&self, rules: &Rules) -> Result<(), String> {
        let kind = self.kind.as_str();
        if (self.kind == RungKind::Warning) != (self.when == RungTime::AsWarned) {
            return Err(format!(
                "`{kind}`: a warning, and nothing else, goes as the clock warns"
            ));
        }
        if self.kind.is_slip() != self.answer.is_some() {
            return Err(format!(
                "`{kind}`: an answer is owed to a slip, and to nothing else"
            ));
        }
        if self.signs.is_empty() != (self.kind == RungKind::Warning) {
            return Err(format!("`{kind}`: somebody signs all but a warning"));
        }
        match self.signs.iter().find(|role| rules.role(role).is_none()) {
            Some(role) => Err(format!("`{kind}` is signed by the unknown role `{role}`")),
            None => Ok(()),
        }
    }
}

impl Rules {
    /// The ladder of an id.
    pub fn ladder(&self, id: &str) -> Option<&Ladder> {
        self.ladders.iter().find(|ladder| ladder.id == id)
    }

    /// The ladder of a clock's rule.
    pub fn ladder_of(&self, clock: &str) -> Option<&Ladder> {
        self.ladder(self.clock(clock)?.ladder.as_deref()?)
    }

    /// The rung of a kind for a clock: of its own ladder, else of the first ladder that has one; a person
    /// may send a slip about any promise.
    pub fn rung_for(&self, clock: &str, kind: RungKind) -> Option<&Rung> {
        let own = self.ladder_of(clock).into_iter();
        own.chain(&self.ladders)
            .find_map(|ladder| ladder.rung(kind))
    }

    /// Every ladder rises, and every clock names one that exists.
    pub(super) fn check_ladders(&self) -> Result<(), Invalid> {
        for ladder in &self.ladders {
            ladder.check(self).map_err(|reason| Invalid {
                path: "ladder.toml".into(),
                reason: format!("ladder `{}`: {reason}", ladder.id),
            })?;
        }
        for clock in &self.clocks {
            let named = clock.ladder.as_deref();
            if let Some(unknown) = named.filter(|id| self.ladder(id).is_none()) {
                return Err(Invalid {
                    path: "clocks.toml".into(),
                    reason: format!("clock `{}` names the unknown ladder `{unknown}`", clock.id),
                });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
