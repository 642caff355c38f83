//! The OpenAPI document: valid in structure, whole, and no other than the router.

use super::schema::resolved;
use super::world::World;
use axum::body::Body;
use axum::http::{Request, header};
use casework::act::Performer;
use casework::form::{Field, Kind};
use casework::procedure::Noun;
use serde_json::Value;
use std::collections::BTreeSet;
use store::testing::fresh_sqlite;

async fn served() -> (World, Value, tempfile::TempDir) {
    let (store, folder) = fresh_sqlite().await;
    let world = World::on(store).await;
    let document = world.get(None, "/openapi.json").await.done(200);
    (world, document, folder)
}

fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let each = paths.flat_map(|(path, item)| {
        let item = item.as_object().unwrap().iter();
        item.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    });
    each.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_a_valid_openapi_3_1_document() {
    let (_world, document, _folder) = served().await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
    for member in ["title", "version"] {
        assert!(document["info"][member].is_string());
    }
    let tags: BTreeSet<&str> = document["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| tag["name"].as_str().unwrap())
        .collect();
    let mut ids = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        let place = format!("{method} {path}");
        assert!(["get", "post", "delete"].contains(&method), "{place}");
        assert!(
            ids.insert(operation["operationId"].as_str().unwrap()),
            "{place}: id used twice"
        );
        assert!(
            tags.contains(operation["tags"][0].as_str().unwrap()),
            "{place}"
        );
        assert!(
            !operation["summary"].as_str().unwrap().is_empty(),
            "{place}"
        );
        assert!(
            !operation["description"].as_str().unwrap().is_empty(),
            "{place}"
        );
        check_parameters(path, operation, &place);
        check_responses(&document, operation, &place);
        if let Some(body) = operation.get("requestBody") {
            for (_, content) in body["content"].as_object().unwrap() {
                check_schema(&document, &content["schema"], &place);
            }
        }
        for security in operation["security"].as_array().into_iter().flatten() {
            for (scheme, _) in security.as_object().unwrap() {
                assert_eq!(
                    document["components"]["securitySchemes"][scheme]["scheme"],
                    "bearer"
                );
            }
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        check_schema(&document, schema, name);
    }
}

fn check_parameters(path: &str, operation: &Value, place: &str) {
    let templated = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut in_path = BTreeSet::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap();
        assert!(
            !parameter["description"].as_str().unwrap().is_empty(),
            "{place} {name}"
        );
        assert_eq!(parameter["schema"]["type"], "string", "{place} {name}");
        if parameter["in"] == "path" {
            assert_eq!(parameter["required"], true, "{place} {name}");
            in_path.insert(name);
        }
    }
    assert_eq!(in_path, templated.collect(), "{place}");
}

fn check_responses(document: &Value, operation: &Value, place: &str) {
    let responses = operation["responses"].as_object().unwrap();
    assert!(
        responses.keys().any(|status| status.starts_with('2')),
        "{place}"
    );
    for (status, response) in responses {
        assert!(
            !response["description"].as_str().unwrap().is_empty(),
            "{place} {status}"
        );
        for (media_type, content) in response["content"].as_object().into_iter().flatten() {
            assert_eq!(
                media_type == "application/problem+json",
                !status.starts_with('2'),
                "{place} {status}"
            );
            if let Some(schema) = content.get("schema") {
                check_schema(document, schema, place);
            }
        }
    }
}

