//! What every public page has around it: the office's name, the size of type, links that keep it.

use std::convert::Infallible;

use app::office;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use casework::office::Office;

use crate::problem::Problem;
use crate::site::{Front, Mode, Shared};

/// The letterhead and the foot of a page.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The office's name.
    pub office: String,
    /// Large type (大字版): carried by address and hidden field, since nothing is stored (T8).
    pub large: bool,
    /// Whether this is the demonstration.
    pub demo: bool,
    path: String,
}

impl Frame {
    /// The frame of a page at `path`.
    ///
    /// # Errors
    /// The office cannot be read.
    pub async fn of(front: &Front, asked: &Asked) -> Result<Self, Problem> {
        let office = office::current(front.app()).await?;
        Ok(Self {
            office: name_of(&office),
            large: asked.is_large(),
            demo: front.site.mode == Mode::Demo,
            path: asked.path.clone(),
        })
    }

    /// The frame of a page that tells a failure, which may be that the office cannot be read.
    pub(crate) async fn for_failure(front: &Front, large: bool) -> Self {
        let office = office::current(front.app()).await.ok();
        let office = office.map_or_else(|| UNNAMED.to_owned(), |office| name_of(&office));
        let demo = front.site.mode == Mode::Demo;
        Self {
            office,
            large,
            demo,
            path: "/".to_owned(),
        }
    }

    /// An address of this site in the present size of type.
    pub fn link(&self, path: &str) -> String {
        match (self.large, path.contains('?')) {
            (false, _) => path.to_owned(),
            (true, false) => format!("{path}?type=large"),
            (true, true) => format!("{path}&type=large"),
        }
    }

    /// This page in the other size of type.
    pub fn other_size(&self) -> String {
        let other = Self {
            large: !self.large,
            ..self.clone()
        };
        other.link(&self.path)
    }

    /// The site's name, for titles.
    pub fn site_name(&self) -> String {
        format!("{}举报网站", self.office)
    }
}

const UNNAMED: &str = "纪检监察";

/// The organ at the head of the tree gives the site its name.
fn name_of(office: &Office) -> String {
    let root = office.units.values().find(|unit| unit.parent.is_none());
    root.map_or_else(|| UNNAMED.to_owned(), |unit| unit.name.clone())
}

/// What the address of a page asks for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The path.
    pub path: String,
    pairs: Vec<(String, String)>,
}

impl Asked {
    /// The value of a name, without blanks around it.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Whether large type is asked for.
    pub fn is_large(&self) -> bool {
        self.get("type") == Some("large")
    }

    /// The same, where the answer comes in the form instead.
    pub fn or_large(mut self, form_type: Option<&str>) -> Self {
        if form_type == Some("large") && !self.is_large() {
            self.pairs.push(("type".to_owned(), "large".to_owned()));
        }
        self
    }
}

impl FromRequestParts<Shared> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, front: &Shared) -> Result<Self, Infallible> {
        let path = parts.uri.path().to_owned();
        // An address that cannot be read asks for nothing.
        let pairs = Query::from_request_parts(parts, front).await;
        let pairs = pairs.map_or_else(|_| Vec::new(), |Query(pairs)| pairs);
        Ok(Self { path, pairs })
    }
}
