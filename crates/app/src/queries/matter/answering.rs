//! Who answers for a matter besides its holder: units that work along (P-04), and by dated relations the
//! team member, the liaison office and the locality (片区责任捆绑, S3-20).

use super::dossier::View;

impl View<'_> {
    /// Label and value of each that there is.
    pub(super) fn answering(&self) -> Vec<(&'static str, String)> {
        let (routing, office) = (&self.matter.routing, &self.reader.office);
        let mut facts = Vec::new();
        if routing.fast {
            facts.push(("办理程序", "即查即办".to_owned()));
        }
        let joint = routing.joint.iter().filter(|joint| !joint.released);
        let joint = joint.map(|joint| {
            let state = if joint.is_owing() {
                "待反馈"
            } else {
                "已反馈"
            };
            format!("{}（{state}）", office.unit_name(&joint.unit))
        });
        facts.push(("协办单位", joint.collect::<Vec<_>>().join("、")));
        if let Some(chain) = &routing.chain {
            let member = chain
                .member
                .as_ref()
                .map(|person| office.person_name(person).to_owned());
            let unit = |unit: &Option<casework::UnitId>| {
                unit.as_ref()
                    .map(|unit| office.unit_name(unit).to_owned())
                    .unwrap_or_default()
            };
            facts.push(("片区督办", member.unwrap_or_else(|| unit(&chain.zone))));
            facts.push(("联系室", unit(&chain.liaison)));
            facts.push(("属地主办", office.unit_name(&chain.local).to_owned()));
        }
        facts
    }
}