/// Every keyword is one that JSON Schema knows, every reference leads somewhere.
fn check_schema(document: &Value, schema: &Value, place: &str) {
    for (keyword, value) in schema
        .as_object()
        .unwrap_or_else(|| panic!("{place}: {schema}"))
    {
        match keyword.as_str() {
            "$ref" => drop(resolved(document, value)),
            "items" => check_schema(document, value, place),
            "properties" => {
                let known: BTreeSet<&String> = value.as_object().unwrap().keys().collect();
                for required in schema["required"].as_array().into_iter().flatten() {
                    assert!(
                        known.iter().any(|name| *name == required),
                        "{place}: {required}"
                    );
                }
                for (name, member) in value.as_object().unwrap() {
                    check_schema(document, member, &format!("{place}.{name}"));
                }
            }
            "oneOf" => {
                for option in value.as_array().unwrap() {
                    check_schema(document, option, place);
                }
            }
            "enum" => assert!(!value.as_array().unwrap().is_empty(), "{place}"),
            "type"
            | "description"
            | "required"
            | "format"
            | "additionalProperties"
            | "minLength"
            | "maxLength"
            | "minimum"
            | "maximum"
            | "minItems"
            | "maxItems" => {}
            other => panic!("{place}: the keyword {other}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_path_takes_the_methods_it_is_told_to_take_and_no_other() {
    let (world, document, _folder) = served().await;
    for (path, item) in document["paths"].as_object().unwrap() {
        let uri = path
            .replace("{number}", "330000-2026-4-0000017")
            .replace("{leaf}", "00");
        let request = Request::builder()
            .method("PATCH")
            .uri(format!("/api/v1{uri}"));
        let answer = world.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(
            answer.problem(405),
            "urn:jianjian:problem:method-not-allowed",
            "{path}"
        );
        let allowed = answer.headers[header::ALLOW]
            .to_str()
            .unwrap()
            .to_lowercase();
        let allowed: BTreeSet<&str> = allowed
            .split(',')
            .filter(|method| *method != "head")
            .collect();
        assert_eq!(
            allowed,
            item.as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect(),
            "{path}"
        );
    }
    let unknown = world.get(None, "/nowhere").await;
    assert_eq!(unknown.problem(404), "urn:jianjian:problem:not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_of_a_person_has_its_route_and_its_fields() {
    let (_world, document, _folder) = served().await;
    let matter = casework::matter::steps::ACTS
        .iter()
        .map(|act| ("/matters/{number}", act));
    let office = casework::office::steps::ACTS
        .iter()
        .map(|act| ("/office", act));
    let matter = matter.map(|(root, act)| (format!("{root}/{}", act.noun), act));
    let office = office.map(|(root, act)| (format!("{root}/{}", act.noun), act));
    let procedures = Noun::ALL.iter().flat_map(|noun| {
        noun.all_acts().into_iter().map(move |act| {
            let root = format!("/{}", noun.plural());
            let opens = act.name == noun.opening().name;
            (
                if opens {
                    root
                } else {
                    format!("{root}/{{number}}/{}", act.noun)
                },
                act,
            )
        })
    });
    let mut count = 0;
    for (path, act) in matter.chain(office).chain(procedures) {
        let operation = &document["paths"][path]["post"];
        if act.performer != Performer::Person {
            assert!(operation.is_null(), "{}", act.name);
            continue;
        }
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        check_fields(act.fields, schema, act.name);
        assert!(schema["properties"]["happened"].is_object(), "{}", act.name);
        count += 1;
    }
    // Acts may be added, none forgotten.
    assert!(count >= 29, "{count}");
}

fn check_fields(fields: &[Field], schema: &Value, place: &str) {
    assert_eq!(schema["additionalProperties"], false, "{place}");
    for field in fields {
        let (told, place) = (
            &schema["properties"][field.name],
            format!("{place}.{}", field.name),
        );
        let required = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|n| n == field.name);
        let is_demanded = field.required && !matches!(field.kind, Kind::Flag | Kind::Identity);
        assert_eq!(required, is_demanded, "{place}");
        match field.kind {
            Kind::Line { max } | Kind::Text { max } | Kind::Named { max } | Kind::Word { max } => {
                assert_eq!(told["maxLength"], max, "{place}");
            }
            Kind::Choice(codes) => {
                let values: Vec<&str> = codes.iter().map(|code| code.value).collect();
                assert_eq!(told["enum"], serde_json::json!(values), "{place}");
            }
            Kind::Number { min, max } => {
                assert_eq!(
                    (told["minimum"].as_f64(), told["maximum"].as_f64()),
                    (Some(min as f64), Some(max as f64))
                );
            }
            Kind::Group { fields, max, .. } => {
                assert_eq!(told["maxItems"], max, "{place}");
                check_fields(fields, &told["items"], &place);
            }
            _ => assert!(told.is_object(), "{place}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limits_of_an_identity_are_those_that_are_checked() {
    let (world, document, _folder) = served().await;
    let body = &document["paths"]["/reports"]["post"]["requestBody"]["content"]["application/json"];
    let parts = body["schema"]["properties"]["reporter"]["properties"]
        .as_object()
        .unwrap();
    assert_eq!(parts.len(), 5);
    for (name, part) in parts {
        let max = usize::try_from(part["maxLength"].as_u64().unwrap()).unwrap();
        for (length, status) in [(max, 201), (max + 1, 422)] {
            let mut report = super::story::report();
            report["reporter"] = serde_json::json!({ (name): "9".repeat(length) });
            assert_eq!(
                world.post(None, "/reports", report).await.status,
                status,
                "{name}"
            );
        }
    }
}
