//! What a binary number leaves behind when it is pasted as a decimal: `0.0900000762939453` for 0.09.

use super::findings::Misfit;
use super::slot::Slot;
use super::spelling::half_width;
use crate::data::Cell;
use crate::number::{Number, Unit};
use crate::plan::{Expr, ExprKind, InputId, Scheme};
use crate::source::{Code, Text};

/// A spreadsheet keeps 15 significant digits and shows fewer.
const SIGNIFICANT: usize = 15;
/// Nobody writes so many places by hand: amounts in 万元 to the 分 have six.
const PLACES: usize = 7;
/// So many zeros or nines in a row, and what stands after them was not meant.
const RUN: u8 = 4;

/// A warning about a cell that was read as a number; the number itself stays as it is written.
pub(super) fn residue(
    text: &str,
    slot: Slot<'_>,
    value: &Cell,
    of: Option<(&Scheme, InputId)>,
) -> Option<Box<Misfit>> {
    let Cell::Number(base) = value else { return None };
    if text.len() <= SIGNIFICANT {
        return None;
    }
    let text = half_width(text.trim());
    let end = text.find(|letter: char| !matches!(letter, '0'..='9' | '.' | '-')).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let (whole, part) = digits.trim_start_matches('-').split_once('.')?;
    let significant = format!("{whole}{part}").trim_start_matches('0').len();
    if significant < SIGNIFICANT || part.len() < PLACES {
        return None;
    }
    let number = Number::parse(digits).ok().filter(|number| !number.is_zero())?;
    let Some(short) = short(&number) else {
        return (significant > SIGNIFICANT).then(|| reckoned(slot.name, (&text, unit), &number, significant));
    };
    let short_base = (base * &short).over(&number)?;
    let plain = format!("{}{}", short.plain(), unit.trim_start());
    let name = slot.name;
    let message = Text::new(
        format!("“{name}”写着 {text}, 多半是 {plain}: 尾数是二进制小数留下的, 表格里显示不出来"),
        format!(
            "`{name}` says {text}, probably {plain}: the rest is left by a binary number and not shown in a spreadsheet"
        ),
    );
    let bound = of.and_then(|(scheme, input)| bound(scheme, input, &short_base));
    Some(Misfit::new(Code::BinaryResidue, message, help((&text, &plain), base, bound)))
}

/// The number with few places that it is but for a run of zeros or nines and what follows; none where there is no run.
fn short(number: &Number) -> Option<Number> {
    (0..RUN + 2).map(|places| (places, number.rounded(places))).find_map(|(places, short)| {
        let most = Number::ONE.over(&Number::whole(10i64.checked_pow(u32::from(places + RUN))?))?;
        (!short.is_zero() && (number - &short).abs() < most).then_some(short)
    })
}

/// More digits than a spreadsheet keeps, and no short number near: a quotient that it reckoned.
fn reckoned(name: &str, (text, unit): (&str, &str), number: &Number, digits: usize) -> Box<Misfit> {
    let shown = format!("{}{}", number.near(4), unit.trim_start());
    let message = Text::new(
        format!(
            "“{name}”写着 {text}, 有 {digits} 位有效数字, 表格里显示为 {shown}: 多半是算出来的商, 已经不是准确值"
        ),
        format!(
            "`{name}` says {text}, {digits} significant digits, shown as {shown} in a spreadsheet: probably a quotient, and no longer exact"
        ),
    );
    let help = Text::new(
        format!("给出相除的两个数, 在规则里写公式; 不改, 就按 {text} 计算"),
        format!(
            "give the two numbers and write the formula in the rules; as it stands, {text} is what counts"
        ),
    );
    Misfit::new(Code::BinaryResidue, message, help)
}

fn help((text, plain): (&str, &str), base: &Number, bound: Option<(Number, Unit)>) -> Text {
    let Some((at, unit)) = bound else {
        return Text::new(
            format!("写成 {plain}; 不改, 就按 {text} 计算"),
            format!("write {plain}; as it stands, {text} is what counts"),
        );
    };
    let bound = unit.show(&at);
    let (zh, en) = if *base > at { ("高于", "above") } else { ("低于", "below") };
    Text::new(
        format!(
            "规则以 {bound} 为界: {text} {zh} {bound}, {plain} 正好在界上, 得分会不同; 写成 {plain}, 或确认就是 {text}"
        ),
        format!(
            "the rules draw a line at {bound}: {text} is {en} it, {plain} is on it, and the score can differ; write {plain}, or make sure that {text} is meant"
        ),
    )
}

/// A number of this value in the rules of an indicator that reads the input itself.
fn bound(scheme: &Scheme, input: InputId, value: &Number) -> Option<(Number, Unit)> {
    scheme.indicators.iter().find_map(|indicator| {
        let exprs = indicator.method()?.exprs();
        exprs.iter().any(|expr| reads(scheme, expr, input)).then_some(())?;
        exprs.iter().find_map(|expr| literal(expr, value))
    })
}

fn reads(scheme: &Scheme, expr: &Expr, input: InputId) -> bool {
    if let ExprKind::Formula(id) = &expr.kind {
        // Only a formula that is nothing but another name.
        return scheme.formula(*id).value.kind == ExprKind::Input(input);
    }
    expr.kind == ExprKind::Input(input) || expr.parts().into_iter().any(|part| reads(scheme, part, input))
}

fn literal(expr: &Expr, value: &Number) -> Option<(Number, Unit)> {
    if let ExprKind::Number(number, unit) = &expr.kind {
        return (number == value).then(|| (number.clone(), unit.clone()));
    }
    if let ExprKind::Negate(inner) = &expr.kind {
        let (number, unit) = literal(inner, &-value)?;
        return Some((-&number, unit));
    }
    expr.parts().into_iter().find_map(|part| literal(part, value))
}
