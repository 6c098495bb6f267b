//! Where the header of a table is: below its titles, and in one row or several.

use std::collections::BTreeSet;

use super::findings::{Findings, Mended};
use super::header::bracketed;
use super::place::cell_at;
use super::spelling::folded;
use crate::data::{Mark, RepairRule, Row, Rows, Table};
use crate::number::{Share, Unit};

/// So many rows are looked at for the header.
const LOOKED_AT: usize = 15;

/// So many rows a header has at most.
const MOST_ROWS: usize = 3;

/// The names that a header of this table can have.
pub(super) struct Names {
    keys: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Names {
    /// `keys` are the columns that each such table has.
    pub(super) fn new<'a>(keys: &[&str], names: impl Iterator<Item = &'a str>) -> Names {
        let keys: BTreeSet<String> = keys.iter().map(|key| key_of(key)).collect();
        let names = names.map(key_of).chain(keys.iter().cloned()).collect();
        Names { keys, names }
    }

    fn is_key(&self, text: &str) -> bool {
        self.keys.contains(&key_of(text))
    }

    fn knows(&self, text: &str) -> bool {
        let name = key_of(text);
        self.names.contains(&name) || self.names.contains(bracketed(&name).0)
    }
}

fn key_of(text: &str) -> String {
    folded(text).to_ascii_lowercase()
}

/// The table with its true header; what stands above goes into the ledger.
pub(super) fn settled(mut table: Table, names: &Names, findings: &mut Findings) -> Table {
    findings.know(&table);
    let mut first = Row::new(table.origin.header_row);
    first.open = table.origin.sheet.is_some();
    table.headers.iter().for_each(|header| first.push(header));
    let (mut above, rest) = looked_at(first, table.rows);
    let at = header_place(&above, names);
    let mut below = above.split_off((at + 1).min(above.len()));
    let Some(header) = above.pop() else { return Table { rows: rest, ..table } };
    let mut header = Stacked::new(header, table.headers.len());
    table.origin.unit = above.iter().flat_map(Row::cells).find_map(unit_said).map(str::to_owned);
    titles(&above, &table.file, findings);
    if let Some(group) = above.last().filter(|row| texts(row).len() >= 2) {
        header.under(group, names);
    }
    while header.rows < MOST_ROWS && below.first().is_some_and(|row| header.goes_on(row, names)) {
        let row = below.remove(0);
        header.over(&row, names);
    }
    for (column, was) in &header.stacked {
        let became = header.texts.get(*column).cloned().unwrap_or_default();
        let place = cell_at(&table.file, header.number, (*column, &became), "");
        findings.repaired(place, Mended { was: was.clone(), became, rule: RepairRule::StackedHeader });
    }
    table.origin.header_row = header.number;
    table.headers = header.texts;
    table.rows = Box::new(below.into_iter().map(Ok).chain(rest));
    findings.know(&table);
    table
}

/// The first rows, as far as they can be read, and all that come after.
fn looked_at(first: Row, mut rows: Rows) -> (Vec<Row>, Rows) {
    let mut ahead = vec![first];
    while ahead.len() < LOOKED_AT {
        match rows.next() {
            Some(Ok(row)) => ahead.push(row),
            Some(Err(found)) => return (ahead, Box::new(std::iter::once(Err(found)).chain(rows))),
            None => break,
        }
    }
    (ahead, rows)
}

/// The first row with a key in it; else the one with the most names, if it has two; else the first.
fn header_place(rows: &[Row], names: &Names) -> usize {
    let keyed = rows.iter().position(|row| row.cells().any(|cell| names.is_key(cell)));
    keyed.unwrap_or_else(|| {
        let known = |row: &Row| row.cells().filter(|cell| names.knows(cell)).count();
        let mut best = (0, 1);
        for (at, row) in rows.iter().enumerate() {
            let count = known(row);
            if count > best.1 {
                best = (at, count);
            }
        }
        best.0
    })
}

/// The different texts of a row: a merged one has the same text in every cell.
fn texts(row: &Row) -> Vec<&str> {
    let mut texts: Vec<&str> = row.cells().map(str::trim).filter(|text| !text.is_empty()).collect();
    texts.dedup();
    texts
}

fn titles(rows: &[Row], file: &str, findings: &mut Findings) {
    for row in rows {
        let at = row.cells().position(|cell| !cell.trim().is_empty()).unwrap_or(0);
        let mended =
            Mended { was: texts(row).join(" | "), became: String::new(), rule: RepairRule::TitleRow };
        findings.repaired(cell_at(file, row.number, (at, ""), ""), mended);
    }
}

/// `单位：万元`, wherever it stands in a title. An office is called 单位 too: only a unit of money is one.
fn unit_said(title: &str) -> Option<&str> {
    let after = title.split("单位").skip(1).find_map(|after| after.trim_start().strip_prefix([':', '：']))?;
    let end = |letter: char| letter.is_whitespace() || matches!(letter, ')' | '）' | '，' | ',' | '。');
    let unit = after.trim_start().split(end).next()?;
    let written = Unit::parse(unit);
    (!unit.is_empty() && written.dimension == Unit::parse("元").dimension).then_some(unit)
}

