//! What an expression could come to while some inputs are anywhere in a stretch: never less than all it can come to, often
//! just that. Where the inputs stand still it is the value itself, from the same evaluation as ever.

use std::collections::BTreeMap;

use super::ends::{ends, greater};
use super::group::Others;
use super::touched::Touched;
use crate::data::Dataset;
use crate::eval::{self, Results, Value};
use crate::number::{Bound, Interval, Number};
use crate::plan::{
    Arithmetic, Comparison, Expr, ExprKind, FormulaId, Function, GroupValueId, InputId, LayerFigure, LayerId,
    OnZero, Scheme, Stage, Type,
};

/// What an expression could come to.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Could {
    /// Any number in here.
    Number(Interval),
    /// 是, 否 or either.
    Truth {
        /// Whether it could be 是.
        yes: bool,
        /// Whether it could be 否.
        no: bool,
    },
    /// This value.
    Known(Value),
}

/// Why there may be no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Halt {
    /// There is none anywhere in the stretch.
    Surely,
    /// There may be none, or it is not known what it could be.
    Perhaps,
    /// There may be none, since a denominator that this input moves may be zero.
    Zero(InputId),
}

/// The stretches that some inputs lie in, all else standing still.
pub(super) struct Stretches<'a> {
    pub(super) scheme: &'a Scheme,
    /// One subject's data; of the inputs that move, any cell of the stretch.
    pub(super) data: &'a Dataset,
    /// What it came to before anything moved.
    pub(super) before: &'a Results,
    pub(super) touched: &'a Touched,
    pub(super) others: &'a Others,
    /// In base units; days for dates.
    pub(super) inputs: BTreeMap<InputId, Interval>,
    /// The most that base score and total of the layer itself come to before all that reads layers; none where not known.
    pub(super) at_most: Option<(Number, Number)>,
}

/// Neither side of a yes/no is known.
pub(super) const EITHER: Could = Could::Truth { yes: true, no: true };

