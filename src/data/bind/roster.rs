//! Who is assessed, by a table of which nothing but that is asked.

use super::findings::{Findings, Misfit};
use super::place::place;
use super::{mend, tables};
use crate::data::{Ledger, Table};
use crate::plan::Scheme;
use crate::source::{Cell, Checked, Code, Text};

/// One of those who are assessed, with what is known of it beforehand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    /// 编号
    pub id: String,
    /// 名称
    pub name: String,
    /// Its row.
    pub place: Cell,
    /// What else the table says, by header.
    pub values: Said,
    /// The records of each list of the rules, in their order.
    pub records: Vec<Vec<Said>>,
}

/// The cells of a row that say something, each with the header of its column.
pub type Said = Vec<(String, String)>;

/// Those in the table of subjects, in its order, with what the tables know of them. Whether it fits the rules is not asked.
pub fn roster(tables: Vec<Table>, scheme: &Scheme, ledger: &mut Ledger) -> Checked<Vec<Known>> {
    let mut findings = Findings::default();
    let sorted = tables::sorted(tables, scheme, &mut findings);
    let mut all = Vec::new();
    match sorted.subjects {
        Some(table) => subjects(table, scheme.lists.len(), &mut all, &mut findings),
        None => findings.add(tables::no_subjects(&sorted.others).at(Cell::file("subjects.csv"))),
    }
    for (at, table) in sorted.lists.into_iter().enumerate() {
        let Some(table) = table else { continue };
        for (id, _, row) in rows(table, &mut findings) {
            let known = all.iter_mut().find(|known| known.id == id);
            if let Some(records) = known.and_then(|known| known.records.get_mut(at)) {
                records.push(row);
            }
        }
    }
    ledger.repairs.append(&mut findings.ledger.repairs);
    Checked::sound(all, findings.all())
}

fn subjects(table: Table, lists: usize, all: &mut Vec<Known>, findings: &mut Findings) {
    for (id, place, mut values) in rows(table, findings) {
        let at = values.iter().position(|(header, _)| is_one_of(header, ["名称", "name"]));
        let name = at.map_or_else(|| id.clone(), |at| mend::name(&values.remove(at).1).0);
        let place = Cell { subject: Some(name.clone()), ..place };
        if all.iter().any(|known| known.id == id) {
            let misfit = Misfit::new(
                Code::DuplicateSubject,
                Text::new(
                    format!("名单里编号“{id}”出现两次"),
                    format!("the id `{id}` stands twice on the roster"),
                ),
                Text::new("留一行", "keep one row"),
            );
            findings.add(misfit.at(place));
            continue;
        }
        all.push(Known { id, name, place, values, records: vec![Vec::new(); lists] });
    }
}

/// The rows that have an id: the id, the place, and the other cells that say something.
fn rows(table: Table, findings: &mut Findings) -> Vec<(String, Cell, Said)> {
    let Some(id_at) = table.headers.iter().position(|header| is_one_of(header, ["编号", "id"])) else {
        let misfit = Misfit::new(
            Code::MissingColumn,
            Text::new("名单没有“编号”一列", "the roster has no column `id`"),
            Text::new("加上编号, 每个对象一个", "add it, an id of its own for each"),
        );
        findings.add(misfit.at(place(&table.file, table.origin.header_row, None, "")));
        return Vec::new();
    };
    let mut all = Vec::new();
    for row in table.rows {
        match row {
            Ok(row) => {
                let (id, _) = mend::id(row.cell(id_at), row.mark(id_at));
                let others = table.headers.iter().enumerate().filter(|(at, _)| *at != id_at);
                let said = others.map(|(at, header)| (header.clone(), row.cell(at).trim().to_owned()));
                let said = said.filter(|(_, value)| !value.is_empty()).collect();
                if !id.is_empty() {
                    all.push((id, place(&table.file, row.number, None, ""), said));
                }
            }
            Err(found) => findings.add(*found),
        }
    }
    all
}

fn is_one_of(header: &str, names: [&str; 2]) -> bool {
    names.contains(&super::folded(header).to_ascii_lowercase().as_str())
}
