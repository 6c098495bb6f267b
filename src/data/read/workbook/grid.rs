//! A sheet as a table: merged cells filled, the first row that says something as the header.

use std::collections::BTreeMap;

use super::address::Block;
use super::sheet::{Sheet, too_many};
use super::trouble::Trouble;
use std::collections::BTreeSet;

use crate::data::table::{MOST_COLUMNS, Origin, Row, Table};
use crate::data::{Encoding, Mark};

/// So many cells are filled because they are merged with others.
const MOST_FILLED: usize = 2_000_000;

/// What the sheets of a file are called by.
#[derive(Clone, Copy)]
pub(super) struct File<'a> {
    pub(super) file: &'a str,
    pub(super) stem: &'a str,
}

/// The tables of a workbook. Sheets in which nothing stands give none.
pub(super) fn tables(sheets: Vec<Sheet>, file: File<'_>) -> Result<Vec<Table>, Trouble> {
    let sheets: Vec<Sheet> = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    let seen = sheets.iter().filter(|sheet| !sheet.hidden).count();
    let mut tables = Vec::new();
    for sheet in sheets {
        let alone = seen == 1 && !sheet.hidden;
        tables.extend(table(sheet, file, alone)?);
    }
    Ok(tables)
}

fn table(mut sheet: Sheet, file: File<'_>, alone: bool) -> Result<Option<Table>, Trouble> {
    fill(&mut sheet)?;
    let width = sheet.rows.iter().map(used).max().unwrap_or(0);
    if width > MOST_COLUMNS {
        return Err(Trouble::too_large(
            &format!("工作表“{}”有 {width} 列, 最多 {MOST_COLUMNS} 列", sheet.name),
            &format!("the sheet `{}` has {width} columns, at most {MOST_COLUMNS} are read", sheet.name),
        ));
    }
    let mut rows = sheet.rows.into_iter();
    let Some(header) = rows.next() else { return Ok(None) };
    let headers = (0..width).map(|at| header.cell(at).trim().to_owned()).collect();
    let rows = rows.map(move |row| Ok(cut(row, width)));
    let origin = Origin {
        file: Some(file.file.to_owned()),
        sheet: Some(sheet.name.clone()),
        also: alone.then(|| file.stem.to_owned()),
        header_row: header.number,
        grid: true,
        encoding: Encoding::Utf8,
        hidden: sheet.hidden,
        hidden_columns: sheet.hidden_columns,
        unit: None,
        elsewhere: BTreeSet::new(),
    };
    let file = format!("{}[{}]", file.file, sheet.name);
    Ok(Some(Table { name: sheet.name.trim().to_owned(), file, headers, rows: Box::new(rows), origin }))
}

/// How many cells there are up to the last that says something.
fn used(row: &Row) -> usize {
    (0..row.len()).rev().find(|at| !row.cell(*at).trim().is_empty()).map_or(0, |last| last + 1)
}

/// The row without empty cells beyond the last column that is used anywhere.
fn cut(row: Row, width: usize) -> Row {
    if row.len() <= width { row } else { row.upto(width) }
}

/// Gives every cell of a merged block the text of its first, and says so of it.
fn fill(sheet: &mut Sheet) -> Result<(), Trouble> {
    let (Some(first), Some(last)) = (sheet.rows.first(), sheet.rows.last()) else { return Ok(()) };
    let (first, last) = (first.number, last.number);
    let width = sheet.rows.iter().map(Row::len).max().unwrap_or(0);
    // The blocks by their first row: cells to be filled, by row.
    let mut to_fill: BTreeMap<u64, BTreeMap<usize, (Block, String)>> = BTreeMap::new();
    let mut filled = 0;
    for block in &sheet.merged {
        let at = sheet.rows.binary_search_by_key(&u64::from(block.first.row), |row| row.number);
        let text =
            at.ok().and_then(|at| sheet.rows.get(at)).map_or("", |row| row.cell(block.first.column as usize));
        if text.trim().is_empty() {
            continue;
        }
        let rows = u64::from(block.first.row).max(first)..=u64::from(block.last.row).min(last);
        let columns = block.first.column as usize..=(block.last.column as usize).min(width.saturating_sub(1));
        for row in rows {
            for column in columns.clone() {
                filled += 1;
                if filled > MOST_FILLED {
                    return Err(too_many("合并的单元格", "merged cells", MOST_FILLED));
                }
                if (row, column) != (u64::from(block.first.row), block.first.column as usize) {
                    to_fill.entry(row).or_default().insert(column, (*block, text.to_owned()));
                }
            }
        }
    }
    for row in &mut sheet.rows {
        if let Some(cells) = to_fill.get(&row.number) {
            *row = with(row, cells);
        }
    }
    Ok(())
}

fn with(row: &Row, cells: &BTreeMap<usize, (Block, String)>) -> Row {
    let mut made = Row::new(row.number);
    (made.open, made.hidden) = (row.open, row.hidden);
    let width = cells.last_key_value().map_or(0, |(last, _)| last + 1).max(row.len());
    for at in 0..width {
        match (cells.get(&at), row.mark(at)) {
            (Some((block, text)), _) => made.push_marked(text, Mark::Merged(block.first.text())),
            (None, Some(mark)) => made.push_marked(row.cell(at), mark.clone()),
            (None, None) => made.push(row.cell(at)),
        }
    }
    made
}
