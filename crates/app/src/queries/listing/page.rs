//! A page of a list. Its index is walked a stretch at a time, until the page is full or [`LOOKED_MAX`] rows
//! of the index have been looked at.
//!
//! Two conditions that many matters meet each, and hardly any both, would otherwise have a whole book read
//! for one page. So a page may be short, or empty, though the list goes on; its cursor then says where
//! nobody has looked yet. Whoever wants every row follows the cursors to the end.

use super::{COLUMNS, Listing, order};
use crate::queries::reader::seen;
use crate::{App, Fault};
use casework::rules::Sort;
use serde::Serialize;
use std::collections::HashMap;
use store::{Row, Value};

/// Rows of the driving index that one page looks at.
pub(crate) const LOOKED_MAX: usize = 5_000;

/// Rows looked at first beyond a page's own: most lists leave out no more than these.
const SLACK: usize = 20;

/// A page of rows with the cursors of its neighbours.
///
/// A cursor is a place in the order of the list: the page begins after it, with `=` before it at it; with
/// `<` before all the page ends before it, and is read backwards.
pub(crate) struct Page {
    /// Rows, in the order asked for.
    pub rows: Vec<Row>,
    /// The cursor of the rows after.
    pub next: Option<String>,
    /// The cursor of the rows before.
    pub previous: Option<String>,
    /// Where the page is not full though the list goes on: on which side nobody has looked yet.
    pub unlooked: Option<Unlooked>,
}

/// On which side of a page nobody has looked yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Unlooked {
    /// After it: `next` goes there.
    After,
    /// Before it: `previous` goes there.
    Before,
}

/// From where a page is read, and which way.
pub(super) struct Cursor {
    back: bool,
    /// Whether the row at the place itself is meant too.
    with: bool,
    place: String,
}

/// What walking the index brought.
#[derive(Default)]
struct Walked {
    /// Place and matter of what is listed, in the order walked.
    hits: Vec<(String, String)>,
    /// The last place looked at.
    last: Option<String>,
    /// Whether the index holds nothing beyond.
    ended: bool,
}

impl Cursor {
    fn parse(word: &str) -> Self {
        let (back, rest) = match word.strip_prefix('<') {
            Some(rest) => (true, rest),
            None => (false, word),
        };
        let (with, place) = match rest.strip_prefix('=') {
            Some(place) => (true, place),
            None => (false, rest),
        };
        Self {
            back,
            with,
            place: place.to_owned(),
        }
    }

    /// The cursor of what lies on the other side of this one's place.
    fn opposite(&self) -> String {
        let with = if self.with { "" } else { "=" };
        let back = if self.back { "" } else { "<" };
        format!("{back}{with}{}", self.place)
    }
}

