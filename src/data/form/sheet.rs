//! A sheet of a returned file, read to the end.

use crate::data::{Origin, Row, Table, letters};
use crate::source::{Cell, Diagnostic};

/// A sheet that was read to the end; its first row is that of the header.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) file: String,
    pub(super) origin: Origin,
    pub(super) rows: Vec<Row>,
}

impl Sheet {
    /// Reads a table to the end.
    pub(super) fn read(table: Table, findings: &mut Vec<Diagnostic>) -> Sheet {
        let Table { name, file, headers, rows, origin } = table;
        let mut first = Row::new(origin.header_row);
        first.open = origin.sheet.is_some();
        headers.iter().for_each(|header| first.push(header));
        let mut all = vec![first];
        for row in rows {
            match row {
                Ok(row) => all.push(row),
                Err(found) => findings.push(*found),
            }
        }
        Sheet { name, file, origin, rows: all }
    }

    /// The table that it was read from.
    pub(super) fn into_table(self) -> Table {
        let Sheet { name, file, origin, rows } = self;
        let mut rows = rows.into_iter();
        let headers = rows.next().map(|first| first.cells().map(str::to_owned).collect()).unwrap_or_default();
        Table { name, file, headers, rows: Box::new(rows.map(Ok)), origin }
    }

    /// A cell of it, as the user looks for it.
    pub(super) fn cell(&self, row: u64, column: usize, header: &str) -> Cell {
        Cell {
            row,
            sheet: self.origin.sheet.clone(),
            column: (!header.is_empty()).then(|| header.to_owned()),
            letters: self.origin.grid.then(|| letters(column)),
            ..Cell::file(self.origin.file.as_ref().unwrap_or(&self.file))
        }
    }
}
