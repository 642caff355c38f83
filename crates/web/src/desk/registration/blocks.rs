//! The blocks of the page: every field of its acts has a place; a field that has none named here stands
//! with those rarely filled, so that a new field of an act appears by itself.

use app::queries::act::ActForm;
use app::queries::registration::Forms;
use casework::matter::Channel;

use super::fields;
use crate::desk::form::{Ask, Attempt, Control, part};
use crate::site::Shared;

/// The fields of the page, block by block.
pub struct Blocks {
    /// Title, place, and whom it is for.
    pub head: Vec<Ask>,
    /// What was written or said.
    pub text: Vec<Ask>,
    /// Who reports.
    pub reporter: Vec<Ask>,
    /// Whom it accuses.
    pub accused: Vec<Ask>,
    /// Its class and urgency.
    pub class: Vec<Ask>,
    /// Where it should go.
    pub proposal: Vec<Ask>,
    /// Fields rarely filled.
    pub more: Vec<Ask>,
    /// What excludes it.
    pub exclusion: Vec<Ask>,
}

/// Fields of receiving that stand with the text, with their widths.
const HEAD: [(&str, &str); 3] = [("title", "w5"), ("unit", "w2"), ("region", "w2")];
/// Fields of a visit.
const VISIT: [(&str, &str); 3] = [
    ("heads", "w2"),
    ("members", "w12"),
    ("representatives", "w12"),
];
/// Fields of receiving that are not typed at a desk: an old book brings them.
const OF_BOOKS: [&str; 2] = ["source", "past_reply"];

impl Blocks {
    /// The blocks for a channel, filled as the attempt left them.
    pub fn of(front: &Shared, forms: &Forms, attempt: &Attempt, channel: Channel) -> Self {
        let asks = |form: &ActForm, prefix: &str| Asks(part(form, "reports", prefix, attempt));
        let perhaps = |form: &Option<ActForm>, prefix: &str| {
            form.as_ref()
                .map_or(Asks::none(), |form| asks(form, prefix))
        };
        let mut receive = asks(&forms.receive, "");
        let mut register = perhaps(&forms.register, "register.");
        let mut screen = perhaps(&forms.screen, "screen.");
        let head = receive.take_all(&HEAD);
        let text = receive.take_all(&[("text", "w12")]);
        let (reporter, elsewhere) = reporter(&mut receive, channel);
        receive.drop(&["channel"]);
        receive.drop(&OF_BOOKS);
        receive.drop(&VISIT.map(|(name, _)| name));
        let accused = if forms.register.is_some() {
            receive.drop(&["accused"]);
            register.take_all(&[("register.leads", "w12")])
        } else {
            receive.take_all(&[("accused", "w12")])
        };
        // The place and the class are asked once.
        register.drop(&["register.region"]);
        screen.drop(&["screen.class"]);
        let mut class = register.take_all(&[("register.class", "w2")]);
        // What cannot wait is told apart at once.
        class.extend(receive.take("urgency", "w2"));
        let proposal = screen.take_all(&[("screen.to", ""), ("screen.opinion", "w5")]);
        let more = receive.0.into_iter().chain(register.0).chain(elsewhere);
        let typed = |asks: Vec<Ask>| asks.into_iter().map(|ask| compact(front, ask)).collect();
        Self {
            head: typed(head),
            text: typed(text),
            reporter: typed(reporter),
            accused: typed(accused),
            class: typed(class),
            proposal: typed(proposal),
            more: typed(more.collect()),
            exclusion: typed(screen.0),
        }
    }

    /// Whether a field rarely filled holds something, or something wrong.
    pub fn is_more_open(&self) -> bool {
        is_open(&self.more)
    }

    /// Whether an exclusion was begun.
    pub fn is_exclusion_open(&self) -> bool {
        is_open(&self.exclusion)
    }
}

