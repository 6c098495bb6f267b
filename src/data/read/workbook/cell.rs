//! A cell as a text, and what that text does not say.

use super::decimal::{decimal, percent, serial};
use super::styles::{Shown, Styles};
use super::trouble::Trouble;
use crate::data::Mark;
use crate::number::{civil, day, iso};

/// What a sheet is read with.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) strings: &'a [String],
    pub(super) styles: &'a Styles,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
}

/// A cell as it is stored.
#[derive(Debug, Default)]
pub(super) struct Raw {
    /// n, s, str, inlineStr, b, e or d.
    pub(super) kind: String,
    pub(super) style: usize,
    pub(super) value: Option<String>,
    pub(super) formula: Option<String>,
}

type Text = (String, Option<Mark>);

/// The cell as a text; none where nothing stands in it.
pub(super) fn read(raw: Raw, with: Reading<'_>) -> Result<Option<Text>, Trouble> {
    let texts = matches!(raw.kind.as_str(), "str" | "s" | "inlineStr") && raw.value.is_some();
    let Some(value) = raw.value.filter(|value| !value.is_empty()) else {
        // A formula that was never worked out: its text, which no column takes for a value.
        return Ok(raw.formula.map(|formula| match texts {
            true => (String::new(), Some(Mark::EmptyFormula(format!("={formula}")))),
            false => (format!("={formula}"), None),
        }));
    };
    Ok(match raw.kind.as_str() {
        "s" => {
            let shared = value.trim().parse().ok().and_then(|at: usize| with.strings.get(at));
            let shared = shared.ok_or_else(|| Trouble::broken(&format!("sharedStrings {value}")))?;
            Some(of_text(shared.clone()))
        }
        "b" => Some((if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(), None)),
        "d" => Some(of_date(&value)),
        "e" => Some((value, None)),
        "n" => Some(number(&value, with.styles.shown(raw.style), with.from_1904)),
        _ => Some(of_text(value)),
    })
}

/// A text that looks like a number was typed as one, and a spreadsheet does not add it up.
pub(super) fn of_text(text: String) -> Text {
    let trimmed = text.trim();
    let numeric = trimmed.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b','))
        && trimmed.bytes().any(|byte| byte.is_ascii_digit());
    (text, numeric.then_some(Mark::TextNumber))
}

fn of_date(text: &str) -> Text {
    match text.split_once('T') {
        Some((date, time)) if time.bytes().any(|byte| matches!(byte, b'1'..=b'9')) => {
            (date.to_owned(), Some(Mark::TimeOfDay(format!("{date} {time}"))))
        }
        Some((date, _)) => (date.to_owned(), None),
        None => (text.to_owned(), None),
    }
}

/// A number as its format shows it, in all its digits.
pub(super) fn number(stored: &str, shown: &Shown, from_1904: bool) -> Text {
    let Some(read) = decimal(stored) else { return (stored.to_owned(), None) };
    let marked = |text: String| (text, read.stored.clone().map(Mark::Digits));
    match shown {
        Shown::Percent => marked(percent(&read.shown).unwrap_or_else(|| read.shown.clone())),
        Shown::With(unit) => marked(format!("{}{unit}", read.shown)),
        Shown::Date => date(&read.shown, from_1904).unwrap_or_else(|| marked(read.shown.clone())),
        Shown::Plain => {
            let (text, mark) = marked(read.shown.clone());
            (text, mark.or(from_1904.then_some(Mark::From1904)))
        }
    }
}

/// The date of a serial number. Spreadsheets count a 29 February 1900 that never was: before it they are a day behind.
fn date(shown: &str, from_1904: bool) -> Option<Text> {
    let (days, minutes) = serial(shown)?;
    let start = match days {
        _ if from_1904 => day(1904, 1, 1)?,
        0 | 60 => return None,
        1..=59 => day(1899, 12, 31)?,
        _ => day(1899, 12, 30)?,
    };
    let day = start.checked_add(days)?;
    let date = iso(day);
    let mark = (minutes > 0).then(|| {
        let (hours, minutes) = (minutes / 60, minutes % 60);
        Mark::TimeOfDay(format!("{date} {hours:02}:{minutes:02}"))
    });
    (civil(day).0 <= 9999).then_some((date, mark))
}
