//! Where a row, or a cell of it, stands.

use crate::data::letters;
use crate::source;

/// Where a cell of a row is.
pub(super) fn place(file: &str, row: u64, column: Option<&str>, subject: &str) -> source::Cell {
    source::Cell {
        row,
        column: column.map(str::to_owned),
        subject: (!subject.is_empty()).then(|| subject.to_owned()),
        ..source::Cell::file(file)
    }
}

/// The same, at the cell of a column.
pub(super) fn cell_at(file: &str, row: u64, (at, column): (usize, &str), subject: &str) -> source::Cell {
    source::Cell {
        letters: Some(letters(at)),
        ..place(file, row, Some(column).filter(|column| !column.is_empty()), subject)
    }
}
