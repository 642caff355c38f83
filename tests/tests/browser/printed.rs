//! Paper: the wall chart is one sheet of A3 across (S3-21), what else an office prints from its desk is A4 upright.

use store::testing::fresh_sqlite;

use super::clerk::choose;
use super::driver::{Driver, Script};
use super::site::Served;
use super::window::OFFICE;

#[tokio::test(flavor = "multi_thread")]
async fn the_wall_chart_is_a3_across_and_pages_are_a4_s3_21() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let window = driver.window(&site.address, Script::On).await;
    window.resize(OFFICE).await;
    choose(&window, "p-head").await;
    for (path, width, height) in [
        ("/desk/wall", 420, 297),
        ("/desk/supervision", 210, 297),
        ("/desk/balance", 210, 297),
    ] {
        window.open(path).await;
        assert_eq!(window.sheets().await, (1, width, height), "{path}");
    }
    window.close().await;
}
