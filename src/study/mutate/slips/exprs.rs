//! Slips inside expressions: numbers, comparisons, connectives, operations, lists.

use super::super::mutant::{Kind, Said};
use super::super::pen::{Pen, Slip};
use super::numbers;
use crate::number::{Number, Unit};
use crate::plan::{Aggregate, Arithmetic, Comparison, Expr, ExprKind, Function, Type};
use crate::source::{Span, Text};

/// Every slip in an expression; a number that is not compared with anything is of this kind.
pub(super) fn expr(expr: &mut Expr, pen: &mut Pen<'_>, kind: Kind) {
    own(expr, pen, kind);
    let inside = if matches!(expr.kind, ExprKind::Compare(..)) { Kind::Threshold } else { kind };
    for part in expr.parts_mut() {
        self::expr(part, pen, inside);
    }
}

/// A condition; one that is a bare yes/no can also lose or gain its 非.
pub(super) fn condition(expr: &mut Expr, pen: &mut Pen<'_>) {
    let read = matches!(expr.kind, ExprKind::Input(_) | ExprKind::Formula(_));
    if read {
        let slip = signs(Kind::Connective, expr.span, ("", ""), ("非", "not"));
        pen.offer(slip, || {
            let inner = Box::new(expr.clone());
            expr.kind = ExprKind::Not(inner);
        });
    }
    self::expr(expr, pen, Kind::Constant);
}

/// A slip from one word to another.
pub(super) fn signs(kind: Kind, span: Span, before: (&str, &str), after: (&str, &str)) -> Slip {
    Slip { kind, span, before: Said::words(before.0, before.1), after: Said::words(after.0, after.1) }
}

fn same_sign(kind: Kind, span: Span, before: &str, after: &str) -> Slip {
    signs(kind, span, (before, before), (after, after))
}

fn own(expr: &mut Expr, pen: &mut Pen<'_>, kind: Kind) {
    match &expr.kind {
        ExprKind::Number(..) => numbers::literal(expr, pen, kind),
        ExprKind::Choice(at) => {
            let at = *at;
            choice(expr, pen, at);
        }
        ExprKind::Date(day) => {
            let day = *day;
            date(expr, pen, day);
        }
        ExprKind::Compare(comparison, ..) => {
            let comparison = *comparison;
            compare(expr, pen, comparison);
        }
        ExprKind::And(..) => {
            let slip = signs(Kind::Connective, expr.span, ("且", "and"), ("或", "or"));
            pen.offer(slip, || connect(expr));
        }
        ExprKind::Or(..) => {
            let slip = signs(Kind::Connective, expr.span, ("或", "or"), ("且", "and"));
            pen.offer(slip, || connect(expr));
        }
        ExprKind::Not(_) => {
            let slip = signs(Kind::Connective, expr.span, ("非", "not"), ("", ""));
            pen.offer(slip, || {
                if let ExprKind::Not(inner) = &expr.kind {
                    *expr = (**inner).clone();
                }
            });
        }
        ExprKind::Arithmetic(operator, ..) => {
            let operator = *operator;
            arithmetic(expr, pen, operator);
        }
        ExprKind::Call(function, _) => {
            let function = *function;
            call(expr, pen, function);
        }
        ExprKind::Aggregate { .. } => aggregate(expr, pen),
        ExprKind::YesNo(_)
        | ExprKind::Text(_)
        | ExprKind::Input(_)
        | ExprKind::Formula(_)
        | ExprKind::Group(_)
        | ExprKind::Field(_)
        | ExprKind::Score(..)
        | ExprKind::Total(_)
        | ExprKind::OfLayer(..)
        | ExprKind::Grade
        | ExprKind::Negate(_)
        | ExprKind::If(..) => {}
    }
}

/// The choice beside it.
fn choice(expr: &mut Expr, pen: &mut Pen<'_>, at: u32) {
    let Type::Choice(names) = &expr.type_of else { return };
    let name = |at: u32| names.get(at as usize).cloned();
    let Some((to, after)) =
        [at.checked_add(1), at.checked_sub(1)].into_iter().flatten().find_map(|at| Some((at, name(at)?)))
    else {
        return;
    };
    let said = |name: String| Said::Words(Text::same(name));
    let before = said(name(at).unwrap_or_default());
    let slip = Slip { kind: Kind::Choice, span: expr.span, before, after: said(after) };
    pen.offer(slip, || expr.kind = ExprKind::Choice(to));
}

fn date(expr: &mut Expr, pen: &mut Pen<'_>, day: i32) {
    for to in [day.checked_add(1), day.checked_sub(1)].into_iter().flatten() {
        let slip =
            Slip { kind: Kind::Threshold, span: expr.span, before: Said::Date(day), after: Said::Date(to) };
        pen.offer(slip, || expr.kind = ExprKind::Date(to));
    }
}

fn connect(expr: &mut Expr) {
    if let ExprKind::And(left, right) = &expr.kind {
        expr.kind = ExprKind::Or(left.clone(), right.clone());
    } else if let ExprKind::Or(left, right) = &expr.kind {
        expr.kind = ExprKind::And(left.clone(), right.clone());
    }
}

fn compare(expr: &mut Expr, pen: &mut Pen<'_>, from: Comparison) {
    let to = match from {
        Comparison::AtLeast => Comparison::Above,
        Comparison::Above => Comparison::AtLeast,
        Comparison::AtMost => Comparison::Below,
        Comparison::Below => Comparison::AtMost,
        Comparison::Equal => Comparison::Unequal,
        Comparison::Unequal => Comparison::Equal,
    };
    pen.offer(same_sign(Kind::Comparison, expr.span, from.sign(), to.sign()), || {
        if let ExprKind::Compare(comparison, ..) = &mut expr.kind {
            *comparison = to;
        }
    });
}

