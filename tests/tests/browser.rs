//! Journeys in a real browser against the real site: one report from the first question to the last
//! word, with and without script; a villager, a reporter who returns, a county's desk and a clerk's
//! morning; by keyboard alone; and every page that a link leads to at three widths.
//!
//! They run where the environment names the browser and its driver, `JIANJIAN_TEST_CHROMIUM` and
//! `JIANJIAN_TEST_CHROMEDRIVER`, as `cargo xtask test` does. Without them they say so and pass.
//! `JIANJIAN_PICTURES=1` also writes the pictures of the README and one of every page looked at.

#[cfg(test)]
mod browser {
    mod analysed;
    mod analysis;
    mod assessed;
    mod audit;
    mod axe;
    mod citizen;
    mod cleared;
    mod clerk;
    mod consent;
    mod county;
    mod demands;
    mod driver;
    mod errands;
    mod handling;
    mod journey;
    mod kept;
    mod keyboard;
    mod morning;
    mod pages;
    mod passed;
    mod pictures;
    mod printed;
    mod reconciled;
    mod repeated;
    mod reporter;
    mod reviewed;
    mod site;
    mod suggested;
    mod supervised;
    mod tablet;
    mod tour;
    mod typist;
    mod unusual;
    mod villager;
    mod ways;
    mod window;
}
