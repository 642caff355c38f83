//! The list of mechanisms, `scenarios/mechanisms.toml`: the few forms of TOML it uses, read by hand so
//! that the chores need no parser.

/// A mechanism of the table of requirements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mechanism {
    /// Its id, e.g. `S0-23`.
    pub(super) id: String,
    /// The Chinese term.
    pub(super) term: String,
    /// What it requires, in one line.
    pub(super) requirement: String,
}

impl Mechanism {
    /// The series of its id, e.g. `S0`.
    pub(super) fn series(&self) -> &str {
        self.id.split('-').next().unwrap_or_default()
    }
}

/// Reads the list; what is wrong is told with its line.
pub(super) fn read_list(text: &str) -> Result<Vec<Mechanism>, String> {
    let mut list: Vec<(usize, Mechanism)> = Vec::new();
    for (line, number) in text.lines().map(str::trim).zip(1..) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line == "[[mechanism]]" {
            let empty = String::new;
            let next = Mechanism {
                id: empty(),
                term: empty(),
                requirement: empty(),
            };
            list.push((number, next));
            continue;
        }
        let (key, value) =
            pair(line).ok_or_else(|| format!("{number}: `{line}` is no `key = \"text\"`"))?;
        let (_, last) = list
            .last_mut()
            .ok_or_else(|| format!("{number}: before any [[mechanism]]"))?;
        let place = match key {
            "id" => &mut last.id,
            "term" => &mut last.term,
            "requirement" => &mut last.requirement,
            _ => return Err(format!("{number}: `{key}` is unknown")),
        };
        *place = value.to_owned();
    }
    for (number, one) in &list {
        if one.term.is_empty() || one.requirement.is_empty() {
            return Err(format!(
                "{number}: {} has no term or no requirement",
                one.id
            ));
        }
    }
    Ok(list.into_iter().map(|(_, mechanism)| mechanism).collect())
}

fn pair(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(" = ")?;
    let value = value.strip_prefix('"')?.strip_suffix('"')?;
    (!value.contains(['"', '\\'])).then_some((key, value))
}
