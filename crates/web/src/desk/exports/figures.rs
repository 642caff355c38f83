//! Figures taken out as a file: asked with a reason, and sent as it is written.

use app::Failure;
use app::export::{self, Format, SoughtFigures};
use app::queries::figures;
use askama::Template;
use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::streamed;
use crate::desk::books::Pairs;
use crate::desk::figures::Words;
use crate::desk::form::{Attempt, Summary};
use crate::desk::gate::value;
use crate::desk::organs::Chosen;
use crate::desk::refusal;
use crate::desk::session::Signed;
use crate::desk::spine::{Here, Spine};
use crate::problem::{self, Problem};
use crate::site::Shared;

#[derive(Template)]
#[template(path = "desk/figures/export.html")]
struct Ask {
    spine: Spine,
    summary: Summary,
    /// Whose figures, over which time, of what alone.
    scope: String,
    /// What is told of them.
    told: String,
    /// The words of the page's address, which go with the form.
    kept: Pairs,
    back: String,
    reason: String,
    format: Format,
    wrong: bool,
}

/// Asks for the reason.
pub async fn ask(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let page = page(&front, &signed, &pairs, &Attempt::default()).await?;
    problem::html(&page)
}

/// Begins the file, and sends it as it is written.
pub async fn take(
    State(front): State<Shared>,
    Extension(signed): Extension<Signed>,
    Form(sent): Form<Pairs>,
) -> Result<Response, Problem> {
    let (sought, _) = sought(&front, &signed, &sent).await?;
    let wanted = (format(&sent), value(&sent, "reason").unwrap_or_default());
    match export::begin_figures(front.app(), &signed.person, &sought, wanted).await {
        Ok(export) => Ok(streamed(export)),
        Err(Failure::Invalid(errors)) => {
            let attempt = Attempt {
                errors,
                ..Attempt::default()
            };
            let page = page(&front, &signed, &sent, &attempt).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, problem::html(&page)?).into_response())
        }
        Err(failure) => Err(refusal::told(&front, "export", failure)),
    }
}

async fn sought(
    front: &Shared,
    signed: &Signed,
    pairs: &Pairs,
) -> Result<(SoughtFigures, Chosen), Problem> {
    let missing = || Problem::of(StatusCode::NOT_FOUND);
    let chosen = Chosen::of(front, signed, pairs).await?;
    let words = Words::of(pairs, &chosen).ok_or_else(missing)?;
    let metric = value(pairs, "metric").map(str::to_owned);
    let sought = SoughtFigures {
        organ: chosen.organ.clone(),
        period: words.period,
        filter: words.filter,
        metric,
    };
    Ok((sought, chosen))
}

async fn page(
    front: &Shared,
    signed: &Signed,
    pairs: &Pairs,
    attempt: &Attempt,
) -> Result<Ask, Problem> {
    let missing = || Problem::of(StatusCode::NOT_FOUND);
    let (sought, chosen) = sought(front, signed, pairs).await?;
    let app = front.app();
    if !chosen.reader.may(app, "export") {
        let act = "导出台账".to_owned();
        return Err(refusal::told(front, "export", Failure::Forbidden { act }));
    }
    let words = Words {
        unit: sought.organ.to_string(),
        period: sought.period,
        filter: sought.filter,
    };
    if words.period.up_to(chosen.reader.on()).is_none() {
        return Err(missing());
    }
    let metric = match &sought.metric {
        None => None,
        Some(id) => Some(app.rules().metrics.metric(id).ok_or_else(missing)?),
    };
    let mut scope = vec![
        format!("{}及所辖", chosen.name(&chosen.organ)),
        words.period.zh(),
    ];
    scope.extend(figures::only(app.rules(), &words.filter));
    let own = ["reason", "format"];
    let kept = pairs.iter();
    let kept = kept.filter(|(name, value)| !value.is_empty() && !own.contains(&name.as_str()));
    Ok(Ask {
        spine: Spine::new(front, signed, Here::Books),
        summary: Summary::new("export", "导出", attempt, None),
        scope: scope.join("；"),
        told: match metric {
            None => "各项指标，以及五项主要指标按渠道、类别、领域、干部管理权限、下级机关分列"
                .to_owned(),
            Some(metric) => format!("{}，逐月和按各项分列", metric.name),
        },
        back: match metric {
            None => format!("/desk/figures?{}", words.query()),
            Some(metric) => format!("/desk/figures/metrics/{}?{}", metric.id, words.query()),
        },
        kept: kept.cloned().collect(),
        reason: value(pairs, "reason").unwrap_or_default().to_owned(),
        format: format(pairs),
        wrong: attempt.errors.iter().any(|error| error.field == "reason"),
    })
}

fn format(pairs: &Pairs) -> Format {
    let format = value(pairs, "format").and_then(Format::parse);
    format.unwrap_or(Format::Workbook)
}
