//! Workbooks of before 2007, by calamine. What it does not tell, percentages and what is hidden, is seen in the records.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Dimensions, Reader, SheetVisible, Xls};

use super::address::{At, Block};
use super::cell::{number, of_text};
use super::compound;
use super::records::{self, Seen};
use super::sheet::{MOST_CELLS, Sheet, too_many};
use super::styles::Shown;
use super::trouble::Trouble;
use crate::data::{Mark, Row};

/// The sheets of a workbook. The library makes room for every cell from the first to the last of a sheet, and panics on
/// some broken files: so the records are looked through before, and a panic is one more way to say that it is broken.
pub(super) fn sheets(bytes: Vec<u8>) -> Result<Vec<Sheet>, Trouble> {
    let seen = records::sheets(&compound::workbook(&bytes)?);
    if seen.iter().map(Seen::places).fold(0, usize::saturating_add) > MOST_CELLS {
        return Err(too_many("单元格", "cells", MOST_CELLS));
    }
    catch_unwind(AssertUnwindSafe(|| read(bytes, &seen))).unwrap_or_else(|_| Err(Trouble::broken("BIFF")))
}

fn read(bytes: Vec<u8>, seen: &[Seen]) -> Result<Vec<Sheet>, Trouble> {
    let broken = |error: calamine::XlsError| Trouble::broken(&error.to_string());
    let mut book = Xls::new(Cursor::new(bytes)).map_err(broken)?;
    let from_1904 = book.has_1904_epoch();
    let named: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut sheets = Vec::new();
    let nothing = Seen::default();
    for ((name, hidden), at) in named.into_iter().zip(0..) {
        let seen = seen.get(at).unwrap_or(&nothing);
        let range = book.worksheet_range(&name).map_err(broken)?;
        let start = range.start().unwrap_or((0, 0));
        let hidden_columns = seen.hidden_columns.clone();
        let places =
            seen.to_calculate.iter().map(|(row, column)| At { row: row.saturating_add(1), column: *column });
        let to_calculate = places.collect();
        let mut sheet =
            Sheet { name: name.clone(), hidden, hidden_columns, to_calculate, ..Sheet::default() };
        for (row, cells) in range.rows().zip(start.0..).map(|(cells, row)| (row, cells)) {
            let mut row = self::row(row, (start.1, cells), (seen, from_1904));
            row.hidden = seen.hidden_rows.contains(&u32::try_from(row.number - 1).unwrap_or(0));
            if !row.is_empty() {
                sheet.rows.push(row);
            }
        }
        let formulas = book.worksheet_formula(&name).map_err(broken)?;
        let start = formulas.start().unwrap_or((0, 0));
        for (row, column, formula) in formulas.used_cells() {
            let place = place((start.0, start.1), (row, column));
            sheet.formulas.extend(place.map(|place| (place, formula.clone())));
        }
        for (place, formula) in sheet.formulas.clone() {
            if sheet.text(place).is_empty() {
                sheet.doubt(place, Mark::EmptyFormula(format!("={formula}")));
            }
        }
        let merged = book.merge_cells_by_sheet_name(&name).map_err(broken)?;
        sheet.merged = merged.iter().map(block).collect();
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn place(start: (u32, u32), (row, column): (usize, usize)) -> Option<At> {
    let row = u32::try_from(row).ok()?.checked_add(start.0)?.checked_add(1)?;
    Some(At { row, column: u32::try_from(column).ok()?.checked_add(start.1)? })
}

fn block(merged: &Dimensions) -> Block {
    let at = |(row, column): (u32, u32)| At { row: row.saturating_add(1), column };
    Block { first: at(merged.start), last: at(merged.end) }
}

fn row(number: u32, (first, cells): (u32, &[Data]), (seen, from_1904): (&Seen, bool)) -> Row {
    let mut row = Row::new(u64::from(number) + 1);
    row.open = true;
    (0..first).for_each(|_| row.push(""));
    for (cell, column) in cells.iter().zip(first..) {
        let shown = seen.shown.get(&(number, column)).unwrap_or(&Shown::Plain);
        match text(cell, shown, from_1904) {
            (text, Some(mark)) => row.push_marked(&text, mark),
            (text, None) => row.push(&text),
        }
    }
    row
}

fn text(cell: &Data, shown: &Shown, from_1904: bool) -> (String, Option<Mark>) {
    match cell {
        Data::Int(whole) => number(&whole.to_string(), shown, from_1904),
        Data::Float(float) => number(&format!("{float:e}"), shown, from_1904),
        Data::DateTime(date) if date.is_datetime() => {
            number(&format!("{:e}", date.as_f64()), &Shown::Date, from_1904)
        }
        Data::DateTime(duration) => number(&format!("{:e}", duration.as_f64()), &Shown::Plain, from_1904),
        Data::String(text) => of_text(text.clone()),
        Data::DateTimeIso(text) | Data::DurationIso(text) => (text.clone(), None),
        Data::Bool(true) => ("TRUE".to_owned(), None),
        Data::Bool(false) => ("FALSE".to_owned(), None),
        Data::Error(error) => (error.to_string(), None),
        Data::Empty => (String::new(), None),
    }
}
