//! Deciding: an exclusion reviewed by somebody else, a study of a hard item, what leaders write on paper.

use crate::plan::life::{Life, Stop};
use crate::plan::profile::Content;
use casework::PersonId;
use serde_json::json;

impl Life<'_> {
    /// Somebody other than the clerk agrees to an exclusion.
    pub(super) fn review_exclusion(&mut self, clerk: &PersonId) -> Result<(), Stop> {
        if !self.matter().awaits_exclusion_review() {
            return Ok(());
        }
        let crew = self.crew(&self.profile.receiver)?;
        let head = crew.petition_head.as_ref().unwrap_or(&crew.leader);
        let reviewer = [head, &crew.leader, &crew.principal]
            .into_iter()
            .find(|who| *who != clerk);
        let reviewer = reviewer.unwrap_or(&crew.principal).clone();
        self.wait((0, 3), (5, 7));
        self.act(
            &reviewer,
            "review-exclusion",
            json!({ "review": "confirm" }),
        )
    }

    /// The leader instructs; or the head of the petition office for them while they are away; or the
    /// clerk enters what the leader wrote on paper, and the leader looks at it afterwards.
    pub(super) fn instruct_as(&mut self, leader: &PersonId, text: &str) -> Result<(), Stop> {
        let crew = self.crew(&self.profile.receiver)?;
        let (clerk, head) = (crew.clerk.clone(), crew.petition_head.clone());
        let stands_in = head.filter(|head| {
            let mut lent = self.world.office.delegations_to(head, self.now.date());
            lent.any(|known| known.principal == *leader)
        });
        if let Some(head) = stands_in {
            return self.act(&head, "instruct", json!({ "text": text }));
        }
        let halts = self.profile.fate.stalls_at == Some("instruct");
        if clerk == *leader || halts || self.nth_of(7) != 0 {
            return self.act(leader, "instruct", json!({ "text": text }));
        }
        let written = self.now.date().to_string();
        let fields = json!({ "leader": leader, "written": written, "text": text });
        self.act(&clerk, "enter-instruction", fields)?;
        if self.nth_of(42) == 0 {
            return Ok(());
        }
        self.minutes(30, 120);
        let fields = json!({ "entered": "1", "word": "confirm" });
        self.act(leader, "check-entry", fields)
    }

    /// Some matters are laid before the head as well, who circles most of them within days.
    pub(super) fn present(&mut self) -> Result<(), Stop> {
        let crew = self.crew(&self.profile.receiver)?;
        let (clerk, principal) = (crew.clerk.clone(), crew.principal.clone());
        let apart = crew.petition_head.is_some() && clerk != principal;
        let halts = self.profile.fate.stalls_at.is_some();
        if !apart || halts || self.matter().recused.contains(&principal) || self.nth_of(5) != 0 {
            return Ok(());
        }
        self.minutes(5, 20);
        self.act(&clerk, "present", json!({ "leaders": [principal] }))?;
        if self.nth_of(20) == 0 {
            return Ok(());
        }
        self.wait((0, 2), (3, 4));
        self.act(&principal, "circle", json!({}))
    }

    /// A hard item: the petition office and the inspection office study it, the leader decides. Small
    /// organs have nobody to ask.
    pub(super) fn study(&mut self) -> Result<bool, Stop> {
        let crew = self.crew(&self.profile.receiver)?.clone();
        let (Some(inspection), Some(head)) = (crew.inspection, crew.petition_head) else {
            return Ok(false);
        };
        let halts = matches!(self.profile.fate.stalls_at, Some("screen" | "instruct"));
        if halts || head == crew.clerk || crew.acceptor == crew.clerk || self.nth_of(23) != 0 {
            return Ok(false);
        }
        let accusation = matches!(self.profile.content, Content::Accusation(_));
        let petition = format!("{}-petition", crew.organ);
        if !accusation || self.matter().leads.is_empty() {
            return Ok(false);
        }
        self.minutes(20, 60);
        let fields = json!({
            "offices": [petition, inspection], "leader": crew.leader,
            "question": "问题时间跨度长，是否按检举控告受理，请研判。",
        });
        self.act(&crew.clerk, "convene-study", fields)?;
        for who in [&head, &crew.acceptor] {
            self.wait((0, 2), (3, 5));
            let opinion = "有具体人和事，建议受理办理。";
            self.act(
                who,
                "answer-study",
                json!({ "stance": "handle", "opinion": opinion }),
            )?;
        }
        self.wait((0, 1), (2, 3));
        let opinion = "同意各部门意见，请信访室按程序分办。";
        self.act(
            &crew.leader,
            "decide-study",
            json!({ "class": "A", "opinion": opinion }),
        )?;
        Ok(true)
    }

    /// Which of so many lives this is: a choice that draws nothing, so that other lives stay as they are.
    fn nth_of(&self, many: u64) -> u64 {
        self.profile.index % many
    }
}
