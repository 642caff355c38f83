//! A part of the small office behind the real router.

use app::App;
use app::testing::{SmallOffice, UNITS, Unit};
use jianjian_web::{Limits, Mode, Site, router};
use store::Store;

use crate::support::browser::Browser;

/// A site over a city, its county and the county's township.
pub struct Office {
    pub app: App,
    pub site: Site,
}

impl Office {
    /// Founds it without people: the city stands at the top.
    pub async fn found(store: Store) -> Self {
        let of_city = |[id, ..]: &Unit| ["c", "x", "x-petition", "t"].contains(id);
        let mut units: Vec<_> = UNITS.into_iter().filter(of_city).collect();
        units[0][4] = "";
        let SmallOffice { app, .. } = SmallOffice::found_with(store, &units, &[]).await;
        let mut site = Site::new(app.clone(), Mode::Serve);
        site.address = Some("https://jubao.example.invalid".to_owned());
        Self { app, site }
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
