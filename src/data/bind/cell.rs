//! A cell by what its column holds: a state or a value, never a guess.

use jiff::civil::Date;

use super::findings::Misfit;
use super::quantity::{Measure, number};
use super::slot::Slot;
use super::spelling::{folded, half_width, listed, shown};
use crate::data::{Cell, Texts};
use crate::number::Unit;
use crate::plan::ValueType;
use crate::source::{Code, Text, closest};

/// Reads a cell. `unit` is that of the header.
pub(super) fn cell(
    text: &str,
    slot: Slot<'_>,
    unit: Option<&Unit>,
    texts: &mut Texts,
) -> Result<Cell, Box<Misfit>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Cell::Missing);
    }
    if let Some(state) = state(text, slot, texts)? {
        return Ok(state);
    }
    match slot.value_type {
        ValueType::Number { unit: rule, whole } => {
            let measure = Measure { slot, unit: rule, whole: *whole, header: unit };
            number(text, &measure).map(Cell::Number)
        }
        ValueType::YesNo => yes_no(text, slot),
        ValueType::Choice(choices) => choice(text, slot, choices),
        ValueType::Text => Ok(Cell::Text(texts.keep(text))),
        // 无: it is said that nothing is attached, which also withdraws what an earlier layer named.
        ValueType::Evidence if is_none(text) => Ok(Cell::YesNo(false)),
        ValueType::Evidence => Ok(Cell::Text(texts.keep(text))),
        ValueType::Date => date(text, slot),
        // No header is matched to a list.
        ValueType::List(_) => Ok(Cell::Missing),
    }
}

/// 不适用 and 免责, where the rules say what becomes of the points.
fn state(text: &str, slot: Slot<'_>, texts: &mut Texts) -> Result<Option<Cell>, Box<Misfit>> {
    // Nearly every cell is a number: none of them is a state.
    if text.starts_with(|letter: char| letter.is_ascii_digit()) || is_choice(text, slot) {
        return Ok(None);
    }
    if text == "不适用" || half_width(text).eq_ignore_ascii_case("n/a") {
        return if slot.may_not_apply {
            Ok(Some(Cell::NotApplicable))
        } else {
            Err(not_provided(text, slot))
        };
    }
    let Some((word, reason)) = text.split_once([':', '：']) else {
        return if is_excuse(text) { Err(no_reason(text, slot)) } else { Ok(None) };
    };
    if !is_excuse(word.trim()) {
        return Ok(None);
    }
    match (slot.may_be_excused, reason.trim()) {
        (false, _) => Err(not_excusable(text, slot)),
        (true, "") => Err(no_reason(text, slot)),
        (true, reason) => Ok(Some(Cell::Excused(texts.keep(reason)))),
    }
}

fn is_none(text: &str) -> bool {
    text == "无" || half_width(text).eq_ignore_ascii_case("none")
}

/// A dash or stroke where nothing stands.
pub(super) fn dashed(text: &str) -> bool {
    matches!(text, "/" | "／" | "\\" | "-" | "－" | "—" | "——" | "–" | "―" | "--" | "---")
}

fn is_excuse(word: &str) -> bool {
    word == "免责" || word.eq_ignore_ascii_case("excused")
}

/// A choice may be called 不适用; then it is the choice.
fn is_choice(text: &str, slot: Slot<'_>) -> bool {
    matches!(slot.value_type, ValueType::Choice(choices) if choices.iter().any(|choice| choice == text))
}

fn yes_no(text: &str, slot: Slot<'_>) -> Result<Cell, Box<Misfit>> {
    match text.to_ascii_lowercase().as_str() {
        "是" | "yes" | "true" => Ok(Cell::YesNo(true)),
        "否" | "no" | "false" => Ok(Cell::YesNo(false)),
        _ => Err(misread(
            (text, slot.name),
            Text::new("是否", "a yes/no"),
            Text::new(
                "填 是 或 否; 不知道就留空 (缺报)",
                "write yes or no; leave the cell empty when it is not known",
            ),
        )),
    }
}

