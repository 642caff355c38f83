//! The pictures of the README, taken from the site itself: a dossier in the middle of its handling,
//! and a question of the report on a phone.

use std::env;
use std::fs;
use std::path::Path;

use store::testing::fresh_sqlite;
use tempfile::TempDir;

use super::clerk::choose;
use super::driver::{Driver, Script};
use super::handling;
use super::site::Served;
use super::window::{OFFICE, PHONE, Window};

/// Most bytes of a picture in the README.
const BYTES_MAX: u64 = 300 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn the_readme_has_its_pictures() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let matters = handling::fill(&site).await;
    let window = driver.window(&site.address, Script::On).await;
    let taken = TempDir::new().unwrap();
    let kept = env::var_os("JIANJIAN_PICTURES")
        .map(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures"));
    let folder = kept.as_deref().unwrap_or(taken.path());
    fs::create_dir_all(folder).unwrap();
    dossier(&window, &matters.handled, &folder.join("matter.png")).await;
    question(&window, &folder.join("report-phone.png")).await;
    window.close().await;
}

async fn dossier(window: &Window, number: &str, path: &Path) {
    window.resize(OFFICE).await;
    window.hide_scrollbars().await;
    choose(window, "x-handler").await;
    window.open(&format!("/desk/matters/{number}")).await;
    window.picture(path).await;
    assert_eq!(size_of(path), (1366, 768));
}

async fn question(window: &Window, path: &Path) {
    window.resize(PHONE).await;
    window.open("/report?unit=t").await;
    window.fill("#report", "real_name", "false").await;
    window.press("#report .button.main").await;
    window.picture(path).await;
    assert_eq!(size_of(path), (PHONE.width * 2, PHONE.height * 2));
}

/// Width and height of a picture, as its head says; and that it is light enough.
fn size_of(path: &Path) -> (u32, u32) {
    let bytes = fs::read(path).unwrap();
    assert!(bytes.starts_with(b"\x89PNG"), "{}", path.display());
    assert!(
        bytes.len() as u64 <= BYTES_MAX,
        "{}: {} bytes",
        path.display(),
        bytes.len()
    );
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}
