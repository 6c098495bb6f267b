//! Slips in what is asked for and worked out: inputs, fields, formulas, group values.

use super::super::mutant::{Kind, Said, Within};
use super::super::pen::{Pen, Slip};
use super::{exprs, methods, numbers};
use crate::number::{Bound, Interval, Number, Rounding, Unit};
use crate::plan::{
    Constant, Formula, GroupFunction, GroupValue, InputId, OnExcused, OnMissing, Order, Scheme, Scope,
    ValueType,
};
use crate::source::{Span, Text};

/// What a clause of an input is about: what it holds, what is allowed, where it is declared.
struct Asked<'a> {
    value_type: &'a ValueType,
    range: &'a Interval,
    span: Span,
}

/// 缺报 and 免责 of every input and field.
pub(super) fn inputs(scheme: &mut Scheme, pen: &mut Pen<'_>) {
    for (id, input) in (0..).map(InputId).zip(&mut scheme.inputs) {
        pen.within = Within::Input(id);
        let asked = Asked { value_type: &input.value_type, range: &input.range, span: input.span };
        if !matches!(input.value_type, ValueType::List(_) | ValueType::Evidence) {
            missing(&mut input.missing, pen, &asked);
            excused(&mut input.excused, pen, &asked);
        }
    }
    for (list, fields) in (0..).map(crate::plan::ListId).zip(&mut scheme.lists) {
        for (field, one) in (0..).map(crate::plan::FieldId).zip(&mut fields.fields) {
            pen.within = Within::Field(list, field);
            let asked = Asked { value_type: &one.value_type, range: &one.range, span: one.span };
            missing(&mut one.missing, pen, &asked);
        }
    }
}

/// What nobody would think twice about writing: 0, or the number of the range nearest to it; 否.
fn nothing(asked: &Asked<'_>) -> Option<Constant> {
    match asked.value_type {
        ValueType::Number { .. } => {
            let zero = Some(Number::ZERO).filter(|zero| asked.range.contains(zero));
            let low = || match &asked.range.low {
                Bound::Included(low) => Some(low.clone()),
                Bound::Excluded(_) | Bound::Open => None,
            };
            zero.or_else(low).map(Constant::Number)
        }
        ValueType::YesNo => Some(Constant::YesNo(false)),
        ValueType::Choice(_)
        | ValueType::Text
        | ValueType::Evidence
        | ValueType::Date
        | ValueType::List(_) => None,
    }
}

fn said(constant: &Constant, asked: &Asked<'_>) -> Said {
    match (constant, asked.value_type) {
        (Constant::Number(number), _) => {
            Said::Number(number.clone(), asked.value_type.unit().cloned().unwrap_or_else(Unit::plain))
        }
        (Constant::YesNo(true), _) => Said::words("是", "yes"),
        (Constant::YesNo(false), _) => Said::words("否", "no"),
        (Constant::Choice(at), ValueType::Choice(names)) => {
            Said::Words(Text::same(names.get(*at as usize).cloned().unwrap_or_default()))
        }
        (Constant::Choice(_), _) => Said::words("", ""),
    }
}

/// 缺报 视为 3次
fn taken(kind: Kind, said: Said) -> Said {
    let excused = kind == Kind::Excused;
    let clause = if excused {
        Text::new("免责 视为", "excused as")
    } else {
        Text::new("缺报 视为", "missing as")
    };
    Said::Taken(clause, Box::new(said))
}

fn missing(missing: &mut OnMissing, pen: &mut Pen<'_>, asked: &Asked<'_>) {
    let (kind, span) = (Kind::Missing, asked.span);
    let report = || Said::words("缺报 报错", "missing error");
    match missing {
        OnMissing::Report => {
            let Some(constant) = nothing(asked) else { return };
            let slip = Slip { kind, span, before: report(), after: taken(kind, said(&constant, asked)) };
            pen.offer(slip, || *missing = OnMissing::Value(constant));
        }
        OnMissing::NotApplicable => {
            let before = Said::words("缺报 不适用", "missing n/a");
            pen.offer(Slip { kind, span, before, after: report() }, || *missing = OnMissing::Report);
        }
        OnMissing::Value(constant) => {
            beside(constant, pen, (kind, asked));
            let slip = Slip { kind, span, before: taken(kind, said(constant, asked)), after: report() };
            pen.offer(slip, || *missing = OnMissing::Report);
        }
    }
}

fn excused(excused: &mut Option<OnExcused>, pen: &mut Pen<'_>, asked: &Asked<'_>) {
    let (kind, span) = (Kind::Excused, asked.span);
    let (full, absent) = (("免责 给满分", "excused full"), ("免责 不适用", "excused n/a"));
    match excused {
        None => {}
        Some(OnExcused::Full) => {
            let slip = exprs::signs(kind, span, full, ("", ""));
            pen.offer(slip, || *excused = None);
        }
        Some(OnExcused::NotApplicable) => {
            pen.offer(exprs::signs(kind, span, absent, full), || *excused = Some(OnExcused::Full));
        }
        Some(OnExcused::Value(constant)) => {
            beside(constant, pen, (kind, asked));
            let after = Said::words(full.0, full.1);
            let slip = Slip { kind, span, before: taken(kind, said(constant, asked)), after };
            pen.offer(slip, || *excused = Some(OnExcused::Full));
        }
    }
}

