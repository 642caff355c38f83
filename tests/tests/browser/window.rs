//! A window of the browser: pages are opened, read, filled and sent as a person does it. Whoever
//! waits waits for what has to happen, never for a time.

use std::fmt::Display;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::components::SelectElement;
use thirtyfour::error::{WebDriverErrorInner, WebDriverResult};
use thirtyfour::extensions::query::ElementWaitable;
use thirtyfour::{By, WebDriver, WebElement};

/// A window with a profile of its own.
pub struct Window {
    pub driver: WebDriver,
    site: String,
    _profile: TempDir,
}

/// A size of the page.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    pub width: u32,
    pub height: u32,
    pub scale: u8,
}

/// The narrowest phone in use.
pub const PHONE: Screen = Screen {
    width: 360,
    height: 740,
    scale: 2,
};
/// The screens that offices have.
pub const OFFICE: Screen = Screen {
    width: 1366,
    height: 768,
    scale: 1,
};
/// A wide screen.
pub const WIDE: Screen = Screen {
    width: 1920,
    height: 1080,
    scale: 1,
};

impl Window {
    pub fn new(driver: WebDriver, site: &str, profile: TempDir) -> Self {
        Self {
            driver,
            site: site.to_owned(),
            _profile: profile,
        }
    }

    /// Ends it.
    pub async fn close(self) {
        self.driver.quit().await.unwrap();
    }

    /// Shows pages on a screen of this size.
    pub async fn resize(&self, screen: Screen) {
        let Screen {
            width,
            height,
            scale,
        } = screen;
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": scale,
                             "mobile": width < 600});
        let cdp = self.driver.cdp();
        cdp.send_raw("Emulation.setDeviceMetricsOverride", metrics)
            .await
            .unwrap();
    }

    /// Takes the bars off for a picture.
    pub async fn hide_scrollbars(&self) {
        let cdp = self.driver.cdp();
        cdp.send_raw("Emulation.setScrollbarsHidden", json!({"hidden": true}))
            .await
            .unwrap();
    }

    /// Types an address of the site.
    pub async fn open(&self, path: &str) {
        let address = format!("{}{path}", self.site);
        at(path, self.driver.goto(address).await);
    }

    /// The first element of a selector.
    pub async fn find(&self, css: &str) -> WebElement {
        match self.driver.find(By::Css(css)).await {
            Ok(element) => element,
            Err(_) => panic!("no `{css}` on {}", self.page().await),
        }
    }

    /// Whether the page has such an element.
    pub async fn has(&self, css: &str) -> bool {
        !at(css, self.driver.find_all(By::Css(css)).await).is_empty()
    }

    /// The visible words of an element; read again where the page put a new one in its place meanwhile, as it does
    /// while one types.
    pub async fn text(&self, css: &str) -> String {
        match self.find(css).await.text().await {
            Err(error) if matches!(*error, WebDriverErrorInner::StaleElementReference(_)) => {
                at(css, self.find(css).await.text().await)
            }
            told => at(css, told),
        }
    }

    /// The heading.
    pub async fn h1(&self) -> String {
        self.text("h1").await
    }

    /// Which page this is and what is wrong on it, for messages.
    pub async fn page(&self) -> String {
        let words =
            "return `${location.pathname} “${document.title}” ${[...document.querySelectorAll(
                     '.errors, .error')].map(element => element.innerText).join(' ')}`";
        let told = self.driver.execute(words, Vec::new()).await;
        told.map_or_else(|error| error.to_string(), |told| told.json().to_string())
    }

    /// Presses what leads to another page, and waits until that page is there.
    pub async fn press(&self, css: &str) {
        let page = self.find("html").await;
        at(css, self.find(css).await.click().await);
        self.arrive(page).await;
    }

    /// Waits until another page has taken the place of this one.
    pub async fn arrive(&self, page: WebElement) {
        if page.wait_until().stale().await.is_err() {
            panic!("no other page came after {}", self.page().await);
        }
    }

    /// Fills a control of a form, whatever kind it is: types, chooses, ticks.
    pub async fn fill(&self, form: &str, name: &str, value: &str) {
        let named = format!("{form} [name=\"{name}\"]:not([type=hidden])");
        let control = self.find(&named).await;
        let tag = at(&named, control.tag_name().await);
        let kind = at(&named, control.attr("type").await).unwrap_or_default();
        match (tag.as_str(), kind.as_str()) {
            ("select", _) => {
                let list = at(&named, SelectElement::new(&control).await);
                at(&named, list.select_by_value(value).await);
            }
            (_, "radio" | "checkbox") => {
                let choice = format!("{named}[value=\"{value}\"]");
                at(&choice, self.find(&choice).await.click().await);
            }
            // How a date is typed differs from screen to screen.
            (_, "date" | "datetime-local") => {
                let write = "arguments[0].value = arguments[1]";
                let given = vec![at(&named, control.to_json()), json!(value)];
                at(&named, self.driver.execute(write, given).await);
            }
            (_, "file") => at(&named, control.send_keys(value).await),
            _ => {
                at(&named, control.clear().await);
                at(&named, control.send_keys(value).await);
            }
        }
    }

    /// Asks the page something that only the browser itself can tell.
    pub async fn ask(&self, script: &str, question: Value) -> Value {
        let told = self.driver.execute(script, vec![question]).await;
        at("script", told).json().clone()
    }

    /// The sheets that the page asks for when it is printed: how many, and the first one's width and height in
    /// millimetres.
    pub async fn sheets(&self) -> (usize, u32, u32) {
        let asked = json!({"preferCSSPageSize": true, "printBackground": true});
        let told = self.driver.cdp().send_raw("Page.printToPDF", asked).await;
        let told = at("print", told);
        let encoded = told["data"].as_str().expect("the browser prints");
        let pdf = data_encoding::BASE64
            .decode(encoded.as_bytes())
            .expect("what it printed");
        let pdf = String::from_utf8_lossy(&pdf);
        let mut boxes = pdf.split("/MediaBox [0 0 ").skip(1);
        let first = boxes.next().expect("a page has a size");
        let (size, _) = first.split_once(']').expect("a box ends");
        let (width, height) = size.split_once(' ').expect("a box is wide and high");
        let millimetres = |points: &str| {
            let points: f64 = points.trim().parse().expect("points");
            (points / 72.0 * 25.4).round() as u32
        };
        (1 + boxes.count(), millimetres(width), millimetres(height))
    }

    /// The picture of what is seen.
    pub async fn picture(&self, path: &Path) {
        at("picture", self.driver.screenshot(path).await);
    }

    /// The picture of the whole page, at a screen as high as the page.
    pub async fn whole_picture(&self, path: &Path, screen: Screen) {
        let height = self
            .ask("return document.scrollingElement.scrollHeight", Value::Null)
            .await;
        let height = u32::try_from(height.as_u64().unwrap()).unwrap();
        self.resize(Screen {
            height: height.max(screen.height),
            ..screen
        })
        .await;
        self.picture(path).await;
        self.resize(screen).await;
    }
}

fn at<T>(place: impl Display, outcome: WebDriverResult<T>) -> T {
    outcome.unwrap_or_else(|error| panic!("{place}: {error}"))
}
