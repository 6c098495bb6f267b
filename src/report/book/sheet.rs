//! How cells are written and look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError};

use super::said::{Said, Unsaid};
use crate::number::Number;

/// What a spreadsheet reads of one formula.
const LONGEST_FORMULA: usize = 8000;

/// The looks of the workbook.
pub(super) struct Looks {
    pub(super) head: Format,
    pub(super) words: Format,
    pub(super) number: Format,
    pub(super) exact: Format,
    pub(super) percent: Format,
    pub(super) date: Format,
    pub(super) state: Format,
    pub(super) title: Format,
    pub(super) wrapped: Format,
}

impl Looks {
    /// Scores show the places of the scheme.
    pub(super) fn new(places: Option<u8>) -> Looks {
        let base = || {
            Format::new()
                .set_font_name("宋体")
                .set_font_size(10)
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0x00BF_BFBF))
        };
        let middle = |format: Format| format.set_align(FormatAlign::VerticalCenter);
        let number = places.map_or("0.########".to_owned(), |places| {
            if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(usize::from(places))) }
        });
        Looks {
            head: middle(base())
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0x00E8_EEF4)),
            words: middle(base()),
            number: middle(base()).set_num_format(number),
            exact: middle(base()).set_num_format("0.##########"),
            percent: middle(base()).set_num_format("0.00##%"),
            date: middle(base()).set_num_format("yyyy-mm-dd"),
            state: middle(base())
                .set_italic()
                .set_font_color(Color::RGB(0x0080_8080))
                .set_align(FormatAlign::Center),
            title: Format::new().set_font_name("宋体").set_font_size(14).set_bold(),
            wrapped: base().set_text_wrap().set_align(FormatAlign::Top),
        }
    }
}

/// What stands in a cell.
pub(super) enum Content<'c> {
    Number(&'c Number),
    Words(&'c str),
}

/// The double nearest to a number, which is what a cell can hold.
pub(in crate::report) fn double(number: &Number) -> f64 {
    number.near(15).parse().unwrap_or(f64::NAN)
}

/// A number as the cell of a formula caches it.
fn cached(number: &Number) -> String {
    double(number).to_string()
}

/// Writes what a cell comes to, with the formula that gives it where there is one; gives the reason where there is none.
pub(super) fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (content, said): (Content<'_>, Said),
    look: &Format,
) -> Result<Option<Unsaid>, XlsxError> {
    let text = said.map(|term| term.text());
    let text =
        text.and_then(
            |text| if text.chars().count() > LONGEST_FORMULA { Err(Unsaid::TooLong) } else { Ok(text) },
        );
    match (text, content) {
        (Ok(text), Content::Number(number)) => {
            sheet.write_formula_with_format(
                row,
                column,
                Formula::new(text).set_result(cached(number)),
                look,
            )?;
            Ok(None)
        }
        (Ok(text), Content::Words(words)) => {
            sheet.write_formula_with_format(row, column, Formula::new(text).set_result(words), look)?;
            Ok(None)
        }
        (Err(why), Content::Number(number)) => {
            sheet.write_number_with_format(row, column, double(number), look)?;
            Ok(Some(why))
        }
        (Err(why), Content::Words(words)) => {
            sheet.write_string_with_format(row, column, words, look)?;
            Ok(Some(why))
        }
    }
}
