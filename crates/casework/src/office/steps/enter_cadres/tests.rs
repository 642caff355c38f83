//! The cadre register grows and is brought up to date.

use crate::given::{Case, case, office_when};
use crate::matter::Rank;
use serde_json::{Value, json};

pub(crate) fn cadre(name: &str, unit: &str, post: &str, rank: &str) -> Value {
    json!({"name": name, "unit": unit, "post": post, "rank": rank, "managed_at": "county"})
}

#[test]
fn an_entry_is_brought_up_to_date_and_keeps_its_number_p_27() {
    let first = json!({"cadres": [cadre("方小满", "石门村", "会计", "village"),
                                  cadre("方小满", "柳溪镇政府", "副镇长", "township")]});
    let when = office_when("enter-cadres", first);
    let again = json!({"cadres": [cadre("方小满", "石门村", "村主任", "village")]});
    let office = when.when("enter-cadres", again).office;
    let told: Vec<_> = office
        .cadres
        .iter()
        .map(|cadre| (cadre.number, &*cadre.post, cadre.rank))
        .collect();
    assert_eq!(
        told,
        [(1, "村主任", Rank::Village), (2, "副镇长", Rank::Township)]
    );
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![case("twice", || {
        let one = cadre("方小满", "石门村", "会计", "village");
        office_when("enter-cadres", json!({"cadres": [one, one]})).refused()
    })]
};
