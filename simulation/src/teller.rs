//! Giving orders in a demonstration: by whoever holds a role, at a time that may be past. Every order goes the way of
//! any other; what may not be done is left undone.

use app::moment::moment;
use app::{App, Failure, Fault, Order, Subject, Who};
use casework::{PersonId, UnitId};
use serde_json::{Map, Value};

/// A day, in milliseconds.
pub(crate) const DAY: i64 = 86_400_000;

/// Tells a story order by order.
pub(crate) struct Teller<'a> {
    pub app: &'a App,
    /// The time of the next order.
    pub at: i64,
    /// How long an order takes.
    pace: i64,
}

impl<'a> Teller<'a> {
    /// From some days ago on, ten minutes an order.
    pub fn from(app: &'a App, days: i64) -> Self {
        Self::paced(app, days * DAY, DAY / 144)
    }

    /// From a time ago on, at a pace.
    pub fn paced(app: &'a App, ago: i64, pace: i64) -> Self {
        let at = app.now().at - ago;
        Self { app, at, pace }
    }

    /// Now.
    pub fn now(app: &'a App) -> Self {
        Self::paced(app, 0, 0)
    }

    /// Lets days pass.
    pub fn wait(&mut self, days: i64) {
        self.at += days * DAY;
    }

    /// Gives a person's order, never later than now: a demonstration tells of what was. The number of what it was about; nothing where it may not be.
    pub async fn give(
        &mut self,
        person: &PersonId,
        subject: Subject,
        act: &str,
        fields: Value,
    ) -> Result<Option<String>, Fault> {
        self.at = (self.at + self.pace).min(self.app.now().at);
        let fields = match fields {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        let order = Order {
            subject,
            act: act.to_owned(),
            fields: fields
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .collect(),
            happened: None,
        };
        let who = Who::Staff(person.clone());
        match self.app.execute_at(moment(self.at), &who, order).await {
            Ok(done) => Ok(Some(done.number.unwrap_or_default())),
            Err(Failure::Fault(fault)) => Err(fault),
            Err(_) => Ok(None),
        }
    }

    /// The same on a procedure.
    pub async fn on(
        &mut self,
        number: &str,
        person: &PersonId,
        act: &str,
        fields: Value,
    ) -> Result<Option<String>, Fault> {
        let subject = Subject::Procedure(number.to_owned());
        self.give(person, subject, act, fields).await
    }
}

/// Somebody of a role in an organ.
pub(crate) fn holder(app: &App, organ: &UnitId, role: &str) -> Option<PersonId> {
    let (office, on) = (app.office(), app.now().on());
    let fits = |person: &&PersonId| {
        let mut posts = office.posts_of(person, on);
        posts.any(|post| post.role == role && office.organ_of(&post.unit) == Some(organ))
    };
    office.people.keys().find(fits).cloned()
}
