//! Comma- and tab-separated text: one table, its rows read when they are asked for.

use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::lines::Lines;
use super::{failed, not_utf8, unreadable};
use crate::data::encoding::newlines;
use crate::data::table::{MOST_COLUMNS, Origin, Row, Table};
use crate::source::{Diagnostic, Text};

/// The table of a file; its rows are still in the reader.
pub(super) fn table(
    name: &str,
    file: &str,
    delimiter: u8,
    reader: Box<dyn Read>,
) -> Result<Table, Vec<Diagnostic>> {
    let reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        // Rows of another length are reported where they are bound, with the columns they lack.
        .flexible(true)
        .buffer_capacity(1 << 16)
        .from_reader(Lines::new(reader));
    let mut records = Records { file: file.to_owned(), reader, record: ByteRecord::new(), failed: false };
    let header = match records.next() {
        Some(Ok(row)) => row,
        Some(Err(found)) => return Err(vec![*found]),
        None => return Err(vec![*empty(file)]),
    };
    if header.len() > MOST_COLUMNS {
        return Err(vec![*too_wide(file, header.len())]);
    }
    let headers = header.cells().map(|cell| cell.trim().to_owned()).collect();
    let origin = Origin { header_row: header.number, grid: true, ..Origin::default() };
    Ok(Table { name: name.to_owned(), file: file.to_owned(), headers, rows: Box::new(records), origin })
}

struct Records {
    file: String,
    reader: Reader<Lines>,
    record: ByteRecord,
    failed: bool,
}

impl Records {
    fn row(&self) -> Result<Row, Box<Diagnostic>> {
        // Line ends are settled and the last line is ended, so the row ends just before the reader's line.
        let inside: u64 = self.record.iter().map(newlines).sum();
        let number = self.reader.position().line().saturating_sub(1 + inside);
        let mut row = Row::new(number);
        for cell in &self.record {
            let before =
                |error: &std::str::Utf8Error| newlines(cell.get(..error.valid_up_to()).unwrap_or(&[]));
            row.push(
                std::str::from_utf8(cell).map_err(|error| not_utf8(&self.file, number + before(&error)))?,
            );
        }
        Ok(row)
    }
}

impl Iterator for Records {
    type Item = Result<Row, Box<Diagnostic>>;

    /// The next row in which a cell says something: spreadsheets leave rows of bare commas behind.
    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            match self.reader.read_byte_record(&mut self.record) {
                Ok(true) => match self.row() {
                    Ok(row) if row.is_empty() => {}
                    row => return Some(row),
                },
                Ok(false) => return None,
                Err(error) => {
                    self.failed = true;
                    let line = self.reader.position().line();
                    return Some(Err(failed(&self.file, line, &error.into())));
                }
            }
        }
        None
    }
}

fn too_wide(file: &str, columns: usize) -> Box<Diagnostic> {
    unreadable(
        file,
        1,
        Text::new(
            format!("表头有 {columns} 列, 最多 {MOST_COLUMNS} 列"),
            format!("the header has {columns} columns, at most {MOST_COLUMNS} are read"),
        ),
        Text::new("只留规则要的列", "keep the columns that the rules want"),
    )
}

fn empty(file: &str) -> Box<Diagnostic> {
    unreadable(
        file,
        0,
        Text::new("文件是空的", "the file is empty"),
        Text::new(
            "第一行写表头: 编号,名称, 然后是各项数据的名称",
            "the first line is the header: id,name, then the names of the inputs",
        ),
    )
}
