//! Where a list goes on though its page is not full: which way nobody has looked yet, in words.

use app::queries::listing::Unlooked;
use casework::rules::Sort;

/// What has not been looked at yet, and the address that looks at it.
pub struct Onward {
    /// The address.
    pub href: String,
    side: Unlooked,
    sort: Sort,
}

impl Onward {
    /// Where a page with these neighbours goes on; nothing where it is full or all was looked at.
    pub fn of(
        unlooked: Option<Unlooked>,
        sort: Sort,
        (previous, next): (Option<&String>, Option<&String>),
    ) -> Option<Self> {
        let side = unlooked?;
        let href = match side {
            Unlooked::After => next,
            Unlooked::Before => previous,
        };
        Some(Self {
            href: href?.clone(),
            side,
            sort,
        })
    }

    /// 更早收到的, as a sentence names what has not been looked at.
    pub fn side(&self) -> &'static str {
        match (self.sort, self.is_earlier()) {
            (Sort::Due | Sort::Clearing, true) => "更早到期的",
            (Sort::Due | Sort::Clearing, false) => "更晚到期的",
            (_, true) => "更早收到的",
            (_, false) => "更晚收到的",
        }
    }

    /// The link's words.
    pub fn words(&self) -> &'static str {
        match self.is_earlier() {
            true => "继续往前查找",
            false => "继续往后查找",
        }
    }

    /// The words of the link before (上一页) or after (下一页) the page.
    pub fn label(&self, before: bool) -> &'static str {
        match (before, before == (self.side == Unlooked::Before)) {
            (_, true) => self.words(),
            (true, false) => "上一页",
            (false, false) => "下一页",
        }
    }

    /// The orders by due day rise; every other one falls.
    fn is_earlier(&self) -> bool {
        let rises = matches!(self.sort, Sort::Due | Sort::Clearing);
        (self.side == Unlooked::After) != rises
    }
}
