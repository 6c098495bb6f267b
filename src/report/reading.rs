//! Values as they stand in a sentence: in their unit, by the name of a choice, or why there is none.

use super::wording::{self, pick};
use super::{Scored, numbers};
use crate::data::Cell;
use crate::eval::{Quantity, Read, Stop, Value};
use crate::number::{Dimension, Share, Unit, iso};
use crate::plan::{
    Arithmetic, Expr, ExprKind, GroupFunction, LayerFigure, ListId, Part, Scheme, Type, ValueType,
};
use crate::source::Lang;

/// How a value is read: its unit, and the names of its choices.
#[derive(Clone, Debug, Default)]
pub(super) struct Reader<'a> {
    pub(super) unit: Option<Unit>,
    choices: &'a [String],
}

impl<'a> Reader<'a> {
    /// Of what an expression gives.
    pub(super) fn of(scheme: &'a Scheme, expr: &'a Expr) -> Reader<'a> {
        Reader { unit: unit_of(scheme, expr), choices: choices(&expr.type_of) }
    }

    /// Of a quantity.
    pub(super) fn of_quantity(scheme: &'a Scheme, quantity: Quantity) -> Reader<'a> {
        match quantity {
            Quantity::Input(id) | Quantity::OfLayer(_, LayerFigure::Input(id)) => {
                Reader::of_type(&scheme.input(id).value_type)
            }
            Quantity::Formula(id) | Quantity::OfLayer(_, LayerFigure::Formula(id)) => {
                let formula = scheme.formula(id);
                // What is rounded is rounded in the formula's own unit, and shown in it.
                let written = formula.rounding.is_none().then(|| unit_of(scheme, &formula.value)).flatten();
                let unit = written.unwrap_or_else(|| formula.unit.clone());
                Reader { unit: Some(unit), choices: choices(&formula.type_of) }
            }
            Quantity::Group(id) => {
                let value = scheme.group_value(id);
                let unit = value.value.as_ref().and_then(|value| unit_of(scheme, value));
                match value.function {
                    GroupFunction::Place | GroupFunction::Count => {
                        Reader { unit: Some(Unit::plain()), choices: &[] }
                    }
                    GroupFunction::Mean
                    | GroupFunction::Highest
                    | GroupFunction::Lowest
                    | GroupFunction::Sum
                    | GroupFunction::Quantile => Reader { unit, choices: &[] },
                    GroupFunction::Share => Reader { unit: Some(Unit::parse("%")), choices: &[] },
                }
            }
            Quantity::Grade => Reader::default(),
            Quantity::Score(_, Part::Rate) | Quantity::OfLayer(_, LayerFigure::Score(_, Part::Rate)) => {
                Reader { unit: Some(Unit::parse("%")), choices: &[] }
            }
            Quantity::Score(_, Part::Score | Part::Lost)
            | Quantity::Total(_)
            | Quantity::OfLayer(_, LayerFigure::Total(_) | LayerFigure::Score(_, Part::Score | Part::Lost)) => {
                Reader { unit: Some(Unit::points()), choices: &[] }
            }
        }
    }

    pub(super) fn of_type(value_type: &'a ValueType) -> Reader<'a> {
        match value_type {
            ValueType::Number { unit, .. } => Reader { unit: Some(unit.clone()), choices: &[] },
            ValueType::Choice(names) => Reader { unit: None, choices: names },
            ValueType::YesNo
            | ValueType::Text
            | ValueType::Evidence
            | ValueType::Date
            | ValueType::List(_) => Reader::default(),
        }
    }

    /// The value in words.
    pub(super) fn show(&self, value: &Value, lang: Lang) -> String {
        match value {
            Value::Number(number) => match &self.unit {
                Some(unit) => numbers::measured(number, unit, lang),
                None => numbers::exact(number),
            },
            Value::YesNo(value) => numbers::yes_no(*value, lang).to_owned(),
            Value::Choice(at) => self.choices.get(*at as usize).cloned().unwrap_or_default(),
            Value::Date(days) => iso(*days),
            Value::Text(text) => text.to_string(),
        }
    }
}

/// What reading a quantity gave: `8499万元`, `缺报, 视为 0次`, `不适用`.
pub(super) fn reading(scored: &Scored<'_>, read: &Read, subject: usize, lang: Lang) -> String {
    let value = match &read.reading.value {
        Ok(value) => Reader::of_quantity(scored.scheme, read.quantity).show(value, lang),
        Err(Stop::NoCalendar(year)) => return wording::no_calendar(*year).get(lang).to_owned(),
        Err(stop) => return stop_word(*stop, lang).to_owned(),
    };
    let cell = match read.quantity {
        Quantity::Input(id) => Some(scored.data.cell(id, subject)),
        Quantity::Formula(_)
        | Quantity::Group(_)
        | Quantity::Score(..)
        | Quantity::Total(_)
        | Quantity::OfLayer(..)
        | Quantity::Grade => None,
    };
    match (cell, lang) {
        (Some(Cell::Missing), Lang::Zh) => format!("缺报, 视为 {value}"),
        (Some(Cell::Missing), Lang::En) => format!("missing, taken as {value}"),
        (Some(Cell::Excused(_)), Lang::Zh) => format!("免责, 视为 {value}"),
        (Some(Cell::Excused(_)), Lang::En) => format!("excused, taken as {value}"),
        (_, _) => value,
    }
}

/// Why there is no value, in a word.
pub(super) fn stop_word(stop: Stop, lang: Lang) -> &'static str {
    match stop {
        Stop::Missing(_) | Stop::MissingField | Stop::MissingScore(_) => pick(lang, "缺报", "missing"),
        Stop::MissingLayer(_) => pick(lang, "未定", "undetermined"),
        Stop::NoLayer => pick(lang, "没有这一层的数据", "no data of this layer"),
        Stop::NotApplicable => pick(lang, "不适用", "not applicable"),
        Stop::Excused(_) => pick(lang, "免责", "excused"),
        Stop::Zero | Stop::Fault => pick(lang, "分母为零", "zero denominator"),
        Stop::NoCalendar(_) => pick(lang, "日历里没有这一年", "a year that the calendar does not know"),
    }
}

