//! The data as they were read: one row a subject, and one sheet a list.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::layout::{Layout, Sheet, WHO, row};
use super::said::{EPOCH, cell_scale};
use super::sheet::{Looks, double};
use crate::data::Cell;
use crate::number::{Number, Share};
use crate::plan::{ListId, ValueType};
use crate::report::Scored;
use crate::report::wording::pick;
use crate::source::Lang;

/// The columns of a list before its fields: 编号, 名称.
pub(super) const FIRST_FIELD: u16 = 2;

/// 编号, 名称, 组 of a subject.
pub(super) fn who(
    sheet: &mut Worksheet,
    at: u32,
    scored: &Scored<'_>,
    subject: usize,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let Some(who) = scored.data.subjects.get(subject) else { return Ok(()) };
    let group = scored.group(subject).unwrap_or("");
    for (column, words) in (0u16..).zip([who.id.as_str(), who.name.as_str(), group]) {
        sheet.write_string_with_format(at, column, words, &looks.words)?;
    }
    Ok(())
}

/// The heads of those three columns.
pub(super) fn who_heads(lang: Lang) -> [&'static str; 3] {
    [pick(lang, "编号", "id"), pick(lang, "名称", "name"), pick(lang, "组", "group")]
}

/// Writes the sheet of the subjects' data.
pub(super) fn data(
    sheet: &mut Worksheet,
    (scored, layout): (&Scored<'_>, &Layout),
    looks: &Looks,
    lang: Lang,
) -> Result<(), XlsxError> {
    let heads = who_heads(lang).into_iter().map(str::to_owned);
    let inputs = layout.inputs.keys().map(|id| {
        let input = scored.scheme.input(*id);
        headed(&input.column, &input.value_type)
    });
    let heads: Vec<String> = heads.chain(inputs).collect();
    head_row(sheet, &heads, looks)?;
    for subject in 0..scored.data.subjects.len() {
        let at = row(&layout.data, subject);
        who(sheet, at, scored, subject, looks)?;
        for (id, column) in &layout.inputs {
            let value_type = &scored.scheme.input(*id).value_type;
            cell(
                sheet,
                (at, *column),
                (scored.data.cell(*id, subject), value_type),
                (scored, layout, looks),
            )?;
        }
    }
    sheet.set_freeze_panes(1, WHO)?;
    Ok(())
}

/// Writes the sheet of one list.
pub(super) fn list(
    sheet: &mut Worksheet,
    id: ListId,
    (scored, layout, place): (&Scored<'_>, &Layout, &Sheet),
    looks: &Looks,
    lang: Lang,
) -> Result<(), XlsxError> {
    let declared = scored.scheme.list(id);
    let heads = who_heads(lang).into_iter().take(usize::from(FIRST_FIELD)).map(str::to_owned);
    let heads: Vec<String> =
        heads.chain(declared.fields.iter().map(|field| headed(&field.name, &field.value_type))).collect();
    head_row(sheet, &heads, looks)?;
    let Some(records) = scored.data.lists.get(id.0 as usize) else { return Ok(()) };
    let subjects = if records.shared { 0..1 } else { 0..scored.data.subjects.len() };
    for subject in subjects {
        for record in scored.data.records(id, subject) {
            let at = row(place, record);
            let whose = records.who.get(record).or_else(|| scored.data.subjects.get(subject));
            if let Some(whose) = whose {
                sheet.write_string_with_format(at, 0, &whose.id, &looks.words)?;
                sheet.write_string_with_format(at, 1, &whose.name, &looks.words)?;
            }
            for (field, column) in declared.fields.iter().zip(FIRST_FIELD..) {
                let of = crate::plan::FieldId(u32::from(column - FIRST_FIELD));
                let value = scored.data.field(id, of, record);
                cell(sheet, (at, column), (value, &field.value_type), (scored, layout, looks))?;
            }
        }
    }
    sheet.set_freeze_panes(1, FIRST_FIELD)?;
    Ok(())
}

/// `预算数（万元）`
pub(in crate::report) fn headed(name: &str, value_type: &ValueType) -> String {
    match value_type.unit() {
        Some(unit) if !unit.symbol.is_empty() => format!("{name}（{}）", unit.symbol),
        Some(_) | None => name.to_owned(),
    }
}

pub(super) fn head_row(sheet: &mut Worksheet, heads: &[String], looks: &Looks) -> Result<(), XlsxError> {
    for (column, head) in (0u16..).zip(heads) {
        sheet.write_string_with_format(0, column, head, &looks.head)?;
        sheet.set_column_width(column, 13)?;
    }
    sheet.set_row_height(0, 42)?;
    Ok(())
}

fn cell(
    sheet: &mut Worksheet,
    (at, column): (u32, u16),
    (value, value_type): (&Cell, &ValueType),
    (scored, layout, looks): (&Scored<'_>, &Layout, &Looks),
) -> Result<(), XlsxError> {
    let mut words =
        |words: &str, look: &Format| sheet.write_string_with_format(at, column, words, look).map(|_| ());
    match (value, value_type) {
        (Cell::Missing, _) => sheet.write_blank(at, column, &looks.words).map(|_| ()),
        (Cell::NotApplicable, _) => words(layout.words.not_applicable, &looks.state),
        (Cell::Excused(reason), _) => words(&format!("免责:{}", scored.data.text(*reason)), &looks.state),
        (Cell::Text(text), _) => words(scored.data.text(*text), &looks.words),
        (Cell::YesNo(truth), _) => {
            words(if *truth { layout.words.yes } else { layout.words.no }, &looks.words)
        }
        (Cell::Choice(place), ValueType::Choice(names)) => {
            words(names.get(*place as usize).map_or("", String::as_str), &looks.words)
        }
        (Cell::Choice(_), _) => words("", &looks.words),
        (Cell::Date(day), _) => {
            let serial = double(&Number::whole(i64::from(*day) + EPOCH));
            sheet.write_number_with_format(at, column, serial, &looks.date).map(|_| ())
        }
        (Cell::Number(number), value_type) => {
            let scale = value_type.unit().map_or(Number::ONE, cell_scale);
            let percent =
                value_type.unit().is_some_and(|unit| unit.share == Share::Percent && scale == Number::ONE);
            let shown = double(&number.over(&scale).unwrap_or(Number::ZERO));
            let look = if percent { &looks.percent } else { &looks.exact };
            sheet.write_number_with_format(at, column, shown, look).map(|_| ())
        }
    }
}
