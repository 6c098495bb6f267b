//! What an expression can come to, as far as the declared ranges tell. Always wide enough, sometimes too wide.

use crate::check::Checker;
use crate::check::terms::zero::same;
use crate::number::{Bound, Interval, Number, Share};
use crate::plan::{
    Absent, Aggregate, Arithmetic, Combine, Expr, ExprKind, Formula, Function, GroupFunction, GroupValue,
    GroupValueId, IndicatorId, Input, Kind, LayerFigure, List, ListId, Part, Scheme, Type,
};

/// The numbers that an expression of a checked scheme can give, in base units; all for what is not a number.
pub fn range(scheme: &Scheme, expr: &Expr) -> Interval {
    let known = Known {
        inputs: &scheme.inputs,
        formulas: &scheme.formulas,
        lists: &scheme.lists,
        group_values: &scheme.group_values,
        most_points: &|id| most_points(scheme, id),
    };
    known.range_in(expr, None)
}

/// The most that an indicator can be scored out of: where 均摊 may hand it points, those of all its block.
fn most_points(scheme: &Scheme, id: IndicatorId) -> Number {
    let indicator = scheme.indicator(id);
    let (block, shares) = match indicator.parent.map(|parent| scheme.indicator(parent)) {
        Some(block) => match &block.kind {
            Kind::Group { combine, absent, .. } => {
                (&block.points, *combine == Combine::Sum && *absent == Some(Absent::Spread))
            }
            Kind::Leaf { .. } => (&block.points, false),
        },
        None => (&scheme.points, scheme.absent == Some(Absent::Spread)),
    };
    match &indicator.weight {
        _ if !shares => indicator.points.clone(),
        Some(weight) => indicator.points.over(weight).unwrap_or_else(|| indicator.points.clone()),
        None => block.clone(),
    }
}

/// What is known of the quantities that expressions read.
struct Known<'a> {
    inputs: &'a [Input],
    formulas: &'a [Formula],
    lists: &'a [List],
    group_values: &'a [GroupValue],
    /// The most that an indicator can be scored out of.
    most_points: &'a dyn Fn(IndicatorId) -> Number,
}

impl Checker<'_> {
    /// The numbers the expression can give, in base units; all for what is not a number.
    pub(in crate::check) fn range_of(&self, expr: &Expr) -> Interval {
        self.range_in(expr, None)
    }

    /// The number that an expression always gives: a literal, a parameter with one value, or what is worked out of such.
    pub(in crate::check) fn fixed(&self, expr: &Expr) -> Option<Number> {
        self.range_of(expr).single().cloned()
    }

    pub(in crate::check) fn range_in(&self, expr: &Expr, record: Option<ListId>) -> Interval {
        let known = Known {
            inputs: &self.inputs,
            formulas: &self.formulas,
            lists: &self.lists,
            group_values: &self.group_values,
            most_points: &|id| self.most_points(id),
        };
        known.range_in(expr, record)
    }
}