impl Listing {
    /// A page of so many rows from a cursor on.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn page(
        &self,
        app: &App,
        cursor: Option<&str>,
        size: usize,
    ) -> Result<Page, Fault> {
        self.bounded(app, cursor, (size, LOOKED_MAX)).await
    }

    /// The first rows, as many as asked for where there are so many: not one page, but what a batch or a
    /// match is made of, and therefore looked for to the end of the list.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn first(&self, app: &App, size: usize) -> Result<Vec<Row>, Fault> {
        let mut rows = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let page = self.page(app, cursor.as_deref(), size - rows.len()).await?;
            rows.extend(page.rows);
            cursor = page.next.filter(|_| rows.len() < size);
            if cursor.is_none() {
                return Ok(rows);
            }
        }
    }

    /// A page, looking at no more than so many rows of the index.
    pub(super) async fn bounded(
        &self,
        app: &App,
        cursor: Option<&str>,
        (size, most): (usize, usize),
    ) -> Result<Page, Fault> {
        let from = cursor.map(Cursor::parse);
        let back = from.as_ref().is_some_and(|from| from.back);
        let mut walked = self.walk(app, from.as_ref(), (size + 1, most)).await?;
        let full = walked.hits.len() > size;
        walked.hits.truncate(size);
        // Beyond the last row where there are more; else beyond the last place looked at.
        let beyond = match (full, walked.ended) {
            (true, _) => walked.hits.last().map(|(place, _)| place.clone()),
            (false, true) => None,
            (false, false) => walked.last,
        };
        let short = walked.hits.len() < size && beyond.is_some();
        let first = walked.hits.first().map(|(place, _)| place.clone());
        let mut rows = self.rows_of(app, &walked.hits).await?;
        let (next, previous) = match from {
            Some(from) if back => {
                rows.reverse();
                let next = first.unwrap_or_else(|| from.opposite());
                (Some(next), beyond.map(|place| format!("<{place}")))
            }
            Some(from) => {
                let opposite = || from.opposite();
                let previous = first.map_or_else(opposite, |place| format!("<{place}"));
                (beyond, Some(previous))
            }
            None => (beyond, None),
        };
        let side = if back {
            Unlooked::Before
        } else {
            Unlooked::After
        };
        Ok(Page {
            rows,
            next,
            previous,
            unlooked: Some(side).filter(|_| short),
        })
    }

    /// Walks the index in growing stretches until so many are found, or so many looked at.
    async fn walk(
        &self,
        app: &App,
        from: Option<&Cursor>,
        (wanted, most): (usize, usize),
    ) -> Result<Walked, Fault> {
        let back = from.is_some_and(|from| from.back);
        let mut walked = Walked::default();
        let (mut left, mut stretch) = (most, wanted + SLACK);
        // Backwards, what was read last comes first.
        let mut range = if back { self.ranges.len() - 1 } else { 0 };
        while left > 0 && walked.hits.len() < wanted && !walked.ended {
            stretch = stretch.min(left);
            let before = walked.last.take();
            let on = before.clone().map(|place| Cursor {
                back,
                with: false,
                place,
            });
            // One more than is looked at tells whether there is more.
            let (sql, params) = self.stretch(range, on.as_ref().or(from), stretch as i64 + 1);
            let found = app.store().rows(&sql, &params).await?;
            for row in found.iter().take(stretch) {
                if row.int(2)? == 1 {
                    walked
                        .hits
                        .push((self.place(row)?, row.text(1)?.to_owned()));
                }
            }
            let last = found.iter().take(stretch).next_back();
            walked.last = last.map(|row| self.place(row)).transpose()?.or(before);
            match (found.len() <= stretch, self.after(range, back)) {
                (true, Some(following)) => range = following,
                (ended, _) => walked.ended = ended,
            }
            left -= stretch;
            stretch *= 4;
        }
        Ok(walked)
    }

    /// The range that goes on where one ends.
    fn after(&self, range: usize, back: bool) -> Option<usize> {
        match back {
            true => range.checked_sub(1),
            false => Some(range + 1).filter(|range| *range < self.ranges.len()),
        }
    }

    /// The statement of a stretch of one of the ranges: of each row of the index its place, its matter, and whether the list has
    /// it. Nothing but the index is asked which rows, so that no engine reads more of them.
    pub(super) fn stretch(
        &self,
        range: usize,
        from: Option<&Cursor>,
        limit: i64,
    ) -> (String, Vec<Value>) {
        let mut params = self.params.clone();
        let mut condition = self.ranges[range].clone();
        let (column, falling) = order(self.sort);
        let falling = falling != from.is_some_and(|from| from.back);
        if let Some(from) = from {
            let sign = if falling { "<" } else { ">" };
            let with = if from.with { "=" } else { "" };
            let at = params.len();
            if self.sort == Sort::Arrival {
                params.push(from.place.as_str().into());
                condition.push_str(&format!(" AND {column} {sign}{with} ${}", at + 1));
            } else {
                let (value, id) = from.place.split_once('~').unwrap_or((&from.place, ""));
                params.push(value.parse().unwrap_or(0_i64).into());
                params.push(id.into());
                let (value, id) = (at + 1, at + 2);
                condition.push_str(&format!(
                    " AND ({column}, v.matter_id) {sign}{with} (${value}, ${id})"
                ));
            }
        }
        params.push(limit.into());
        let sql = format!(
            "SELECT {column}, v.matter_id, CASE WHEN {} THEN 1 ELSE 0 END FROM visible v \
             WHERE {condition} ORDER BY {} LIMIT ${}",
            self.rest,
            self.order_by(falling),
            params.len()
        );
        (sql, params)
    }

    /// The rows of what was found, in its order. What the reader may no longer see is left out.
    async fn rows_of(&self, app: &App, hits: &[(String, String)]) -> Result<Vec<Row>, Fault> {
        if hits.is_empty() {
            return Ok(Vec::new());
        }
        let (sql, params) = self.reading(hits.iter().map(|(_, id)| id.as_str()));
        let mut found = HashMap::new();
        for row in app.store().rows(&sql, &params).await? {
            found.insert(row.text(1)?.to_owned(), row);
        }
        Ok(hits.iter().filter_map(|(_, id)| found.remove(id)).collect())
    }

    /// The statement that reads the rows of some matters of the list, as far as the reader may still see them.
    pub(super) fn reading<'a>(
        &self,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> (String, Vec<Value>) {
        let mut params: Vec<Value> = self.params.iter().take(2).cloned().collect();
        let (ids, more) = store::list(params.len() + 1, ids);
        params.extend(more);
        let (column, _) = order(self.sort);
        let sql = format!(
            "SELECT {column}, {COLUMNS} FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
             WHERE v.unit_id = $2 AND v.matter_id IN {ids} AND {}",
            seen("v", 1)
        );
        (sql, params)
    }

    /// A row's place in the order of the list.
    fn place(&self, row: &Row) -> Result<String, Fault> {
        Ok(match self.sort {
            Sort::Arrival => row.text(0)?.to_owned(),
            _ => format!("{}~{}", row.int(0)?, row.text(1)?),
        })
    }
}
