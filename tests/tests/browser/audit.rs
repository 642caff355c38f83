//! Looks a page over: what `audit.js` asks the page itself, and what the browser had to complain of.

use serde_json::{Value, json};
use tempfile::TempDir;

use super::axe;
use super::driver::{Driver, Script};
use super::window::{OFFICE, Window};

/// For whom a page is, which decides how large what is pressed has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Public {
    /// Citizens, on phones.
    Citizens,
    /// Staff, at desks.
    Staff,
}

/// What is wrong with the page that is open, each with the page's name before it.
pub async fn complaints(window: &Window, name: &str, public: Public) -> Vec<String> {
    let mut found = own_complaints(window, name, public).await;
    let axe = axe::findings(window).await;
    found.extend(axe.iter().map(|line| format!("{name}: {line}")));
    found
}

/// The same without axe, which needs a page that may run script.
pub async fn own_complaints(window: &Window, name: &str, public: Public) -> Vec<String> {
    let question = json!({"touch": public == Public::Citizens});
    let told = window.ask(include_str!("audit.js"), question).await;
    let Value::Array(told) = told else {
        panic!("{name}: the page could not be asked: {told}")
    };
    let told = told
        .iter()
        .map(|one| one.as_str().unwrap_or_default().to_owned());
    let logged = log(window)
        .await
        .into_iter()
        .map(|line| format!("the browser says: {line}"));
    told.chain(logged)
        .map(|line| format!("{name}: {line}"))
        .collect()
}

/// Warnings and errors since it was read last: script that failed, content that was refused.
async fn log(window: &Window) -> Vec<String> {
    let entries = window.driver.browser_log().await.unwrap();
    let grave = entries
        .into_iter()
        .filter(|entry| ["SEVERE", "WARNING"].contains(&&*entry.level));
    grave
        .map(|entry| entry.message)
        .filter(|line| !is_refusal(line))
        .collect()
}

/// A page that says no says so in its status, and the browser notes it. Parts of a page have no reason to.
fn is_refusal(line: &str) -> bool {
    line.contains("the server responded with a status of 4") && !line.contains("/static/")
}

/// An audit that sees nothing would pass every page.
#[tokio::test(flavor = "multi_thread")]
async fn the_audit_sees_what_is_wrong() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let folder = TempDir::new().unwrap();
    std::fs::write(
        folder.path().join("page.html"),
        include_str!("audit_sees.html"),
    )
    .unwrap();
    let window = driver
        .window(&format!("file://{}", folder.path().display()), Script::On)
        .await;
    window.resize(OFFICE).await;
    window.open("/page.html").await;
    let seen = complaints(&window, "错页", Public::Citizens)
        .await
        .join("\n");
    for wrong in [
        "scrolls sideways",
        "2 headings of the first level",
        "no language",
        "no title",
        "0 main parts",
        "id twice: same",
        "leads nowhere: #nowhere",
        "for leads nowhere: none",
        "no name input#field",
        "no name button",
        "no legend",
        "no caption",
        "no words for a picture",
        "contrast 2.85 p#same.wide “灰字”",
        "an id of ours: S1-13 p “依据（S1-13）”",
        "type of only 9.0 px p “小字”",
        "only 20.0 px high button",
        "only 20.0 px wide button",
        "the browser says",
        "axe button-name",
        "axe color-contrast",
    ] {
        assert!(seen.contains(wrong), "{wrong} was not seen in\n{seen}");
    }
    assert!(!seen.contains("黑字"), "{seen}");
    window.close().await;
}
