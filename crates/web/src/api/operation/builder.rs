//! How an operation is put together: each call adds what the router needs and what the document says.

use std::borrow::Cow;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::routing::{self, MethodRouter};
use casework::form::Field;
use utoipa::ToSchema;
use utoipa::openapi::{HttpMethod, Ref};

use super::{Access, Body, Operation, Parameter, Place, Success, Topic};
use crate::api::document::fields;
use crate::site::Shared;

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
    pub fn post<H, T>(path: &str, id: impl Into<Cow<'static, str>>, handler: H) -> Self
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
        id: impl Into<Cow<'static, str>>,
        handler: MethodRouter<Shared>,
    ) -> Self {
        Self {
            method,
            path: path.to_owned(),
            id: id.into(),
            zh: "",
            help: "",
            topic: Topic::Public,
            access: Access::Anyone,
            parameters: Vec::new(),
            body: Body::None,
            success: Success::nothing(204, "已完成"),
            repeated: None,
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

    /// It wants a partner system's key.
    pub fn with_key(self) -> Self {
        Self {
            access: Access::Partner,
            ..self
        }
        .fails(&[401])
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

    /// It takes the fields of an act on a matter, which may be performed in another's name.
    pub fn with_fields_for_others(self, act_fields: &[Field]) -> Self {
        let schema = Box::new(fields::body_for_others(act_fields));
        let optional = act_fields.iter().all(|field| !fields::is_demanded(field));
        self.with_json(Body::Json { schema, optional })
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
        let reference = Ref::from_schema_name(T::name());
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

    /// The same asked once more is answered with 200 and the same shape.
    pub fn repeats(self, help: &'static str) -> Self {
        Self {
            repeated: Some(help),
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
