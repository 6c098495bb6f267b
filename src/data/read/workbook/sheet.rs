//! One sheet, row by row.

use std::collections::BTreeSet;
use std::io::BufRead;

use super::address::{At, Block, COLUMNS, ROWS, at, block};
use super::cell::{Raw, Reading, read};
use super::moved::moved;
use super::strings::text;
use super::trouble::Trouble;
use super::xml::{Attributes, Next, Xml};
use crate::data::{Mark, Row};

/// So many places for cells: 100,000 rows of 200 columns.
pub(super) const MOST_CELLS: usize = 20_000_000;

/// So many merged blocks.
const MOST_MERGED: usize = 200_000;

/// A sheet as it is stored.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Those in which something stands.
    pub(super) rows: Vec<Row>,
    pub(super) hidden_columns: BTreeSet<usize>,
    pub(super) merged: Vec<Block>,
    pub(super) formulas: Vec<(At, String)>,
    /// The formulas that are to be worked out when the file is opened: the values stored are not theirs.
    pub(super) to_calculate: BTreeSet<At>,
}

/// Reads a sheet. `places` counts the cells of the whole workbook.
pub(super) fn sheet(part: &mut dyn BufRead, with: Reading<'_>, places: &mut usize) -> Result<Sheet, Trouble> {
    let mut reading =
        Sheets { xml: Xml::new(part), with, places, sheet: Sheet::default(), shared: Vec::new() };
    let mut last_row = 0;
    loop {
        match reading.xml.next()? {
            Next::Open(name, attributes) => match name.as_str() {
                "row" => last_row = reading.row(&attributes, last_row)?,
                "col" => reading.columns(&attributes),
                "mergeCell" => {
                    reading.sheet.merged.extend(attributes.get("ref").and_then(block));
                    if reading.sheet.merged.len() > MOST_MERGED {
                        return Err(too_many("合并的单元格", "merged cells", MOST_MERGED));
                    }
                }
                _ => {}
            },
            Next::Close(_) | Next::Text(_) => {}
            Next::End => return Ok(reading.sheet),
        }
    }
}

pub(super) fn too_many(zh: &str, en: &str, most: usize) -> Trouble {
    Trouble::too_large(&format!("超过 {most} 个{zh}"), &format!("more than {most} {en}"))
}

struct Sheets<'a> {
    xml: Xml<'a>,
    with: Reading<'a>,
    places: &'a mut usize,
    sheet: Sheet,
    /// The formulas that others repeat, by their number.
    shared: Vec<(String, At, String)>,
}

