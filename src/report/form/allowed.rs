//! What a cell lets in, as far as a spreadsheet can say it.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, XlsxError};

use super::looks::in_a_cell;
use crate::number::{Bound, Interval, Unit};
use crate::plan::ValueType;
use crate::report::wording::pick;
use crate::source::Lang;

/// The longest drop-down list, commas included, and the longest text of a message, that a spreadsheet takes.
const LONGEST: usize = 255;
/// The longest title of a message.
const LONGEST_TITLE: usize = 32;

/// What may stand in a cell.
pub(super) struct Allowed<'a> {
    pub(super) name: &'a str,
    pub(super) value_type: &'a ValueType,
    pub(super) range: &'a Interval,
    pub(super) may_not_apply: bool,
    pub(super) excused: bool,
    pub(super) help: &'a str,
}

impl Allowed<'_> {
    /// The check of the cells of which this (`D8`) is the first.
    pub(super) fn validation(&self, cell: &str, lang: Lang) -> Result<DataValidation, XlsxError> {
        let checked = match self.value_type {
            ValueType::YesNo => self.one_of(&[pick(lang, "是", "yes"), pick(lang, "否", "no")], lang)?,
            ValueType::Choice(names) => {
                self.one_of(&names.iter().map(String::as_str).collect::<Vec<_>>(), lang)?
            }
            ValueType::Number { unit, whole } => self.formula(&self.number(cell, unit, *whole), cell),
            ValueType::Date => self.formula(&format!("ISNUMBER({cell})"), cell),
            ValueType::Text | ValueType::Evidence | ValueType::List(_) => {
                DataValidation::new().allow_any_value()
            }
        };
        let title = cut(self.name, LONGEST_TITLE);
        let checked = checked.set_input_title(&title)?.set_input_message(cut(self.help, LONGEST))?;
        let checked = checked.set_error_title(&title)?.set_error_message(cut(self.help, LONGEST))?;
        // A reason for an excuse is free text, which a drop-down list does not know: then it only warns.
        let listed = matches!(self.value_type, ValueType::YesNo | ValueType::Choice(_));
        let soft = listed && self.excused;
        Ok(checked.set_error_style(if soft {
            DataValidationErrorStyle::Warning
        } else {
            DataValidationErrorStyle::Stop
        }))
    }

    fn one_of(&self, names: &[&str], lang: Lang) -> Result<DataValidation, XlsxError> {
        let mut names = names.to_vec();
        if self.may_not_apply {
            names.push(pick(lang, "不适用", "n/a"));
        }
        let together = names.iter().map(|name| name.encode_utf16().count() + 1).sum::<usize>();
        // A name with a comma would be two.
        if together > LONGEST || names.iter().any(|name| name.contains([',', '"'])) {
            return Ok(DataValidation::new().allow_any_value());
        }
        DataValidation::new().allow_list_strings(&names)
    }

    fn number(&self, cell: &str, unit: &Unit, whole: bool) -> String {
        let mut all = vec![format!("ISNUMBER({cell})")];
        let end = |bound: &Bound, sign: &str| match bound {
            Bound::Open => None,
            Bound::Included(end) => Some(format!("{cell}{sign}={}", in_a_cell(end, unit).near(9))),
            Bound::Excluded(end) => Some(format!("{cell}{sign}{}", in_a_cell(end, unit).near(9))),
        };
        all.extend(end(&self.range.low, ">"));
        all.extend(end(&self.range.high, "<"));
        all.extend(whole.then(|| format!("INT({cell})={cell}")));
        format!("AND({})", all.join(","))
    }

    /// A value, or one of the words for a state.
    fn formula(&self, value: &str, cell: &str) -> DataValidation {
        let mut any = vec![value.to_owned()];
        if self.may_not_apply {
            any.push(format!("{cell}=\"不适用\",{cell}=\"n/a\""));
        }
        if self.excused {
            any.push(format!("LEFT({cell},2)=\"免责\",LEFT({cell},7)=\"excused\""));
        }
        let formula =
            if any.len() == 1 { value.to_owned() } else { format!("IFERROR(OR({}),FALSE)", any.join(",")) };
        DataValidation::new().allow_custom(Formula::new(formula))
    }
}

fn cut(text: &str, most: usize) -> String {
    let mut cut = String::new();
    for letter in text.chars() {
        if cut.encode_utf16().count() + letter.len_utf16() > most {
            break;
        }
        cut.push(letter);
    }
    cut
}
