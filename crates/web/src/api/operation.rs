//! An operation of the API: what the router serves and what the document says of it, in one value.

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::routing::{self, MethodRouter};
use casework::form::Field;
use utoipa::ToSchema;
use utoipa::openapi::{HttpMethod, RefOr, Schema};

use super::document::fields;
use crate::site::Shared;

/// An operation.
pub struct Operation {
    /// Its method.
    pub method: HttpMethod,
    /// Its path below the API's root.
    pub path: String,
    /// Its permanent name.
    pub id: &'static str,
    /// Its name in Chinese.
    pub zh: &'static str,
    /// What it does.
    pub help: &'static str,
    /// The topic it stands under.
    pub topic: Topic,
    /// Who may call it.
    pub access: Access,
    /// What the path, the query and the headers carry.
    pub parameters: Vec<Parameter>,
    /// What the body carries.
    pub body: Body,
    /// What it answers when it succeeds.
    pub success: Success,
    /// The statuses of its failures.
    pub failures: Vec<u16>,
    /// What serves it.
    pub handler: MethodRouter<Shared>,
}

/// The topic an operation stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Filing and asking, for anyone.
    Public,
    /// Signing in and out.
    Sessions,
    /// Reading matters.
    Matters,
    /// Acts on a matter.
    Acts,
    /// The office and its acts.
    Office,
}

impl Topic {
    /// Every topic, in the order of the document.
    pub const ALL: [Self; 5] = [
        Self::Public,
        Self::Sessions,
        Self::Matters,
        Self::Acts,
        Self::Office,
    ];

    /// Its name and what it holds.
    pub fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Public => ("public", "公开：举报、查询、凭证、时限推算，不需要登录"),
            Self::Sessions => ("sessions", "登录和退出"),
            Self::Matters => ("matters", "查阅信访件"),
            Self::Acts => ("acts", "办理信访件：每个办理动作一个地址"),
            Self::Office => ("office", "机构和人员"),
        }
    }
}

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Anyone,
    /// A person of the office with a session.
    Session,
}

/// Where a parameter is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path; always required.
    Path,
    /// In the query string.
    Query,
    /// In a header.
    Header,
}

/// A parameter: always text on the wire.
pub struct Parameter {
    /// Where it is carried.
    pub place: Place,
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub help: &'static str,
    /// Whether it must be given.
    pub required: bool,
    /// The values there are; empty when it is free.
    pub values: Vec<&'static str>,
}

/// What the body carries.
pub enum Body {
    /// Nothing.
    None,
    /// A JSON object.
    Json {
        /// Its schema.
        schema: Box<RefOr<Schema>>,
        /// Whether an empty body will do.
        optional: bool,
    },
    /// A file, as `multipart/form-data` or as it is.
    File,
}

/// What a success answers.
pub struct Success {
    /// Its status.
    pub status: u16,
    /// What it means.
    pub help: &'static str,
    /// Its media type; none without a body.
    pub media_type: Option<&'static str>,
    /// The schema of a JSON body.
    pub schema: Option<RefOr<Schema>>,
    /// Named schemas that it refers to.
    pub named: Vec<(String, RefOr<Schema>)>,
}

/// Most bytes of a JSON body: the longest act, every character escaped.
const JSON_BYTES_MAX: usize = 1_048_576;

impl Operation {
    /// An operation that reads.
    pub fn get<H, T>(path: &str, id: &'static str, handler: H) -> Self
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        Self::new(HttpMethod::Get, path, id, routing::get(handler))
    }

    /// An operation that creates.
    pub fn post<H, T>(path: &str, id: &'static str, handler: H) -> Self
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        // A browser's form of another site is stopped before it gets here.
        Self::new(HttpMethod::Post, path, id, routing::post(handler)).fails(&[403])
    }

    /// An operation that ends something.
    pub fn delete<H, T>(path: &str, id: &'static str, handler: H) -> Self
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        Self::new(HttpMethod::Delete, path, id, routing::delete(handler)).fails(&[403])
    }

    fn new(
        method: HttpMethod,
        path: &str,
        id: &'static str,
        handler: MethodRouter<Shared>,
    ) -> Self {
        Self {
            method,
            path: path.to_owned(),
            id,
            zh: "",
            help: "",
            topic: Topic::Public,
            access: Access::Anyone,
            parameters: Vec::new(),
            body: Body::None,
            success: Success::nothing(204, "已完成"),
            failures: vec![500],
            handler,
        }
    }