/// Who reports; and apart from that an address of another kind, rarely filled at a window.
fn reporter(receive: &mut Asks, channel: Channel) -> (Vec<Ask>, Option<Ask>) {
    let mut reporter = receive.take_all(&[("real_name", "w2")]);
    reporter.extend(receive.take("reporter", "").into_iter().flat_map(parts));
    let elsewhere = reporter.iter().position(|ask| ask.name == "reporter.other");
    let elsewhere = elsewhere.map(|at| reporter.remove(at));
    if channel == Channel::Visit {
        reporter.extend(receive.take_all(&VISIT));
    }
    (reporter, elsewhere)
}

/// Asks waiting for their place.
struct Asks(Vec<Ask>);

impl Asks {
    fn none() -> Self {
        Self(Vec::new())
    }

    fn take(&mut self, name: &str, width: &'static str) -> Option<Ask> {
        let at = self.0.iter().position(|ask| ask.name == name)?;
        Some(self.0.remove(at).wide(width))
    }

    fn take_all(&mut self, places: &[(&str, &'static str)]) -> Vec<Ask> {
        let taken = places
            .iter()
            .filter_map(|(name, width)| self.take(name, width));
        taken.collect()
    }

    fn drop(&mut self, names: &[&str]) {
        self.0.retain(|ask| !names.contains(&&*ask.name));
    }
}

/// Who reports, part by part.
fn parts(ask: Ask) -> Vec<Ask> {
    let Control::Parts(parts) = ask.control else {
        return vec![ask];
    };
    let widths = ["w2", "", "w2", "", "w2"];
    let wide = parts.into_iter().zip(widths);
    wide.map(|(part, width)| part.wide(width)).collect()
}

/// The field as a dense page shows it: long lists are typed, long texts are short at first.
fn compact(front: &Shared, ask: Ask) -> Ask {
    let ask = fields::typed(front, ask);
    let control = match ask.control {
        Control::Area { max, lines, value } => Control::Area {
            max,
            lines: if ask.name == "text" { 3 } else { lines.min(1) },
            value,
        },
        Control::Radios(options) => Control::Select {
            options,
            reason: None,
        },
        Control::Rows {
            rows,
            more,
            template,
        } => {
            let rows = rows.into_iter().map(|mut row| {
                row.asks = row
                    .asks
                    .into_iter()
                    .map(|ask| placed(compact(front, ask)))
                    .collect();
                row
            });
            Control::Rows {
                rows: rows.collect(),
                more,
                template,
            }
        }
        control => control,
    };
    Ask { control, ..ask }
}

/// Widths and helps of the fields of a lead and an issue.
fn placed(mut ask: Ask) -> Ask {
    let field = ask.name.rsplit('.').next().unwrap_or_default();
    let (width, lookup) = match field {
        "subject" => ("w2", "cadre"),
        "post" => ("w4", "place"),
        "rank" | "managed_at" => ("", ""),
        "unit" | "person" => ("w6", ""),
        "category" => ("w4", ""),
        "text" => ("w8", ""),
        _ => ("", ""),
    };
    ask.width = width;
    if let Control::Line(line) = &mut ask.control
        && line.lookup.is_empty()
    {
        line.lookup = lookup;
    }
    if let Control::Area { lines, .. } = &mut ask.control {
        *lines = 1;
    }
    ask
}

/// Whether a folded part holds something, or something wrong.
fn is_open(asks: &[Ask]) -> bool {
    asks.iter().any(|ask| {
        let filled = match &ask.control {
            Control::Line(line) => !line.value.is_empty(),
            Control::Area { value, .. } => !value.is_empty(),
            Control::Select { options, .. }
            | Control::Radios(options)
            | Control::Checks(options) => options.iter().any(|option| option.chosen),
            Control::Flag(set) => *set,
            Control::Files { kept, .. } => !kept.is_empty(),
            Control::Parts(_) | Control::Rows { .. } => false,
        };
        filled || ask.error.is_some()
    })
}
