//! The form of one subject: a value below the other, each with its unit and what is to be known about it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::filling::{fill, known};
use super::item::{Item, items};
use super::looks::{Looks, note};
use super::{FormOf, named};
use crate::data::Known;
use crate::data::form::{DATE, FORM, HELP, ID, ITEM, NAME, PART, PERSON, UNIT, VALUE};
use crate::plan::ValueType;
use crate::report::book::column_letters;
use crate::report::wording::pick;
use crate::source::width;

const PART_AT: u16 = 0;
const ITEM_AT: u16 = 1;
const UNIT_AT: u16 = 2;
pub(super) const VALUE_AT: u16 = 3;
const HELP_AT: u16 = 4;
/// So many narrow letters of the smaller type stand in a line of advice.
const HELP_WIDTH: usize = 64;
/// The row of the heads.
const HEADS: u32 = 2;

/// The sheet, and the row of each label.
pub(super) fn sheet(
    of: FormOf<'_>,
    who: &Known,
    looks: &Looks,
) -> Result<(Worksheet, Vec<(String, u32)>), XlsxError> {
    let mut sheet = named(of.word(FORM))?;
    title(&mut sheet, of, looks)?;
    let heads = [PART, ITEM, UNIT, VALUE, HELP].map(|head| of.word(head));
    for (column, (head, width)) in (0u16..).zip(heads.into_iter().zip([14.0, 24.0, 9.0, 20.0, 44.0])) {
        sheet.write_string_with_format(HEADS, column, head, &looks.head)?;
        sheet.set_column_width(column, width)?;
    }
    let mut rows = identity(&mut sheet, of, who, looks)?;
    let items = items(of);
    let first = HEADS + 1 + u32::try_from(rows.len()).unwrap_or(0);
    for (at, item) in (first..).zip(&items) {
        entry(&mut sheet, at, item, (of, who), looks)?;
        rows.push((item.input.column.clone(), at));
    }
    parts(&mut sheet, first, &items, looks)?;
    sheet.protect();
    sheet.set_freeze_panes(HEADS + 1, 0)?;
    sheet.set_repeat_rows(HEADS, HEADS)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_print_gridlines(false);
    sheet.set_footer("&C&P / &N");
    Ok((sheet, rows))
}

fn title(sheet: &mut Worksheet, of: FormOf<'_>, looks: &Looks) -> Result<(), XlsxError> {
    let behind = pick(of.lang, " 年度", "");
    let year = of.scheme.year.map(|year| format!(" ({year}{behind})")).unwrap_or_default();
    let title = format!("{}{year} {}", of.scheme.name, pick(of.lang, "数据填报表", "data form"));
    sheet.merge_range(0, PART_AT, 0, HELP_AT, &title, &looks.title)?;
    sheet.set_row_height(0, 30)?;
    let line = pick(
        of.lang,
        "只填白色格子。空着是缺报; 不适用写 不适用; 有正当理由免责的写 免责:理由。详见“填写说明”。",
        "Fill in the white cells. An empty cell is a missing value; write n/a where it does not apply, excused:reason where a reason lifts it. See `How to`.",
    );
    sheet.merge_range(1, PART_AT, 1, HELP_AT, line, &looks.line)?;
    sheet.set_row_height(1, 18)?;
    Ok(())
}

/// Who fills it in, and when.
fn identity(
    sheet: &mut Worksheet,
    of: FormOf<'_>,
    who: &Known,
    looks: &Looks,
) -> Result<Vec<(String, u32)>, XlsxError> {
    let own = pick(of.lang, "填报单位", "who fills it in");
    let date = pick(of.lang, "日期, 如 2024-06-30", "date, such as 2024-06-30");
    let lines =
        [(ID, who.id.as_str(), ""), (NAME, who.name.as_str(), ""), (DATE, "", date), (PERSON, "", "")];
    let mut rows = Vec::new();
    for (at, (word, value, help)) in (HEADS + 1..).zip(lines) {
        sheet.write_string_with_format(at, ITEM_AT, of.word(word), &looks.label)?;
        sheet.write_string_with_format(at, UNIT_AT, "", &looks.label)?;
        sheet.write_string_with_format(at, HELP_AT, help, &looks.help)?;
        match word {
            ID | NAME => sheet.write_string_with_format(at, VALUE_AT, value, &looks.label)?,
            DATE => sheet.write_blank(at, VALUE_AT, &looks.open(&ValueType::Date))?,
            _ => sheet.write_blank(at, VALUE_AT, &looks.open_text())?,
        };
        rows.push((of.word(word).to_owned(), at));
    }
    sheet.merge_range(HEADS + 1, PART_AT, HEADS + 4, PART_AT, own, &looks.part)?;
    Ok(rows)
}

fn entry(
    sheet: &mut Worksheet,
    at: u32,
    item: &Item<'_>,
    (of, who): (FormOf<'_>, &Known),
    looks: &Looks,
) -> Result<(), XlsxError> {
    let input = item.input;
    let unit = input.value_type.unit().map_or("", |unit| &unit.symbol);
    let lines = u32::try_from(width(&item.help).div_ceil(HELP_WIDTH)).unwrap_or(1);
    sheet.set_row_height(at, 3 + 13 * lines.max(1))?;
    sheet.write_string_with_format(at, ITEM_AT, &input.column, &looks.label)?;
    sheet.write_string_with_format(at, UNIT_AT, unit, &looks.label)?;
    sheet.write_string_with_format(at, HELP_AT, &item.help, &looks.help)?;
    let look = looks.open(&input.value_type);
    fill(sheet, (at, VALUE_AT), (known(&who.values, &input.column), &input.value_type), &look)?;
    if !item.rules.is_empty() {
        sheet.insert_note(at, ITEM_AT, &note(&item.rules))?;
    }
    let cell = format!("{}{}", column_letters(VALUE_AT), at + 1);
    let validation = item.allowed().validation(&cell, of.lang)?;
    sheet.add_data_validation(at, VALUE_AT, at, VALUE_AT, &validation)?;
    Ok(())
}

/// The column of parts, each as one cell.
fn parts(sheet: &mut Worksheet, first: u32, items: &[Item<'_>], looks: &Looks) -> Result<(), XlsxError> {
    let mut at = first;
    for part in items.chunk_by(|one, next| one.part == next.part) {
        let last = at + u32::try_from(part.len()).unwrap_or(1) - 1;
        let name = part.first().map_or("", |item| item.part.as_str());
        if last > at {
            sheet.merge_range(at, PART_AT, last, PART_AT, name, &looks.part)?;
        } else {
            sheet.write_string_with_format(at, PART_AT, name, &looks.part)?;
        }
        at = last + 1;
    }
    Ok(())
}
