//! Ends of bands that slip. Two bands that meet share one threshold: it moves in both, and belongs to one of them, so
//! that no slip leaves a gap.

use super::super::mutant::{Kind, Said};
use super::super::pen::{Pen, Slip};
use super::{exprs, numbers};
use crate::number::{Bound, Number, Unit};
use crate::plan::{Band, End, Expr, ExprKind, Grade, Type};
use crate::source::Span;

/// Which end of which row.
type Place = (usize, bool);

/// Every threshold of the rows, and to which side it belongs.
pub(super) fn bands(rows: &mut [Band], pen: &mut Pen<'_>, of: &Type) {
    let whole = matches!(of, Type::Number { whole: true, .. });
    for places in shared(rows, whole) {
        let Some(&first) = places.first() else { continue };
        let before = end(rows, first).cloned();
        let Some(End::At { value, .. }) = end_mut(rows, first) else { continue };
        let made = pen.made();
        exprs::expr(value, pen, Kind::Threshold);
        if pen.made() && !made {
            moved(rows, &places, before.as_ref());
            return;
        }
        // Of whole numbers, to belong to the other side is to move by one. One that is a band by itself stays one.
        let alone = places.iter().any(|(row, low)| places.contains(&(*row, !low)));
        if !whole && !alone {
            belonging(rows, &places, pen);
        }
    }
}

/// The ends that are one threshold. Of whole numbers, `2-3` and `不少于 4` meet between 3 and 4.
fn shared(rows: &[Band], whole: bool) -> Vec<Vec<Place>> {
    let mut groups: Vec<(Expr, Option<Number>, Vec<Place>)> = Vec::new();
    for (row, band) in rows.iter().enumerate() {
        for (low, one) in [(true, &band.low), (false, &band.high)] {
            let End::At { value, included } = one else { continue };
            let cut = literal(value)
                .filter(|_| whole)
                .map(|number| if low == *included { number } else { &number + &Number::ONE });
            let bare = unplaced(value);
            let known = groups.iter_mut().find(|(other, at, _)| match (&cut, at) {
                (Some(cut), Some(at)) => cut == at,
                (None, None) => bare == *other,
                (Some(_), None) | (None, Some(_)) => false,
            });
            match known {
                Some((_, _, places)) => places.push((row, low)),
                None => groups.push((bare, cut, vec![(row, low)])),
            }
        }
    }
    groups.into_iter().map(|(_, _, places)| places).collect()
}

/// The number of a literal.
fn literal(expr: &Expr) -> Option<Number> {
    if let ExprKind::Number(number, _) = &expr.kind { Some(number.clone()) } else { None }
}

/// Without the places it is written at, and without the units it is written in.
fn unplaced(expr: &Expr) -> Expr {
    let nowhere = Span::new(crate::source::SourceId(0), 0, 0);
    let mut bare = Expr { span: nowhere, ..expr.clone() };
    if let ExprKind::Number(_, unit) = &mut bare.kind {
        *unit = Unit::plain();
    }
    for part in bare.parts_mut() {
        *part = unplaced(part);
    }
    bare
}

fn end(rows: &[Band], (row, low): Place) -> Option<&End> {
    rows.get(row).map(|row| if low { &row.low } else { &row.high })
}

fn end_mut(rows: &mut [Band], (row, low): Place) -> Option<&mut End> {
    rows.get_mut(row).map(|row| if low { &mut row.low } else { &mut row.high })
}

/// The first of the ends has slipped; the others go with it.
fn moved(rows: &mut [Band], places: &[Place], before: Option<&End>) {
    let Some((first, others)) = places.split_first() else { return };
    let Some(End::At { value: to, .. }) = end(rows, *first).cloned() else { return };
    let by = before.and_then(|before| match before {
        End::Open => None,
        End::At { value, .. } => Some(&literal(&to)? - &literal(value)?),
    });
    for place in others {
        let Some(End::At { value, .. }) = end_mut(rows, *place) else { continue };
        match (&mut value.kind, &by) {
            (ExprKind::Number(number, _), Some(by)) => *number = &*number + by,
            (_, _) => *value = to.clone(),
        }
    }
}

fn belonging(rows: &mut [Band], places: &[Place], pen: &mut Pen<'_>) {
    let Some(&first) = places.first() else { return };
    let Some(End::At { value, included }) = end(rows, first) else { return };
    let slip = within(value.span, *included);
    pen.offer(slip, || {
        for place in places {
            if let Some(End::At { included, .. }) = end_mut(rows, *place) {
                *included = !*included;
            }
        }
    });
}

fn within(span: Span, included: bool) -> Slip {
    let (yes, no) = (("(含)", "(incl)"), ("(不含)", "(excl)"));
    let (before, after) = if included { (yes, no) } else { (no, yes) };
    exprs::signs(Kind::End, span, before, after)
}

/// The bounds of the grades.
pub(super) fn grades(grades: &mut [Grade], pen: &mut Pen<'_>) {
    let mut bounds: Vec<Number> = Vec::new();
    for grade in grades.iter() {
        let ends = [&grade.range.low, &grade.range.high];
        for value in ends.into_iter().filter_map(Bound::value) {
            if !bounds.contains(value) {
                bounds.push(value.clone());
            }
        }
    }
    for from in bounds {
        let above = grades.iter().find(|grade| grade.range.low_value() == Some(&from));
        let Some(span) = above.or(grades.first()).map(|grade| grade.span) else { continue };
        let included = above.is_some_and(|grade| matches!(grade.range.low, Bound::Included(_)));
        let several = above.is_some_and(|grade| grade.range.single().is_none());
        for to in numbers::beside(&from, &Unit::points()).into_iter().flatten() {
            let said = |number: &Number| Said::Number(number.clone(), Unit::points());
            let slip = Slip { kind: Kind::Threshold, span, before: said(&from), after: said(&to) };
            pen.offer(slip, || each_bound(grades, &from, |_, included| end_at(to.clone(), included)));
        }
        if several {
            let slip = within(span, included);
            pen.offer(slip, || each_bound(grades, &from, |value, included| end_at(value, !included)));
        }
    }
}

fn end_at(value: Number, included: bool) -> Bound {
    if included { Bound::Included(value) } else { Bound::Excluded(value) }
}

fn each_bound(grades: &mut [Grade], at: &Number, to: impl Fn(Number, bool) -> Bound) {
    for grade in grades {
        for bound in [&mut grade.range.low, &mut grade.range.high] {
            match bound {
                Bound::Included(value) if value == at => *bound = to(value.clone(), true),
                Bound::Excluded(value) if value == at => *bound = to(value.clone(), false),
                Bound::Included(_) | Bound::Excluded(_) | Bound::Open => {}
            }
        }
    }
}
