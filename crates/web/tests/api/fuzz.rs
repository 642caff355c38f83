//! Requests of every kind, made from the document: none may be answered with a fault, nor with a
//! status, a media type or a member that the document does not tell of.

use super::schema::wrong;
use super::story::{acts, report, told};
use super::world::{Answer, PEOPLE, UNITS, World};
use axum::body::Body;
use axum::http::{Request, header};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use store::Store;
use store::testing::{fresh_postgres, fresh_sqlite};
use tokio::runtime::Runtime;

/// Requests for each engine.
const CASES: u32 = 1_200;

/// A request, before it is sent.
#[derive(Debug, Clone)]
struct Call {
    operation: usize,
    caller: Caller,
    part: String,
    query: Vec<(Index, String)>,
    header: Option<String>,
    media_type: &'static str,
    body: Vec<u8>,
}

/// An operation of the document.
#[derive(Debug, Clone)]
struct Operation {
    path: String,
    method: String,
    told: Value,
}

#[test]
fn no_request_finds_a_fault_or_an_undocumented_answer() {
    let runtime = Runtime::new().unwrap();
    let (store, _folder) = runtime.block_on(fresh_sqlite());
    search(&runtime, store);
    if let Some(store) = runtime.block_on(fresh_postgres()) {
        search(&runtime, store);
    }
}

fn search(runtime: &Runtime, store: Store) {
    let world = runtime.block_on(World::on(store));
    let document = runtime.block_on(world.get(None, "/openapi.json")).done(200);
    let operations = operations(&document);
    // First: the search dismisses and suspends people.
    runtime.block_on(valid(&world, &document, &operations));
    let words = runtime.block_on(words(&world));
    let config = Config {
        cases: CASES.max(8 * operations.len() as u32),
        failure_persistence: None,
        ..Config::default()
    };
    let seen: RefCell<BTreeMap<u16, u32>> = RefCell::default();
    let strategy = call(&operations, &words);
    let result = TestRunner::new(config).run(&strategy, |call| {
        let operation = &operations[call.operation];
        let answer = runtime.block_on(async {
            let bearer = bearer(&world, call.caller).await;
            world.send(request(&call, operation, bearer)).await
        });
        *seen.borrow_mut().entry(answer.status.as_u16()).or_default() += 1;
        check(&document, operation, &answer).map_err(TestCaseError::fail)
    });
    result.unwrap();
    // A search that is turned away at the first door finds nothing: every kind of answer was seen.
    // A 201 the story above had; by chance it is too rare to be waited for.
    let seen = seen.into_inner();
    for status in [200, 400, 401, 403, 404, 409, 413, 415, 422] {
        assert!(
            seen.contains_key(&status),
            "no request was answered {status}: {seen:?}"
        );
    }
}

/// The story's own requests, which succeed, are checked like the others.
async fn valid(world: &World, document: &Value, operations: &[Operation]) {
    let filed = world.post(None, "/reports", report()).await.done(201);
    let number = filed["number"].as_str().unwrap();
    let told_of = |path: &str| {
        operations
            .iter()
            .find(|operation| operation.path == path)
            .unwrap()
    };
    for (person, noun, fields) in acts() {
        let path = format!("/matters/{{number}}/{noun}");
        let answer = world
            .post(Some(person), &path.replace("{number}", number), fields)
            .await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        check(document, told_of(&path), &answer).unwrap();
        for path in [
            "/matters/{number}",
            "/matters/{number}/acts",
            "/matters/{number}/trail",
        ] {
            let answer = world
                .get(Some("prov-clerk"), &path.replace("{number}", number))
                .await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.text);
            check(document, told_of(path), &answer).unwrap();
        }
    }
}

fn operations(document: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, told) in item.as_object().unwrap() {
            let (path, method) = (path.clone(), method.to_uppercase());
            operations.push(Operation {
                path,
                method,
                told: told.clone(),
            });
        }
    }
    operations
}

/// Words that mean something to the office, so that requests get behind the first check.
struct Words {
    numbers: Vec<String>,
    all: Vec<String>,
}

async fn words(world: &World) -> Words {
    let (mut numbers, mut all) = (Vec::new(), Vec::new());
    for acts_done in 0..=acts().len() {
        let (number, code) = told(world, acts_done).await;
        numbers.push(number);
        all.push(code);
    }
    all.extend(numbers.clone());
    for pool in [
        "unit", "person", "role", "category", "issue", "region", "domains", "from", "term",
    ] {
        all.extend(fitting(pool).into_iter().map(str::to_owned));
    }
    Words { numbers, all }
}

/// Words that fit a field by its name.
fn fitting(name: &str) -> Vec<&'static str> {
    match name {
        "unit" | "to" | "towards" | "parent" => UNITS.iter().map(|unit| unit[0]).collect(),
        "person" | "handler" | "leader" => PEOPLE.iter().map(|person| person[0]).collect(),
        "role" => vec!["clerk", "handler"],
        "category" => vec!["152", "174"],
        "issue" => vec!["1.1", "1.2"],
        "lead" => vec!["1"],
        "region" => vec!["330000", "330681"],
        "domains" => vec!["rural"],
        "from" | "until" | "happened" => vec!["2026-03-02", "2026-03-02T08:00"],
        "term" => vec!["5 working days", "3个月"],
        _ => Vec::new(),
    }
}

