//! An operation of the API: what the router serves and what the document says of it, in one value.

mod builder;

use std::borrow::Cow;

use axum::routing::MethodRouter;
use utoipa::openapi::{HttpMethod, RefOr, Schema};

use crate::site::Shared;

/// An operation.
pub struct Operation {
    /// Its method.
    pub method: HttpMethod,
    /// Its path below the API's root.
    pub path: String,
    /// Its permanent name.
    pub id: Cow<'static, str>,
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
    /// What it answers, with 200 and the same shape, where the same was asked before.
    pub repeated: Option<&'static str>,
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
    /// Procedures and their acts.
    Procedures,
    /// Filing by partner systems.
    Partners,
    /// The office and its acts.
    Office,
}

impl Topic {
    /// Every topic, in the order of the document.
    pub const ALL: [Self; 7] = [
        Self::Public,
        Self::Sessions,
        Self::Matters,
        Self::Acts,
        Self::Procedures,
        Self::Partners,
        Self::Office,
    ];

    /// Its name and what it holds.
    pub fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Public => ("public", "公开：举报、查询、凭证、时限推算，不需要登录"),
            Self::Sessions => ("sessions", "登录和退出"),
            Self::Matters => ("matters", "查阅信访件"),
            Self::Acts => ("acts", "办理信访件：每个办理动作一个地址"),
            Self::Procedures => ("procedures", "专项工作：抽查检查等，每个办理动作一个地址"),
            Self::Partners => (
                "partners",
                "协作系统：移送举报、查询自己移送件的进度，用系统管理员发给的密钥",
            ),
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
    /// A partner system with its key.
    Partner,
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
#[derive(Clone)]
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
