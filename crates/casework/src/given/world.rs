//! The invented office: a province with a city, two counties, townships and dispatched bodies, and
//! somebody in every role of the shipped `roles.toml`. Every place and name is made up.

use crate::actor::Actor;
use crate::moment::Moment;
use crate::office::Office;
use crate::office::steps::{Command, Event};
use crate::rules::{Rules, Source};
use crate::step::{Context, Facts, Recorded};
use calendar::Calendar;
use jiff::civil::date;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Everything a decision is made under.
pub(crate) struct World {
    /// Units and people.
    pub office: Office,
    /// The shipped catalogue.
    pub rules: Rules,
    /// The shipped calendar.
    pub calendar: Calendar,
    /// The events that made the office.
    pub founding: Vec<Recorded<Event>>,
}

/// The world of every test.
pub(crate) static WORLD: LazyLock<World> = LazyLock::new(World::build);

/// Units: id, name, kind, level, parent, region. `outpost` lies where local days off hold.
const UNITS: &[[&str; 6]] = &[
    [
        "prov",
        "云岭省纪委监委",
        "commission",
        "province",
        "",
        "330000",
    ],
    [
        "prov-petition",
        "云岭省纪委监委信访室",
        "petition-office",
        "province",
        "prov",
        "330000",
    ],
    [
        "prov-supervision",
        "云岭省纪委监委第一监督检查室",
        "supervision-office",
        "province",
        "prov",
        "330000",
    ],
    [
        "prov-cases",
        "云岭省纪委监委案件监督管理室",
        "case-supervision-office",
        "province",
        "prov",
        "330000",
    ],
    [
        "prov-trial",
        "云岭省纪委监委案件审理室",
        "trial-office",
        "province",
        "prov",
        "330000",
    ],
    [
        "bureau",
        "驻省水务厅纪检监察组",
        "dispatched",
        "province",
        "prov",
        "330000",
    ],
    [
        "outpost",
        "驻边境口岸纪检监察组",
        "dispatched",
        "province",
        "prov",
        "533100",
    ],
    [
        "city",
        "青溪市纪委监委",
        "commission",
        "city",
        "prov",
        "330600",
    ],
    [
        "city-petition",
        "青溪市纪委监委信访室",
        "petition-office",
        "city",
        "city",
        "330600",
    ],
    [
        "city-supervision",
        "青溪市纪委监委监督检查室",
        "supervision-office",
        "city",
        "city",
        "330600",
    ],
    [
        "county-a",
        "甘泉县纪委监委",
        "commission",
        "county",
        "city",
        "330681",
    ],
    [
        "county-a-petition",
        "甘泉县纪委监委信访室",
        "petition-office",
        "county",
        "county-a",
        "330681",
    ],
    [
        "county-a-supervision",
        "甘泉县纪委监委监督检查室",
        "supervision-office",
        "county",
        "county-a",
        "330681",
    ],
    [
        "county-b",
        "石桥县纪委监委",
        "commission",
        "county",
        "city",
        "330682",
    ],
    [
        "county-b-petition",
        "石桥县纪委监委信访室",
        "petition-office",
        "county",
        "county-b",
        "330682",
    ],
    [
        "county-b-supervision",
        "石桥县纪委监委监督检查室",
        "supervision-office",
        "county",
        "county-b",
        "330682",
    ],
    [
        "town-a1",
        "甘泉县柳林镇纪委",
        "township-commission",
        "township",
        "county-a",
        "330681101",
    ],
    [
        "town-a2",
        "甘泉县白沙镇纪委",
        "township-commission",
        "township",
        "county-a",
        "330681102",
    ],
    [
        "town-b1",
        "石桥县河口乡纪委",
        "township-commission",
        "township",
        "county-b",
        "330682101",
    ],
];

/// Posts of a commission: suffix of the person's id, of the unit's id, role, given name.
const COMMISSION: &[[&str; 4]] = &[
    ["clerk", "-petition", "clerk", "一禾"],
    ["head", "-petition", "petition-head", "二川"],
    ["leader", "", "leader", "三省"],
    ["principal", "", "principal", "四维"],
    ["unit-head", "-supervision", "unit-head", "五经"],
    ["handler", "-supervision", "handler", "六合"],
];

/// Posts of a small organ: suffix, role, given name.
const SMALL: &[[&str; 3]] = &[
    ["officer", "township-officer", "七星"],
    ["leader", "leader", "八方"],
    ["principal", "principal", "九章"],
];

