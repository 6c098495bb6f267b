//! Tables as they are read: a header and a stream of rows. Whatever the format, this is what is bound; a format to
//! come (a workbook, a layer of corrections) gives tables too.

use crate::source::Diagnostic;

/// Rows one after the other, so that a file larger than memory can be bound. A row that cannot be read is a finding
/// in the row's place, and the rows after it still come.
pub type Rows = Box<dyn Iterator<Item = Result<Row, Box<Diagnostic>>>>;

/// A table.
pub struct Table {
    /// `subjects`, or the name of a list: the file without its ending.
    pub name: String,
    /// The file, as the user named it.
    pub file: String,
    /// The header.
    pub headers: Vec<String>,
    /// The rows below it.
    pub rows: Rows,
}

/// A row. Its texts run together in one string: a row costs two allocations, however many cells it has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// The line it begins at in its file, as a person counts: the header is in line 1.
    pub number: u64,
    text: String,
    ends: Vec<usize>,
}

impl Row {
    /// A row without cells.
    pub fn new(number: u64) -> Row {
        Row { number, ..Row::default() }
    }

    /// Adds a cell. An empty text is an empty cell.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no cell says anything.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The text of a cell; empty where the row has none.
    pub fn cell(&self, at: usize) -> &str {
        let end = self.ends.get(at).copied().unwrap_or(0);
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end).unwrap_or("")
    }

    /// The texts of all cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.cell(at))
    }
}
