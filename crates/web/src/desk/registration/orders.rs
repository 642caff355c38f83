//! From one page to the orders of its parts, and back from what is wrong with an order to the field of
//! the page.

use app::queries::registration::Forms;
use app::{Order, Subject};
use casework::form::FieldError;
use jiff::civil::DateTime;
use serde_json::{Map, Value, json};

use super::repeats;
use crate::desk::form::Filled;

/// What the button pressed asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    /// Everything this person may do: 登记并拟办.
    Whole,
    /// Only receiving, with the number: 先接收.
    Receive,
    /// Receiving, and joining an earlier matter by its number: 并入.
    Join(String),
    /// Keeping a draft.
    Keep,
    /// Looking for repeats and suggestions.
    Repeats,
    /// Taking a suggestion: field and value.
    Take(String),
    /// Ending a call without an item.
    EndCall,
}

impl Pressed {
    /// The button of a form.
    pub fn of(filled: &Filled) -> Self {
        match filled.value("page.go").unwrap_or_default() {
            "receive" => Self::Receive,
            "draft" => Self::Keep,
            "repeats" => Self::Repeats,
            "end-call" => Self::EndCall,
            go => match (go.strip_prefix("join-"), go.strip_prefix("take-")) {
                (Some(number), _) => Self::Join(number.to_owned()),
                (_, Some(taken)) => Self::Take(taken.to_owned()),
                (None, None) => Self::Whole,
            },
        }
    }
}

/// The orders of one page, in the order they are carried out.
pub struct Orders {
    /// The orders.
    pub list: Vec<Order>,
}

impl Orders {
    /// What a filled page asks for.
    pub fn of(
        filled: &Filled,
        forms: &Forms,
        pressed: &Pressed,
        happened: Option<DateTime>,
    ) -> Self {
        let mut receive = filled.fields();
        let _of_the_page = [receive.remove("page"), receive.remove("call")];
        let mut register = part(receive.remove("register"));
        let mut screen = part(receive.remove("screen"));
        accused(&mut receive, &register);
        copy(&receive, "region", &mut register, "region");
        copy(&register, "class", &mut screen, "class");
        let mut list = vec![order("receive", receive)];
        list[0].happened = happened;
        if forms.register.is_some() {
            let apart = repeats::apart(filled).into_iter();
            // Whoever joins after all has changed their mind.
            let apart = apart.filter(|number| *pressed != Pressed::Join(number.clone()));
            list.extend(
                apart.map(|number| order("tell-apart", part(Some(json!({"from": number}))))),
            );
        }
        match pressed {
            Pressed::Join(number) => {
                let into = part(Some(json!({"into": number})));
                list.push(order("join", into));
            }
            Pressed::Whole => {
                let parts = [
                    ("register", register, &forms.register),
                    ("screen", screen, &forms.screen),
                ];
                let own = parts.into_iter().filter(|(.., form)| form.is_some());
                list.extend(own.map(|(act, fields, _)| order(act, fields)));
            }
            Pressed::Receive
            | Pressed::Keep
            | Pressed::Repeats
            | Pressed::Take(_)
            | Pressed::EndCall => {}
        }
        Self { list }
    }

    /// The last act, which says how far it came.
    pub fn last(&self) -> &'static str {
        self.act(self.list.len().saturating_sub(1))
    }

    /// The act of an order.
    pub fn act(&self, at: usize) -> &'static str {
        let name = self.list.get(at).map_or("receive", |order| &*order.act);
        ["register", "screen", "join", "tell-apart"]
            .into_iter()
            .find(|known| *known == name)
            .unwrap_or("receive")
    }

    /// What an order's act is called.
    pub fn zh(&self, at: usize) -> &'static str {
        match self.act(at) {
            "register" => "登记",
            "screen" => "筛查拟办",
            "join" => "并入",
            "tell-apart" => "判定不是同一件",
            _ => "接收",
        }
    }

    /// What is wrong with the fields of an order, at the fields of the page.
    pub fn placed(&self, at: usize, errors: Vec<FieldError>) -> Vec<FieldError> {
        let act = self.act(at);
        let placed = |error: FieldError| FieldError {
            field: field(act, &error.field),
            ..error
        };
        errors.into_iter().map(placed).collect()
    }
}

/// The field of the page in which an order's field is filled.
fn field(act: &str, name: &str) -> String {
    if act == "receive" {
        return match name.strip_prefix("accused.") {
            Some(rest) => format!("register.leads.{}", rest.replace(".name", ".subject")),
            None => name.to_owned(),
        };
    }
    match (act, name) {
        ("screen", "class") => "register.class".to_owned(),
        ("register", "region") => "region".to_owned(),
        ("join", _) => "page.go".to_owned(),
        ("tell-apart", _) => "page.apart".to_owned(),
        _ => format!("{act}.{name}"),
    }
}

/// Whom the reporter names: the leads say it already.
fn accused(receive: &mut Map<String, Value>, register: &Map<String, Value>) {
    let leads = register.get("leads").and_then(Value::as_array);
    if receive.contains_key("accused") || leads.is_none() {
        return;
    }
    let named = leads.into_iter().flatten().take(5).filter_map(|lead| {
        let name = lead.get("subject")?;
        Some(json!({"name": name, "unit": lead.get("post")}))
    });
    let named: Vec<Value> = named.collect();
    receive.insert("accused".to_owned(), Value::Array(named));
}

fn copy(from: &Map<String, Value>, name: &str, to: &mut Map<String, Value>, as_name: &str) {
    if let Some(value) = from.get(name)
        && !to.contains_key(as_name)
    {
        to.insert(as_name.to_owned(), value.clone());
    }
}

fn part(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

fn order(act: &str, fields: Map<String, Value>) -> Order {
    Order {
        subject: Subject::NewMatter,
        act: act.to_owned(),
        fields,
        happened: None,
    }
}
