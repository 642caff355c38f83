//! Books reconciled, for a demonstration: a city's month before the last confirmed and told of in a bulletin that
//! one organ below acknowledged; the last month under comparison, one difference of it explained. Every act
//! goes the way of any other act, at a time that is past.

use super::teller::{Teller, holder};
use app::queries::reconciliations;
use app::{App, Failure, Fault, Subject};
use casework::office::Level;
use casework::procedure::Noun;
use casework::{PersonId, UnitId};
use jiff::civil::Date;
use serde_json::json;

const MINUTE: i64 = 60_000;

/// Reconciles a city's books. Whether there was a city to reconcile.
///
/// # Errors
/// The database does not answer, or an act fails for another reason than a refusal.
pub async fn books(app: &App) -> Result<bool, Fault> {
    let Some(hands) = Hands::of(app) else {
        return Ok(false);
    };
    let last = before(app.now().on());
    let earlier = before(last);
    let mut told = Told {
        teller: Teller::paced(app, 240 * MINUTE, MINUTE / 4),
    };
    if let Some(number) = told.opened(&hands, earlier).await? {
        told.explain(&hands, &number, usize::MAX).await?;
        let on = || Subject::Procedure(number.clone());
        told.teller
            .give(&hands.clerk, on(), "sign-reconciliation", json!({}))
            .await?;
        told.teller
            .give(&hands.head, on(), "confirm-reconciliation", json!({}))
            .await?;
        told.bulletin(&hands, earlier).await?;
    }
    if let Some(number) = told.opened(&hands, last).await? {
        let noted = json!({"record": "paper", "side": "there",
            "what": "纸质登记簿上有一件来信，平台上没有。"});
        let on = Subject::Procedure(number.clone());
        told.teller
            .give(&hands.clerk, on, "note-difference", noted)
            .await?;
        told.explain(&hands, &number, 1).await?;
    }
    Ok(true)
}

fn before(day: Date) -> Date {
    let last = day.first_of_month().yesterday();
    last.map_or(day, Date::first_of_month)
}

/// Who keeps a city's books.
pub(crate) struct Hands {
    pub organ: UnitId,
    pub clerk: PersonId,
    pub head: PersonId,
    pub leader: PersonId,
}

impl Hands {
    pub fn of(app: &App) -> Option<Self> {
        let office = app.office();
        let cities = office.units.values();
        let mut cities = cities.filter(|unit| unit.kind.is_organ() && unit.level == Level::City);
        cities.find_map(|city| {
            Some(Self {
                clerk: holder(app, &city.id, "clerk")?,
                head: holder(app, &city.id, "petition-head")?,
                leader: holder(app, &city.id, "leader")?,
                organ: city.id.clone(),
            })
        })
    }
}

struct Told<'a> {
    teller: Teller<'a>,
}

impl Told<'_> {
    async fn opened(&mut self, hands: &Hands, month: Date) -> Result<Option<String>, Fault> {
        let fields = json!({"month": month.strftime("%Y-%m").to_string()});
        let new = Subject::NewProcedure(Noun::Reconciliation);
        self.teller
            .give(&hands.clerk, new, "open-reconciliation", fields)
            .await
    }

    /// Explains so many differences.
    async fn explain(&mut self, hands: &Hands, number: &str, most: usize) -> Result<(), Fault> {
        let book = match reconciliations::book(self.teller.app, &hands.clerk, number).await {
            Ok(book) => book,
            Err(Failure::Fault(fault)) => return Err(fault),
            Err(_) => return Ok(()),
        };
        // What somebody noted last is explained first.
        for line in book.lines.iter().rev().take(most) {
            let cause = if line.matter.is_some() {
                "in-transit"
            } else {
                "not-entered"
            };
            let fields = json!({"difference": line.number.to_string(), "cause": cause,
                "words": "已与对方核对。"});
            let on = Subject::Procedure(number.to_owned());
            self.teller
                .give(&hands.clerk, on, "explain-difference", fields)
                .await?;
        }
        Ok(())
    }

    async fn bulletin(&mut self, hands: &Hands, month: Date) -> Result<(), Fault> {
        let office = self.teller.app.office();
        let below = office.children_of(&hands.organ).iter();
        let is_county = |unit: &&UnitId| {
            let unit = office.unit(unit);
            unit.is_some_and(|unit| unit.kind.is_organ() && unit.level == Level::County)
        };
        let below: Vec<UnitId> = below.filter(is_county).cloned().collect();
        let fields = json!({"period": month.strftime("%Y-%m").to_string(),
            "summary": "各单位登记及时，多数按期办结；个别单位签收偏慢、超期较多。",
            "demand": "各单位要逐件核对超期事项，明确专人每日查看待办。",
            "praised": below.iter().take(1).collect::<Vec<_>>(),
            "criticised": below.iter().skip(1).take(1).collect::<Vec<_>>()});
        let new = Subject::NewProcedure(Noun::Bulletin);
        let Some(number) = self
            .teller
            .give(&hands.head, new, "draft-bulletin", fields)
            .await?
        else {
            return Ok(());
        };
        let on = || Subject::Procedure(number.clone());
        self.teller
            .give(&hands.leader, on(), "sign-bulletin", json!({}))
            .await?;
        for unit in below.iter().take(1) {
            if let Some(person) = holder(self.teller.app, unit, "petition-head") {
                self.teller
                    .give(&person, on(), "acknowledge-bulletin", json!({}))
                    .await?;
            }
        }
        Ok(())
    }
}
