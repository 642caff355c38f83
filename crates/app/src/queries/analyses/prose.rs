//! How an analysis says its figures (行文): as an office writes them. What there is nothing of is named once and not
//! as a share of nought, a change is named only where it is more than chance, and a percentage only of a number that
//! is large enough to bear one.

use super::Known;
use crate::App;
use casework::analysis::{Frozen, Mark, about_zh};
use casework::figures::{Figure, Sign, percent};

/// A count from less than this has no percentage: 由3件增至8件, and not 上升166.7%.
const BASE: i64 = 10;
/// A share of less than this is told with what it is of.
const FEW: i64 = 20;
/// Figures in a sentence at most.
const TOLD: usize = 4;
/// Parts a sentence names.
const NAMED: usize = 3;
/// Names in a row; of more, the first and how many there are.
const ROW: usize = 4;

/// A share in words.
pub(super) fn share(tenths: Option<i64>) -> String {
    tenths.map_or_else(
        || "—".to_owned(),
        |tenths| format!("{}.{}%", tenths / 10, tenths % 10),
    )
}

/// A part of a whole in tenths of a percent; nothing of a count.
fn tenths(part: i64, whole: Option<i64>) -> Option<i64> {
    let days = 0;
    Figure { part, whole, days }.share()
}

/// Two times an analysis compares with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Year,
    Before,
}

impl Then {
    const BOTH: [Self; 2] = [Self::Year, Self::Before];

    fn way(self) -> &'static str {
        match self {
            Self::Year => "同比",
            Self::Before => "环比",
        }
    }

    fn of(self, line: &Frozen) -> (i64, Option<i64>, Sign) {
        match self {
            Self::Year => (line.year_part, line.year_whole, line.year),
            Self::Before => (line.before_part, line.before_whole, line.before),
        }
    }
}

/// What a mean is told in.
const POINTS: &str = "分";

/// A mean in tenths of a point.
fn mean(part: i64, whole: Option<i64>) -> Option<i64> {
    let days = 0;
    Figure { part, whole, days }.mean()
}

/// How a figure moved: 上升13.7%, 下降2.1个百分点, 由3件增至8件; nothing where it stands still.
fn moved(line: &Frozen, (then, whole): (i64, Option<i64>), unit: &str) -> Option<String> {
    let size = |tenths: i64| format!("{}.{}", tenths.abs() / 10, tenths.abs() % 10);
    let way = |by: i64| if by < 0 { "下降" } else { "上升" };
    match line.whole {
        Some(_) if unit == POINTS => {
            let by = mean(line.part, line.whole)? - mean(then, whole)?;
            (by != 0).then(|| format!("{}{}{unit}", way(by), size(by)))
        }
        Some(_) => {
            let by = tenths(line.part, line.whole)? - tenths(then, whole)?;
            (by != 0).then(|| format!("{}{}个百分点", way(by), size(by)))
        }
        None if then == line.part => None,
        None if then < BASE => {
            let way = if line.part < then { "减至" } else { "增至" };
            Some(format!("由{then}{unit}{way}{}{unit}", line.part))
        }
        None => {
            let by = percent(then, line.part)?;
            (by != 0).then(|| format!("{}{}%", way(by), size(by)))
        }
    }
}

/// A change as a cell of a table tells it. Only what is more than chance is called 显著.
fn cell(line: &Frozen, then: Then, unit: &str) -> String {
    let (part, whole, sign) = then.of(line);
    let by = moved(line, (part, whole), unit);
    match (sign, by) {
        (Sign::Alone, _) => "—".to_owned(),
        (_, None) => "持平".to_owned(),
        (Sign::Rise | Sign::Fall, Some(by)) if by.starts_with('由') => format!("{by}，显著"),
        (Sign::Rise | Sign::Fall, Some(by)) => format!("显著{by}"),
        (Sign::Same | Sign::Chance | Sign::Untested, Some(by)) => by,
    }
}

/// Names in a row: 甲、乙和丙; of many, the first and how many there are.
fn row_of(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if names.len() <= ROW => format!("{}和{last}", first.join("、")),
        many => format!("{}等{}项", many[..NAMED].join("、"), many.len()),
    }
}

/// Sentences of a few each, and none of one behind a long one.
fn sentences(said: &[String]) -> String {
    let sentence = |some: &[String]| format!("{}。", some.join("，"));
    let many = said.len().div_ceil(TOLD).max(1);
    let each = said.len().div_ceil(many).max(1);
    said.chunks(each).map(sentence).collect()
}