impl Sheets<'_> {
    fn columns(&mut self, attributes: &Attributes) {
        let number = |name: &str| attributes.get(name).and_then(|text| text.parse::<u32>().ok());
        if let (true, Some(first), Some(last)) = (attributes.says("hidden"), number("min"), number("max")) {
            let columns = first.max(1)..=last.min(COLUMNS);
            self.sheet.hidden_columns.extend(columns.map(|column| column as usize - 1));
        }
    }

    fn row(&mut self, attributes: &Attributes, last_row: u32) -> Result<u32, Trouble> {
        // Some programs leave out the numbers: then a row comes after the one before.
        let number = match attributes.get("r") {
            Some(number) => number.parse::<u32>().ok(),
            None => last_row.checked_add(1),
        };
        let number = number.filter(|number| *number > last_row && *number <= ROWS);
        let number = number.ok_or_else(|| Trouble::broken(&format!("row {:?}", attributes.get("r"))))?;
        let mut row = Row::new(u64::from(number));
        (row.open, row.hidden) = (true, attributes.says("hidden"));
        let mut next = 0;
        loop {
            match self.xml.next()? {
                Next::Open(name, attributes) if name == "c" => {
                    next = self.cell(&attributes, At { row: number, column: next }, &mut row)?;
                }
                Next::Close(name) if name == "row" => break,
                Next::Open(..) | Next::Close(_) | Next::Text(_) => {}
                Next::End => return Err(Trouble::broken("XML")),
            }
        }
        if !row.is_empty() {
            self.sheet.rows.push(row);
        }
        Ok(number)
    }

    /// A cell, which stands at `next` or behind it; gives the column after it.
    fn cell(&mut self, attributes: &Attributes, next: At, row: &mut Row) -> Result<u32, Trouble> {
        let place = match attributes.get("r") {
            Some(text) => at(text).filter(|at| at.row == next.row && at.column >= next.column),
            None => Some(next).filter(|at| at.column < COLUMNS),
        };
        let place = place.ok_or_else(|| Trouble::broken(attributes.get("r").unwrap_or("<c>")))?;
        let raw = self.raw(attributes, place)?;
        let Some((text, mark)) = read(raw, self.with)? else { return Ok(place.column + 1) };
        *self.places += place.column as usize + 1 - row.len();
        if *self.places > MOST_CELLS {
            return Err(too_many("单元格", "cells", MOST_CELLS));
        }
        (row.len()..place.column as usize).for_each(|_| row.push(""));
        match mark {
            Some(mark) => row.push_marked(&text, mark),
            None => row.push(&text),
        }
        Ok(place.column + 1)
    }

    /// What stands between the tags of a cell.
    fn raw(&mut self, attributes: &Attributes, place: At) -> Result<Raw, Trouble> {
        let mut raw = Raw {
            kind: attributes.get("t").unwrap_or("n").to_owned(),
            style: attributes.get("s").and_then(|style| style.parse().ok()).unwrap_or(0),
            ..Raw::default()
        };
        loop {
            match self.xml.next()? {
                Next::Open(name, attributes) => match name.as_str() {
                    "v" => raw.value = Some(self.until("v")?),
                    "f" => {
                        let own = self.until("f")?;
                        let formula = self.formula(&attributes, place, own);
                        self.sheet.formulas.push((place, formula.clone()));
                        raw.formula = Some(formula);
                    }
                    "is" => raw.value = Some(text(&mut self.xml, "is")?),
                    _ => {}
                },
                Next::Close(name) if name == "c" => return Ok(raw),
                Next::Close(_) | Next::Text(_) => {}
                Next::End => return Err(Trouble::broken("XML")),
            }
        }
    }

    /// A shared formula stands at its first cell; the others name its number, and it moves with them.
    fn formula(&mut self, attributes: &Attributes, place: At, own: String) -> String {
        let Some(number) = attributes.get("si").filter(|_| attributes.get("t") == Some("shared")) else {
            return own;
        };
        if !own.is_empty() {
            self.shared.push((number.to_owned(), place, own.clone()));
            return own;
        }
        let first = self.shared.iter().rev().find(|(known, ..)| known == number);
        first.map_or(own, |(_, from, formula)| moved(formula, *from, place))
    }

    fn until(&mut self, name: &str) -> Result<String, Trouble> {
        let mut text = String::new();
        loop {
            match self.xml.next()? {
                Next::Text(piece) => text.push_str(&piece),
                Next::Close(closed) if closed == name => return Ok(text),
                Next::Open(..) | Next::Close(_) => {}
                Next::End => return Err(Trouble::broken("XML")),
            }
        }
    }
}

impl Sheet {
    /// What a cell says.
    pub(super) fn text(&self, place: At) -> &str {
        let found = self.rows.binary_search_by_key(&u64::from(place.row), |row| row.number);
        found.ok().and_then(|at| self.rows.get(at)).map_or("", |row| row.cell(place.column as usize))
    }

    /// Says of a cell that what it holds cannot be relied on.
    pub(super) fn doubt(&mut self, place: At, mark: Mark) {
        let found = self.rows.binary_search_by_key(&u64::from(place.row), |row| row.number);
        if let Some(row) = found.ok().and_then(|at| self.rows.get_mut(at)) {
            row.mark_as(place.column as usize, mark);
        }
    }
}