/// The value beside a stated one.
fn beside(constant: &mut Constant, pen: &mut Pen<'_>, (kind, asked): (Kind, &Asked<'_>)) {
    let others: Vec<Constant> = match (&*constant, asked.value_type) {
        (Constant::Number(number), _) => {
            let unit = asked.value_type.unit().cloned().unwrap_or_else(Unit::plain);
            let near = numbers::beside(number, &unit).into_iter().flatten();
            near.filter(|to| asked.range.contains(to)).map(Constant::Number).collect()
        }
        (Constant::YesNo(value), _) => vec![Constant::YesNo(!value)],
        (Constant::Choice(at), ValueType::Choice(names)) => {
            let other = if (*at as usize) + 1 < names.len() { Some(at + 1) } else { at.checked_sub(1) };
            other.map(Constant::Choice).into_iter().collect()
        }
        (Constant::Choice(_), _) => Vec::new(),
    };
    for to in others {
        let (before, after) = (taken(kind, said(constant, asked)), taken(kind, said(&to, asked)));
        pen.offer(Slip { kind, span: asked.span, before, after }, || *constant = to);
    }
}

/// A formula: its value, its zero denominator, its rounding.
pub(super) fn formula(formula: &mut Formula, pen: &mut Pen<'_>) {
    exprs::expr(&mut formula.value, pen, Kind::Constant);
    methods::on_zero(&mut formula.on_zero, pen, formula.span);
    rounding(&mut formula.rounding, pen, (formula.span, ("修约", "round")));
}

/// Rounding: one place more, one less, none at all.
pub(super) fn rounding(
    rounding: &mut Option<Rounding>,
    pen: &mut Pen<'_>,
    (span, (zh, en)): (Span, (&str, &str)),
) {
    let Some(from) = *rounding else { return };
    let word =
        |places: u8| Said::Words(Text::new(format!("{zh} {places}位"), format!("{en} {places} places")));
    let others = [from.places.checked_add(1), from.places.checked_sub(1)];
    for to in others.into_iter().flatten() {
        let slip = Slip { kind: Kind::Rounding, span, before: word(from.places), after: word(to) };
        pen.offer(slip, || *rounding = Some(Rounding { places: to }));
    }
    let after = Said::words("不修约", "never");
    let slip = Slip { kind: Kind::Rounding, span, before: word(from.places), after };
    pen.offer(slip, || *rounding = None);
}

/// A group value: of what, of whom, within whom, in which order.
pub(super) fn group_value(value: &mut GroupValue, pen: &mut Pen<'_>) {
    let span = value.span;
    if let Some(of) = &mut value.value {
        exprs::expr(of, pen, Kind::Constant);
    }
    if let Some(filter) = &mut value.filter {
        exprs::condition(filter, pen);
    }
    if value.filter.is_some() {
        let slip = exprs::signs(Kind::Filter, span, ("其中 …", "where …"), ("", ""));
        pen.offer(slip, || value.filter = None);
    }
    scope(&mut value.scope, pen, span);
    let (with, without) = (("", ""), ("除本身", "without self"));
    let (before, after) = if value.without_self { (without, with) } else { (with, without) };
    let counts_self = matches!(value.function, GroupFunction::Place | GroupFunction::Share);
    if !counts_self {
        let slip = exprs::signs(Kind::Scope, span, before, after);
        pen.offer(slip, || value.without_self = !value.without_self);
    }
    if value.function == GroupFunction::Place {
        order(&mut value.order, pen, span);
    }
    if let Some(below) = &mut value.below {
        let fits = |to: &Number| !to.is_negative() && *to <= Number::ONE;
        numbers::plain(below, pen, (Kind::Threshold, span, &Unit::parse("%")), fits);
    }
    figure(value, pen, span);
}

fn figure(value: &mut GroupValue, pen: &mut Pen<'_>, span: Span) {
    let (highest, lowest) = (("最好", "max"), ("最低值", "min"));
    let (to, before, after) = match value.function {
        GroupFunction::Highest => (GroupFunction::Lowest, highest, lowest),
        GroupFunction::Lowest => (GroupFunction::Highest, lowest, highest),
        GroupFunction::Mean => (GroupFunction::Highest, ("均值", "mean"), highest),
        GroupFunction::Place
        | GroupFunction::Sum
        | GroupFunction::Count
        | GroupFunction::Quantile
        | GroupFunction::Share => return,
    };
    pen.offer(exprs::signs(Kind::Operation, span, before, after), || value.function = to);
}

/// 全体 for 同 …, and the other way where the scheme has groups.
pub(super) fn scope(scope: &mut Scope, pen: &mut Pen<'_>, span: Span) {
    let name = |input: InputId| pen.scheme.input(input).name.clone();
    let said = |scope: Scope| match scope {
        Scope::All => Said::words("全体", "all"),
        Scope::Within(input) => {
            Said::Words(Text::new(format!("同 {}", name(input)), format!("within {}", name(input))))
        }
    };
    let from = *scope;
    let to = match (from, pen.scheme.group) {
        (Scope::Within(_), _) => Scope::All,
        (Scope::All, Some(group)) => Scope::Within(group),
        (Scope::All, None) => return,
    };
    let slip = Slip { kind: Kind::Scope, span, before: said(from), after: said(to) };
    pen.offer(slip, || *scope = to);
}

/// 大者先 for 小者先.
pub(super) fn order(order: &mut Order, pen: &mut Pen<'_>, span: Span) {
    let (high, low) = (("大者先", "high first"), ("小者先", "low first"));
    let (to, before, after) = match order {
        Order::HighFirst => (Order::LowFirst, high, low),
        Order::LowFirst => (Order::HighFirst, low, high),
    };
    pen.offer(exprs::signs(Kind::Ranking, span, before, after), || *order = to);
}
