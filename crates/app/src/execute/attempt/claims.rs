//! What must be unique is claimed in the same write, and what a filing gives back.

use super::Asked;
use crate::execute::{Filed, Receipt, Spoken, Who};
use crate::{numbers, reporter};
use casework::UnitId;
use casework::matter::steps::Event;
use casework::matter::{Matter, Number};
use casework::step::Recorded;
use data_encoding::HEXLOWER;
use sealing::query_code::{self, QueryCode};
use sealing::spoken::{self, SpokenPassword};
use store::{Claim, Write};

/// Claims what must be unique: the number, the sender's number, the query code's digest.
pub(super) fn filed(
    asked: &Asked<'_>,
    recorded: &[Recorded<Event>],
    write: &mut Write,
) -> Option<Filed> {
    let Asked { app, who, .. } = *asked;
    let Some(Event::Received(received)) = recorded.first().map(|first| &first.event) else {
        return None;
    };
    let owner = asked.before.id.to_string();
    let mut claim = |namespace: &str, key: String| {
        let (namespace, owner) = (namespace.to_owned(), owner.clone());
        write.claims.push(Claim {
            namespace,
            key,
            owner,
        });
    };
    claim(numbers::NAMESPACE, received.number.clone());
    if let Some(number) = &received.sender_number {
        claim(
            "sender-number",
            format!("{}/{number}", sender(who, &received.unit)),
        );
    }
    if matches!(who, Who::Import(_)) {
        return None;
    }
    let random = &mut |bytes: &mut [u8]| app.entropy().fill(bytes);
    let code = QueryCode::draw(random);
    // What passed through a clerk's hands is good for one use (T7).
    let by_staff = matches!(who, Who::Staff(_));
    let namespace = if by_staff {
        reporter::ONCE
    } else {
        reporter::CODE
    };
    claim(
        namespace,
        HEXLOWER.encode(&query_code::code_digest(app.keys(), &code)),
    );
    let spoken = by_staff.then(|| {
        let password = SpokenPassword::draw(random);
        let digest = spoken::digest(app.keys(), &received.number, &password.reveal());
        claim(reporter::SPOKEN, HEXLOWER.encode(&digest));
        let number: Result<Number, _> = received.number.parse();
        Spoken {
            short: number.map_or_else(|_| received.number.clone(), |number| number.short()),
            password: password.reveal().to_string(),
        }
    });
    let leaf = write
        .events
        .first()
        .map(|event| HEXLOWER.encode(&event.hash))?;
    let origin = crate::evidence::origin(app);
    let receipt = Receipt {
        leaf,
        origin,
        promised_within_seconds: 60,
    };
    let query_code = code.reveal().to_string();
    Some(Filed {
        number: received.number.clone(),
        query_code,
        spoken,
        receipt,
    })
}

/// The national platform's numbers entered are claimed, so that no two matters ever bear one (P-18). A
/// matter that bore a number before takes it again without a claim.
pub(super) fn national_numbers(before: &Matter, recorded: &[Recorded<Event>], write: &mut Write) {
    for event in recorded {
        if let Event::NumberedNationally(numbered) = &event.event
            && !before.booked.bore(&numbered.number)
        {
            write.claims.push(Claim {
                namespace: numbers::NATIONAL.to_owned(),
                key: numbered.number.clone(),
                owner: before.id.to_string(),
            });
        }
    }
}

/// Whose numbers they are: each sender counts for itself, and learns nothing of others' (T3).
fn sender(who: &Who, unit: &UnitId) -> String {
    match who {
        Who::Partner(partner) => format!("partner/{partner}"),
        Who::Import(_) => "import".to_owned(),
        Who::Citizen
        | Who::Reporter(_)
        | Who::Staff(_)
        | Who::Delegate(..)
        | Who::Sheet { .. }
        | Who::Timer
        | Who::Console => {
            format!("unit/{unit}")
        }
    }
}
