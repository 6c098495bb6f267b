//! What came back, as tables to be bound: a form of one subject is turned on its side, a workbook of many is taken as it is.

use std::collections::BTreeMap;

use super::about::{ABOUT, About};
use super::listed::list_of_one;
use super::sheet::Sheet;
use super::{DATE, FORM, GUIDE, ID, ITEM, NAME, PERSON, UNIT, VALUE, says};
use crate::data::{Ledger, Origin, Repair, RepairRule, Row, Table, letters};
use crate::plan::Scheme;
use crate::source::{Cell, Code, Diagnostic, Place, Text};

/// What came back.
#[derive(Default)]
pub(super) struct Filled {
    pub(super) tables: Vec<Table>,
    pub(super) about: About,
    /// When it was filled in, as written.
    pub(super) date: Option<(String, Cell)>,
    pub(super) ledger: Ledger,
    pub(super) findings: Vec<Diagnostic>,
    /// Whose form it is, as it says; none for a workbook of many.
    pub(super) who: Option<(String, String)>,
    values: Option<Values>,
}

/// Where the values of one subject stand.
struct Values {
    sheet: Option<String>,
    /// By the header that its column has once the form is turned.
    rows: BTreeMap<String, u64>,
    letters: Option<String>,
}

/// The tables that a returned file stands for.
pub(super) fn filled(tables: Vec<Table>, scheme: &Scheme) -> Filled {
    let mut filled = Filled::default();
    let mut sheets: Vec<Sheet> =
        tables.into_iter().map(|table| Sheet::read(table, &mut filled.findings)).collect();
    sheets.retain(|sheet| {
        let about = sheet.name == ABOUT;
        if about {
            filled.about = About::read(&sheet.rows);
        }
        !about && !says(&sheet.name, GUIDE)
    });
    let form = sheets.iter().enumerate().find_map(|(at, sheet)| Some((at, heads(sheet)?)));
    let Some((at, heads)) = form else {
        filled.tables = sheets.into_iter().map(Sheet::into_table).collect();
        return filled;
    };
    let id = filled.turned(sheets.remove(at), &heads);
    for sheet in sheets {
        let table = list_of_one(sheet, &id, scheme, &mut filled.ledger);
        filled.tables.push(table);
    }
    filled
}

/// The row of the heads, and their columns.
struct Heads {
    at: usize,
    item: usize,
    unit: Option<usize>,
    value: usize,
}

fn heads(sheet: &Sheet) -> Option<Heads> {
    let place = |row: &Row, word| row.cells().position(|cell| says(cell, word));
    sheet.rows.iter().enumerate().find_map(|(at, row)| {
        let (item, value) = (place(row, ITEM)?, place(row, VALUE)?);
        Some(Heads { at, item, unit: place(row, UNIT), value })
    })
}

impl Filled {
    /// The form of one subject as a row of the subjects table; gives its id.
    fn turned(&mut self, sheet: Sheet, heads: &Heads) -> String {
        let number = sheet.rows.get(heads.at).map_or(1, |row| row.number);
        let (mut headers, mut turned) = (Vec::new(), Row::new(number));
        let letters = sheet.origin.grid.then(|| letters(heads.value));
        let mut values = Values { sheet: sheet.origin.sheet.clone(), rows: BTreeMap::new(), letters };
        let (mut id, mut name, mut offset) = (String::new(), String::new(), 0);
        self.told_if_columns_moved(&sheet, heads);
        for row in sheet.rows.iter().skip(heads.at + 1) {
            let (label, value) = (row.cell(heads.item).trim(), row.cell(heads.value).trim());
            let place = sheet.cell(row.number, heads.value, label);
            if label.is_empty() {
                self.findings.extend((!value.is_empty()).then(|| unlabelled(place, value)));
                continue;
            }
            self.told_if_moved((label, row.number), &mut offset, sheet.cell(row.number, heads.item, label));
            if row.hidden && !value.is_empty() {
                self.repaired(place.clone(), (value, value), RepairRule::HiddenRow);
            }
            if says(label, PERSON) {
                continue;
            }
            if says(label, DATE) {
                self.date = (!value.is_empty()).then(|| (value.to_owned(), place));
                continue;
            }
            if says(label, ID) {
                id = value.to_owned();
            } else if says(label, NAME) {
                name = value.to_owned();
            }
            let unit = heads.unit.map_or("", |unit| row.cell(unit).trim());
            let header = headed(label, unit);
            values.rows.insert(header.clone(), row.number);
            headers.push(header);
            match row.mark(heads.value) {
                Some(mark) => turned.push_marked(row.cell(heads.value), mark.clone()),
                None => turned.push(row.cell(heads.value)),
            }
        }
        self.values = Some(values);
        self.who = Some((id.clone(), name));
        let origin = Origin { header_row: number, also: None, ..sheet.origin };
        let rows = Box::new(std::iter::once(Ok(turned)));
        self.tables.push(Table { name: "subjects".to_owned(), file: sheet.file, headers, rows, origin });
        id
    }

