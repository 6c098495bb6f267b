//! Tables kept in memory, to be bound to several rules: what only the other rules ask for is not read.

use std::collections::BTreeSet;

use super::bind::{folded, take_in};
use super::table::{Origin, Row, Table};
use super::{Dataset, Ledger};
use crate::plan::{Scheme, ValueType};
use crate::source::{Checked, Diagnostic};

/// The tables of a run by folder, read to the end.
pub struct Kept {
    folders: Vec<(String, Vec<Sheet>)>,
}

struct Sheet {
    name: String,
    file: String,
    headers: Vec<String>,
    rows: Vec<Result<Row, Box<Diagnostic>>>,
    origin: Origin,
}

impl Kept {
    /// Reads tables to the end. What cannot be read is found when they are bound.
    pub fn read(folders: Vec<(String, Vec<Table>)>) -> Kept {
        let sheet = |table: Table| {
            let Table { name, file, headers, rows, origin } = table;
            Sheet { name, file, headers, rows: rows.collect(), origin }
        };
        let folder = |(name, tables): (String, Vec<Table>)| (name, tables.into_iter().map(sheet).collect());
        Kept { folders: folders.into_iter().map(folder).collect() }
    }

    /// Binds the tables to a scheme. Columns and lists that it does not ask for, but one of the others does, are passed
    /// over: the data of a change of rules serve both. What has to be read otherwise than it stands goes into the ledger.
    pub fn bind(&self, scheme: &Scheme, others: &[&Scheme], ledger: &mut Ledger) -> Checked<Vec<Dataset>> {
        let own = Asked::of(&[scheme]);
        let others = Asked::of(others);
        let folder = |(name, sheets): &(String, Vec<Sheet>)| {
            let sheets = sheets.iter().filter(|sheet| !foreign(&own.tables, &others.tables, &sheet.name));
            (name.clone(), sheets.map(|sheet| sheet.table(&own, &others)).collect())
        };
        take_in(self.folders.iter().map(folder).collect(), scheme, ledger)
    }
}

/// What rules ask for, by name as names are compared.
struct Asked {
    tables: BTreeSet<String>,
    columns: BTreeSet<String>,
}

impl Asked {
    fn of(schemes: &[&Scheme]) -> Asked {
        let mut asked = Asked { tables: BTreeSet::new(), columns: BTreeSet::new() };
        for scheme in schemes {
            for input in &scheme.inputs {
                let list = matches!(input.value_type, ValueType::List(_));
                let names = if list { &mut asked.tables } else { &mut asked.columns };
                names.insert(folded(&input.column));
            }
            let fields = scheme.lists.iter().flat_map(|list| &list.fields);
            asked.columns.extend(fields.map(|field| folded(&field.name)));
        }
        asked
    }
}

/// Whether a name is another's and not one's own. A unit in brackets may stand behind it.
fn foreign(own: &BTreeSet<String>, others: &BTreeSet<String>, name: &str) -> bool {
    let name = folded(name);
    let base = name.rsplit_once('(').filter(|_| name.ends_with(')')).map_or(name.as_str(), |(base, _)| base);
    let known = |names: &BTreeSet<String>| names.contains(&name) || names.contains(base);
    !known(own) && known(others)
}

impl Sheet {
    fn table(&self, own: &Asked, others: &Asked) -> Table {
        let headers = self.headers.iter().enumerate();
        let foreign = headers.filter(|(_, header)| foreign(&own.columns, &others.columns, header));
        let elsewhere = foreign.map(|(at, _)| at).collect();
        Table {
            name: self.name.clone(),
            file: self.file.clone(),
            headers: self.headers.clone(),
            rows: Box::new(self.rows.clone().into_iter()),
            origin: Origin { elsewhere, ..self.origin.clone() },
        }
    }
}
