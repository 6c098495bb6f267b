//! What the roster knows beforehand, written into the cells of a form.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::looks::in_a_cell;
use crate::data::{Said, folded};
use crate::number::{Number, Share};
use crate::plan::ValueType;
use crate::report::book::double;

/// What is known of an input: only where the roster has a column of just its name.
pub(super) fn known<'a>(said: &'a Said, name: &str) -> &'a str {
    let found = said.iter().find(|(header, _)| folded(header) == folded(name));
    found.map_or("", |(_, value)| value.as_str())
}

/// Writes it: a number as one, all else as text; nothing leaves the cell open.
pub(super) fn fill(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (text, value_type): (&str, &ValueType),
    look: &Format,
) -> Result<(), XlsxError> {
    match number(text, value_type) {
        Some(number) => sheet.write_number_with_format(row, column, double(&number), look)?,
        None if text.is_empty() => sheet.write_blank(row, column, look)?,
        None => sheet.write_string_with_format(row, column, text, look)?,
    };
    Ok(())
}

fn number(text: &str, value_type: &ValueType) -> Option<Number> {
    let unit = value_type.unit()?;
    let share = text.strip_suffix('%').filter(|_| unit.share == Share::Percent);
    let written = Number::parse(share.unwrap_or(text)).ok()?;
    // A double holds fifteen digits; what has more stays as it is written.
    let number = in_a_cell(&unit.to_base(&written), unit);
    (number.near(15).trim_matches(['0', '.', '-']).len() <= 16).then_some(number)
}