/// The choices of an input.
pub(super) fn choices_of(value_type: &ValueType) -> &[String] {
    Reader::of_type(value_type).choices
}

/// The choices of a type.
pub(super) fn choices(type_of: &Type) -> &[String] {
    match type_of {
        Type::Choice(names) => names,
        Type::Number { .. } | Type::YesNo | Type::Text | Type::Date => &[],
    }
}

/// The unit that the number an expression gives is best shown in; none for what is not a number.
pub(super) fn unit_of(scheme: &Scheme, expr: &Expr) -> Option<Unit> {
    let Type::Number { dimension, share, .. } = &expr.type_of else { return None };
    match share {
        Share::Percent => return Some(Unit::parse("%")),
        Share::PercentPoint => return Some(Unit::parse("个百分点")),
        Share::None | Share::Rate => {}
    }
    let quotient = matches!(expr.kind, ExprKind::Arithmetic(Arithmetic::Divide, ..));
    if dimension.is_plain() && quotient {
        return Some(Unit::parse("%"));
    }
    Some(written(scheme, expr, dimension, None).unwrap_or_else(|| base(dimension)))
}

/// The unit of the first quantity in the expression that measures the same.
fn written(scheme: &Scheme, expr: &Expr, dimension: &Dimension, list: Option<ListId>) -> Option<Unit> {
    let inside = if let ExprKind::Aggregate { list, .. } = &expr.kind { Some(*list) } else { list };
    let own = if let ExprKind::Number(_, unit) = &expr.kind {
        Some(unit.clone())
    } else if let ExprKind::Input(id) = &expr.kind {
        Reader::of_quantity(scheme, Quantity::Input(*id)).unit
    } else if let ExprKind::Formula(id) = &expr.kind {
        Reader::of_quantity(scheme, Quantity::Formula(*id)).unit
    } else if let ExprKind::Group(id) = &expr.kind {
        let value = scheme.group_value(*id).value.as_ref();
        value.and_then(|value| written(scheme, value, dimension, None))
    } else if let (ExprKind::Field(field), Some(list)) = (&expr.kind, list) {
        Reader::of_type(&scheme.field(list, *field).value_type).unit
    } else {
        None
    };
    let own =
        own.filter(|unit| unit.dimension == *dimension && matches!(unit.share, Share::None | Share::Rate));
    own.or_else(|| expr.parts().into_iter().find_map(|part| written(scheme, part, dimension, inside)))
        .or_else(|| product(scheme, expr, inside))
}

/// Of a product that measures what neither factor does: `分·万元`.
fn product(scheme: &Scheme, expr: &Expr, list: Option<ListId>) -> Option<Unit> {
    let ExprKind::Arithmetic(Arithmetic::Multiply, left, right) = &expr.kind else { return None };
    let factor = |part: &Expr| {
        let Type::Number { dimension, share: Share::None, .. } = &part.type_of else { return None };
        written(scheme, part, dimension, list).filter(|unit| !unit.symbol.is_empty())
    };
    let (left, right) = (factor(left)?, factor(right)?);
    Some(Unit {
        dimension: left.dimension.times(&right.dimension),
        scale: &left.scale * &right.scale,
        symbol: format!("{}·{}", left.symbol, right.symbol).into(),
        share: Share::None,
    })
}

fn base(dimension: &Dimension) -> Unit {
    if dimension.is_points() {
        Unit::points()
    } else if dimension.is_money() {
        Unit::parse("元")
    } else if dimension.is_plain() {
        Unit::plain()
    } else {
        Unit { symbol: dimension.name().zh.into(), dimension: dimension.clone(), ..Unit::plain() }
    }
}