/// What a sort of parts is looked at by.
fn seen_by(sort: &str) -> &'static str {
    match sort {
        "domain" => "从领域看，",
        "class" => "从类别看，",
        "channel" => "从渠道看，",
        "unit" => "从地区和单位看，",
        "level" => "从干部管理权限看，",
        "policy" => "从重大决策部署看，",
        _ => "",
    }
}

impl Known {
    /// What a figure counts: 件, 批次, 人次; points of a mean, nothing of a share.
    fn unit<'a>(&self, app: &'a App, line: &Frozen) -> &'a str {
        let metrics = &app.rules().metrics;
        let id = match line.about.split_once(':') {
            Some(("metric", id)) => Some(id),
            Some(("of", id)) => id.rsplit_once(':').map(|(_, id)| id),
            _ => None,
        };
        let metric = id.and_then(|id| metrics.metric(id));
        match metric {
            Some(metric) if metric.mean => return POINTS,
            _ if line.whole.is_some() => return "",
            _ => {}
        }
        let count = metric.and_then(|metric| metrics.count(&metric.part));
        count.map_or("件", |count| &count.unit)
    }

    /// What a figure is of.
    pub(super) fn name(&self, app: &App, line: &Frozen) -> String {
        about_zh(&line.about, app.rules(), &self.reader.office)
    }

    /// What a figure is of, without the unit it is counted in: 来访 of 来访批次, before 2批次.
    fn bare(&self, app: &App, line: &Frozen) -> String {
        let (name, unit) = (self.name(app, line), self.unit(app, line));
        let bare = name.strip_suffix(unit).filter(|_| unit.chars().count() > 1);
        bare.unwrap_or(&name).to_owned()
    }

    /// A figure now, as a cell of a table tells it: 12件, 20.0%（3／15）, 不足3件.
    pub(super) fn now(&self, app: &App, line: &Frozen) -> String {
        let unit = self.unit(app, line);
        match line.whole {
            _ if line.is_small(app.rules()) => format!("不足{}件", app.rules().analyses.small),
            Some(_) if unit == POINTS => match mean(line.part, line.whole) {
                Some(mean) => format!("{}.{}{unit}", mean / 10, mean % 10),
                None => "—".to_owned(),
            },
            Some(whole) => format!(
                "{}（{}／{whole}）",
                share(tenths(line.part, line.whole)),
                line.part
            ),
            None => format!("{}{unit}", line.part),
        }
    }

    /// Its changes against the year before and the time before, as cells.
    pub(super) fn changes(&self, app: &App, line: &Frozen) -> [String; 2] {
        let unit = self.unit(app, line);
        Then::BOTH.map(|then| match line.is_small(app.rules()) {
            true => "—".to_owned(),
            false => cell(line, then, unit),
        })
    }

    /// A figure and what of its changes is more than chance: the ground of a finding.
    pub(super) fn ground(&self, app: &App, line: &Frozen) -> String {
        let changed = self
            .changed(app, line)
            .map(|by| format!("，{by}，变化显著"));
        let told = format!("{}{}", self.name(app, line), self.now(app, line));
        told + &changed.unwrap_or_default()
    }

    /// Changes of a figure that are more than chance: 同比上升13.7%、环比上升9.0%.
    fn changed(&self, app: &App, line: &Frozen) -> Option<String> {
        if line.is_small(app.rules()) {
            return None;
        }
        let unit = self.unit(app, line);
        let told = |then: Then| {
            let (part, whole, sign) = then.of(line);
            let by = moved(line, (part, whole), unit)?;
            matches!(sign, Sign::Rise | Sign::Fall).then(|| format!("{}{by}", then.way()))
        };
        let told: Vec<String> = Then::BOTH.into_iter().filter_map(told).collect();
        (!told.is_empty()).then(|| told.join("、"))
    }

    /// The whole: how much there is, and that nothing changed where nothing did.
    pub(super) fn overall(&self, app: &App, lines: &[&Frozen]) -> String {
        let comparable = |then: Then| lines.iter().any(|line| then.of(line).2 != Sign::Alone);
        let still = match Then::BOTH.map(comparable) {
            _ if lines.iter().any(|line| self.changed(app, line).is_some()) => "",
            [true, true] => "与上年同期和上一期相比，没有明显变化。",
            [true, false] => "与上年同期相比，没有明显变化。",
            [false, true] => "与上一期相比，没有明显变化。",
            [false, false] => "",
        };
        self.stood(app, lines) + &self.altered(app, lines) + still
    }

    /// How totals and rates stand. Of what there is none is named by itself.
    pub(super) fn stood(&self, app: &App, lines: &[&Frozen]) -> String {
        let (some, none): (Vec<&Frozen>, Vec<&Frozen>) =
            lines.iter().copied().partition(|line| line.part > 0);
        let one = |line: &&Frozen| match line.whole {
            Some(_) if self.unit(app, line) == POINTS => {
                format!("{}{}", self.name(app, line), self.now(app, line))
            }
            Some(whole) if line.part > whole => self.more(app, line, whole),
            Some(whole) if whole < FEW => {
                format!("{}{}", self.name(app, line), self.now(app, line))
            }
            Some(_) => format!(
                "{}{}",
                self.name(app, line),
                share(tenths(line.part, line.whole))
            ),
            None => format!("{}{}", self.bare(app, line), self.now(app, line)),
        };
        let told: Vec<String> = some.iter().map(one).collect();
        // A share of what there is none of says nothing more.
        let counts = none.iter().filter(|line| line.whole.is_none());
        let mut absent: Vec<String> = counts.map(|line| self.bare(app, line)).collect();
        // Of visits there are neither rounds nor people.
        absent.dedup();
        let shares = none.iter().filter(|line| line.whole.is_some());
        let nought: Vec<String> = shares.map(|line| self.name(app, line)).collect();
        let mut said = sentences(&told);
        match (absent.is_empty(), nought.is_empty()) {
            (false, _) => said.push_str(&format!("本期没有{}。", row_of(&absent))),
            (true, false) => said.push_str(&format!("{}为零。", row_of(&nought))),
            (true, true) => {}
        }
        said
    }

    /// A rate above the whole: more was concluded than received, 办结13件，多于收到的3件.
    fn more(&self, app: &App, line: &Frozen, whole: i64) -> String {
        let metrics = &app.rules().metrics;
        let id = line.about.strip_prefix("metric:").unwrap_or_default();
        let of = metrics.metric(id).and_then(|metric| {
            let whole = metrics.count(metric.whole.as_deref()?)?;
            Some((metrics.count(&metric.part)?, whole))
        });
        match of {
            Some((part, of)) => format!(
                "{}{}{}（多于{}的{whole}{}）",
                part.name, line.part, part.unit, of.name, of.unit
            ),
            None => format!("{}{}", self.name(app, line), self.now(app, line)),
        }
    }

    /// What there is most of: the first few, with what share of everything each is. `all` says that every part of
    /// a sort was looked at, and not some that were named.
    pub(super) fn most(&self, app: &App, counts: &[&Frozen], all: bool) -> String {
        let total = self.state.line("metric:total").map(|line| line.part);
        let sort = counts.first().and_then(|line| line.about.split(':').next());
        let sort = sort.unwrap_or_default();
        let one = |line: &Frozen, (before, after): (&str, &str)| {
            let name = self.name(app, line);
            let name = match sort {
                "domain" if all => name.trim_end_matches("领域"),
                _ => &name,
            };
            let now = self.now(app, line);
            let of = tenths(line.part, total).filter(|_| !line.is_small(app.rules()));
            match of.filter(|of| *of < 1_000) {
                Some(of) => format!("{name}{before}{now}，占{}{after}", share(Some(of))),
                None => format!("{name}{before}{now}{after}"),
            }
        };
        let there: Vec<&Frozen> = counts
            .iter()
            .copied()
            .filter(|line| line.part > 0)
            .collect();
        let by = if all { seen_by(sort) } else { "" };
        match &there[..] {
            [] if counts.is_empty() => String::new(),
            [] => "本期没有收到反映这方面问题的信访举报。".to_owned(),
            [line] => match tenths(line.part, total) {
                Some(1_000) => format!("{by}都是{}。", one(line, ("", ""))),
                _ => format!("{by}{}。", one(line, ("", ""))),
            },
            many => {
                let many = many.iter().take(NAMED);
                let named: Vec<String> = many.map(|line| one(line, ("（", "）"))).collect();
                let most = if all {
                    "较多的是"
                } else {
                    "反映这方面问题的，有"
                };
                format!("{by}{most}{}。", row_of(&named))
            }
        }
    }

    /// What changed by more than chance, and what of that or of its spread is a problem of its own kind by rule.
    pub(super) fn altered(&self, app: &App, lines: &[&Frozen]) -> String {
        let told = |line: &&&Frozen| !line.is_small(app.rules());
        let names = |of: Vec<&&Frozen>| -> Vec<String> {
            // A metric and a part of a breakdown may bear one name.
            let mut names: Vec<String> = of.iter().map(|line| self.name(app, line)).collect();
            names.dedup();
            names
        };
        let has = |line: &Frozen, mark: Mark| {
            is_problem(app, line, mark) && line.marks(app.rules()).contains(&mark)
        };
        let changed: Vec<&&Frozen> = lines
            .iter()
            .filter(told)
            .filter(|line| self.changed(app, line).is_some())
            .collect();
        let mut phrases: Vec<String> = changed
            .iter()
            .filter_map(|line| {
                Some(format!(
                    "{}{}",
                    self.name(app, line),
                    self.changed(app, line)?
                ))
            })
            .collect();
        phrases.dedup();
        let many = phrases.len();
        if many > NAMED + 1 {
            phrases.truncate(NAMED);
        }
        let mut phrases = phrases.join("；");
        if many > NAMED + 1 {
            phrases.push_str(&format!("等{many}项"));
        }
        let emerging: Vec<&&Frozen> = changed
            .iter()
            .copied()
            .filter(|line| has(line, Mark::Emerging))
            .collect();
        let mut said = match (many == 0, emerging.len()) {
            (true, _) => String::new(),
            (false, 0) => format!("{}，变化显著。", phrases),
            (false, some) if some == changed.len() => {
                format!("{}，变化显著，属苗头性问题。", phrases)
            }
            (false, _) => {
                let emerging = row_of(&names(emerging));
                format!("{}，变化显著，其中{emerging}属苗头性问题。", phrases)
            }
        };
        let general = lines.iter().filter(told);
        let general = names(general.filter(|line| has(line, Mark::General)).collect());
        if !general.is_empty() {
            let least = app.rules().analyses.general_units;
            let general = row_of(&general);
            said.push_str(&format!(
                "{general}在{least}个以上下级机关都有反映，属普遍性问题。"
            ));
        }
        said
    }
}

