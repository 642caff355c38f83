//! The schema of an act's body, from the same fields that build the page and check what was sent.

use casework::act::Act;
use casework::code::Code;
use casework::form::{Field, Kind};
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type,
};
use utoipa::openapi::{RefOr, Schema};

/// The body of an act: its fields, and when it happened.
pub fn body(fields: &[Field]) -> RefOr<Schema> {
    let happened = ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(
            "发生时间（当地时间，如 2026-02-06T09:30）；不填即现在",
        ));
    let object = object(fields).property("happened", happened);
    Schema::Object(object.build()).into()
}

/// The body of an act on a matter: it may also be performed in another's name.
pub fn body_for_others(fields: &[Field]) -> RefOr<Schema> {
    let behalf = ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("以谁的名义办理：授权人的登录名；不填即以本人名义"));
    match body(fields) {
        RefOr::T(Schema::Object(mut object)) => {
            object
                .properties
                .insert("behalf".to_owned(), behalf.build().into());
            Schema::Object(object).into()
        }
        other => other,
    }
}

/// Whether a body without the field is refused. A flag left out is no, an identity left out is none.
pub fn is_demanded(field: &Field) -> bool {
    field.required && !matches!(field.kind, Kind::Flag | Kind::Identity)
}

fn object(fields: &[Field]) -> ObjectBuilder {
    let closed = AdditionalProperties::<Schema>::FreeForm(false);
    let mut object = ObjectBuilder::new()
        .schema_type(Type::Object)
        .additional_properties(Some(closed));
    for field in fields {
        object = object.property(field.name, schema(field));
        if is_demanded(field) {
            object = object.required(field.name);
        }
    }
    object
}

fn schema(field: &Field) -> RefOr<Schema> {
    let told = match field.help {
        "" => field.zh.to_owned(),
        help => format!("{}：{help}", field.zh),
    };
    let least = Some(1).filter(|_| is_demanded(field));
    let text = || {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(told.clone()))
    };
    let list = |items: ObjectBuilder| {
        ArrayBuilder::new()
            .items(items)
            .description(Some(told.clone()))
    };
    let schema = match field.kind {
        Kind::Line { max } | Kind::Text { max } | Kind::Named { max } | Kind::Word { max } => {
            text().max_length(Some(max)).min_length(least).into()
        }
        Kind::Identity => identity().description(Some(told)).into(),
        Kind::Choice(codes) => choice(text(), &told, codes),
        Kind::From(_) => text()
            .description(Some(format!("{told}（可选项见 GET acts）")))
            .into(),
        Kind::Several(_) => list(ObjectBuilder::new().schema_type(Type::String)).into(),
        Kind::Date => dated(text(), KnownFormat::Date).into(),
        Kind::DateTime => text()
            .description(Some(format!("{told}（如 2026-02-06T09:30）")))
            .into(),
        Kind::Number { min, max } => ObjectBuilder::new()
            .schema_type(Type::Integer)
            .description(Some(told))
            .minimum(Some(min))
            .maximum(Some(max))
            .into(),
        Kind::Flag => ObjectBuilder::new()
            .schema_type(Type::Boolean)
            .description(Some(told))
            .into(),
        Kind::Group { fields, min, max } => list(object(fields))
            .min_items(Some(min))
            .max_items(Some(max))
            .into(),
        Kind::Files { max } => list(ObjectBuilder::new().schema_type(Type::String))
            .max_items(Some(max))
            .into(),
    };
    RefOr::T(schema)
}

fn choice(text: ObjectBuilder, told: &str, codes: &[Code]) -> Schema {
    let words: Vec<String> = codes
        .iter()
        .map(|code| format!("{} {}", code.value, code.zh))
        .collect();
    text.description(Some(format!("{told}：{}", words.join("；"))))
        .enum_values(Some(codes.iter().map(|code| code.value)))
        .into()
}

fn dated(text: ObjectBuilder, format: KnownFormat) -> ObjectBuilder {
    text.format(Some(SchemaFormat::KnownFormat(format)))
}

/// Parts of an identity and their most characters, as [`casework::form::parse`] checks them; a test
/// of the API holds the two together.
const IDENTITY: &[(&str, &str, usize)] = &[
    ("name", "姓名", 30),
    ("id_number", "公民身份号码", 18),
    ("phone", "电话", 50),
    ("address", "住址", 100),
    ("other", "其他联系方式", 100),
];

fn identity() -> ObjectBuilder {
    let closed = AdditionalProperties::<Schema>::FreeForm(false);
    let object = ObjectBuilder::new()
        .schema_type(Type::Object)
        .additional_properties(Some(closed));
    IDENTITY.iter().fold(object, |object, (name, zh, max)| {
        let part = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(*zh))
            .max_length(Some(*max));
        object.property(*name, part)
    })
}

/// The acts of a person, which each have a route.
pub fn of_persons(acts: &'static [Act]) -> impl Iterator<Item = &'static Act> {
    acts.iter()
        .filter(|act| act.performer == casework::act::Performer::Person)
}
