//! Cells that cannot be read as they stand, and what they are read as: each is a repair that the ledger tells.

use std::borrow::Cow;

use super::cell::{cell, dashed, iso_days, rewritten};
use super::findings::{Mended, Misfit};
use super::quantity::without_commas;
use super::slot::Slot;
use super::spelling::{folded, half_width, shown, unseen};
use crate::data::{Cell, Mark, RepairRule, Texts};
use crate::number::{Unit, civil, day, iso};
use crate::plan::ValueType;
use crate::source::{Code, Text};

type Repaired<'t> = Option<(Cow<'t, str>, RepairRule)>;

/// Reads a cell, mended if need be. `unit` is that of the header.
pub(super) fn read(
    (text, mark): (&str, Option<&Mark>),
    slot: Slot<'_>,
    unit: Option<&Unit>,
    texts: &mut Texts,
) -> (Result<Cell, Box<Misfit>>, Option<Mended>) {
    let text = text.trim();
    if mark.is_none() && !is_odd(text) {
        // Nearly every cell reads well as it stands.
        let read = cell(text, slot, unit, texts);
        if read.is_ok() {
            return (read, None);
        }
    }
    if let Some(misfit) = unsound(text, mark, slot.name) {
        return (Err(misfit), None);
    }
    if matches!(mark, Some(Mark::Merged(_))) && matches!(slot.value_type, ValueType::Number { .. }) {
        return (Err(merged(text, mark, slot.name)), None);
    }
    let repaired = repaired(text, mark, slot);
    let (became, rule) = match repaired {
        Some((became, rule)) => (became, Some(rule)),
        None => (Cow::Borrowed(text), None),
    };
    let mended = match (rule, mark) {
        (Some(rule), _) => Some(Mended { was: text.to_owned(), became: became.clone().into_owned(), rule }),
        (None, Some(mark)) => marked(text, mark, slot),
        (None, None) => None,
    };
    let read = cell(&became, slot, unit, texts);
    // What cannot be read after all is told once.
    let mended = mended.filter(|_| read.is_ok());
    (read, mended)
}

/// What would be read, and is an error or a repair all the same: error values, formulas, full-width digits.
fn is_odd(text: &str) -> bool {
    text.starts_with(|first| matches!(first, '#' | '=' | '０'..='９' | '－' | '＋' | '．'))
}

fn repaired<'t>(text: &'t str, mark: Option<&Mark>, slot: Slot<'_>) -> Repaired<'t> {
    if text.contains(unseen) && !matches!(slot.value_type, ValueType::Text | ValueType::Evidence) {
        let seen: String = text.chars().filter(|letter| !unseen(*letter)).collect();
        return Some((Cow::Owned(seen.trim().to_owned()), RepairRule::Spaces));
    }
    match slot.value_type {
        ValueType::Number { .. } => number(text),
        ValueType::Date => date(text, mark),
        ValueType::Choice(choices) => choice(text, choices),
        ValueType::YesNo => dashed(text).then_some((Cow::Borrowed(""), RepairRule::Blank)),
        ValueType::Text | ValueType::Evidence | ValueType::List(_) => None,
    }
}

/// What the workbook knew of a cell that reads well as it is.
fn marked(text: &str, mark: &Mark, slot: Slot<'_>) -> Option<Mended> {
    let (was, rule) = match mark {
        Mark::TextNumber if matches!(slot.value_type, ValueType::Number { .. }) => {
            (format!("'{text}"), RepairRule::TextNumber)
        }
        Mark::Digits(was) => (was.clone(), RepairRule::Digits),
        Mark::TimeOfDay(was) => (was.clone(), RepairRule::TimeOfDay),
        Mark::Merged(with) => (format!("→ {with}"), RepairRule::Merged),
        Mark::EmptyFormula(formula) => (formula.clone(), RepairRule::Blank),
        Mark::TextNumber | Mark::From1904 | Mark::Unsound(_) => return None,
    };
    Some(Mended { was, became: text.to_owned(), rule })
}