    /// Its topic, its name and what it does.
    pub fn told(self, topic: Topic, zh: &'static str, help: &'static str) -> Self {
        Self {
            topic,
            zh,
            help,
            ..self
        }
    }

    /// It wants a session.
    pub fn with_session(self) -> Self {
        Self {
            access: Access::Session,
            ..self
        }
        .fails(&[401, 403])
    }

    /// It takes a part of the path. What is not there and what may not be known look the same.
    pub fn in_path(self, name: &'static str, help: &'static str) -> Self {
        self.takes(Place::Path, name, help, true).fails(&[404])
    }

    /// It takes a value of the query string.
    pub fn in_query(self, name: &'static str, help: &'static str) -> Self {
        self.takes(Place::Query, name, help, false).fails(&[400])
    }

    /// It takes a header.
    pub fn in_header(self, name: &'static str, help: &'static str) -> Self {
        self.takes(Place::Header, name, help, false)
    }

    /// The last parameter must be given.
    pub fn required(mut self) -> Self {
        if let Some(parameter) = self.parameters.last_mut() {
            parameter.required = true;
        }
        self
    }

    /// The last parameter is one of these.
    pub fn one_of(mut self, values: impl IntoIterator<Item = &'static str>) -> Self {
        if let Some(parameter) = self.parameters.last_mut() {
            parameter.values = values.into_iter().collect();
        }
        self
    }

    fn takes(
        mut self,
        place: Place,
        name: &'static str,
        help: &'static str,
        required: bool,
    ) -> Self {
        self.parameters.push(Parameter {
            place,
            name,
            help,
            required,
            values: Vec::new(),
        });
        self
    }

    /// It takes the fields of an act, and when the act happened if not now.
    pub fn with_fields(self, act_fields: &[Field]) -> Self {
        let schema = Box::new(fields::body(act_fields));
        let optional = act_fields.iter().all(|field| !fields::is_demanded(field));
        self.with_json(Body::Json { schema, optional })
    }

    /// It takes a JSON object of a type.
    pub fn with_object<T: ToSchema>(self) -> Self {
        let schema = Box::new(T::schema());
        self.with_json(Body::Json {
            schema,
            optional: false,
        })
    }

    fn with_json(self, body: Body) -> Self {
        let handler = self.handler.layer(DefaultBodyLimit::max(JSON_BYTES_MAX));
        Self {
            body,
            handler,
            ..self
        }
        .fails(&[400, 413, 415, 422])
    }

    /// It takes a file. Its handler bounds what it reads by the office's own limit.
    pub fn with_file(self) -> Self {
        let handler = self.handler.layer(DefaultBodyLimit::disable());
        Self {
            body: Body::File,
            handler,
            ..self
        }
        .fails(&[400, 413, 422])
    }

    /// It answers with a JSON object of a type.
    pub fn answers<T: ToSchema>(self, status: u16, help: &'static str) -> Self {
        let mut named = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut named);
        let reference = utoipa::openapi::Ref::from_schema_name(T::name());
        let schema = Some(reference.into());
        let media_type = Some("application/json");
        Self {
            success: Success {
                status,
                help,
                media_type,
                schema,
                named,
            },
            ..self
        }
    }

    /// It answers with plain text.
    pub fn answers_text(self, help: &'static str) -> Self {
        let media_type = Some("text/plain");
        Self {
            success: Success {
                media_type,
                ..Success::nothing(200, help)
            },
            ..self
        }
    }

    /// It answers with JSON of a shape that is told elsewhere.
    pub fn answers_json(self, help: &'static str) -> Self {
        let media_type = Some("application/json");
        Self {
            success: Success {
                media_type,
                ..Success::nothing(200, help)
            },
            ..self
        }
    }

    /// It may fail with these statuses too.
    pub fn fails(mut self, statuses: &[u16]) -> Self {
        self.failures.extend(statuses);
        self.failures.sort_unstable();
        self.failures.dedup();
        self
    }
}

impl Success {
    /// A success without a body.
    fn nothing(status: u16, help: &'static str) -> Self {
        Self {
            status,
            help,
            media_type: None,
            schema: None,
            named: Vec::new(),
        }
    }
}