/// Whether a mark of a figure is a problem worth a sentence: every organ has some of a class or a channel, and more
/// of what is neither good nor bad is no problem.
fn is_problem(app: &App, line: &Frozen, mark: Mark) -> bool {
    match line.about.split_once(':') {
        Some(("domain" | "policy" | "theme", _)) => true,
        Some(("unit", _)) => mark == Mark::Emerging,
        Some(("metric", id)) => {
            let lower = app
                .rules()
                .metrics
                .metric(id)
                .and_then(|metric| metric.lower);
            match mark {
                Mark::General => lower == Some(true) && line.whole.is_none(),
                Mark::Emerging | Mark::Typical => lower.is_some(),
            }
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(part: i64, whole: Option<i64>, then: (i64, Option<i64>, Sign)) -> Frozen {
        Frozen {
            about: "metric:total".to_owned(),
            part,
            whole,
            year_part: then.0,
            year_whole: then.1,
            year: then.2,
            before_part: 0,
            before_whole: None,
            before: Sign::Alone,
            units: 1,
        }
    }

    #[test]
    fn a_percentage_is_told_of_a_number_that_bears_one() {
        let told = |part, then, sign| cell(&line(part, None, (then, None, sign)), Then::Year, "件");
        assert_eq!(told(114, 100, Sign::Chance), "上升14.0%");
        assert_eq!(told(50, 100, Sign::Fall), "显著下降50.0%");
        assert_eq!(told(14, 1, Sign::Rise), "由1件增至14件，显著");
        assert_eq!(told(1, 3, Sign::Chance), "由3件减至1件");
        assert_eq!(told(0, 0, Sign::Same), "持平");
        assert_eq!(told(5, 0, Sign::Alone), "—");
        let rate = |part, then, sign| {
            cell(
                &line(part, Some(100), (then, Some(100), sign)),
                Then::Year,
                "",
            )
        };
        assert_eq!(rate(12, 9, Sign::Chance), "上升3.0个百分点");
        assert_eq!(rate(12, 40, Sign::Fall), "显著下降28.0个百分点");
        assert_eq!(rate(12, 12, Sign::Same), "持平");
        let mean = line(175, Some(2), (267, Some(3), Sign::Untested));
        assert_eq!(cell(&mean, Then::Year, POINTS), "下降1.5分");
    }

    #[test]
    fn a_sentence_bears_a_few_figures_and_a_row_of_names_has_an_end() {
        let words =
            |many: usize| -> Vec<String> { (1..=many).map(|nth| format!("甲{nth}")).collect() };
        assert_eq!(sentences(&words(4)), "甲1，甲2，甲3，甲4。");
        assert_eq!(sentences(&words(5)), "甲1，甲2，甲3。甲4，甲5。");
        assert_eq!(sentences(&[]), "");
        assert_eq!(row_of(&words(1)), "甲1");
        assert_eq!(row_of(&words(3)), "甲1、甲2和甲3");
        assert_eq!(row_of(&words(6)), "甲1、甲2、甲3等6项");
    }
}
