//! What a matter, a conclusion or a promise is counted under: letters, each a flag, and four dimensions. No
//! personal and no free text.

use crate::matter::{Finding, Matter, Round, Satisfaction, Stage, Turn};
use crate::office::Level;

crate::codes! {
    /// By which day something is counted, and what it is.
    pub enum Axis {
        /// Matters, by the day they arrived.
        Arrived = "arrived" => "收到",
        /// People who came in person, by the day they came.
        Visitors = "visitors" => "来访人次",
        /// Conclusions, by the day of each.
        Concluded = "concluded" => "办结",
        /// Results that were promised, by the day they were due.
        Due = "due" => "到期",
        /// Promises of signing and handling that ran out, by the day they were due.
        Slow = "slow" => "偏慢",
        /// Items of published case reviews, by the day each was published.
        Scored = "scored" => "评查",
        /// What they scored, by the same day.
        Points = "points" => "评查得分",
        /// Items of inspections, by the day each was checked.
        Checked = "checked" => "抽查",
    }
}

impl Axis {
    /// Whether it counts what procedures score and check, and not matters: of those neither channel nor class,
    /// level or domain is told.
    pub fn is_of_procedures(self) -> bool {
        matches!(self, Self::Scored | Self::Points | Self::Checked)
    }
}

crate::codes! {
    /// What is true of what is counted.
    pub enum Flag {
        /// The first arrival.
        First = "first" => "初次",
        /// The same person with the same grievance again.
        Repeated = "repeated" => "重复",
        /// Above the level that should have had it.
        Over = "over" => "越级",
        /// A real-name report is in it.
        Named = "named" => "实名",
        /// Outside what a commission handles.
        Excluded = "excluded" => "业务范围外",
        /// Five or more came together.
        Collective = "collective" => "集体访",
        /// Nobody decided yet what becomes of its leads.
        Survey = "survey" => "了解中",
        /// To be filed as a case.
        Filed = "filed" => "立案",
        /// Verified.
        Verified = "verified" => "初核",
        /// A talk or an inquiry by letter.
        Inquiry = "inquiry" => "谈话函询",
        /// Kept, or closed.
        Other = "other" => "暂存、了结",
        /// The conclusion that stands.
        Last = "last" => "现行结论",
        /// The first conclusion of a matter.
        Once = "once" => "首次结论",
        /// True.
        True = "true" => "属实",
        /// Partly true.
        Partly = "partly" => "部分属实",
        /// The reporter was told.
        Replied = "replied" => "已反馈",
        /// Satisfied with the result.
        Satisfied = "satisfied" => "满意",
        /// Basically satisfied.
        Basically = "basically" => "基本满意",
        /// Not satisfied.
        Unsatisfied = "unsatisfied" => "不满意",
        /// Reported by its day.
        OnTime = "on-time" => "按期",
        /// Reported after its day, or ended otherwise after it.
        Late = "late" => "逾期",
        /// Not reported yet.
        Waiting = "waiting" => "未报",
        /// Not signed for by its day.
        SlowSign = "slow-sign" => "慢签收",
        /// Not taken in hand, or not reported, by its day.
        SlowHandle = "slow-handle" => "慢办理",
        /// A check raised an opinion.
        Faulted = "faulted" => "提出意见",
        /// It was put right.
        Settled = "settled" => "整改销号",
    }
}

impl Flag {
    /// Its letter: small ones alone, for a database may not tell great letters from small.
    pub fn letter(self) -> char {
        match self {
            Self::First => 'f',
            Self::Repeated => 'r',
            Self::Over => 'o',
            Self::Named => 'n',
            Self::Excluded => 'e',
            Self::Collective => 'c',
            Self::Survey => 's',
            Self::Filed => 'l',
            Self::Verified => 'v',
            Self::Inquiry => 'i',
            Self::Other => 'k',
            Self::Last => 'd',
            Self::Once => 'q',
            Self::True => 't',
            Self::Partly => 'p',
            Self::Replied => 'y',
            Self::Satisfied => 'g',
            Self::Basically => 'b',
            Self::Unsatisfied => 'u',
            Self::OnTime => 'a',
            Self::Late => 'z',
            Self::Waiting => 'w',
            Self::SlowSign => 'x',
            Self::SlowHandle => 'j',
            Self::Faulted => 'h',
            Self::Settled => 'm',
        }
    }
}

