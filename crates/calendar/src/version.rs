//! The version label of a calendar: what its tables say, hashed.
//!
//! Only facts enter, so that a comment or a line break moves no clock. The label is for noticing a
//! change, not for defending against a forger: the text of every adopted file is archived and
//! hashed with the catalogue.

use crate::tables::{NamedDay, RegionTable, Status, Window, YearTable};

/// A label such as `2010-2027-8c1f0a27d3b4e596`.
pub(crate) fn label(years: &[YearTable], regions: &[RegionTable]) -> String {
    let mut hash = Fnv::new();
    for year in years {
        hash.field("year").field(&year.year.to_string());
        table(
            &mut hash,
            year.status,
            &year.source,
            &year.days_off,
            &year.make_up_working_days,
        );
    }
    for region in regions {
        hash.field("region")
            .field(&region.region)
            .field(&region.name);
        for year in &region.years {
            hash.field("year").field(&year.year.to_string());
            table(
                &mut hash,
                year.status,
                &year.source,
                &year.days_off,
                &year.make_up_working_days,
            );
            windows(&mut hash, &year.unsettled);
        }
    }
    let span = |year: Option<&YearTable>| year.map(|year| year.year).unwrap_or_default();
    format!(
        "{}-{}-{:016x}",
        span(years.first()),
        span(years.last()),
        hash.0
    )
}

fn table(hash: &mut Fnv, status: Status, source: &str, off: &[NamedDay], make_up: &[NamedDay]) {
    hash.field(status.zh()).field(source);
    for (kind, days) in [("off", off), ("make-up", make_up)] {
        let mut days: Vec<&NamedDay> = days.iter().collect();
        days.sort_by_key(|day| day.on);
        hash.field(kind);
        for day in days {
            hash.field(&day.on.to_string()).field(&day.name);
        }
    }
}

fn windows(hash: &mut Fnv, windows: &[Window]) {
    for window in windows {
        hash.field("unsettled").field(&window.from.to_string());
        hash.field(&window.until.to_string()).field(&window.name);
    }
}

/// FNV-1a with 64 bits.
struct Fnv(u64);

impl Fnv {
    fn new() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    /// Takes in a field and closes it by a byte that UTF-8 never holds, so that fields cannot run
    /// together.
    fn field(&mut self, text: &str) -> &mut Fnv {
        self.bytes(text.as_bytes()).bytes(&[0xff])
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Fnv {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meets_the_published_vectors() {
        assert_eq!(Fnv::new().0, 0xcbf2_9ce4_8422_2325);
        assert_eq!(Fnv::new().bytes(b"a").0, 0xaf63_dc4c_8601_ec8c);
        assert_eq!(Fnv::new().bytes(b"foobar").0, 0x8594_4171_f739_67e8);
    }

    #[test]
    fn fields_do_not_run_together() {
        let (mut one, mut other) = (Fnv::new(), Fnv::new());
        assert_ne!(one.field("ab").field("c").0, other.field("a").field("bc").0);
    }
}
