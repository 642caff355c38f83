//! Somebody who works by keyboard alone, and how much they do: keys struck and fields filled.

use serde_json::{Value, json};
use thirtyfour::{Key, TypingData};

use super::window::Window;

/// The typist at a window.
pub struct Typist<'a> {
    window: &'a Window,
    /// Keys struck to get about and to choose; words are counted apart.
    pub keys: usize,
    /// Characters typed.
    pub characters: usize,
    /// Controls filled.
    pub fields: usize,
}

/// Where a control of a name stands: how many stops ahead, what kind it is, and how many choices away
/// from what is wanted. Of a set of radio buttons the keyboard stops at one.
const PLACE: &str = r"
    const {name, value} = arguments[0];
    const seen = element => element.checkVisibility({visibilityProperty: true}) &&
        element.tabIndex >= 0 && !element.disabled && element.type !== 'hidden';
    const set = element => [...document.querySelectorAll(`input[type=radio][name='${element.name}']`)];
    const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
        .filter(seen).filter(element => element.type !== 'radio' ||
            element === (set(element).find(one => one.checked) || set(element)[0]));
    const at = stops.findIndex(element => element.name === name && (element.type !== 'submit' ||
        element.value === value) && (element.type !== 'checkbox' || element.value === value));
    if (at < 0) return null;
    const control = stops[at];
    const choices = control.type === 'radio' ? set(control) : [...(control.options || [])];
    const wanted = choices.findIndex(choice => choice.value === value);
    const now = control.type === 'radio' ? choices.findIndex(choice => choice.checked) : control.selectedIndex;
    return {ahead: at - stops.indexOf(document.activeElement), kind: control.type,
            there: control === document.activeElement, wanted, now};
";

impl<'a> Typist<'a> {
    pub fn at(window: &'a Window) -> Self {
        Self {
            window,
            keys: 0,
            characters: 0,
            fields: 0,
        }
    }

    /// Fills a control, whatever kind it is.
    pub async fn put(&mut self, name: &str, value: &str) {
        let place = self.go(name, value).await;
        self.fields += 1;
        match place["kind"].as_str().unwrap_or_default() {
            "select-one" | "radio" => self.choose(name, value, &place).await,
            "checkbox" => self.strike(" ", 1).await,
            _ => {
                self.characters += value.chars().count();
                self.send(value).await;
            }
        }
    }

    /// Sends the form that is being filled: Ctrl and Enter.
    pub async fn send_form(&mut self) {
        let page = self.window.find("html").await;
        self.keys += 2;
        let keys = self.window.driver.action_chain();
        let struck = keys.key_down(Key::Control).key_down(Key::Enter);
        let struck = struck.key_up(Key::Enter).key_up(Key::Control);
        struck.perform().await.unwrap();
        self.window.arrive(page).await;
    }

    /// Tabs to a control: straight there where every stop is one key, then key by key.
    async fn go(&mut self, name: &str, value: &str) -> Value {
        for _ in 0..40 {
            let place = self.place(name, value).await;
            assert!(
                !place.is_null(),
                "no `{name}` on {}",
                self.window.page().await
            );
            let ahead = place["ahead"].as_i64().unwrap();
            match ahead {
                _ if place["there"] == true => return place,
                1.. => self.strike(Key::Tab, usize::try_from(ahead).unwrap()).await,
                // A control of several parts holds the focus for some keys more.
                0 => self.strike(Key::Tab, 1).await,
                _ => panic!(
                    "`{name}` stands before what was filled, on {}",
                    self.window.page().await
                ),
            }
        }
        panic!("Tab never came to `{name}` on {}", self.window.page().await)
    }

    async fn place(&self, name: &str, value: &str) -> Value {
        self.window
            .ask(PLACE, json!({"name": name, "value": value}))
            .await
    }

    /// Walks a list of choices with the arrows.
    async fn choose(&mut self, name: &str, value: &str, place: &Value) {
        let at = |part: &str| place[part].as_i64().unwrap();
        assert!(at("wanted") >= 0, "`{name}` has no choice `{value}`");
        let radio = place["kind"] == "radio";
        if radio && at("now") < 0 {
            self.strike(" ", 1).await;
        }
        let steps = at("wanted") - at("now").max(0);
        let key = if steps > 0 { Key::Down } else { Key::Up };
        self.strike(key, usize::try_from(steps.abs()).unwrap())
            .await;
        let now = self.place(name, value).await;
        assert_eq!(now["now"], now["wanted"], "`{name}` is not at `{value}`");
    }

    async fn strike(&mut self, key: impl Into<TypingData>, times: usize) {
        self.keys += times;
        let key = key.into().to_string();
        self.send(&key.repeat(times)).await;
    }

    async fn send(&self, keys: &str) {
        let chain = self.window.driver.action_chain();
        chain.send_keys(keys).perform().await.unwrap();
    }
}