crate::codes! {
    /// Where it stands. A matter with several leads stands where the furthest of them does.
    pub enum Standing {
        /// The same person with the same grievance again.
        Repeat = "repeat" => "重复件",
        /// Outside what the commission handles.
        Excluded = "excluded" => "业务范围外",
        /// Nobody decided yet what becomes of its leads.
        Survey = "survey" => "了解中",
        /// To be filed as a case.
        Filed = "filed" => "立案",
        /// Verified.
        Verified = "verified" => "初核",
        /// A talk or an inquiry by letter.
        Inquiry = "inquiry" => "谈话函询",
        /// Kept, or closed.
        Other = "other" => "暂存、了结",
    }
}

impl Standing {
    /// The letter that says so among those of a matter.
    pub fn letter(self) -> char {
        let flag = match self {
            Self::Repeat => Flag::Repeated,
            Self::Excluded => Flag::Excluded,
            Self::Survey => Flag::Survey,
            Self::Filed => Flag::Filed,
            Self::Verified => Flag::Verified,
            Self::Inquiry => Flag::Inquiry,
            Self::Other => Flag::Other,
        };
        flag.letter()
    }
}

/// What something is counted under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell<'a> {
    flags: &'a str,
    /// By which channel it came.
    pub channel: &'a str,
    /// Of which class; empty before it was registered.
    pub class: &'a str,
    /// The highest level that manages an accused; empty before it was registered.
    pub level: &'a str,
    domains: &'a str,
}

impl<'a> Cell<'a> {
    /// The cell of a word: letters, channel, class, level and domains, a bar between them.
    pub fn parse(word: &'a str) -> Option<Self> {
        let mut parts = word.splitn(5, '|');
        Some(Self {
            flags: parts.next()?,
            channel: parts.next()?,
            class: parts.next()?,
            level: parts.next()?,
            domains: parts.next()?,
        })
    }

    /// Whether something is true of it.
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(flag.letter())
    }

    /// Of which kind the procedure is that scored or checked it, where a procedure did.
    pub fn kind(&self) -> &'a str {
        self.channel
    }

    /// The grade a review gave it.
    pub fn grade(&self) -> &'a str {
        self.class
    }

    /// Its domains.
    pub fn domains(&self) -> impl Iterator<Item = &'a str> {
        self.domains.split(' ').filter(|domain| !domain.is_empty())
    }
}

/// The letters of a matter.
pub fn letters(matter: &Matter) -> String {
    let standing = standing(matter);
    let flags = [
        (Flag::First, matter.intake.turn == Some(Turn::First)),
        (Flag::Repeated, standing == Standing::Repeat),
        (Flag::Over, matter.intake.over_level),
        (Flag::Named, matter.real_name()),
        (Flag::Excluded, matter.excluded),
        (Flag::Collective, matter.is_collective()),
        (Flag::Survey, standing == Standing::Survey),
        (Flag::Filed, standing == Standing::Filed),
        (Flag::Verified, standing == Standing::Verified),
        (Flag::Inquiry, standing == Standing::Inquiry),
        (Flag::Other, standing == Standing::Other),
    ];
    spelled(&flags)
}

/// The letters of a conclusion: which of how many, what was found, what the reporter said.
pub fn conclusion(matter: &Matter, round: &Round) -> String {
    let nth = matter
        .answering
        .rounds
        .iter()
        .position(|known| std::ptr::eq(known, round));
    let last = nth.is_some_and(|nth| nth + 1 == matter.answering.rounds.len());
    let found = matter.finding().filter(|_| last);
    let said = round.evaluation.map(|said| said.result);
    let flags = [
        (
            Flag::Last,
            last && matter.booked.concluded == Some(round.concluded),
        ),
        (Flag::Once, nth == Some(0)),
        (Flag::True, found == Some(Finding::True)),
        (Flag::Partly, found == Some(Finding::Partly)),
        (Flag::Replied, last && matter.booked.replied.is_some()),
        (Flag::Satisfied, said == Some(Satisfaction::Satisfied)),
        (Flag::Basically, said == Some(Satisfaction::Basically)),
        (Flag::Unsatisfied, said == Some(Satisfaction::Dissatisfied)),
    ];
    spelled(&flags)
}

