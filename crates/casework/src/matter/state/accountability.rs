//! What somebody may have to answer for (追责问责): what leaders' instructions demand, what the first result
//! found and who stood behind it, and the entries of the ledger that prove a failing. Nothing here is said by a
//! person: it follows from what happened, so that a proposal can only name what the ledger holds (S0-25).

use super::supervision::Proposal;
use super::{Finding, Matter};
use crate::clocks::Timed;
use crate::codes;
use crate::ids::{PersonId, UnitId};
use crate::matter::steps::Event;
use jiff::civil::{Date, DateTime};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accountability {
    /// What leaders' instructions demand besides handling (S0-07).
    pub demands: BTreeSet<Demand>,
    /// The first result that was reported.
    pub first: Option<FirstResult>,
    /// Whether the last result names no measure heavier than a talk or education.
    pub light: bool,
    /// Entries that prove a failing, oldest first.
    pub proofs: Vec<Proof>,
    /// What a panel decided on units that pushed it to and fro (S3-16).
    pub led: Option<Led>,
    /// When the public or the offices were told of it.
    pub publicised: Option<Date>,
    /// What was looked into, and nobody has to answer for.
    pub cleared: Vec<Cleared>,
}

codes! {
    /// What the ledger shows and somebody has to look into (须追责的情形).
    pub enum DutyFlag {
        /// Handling again changed the first conclusion at its root (S1-15).
        Overturned = "overturned" => "根本改变原结论",
        /// A talk or education where accountability was demanded (S0-07).
        LightTouch = "light-touch" => "以谈话教育代替追责",
        /// Given back as not their own, several times (S3-16).
        Passing = "passing" => "推诿扯皮",
        /// It was demanded that it be made known (S0-07).
        Notice = "notice" => "待通报曝光",
        /// An original is missing (S0-25).
        Lost = "lost" => "原件遗失",
    }
}

impl DutyFlag {
    /// Which entries of the ledger show it; a notice is owed by an instruction, and no entry shows a failing.
    pub fn proved_by(self) -> Option<Proved> {
        match self {
            Self::Overturned => Some(Proved::Overturned),
            Self::LightTouch => Some(Proved::LightTouch),
            Self::Passing => Some(Proved::PassedOn),
            Self::Notice => None,
            Self::Lost => Some(Proved::Lost),
        }
    }
}

/// What was looked into, with the entries that were looked at: what happens later raises its flag anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleared {
    /// Which flag.
    pub flag: DutyFlag,
    /// The entries that showed it then, by version.
    pub proof: BTreeSet<i64>,
}

codes! {
    /// What an instruction demands besides handling (批示要求, S0-07).
    pub enum Demand {
        /// Somebody is to answer for it.
        Accountability = "accountability" => "追责问责",
        /// It is to be dealt with strictly and fast.
        Swift = "swift" => "从严从快查处",
        /// It is to be made known.
        Notice = "notice" => "及时通报曝光",
        /// It is put under supervision, and followed to its end (S0-21).
        Supervise = "supervise" => "挂账督办",
    }
}

impl Demand {
    /// What the words of a form demand; it takes no other.
    pub(crate) fn read(words: &[String]) -> Vec<Self> {
        words.iter().filter_map(|word| Self::parse(word)).collect()
    }
}

/// The first result (首办结论): what it found, and who answers for it whatever follows (S1-14, S1-15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstResult {
    /// By which unit.
    pub unit: UnitId,
    /// Who handled it and who led the handling.
    pub people: Vec<PersonId>,
    /// What it found, by lead and issue.
    pub findings: BTreeMap<(u32, u32), Finding>,
}

codes! {
    /// What an entry of the ledger proves.
    pub enum Proved {
        /// A promise was not kept in time.
        Lapsed = "lapsed" => "时限超期",
        /// An original was looked for and not found.
        Lost = "lost" => "原件遗失",
        /// The result was sent back.
        SentBack = "sent-back" => "办理结果被退回",
        /// A unit gave it back as not its own.
        PassedOn = "passed-on" => "退回推出",
        /// The new conclusion changes the first one at its root.
        Overturned = "overturned" => "根本改变原结论",
        /// A talk or education alone, where an instruction demanded accountability.
        LightTouch = "light-touch" => "以谈话教育代替追责",
    }
}

/// An entry that proves a failing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What it proves.
    pub what: Proved,
    /// Which entry of the matter.
    pub version: i64,
    /// On which day.
    pub on: Date,
    /// Whose failing it is.
    pub unit: UnitId,
    /// Which promise, where it is one.
    pub rule: Option<String>,
}

/// What a panel decided (会商定责): who leads, and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Led {
    /// The unit that leads from now on.
    pub unit: UnitId,
    /// The leader who answers for it.
    pub leader: PersonId,
    /// When.
    pub at: DateTime,
}

