//! The data room: tables from text, bound to a small scheme made by hand.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on says so"
)]

mod exact;
mod misfits;
mod reading;
mod samples;
mod scheme;
mod size;

use kaocheng::data::{Cell, Dataset, Ledger, Table, bind, open, take_in};
use kaocheng::number::Number;
use kaocheng::plan::{InputId, Scheme};
use kaocheng::source::{Checked, Code, Diagnostic, Place};

/// The tables of one file, from its text.
fn tables(file: &str, text: impl Into<Vec<u8>>) -> Vec<Table> {
    let opened = open(file, Box::new(std::io::Cursor::new(text.into())));
    opened.value.unwrap_or_else(|| panic!("{:?}", opened.diagnostics))
}

/// Several files bound.
fn bound(scheme: &Scheme, files: &[(&str, &str)]) -> Checked<Dataset> {
    bind(files.iter().flat_map(|(file, text)| tables(file, *text)).collect(), scheme)
}

/// The dataset of files in which nothing is wrong, whatever had to be repaired.
fn good(scheme: &Scheme, files: &[(&str, &str)]) -> Dataset {
    let tables = files.iter().flat_map(|(file, text)| tables(file, *text)).collect();
    let bound = take_in(vec![(String::new(), tables)], scheme, &mut Ledger::default());
    bound.value.unwrap_or_else(|| panic!("{:#?}", bound.diagnostics)).remove(0)
}

/// The only finding: its code, row, column, message in Chinese and all help in Chinese.
fn only(found: &[Diagnostic]) -> (Code, u64, &str, &str, String) {
    let [found] = found else { panic!("{found:#?}") };
    let (row, column) = match &found.place {
        Place::Cell(cell) => (cell.row, cell.column.as_deref().unwrap_or("")),
        Place::Span(_) | Place::Nowhere => panic!("{found:?}"),
    };
    assert!(!found.message.en.is_empty() && found.help.iter().all(|help| !help.en.is_empty()));
    let help = found.help.iter().map(|help| help.zh.as_str()).collect::<Vec<_>>().join("; ");
    assert!(!help.is_empty(), "{found:?}");
    (found.code, row, column, &found.message.zh, help)
}

fn number(data: &Dataset, input: u32, subject: usize) -> String {
    let cell = data.cell(InputId(input), subject);
    let Cell::Number(number) = cell else { panic!("{cell:?}") };
    number.plain()
}

fn decimal(text: &str) -> Number {
    Number::parse(text).unwrap()
}