    fn repaired(&mut self, place: Cell, (was, became): (&str, &str), rule: RepairRule) {
        let (was, became) = (was.to_owned(), became.to_owned());
        self.ledger.repairs.push(Repair { place, was, became, rule });
    }

    /// The values stand in another column than the form had them in.
    fn told_if_columns_moved(&mut self, sheet: &Sheet, heads: &Heads) {
        let number = sheet.rows.get(heads.at).map_or(1, |row| row.number);
        let place = sheet.cell(number, heads.value, VALUE.0);
        if let Some(before) = self.about.column().filter(|before| Some(*before) != place.letters.as_deref())
            && sheet.origin.grid
        {
            let (was, became) = (before.to_owned(), place.letters.clone().unwrap_or_default());
            self.repaired(place, (&was, &became), RepairRule::Moved);
        }
    }

    /// A label that stands in another row than the form had it in; told once for all that moved along.
    fn told_if_moved(&mut self, (label, row): (&str, u64), offset: &mut i128, place: Cell) {
        let Some(before) = self.about.row(label) else { return };
        let by = i128::from(row) - i128::from(before);
        if by != *offset {
            let was =
                place.letters.as_ref().map_or(before.to_string(), |letters| format!("{letters}{before}"));
            let became = place.address().unwrap_or_else(|| row.to_string());
            self.repaired(place, (&was, &became), RepairRule::Moved);
        }
        *offset = by;
    }

    /// Names the cell of the form that a place in the turned table means.
    pub(super) fn in_the_form(&self, place: &mut Cell) {
        let Some(values) = self.values.as_ref().filter(|values| values.sheet == place.sheet) else { return };
        let row = place.column.as_ref().and_then(|column| values.rows.get(column));
        if let Some(row) = row {
            place.row = *row;
            place.letters.clone_from(&values.letters);
        } else {
            place.row = 0;
        }
    }

    /// The same of whatever was found.
    pub(super) fn found_in_the_form(&self, mut found: Diagnostic) -> Diagnostic {
        if let Place::Cell(cell) = &mut found.place {
            self.in_the_form(cell);
        }
        found
    }
}

/// `预算数（万元）`, whatever unit the form says: it may have been changed there.
fn headed(label: &str, unit: &str) -> String {
    if unit.is_empty() || label.ends_with([')', '）']) {
        label.to_owned()
    } else {
        format!("{label}（{unit}）")
    }
}

fn unlabelled(place: Cell, value: &str) -> Diagnostic {
    let message = Text::new(
        format!("这一行填了“{value}”, 而“{}”一栏是空的: 不知道填的是哪一项", ITEM.0),
        format!("this row says `{value}`, but its `{}` is empty: nobody knows what it is of", ITEM.1),
    );
    let help = Text::new(
        format!("在原来的“{}”表里对照补上数据项的名称, 或删去这个值", FORM.0),
        format!("fill in the name of the item as the sheet `{}` had it, or delete the value", FORM.1),
    );
    Diagnostic::cell(Code::FormLabel, place, message).help(help)
}
