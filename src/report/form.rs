//! Data-entry workbooks from the inputs of rules: one of a subject, its values below each other, or one of many, a row each;
//! a sheet a list, a sheet that says how, and a hidden one that says what it was made from.

mod allowed;
mod filling;
mod guide;
mod item;
mod lists;
mod looks;
mod many;
mod one;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::book::column_letters;
use super::wording::pick;
use crate::data::Known;
use crate::data::form::{ABOUT, About, COLUMN, ROW, Word};
use crate::plan::Scheme;
use crate::source::{Files, Lang};
use looks::Looks;

/// What forms are made from.
#[derive(Clone, Copy)]
pub struct FormOf<'a> {
    /// The rules.
    pub scheme: &'a Scheme,
    /// Their files, whose text stands in the notes.
    pub files: &'a Files,
    /// Their SHA-256.
    pub rules: &'a str,
    /// The language of the form.
    pub lang: Lang,
}

impl FormOf<'_> {
    fn word(self, (zh, en): Word) -> &'static str {
        pick(self.lang, zh, en)
    }
}

/// Writes the form of one subject; what the roster knows of it is filled in. The same rules give the same bytes.
pub fn form_of_one(of: FormOf<'_>, who: &Known, writer: &mut dyn Write) -> io::Result<()> {
    let looks = Looks::new();
    let made = || {
        let (form, rows) = one::sheet(of, who, &looks)?;
        book(of, form, lists::sheets(of, lists::Rows::Of(who), &looks)?, &rows, &looks)
    };
    writer.write_all(&made().map_err(io::Error::other)?)
}

/// Writes one workbook for all, a row each; without a roster, empty rows.
pub fn form_of_all(of: FormOf<'_>, roster: &[Known], writer: &mut dyn Write) -> io::Result<()> {
    let looks = Looks::new();
    let made = || {
        let form = many::sheet(of, roster, &looks)?;
        book(of, form, lists::sheets(of, lists::Rows::All(roster), &looks)?, &[], &looks)
    };
    writer.write_all(&made().map_err(io::Error::other)?)
}

fn book(
    of: FormOf<'_>,
    form: Worksheet,
    lists: Vec<Worksheet>,
    rows: &[(String, u32)],
    looks: &Looks,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed date: the same rules must give the same bytes, whenever they are written.
    let properties = DocProperties::new()
        .set_title(&of.scheme.name)
        .set_creation_datetime(&ExcelDateTime::from_ymd(2020, 1, 1)?);
    book.set_properties(&properties);
    let (guide, about) = (guide::sheet(of, looks)?, about(of, rows)?);
    for sheet in std::iter::once(form).chain(lists).chain([guide, about]) {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer()
}

/// What the form says of itself: the rules, and the row of every label.
fn about(of: FormOf<'_>, rows: &[(String, u32)]) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(ABOUT)?;
    let labels = rows.iter().map(|(label, row)| (format!("{ROW}{label}"), (row + 1).to_string()));
    let column = (!rows.is_empty()).then(|| (COLUMN.to_owned(), column_letters(one::VALUE_AT)));
    let lines = About::lines(&of.scheme.name, of.rules).into_iter().chain(column).chain(labels);
    for (at, (name, text)) in (0u32..).zip(lines) {
        sheet.write_string(at, 0, name)?;
        sheet.write_string(at, 1, text)?;
    }
    sheet.set_hidden(true);
    sheet.protect();
    Ok(sheet)
}

fn named(name: &str) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    Ok(sheet)
}
