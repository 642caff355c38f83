//! Demands solved by others, for a demonstration: one that the receiver handed over and fed back, urged by the
//! office that got a copy; one concluded months ago; one whose letter waits to be signed. Every act goes the way
//! of any other act, at a time that is past.

use super::teller::{DAY, Teller, holder};
use app::moment::moment;
use app::{App, Fault, Subject};
use casework::office::UnitKind;
use casework::procedure::Noun;
use casework::{PersonId, UnitId};
use serde_json::json;

/// Who plays which part.
struct Cast {
    organ: UnitId,
    inspection: UnitId,
    receiver: UnitId,
    clerk: PersonId,
    head: PersonId,
    watcher: Option<PersonId>,
    drafter: PersonId,
    signer: PersonId,
}

/// Opens linkages and carries them some way. How many.
///
/// # Errors
/// The database does not answer.
pub async fn link(app: &App) -> Result<usize, Fault> {
    let Some(cast) = cast(app) else {
        return Ok(0);
    };
    let stories = [
        ("反映安置房五年没有交付", "many", 100, Until::Concluded),
        ("反映农村供水改造工程停工", "livelihood", 50, Until::FedBack),
        ("反映养老服务补贴迟迟不发", "central", 3, Until::Proposed),
    ];
    let mut opened = 0;
    for (title, class, age, until) in stories {
        let mut told = Told {
            teller: Teller::from(app, age),
            cast: &cast,
        };
        opened += usize::from(told.tell((title, class), until).await?.is_some());
    }
    Ok(opened)
}

/// How far a story goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    Proposed,
    FedBack,
    Concluded,
}

fn cast(app: &App) -> Option<Cast> {
    let (office, on) = (app.office(), app.now().on());
    let organ = office
        .units
        .values()
        .find(|unit| unit.parent.is_none())?
        .id
        .clone();
    let own = |kind: UnitKind| {
        let mut units = office.units.values();
        units.find(|unit| unit.kind == kind && unit.parent.as_ref() == Some(&organ))
    };
    let inspection = own(UnitKind::SupervisionOffice)?.id.clone();
    let receiver = own(UnitKind::Commission)?.id.clone();
    let watches = |person: &&PersonId| {
        let mut posts = office.posts_of(person, on);
        posts.any(|post| post.unit == inspection && post.role == "unit-head")
    };
    Some(Cast {
        clerk: holder(app, &organ, "clerk")?,
        head: holder(app, &organ, "petition-head")?,
        watcher: office.people.keys().find(watches).cloned(),
        drafter: holder(app, &receiver, "clerk")?,
        signer: holder(app, &receiver, "petition-head")?,
        organ,
        inspection,
        receiver,
    })
}

struct Told<'a> {
    teller: Teller<'a>,
    cast: &'a Cast,
}

impl Told<'_> {
    /// A demand from its arrival on. The number of its linkage; nothing where some act may not be.
    async fn tell(&mut self, about: (&str, &str), until: Until) -> Result<Option<String>, Fault> {
        let cast = self.cast;
        let Some(matter) = self.demand(about.0).await? else {
            return Ok(None);
        };
        let Some(number) = self.proposed(&matter, about).await? else {
            return Ok(None);
        };
        if until == Until::Proposed {
            return Ok(Some(number));
        }
        let teller = &mut self.teller;
        let by = moment(teller.at + 40 * DAY).on().to_string();
        let letter = json!({"body": "local-government", "name": "有关市人民政府", "answer_by": by,
            "summary": format!("{}，涉及群众较多。", about.0), "demand": "请依法推动解决，公布时间表。"});
        let progress = json!({"words": "当地政府已召开协调会，明确了责任单位和时间表。"});
        for (days, person, act, fields) in [
            (1, &cast.head, "sign-prompt", json!({})),
            (1, &cast.drafter, "acknowledge-prompt", json!({})),
            (3, &cast.drafter, "draft-handover-letter", letter),
            (1, &cast.signer, "sign-handover-letter", json!({})),
            (20, &cast.drafter, "feed-back-progress", progress),
        ] {
            teller.wait(days);
            teller.on(&number, person, act, fields).await?;
        }
        if let Some(watcher) = &cast.watcher {
            let words = json!({"words": "请盯住时间表，每月核实一次，防止反弹。"});
            teller.on(&number, watcher, "urge-linkage", words).await?;
        }
        let agreed = json!({"with": "petition-bureau", "on": moment(teller.at).on().to_string(),
            "words": "信访局通报同一诉求的来访情况，商定由承接单位一并反馈。"});
        teller
            .on(&number, &cast.clerk, "record-coordination", agreed)
            .await?;
        if until == Until::Concluded {
            teller.wait(20);
            let result = json!({"outcome": "solved", "words": "已全部交付，群众陆续入住。"});
            teller
                .on(&number, &cast.drafter, "feed-back-result", result)
                .await?;
            teller.wait(2);
            let accept = json!({"verdict": "accept"});
            teller
                .on(&number, &cast.head, "judge-linkage-result", accept)
                .await?;
        }
        Ok(Some(number))
    }

    /// A demand, screened out and reviewed. Its number.
    async fn demand(&mut self, title: &str) -> Result<Option<String>, Fault> {
        let cast = self.cast;
        let report = json!({"channel": "phone", "unit": cast.organ, "title": title, "platform": "hotline-12345",
            "origin": "hotline", "text": format!("{title}，多次反映没有结果。")});
        let received = self
            .teller
            .give(&cast.clerk, Subject::NewMatter, "receive", report)
            .await?;
        let Some(number) = received else {
            return Ok(None);
        };
        let out = json!({"class": "D", "reason": "诉求不涉及违纪违法", "body": "local-government"});
        for (person, act, fields) in [
            (&cast.clerk, "register", json!({"class": "D"})),
            (&cast.clerk, "screen", out),
            (&cast.head, "review-exclusion", json!({"review": "confirm"})),
        ] {
            let subject = Subject::Number(number.clone());
            let done = self.teller.give(person, subject, act, fields).await?;
            if done.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(number))
    }

    async fn proposed(
        &mut self,
        matter: &str,
        (title, class): (&str, &str),
    ) -> Result<Option<String>, Fault> {
        let cast = self.cast;
        let name: String = title.chars().skip(2).collect();
        let fields = json!({"matter": matter, "class": class, "receiver": cast.receiver,
            "inspection": cast.inspection, "ground": "涉及群众较多，已有集体访苗头。",
            "summary": format!("{title}，涉及群众较多，多次反映没有结果。"),
            "demand": "结合监督职责，督促有关部门依法解决，说明时间表。", "title": name});
        let new = Subject::NewProcedure(Noun::Linkage);
        self.teller
            .give(&cast.clerk, new, "propose-linkage", fields)
            .await
    }
}
