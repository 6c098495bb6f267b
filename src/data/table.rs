//! Tables as they are read: a header and a stream of rows. Whatever the format, this is what is bound; a format to
//! come (a workbook, a layer of corrections) gives tables too.

use std::collections::BTreeSet;

use super::encoding::Encoding;
use crate::source::{Diagnostic, Text};

/// The most columns of a table: no office has more, and a file that does is broken or meant to do harm.
pub(super) const MOST_COLUMNS: usize = 2000;

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
    /// What else is known of where it stands.
    pub origin: Origin,
}

/// Where a table stands in its file, and how that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// The file alone; `Table::file` names the sheet as well.
    pub file: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Another name that it may go by: that of the file, for its only sheet.
    pub also: Option<String>,
    /// The row of the header.
    pub header_row: u64,
    /// Whether columns have letters and rows numbers, as those of a sheet do.
    pub grid: bool,
    /// What the bytes of the file were.
    pub encoding: Encoding,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// The columns that are hidden, from 0.
    pub hidden_columns: BTreeSet<usize>,
    /// The unit that its title gives, as written.
    pub unit: Option<String>,
    /// The columns, from 0, that other rules of the same data ask for and these do not: they are passed over.
    pub elsewhere: BTreeSet<usize>,
}

impl Default for Origin {
    /// A text of which nothing more is known.
    fn default() -> Origin {
        Origin {
            file: None,
            sheet: None,
            also: None,
            header_row: 1,
            grid: false,
            encoding: Encoding::Utf8,
            hidden: false,
            hidden_columns: BTreeSet::new(),
            unit: None,
            elsewhere: BTreeSet::new(),
        }
    }
}

/// The letters of a column, from 0: A, Z, AA.
pub fn letters(mut at: usize) -> String {
    let mut letters = Vec::new();
    loop {
        let letter = u8::try_from(at % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        match (at / 26).checked_sub(1) {
            Some(rest) => at = rest,
            None => return letters.into_iter().collect(),
        }
    }
}

/// What a text does not say of the cell it was read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mark {
    /// A number that the workbook holds as text.
    TextNumber,
    /// A binary number with more digits than a spreadsheet shows: as it is stored.
    Digits(String),
    /// A date with a time of day: as it is shown.
    TimeOfDay(String),
    /// A bare number of a workbook whose days are counted from 1904.
    From1904,
    /// A formula that gives an empty text: as it is written.
    EmptyFormula(String),
    /// The cell is covered by the merged cell at this place, whose text it has.
    Merged(String),
    /// What it holds cannot be relied on: why, and what to do.
    Unsound(Box<(Text, Text)>),
}

/// A row. Its texts run together in one string: a row costs two allocations, however many cells it has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// The line it begins at in its file, as a person counts: the header is in line 1.
    pub number: u64,
    /// Whether a spreadsheet hides it.
    pub hidden: bool,
    /// Whether cells that are not there are empty, as in a sheet; in a text a row of another length is a mistake.
    pub open: bool,
    text: String,
    ends: Vec<usize>,
    /// By column; nearly every cell has none.
    marks: Vec<(usize, Mark)>,
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

    /// Adds a cell with something to be known of it.
    pub fn push_marked(&mut self, cell: &str, mark: Mark) {
        self.marks.push((self.len(), mark));
        self.push(cell);
    }

    /// Says something of a cell that is there; what was known of it before counts no more.
    pub fn mark_as(&mut self, at: usize, mark: Mark) {
        self.marks.retain(|(column, _)| *column != at);
        self.marks.push((at, mark));
    }

    /// The first cells of it.
    pub fn upto(mut self, columns: usize) -> Row {
        self.ends.truncate(columns);
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
        self.marks.retain(|(column, _)| *column < columns);
        self
    }

    /// What is known of a cell.
    pub fn mark(&self, at: usize) -> Option<&Mark> {
        if self.marks.is_empty() {
            return None;
        }
        self.marks.iter().find(|(column, _)| *column == at).map(|(_, mark)| mark)
    }

    /// Whether it fits a header of so many columns.
    pub fn fits(&self, columns: usize) -> bool {
        self.len() == columns || self.open && self.len() < columns
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

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_have_letters() {
        let wanted = [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ];
        for (at, wanted) in wanted {
            assert_eq!(letters(at), wanted);
        }
    }
}
