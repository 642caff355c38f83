//! Edit the words of a bulletin (修改通报稿) until it is signed. The figures stay as they were counted.

use super::Event;
use crate::act::{Act, Performer};
use crate::bulletin::Bulletin;
use crate::form::{Field, Kind};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct EditBulletin {
    summary: SealedRef,
    demand: SealedRef,
}

/// The words of a bulletin were changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulletinEdited {
    /// How a person judges it.
    pub summary: SealedRef,
    /// What is demanded.
    pub demand: SealedRef,
}

crate::refusals! {
    NoDraft = "no-draft" => "通报已经签发或者撤回，文字不能再改。",
}

impl Step for EditBulletin {
    type State = Bulletin;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "edit-bulletin",
        noun: "text",
        zh: "修改通报稿",
        help: "签发之前修改评述和要求；数字按取数时的台账，不能改。",
        basis: "定期通报（S0-21）；签发前可以修改为默认设置，可由本单位调整",
        mechanisms: &["S0-21"],
        performer: Performer::Person,
        fields: &[
            Field::new("summary", "评述", Kind::Text { max: 2000 })
                .help("不得写入举报人、被反映人信息"),
            Field::new("demand", "工作要求", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(bulletin: &Bulletin, _: &Context<'_>) -> Result<(), Refusal> {
        if bulletin.is_draft() { Ok(()) } else { Err(Refusal::NoDraft) }
    }

    fn decide(self, _: &Bulletin, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::BulletinEdited(BulletinEdited {
            summary: self.summary,
            demand: self.demand,
        })])
    }
}

impl BulletinEdited {
    /// It says this from now on.
    pub fn evolve(&self, bulletin: &mut Bulletin, _: &Recorded<()>) {
        bulletin.summary = Some(self.summary.clone());
        bulletin.demand = Some(self.demand.clone());
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::draft::tests::drafted;
    use super::super::sign::tests::signed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const EDIT: &str = EditBulletin::ACT.name;

    fn fields() -> Value {
        json!({"summary": sealed(3), "demand": sealed(4)})
    }

    pub(crate) fn edited() -> Proceeding<Bulletin> {
        drafted().act("city-head", EDIT, fields())
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> =
        || vec![case("no-draft", || signed().by("city-head").refused(EDIT, fields()))];

    #[test]
    fn only_the_words_change_s0_21() {
        let (before, after) = (drafted().state, edited().state);
        assert_ne!(before.summary, after.summary);
        assert_eq!(before.lines, after.lines);
    }
}
