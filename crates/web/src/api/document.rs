//! The OpenAPI 3.1 document of the table of operations.

pub mod fields;

use std::sync::LazyLock;

use utoipa::ToSchema;
use utoipa::openapi::path::{
    Operation as Told, OperationBuilder, ParameterBuilder, ParameterIn, PathsBuilder,
};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    Components, ComponentsBuilder, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi,
    OpenApiBuilder, Ref, RefOr, Required, Response, ResponseBuilder, Schema, ServerBuilder,
};

use super::failure::ProblemDocument;
use super::operation::{Access, Body, Operation, Parameter, Place, Success, Topic};
use super::{ROOT, operations};

/// The document's text: the program does not change while it runs.
pub static TEXT: LazyLock<String> = LazyLock::new(|| {
    of(&operations::all())
        .to_pretty_json()
        .expect("the document is plain data")
});

/// The name under which bearer tokens are described.
const SESSION: &str = "session";

/// The name under which partner systems' keys are described.
const PARTNER: &str = "partner";

/// The document of a table of operations.
fn of(operations: &[Operation]) -> OpenApi {
    let mut paths = PathsBuilder::new().build();
    for operation in operations {
        paths.add_path_operation(
            &operation.path,
            vec![operation.method.clone()],
            told(operation),
        );
    }
    let licence = LicenseBuilder::new()
        .name("Apache-2.0")
        .identifier(Some("Apache-2.0"))
        .build();
    let info = InfoBuilder::new()
        .title("件件 API")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "信访举报的提交、查询和办理。出错时答复 application/problem+json。",
        ))
        .license(Some(licence))
        .build();
    let tag = |topic: Topic| {
        let (name, help) = topic.told();
        TagBuilder::new().name(name).description(Some(help)).build()
    };
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([ServerBuilder::new().url(ROOT).build()]))
        .tags(Some(Topic::ALL.map(tag)))
        .paths(paths)
        .components(Some(components(operations)))
        .build()
}

fn components(operations: &[Operation]) -> Components {
    let mut named = vec![(
        ProblemDocument::name().into_owned(),
        schema_of::<ProblemDocument>(),
    )];
    ProblemDocument::schemas(&mut named);
    for operation in operations {
        named.extend(operation.success.named.clone());
    }
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("POST /sessions 答复的 token；停用30分钟后失效"))
        .build();
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("接入协作系统时显示的密钥；收回后立即失效"))
        .build();
    ComponentsBuilder::new()
        .schemas_from_iter(named)
        .security_scheme(SESSION, SecurityScheme::Http(scheme))
        .security_scheme(PARTNER, SecurityScheme::Http(key))
        .build()
}

fn schema_of<T: ToSchema>() -> RefOr<Schema> {
    T::schema()
}

fn told(operation: &Operation) -> Told {
    let (topic, _) = operation.topic.told();
    let mut told = OperationBuilder::new()
        .operation_id(Some(&*operation.id))
        .tag(topic)
        .summary(Some(operation.zh))
        .description(Some(operation.help))
        .request_body(request_body(&operation.body));
    for parameter in &operation.parameters {
        told = told.parameter(parameter_of(parameter));
    }
    let scheme = match operation.access {
        Access::Anyone => None,
        Access::Session => Some(SESSION),
        Access::Partner => Some(PARTNER),
    };
    if let Some(scheme) = scheme {
        told = told.security(SecurityRequirement::new(scheme, [""; 0]));
    }
    told = told.response(
        operation.success.status.to_string(),
        success(&operation.success),
    );
    if let Some(help) = operation.repeated {
        let again = Success {
            status: 200,
            help,
            ..operation.success.clone()
        };
        told = told.response("200", success(&again));
    }
    for status in &operation.failures {
        told = told.response(status.to_string(), problem(*status));
    }
    told.build()
}

fn parameter_of(parameter: &Parameter) -> utoipa::openapi::path::Parameter {
    let place = match parameter.place {
        Place::Path => ParameterIn::Path,
        Place::Query => ParameterIn::Query,
        Place::Header => ParameterIn::Header,
    };
    let values = Some(&parameter.values).filter(|values| !values.is_empty());
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(values.map(|values| values.iter().copied()));
    ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(place)
        .required(if parameter.required {
            Required::True
        } else {
            Required::False
        })
        .description(Some(parameter.help))
        .schema(Some(schema))
        .build()
}

fn request_body(body: &Body) -> Option<RequestBody> {
    let (schema, optional) = match body {
        Body::None => return None,
        Body::File => return Some(file_body()),
        Body::Json { schema, optional } => (schema, optional),
    };
    let content = ContentBuilder::new()
        .schema(Some((**schema).clone()))
        .build();
    let required = if *optional {
        Required::False
    } else {
        Required::True
    };
    Some(
        RequestBodyBuilder::new()
            .content("application/json", content)
            .required(Some(required))
            .build(),
    )
}

fn file_body() -> RequestBody {
    let file = || {
        let format = Some(SchemaFormat::KnownFormat(KnownFormat::Binary));
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(format)
    };
    let form = ObjectBuilder::new()
        .property("file", file())
        .required("file");
    RequestBodyBuilder::new()
        .content(
            "multipart/form-data",
            ContentBuilder::new().schema(Some(form)).build(),
        )
        .content(
            "application/octet-stream",
            ContentBuilder::new().schema(Some(file())).build(),
        )
        .required(Some(Required::True))
        .build()
}

fn success(success: &Success) -> Response {
    let response = ResponseBuilder::new().description(success.help);
    let Some(media_type) = success.media_type else {
        return response.build();
    };
    let text = || ObjectBuilder::new().schema_type(Type::String).into();
    let schema = match media_type {
        "text/plain" => Some(text()),
        _ => success.schema.clone(),
    };
    response
        .content(media_type, ContentBuilder::new().schema(schema).build())
        .build()
}

fn problem(status: u16) -> Response {
    let schema = Ref::from_schema_name(ProblemDocument::name());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let help = match status {
        400 => "请求无法识别：不是JSON，或含有空字符",
        401 => "没有登录，或登录已失效",
        403 => "您的职务不能进行，或请求来自其他网站的页面",
        404 => "没有找到，或您无权查看；两者不作区分",
        409 => "现在不能进行（type 为 urn:jianjian:refused:…），或编号已提交过，或他人同时办理",
        413 => "内容太大",
        415 => "请求体须为 application/json",
        422 => "有内容需要更正，逐项见 errors",
        429 => "太频繁，见 Retry-After",
        _ => "平台故障，凭 reference 联系管理员",
    };
    ResponseBuilder::new()
        .description(help)
        .content("application/problem+json", content)
        .build()
}
