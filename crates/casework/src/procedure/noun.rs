//! Which procedures there are. A new one is a line in each of the two lists of this file.

use super::Procedure;
use crate::act::Act;
use crate::refusal::Refused;
use crate::rules::Rules;

crate::codes! {
    /// A noun of procedures: the word leads its streams and events.
    pub enum Noun {
        /// A drawn or full check of how reports are handled.
        Inspection = "inspection" => "抽查检查",
        /// Old and repeated reports cleared against a date.
        Campaign = "campaign" => "专项行动",
        /// A session that scores how reports were handled, one by one.
        Review = "review" => "案件评查",
        /// An important demand outside the commission's business, solved by others (联动处置).
        Linkage = "linkage" => "联动处置",
        /// The books of a month, reconciled.
        Reconciliation = "reconciliation" => "对账",
        /// How the organs below stand, told to all of them.
        Bulletin = "bulletin" => "工作通报",
        /// A year in which the organs below are measured month by month.
        Assessment = "assessment" => "工作考核",
        /// A county under key supervision.
        KeyCounty = "key-county" => "重点督导县",
        /// What a unit has to put right in how it does its duty (监察建议书).
        Proposal = "proposal" => "监察建议",
        /// The figures of a time, what they show, and what is done about it.
        Analysis = "analysis" => "综合分析",
    }
}

impl Noun {
    /// Whether one of it may be all about one matter: who is recused from that knows nothing of it (T4).
    pub fn is_of_one_matter(self) -> bool {
        matches!(self, Self::Linkage | Self::Proposal)
    }
}

/// Runs an expression with the type of a noun's state: `with_noun!(noun, P => P::ACTS)`.
#[macro_export]
macro_rules! with_noun {
    ($noun:expr, $state:ident => $body:expr) => {
        match $noun {
            $crate::procedure::Noun::Inspection => {
                type $state = $crate::inspection::Inspection;
                $body
            }
            $crate::procedure::Noun::Campaign => {
                type $state = $crate::campaign::Campaign;
                $body
            }
            $crate::procedure::Noun::Review => {
                type $state = $crate::review::Review;
                $body
            }
            $crate::procedure::Noun::Linkage => {
                type $state = $crate::linkage::Linkage;
                $body
            }
            $crate::procedure::Noun::Reconciliation => {
                type $state = $crate::reconciliation::Reconciliation;
                $body
            }
            $crate::procedure::Noun::Bulletin => {
                type $state = $crate::bulletin::Bulletin;
                $body
            }
            $crate::procedure::Noun::Assessment => {
                type $state = $crate::assessment::Assessment;
                $body
            }
            $crate::procedure::Noun::KeyCounty => {
                type $state = $crate::key_county::KeyCounty;
                $body
            }
            $crate::procedure::Noun::Proposal => {
                type $state = $crate::proposal::Proposal;
                $body
            }
            $crate::procedure::Noun::Analysis => {
                type $state = $crate::analysis::Analysis;
                $body
            }
        }
    };
}

impl Noun {
    /// The word in addresses: `inspections`.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Inspection => "inspections",
            Self::Campaign => "campaigns",
            Self::Review => "reviews",
            Self::Linkage => "linkages",
            Self::Reconciliation => "reconciliations",
            Self::Bulletin => "bulletins",
            Self::Assessment => "assessments",
            Self::KeyCounty => "key-counties",
            Self::Proposal => "proposals",
            Self::Analysis => "analyses",
        }
    }

    /// The noun of a word in an address.
    pub fn of_plural(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|noun| noun.plural() == word)
    }

    /// The letters in its numbers.
    pub fn letters(self) -> &'static str {
        match self {
            Self::Inspection => "JC",
            Self::Campaign => "ZX",
            Self::Review => "PC",
            Self::Linkage => "LD",
            Self::Reconciliation => "DZ",
            Self::Bulletin => "TB",
            Self::Assessment => "KH",
            Self::KeyCounty => "DX",
            Self::Proposal => "JY",
            Self::Analysis => "FX",
        }
    }

    /// Its acts.
    pub fn acts(self) -> &'static [Act] {
        crate::with_noun!(self, P => P::ACTS)
    }

    /// Its acts, and those on slips about what is promised in it.
    pub fn all_acts(self) -> Vec<&'static Act> {
        crate::with_noun!(self, P => super::acts::<P>().collect())
    }

    /// The act on it that bears a noun in addresses, for people to perform.
    pub fn act_of(self, noun: &str) -> Option<&'static Act> {
        super::of_persons(self.all_acts()).find(|act| act.noun == noun)
    }

    /// The act that opens one: the first of its list.
    pub fn opening(self) -> &'static Act {
        &self.acts()[0]
    }

    /// What an office calls a kind of it.
    pub fn kind_zh<'a>(self, rules: &'a Rules, kind: &'a str) -> &'a str {
        crate::with_noun!(self, P => P::kind_zh(rules, kind))
    }

    /// What an office calls a stage of it.
    pub fn stage_zh(self, stage: &str) -> &'static str {
        crate::with_noun!(self, P => P::stage_zh(stage))
    }

    /// Every reason for which an act of its may be refused.
    pub fn refusals(self) -> Vec<Refused> {
        match self {
            Self::Inspection => crate::inspection::steps::refusals(),
            Self::Campaign => crate::campaign::steps::refusals(),
            Self::Review => crate::review::steps::refusals(),
            Self::Linkage => crate::linkage::steps::refusals(),
            Self::Reconciliation => crate::reconciliation::steps::refusals(),
            Self::Bulletin => crate::bulletin::steps::refusals(),
            Self::Assessment => crate::assessment::steps::refusals(),
            Self::KeyCounty => crate::key_county::steps::refusals(),
            Self::Proposal => crate::proposal::steps::refusals(),
            Self::Analysis => crate::analysis::steps::refusals(),
        }
    }

    /// Whether it has an event of this name (without version).
    pub fn knows(self, event: &str) -> bool {
        match self {
            Self::Inspection => crate::inspection::steps::knows(event),
            Self::Campaign => crate::campaign::steps::knows(event),
            Self::Review => crate::review::steps::knows(event),
            Self::Linkage => crate::linkage::steps::knows(event),
            Self::Reconciliation => crate::reconciliation::steps::knows(event),
            Self::Bulletin => crate::bulletin::steps::knows(event),
            Self::Assessment => crate::assessment::steps::knows(event),
            Self::KeyCounty => crate::key_county::steps::knows(event),
            Self::Proposal => crate::proposal::steps::knows(event),
            Self::Analysis => crate::analysis::steps::knows(event),
        }
    }
}

/// The acts of every procedure.
pub fn acts() -> impl Iterator<Item = &'static Act> {
    Noun::ALL.iter().flat_map(|noun| noun.acts())
}

/// Whether some procedure has an event of this name (without version).
pub fn knows(event: &str) -> bool {
    Noun::ALL.iter().any(|noun| noun.knows(event))
}