/// A header in the making.
struct Stacked {
    /// The row that has the keys.
    number: u64,
    rows: usize,
    texts: Vec<String>,
    /// The place of the key.
    key: Option<usize>,
    /// The columns whose name was put together, and from what.
    stacked: Vec<(usize, String)>,
}

impl Stacked {
    fn new(row: Row, width: usize) -> Stacked {
        let width = if row.open { width.max(row.len()) } else { row.len() };
        let texts = (0..width).map(|at| row.cell(at).trim().to_owned()).collect();
        Stacked { number: row.number, rows: 1, texts, key: None, stacked: Vec::new() }
    }

    /// Whether the row below is of the header too: it has no id, and names that the rules know.
    fn goes_on(&mut self, row: &Row, names: &Names) -> bool {
        let key = *self
            .key
            .get_or_insert_with(|| self.texts.iter().position(|text| names.is_key(text)).unwrap_or(0));
        let own = row.cell(key).trim();
        let covered = matches!(row.mark(key), Some(Mark::Merged(_)));
        if !(own.is_empty() || covered && names.is_key(own)) {
            return false;
        }
        let upper = self.upper(row);
        let cells =
            || row.cells().map(str::trim).enumerate().filter(|(at, text)| !text.is_empty() && *at != key);
        cells().any(|(at, lower)| {
            let same = self.texts.get(at).is_some_and(|own| own == lower);
            let upper = upper.get(at).map_or("", String::as_str);
            let known = names.knows(lower) || names.knows(&format!("{upper}/{lower}"));
            !same && (known || names.knows(upper) && unit(lower).is_some())
        })
    }

    /// The texts above each cell of a row: an empty one is under that of its left neighbour.
    fn upper(&self, lower: &Row) -> Vec<String> {
        let mut upper: Vec<String> = Vec::new();
        for (at, text) in self.texts.iter().enumerate() {
            let left = upper.last().filter(|_| text.is_empty() && !lower.cell(at).trim().is_empty());
            let text = left.unwrap_or(text).clone();
            upper.push(text);
        }
        upper
    }

    /// Takes in the row below.
    fn over(&mut self, row: &Row, names: &Names) {
        let upper = self.upper(row);
        for at in 0..self.texts.len().max(row.len()) {
            let above = upper.get(at).map_or("", String::as_str);
            self.put(at, (above, row.cell(at).trim()), names);
        }
        self.rows += 1;
    }

    /// Looks at the row above, which names groups of columns, for those that are not known by their own name.
    fn under(&mut self, group: &Row, names: &Names) {
        for at in 0..self.texts.len() {
            let left = (0..=at).rev().map(|at| group.cell(at).trim()).find(|text| !text.is_empty());
            let own = self.texts.get(at).cloned().unwrap_or_default();
            if let Some(above) = left.filter(|_| !own.is_empty() && !names.knows(&own)) {
                let path = format!("{above}/{own}");
                if names.knows(&path) {
                    self.put(at, (above, &own), names);
                }
            }
        }
    }

    fn put(&mut self, at: usize, (upper, lower): (&str, &str), names: &Names) {
        let Some((name, together)) = joined(upper, lower, names) else { return };
        if self.texts.len() <= at {
            self.texts.resize(at + 1, String::new());
        }
        if let Some(text) = self.texts.get_mut(at) {
            *text = name;
        }
        if together {
            self.stacked.push((at, format!("{upper} | {lower}")));
        }
    }
}

/// The name of a column under another, and whether both were needed: the path, its own, or the one above with its unit.
fn joined(upper: &str, lower: &str, names: &Names) -> Option<(String, bool)> {
    match (upper, lower) {
        ("", "") => None,
        ("", one) | (one, "") => Some((one.to_owned(), false)),
        (upper, lower) if upper == lower => Some((lower.to_owned(), false)),
        (upper, lower) => {
            let path = format!("{upper}/{lower}");
            let name = if names.knows(&path) || !names.knows(lower) && !names.knows(upper) {
                path
            } else if names.knows(lower) {
                lower.to_owned()
            } else {
                unit(lower).map_or_else(|| upper.to_owned(), |unit| format!("{upper}({unit})"))
            };
            Some((name, true))
        }
    }
}

/// A cell that is nothing but a unit: 万元, %, (人). What people count needs its brackets, since any noun may be one.
fn unit(text: &str) -> Option<&str> {
    let bare = text.trim_matches(|mark| matches!(mark, '(' | ')' | '（' | '）'));
    let unit = Unit::parse(bare);
    let known = unit.share != Share::None
        || unit.dimension.noun().is_none() && unit.dimension != Unit::parse("").dimension;
    (!bare.is_empty() && !bare.starts_with(|first: char| first.is_numeric()) && (known || bare != text))
        .then_some(bare)
}