impl Stretches<'_> {
    /// What an expression could come to.
    pub(super) fn could(&self, expr: &Expr) -> Result<Could, Halt> {
        if !self.touched.expr(expr) {
            let value = eval::value(self.scheme, (self.data, self.before), 0, expr);
            return value.map(known).map_err(|_| Halt::Surely);
        }
        match &expr.kind {
            ExprKind::Input(id) => self.input(*id),
            ExprKind::Formula(id) => self.formula(*id),
            ExprKind::Group(id) => self.group(*id),
            ExprKind::OfLayer(_, LayerFigure::Total(stage)) => self.own_layer(*stage),
            ExprKind::Negate(inner) => Ok(Could::Number(self.number(inner)?.negated())),
            ExprKind::Not(inner) => {
                let (yes, no) = self.truth(inner)?;
                Ok(Could::Truth { yes: no, no: yes })
            }
            ExprKind::Arithmetic(operator, left, right) => {
                let (dividend, divisor) = (self.number(left)?, self.number(right)?);
                let found = arithmetic(*operator, &dividend, &divisor).map_err(|halt| match halt {
                    Halt::Perhaps => self.mover(right).map_or(Halt::Perhaps, Halt::Zero),
                    Halt::Surely | Halt::Zero(_) => halt,
                })?;
                // A part of a day does not reach the next date.
                let is_date = matches!(expr.type_of, Type::Date);
                Ok(Could::Number(if is_date { ends(&found, Number::floor) } else { found }))
            }
            ExprKind::Compare(comparison, left, right) => match (self.could(left)?, self.could(right)?) {
                (Could::Number(left), Could::Number(right)) => Ok(compared(*comparison, &left, &right)),
                (Could::Number(_) | Could::Truth { .. } | Could::Known(_), _) => Ok(EITHER),
            },
            ExprKind::And(left, right) => self.connective((left, right), false),
            ExprKind::Or(left, right) => self.connective((left, right), true),
            ExprKind::If(condition, then, otherwise) => self.either_of(condition, then, otherwise),
            ExprKind::Call(function, arguments) => self.called(*function, arguments),
            ExprKind::Number(..)
            | ExprKind::YesNo(_)
            | ExprKind::Choice(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::Field(_)
            | ExprKind::Score(..)
            | ExprKind::Total(_)
            | ExprKind::OfLayer(..)
            | ExprKind::Grade
            | ExprKind::Aggregate { .. } => Err(Halt::Perhaps),
        }
    }

    /// The numbers it could come to.
    pub(super) fn number(&self, expr: &Expr) -> Result<Interval, Halt> {
        match self.could(expr)? {
            Could::Number(interval) => Ok(interval),
            Could::Truth { .. } | Could::Known(_) => Err(Halt::Perhaps),
        }
    }

    /// Whether it could be 是, and whether it could be 否.
    pub(super) fn truth(&self, expr: &Expr) -> Result<(bool, bool), Halt> {
        match self.could(expr)? {
            Could::Truth { yes, no } => Ok((yes, no)),
            Could::Number(_) | Could::Known(_) => Err(Halt::Perhaps),
        }
    }

    /// A number that stands in a cell of its own, such as what an assessor gave.
    pub(super) fn given(&self, id: InputId) -> Result<Interval, Halt> {
        match self.input(id)? {
            Could::Number(interval) => Ok(interval),
            Could::Truth { .. } | Could::Known(_) => Err(Halt::Perhaps),
        }
    }

    /// An input that moves an expression.
    fn mover(&self, expr: &Expr) -> Option<InputId> {
        if let ExprKind::Input(id) = &expr.kind {
            return self.inputs.contains_key(id).then_some(*id);
        }
        if let ExprKind::Formula(id) = &expr.kind {
            return self.mover(&self.scheme.formula(*id).value);
        }
        expr.parts().into_iter().find_map(|part| self.mover(part))
    }

    fn input(&self, id: InputId) -> Result<Could, Halt> {
        if let Some(stretch) = self.inputs.get(&id) {
            return Ok(Could::Number(stretch.clone()));
        }
        let type_of = Type::YesNo;
        let span = self.scheme.input(id).span;
        let expr = Expr { kind: ExprKind::Input(id), type_of, span };
        eval::value(self.scheme, (self.data, self.before), 0, &expr).map(known).map_err(|_| Halt::Surely)
    }

    fn formula(&self, id: FormulaId) -> Result<Could, Halt> {
        let formula = self.scheme.formula(id);
        let value = match (self.could(&formula.value), &formula.on_zero) {
            (Ok(value), _) => value,
            // Where the reason could be a zero denominator, something else may stand for the value.
            (Err(Halt::Surely), OnZero::Value(_)) => return Err(Halt::Perhaps),
            (Err(halt), _) => return Err(halt),
        };
        let (Could::Number(interval), Some(rounding)) = (&value, formula.rounding) else { return Ok(value) };
        let rounded = |number: &Number| {
            let shown = formula.unit.from_base(number);
            formula.unit.to_base(&rounding.apply(&shown))
        };
        Ok(Could::Number(ends(interval, rounded)))
    }

    /// A figure of the layer itself: only the most it comes to is known.
    fn own_layer(&self, stage: Stage) -> Result<Could, Halt> {
        let (base, total) = self.at_most.as_ref().ok_or(Halt::Perhaps)?;
        let most = if stage == Stage::Base { base } else { total };
        Ok(Could::Number(Interval::new(Bound::Open, Bound::Included(most.clone()))))
    }

    /// Whether every layer that an expression reads has data.
    pub(super) fn layers_there(&self, expr: &Expr) -> bool {
        let there = |layer: LayerId| self.before.layers.get(layer.0 as usize).is_some_and(Option::is_some);
        expr.layer_figures().into_iter().all(|(layer, _)| there(layer))
    }

    /// While others stand still, as all do that are not moved by another value of the group.
    fn group(&self, id: GroupValueId) -> Result<Could, Halt> {
        let group = self.scheme.group_value(id);
        let Some(value) = group.value.as_ref().filter(|_| !self.touched.chained) else {
            return Err(Halt::Perhaps);
        };
        if let Some(filter) = &group.filter
            && (self.touched.expr(filter) || self.truth(filter)? != (true, false))
        {
            return Err(Halt::Perhaps);
        }
        let found = self.others.figure((id, group), &self.number(value)?);
        found.map(Could::Number).ok_or(Halt::Perhaps)
    }

    fn connective(&self, (left, right): (&Expr, &Expr), decisive: bool) -> Result<Could, Halt> {
        let surely = |truth: &Result<(bool, bool), Halt>, value: bool| match truth {
            Ok((yes, no)) => {
                if value {
                    *yes && !*no
                } else {
                    *no && !*yes
                }
            }
            Err(_) => false,
        };
        let (left, right) = (self.truth(left), self.truth(right));
        if surely(&left, decisive) || surely(&right, decisive) {
            return Ok(Could::Truth { yes: decisive, no: !decisive });
        }
        match (left, right) {
            (Ok((a, b)), Ok((c, d))) if decisive => Ok(Could::Truth { yes: a || c, no: b && d }),
            (Ok((a, b)), Ok((c, d))) => Ok(Could::Truth { yes: a && c, no: b || d }),
            (Err(Halt::Surely), other) | (other, Err(Halt::Surely)) if surely(&other, !decisive) => {
                Err(Halt::Surely)
            }
            (_, _) => Err(Halt::Perhaps),
        }
    }

    fn either_of(&self, condition: &Expr, then: &Expr, otherwise: &Expr) -> Result<Could, Halt> {
        match self.truth(condition)? {
            (true, false) => self.could(then),
            (false, _) => self.could(otherwise),
            (true, true) => match (self.could(then), self.could(otherwise)) {
                (Ok(Could::Number(a)), Ok(Could::Number(b))) => Ok(Could::Number(a.hull(&b))),
                (Ok(Could::Truth { yes: a, no: b }), Ok(Could::Truth { yes: c, no: d })) => {
                    Ok(Could::Truth { yes: a || c, no: b || d })
                }
                (Err(halt @ Halt::Zero(_)), _) | (_, Err(halt @ Halt::Zero(_))) => Err(halt),
                (_, _) => Err(Halt::Perhaps),
            },
        }
    }

    fn called(&self, function: Function, arguments: &[Expr]) -> Result<Could, Halt> {
        let values: Result<Vec<Interval>, Halt> =
            arguments.iter().map(|argument| self.number(argument)).collect();
        let mut values = values?.into_iter();
        let first = values.next().ok_or(Halt::Perhaps)?;
        let found = match function {
            Function::Highest => values.fold(first, |most, value| greater(&most, &value)),
            Function::Lowest => {
                values.fold(first, |least, value| greater(&least.negated(), &value.negated()).negated())
            }
            Function::Absolute => greater(&first, &first.negated()),
            Function::Floor => ends(&first, Number::floor),
            Function::WorkdaysBetween | Function::WorkdaysAfter => return Err(Halt::Perhaps),
        };
        Ok(Could::Number(found))
    }
}

