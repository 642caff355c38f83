//! An invented province: its tree of commissions, its people, and the orders that found it.

mod crews;
mod lending;
mod places;

pub use crews::Crew;
pub use places::{City, County, PROVINCE, PROVINCE_CODE, Town};

use crate::draw::Draw;
use casework::{PersonId, UnitId};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// An act on the office with its fields, to be carried out from the console in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeOrder {
    /// The step's name.
    pub act: &'static str,
    /// Its fields.
    pub fields: Map<String, Value>,
}

/// A person of the office with the first of their posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Login name.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// The post's role.
    pub role: &'static str,
    /// The post's unit.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// Whether the demo prints it: one account a role.
    pub shown: bool,
}

/// The whole invention: orders, and what the plan of the year needs to know of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficePlan {
    /// What it was drawn from.
    pub seed: u64,
    /// What founds it, in order.
    pub orders: Vec<OfficeOrder>,
    /// Its people.
    pub accounts: Vec<Account>,
    /// Its places.
    pub cities: Vec<City>,
    /// Who does the work of an organ, by organ; organs without people of their own have none.
    pub crews: BTreeMap<UnitId, Crew>,
}

/// What the plan takes from the running program: versions to adopt, and since when posts are held.
#[derive(Debug, Clone)]
pub struct Basis<'a> {
    /// Hash of the rules.
    pub catalogue: &'a str,
    /// Version of the calendar.
    pub calendar: &'a str,
    /// First day of every post.
    pub since: Date,
}

/// Invents the office of a seed.
pub fn plan(seed: u64, basis: &Basis<'_>) -> OfficePlan {
    let mut draw = Draw::part(seed, 0);
    let cities = places::cities(&mut draw);
    let mut making = Making {
        draw,
        basis,
        orders: Vec::new(),
        accounts: Vec::new(),
        crews: BTreeMap::new(),
    };
    making.found_all(&cities);
    making.staff_all(&cities);
    making.lend_all();
    making.order(
        "adopt-catalogue",
        json!({ "catalogue": basis.catalogue, "calendar": basis.calendar }),
    );
    let Making {
        orders,
        mut accounts,
        crews,
        ..
    } = making;
    show_one_a_role(&mut accounts);
    OfficePlan {
        seed,
        orders,
        accounts,
        cities,
        crews,
    }
}

/// One account a role; where the first county has one, its own, so that they work on the same matters.
fn show_one_a_role(accounts: &mut [Account]) {
    let first_county = |account: &Account| account.unit.as_str().starts_with("990101");
    let mut roles: Vec<&str> = accounts.iter().map(|account| account.role).collect();
    roles.sort_unstable();
    roles.dedup();
    for role in roles {
        let at = accounts
            .iter()
            .position(|account| account.role == role && first_county(account))
            .or_else(|| accounts.iter().position(|account| account.role == role));
        if let Some(account) = at.and_then(|at| accounts.get_mut(at)) {
            account.shown = true;
        }
    }
}

/// The state of inventing.
struct Making<'a> {
    draw: Draw,
    basis: &'a Basis<'a>,
    orders: Vec<OfficeOrder>,
    accounts: Vec<Account>,
    crews: BTreeMap<UnitId, Crew>,
}

impl Making<'_> {
    fn order(&mut self, act: &'static str, fields: Value) {
        if let Value::Object(fields) = fields {
            self.orders.push(OfficeOrder { act, fields });
        }
    }
}

#[cfg(test)]
mod tests;