/// Where a matter stands.
pub fn standing(matter: &Matter) -> Standing {
    let chose = |wanted: &str| {
        matter.leads.iter().any(|lead| {
            let chosen = lead.disposal.as_ref();
            chosen.is_some_and(|chosen| chosen.disposal == wanted)
        })
    };
    if matter.stage == Stage::Joined || matter.intake.turn == Some(Turn::Repeat) {
        return Standing::Repeat;
    }
    if matter.excluded {
        return Standing::Excluded;
    }
    let furthest = [
        ("proposed-filing", Standing::Filed),
        ("preliminary-verification", Standing::Verified),
        ("talk-or-inquiry", Standing::Inquiry),
    ];
    let found = furthest.into_iter().find(|(disposal, _)| chose(disposal));
    match found {
        Some((_, standing)) => standing,
        None if matter.leads.iter().any(|lead| lead.disposal.is_some()) => Standing::Other,
        None => Standing::Survey,
    }
}

/// The highest level that manages an accused of a matter.
pub fn managed(matter: &Matter) -> Option<Level> {
    matter.leads.iter().map(|lead| lead.managed_at).min()
}

/// Whether figures tell of it as of any other. What some organ above may not know of (T4), what was passed
/// up, and what somebody answers for who may no longer see it, is looked at one by one; what is void is in none.
pub fn told(matter: &Matter) -> bool {
    let rounds = matter.answering.rounds.iter().map(|round| &round.unit);
    let promises = matter.clocks.iter();
    let promises = promises.filter(|clock| is_handling(&clock.rule));
    let answers = rounds.chain(promises.map(|clock| &clock.owner));
    matter.routing.barred.is_empty()
        && matter.passing.lines.is_empty()
        && !matter.is_void()
        && answers.into_iter().all(|unit| matter.sight.contains(unit))
}

/// What a promise that ran out was slow in (慢签收、慢办理, S0-18): the rules of clocks that the priority list of
/// inspections names.
pub fn slow(rule: &str) -> Option<Flag> {
    match rule {
        "sign" | "sign-fast" => Some(Flag::SlowSign),
        "accept" | "accept-fast" | "report-result" | "report-fast" => Some(Flag::SlowHandle),
        _ => None,
    }
}

/// Whether a rule of clocks is the term of handling.
pub fn is_handling(rule: &str) -> bool {
    matches!(rule, "report-result" | "report-fast")
}

fn spelled(flags: &[(Flag, bool)]) -> String {
    let held = flags.iter().filter(|(_, holds)| *holds);
    held.map(|(flag, _)| flag.letter()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_flag_has_a_small_letter_of_its_own() {
        let letters: BTreeSet<char> = Flag::ALL.iter().map(|flag| flag.letter()).collect();
        assert_eq!(letters.len(), Flag::ALL.len());
        assert!(letters.iter().all(char::is_ascii_lowercase));
    }

    #[test]
    fn a_word_is_read_as_it_was_written() {
        let cell = Cell::parse("fns|letter|A|county|rural village-assets").unwrap();
        assert!(cell.has(Flag::Named) && !cell.has(Flag::Over));
        assert_eq!(
            (cell.channel, cell.class, cell.level),
            ("letter", "A", "county")
        );
        assert_eq!(
            cell.domains().collect::<Vec<_>>(),
            ["rural", "village-assets"]
        );
        assert_eq!(
            Cell::parse("f|web|||").map(|cell| cell.domains().count()),
            Some(0)
        );
        assert_eq!(Cell::parse("f|web"), None);
    }
}