/// Posts of the reserve, appointed beside every organ: people no story has touched yet.
const RESERVE: &[[&str; 3]] = &[
    ["reserve-clerk", "clerk", "甲"],
    ["reserve-head", "petition-head", "乙"],
    ["reserve-leader", "leader", "丙"],
    ["reserve-principal", "principal", "丁"],
    ["reserve-unit-head", "unit-head", "戊"],
    ["reserve-handler", "handler", "己"],
    ["reserve-supervisor", "case-supervisor", "庚"],
];

/// Organs with inner offices, and the family name of their people.
const COMMISSIONS: &[[&str; 2]] = &[
    ["prov", "欧阳"],
    ["city", "上官"],
    ["county-a", "司马"],
    ["county-b", "诸葛"],
];

/// Organs without.
const SMALL_ORGANS: &[[&str; 2]] = &[
    ["bureau", "夏侯"],
    ["outpost", "皇甫"],
    ["town-a1", "尉迟"],
    ["town-a2", "公孙"],
    ["town-b1", "慕容"],
];

impl World {
    fn build() -> Self {
        let rules = Rules::parse(sources(&catalogue()), "shipped".to_owned()).unwrap();
        let calendar = Calendar::parse(calendar_files().iter().map(|(n, t)| (&**n, &**t))).unwrap();
        let mut world = Self {
            office: Office::default(),
            rules,
            calendar,
            founding: Vec::new(),
        };
        for [id, name, kind, level, parent, region] in UNITS {
            let parent = Some(*parent).filter(|parent| !parent.is_empty());
            world.act(
                "found-unit",
                json!({"id": id, "name": name, "kind": kind, "level": level,
                       "parent": parent, "region": region, "place": name}),
            );
        }
        for [organ, family] in COMMISSIONS {
            for [suffix, inner, role, given] in COMMISSION {
                world.post(
                    &format!("{organ}-{suffix}"),
                    family,
                    given,
                    &format!("{organ}{inner}"),
                    role,
                );
            }
        }
        for [organ, family] in SMALL_ORGANS {
            for [suffix, role, given] in SMALL {
                world.post(&format!("{organ}-{suffix}"), family, given, organ, role);
            }
        }
        world.post(
            "prov-cases-officer",
            "欧阳",
            "十全",
            "prov-cases",
            "case-supervisor",
        );
        for role in ["system-admin", "security-admin", "audit-admin"] {
            world.post(role, "欧阳", role, "prov", role);
        }
        world
    }

    /// The same office after every organ appointed six people nobody has met.
    pub(crate) fn with_reserve() -> Self {
        let mut world = Self::build();
        for [organ, _] in COMMISSIONS.iter().chain(SMALL_ORGANS) {
            for [suffix, role, given] in RESERVE {
                world.post(
                    &format!("{organ}-{suffix}"),
                    &format!("新任{organ}"),
                    given,
                    organ,
                    role,
                );
            }
        }
        world
    }

    fn post(&mut self, id: &str, family: &str, given: &str, unit: &str, role: &str) {
        self.act(
            "enrol-person",
            json!({"id": id, "name": format!("{family}{given}")}),
        );
        self.act(
            "appoint",
            json!({"person": id, "unit": unit, "role": role, "from": "2010-01-01"}),
        );
    }

    fn act(&mut self, act: &str, fields: Value) {
        let command = Command::read(act, fields).unwrap().unwrap();
        let local = date(2010, 1, 1).at(9, 0, 0, 0);
        let now = Moment {
            at: super::story::instant(local),
            local,
        };
        let ctx = Context {
            now,
            happened: local,
            actor: &Actor::Console,
            office: &self.office,
            rules: &self.rules,
            calendar: &self.calendar,
            facts: &Facts::default(),
        };
        let events = command.decide(&self.office, &ctx).unwrap();
        let events: Vec<_> = events
            .into_iter()
            .map(|event| Recorded::new(event, &ctx))
            .collect();
        for event in events {
            self.office.apply(&event);
            self.founding.push(event);
        }
    }
}

/// Path below `catalogue/` and text of every shipped file but the calendars.
pub(crate) fn catalogue() -> Vec<(String, String)> {
    let mut files = folder("");
    for name in ["categories", "letters", "forms", "books", "reviews"] {
        let inside = folder(name).into_iter();
        files.extend(inside.map(|(file, text)| (format!("{name}/{file}"), text)));
    }
    files
}

/// Name and text of every shipped calendar.
pub(crate) fn calendar_files() -> Vec<(String, String)> {
    folder("calendars")
}

fn sources(files: &[(String, String)]) -> impl Iterator<Item = Source<'_>> {
    files.iter().map(|(path, text)| Source { path, text })
}

fn folder(name: &str) -> Vec<(String, String)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../catalogue")
        .join(name);
    let read = |path: &Path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    let entries = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .map(|p| read(&p))
        .collect();
    files.sort();
    files
}