/// + for −, and the two sides of a quotient the other way round. Dates are left alone: two of them cannot be added.
fn arithmetic(expr: &mut Expr, pen: &mut Pen<'_>, from: Arithmetic) {
    if expr.parts().iter().any(|part| part.type_of == Type::Date) {
        return;
    }
    let kind = Kind::Operation;
    match from {
        Arithmetic::Add => pen.offer(same_sign(kind, expr.span, "+", "-"), || {
            operator(expr, Arithmetic::Subtract);
        }),
        Arithmetic::Subtract => pen.offer(same_sign(kind, expr.span, "-", "+"), || {
            operator(expr, Arithmetic::Add);
        }),
        Arithmetic::Divide => pen.offer(upside_down(expr.span), || {
            if let ExprKind::Arithmetic(_, left, right) = &mut expr.kind {
                std::mem::swap(left, right);
            }
        }),
        Arithmetic::Multiply => {}
    }
}

fn upside_down(span: Span) -> Slip {
    let (before, after) =
        (("分子 ÷ 分母", "numerator ÷ denominator"), ("分母 ÷ 分子", "denominator ÷ numerator"));
    signs(Kind::Operation, span, before, after)
}

fn operator(expr: &mut Expr, to: Arithmetic) {
    if let ExprKind::Arithmetic(operator, ..) = &mut expr.kind {
        *operator = to;
    }
}

fn call(expr: &mut Expr, pen: &mut Pen<'_>, from: Function) {
    let (kind, span) = (Kind::Operation, expr.span);
    let (highest, lowest) = (("最高", "highest"), ("最低", "lowest"));
    match from {
        Function::Highest => pen.offer(signs(kind, span, highest, lowest), || {
            function(expr, Function::Lowest);
        }),
        Function::Lowest => pen.offer(signs(kind, span, lowest, highest), || {
            function(expr, Function::Highest);
        }),
        Function::Absolute => pen.offer(signs(kind, span, ("绝对值", "absolute"), ("", "")), || {
            bare(expr);
        }),
        Function::Floor => pen.offer(signs(kind, span, ("取整", "floor"), ("", "")), || {
            bare(expr);
        }),
        Function::WorkdaysBetween | Function::WorkdaysAfter => {}
    }
}

fn function(expr: &mut Expr, to: Function) {
    if let ExprKind::Call(function, _) = &mut expr.kind {
        *function = to;
    }
}

/// The argument alone.
fn bare(expr: &mut Expr) {
    if let ExprKind::Call(_, arguments) = &expr.kind
        && let Some(only) = arguments.first()
    {
        *expr = only.clone();
    }
}

/// Figures of a list: another figure, records no longer picked, matters no longer told apart, the trim.
fn aggregate(expr: &mut Expr, pen: &mut Pen<'_>) {
    let span = expr.span;
    let ExprKind::Aggregate { function, filter, trim, matter, .. } = &mut expr.kind else { return };
    if let Some((to, before, after)) = other_figure(*function) {
        pen.offer(signs(Kind::Operation, span, before, after), || *function = to);
    }
    let whole_run = *function == Aggregate::LongestRun;
    if let Some(only) = filter.as_ref().filter(|_| !whole_run) {
        let slip = signs(Kind::Filter, only.span, ("其中 …", "where …"), ("", ""));
        pen.offer(slip, || *filter = None);
    }
    if matter.is_some() {
        let slip = signs(Kind::Filter, span, ("同一 …", "per …"), ("", ""));
        pen.offer(slip, || *matter = None);
    }
    for (drops, word) in [(&mut trim.0, ("去高", "drop high")), (&mut trim.1, ("去低", "drop low"))] {
        if *drops > 0 {
            trimmed(drops, pen, (span, word));
        }
    }
}

fn trimmed(drops: &mut u32, pen: &mut Pen<'_>, (span, (zh, en)): (Span, (&str, &str))) {
    let from = *drops;
    for to in [from + 1, from - 1] {
        let said = |count: u32| Said::Words(Text::new(format!("{zh} {count}"), format!("{en} {count}")));
        let slip = Slip { kind: Kind::Constant, span, before: said(from), after: said(to) };
        pen.offer(slip, || *drops = to);
    }
}

/// A word in both languages.
type Word = (&'static str, &'static str);

fn other_figure(function: Aggregate) -> Option<(Aggregate, Word, Word)> {
    let (sum, mean) = (("合计", "sum"), ("平均", "mean"));
    let (highest, lowest) = (("最高", "highest"), ("最低", "lowest"));
    match function {
        Aggregate::Sum => Some((Aggregate::Highest, sum, highest)),
        Aggregate::Mean => Some((Aggregate::Highest, mean, highest)),
        Aggregate::Highest => Some((Aggregate::Lowest, highest, lowest)),
        Aggregate::Lowest => Some((Aggregate::Highest, lowest, highest)),
        Aggregate::Count | Aggregate::LongestRun => None,
    }
}

/// The unit in which a number of this kind is written, where no literal says so.
pub(in crate::study::mutate) fn unit(type_of: &Type) -> Unit {
    let Type::Number { share, dimension, .. } = type_of else { return Unit::plain() };
    match share {
        crate::number::Share::Percent => Unit::parse("%"),
        crate::number::Share::PercentPoint => Unit::parse("个百分点"),
        crate::number::Share::None | crate::number::Share::Rate => {
            Unit { dimension: dimension.clone(), scale: Number::ONE, symbol: "".into(), ..Unit::plain() }
        }
    }
}