/// Who calls.
#[derive(Debug, Clone, Copy)]
enum Caller {
    Nobody,
    Forger,
    Person(&'static str),
}

/// A session of its own for each request: some of them end it.
async fn bearer(world: &World, caller: Caller) -> Option<String> {
    match caller {
        Caller::Nobody => None,
        Caller::Forger => Some("Bearer nonsense".to_owned()),
        Caller::Person(person) => Some(format!("Bearer {}", world.token(person).await)),
    }
}

fn caller() -> impl Strategy<Value = Caller> {
    let people: Vec<&str> = PEOPLE.iter().map(|person| person[0]).collect();
    prop_oneof![
        1 => Just(Caller::Nobody),
        1 => Just(Caller::Forger),
        18 => select(people).prop_map(Caller::Person),
    ]
}

fn call(operations: &[Operation], words: &Words) -> impl Strategy<Value = Call> + use<> {
    let calls: Vec<BoxedStrategy<Call>> = operations
        .iter()
        .enumerate()
        .map(|(at, operation)| {
            let body = body(&operation.told, words);
            let query = vec((any::<Index>(), value(words)), 0..4);
            let header = proptest::option::of(word(words));
            (caller(), part(words), query, header, media_type(), body)
                .prop_map(
                    move |(caller, part, query, header, media_type, body)| Call {
                        operation: at,
                        caller,
                        part,
                        query,
                        header,
                        media_type,
                        body,
                    },
                )
                .boxed()
        })
        .collect();
    proptest::strategy::Union::new(calls)
}

fn word(words: &Words) -> impl Strategy<Value = String> + use<> {
    select(words.all.clone())
}

/// A known word, or a hostile one.
fn value(words: &Words) -> BoxedStrategy<String> {
    prop_oneof![
        6 => word(words),
        1 => ".{0,40}",
        1 => select(hostile()),
        1 => "[0-9a-f]{64}",
    ]
    .boxed()
}

/// The variable part of a path: mostly a number.
fn part(words: &Words) -> BoxedStrategy<String> {
    prop_oneof![4 => select(words.numbers.clone()), 1 => value(words)].boxed()
}

fn hostile() -> Vec<String> {
    let fixed = [
        "",
        "\0",
        "a\0b",
        "..",
        "../..",
        "'; DROP TABLE events; --",
        "%",
        "\u{202e}",
        "<",
        "<!--",
        "9999999999999999999",
        "-1",
        "NaN",
        "null",
        "true",
        "yes",
        "no",
        "\u{feff}",
        "𠮷",
        "\r\nX: y",
    ];
    let mut all: Vec<String> = fixed.map(str::to_owned).to_vec();
    all.push("长".repeat(70_000));
    all
}

fn media_type() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        24 => Just("application/json"),
        1 => Just("application/json; charset=utf-8"),
        1 => Just(""),
        1 => Just("text/plain"),
        1 => Just("multipart/form-data; boundary=x"),
        1 => Just("multipart/form-data"),
        1 => Just("application/octet-stream"),
    ]
}

fn body(told: &Value, words: &Words) -> BoxedStrategy<Vec<u8>> {
    let json =
        |strategy: BoxedStrategy<Value>| strategy.prop_map(|v| v.to_string().into_bytes()).boxed();
    let odd = prop_oneof![
        json(any_json()),
        vec(any::<u8>(), 0..200),
        Just(Vec::new()),
        Just([vec![b'['; 50_000], vec![b']'; 50_000]].concat()),
        Just(vec![b' '; 1_100_000]),
        Just(b"{\"title\":\"\\ud800\"}".to_vec()),
        Just(b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\0.pdf\"\r\n\r\n%PDF-1.4\r\n--x--\r\n".to_vec()),
    ];
    let schema = &told["requestBody"]["content"]["application/json"]["schema"];
    if schema.is_null() {
        return odd.boxed();
    }
    let fitting = of_schema("", schema, words);
    prop_oneof![
        6 => json(fitting.clone()),
        3 => json(spoilt(fitting, words)),
        1 => odd,
    ]
    .boxed()
}

/// One member of a fitting object replaced, one more, or one less.
fn spoilt(fitting: BoxedStrategy<Value>, words: &Words) -> BoxedStrategy<Value> {
    (
        fitting,
        any::<Index>(),
        prop_oneof![any_json(), value(words).prop_map(Value::from)],
        0..3,
    )
        .prop_map(|(mut object, at, value, how)| {
            let Some(members) = object.as_object_mut() else {
                return value;
            };
            let names: Vec<String> = members.keys().cloned().collect();
            match how {
                0 if !names.is_empty() => drop(members.insert(at.get(&names).clone(), value)),
                1 if !names.is_empty() => drop(members.remove(at.get(&names))),
                _ => drop(members.insert("more".into(), value)),
            }
            object
        })
        .boxed()
}

