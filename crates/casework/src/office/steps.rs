//! The acts of the office: one line each.

use super::Office;

crate::steps! {
    Office;
    found::Found => UnitFounded = "office.unit-founded.v1";
    move_unit::MoveUnit => UnitMoved = "office.unit-moved.v1";
    enrol::Enrol => PersonEnrolled = "office.person-enrolled.v1";
    appoint::Appoint => PostGiven = "office.post-given.v1";
    dismiss::Dismiss => PostEnded = "office.post-ended.v1";
    ask_removal::AskRemoval => RemovalAsked = "office.removal-asked.v1";
    suspend::Suspend => PersonSuspended = "office.person-suspended.v1";
    relate::Relate => UnitsRelated = "office.units-related.v1";
    admit_partner::AdmitPartner => PartnerAdmitted = "office.partner-admitted.v1";
    revoke_partner::RevokePartner => PartnerRevoked = "office.partner-revoked.v1";
    publish_roster::PublishRoster => RosterPublished = "office.roster-published.v1";
    hand_over_classified::HandOverClassified =>
        ClassifiedHandedOver = "office.classified-handed-over.v1";
    delegate::Delegate => RightsDelegated = "office.rights-delegated.v1";
    revoke_delegation::RevokeDelegation => DelegationRevoked = "office.delegation-revoked.v1";
    enter_cadres::EnterCadres => CadresEntered = "office.cadres-entered.v1";
    strike_cadre::StrikeCadre => CadreStruck = "office.cadre-struck.v1";
    adopt::Adopt => CatalogueAdopted = "office.catalogue-adopted.v1";
}

/// The office after its events.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a crate::step::Recorded<Event>>) -> Office {
    let mut office = Office::default();
    for recorded in events {
        office.apply(recorded);
    }
    office
}

impl Office {
    /// Applies one event and counts it.
    pub fn apply(&mut self, recorded: &crate::step::Recorded<Event>) {
        recorded.event.evolve(self, &recorded.circumstances());
        self.version += 1;
    }
}
