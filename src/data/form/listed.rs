//! The records of one subject: a sheet without ids becomes a table that says whose they are.

use super::sheet::Sheet;
use super::{ID, says};
use crate::data::bind::folded;
use crate::data::{Ledger, Origin, Repair, RepairRule, Row, Table};
use crate::plan::{List, Scheme};

/// The sheet as a table. The id is its last column, so that every cell keeps its letters.
pub(super) fn list_of_one(sheet: Sheet, id: &str, scheme: &Scheme, ledger: &mut Ledger) -> Table {
    let named = |list: &&List| folded(&scheme.input(list.input).column) == folded(&sheet.name);
    let at = scheme.lists.iter().find(named).and_then(|list| header_place(&sheet, list));
    let at = at.filter(|at| !sheet.rows.get(*at).is_some_and(|row| row.cells().any(|cell| says(cell, ID))));
    let width = sheet.rows.iter().map(Row::len).max().unwrap_or(0);
    let Some(at) = at else { return with_ids(sheet, 0, None) };
    for row in sheet.rows.iter().take(at).filter(|row| !row.is_empty()) {
        let was = row.cells().map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ");
        let place = sheet.cell(row.number, 0, "");
        ledger.repairs.push(Repair { place, was, became: String::new(), rule: RepairRule::TitleRow });
    }
    with_ids(sheet, at, Some((id, width)))
}

/// The first row that names a field.
fn header_place(sheet: &Sheet, list: &List) -> Option<usize> {
    let named = |cell: &str| {
        let cell = folded(cell);
        let bare = cell.split_once('(').map_or(cell.as_str(), |(name, _)| name);
        list.fields.iter().any(|field| folded(&field.name) == bare || folded(&field.name) == cell)
    };
    sheet.rows.iter().position(|row| row.cells().any(named))
}

fn with_ids(sheet: Sheet, at: usize, id: Option<(&str, usize)>) -> Table {
    let Sheet { name, file, origin, rows } = sheet;
    let mut rows = rows.into_iter().skip(at);
    let header = rows.next().unwrap_or_default();
    let mut headers: Vec<String> = header.cells().map(|cell| cell.trim().to_owned()).collect();
    let origin = Origin { header_row: header.number, ..origin };
    let Some((id, width)) = id else {
        return Table { name, file, headers, rows: Box::new(rows.map(Ok)), origin };
    };
    headers.resize(width, String::new());
    headers.push(ID.0.to_owned());
    let said: Vec<Row> = rows.filter(|row| !row.is_empty()).map(|row| with_id(&row, width, id)).collect();
    Table { name, file, headers, rows: Box::new(said.into_iter().map(Ok)), origin }
}

fn with_id(row: &Row, width: usize, id: &str) -> Row {
    let mut made = Row::new(row.number);
    (made.open, made.hidden) = (row.open, row.hidden);
    for at in 0..width {
        match row.mark(at) {
            Some(mark) => made.push_marked(row.cell(at), mark.clone()),
            None => made.push(row.cell(at)),
        }
    }
    made.push(id);
    made
}