fn any_json() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        ".{0,20}".prop_map(Value::from),
        select(hostile()).prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(".{0,8}", inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
    .boxed()
}

fn of_schema(name: &str, schema: &Value, words: &Words) -> BoxedStrategy<Value> {
    match schema["type"].as_str().unwrap_or_default() {
        "object" => of_object(schema, words),
        "array" => {
            let most = schema["maxItems"].as_u64().unwrap_or(3).min(3) as usize;
            vec(of_schema(name, &schema["items"], words), 0..=most)
                .prop_map(Value::from)
                .boxed()
        }
        "integer" => {
            let bound = |name: &str| schema[name].as_f64().unwrap_or_default() as i64;
            (bound("minimum")..=bound("maximum"))
                .prop_map(Value::from)
                .boxed()
        }
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        _ => match schema["enum"].as_array() {
            Some(values) => select(values.clone()).boxed(),
            None => of_text(name, schema, words),
        },
    }
}

fn of_text(name: &str, schema: &Value, words: &Words) -> BoxedStrategy<Value> {
    let most = schema["maxLength"].as_u64().unwrap_or(40).min(60) as usize;
    let text = vec(
        select("件有着落事事回音 abc。\n".chars().collect::<Vec<_>>()),
        1..=most,
    );
    let text = text.prop_map(|chars| Value::from(chars.into_iter().collect::<String>()));
    let odd = word(words).prop_map(Value::from);
    let known = fitting(name);
    if known.is_empty() {
        return prop_oneof![8 => text, 1 => odd].boxed();
    }
    prop_oneof![12 => select(known).prop_map(Value::from), 1 => text, 1 => odd].boxed()
}

fn of_object(schema: &Value, words: &Words) -> BoxedStrategy<Value> {
    let none = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&none);
    let demanded = |name: &str| {
        let mut names = schema["required"].as_array().into_iter().flatten();
        names.any(|required| required == name)
    };
    let start: BoxedStrategy<Map<String, Value>> = Just(Map::new()).boxed();
    let members = properties.iter().fold(start, |object, (name, member)| {
        let (name, rate) = (name.clone(), if demanded(name) { 0.97 } else { 0.3 });
        let member = proptest::option::weighted(rate, of_schema(&name, member, words));
        (object, member)
            .prop_map(move |(mut object, member)| {
                if let Some(member) = member {
                    object.insert(name.clone(), member);
                }
                object
            })
            .boxed()
    });
    members.prop_map(Value::Object).boxed()
}

fn request(call: &Call, operation: &Operation, bearer: Option<String>) -> Request<Body> {
    let part: String = call.part.chars().take(3_000).collect();
    let path = operation
        .path
        .replace("{number}", &escaped(&part))
        .replace("{leaf}", &escaped(&part));
    let none = Vec::new();
    let parameters = operation.told["parameters"].as_array().unwrap_or(&none);
    let names: Vec<&str> = parameters
        .iter()
        .filter(|p| p["in"] == "query")
        .filter_map(|p| p["name"].as_str())
        .collect();
    let mut pairs = Vec::new();
    for (at, value) in &call.query {
        let value: String = value.chars().take(3_000).collect();
        let name = if names.is_empty() {
            "more"
        } else {
            at.get(&names)
        };
        pairs.push(format!("{name}={}", escaped(&value)));
    }
    let uri = format!("/api/v1{path}?{}", pairs.join("&"));
    let mut request = Request::builder().method(&*operation.method).uri(uri);
    if let Some(bearer) = bearer {
        request = request.header(header::AUTHORIZATION, bearer);
    }
    if let Some(value) = &call.header {
        request = request.header("Query-Code", value);
    }
    if !call.media_type.is_empty() {
        request = request.header(header::CONTENT_TYPE, call.media_type);
    }
    request.body(Body::from(call.body.clone())).unwrap()
}

fn escaped(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// What is wrong with an answer, judged by the document alone.
fn check(document: &Value, operation: &Operation, answer: &Answer) -> Result<(), String> {
    let place = format!("{} {} {}", operation.method, operation.path, answer.status);
    if answer.status.is_server_error() {
        return Err(format!("{place}: {}", answer.text));
    }
    let response = &operation.told["responses"][answer.status.as_str()];
    if response.is_null() {
        return Err(format!("{place}: undocumented: {}", answer.text));
    }
    let Some(content) = response.get("content") else {
        return if answer.text.is_empty() {
            Ok(())
        } else {
            Err(format!("{place}: a body"))
        };
    };
    let Some(told) = content.get(&answer.media_type) else {
        return Err(format!("{place}: the media type {}", answer.media_type));
    };
    if !answer.media_type.ends_with("json") {
        return Ok(());
    }
    let value = serde_json::from_str(&answer.text).map_err(|error| format!("{place}: {error}"))?;
    match told
        .get("schema")
        .and_then(|schema| wrong(document, schema, &value, ""))
    {
        Some(found) => Err(format!("{place}: {found}")),
        None => Ok(()),
    }
}