/// 无 and dashes are missing: that somebody wrote a sign for nothing does not say that it is zero.
fn number(text: &str) -> Repaired<'_> {
    if text == "无" || dashed(text) {
        return Some((Cow::Borrowed(""), RepairRule::Blank));
    }
    let half = half_width(text);
    if let Some(plain) = without_commas(&half) {
        return Some((Cow::Owned(plain), RepairRule::Thousands));
    }
    let wide = text.starts_with(|first| matches!(first, '０'..='９' | '－' | '＋' | '．')) && half != text;
    wide.then_some((half, RepairRule::Width))
}

fn choice<'t>(text: &'t str, choices: &[String]) -> Repaired<'t> {
    if choices.iter().any(|choice| choice == text) {
        return None;
    }
    let same = choices.iter().find(|choice| folded(choice) == folded(text));
    match same {
        Some(same) => Some((Cow::Owned(same.clone()), RepairRule::Spaces)),
        None => dashed(text).then_some((Cow::Borrowed(""), RepairRule::Blank)),
    }
}

fn date<'t>(text: &'t str, mark: Option<&Mark>) -> Repaired<'t> {
    if text == "无" || dashed(text) {
        return Some((Cow::Borrowed(""), RepairRule::Blank));
    }
    let half = half_width(text);
    if iso_days(&half).is_some() {
        return (half != text).then_some((half, RepairRule::Width));
    }
    if let Some(date) = rewritten(&half) {
        return Some((Cow::Owned(date), RepairRule::DateForm));
    }
    if let Some((before, _)) = half.split_once([' ', 'T']).filter(|(_, time)| time.contains(':')) {
        let date = iso_days(before).map(|_| before.to_owned()).or_else(|| rewritten(before));
        return date.map(|date| (Cow::Owned(date), RepairRule::TimeOfDay));
    }
    let serial = Some(&half).filter(|half| half.len() == 5).and_then(|half| half.parse::<i32>().ok());
    let from_1904 = matches!(mark, Some(Mark::From1904));
    serial
        .and_then(|serial| of_serial(serial, from_1904))
        .map(|date| (Cow::Owned(date), RepairRule::DateSerial))
}

/// The date of a serial number of a spreadsheet that lies behind February 1900, a month it counts a day too long.
fn of_serial(serial: i32, from_1904: bool) -> Option<String> {
    let start = if from_1904 { day(1904, 1, 1)? } else { day(1899, 12, 30)? };
    if serial < 61 && !from_1904 {
        return None;
    }
    let day = start.checked_add(serial)?;
    (1900..=9999).contains(&civil(day).0).then(|| iso(day))
}

/// An id as ids are compared: half-width and without spaces.
pub(super) fn id(text: &str, mark: Option<&Mark>) -> (String, Option<Mended>) {
    let text = text.trim();
    let digits = mark.and_then(|mark| match mark {
        Mark::Digits(was) => {
            Some(Mended { was: was.clone(), became: text.to_owned(), rule: RepairRule::Digits })
        }
        Mark::TextNumber
        | Mark::TimeOfDay(_)
        | Mark::From1904
        | Mark::EmptyFormula(_)
        | Mark::Merged(_)
        | Mark::Unsound(_) => None,
    });
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return (text.to_owned(), digits);
    }
    let half = half_width(text);
    let became: String = half.chars().filter(|letter| !letter.is_whitespace() && !unseen(*letter)).collect();
    let rule = if became == *half { RepairRule::Width } else { RepairRule::Spaces };
    let mended = (became != text).then(|| Mended { was: text.to_owned(), became: became.clone(), rule });
    (became, mended.or(digits))
}

/// A name without the spaces that set its characters apart.
pub(super) fn name(text: &str) -> (String, Option<Mended>) {
    let text = text.trim();
    if !text.contains(|letter: char| letter.is_whitespace() || unseen(letter)) {
        return (text.to_owned(), None);
    }
    let letters: Vec<char> = text.chars().collect();
    let wide = |letter: Option<&char>| letter.is_some_and(|letter| !letter.is_ascii());
    let mut became = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = letters.get(..at).unwrap_or(&[]).iter().rev().find(|other| !other.is_whitespace());
        let after = letters.iter().skip(at).find(|other| !other.is_whitespace());
        if !(unseen(*letter) || letter.is_whitespace() && wide(before) && wide(after)) {
            became.push(*letter);
        }
    }
    let rule = RepairRule::Spaces;
    let mended = (became != text).then(|| Mended { was: text.to_owned(), became: became.clone(), rule });
    (became, mended)
}