fn known(value: Value) -> Could {
    match value {
        Value::Number(number) => Could::Number(Interval::point(number)),
        Value::YesNo(value) => Could::Truth { yes: value, no: !value },
        Value::Date(day) => Could::Number(Interval::point(Number::whole(i64::from(day)))),
        Value::Choice(_) | Value::Text(_) => Could::Known(value),
    }
}

fn arithmetic(operator: Arithmetic, left: &Interval, right: &Interval) -> Result<Interval, Halt> {
    Ok(match operator {
        Arithmetic::Add => left.plus(right),
        Arithmetic::Subtract => left.minus(right),
        Arithmetic::Multiply => left.times(right),
        Arithmetic::Divide if right.single().is_some_and(Number::is_zero) => return Err(Halt::Surely),
        Arithmetic::Divide if closed_has_zero(right) => return Err(Halt::Perhaps),
        Arithmetic::Divide => left.over(right),
    })
}

fn closed_has_zero(interval: &Interval) -> bool {
    interval.low_value().is_none_or(|low| !low.is_positive())
        && interval.high_value().is_none_or(|high| !high.is_negative())
}

/// Whether a comparison could hold, ends counting as reached.
pub(super) fn compared(comparison: Comparison, a: &Interval, b: &Interval) -> Could {
    let up_to = |low: Option<&Number>, high: Option<&Number>| match (low, high) {
        (Some(low), Some(high)) => low <= high,
        (_, _) => true,
    };
    let below = |low: Option<&Number>, high: Option<&Number>| match (low, high) {
        (Some(low), Some(high)) => low < high,
        (_, _) => true,
    };
    let (a_low, a_high, b_low, b_high) = (a.low_value(), a.high_value(), b.low_value(), b.high_value());
    let (yes, no) = match comparison {
        Comparison::AtLeast => (up_to(b_low, a_high), below(a_low, b_high)),
        Comparison::AtMost => (up_to(a_low, b_high), below(b_low, a_high)),
        Comparison::Above => (below(b_low, a_high), up_to(a_low, b_high)),
        Comparison::Below => (below(a_low, b_high), up_to(b_low, a_high)),
        Comparison::Equal | Comparison::Unequal => {
            let equal = up_to(b_low, a_high) && up_to(a_low, b_high);
            let same = a.single().is_some() && a.single() == b.single();
            if comparison == Comparison::Equal { (equal, !same) } else { (!same, equal) }
        }
    };
    Could::Truth { yes, no }
}