codes! {
    /// Why somebody is held to account (追责情形, S0-25).
    #[derive(Default)]
    pub enum AccountGround {
        /// What was assigned is gravely overdue.
        #[default]
        Overdue = "overdue" => "交办件严重超期",
        /// Material was lost.
        Lost = "lost" => "丢失信访材料",
        /// Material was hidden.
        Hidden = "hidden" => "隐匿信访材料",
        /// Material was destroyed.
        Destroyed = "destroyed" => "毁弃信访材料",
        /// Duty was not done, or wrongly, with serious effect.
        Duty = "duty" => "不履行或者不正确履行职责，造成严重影响",
        /// Handling again changed the first conclusion at its root (S1-15).
        Overturned = "overturned" => "重新办理根本改变原结论",
        /// A talk or education stood in for accountability (S0-07).
        LightTouch = "light-touch" => "以谈话教育代替追责问责",
        /// Pushed to and fro between units (S3-16).
        Passing = "passing" => "推诿扯皮",
        /// A typical case of formalism in handling (S3-19).
        Formalism = "formalism" => "办理中的形式主义典型问题",
    }
}

impl AccountGround {
    /// Which entries prove it.
    pub fn proved_by(self) -> &'static [Proved] {
        match self {
            Self::Overdue => &[Proved::Lapsed],
            Self::Lost | Self::Hidden | Self::Destroyed => &[Proved::Lost],
            Self::Overturned => &[Proved::Overturned],
            Self::LightTouch => &[Proved::LightTouch],
            Self::Passing => &[Proved::PassedOn],
            Self::Duty | Self::Formalism => Proved::ALL,
        }
    }
}

impl Accountability {
    /// Entries that prove a ground about a unit.
    pub fn proving<'a>(
        &'a self,
        ground: AccountGround,
        unit: &'a UnitId,
    ) -> impl Iterator<Item = &'a Proof> {
        let proofs = self.proofs.iter();
        proofs.filter(move |proof| ground.proved_by().contains(&proof.what) && proof.unit == *unit)
    }

    /// The entries that show a flag, by version.
    pub fn showing(&self, flag: DutyFlag) -> impl Iterator<Item = &Proof> + use<'_> {
        let proofs = self.proofs.iter();
        proofs.filter(move |proof| flag.proved_by() == Some(proof.what))
    }

    /// Whether a flag was looked into, with nobody to answer for it, and nothing has shown it since.
    pub fn is_cleared(&self, flag: DutyFlag) -> bool {
        let mut cleared = self.cleared.iter();
        cleared.any(|known| {
            let seen = |proof: &Proof| known.proof.contains(&proof.version);
            known.flag == flag && self.showing(flag).all(seen)
        })
    }

    /// How often units gave it back as not their own.
    pub fn times_passed(&self) -> usize {
        let passed = |proof: &&Proof| proof.what == Proved::PassedOn;
        self.proofs.iter().filter(passed).count()
    }

    /// Whether an entry proves something.
    pub fn has(&self, what: Proved) -> bool {
        self.proofs.iter().any(|proof| proof.what == what)
    }
}

impl Matter {
    /// Whether somebody has to propose accountability of the first handlers, and nobody did (S1-15).
    pub fn owes_first_handlers(&self) -> bool {
        self.accountability.has(Proved::Overturned)
            && !self.is_answered_for(AccountGround::Overturned)
            && !self.accountability.is_cleared(DutyFlag::Overturned)
    }

    /// Whether a talk or education stands where accountability was demanded, and nobody asked why.
    pub fn is_light_touch(&self) -> bool {
        self.accountability.has(Proved::LightTouch)
            && !self.is_answered_for(AccountGround::LightTouch)
            && !self.accountability.is_cleared(DutyFlag::LightTouch)
    }

    /// Whether it was demanded that it be made known, it is concluded, and nobody did (S0-07).
    pub fn owes_notice(&self) -> bool {
        let demanded = self.accountability.demands.contains(&Demand::Notice);
        let told = self.accountability.publicised.is_some()
            || self.accountability.is_cleared(DutyFlag::Notice);
        demanded && !told && self.is_concluded()
    }

    /// Whether an original was looked for and is not found.
    pub fn misses_original(&self) -> bool {
        self.originals
            .iter()
            .any(|original| original.lost.is_some())
    }

    /// Whether it was given back more than once, and no panel said who leads (S3-16).
    pub fn is_passed_around(&self) -> bool {
        self.accountability.times_passed() > 1 && !self.is_passing_settled()
    }

    /// Whether a panel said who leads, or it was found that giving it back was right.
    fn is_passing_settled(&self) -> bool {
        self.accountability.led.is_some() || self.accountability.is_cleared(DutyFlag::Passing)
    }

    /// Flags that stand on it, and whether somebody dealt with each.
    pub fn flags(&self) -> Vec<(DutyFlag, bool)> {
        let duty = &self.accountability;
        let stands = |flag: DutyFlag| match flag {
            DutyFlag::Notice => duty.demands.contains(&Demand::Notice) && self.is_concluded(),
            DutyFlag::Lost => self.misses_original() && duty.has(Proved::Lost),
            _ => flag.proved_by().is_some_and(|what| duty.has(what)),
        };
        let settled = |flag: DutyFlag| match flag {
            DutyFlag::Overturned => !self.owes_first_handlers(),
            DutyFlag::LightTouch => !self.is_light_touch(),
            DutyFlag::Passing => self.is_passing_settled(),
            DutyFlag::Notice => !self.owes_notice(),
            DutyFlag::Lost => !self.is_loss_open(),
        };
        let flags = DutyFlag::ALL.iter().copied();
        flags
            .filter(|flag| stands(*flag))
            .map(|flag| (flag, settled(flag)))
            .collect()
    }

