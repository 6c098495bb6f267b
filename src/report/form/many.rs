//! The form of many: the table of subjects, a row each.

use rust_xlsxwriter::{Note, Worksheet, XlsxError};

use super::filling::{fill, known};
use super::item::items;
use super::looks::Looks;
use super::{FormOf, named};
use crate::data::Known;
use crate::data::form::{ID, NAME};
use crate::report::book::{column_letters, headed};

/// So many rows are there where nobody knows who is assessed.
const EMPTY_ROWS: u32 = 100;

pub(super) fn sheet(of: FormOf<'_>, roster: &[Known], looks: &Looks) -> Result<Worksheet, XlsxError> {
    let mut sheet = named("subjects")?;
    let items = items(of);
    let rows = u32::try_from(roster.len()).unwrap_or(u32::MAX).max(1);
    let rows = if roster.is_empty() { EMPTY_ROWS } else { rows };
    for (column, word) in (0u16..).zip([ID, NAME]) {
        sheet.write_string_with_format(0, column, of.word(word), &looks.head)?;
        for at in 1..=rows {
            match roster.get(at as usize - 1) {
                Some(who) => {
                    let text = if word == ID { &who.id } else { &who.name };
                    sheet.write_string_with_format(at, column, text, &looks.label)?;
                }
                None => {
                    sheet.write_blank(at, column, &looks.open_text())?;
                }
            }
        }
    }
    sheet.set_column_width(1, 20)?;
    for (column, item) in (2u16..).zip(&items) {
        let input = item.input;
        sheet.write_string_with_format(0, column, headed(&input.column, &input.value_type), &looks.head)?;
        sheet.set_column_width(column, 13)?;
        let note = [item.help.as_str(), &item.rules].join("\n\n");
        let lines = u32::try_from(note.lines().count()).unwrap_or(1) + 2;
        let note = Note::new(note.trim()).add_author_prefix(false).set_width(420).set_height(24 + 16 * lines);
        sheet.insert_note(0, column, &note)?;
        let look = looks.open(&input.value_type);
        for at in 1..=rows {
            let text = roster.get(at as usize - 1).map_or("", |who| known(&who.values, &input.column));
            fill(&mut sheet, (at, column), (text, &input.value_type), &look)?;
        }
        let validation = item.allowed().validation(&format!("{}2", column_letters(column)), of.lang)?;
        sheet.add_data_validation(1, column, rows, column, &validation)?;
    }
    sheet.set_row_height(0, 42)?;
    sheet.protect();
    sheet.set_freeze_panes(1, 2)?;
    sheet.set_repeat_rows(0, 0)?.set_repeat_columns(0, 1)?;
    sheet.set_landscape().set_paper_size(9);
    Ok(sheet)
}
