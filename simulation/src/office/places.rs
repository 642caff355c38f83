//! Invented places under division codes that no real place bears (99xxxx), and their units.

use super::Making;
use crate::draw::Draw;
use serde_json::json;

/// The invented province.
pub const PROVINCE: &str = "岚江省";
/// Its division code.
pub const PROVINCE_CODE: &str = "990000";

/// A city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// Division code.
    pub code: String,
    /// Name.
    pub name: &'static str,
    /// Its counties.
    pub counties: Vec<County>,
}

/// A county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County {
    /// Division code.
    pub code: String,
    /// Name.
    pub name: &'static str,
    /// Its townships.
    pub towns: Vec<Town>,
}

/// A township.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Town {
    /// Division code.
    pub code: String,
    /// Name.
    pub name: &'static str,
    /// Its villages.
    pub villages: Vec<String>,
}

/// A county and its three townships.
type Named = (&'static str, [&'static str; 3]);

const CITIES: &[(&str, &[Named])] = &[
    (
        "岚阳市",
        &[
            ("临岚区", ["桐荫街道", "北汀镇", "岚后乡"]),
            ("清柏县", ["柏城镇", "苇塘镇", "青屏乡"]),
            ("石渡县", ["石渡镇", "金穗镇", "麻溪乡"]),
            ("梨溪县", ["梨溪镇", "莲塘坪镇", "乌桕乡"]),
        ],
    ),
    (
        "云渡市",
        &[
            ("东渡区", ["渡前街道", "南埠镇", "沙尾乡"]),
            ("松坪县", ["松坪镇", "桃坞口镇", "云脚乡"]),
            ("竹澜县", ["竹澜镇", "文星桥镇", "半岭乡"]),
            ("上槐县", ["上槐镇", "黄泥塘镇", "水尾乡"]),
        ],
    ),
    (
        "榆川市",
        &[
            ("榆港区", ["港前街道", "新榆镇", "西滩乡"]),
            ("禾川县", ["禾川镇", "米筛坪镇", "高圳乡"]),
            ("柳濂县", ["柳濂镇", "寨前坪镇", "冷水湾乡"]),
            ("望槐县", ["望槐镇", "大樟镇", "蕉岗乡"]),
        ],
    ),
];

const VILLAGE_FIRST: &[&str] = &[
    "上", "下", "前", "后", "东", "西", "大", "小", "新", "老", "石", "青", "白", "黄", "樟", "柳",
    "桃", "梅", "枫", "槐", "竹", "松", "茶", "桐",
];
const VILLAGE_SECOND: &[&str] = &[
    "坪", "湾", "塘", "岭", "坑", "桥", "头", "尾", "溪", "洞", "岗", "坳", "畈", "埠", "垄", "冲",
    "庄", "洼",
];

/// Bodies dispatched by the province, with the department each watches.
pub(super) const DISPATCHED: &[&str] = &["省交通运输厅", "省农业农村厅", "省教育厅", "省国资委"];
/// Bodies dispatched by each city.
const CITY_DISPATCHED: &[&str] = &["市住房和城乡建设局", "市自然资源和规划局", "市卫生健康委"];

/// Invents cities, counties, townships and villages.
pub(super) fn cities(draw: &mut Draw) -> Vec<City> {
    let numbered = CITIES.iter().zip(1..);
    numbered
        .map(|((name, counties), city)| City {
            code: format!("99{city:02}00"),
            name,
            counties: counties
                .iter()
                .zip(1..)
                .map(|((name, towns), county)| {
                    let code = format!("99{city:02}{county:02}");
                    let towns = towns.iter().zip(0..);
                    let towns = towns
                        .map(|(name, at)| town(&code, name, at, draw))
                        .collect();
                    County { code, name, towns }
                })
                .collect(),
        })
        .collect()
}

/// Streets count from 001, towns from 100, townships from 200, as division codes do.
fn town(county: &str, name: &'static str, at: u32, draw: &mut Draw) -> Town {
    let tail = match name {
        name if name.ends_with("街道") => 1,
        name if name.ends_with('镇') => 100 + at,
        _ => 200 + at,
    };
    let mut villages: Vec<String> = Vec::new();
    while villages.len() < 7 {
        let village = format!(
            "{}{}村",
            draw.pick(VILLAGE_FIRST),
            draw.pick(VILLAGE_SECOND)
        );
        if !villages.contains(&village) {
            villages.push(village);
        }
    }
    Town {
        code: format!("{county}{tail:03}"),
        name,
        villages,
    }
}

impl Making<'_> {
    /// Founds the tree, parents first.
    pub(super) fn found_all(&mut self, cities: &[City]) {
        self.commission(PROVINCE_CODE, PROVINCE, "province", None);
        for (body, at) in DISPATCHED.iter().zip(1..) {
            self.dispatched(PROVINCE_CODE, PROVINCE, "province", body, at);
        }
        for city in cities {
            self.commission(&city.code, city.name, "city", Some(PROVINCE_CODE));
            for (body, at) in CITY_DISPATCHED.iter().zip(1..) {
                self.dispatched(&city.code, city.name, "city", body, at);
            }
            for county in &city.counties {
                self.commission(&county.code, county.name, "county", Some(&city.code));
                for town in &county.towns {
                    self.order(
                        "found-unit",
                        json!({
                            "id": town.code, "name": format!("{}{}纪{}委", county.name, town.name, works_as(town.name)),
                            "kind": "township-commission", "level": "township",
                            "parent": county.code, "region": town.code, "place": town.name,
                        }),
                    );
                }
            }
        }
        self.relate_all(cities);
    }

    fn commission(&mut self, code: &str, place: &str, level: &str, parent: Option<&str>) {
        let name = format!("{place}纪委监委");
        self.unit(code, &name, "commission", level, parent, (code, place));
        for (tail, kind, zh) in INNER {
            let id = format!("{code}-{tail}");
            self.unit(
                &id,
                &format!("{name}{zh}"),
                kind,
                level,
                Some(code),
                (code, place),
            );
        }
    }

    fn dispatched(&mut self, code: &str, place: &str, level: &str, body: &str, at: usize) {
        let (id, name) = (
            format!("{code}-d{at}"),
            format!("{place}纪委监委驻{body}纪检监察组"),
        );
        self.unit(&id, &name, "dispatched", level, Some(code), (code, place));
    }

    fn unit(
        &mut self,
        id: &str,
        name: &str,
        kind: &str,
        level: &str,
        parent: Option<&str>,
        (region, place): (&str, &str),
    ) {
        let mut fields = json!({
            "id": id, "name": name, "kind": kind, "level": level, "region": region, "place": place,
        });
        if let Some(parent) = parent {
            fields["parent"] = parent.into();
        }
        self.order("found-unit", fields);
    }

    /// Liaison (联系室): a city's inspection office watches one of its counties besides the tree.
    fn relate_all(&mut self, cities: &[City]) {
        let since = self.basis.since.to_string();
        for city in cities {
            let fields = json!({
                "unit": format!("{}-inspection", city.code), "towards": city.counties[1].code,
                "kind": "liaison", "from": since,
            });
            self.order("relate-units", fields);
        }
    }
}

const INNER: &[(&str, &str, &str)] = &[
    ("petition", "petition-office", "信访室"),
    ("inspection", "supervision-office", "监督检查室"),
    ("cases", "case-supervision-office", "案件监督管理室"),
];

/// Streets have working committees (纪工委), towns have committees (纪委).
fn works_as(town: &str) -> &'static str {
    if town.ends_with("街道") { "工" } else { "" }
}