impl Known<'_> {
    fn range_in(&self, expr: &Expr, record: Option<ListId>) -> Interval {
        match &expr.kind {
            ExprKind::Number(number, _) => Interval::point(number.clone()),
            ExprKind::Input(id) | ExprKind::OfLayer(_, LayerFigure::Input(id)) => {
                self.inputs[id.0 as usize].range.clone()
            }
            ExprKind::Formula(id) | ExprKind::OfLayer(_, LayerFigure::Formula(id)) => {
                self.formulas[id.0 as usize].range.clone()
            }
            ExprKind::Group(id) => self.group_range(*id),
            ExprKind::Field(field) => match record {
                Some(list) => self.lists[list.0 as usize].fields[field.0 as usize].range.clone(),
                None => Interval::ALL,
            },
            ExprKind::Score(id, part) | ExprKind::OfLayer(_, LayerFigure::Score(id, part)) => match part {
                Part::Score | Part::Lost => crate::check::terms::inputs::up_to(&(self.most_points)(*id)),
                Part::Rate => crate::check::terms::inputs::up_to(&Number::ONE),
            },
            ExprKind::Negate(inner) => self.range_in(inner, record).negated(),
            ExprKind::Arithmetic(operator, left, right) => {
                let (a, b) = (self.range_in(left, record), self.range_in(right, record));
                match operator {
                    Arithmetic::Add => a.plus(&b),
                    Arithmetic::Subtract => a.minus(&b),
                    Arithmetic::Multiply => a.times(&b),
                    Arithmetic::Divide if self.part_of_whole(left, right, &a) => {
                        quotient(&a, &b).intersect(&Interval::closed(Number::ZERO, Number::ONE))
                    }
                    Arithmetic::Divide => quotient(&a, &b),
                }
            }
            ExprKind::If(_, then, otherwise) => {
                self.range_in(then, record).hull(&self.range_in(otherwise, record))
            }
            ExprKind::Call(function, arguments) => {
                let ranges: Vec<Interval> =
                    arguments.iter().map(|argument| self.range_in(argument, record)).collect();
                called(*function, &ranges)
            }
            ExprKind::Aggregate { function, list, value, .. } => {
                let of = value.as_ref().map(|value| self.range_in(value, Some(*list)));
                aggregated(*function, of)
            }
            ExprKind::Total(_)
            | ExprKind::OfLayer(_, LayerFigure::Total(_))
            | ExprKind::Grade
            | ExprKind::YesNo(_)
            | ExprKind::Choice(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::Not(_)
            | ExprKind::Compare(..)
            | ExprKind::And(..)
            | ExprKind::Or(..) => Interval::ALL,
        }
    }

    /// Whether a quotient is a part over its whole, and so at most 1: a value not below zero over the highest or the
    /// sum of the group it is in; the records that a filter picks over all of them.
    fn part_of_whole(&self, part: &Expr, whole: &Expr, range: &Interval) -> bool {
        if range.low_value().is_none_or(|low| low.is_negative()) {
            return false;
        }
        if let ExprKind::Group(id) = &whole.kind {
            let group_value = &self.group_values[id.0 as usize];
            let of_all = group_value.filter.is_none() && !group_value.without_self;
            let largest = matches!(group_value.function, GroupFunction::Highest | GroupFunction::Sum);
            return of_all && largest && group_value.value.as_ref().is_some_and(|value| same(value, part));
        }
        let (
            ExprKind::Aggregate { function: f, list: a, value: v, .. },
            ExprKind::Aggregate { function: g, list: b, value: w, filter: None, matter: None, .. },
        ) = (&part.kind, &whole.kind)
        else {
            return false;
        };
        let same_value = match (v, w) {
            (Some(v), Some(w)) => same(v, w),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        f == g && a == b && matches!(f, Aggregate::Count | Aggregate::Sum) && same_value
    }

    fn group_range(&self, id: GroupValueId) -> Interval {
        let group_value = &self.group_values[id.0 as usize];
        let of = group_value.value.as_ref().map(|value| self.range_in(value, None));
        match (group_value.function, of) {
            (GroupFunction::Place, _) => Interval::new(Bound::Included(Number::ONE), Bound::Open),
            (GroupFunction::Count, _) => Interval::from_zero(),
            (
                GroupFunction::Mean
                | GroupFunction::Highest
                | GroupFunction::Lowest
                | GroupFunction::Quantile,
                Some(of),
            ) => of,
            (GroupFunction::Share, Some(of)) if of.low_value().is_some_and(|low| !low.is_negative()) => {
                Interval::closed(Number::ZERO, Number::ONE)
            }
            (GroupFunction::Sum, Some(of)) if of.low_value().is_some_and(|low| !low.is_negative()) => {
                Interval::from_zero()
            }
            (
                GroupFunction::Sum
                | GroupFunction::Mean
                | GroupFunction::Highest
                | GroupFunction::Lowest
                | GroupFunction::Quantile
                | GroupFunction::Share,
                _,
            ) => Interval::ALL,
        }
    }
}

/// A quotient; where the divisor can be zero the zero case is left out (a clause speaks of it), so that a count over
/// a count is at least 0.
fn quotient(a: &Interval, b: &Interval) -> Interval {
    let positive = Interval::new(Bound::Excluded(Number::ZERO), Bound::Open);
    match b.low_value() {
        Some(low) if low.is_zero() => a.over(&b.intersect(&positive)),
        Some(_) | None => a.over(b),
    }
}

fn called(function: Function, ranges: &[Interval]) -> Interval {
    let Some(first) = ranges.first() else { return Interval::ALL };
    match function {
        Function::Highest => ranges.iter().fold(first.clone(), |all, range| highest(&all, range)),
        Function::Lowest => {
            let negated = ranges.iter().map(Interval::negated);
            negated.fold(first.negated(), |all, range| highest(&all, &range)).negated()
        }
        Function::Absolute => {
            if first.low_value().is_some_and(|low| !low.is_negative()) {
                first.clone()
            } else {
                first.hull(&first.negated()).intersect(&Interval::from_zero())
            }
        }
        Function::WorkdaysBetween | Function::WorkdaysAfter => Interval::ALL,
        Function::Floor => {
            let low = match first.low_value() {
                Some(low) => Bound::Included(low.floor()),
                None => Bound::Open,
            };
            Interval::new(low, first.high.clone())
        }
    }
}

/// Of the higher of two values: each end is the higher of the two ends.
fn highest(a: &Interval, b: &Interval) -> Interval {
    let both = a.hull(b);
    // What is above the lower end of one is all that counts of the other.
    let from = |range: &Interval| Interval::new(range.low.clone(), Bound::Open);
    both.intersect(&from(a)).intersect(&from(b))
}

fn aggregated(function: Aggregate, of: Option<Interval>) -> Interval {
    match (function, of) {
        (Aggregate::Count | Aggregate::LongestRun, _) => Interval::from_zero(),
        (Aggregate::Mean | Aggregate::Highest | Aggregate::Lowest, Some(of)) => of,
        (Aggregate::Sum, Some(of)) if of.low_value().is_some_and(|low| !low.is_negative()) => {
            Interval::from_zero()
        }
        (Aggregate::Sum | Aggregate::Mean | Aggregate::Highest | Aggregate::Lowest, _) => Interval::ALL,
    }
}

/// The step between the values a type can take: 1 for whole numbers, none where any fraction can occur.
pub(in crate::check) fn grid(type_of: &Type) -> Option<Number> {
    match type_of {
        Type::Number { whole: true, share: Share::None, .. } => Some(Number::ONE),
        Type::Number { .. } | Type::YesNo | Type::Choice(_) | Type::Text | Type::Date => None,
    }
}
