//! A sheet for each list of the data: a row a record.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::allowed::Allowed;
use super::filling::{fill, known};
use super::item::kind;
use super::looks::Looks;
use super::{FormOf, named};
use crate::data::form::ID;
use crate::data::{Known, Said};
use crate::plan::{Field, List};
use crate::report::book::{column_letters, headed};

/// So many records more than are known have room, of one subject.
const ROOM: usize = 40;
/// Of many subjects, a few each, and no more than this.
const ROOM_EACH: usize = 5;
const MOST_ROOM: usize = 5_000;

/// Whose records the sheets are for.
#[derive(Clone, Copy)]
pub(super) enum Rows<'a> {
    /// One subject's: there is no column of ids.
    Of(&'a Known),
    /// All subjects'.
    All(&'a [Known]),
}

impl<'a> Rows<'a> {
    fn has_ids(self) -> bool {
        matches!(self, Rows::All(_))
    }

    /// The known records of a list, each with the id of its subject, then room for more.
    fn records(self, list: usize) -> Vec<Option<(&'a str, &'a Said)>> {
        let who = match self {
            Rows::Of(who) => std::slice::from_ref(who),
            Rows::All(all) => all,
        };
        let of = |known: &'a Known| known.records.get(list).map_or(&[][..], Vec::as_slice);
        let records =
            who.iter().flat_map(|known| of(known).iter().map(|said| Some((known.id.as_str(), said))));
        let room = if self.has_ids() { (who.len().max(10) * ROOM_EACH).min(MOST_ROOM) } else { ROOM };
        records.chain(std::iter::repeat_n(None, room)).collect()
    }
}

pub(super) fn sheets(of: FormOf<'_>, rows: Rows<'_>, looks: &Looks) -> Result<Vec<Worksheet>, XlsxError> {
    let own = of.scheme.lists.iter().enumerate().filter(|(_, list)| list.from.is_none());
    own.map(|(at, list)| sheet(of, list, (rows.has_ids(), &rows.records(at)), looks)).collect()
}

fn sheet(
    of: FormOf<'_>,
    list: &List,
    (has_ids, records): (bool, &[Option<(&str, &Said)>]),
    looks: &Looks,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = named(&of.scheme.input(list.input).column)?;
    if has_ids {
        sheet.write_string_with_format(0, 0, of.word(ID), &looks.head)?;
        let open = looks.open_text();
        for (at, record) in (1u32..).zip(records) {
            match record {
                Some((id, _)) => sheet.write_string_with_format(at, 0, *id, &open)?,
                None => sheet.write_blank(at, 0, &open)?,
            };
        }
    }
    for (column, field) in (u16::from(has_ids)..).zip(&list.fields) {
        self::column(&mut sheet, (of, column, field), records, looks)?;
    }
    sheet.set_row_height(0, 30)?;
    sheet.protect();
    sheet.set_freeze_panes(1, u16::from(has_ids))?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(sheet)
}

fn column(
    sheet: &mut Worksheet,
    (of, column, field): (FormOf<'_>, u16, &Field),
    records: &[Option<(&str, &Said)>],
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, column, headed(&field.name, &field.value_type), &looks.head)?;
    sheet.set_column_width(column, 18)?;
    let look = looks.open(&field.value_type);
    for (at, record) in (1u32..).zip(records) {
        let text = record.map_or("", |(_, said)| known(said, &field.name));
        fill(sheet, (at, column), (text, &field.value_type), &look)?;
    }
    let help = kind(&field.value_type, &field.range, of.lang);
    let allowed = Allowed {
        name: &field.name,
        value_type: &field.value_type,
        range: &field.range,
        may_not_apply: false,
        excused: false,
        help: &help,
    };
    let last = u32::try_from(records.len()).unwrap_or(u32::MAX);
    let validation = allowed.validation(&format!("{}2", column_letters(column)), of.lang)?;
    sheet.add_data_validation(1, column, last, column, &validation)?;
    Ok(())
}
