//! Slips in lines that add or take away.

use super::super::mutant::Kind;
use super::super::pen::Pen;
use super::{exprs, numbers};
use crate::number::{Number, Share, Unit};
use crate::plan::{Entry, Expr, Line, LineAmount, Remainder, Step, StepSize, Type, What};
use crate::source::Span;

/// Every slip in lines.
pub(super) fn entries(entries: &mut Vec<Entry>, pen: &mut Pen<'_>) {
    for place in 0..entries.len() {
        let Some(entry) = entries.get_mut(place) else { return };
        match entry {
            Entry::Line(one) => line(one, pen),
            Entry::Best(inner) => {
                self::entries(inner, pen);
                let Some(span) = first_span(inner) else { continue };
                let inner = inner.clone();
                let slip = exprs::signs(Kind::Combine, span, ("取最高", "best"), ("", ""));
                pen.offer(slip, || {
                    entries.splice(place..=place, inner);
                });
            }
        }
    }
}

fn first_span(entries: &[Entry]) -> Option<Span> {
    entries.first().and_then(|entry| match entry {
        Entry::Line(line) => Some(line.span),
        Entry::Best(inner) => first_span(inner),
    })
}

fn line(line: &mut Line, pen: &mut Pen<'_>) {
    let whole = counted(&line.what).is_some_and(is_whole);
    what(line, pen);
    if let Some(step) = &mut line.step {
        self::step(step, pen, (line.span, whole));
    }
    match &mut line.amount {
        LineAmount::Points(points) => exprs::expr(points, pen, Kind::Amount),
        LineAmount::Assessed { .. } => {}
    }
    if let Some(most) = &mut line.at_most {
        exprs::expr(most, pen, Kind::Cap);
        let slip = exprs::signs(Kind::Cap, most.span, ("最多 …", "at most …"), ("", ""));
        pen.offer(slip, || line.at_most = None);
    }
}

fn what(line: &mut Line, pen: &mut Pen<'_>) {
    match &mut line.what {
        What::Holds(condition) => exprs::condition(condition, pen),
        What::Count(count) => exprs::expr(count, pen, Kind::Constant),
        What::Gap { value, bound, above, or_equal } => {
            exprs::expr(value, pen, Kind::Constant);
            exprs::expr(bound, pen, Kind::Threshold);
            // A gap of 0 has no step to count: whether it meets the comparison changes what a line gives once only.
            if line.step.is_none() {
                let sign = |or_equal: bool| match (*above, or_equal) {
                    (true, true) => ("≥", "≥"),
                    (true, false) => (">", ">"),
                    (false, true) => ("≤", "≤"),
                    (false, false) => ("<", "<"),
                };
                let (before, after) = (sign(*or_equal), sign(!*or_equal));
                pen.offer(exprs::signs(Kind::Comparison, bound.span, before, after), || {
                    *or_equal = !*or_equal;
                });
            }
        }
    }
}

/// What the steps of a line are counted in.
fn counted(what: &What) -> Option<&Expr> {
    match what {
        What::Holds(_) => None,
        What::Count(count) => Some(count),
        What::Gap { value, .. } => Some(value),
    }
}

fn is_whole(expr: &Expr) -> bool {
    matches!(expr.type_of, Type::Number { whole: true, share: Share::None, .. })
}

fn step(step: &mut Step, pen: &mut Pen<'_>, (span, whole): (Span, bool)) {
    let mut one = false;
    match &mut step.size {
        StepSize::Fixed(size, unit) => {
            one = *size == Number::ONE;
            let unit = unit.clone();
            numbers::plain(size, pen, (Kind::Step, span, &unit), Number::is_positive);
        }
        StepSize::OfBase(share) => {
            numbers::plain(share, pen, (Kind::Step, span, &Unit::parse("%")), Number::is_positive);
        }
    }
    if whole && one {
        // No part of a step is left over.
        return;
    }
    let word = |remainder: Remainder| match remainder {
        Remainder::Dropped => ("零头 不计", "remainder dropped"),
        Remainder::WholeStep => ("零头 算一步", "remainder whole step"),
        Remainder::ProRata => ("零头 按比例", "remainder pro rata"),
    };
    let from = step.remainder;
    for to in [Remainder::Dropped, Remainder::WholeStep, Remainder::ProRata] {
        if to != from {
            let slip = exprs::signs(Kind::Remainder, span, word(from), word(to));
            pen.offer(slip, || step.remainder = to);
        }
    }
}
