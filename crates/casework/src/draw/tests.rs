//! The draw: the same for everybody, each unit represented, what is watched drawn more of.

use super::*;
use proptest::prelude::*;

const NONE: Priority = Priority {
    units: Vec::new(),
    times: 2,
};

fn population(sizes: &[usize]) -> Vec<Stratum> {
    let of = |(unit, size): (usize, &usize)| {
        (0..*size).map(move |number| {
            let candidate = Candidate {
                name: format!("X-{unit}-{number:04}"),
                matter: None,
            };
            (UnitId(format!("u{unit}")), candidate)
        })
    };
    ordered(sizes.iter().enumerate().flat_map(of))
}

fn seed(byte: u8) -> Seed {
    Seed([byte; 32])
}

#[test]
fn the_order_of_finding_does_not_change_the_digest() {
    let once = population(&[3, 2]);
    let pairs = |s: &Stratum| {
        let unit = s.unit.clone();
        s.candidates
            .clone()
            .into_iter()
            .map(move |c| (unit.clone(), c))
    };
    let mut found: Vec<_> = once.iter().flat_map(pairs).collect();
    found.reverse();
    found.push(found[0].clone());
    assert_eq!(digest(&ordered(found)), digest(&once));
    assert_ne!(digest(&population(&[3, 1])), digest(&once));
}

#[test]
fn an_example_done_by_hand_with_sha256sum() {
    let told = Seed::of_checkpoint("jianjian/example\n3\nAAAA\n");
    assert_eq!(
        told.to_string(),
        "0353cce73d61df0ad0e45ed644d532c19a65e2910374d3c3957a3542980ea594"
    );
}

#[test]
fn each_unit_is_represented_in_proportion_s0_17() {
    let places = places(
        seed(1),
        &population(&[60, 30, 10]),
        Wanted::Number(10),
        &NONE,
    );
    assert_eq!(places, [6, 3, 1]);
    let tiny = super::places(seed(1), &population(&[96, 2, 2]), Wanted::Percent(5), &NONE);
    assert_eq!(tiny, [3, 1, 1], "a small unit is drawn too");
}

#[test]
fn priority_units_are_drawn_at_a_higher_share_and_first_s0_18() {
    let watched = Priority {
        units: vec!["u1".into()],
        times: 2,
    };
    let even = population(&[30, 30, 30]);
    assert_eq!(
        places(seed(7), &even, Wanted::Number(12), &watched),
        [3, 6, 3]
    );
    assert_eq!(
        places(seed(7), &even, Wanted::Number(1), &watched),
        [0, 1, 0]
    );
}

#[test]
fn a_share_is_rounded_up_and_never_more_than_there_is() {
    assert_eq!(Wanted::Percent(10).of(11), 2);
    assert_eq!(Wanted::Number(50).of(3), 3);
    assert_eq!(Wanted::Percent(1).of(3), 1);
    assert_eq!(Wanted::Number(5).of(0), 0);
}

proptest! {
    #[test]
    fn a_draw_is_a_part_of_its_population_and_always_the_same(
        sizes in prop::collection::vec(1_usize..40, 1..8),
        number in 1_u32..100,
        byte: u8,
        watched in 0_usize..8,
    ) {
        let population = population(&sizes);
        let priority = Priority { units: vec![UnitId(format!("u{watched}"))], times: 3 };
        let wanted = Wanted::Number(number);
        let sample = draw(seed(byte), &population, wanted, &priority);
        prop_assert_eq!(&sample, &draw(seed(byte), &population, wanted, &priority));
        prop_assert_eq!(count(&sample), wanted.of(count(&population)));
        for stratum in &sample {
            let whole = population.iter().find(|s| s.unit == stratum.unit).unwrap();
            prop_assert!(stratum.candidates.iter().all(|c| whole.candidates.contains(c)));
            let mut once = stratum.candidates.clone();
            once.sort();
            once.dedup();
            prop_assert_eq!(once.len(), stratum.candidates.len());
        }
        if number as usize >= population.len() {
            prop_assert_eq!(sample.len(), population.len());
        }
    }

    #[test]
    fn another_seed_draws_another_sample(byte: u8) {
        let population = population(&[20]);
        let drawn = draw(seed(byte), &population, Wanted::Number(10), &NONE);
        let other = draw(seed(byte.wrapping_add(1)), &population, Wanted::Number(10), &NONE);
        prop_assert_ne!(drawn, other);
    }
}