/// What no cell may hold, whatever its column is: what went wrong in the spreadsheet.
pub(super) fn unsound(text: &str, mark: Option<&Mark>, name: &str) -> Option<Box<Misfit>> {
    if let Some(Mark::Unsound(why)) = mark {
        let (message, help) = (&why.0, &why.1);
        let message = Text::new(format!("“{name}”{}", message.zh), format!("`{name}` {}", message.en));
        return Some(Misfit::new(Code::BadCell, message, help.clone()));
    }
    let text = text.trim();
    if is_error(text) {
        return Some(Misfit::new(
            Code::BadCell,
            Text::new(
                format!("“{name}”是 {text}: 表格里的公式出了错"),
                format!("`{name}` says {text}: a formula in the spreadsheet went wrong"),
            ),
            Text::new(
                "改正公式, 或填上数; 没有数就清空这一格 (缺报)",
                "mend the formula or give the value; clear the cell when there is none",
            ),
        ));
    }
    text.starts_with('=').then(|| {
        let text = shown(text);
        Misfit::new(
            Code::BadCell,
            Text::new(
                format!("“{name}”写着公式“{text}”, 没有算出的值"),
                format!("`{name}` holds the formula `{text}` and no value"),
            ),
            Text::new(
                "用电子表格打开文件, 算过以后再保存; 或把公式改成数",
                "open the file in a spreadsheet, let it calculate and save it, or put the value in the formula's place",
            ),
        )
    })
}

fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 10] = [
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
    ];
    text.starts_with('#') && ERRORS.contains(&text)
}

fn merged(text: &str, mark: Option<&Mark>, name: &str) -> Box<Misfit> {
    let with = match mark {
        Some(Mark::Merged(with)) => with.as_str(),
        Some(
            Mark::TextNumber
            | Mark::Digits(_)
            | Mark::TimeOfDay(_)
            | Mark::From1904
            | Mark::EmptyFormula(_)
            | Mark::Unsound(_),
        )
        | None => "",
    };
    let text = shown(text);
    Misfit::new(
        Code::BadCell,
        Text::new(
            format!("“{name}”这一格与 {with} 合并, 写着 {text}: 不知道是各算 {text}, 还是合起来 {text}"),
            format!(
                "`{name}` is merged with {with}, which says {text}: for each of the rows, or for all together?"
            ),
        ),
        Text::new("取消合并, 每行填自己的数", "unmerge the cells and give each row its own number"),
    )
}

#[cfg(test)]
mod tests {
    use super::{id, name, of_serial};

    #[test]
    fn serial_numbers_are_days() {
        // As a spreadsheet shows them: 2024-06-30 is 45473, and 44011 where days are counted from 1904.
        for (serial, from_1904, date) in [
            (45473, false, Some("2024-06-30")),
            (44011, true, Some("2024-06-30")),
            (61, false, Some("1900-03-01")),
            (60, false, None),
            (i32::MAX, false, None),
        ] {
            assert_eq!(of_serial(serial, from_1904).as_deref(), date, "{serial}");
        }
    }

    #[test]
    fn spaces_inside_of_names() {
        for (text, became) in [
            ("市 教 育 局", "市教育局"),
            ("张　三", "张三"),
            ("Board of Education", "Board of Education"),
            ("第 3 中学", "第 3 中学"),
            (" 市教育局 ", "市教育局"),
            ("市教\u{200B}育局", "市教育局"),
        ] {
            assert_eq!(name(text).0, became);
        }
        assert_eq!(id("Ｄ ０１", None).0, "D01");
        assert_eq!(id("\u{FEFF}D01", None).0, "D01");
        assert!(id("D01", None).1.is_none());
    }
}
