//! The invented office can be founded, and can do its work.

use super::*;
use crate::rehearsal;
use app::catalogue::Catalogue;
use jiff::civil::date;
use std::collections::BTreeSet;

fn planned(seed: u64) -> OfficePlan {
    plan(
        seed,
        &Basis {
            catalogue: "rules",
            calendar: "days",
            since: date(2025, 1, 1),
        },
    )
}

#[test]
fn the_same_seed_gives_the_same_office() {
    assert_eq!(planned(5), planned(5));
    assert_ne!(planned(5).accounts, planned(6).accounts);
}

#[test]
fn it_is_as_large_as_promised() {
    let office = planned(1);
    let counties: Vec<&County> = office
        .cities
        .iter()
        .flat_map(|city| &city.counties)
        .collect();
    let towns: BTreeSet<&str> = counties
        .iter()
        .flat_map(|county| &county.towns)
        .map(|town| &*town.code)
        .collect();
    assert_eq!(
        (office.cities.len(), counties.len(), towns.len()),
        (3, 12, 36)
    );
    assert!(
        (58..=66).contains(&office.accounts.len()),
        "{}",
        office.accounts.len()
    );
}

#[test]
fn every_order_is_accepted_and_every_role_is_shown_once() {
    let catalogue = Catalogue::read(None).unwrap();
    for seed in 0..5 {
        let plan = planned(seed);
        let office = rehearsal::found(
            &plan,
            &catalogue.rules,
            &catalogue.calendar,
            date(2025, 1, 1),
        )
        .unwrap();
        assert_eq!(office.version as usize, plan.orders.len());
        let shown: Vec<&str> = plan
            .accounts
            .iter()
            .filter(|account| account.shown)
            .map(|account| account.role)
            .collect();
        assert_eq!(shown.len(), catalogue.rules.roles.len(), "{shown:?}");
        let names: BTreeSet<&str> = plan.accounts.iter().map(|account| &*account.name).collect();
        assert_eq!(
            names.len(),
            plan.accounts.len(),
            "no two colleagues share a name"
        );
    }
}
