//! Numbers that slip: by one unit of the last place they are written to.

use super::super::mutant::{Kind, Said};
use super::super::pen::{Pen, Slip};
use crate::number::{Number, Share, Unit};
use crate::plan::{Expr, ExprKind};
use crate::source::{Files, Span};

/// How a literal of the plan stands in the rules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// As itself: `3分`.
    Itself,
    /// As a share of the indicator's points: `满分的 10%`.
    Share,
    /// By a word: `满分`, and `扣分`, which starts from them.
    ByWord,
}

pub(super) fn written(texts: &Files, span: Span, unit: &Unit) -> Written {
    let text = texts.slice(span).trim();
    let digit = |letter: char| matches!(letter, '0'..='9' | '０'..='９' | '-' | '－' | '+' | '.');
    if !text.starts_with(digit) {
        return Written::ByWord;
    }
    if unit.share == Share::None && text.ends_with(['%', '％']) { Written::Share } else { Written::Itself }
}

/// One more and one less in the last place of a number, in base units: 60% and 61%, 59%; 0.5 and 0.6, 0.4. None where
/// the number has no last place.
pub(in crate::study::mutate) fn beside(number: &Number, unit: &Unit) -> Option<[Number; 2]> {
    let shown = unit.from_base(number);
    shown.decimal()?;
    let plain = shown.plain();
    let places = plain.split_once('.').map_or(0, |(_, part)| part.len());
    let step = (0..places).try_fold(Number::ONE, |step, _| step.over(&Number::whole(10)))?;
    Some([unit.to_base(&(&shown + &step)), unit.to_base(&(&shown - &step))])
}

/// A literal, up and down. What cannot be below zero is not tried below it.
pub(super) fn literal(expr: &mut Expr, pen: &mut Pen<'_>, kind: Kind) {
    let ExprKind::Number(number, unit) = &expr.kind else { return };
    let (number, unit, span) = (number.clone(), unit.clone(), expr.span);
    match written(pen.texts, span, &unit) {
        Written::ByWord => {}
        Written::Itself => {
            let of_rate = kind == Kind::Threshold && unit.share != Share::None;
            for to in beside(&number, &unit).into_iter().flatten() {
                // More than all the points is refused by `check`.
                let refused = kind == Kind::Row && pen.points().is_some_and(|points| to > *points);
                if !refused && (!to.is_negative() || number.is_negative() || of_rate) {
                    let said = |number: &Number| Said::Number(number.clone(), unit.clone());
                    let slip = Slip { kind, span, before: said(&number), after: said(&to) };
                    pen.offer(slip, || set(expr, to));
                }
            }
        }
        Written::Share => share(expr, pen, kind),
    }
}

fn share(expr: &mut Expr, pen: &mut Pen<'_>, kind: Kind) {
    let ExprKind::Number(number, _) = &expr.kind else { return };
    let Some(points) = pen.points().cloned() else { return };
    let (percent, span) = (Unit::parse("%"), expr.span);
    let Some(share) = number.over(&points) else { return };
    for to in beside(&share, &percent).into_iter().flatten().filter(|to| !to.is_negative()) {
        let said = |number: &Number| Said::Number(number.clone(), percent.clone());
        let slip = Slip { kind, span, before: said(&share), after: said(&to) };
        pen.offer(slip, || set(expr, &points * &to));
    }
}

fn set(expr: &mut Expr, to: Number) {
    if let ExprKind::Number(number, _) = &mut expr.kind {
        *number = to;
    }
}

/// A number that is no expression, up and down, as far as `fits` lets it.
pub(super) fn plain(
    number: &mut Number,
    pen: &mut Pen<'_>,
    (kind, span, unit): (Kind, Span, &Unit),
    fits: impl Fn(&Number) -> bool,
) {
    let from = number.clone();
    for to in beside(&from, unit).into_iter().flatten().filter(|to| fits(to)) {
        let said = |number: &Number| Said::Number(number.clone(), unit.clone());
        let slip = Slip { kind, span, before: said(&from), after: said(&to) };
        pen.offer(slip, || *number = to);
    }
}
