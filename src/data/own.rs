//! Whose data changed: a seal for each subject over its own rows in every table, whatever the rules make of them.

use std::collections::HashMap;

use super::bind::folded;
use super::{Dataset, Table};
use crate::plan::Scheme;
use sha2::{Digest, Sha256};

/// Bytes of a seal that are kept: enough that two states of one subject's data do not meet by chance.
const KEPT: usize = 8;

type Chain = [u8; 32];

/// The seals of one scheme's data. The order of columns and of subjects does not matter, nor an empty cell; that of a
/// subject's records does, since the rules may read it.
#[derive(Clone, Default)]
pub struct Seals {
    /// Only looked into, so its order is never seen.
    own: HashMap<String, Chain>,
    /// Over what is nobody's own: the calendar.
    common: Option<Chain>,
}

impl Seals {
    /// Takes a table in; `layer` is the folder it stands in, empty for the top. Rows that cannot be read are left out:
    /// whoever binds the same table says so.
    pub fn take(&mut self, layer: &str, table: Table) {
        let name = folded(&table.name);
        let headers: Vec<String> = table.headers.iter().map(|header| folded(header)).collect();
        let id = headers.iter().position(|header| header == "编号" || header.eq_ignore_ascii_case("id"));
        let mut columns: Vec<usize> = (0..headers.len()).filter(|at| Some(*at) != id).collect();
        columns.sort_by(|one, other| headers.get(*one).cmp(&headers.get(*other)));
        for row in table.rows.flatten() {
            let mut hash = Sha256::new();
            let mut add = |text: &str| {
                hash.update((text.len() as u64).to_le_bytes());
                hash.update(text.as_bytes());
            };
            add(layer);
            add(&name);
            for &column in &columns {
                let cell = row.cell(column).trim();
                if let Some(header) = headers.get(column).filter(|_| !cell.is_empty()) {
                    add(header);
                    add(cell);
                }
            }
            let row_seal: Chain = hash.finalize().into();
            match id {
                Some(id) => chained(self.own.entry(row.cell(id).trim().to_owned()).or_default(), &row_seal),
                None => chained(self.common.get_or_insert_default(), &row_seal),
            }
        }
    }

    /// Adds the seals of those whose results are records of a subject here: `below` gives those of the scheme at a place
    /// of the plan.
    pub fn fed<'s>(&mut self, scheme: &Scheme, data: &Dataset, below: impl Fn(usize) -> Option<&'s Seals>) {
        for (list, records) in scheme.lists.iter().zip(&data.lists) {
            let Some(below) = list.from.as_ref().and_then(|feed| below(feed.scheme)) else { continue };
            if records.shared {
                continue;
            }
            for (subject, range) in data.subjects.iter().zip(records.first.windows(2)) {
                let (Some(&first), Some(&end)) = (range.first(), range.last()) else { continue };
                let own = self.own.entry(subject.id.clone()).or_default();
                for who in records.who.iter().take(end as usize).skip(first as usize) {
                    chained(own, below.own.get(&who.id).unwrap_or(&Chain::default()));
                }
            }
        }
    }

    /// The seal of a subject, in hexadecimal.
    pub fn of(&self, id: &str) -> String {
        self.own.get(id).map_or_else(String::new, hexadecimal)
    }

    /// The seal of what is nobody's own; none where there is no such thing.
    pub fn common(&self) -> Option<String> {
        self.common.as_ref().map(hexadecimal)
    }
}

fn chained(chain: &mut Chain, next: &Chain) {
    *chain = Sha256::new().chain_update(*chain).chain_update(next).finalize().into();
}

fn hexadecimal(chain: &Chain) -> String {
    chain.iter().take(KEPT).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::Seals;
    use crate::data::open;

    fn seals(tables: &[(&str, &str, &'static str)]) -> Seals {
        let mut seals = Seals::default();
        for (layer, file, text) in tables {
            for table in open(file, Box::new(text.as_bytes())).value.unwrap() {
                seals.take(layer, table);
            }
        }
        seals
    }

    #[test]
    fn only_what_is_a_subjects_own_counts() {
        let before = seals(&[("", "subjects.csv", "编号,甲,乙\nD1,1,2\nD2,3,4\n")]);
        let moved = seals(&[("", "subjects.csv", "编号,乙,甲\nD2,4,3\nD1,2,1\n")]);
        assert_eq!([before.of("D1"), before.of("D2")], [moved.of("D1"), moved.of("D2")]);
        let other = seals(&[("", "subjects.csv", "编号,甲,乙\nD1,1,2\nD2,3,5\n")]);
        assert_eq!(before.of("D1"), other.of("D1"));
        assert_ne!(before.of("D2"), other.of("D2"));
        let swapped = seals(&[("", "subjects.csv", "编号,甲,乙\nD1,2,1\n")]);
        assert_ne!(before.of("D1"), swapped.of("D1"));
        assert_eq!((before.of("D9"), before.common()), (String::new(), None));
    }

    #[test]
    fn records_layers_and_the_calendar_count() {
        let base = [("", "subjects.csv", "编号,甲\nD1,1\nD2,1\n"), ("", "项目.csv", "编号,分\nD1,5\nD1,6\n")];
        let before = seals(&base);
        let order = seals(&[base[0], ("", "项目.csv", "编号,分\nD1,6\nD1,5\n")]);
        assert_ne!(before.of("D1"), order.of("D1"));
        let later = seals(&[base[0], base[1], ("复核", "subjects.csv", "编号,甲\nD2,2\n")]);
        assert_eq!(before.of("D1"), later.of("D1"));
        assert_ne!(before.of("D2"), later.of("D2"));
        let calendar = seals(&[base[0], base[1], ("", "日历.csv", "日期,安排\n2020-10-01,放假\n")]);
        assert_eq!(before.of("D1"), calendar.of("D1"));
        assert!(calendar.common().is_some());
    }
}