fn choice(text: &str, slot: Slot<'_>, choices: &[String]) -> Result<Cell, Box<Misfit>> {
    let exact = choices.iter().position(|choice| choice == text);
    if let Some(at) = exact.and_then(|at| u32::try_from(at).ok()) {
        return Ok(Cell::Choice(at));
    }
    let names = || choices.iter().map(String::as_str);
    let all = listed(names());
    let help = match closest(text, names()) {
        Some(near) => Text::new(
            format!("是不是“{near}”? 可选: {all}"),
            format!("did you mean `{near}`? the choices: {all}"),
        ),
        None => Text::new(format!("可选: {all}"), format!("the choices: {all}")),
    };
    let text = shown(text);
    let message = Text::new(
        format!("“{text}”不是“{}”的可选项", slot.name),
        format!("`{text}` is not one of the choices of `{}`", slot.name),
    );
    Err(Misfit::new(Code::UnknownChoice, message, help))
}

/// Days since 1970-01-01.
fn date(text: &str, slot: Slot<'_>) -> Result<Cell, Box<Misfit>> {
    let iso = half_width(text);
    if let Some(days) = iso_days(&iso) {
        return Ok(Cell::Date(days));
    }
    let help = match rewritten(&iso) {
        Some(date) => Text::new(format!("写成 {date}"), format!("write {date}")),
        None => Text::new("写成 年-月-日, 如 2024-06-30", "write year-month-day, such as 2024-06-30"),
    };
    Err(misread((text, slot.name), Text::new("日期", "a date"), help))
}

/// Only `yyyy-mm-dd`: the parser alone would take `20240630`, which may be a number in the wrong column.
pub(in crate::data) fn iso_days(text: &str) -> Option<i32> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() });
    let date: Date = if shaped { text.parse().ok()? } else { return None };
    i32::try_from(date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24).ok()
}

/// `2024/6/30`, `2024年6月30日`, `2024.6.30`, year first, as it should be written.
pub(in crate::data) fn rewritten(text: &str) -> Option<String> {
    let parts: Vec<&str> =
        text.trim_end_matches('日').split(['/', '.', '-', '年', '月']).map(str::trim).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    iso_days(&date).map(|_| date)
}

fn misread((text, name): (&str, &str), kind: Text, help: Text) -> Box<Misfit> {
    let text = shown(text);
    let message = Text::new(
        format!("“{name}”是{}, 而“{text}”读不成{}", kind.zh, kind.zh),
        format!("`{name}` is {}, but `{text}` cannot be read as one", kind.en),
    );
    Misfit::new(Code::BadCell, message, help)
}

fn not_provided(text: &str, slot: Slot<'_>) -> Box<Misfit> {
    let name = slot.name;
    Misfit::new(
        Code::StateNotAllowed,
        Text::new(
            format!("“{name}”填了“{text}”, 而规则没有写用到它的指标缺项时分值怎么办"),
            format!("`{name}` says `{text}`, but the rules state no `absent` for what reads it"),
        ),
        Text::new(
            "在规则里写明“缺项 折算”(或 均摊, 上移); 只有加分、扣分用到它的, 写“缺报 视为”一个值; 或在这一格填数",
            "state `absent rescale` (or spread, lift) in the rules; where only bonuses and penalties read it, \
             `missing as` a value; or give a value here",
        ),
    )
}

fn not_excusable(text: &str, slot: Slot<'_>) -> Box<Misfit> {
    let (name, text) = (slot.name, folded(&shown(text)));
    Misfit::new(
        Code::StateNotAllowed,
        Text::new(
            format!("“{name}”填了“{text}”, 而规则没有为它写“免责”"),
            format!("`{name}` says `{text}`, but the rules state no `excused` for it"),
        ),
        Text::new(
            format!("在规则里“{name}”的声明后写“免责 给满分”(或 视为 v, 不适用), 或在这一格填数"),
            format!(
                "state `excused full` (or a value, or n/a) where `{name}` is declared, or give a value here"
            ),
        ),
    )
}

fn no_reason(text: &str, slot: Slot<'_>) -> Box<Misfit> {
    Misfit::new(
        Code::BadCell,
        Text::new(
            format!("“{}”填了“{text}”, 没有写理由", slot.name),
            format!("`{}` says `{text}` without a reason", slot.name),
        ),
        Text::new(
            "写成 免责:理由, 如 免责:水灾期间停办",
            "write excused:reason, such as excused:closed by flood",
        ),
    )
}
