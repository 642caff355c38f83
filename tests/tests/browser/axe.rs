//! axe-core looks at every page beside our own audit: two pairs of eyes on WCAG 2.2.

use serde_json::Value;

use super::window::Window;

const AXE: &str = include_str!("../../vendor/axe-core/axe.min.js");

/// Runs every rule that is on by default, and tells rule, element and reason of what it finds.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const told = violation => violation.nodes.map(node =>
        `axe ${violation.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`);
    axe.run(document, {resultTypes: ['violations']}).then(
        result => done(result.violations.flatMap(told)),
        error => done([`axe failed: ${error}`]));";

/// What axe finds wrong with the page that is open.
pub async fn findings(window: &Window) -> Vec<String> {
    let loaded = window.driver.execute(AXE, Vec::new()).await;
    loaded.unwrap();
    let told = window.driver.execute_async(RUN, Vec::new()).await;
    let told = told.unwrap().json().clone();
    let Value::Array(told) = told else {
        panic!("axe could not be asked: {told}")
    };
    let text = |one: &Value| one.as_str().unwrap_or_default().to_owned();
    told.iter().map(text).collect()
}