    /// Whether an original is missing and nobody proposed that somebody answer for it (S0-25).
    pub fn is_loss_open(&self) -> bool {
        let grounds = [
            AccountGround::Lost,
            AccountGround::Hidden,
            AccountGround::Destroyed,
        ];
        let answered = grounds.iter().any(|ground| self.is_answered_for(*ground));
        !answered && !self.accountability.is_cleared(DutyFlag::Lost)
    }

    /// Whether a proposal by a ground waits or was agreed to.
    fn is_answered_for(&self, ground: AccountGround) -> bool {
        let mut proposals = self.supervision.proposals.iter();
        proposals.any(|known: &Proposal| known.ground == ground && known.agreed != Some(false))
    }

    /// Notes what an event proves, seen on the state after it.
    pub(super) fn note_duty(&mut self, event: &Event, happened: DateTime) {
        if let Some((what, unit, rule)) = self.proved(event) {
            let version = self.version + 1;
            let on = happened.date();
            self.accountability.proofs.push(Proof {
                what,
                version,
                on,
                unit,
                rule,
            });
        }
        match event {
            Event::ResultReported(reported) => {
                self.accountability.light = reported.light;
                if self.accountability.first.is_none() {
                    self.accountability.first = Some(self.first_result());
                }
            }
            Event::Instructed(instructed) => {
                self.accountability.demands.extend(&instructed.demands)
            }
            Event::InstructionEntered(entered) => {
                self.accountability.demands.extend(&entered.demands)
            }
            Event::AuditPassed(_) if self.stands_light() => {
                let (version, on) = (self.version + 1, happened.date());
                let (what, unit) = (Proved::LightTouch, self.holder.clone());
                let proof = Proof {
                    what,
                    version,
                    on,
                    unit,
                    rule: None,
                };
                self.accountability.proofs.push(proof);
            }
            _ => {}
        }
    }

    fn proved(&self, event: &Event) -> Option<(Proved, UnitId, Option<String>)> {
        match event {
            Event::ClockLapsed(lapsed) => {
                let clock = self
                    .clock(lapsed.number)
                    .filter(|clock| !clock.is_window())?;
                Some((
                    Proved::Lapsed,
                    clock.owner.clone(),
                    Some(clock.rule.clone()),
                ))
            }
            Event::OriginalChecked(checked) => {
                let original = self.numbered_original(checked.number)?;
                let lost = checked.found == super::Found::Missing;
                lost.then(|| (Proved::Lost, original.unit.clone(), None))
            }
            Event::AuditReturned(_) => Some((Proved::SentBack, self.holder.clone(), None)),
            Event::Returned(returned) => Some((Proved::PassedOn, returned.from.clone(), None)),
            Event::AuditPassed(_) => {
                let first = self.accountability.first.as_ref()?;
                let new = !self.accountability.has(Proved::Overturned) && self.overturns(first);
                new.then(|| (Proved::Overturned, first.unit.clone(), None))
            }
            _ => None,
        }
    }

    fn first_result(&self) -> FirstResult {
        let accepted = self.accepted();
        let mut people: Vec<PersonId> = self.first_handler.iter().cloned().collect();
        people.extend(accepted.map(|accepted| accepted.handler.clone()));
        people.extend(accepted.map(|accepted| accepted.leader.clone()));
        people.sort();
        people.dedup();
        let found = |(lead, number, issue): (u32, u32, &super::Issue)| {
            Some(((lead, number), issue.finding?))
        };
        FirstResult {
            unit: self.holder.clone(),
            people,
            findings: self.issues().filter_map(found).collect(),
        }
    }

    /// Whether what is found now changes a first result at its root: something is borne out that was not, or
    /// the other way round. From true to partly true is no such change.
    fn overturns(&self, first: &FirstResult) -> bool {
        self.issues().any(|(lead, number, issue)| {
            let before = first.findings.get(&(lead, number)).copied();
            before
                .zip(issue.finding)
                .is_some_and(|(before, now)| bears_out(before) != bears_out(now))
        })
    }

    /// Whether accountability was demanded, something is borne out, and nobody was more than talked to.
    fn stands_light(&self) -> bool {
        let demanded = self
            .accountability
            .demands
            .contains(&Demand::Accountability);
        let borne_out =
            |(_, _, issue): (u32, u32, &super::Issue)| issue.finding.is_some_and(bears_out);
        demanded && self.accountability.light && self.issues().any(borne_out)
    }
}

fn bears_out(finding: Finding) -> bool {
    matches!(finding, Finding::True | Finding::Partly)
}
