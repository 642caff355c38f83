//! A small invented office behind the real router.

use std::sync::Arc;

use app::moment::{HandClock, SystemEntropy};
use app::{App, Order, Setup, Subject, Who};
use jianjian_web::{Limits, Mode, Site, router};
use sealing::key_file::KeyFile;
use sealing::suite::Suite;
use serde_json::json;
use store::Store;

use super::browser::Browser;

/// 2026-03-02 09:00 in China, a Monday.
const MONDAY: i64 = 1_772_413_200_000;

/// A site over a city, its county and the county's township.
pub struct Office {
    pub app: App,
    pub site: Site,
}

impl Office {
    pub async fn found(store: Store) -> Self {
        let mut state = 0_u8;
        let mut random = |buffer: &mut [u8]| {
            for byte in buffer {
                state = state.wrapping_mul(31).wrapping_add(7);
                *byte = state;
            }
        };
        let setup = Setup {
            store,
            keys: KeyFile::generate(&mut random, Suite::Aes256Gcm),
            clock: Arc::new(HandClock::at(MONDAY)),
            entropy: Arc::new(SystemEntropy),
            overrides: None,
        };
        let app = App::open(setup).await.unwrap();
        let mut site = Site::new(app.clone(), Mode::Serve);
        site.address = Some("https://jubao.example.invalid".to_owned());
        let office = Self { app, site };
        office.found_units().await;
        office
    }

    async fn found_units(&self) {
        let units = [
            (
                "c",
                "永安市纪委监委",
                "commission",
                "city",
                "",
                "990100",
                "永安市",
            ),
            (
                "x",
                "清河县纪委监委",
                "commission",
                "county",
                "c",
                "990101",
                "清河县",
            ),
            (
                "x-petition",
                "清河县纪委监委信访室",
                "petition-office",
                "county",
                "x",
                "990101",
                "清河县",
            ),
            (
                "t",
                "柳溪镇纪委",
                "township-commission",
                "township",
                "x",
                "990101001",
                "柳溪镇",
            ),
        ];
        for (id, name, kind, level, parent, region, place) in units {
            let mut fields = json!({
                "id": id, "name": name, "kind": kind, "level": level, "region": region, "place": place,
            });
            if !parent.is_empty() {
                fields["parent"] = parent.into();
            }
            let serde_json::Value::Object(fields) = fields else {
                unreachable!()
            };
            let (subject, act) = (Subject::Office, "found-unit".to_owned());
            let order = Order {
                subject,
                act,
                fields,
                happened: None,
            };
            self.app.execute(&Who::Console, order).await.unwrap();
        }
    }

    /// A browser on the site.
    pub fn browser(&self) -> Browser {
        Browser::on(router(self.site.clone()))
    }

    /// A browser on a site with other limits.
    pub fn browser_within(&self, limits: Limits) -> Browser {
        Browser::on(router(Site {
            limits,
            ..self.site.clone()
        }))
    }

    /// How many reports were filed.
    pub async fn reports(&self) -> i64 {
        let sql = "SELECT count(*) FROM claims WHERE namespace = 'query-code'";
        self.app.store().rows(sql, &[]).await.unwrap()[0]
            .int(0)
            .unwrap()
    }
}

/// Runs a test on an office of its own, on each engine at hand.
pub async fn each_engine(test: impl AsyncFn(Office)) {
    store::testing::each_engine(async |store| test(Office::found(store).await).await).await;
}
