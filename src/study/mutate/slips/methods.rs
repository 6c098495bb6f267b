//! Slips in the ways to score.

use super::super::mutant::{Kind, Said};
use super::super::pen::{Pen, Slip};
use super::{bounds, exprs, lines, numbers};
use crate::number::{Bound, Interval, Number, Unit};
use crate::plan::{Anchor, Cell, Expr, Level, Method, OnZero};
use crate::source::Span;

/// Every slip in a method.
pub(super) fn method(method: &mut Method, pen: &mut Pen<'_>, span: Span) {
    match method {
        Method::Score { value, highest } => {
            exprs::expr(value, pen, Kind::Constant);
            limit(highest, pen);
        }
        Method::Proportion { .. } => proportion(method, pen, span),
        Method::Interpolation { value, anchors } => {
            exprs::expr(value, pen, Kind::Constant);
            interpolation(anchors, pen, &exprs::unit(&value.type_of));
        }
        Method::Bands { value, rows } => {
            exprs::expr(value, pen, Kind::Constant);
            bounds::bands(rows, pen, &value.type_of);
            rows.iter_mut().for_each(|row| cell(&mut row.cell, pen));
        }
        Method::Choices { value, rows } => {
            exprs::expr(value, pen, Kind::Constant);
            rows.iter_mut().for_each(|row| cell(&mut row.cell, pen));
        }
        Method::Conditions { rows } => {
            for row in rows {
                if let Some(condition) = &mut row.condition {
                    exprs::condition(condition, pen);
                }
                cell(&mut row.cell, pen);
            }
        }
        Method::Lines { start, entries } => {
            exprs::expr(start, pen, Kind::Amount);
            lines::entries(entries, pen);
        }
        Method::Levels { points: None, levels, .. } => {
            levels.iter_mut().for_each(|level| fixed(level, pen));
        }
        Method::Assessed { .. } | Method::Levels { points: Some(_), .. } => {}
    }
}

/// 最高: up and down. To have none is to be limited by the points.
fn limit(highest: &mut Option<Expr>, pen: &mut Pen<'_>) {
    if let Some(highest) = highest {
        exprs::expr(highest, pen, Kind::Cap);
    }
}

fn proportion(method: &mut Method, pen: &mut Pen<'_>, span: Span) {
    let Method::Proportion { value, target, reverse, cut_off, highest, zero_target } = method else { return };
    exprs::expr(value, pen, Kind::Constant);
    if let Some(target) = target {
        exprs::expr(target, pen, Kind::Threshold);
    }
    let (plain, reversed) = (("", ""), ("反向", "reverse"));
    let (before, after) = if *reverse { (reversed, plain) } else { (plain, reversed) };
    pen.offer(exprs::signs(Kind::Reverse, span, before, after), || *reverse = !*reverse);
    if let Some(limit) = cut_off {
        exprs::expr(limit, pen, Kind::Threshold);
    }
    if let Some(limit) = &*cut_off {
        let slip = exprs::signs(Kind::Threshold, limit.span, ("低于 … 不得分", "below … none"), ("", ""));
        pen.offer(slip, || *cut_off = None);
    }
    limit(highest, pen);
    on_zero(zero_target, pen, span);
}

fn interpolation(anchors: &mut [Anchor], pen: &mut Pen<'_>, unit: &Unit) {
    for place in 0..anchors.len() {
        let at = |place: Option<usize>| place.and_then(|place| anchors.get(place)).map(|one| one.at.clone());
        // They stay in rising order.
        let (below, above) = (at(place.checked_sub(1)), at(place.checked_add(1)));
        let Some(anchor) = anchors.get_mut(place) else { continue };
        let span = anchor.points.span;
        numbers::plain(&mut anchor.at, pen, (Kind::Threshold, span, unit), |to| {
            below.as_ref().is_none_or(|below| to > below) && above.as_ref().is_none_or(|above| to < above)
        });
        exprs::expr(&mut anchor.points, pen, Kind::Row);
    }
}

fn cell(cell: &mut Cell, pen: &mut Pen<'_>) {
    if let Cell::Points(points) = cell {
        exprs::expr(points, pen, Kind::Row);
    }
}

/// A level that is worth a fixed number of points.
fn fixed(level: &mut Level, pen: &mut Pen<'_>) {
    let Some(from) = level.range.single().cloned() else { return };
    let within = |to: &Number| !to.is_negative() && pen.points().is_none_or(|points| to <= points);
    let near: Vec<Number> =
        numbers::beside(&from, &Unit::points()).into_iter().flatten().filter(within).collect();
    for to in near {
        let said = |number: &Number| Said::Number(number.clone(), Unit::points());
        let slip = Slip { kind: Kind::Row, span: level.span, before: said(&from), after: said(&to) };
        pen.offer(slip, || {
            level.range = Interval::new(Bound::Included(to.clone()), Bound::Included(to));
        });
    }
}

/// Another outcome of a zero denominator or target.
pub(super) fn on_zero(on_zero: &mut OnZero, pen: &mut Pen<'_>, span: Span) {
    let said = |outcome: &OnZero| match outcome {
        OnZero::Impossible | OnZero::Value(_) => ("视为 …", "as …"),
        OnZero::NotApplicable => ("不适用", "n/a"),
        OnZero::Fault => ("报错", "error"),
        OnZero::Full => ("给满分", "full"),
    };
    let to = match on_zero {
        OnZero::Impossible => return,
        OnZero::NotApplicable | OnZero::Full => OnZero::Fault,
        OnZero::Fault => OnZero::NotApplicable,
        OnZero::Value(value) => {
            exprs::expr(value, pen, Kind::Zero);
            OnZero::NotApplicable
        }
    };
    let slip = exprs::signs(Kind::Zero, span, said(on_zero), said(&to));
    pen.offer(slip, || *on_zero = to);
}
