//! Points and weights that slip. What a method says by a word, 满分 or a share of it, goes with the points.

use super::super::mutant::Kind;
use super::super::pen::Pen;
use super::numbers::{self, Written};
use crate::number::{Number, Unit};
use crate::plan::{
    Absent, Cell, Combine, End, Entry, Expr, ExprKind, Indicator, IndicatorId, Kind as Node, Lacking,
    LineAmount, Method, Scheme, Verdict, What,
};
use crate::source::Files;

/// The points of an indicator, up and down; of a block, only where something else than its children's sum is made of
/// them.
pub(super) fn points(indicator: &mut Indicator, pen: &mut Pen<'_>, id: IndicatorId) {
    if !counts(pen.scheme, id) {
        return;
    }
    let (from, span, texts) = (indicator.points.clone(), indicator.span, pen.texts);
    let made = pen.made();
    let unit = Unit::points();
    numbers::plain(&mut indicator.points, pen, (Kind::Points, span, &unit), Number::is_positive);
    if pen.made() && !made {
        let rate = indicator.points.over(&from).unwrap_or(Number::ONE);
        by_word(indicator, &mut |expr| scaled(expr, &rate, texts));
    }
}

/// The weight in the parent.
pub(super) fn weight(indicator: &mut Indicator, pen: &mut Pen<'_>) {
    let span = indicator.span;
    if let Some(weight) = &mut indicator.weight {
        numbers::plain(weight, pen, (Kind::Weight, span, &Unit::parse("%")), Number::is_positive);
    }
}

fn counts(scheme: &Scheme, id: IndicatorId) -> bool {
    match &scheme.indicator(id).kind {
        Node::Leaf { .. } => true,
        Node::Group { children, combine, absent } => {
            let weighted = children.iter().any(|child| scheme.indicator(*child).weight.is_some());
            let rescaled = matches!(absent, Some(Absent::Rescale | Absent::Spread));
            let chosen = matches!(combine, Combine::Best | Combine::Mean | Combine::Choose(_));
            weighted || rescaled || chosen || scheme.indicator(id).weight.is_some()
        }
    }
}

fn scaled(expr: &mut Expr, rate: &Number, texts: &Files) {
    let span = expr.span;
    if let ExprKind::Number(number, unit) = &mut expr.kind {
        let goes_along = unit.dimension.is_points() && numbers::written(texts, span, unit) != Written::Itself;
        if goes_along {
            *number = &*number * rate;
        }
    }
    expr.parts_mut().into_iter().for_each(|part| scaled(part, rate, texts));
}

/// Every expression that stands in an indicator.
fn by_word(indicator: &mut Indicator, change: &mut dyn FnMut(&mut Expr)) {
    if let Node::Leaf { method, .. } = &mut indicator.kind {
        in_method(method, change);
    }
    if let Some(evidence) = &mut indicator.evidence {
        match &mut evidence.lacking {
            Lacking::AtMost(amount) | Lacking::Less(amount) => change(amount),
            Lacking::Report => {}
        }
    }
    for veto in &mut indicator.vetoes {
        if let Verdict::Score(amount) = &mut veto.verdict {
            change(amount);
        }
    }
}

fn in_method(method: &mut Method, change: &mut dyn FnMut(&mut Expr)) {
    match method {
        Method::Score { value, highest } => std::iter::once(value).chain(highest).for_each(change),
        Method::Proportion { value, target, cut_off, highest, .. } => {
            std::iter::once(value).chain(target).chain(cut_off).chain(highest).for_each(change);
        }
        Method::Interpolation { value, anchors } => {
            change(value);
            anchors.iter_mut().for_each(|anchor| change(&mut anchor.points));
        }
        Method::Bands { value, rows } => {
            change(value);
            for row in rows {
                for end in [&mut row.low, &mut row.high] {
                    if let End::At { value, .. } = end {
                        change(value);
                    }
                }
                in_cell(&mut row.cell, change);
            }
        }
        Method::Choices { value, rows } => {
            change(value);
            rows.iter_mut().for_each(|row| in_cell(&mut row.cell, change));
        }
        Method::Conditions { rows } => {
            for row in rows {
                row.condition.iter_mut().for_each(&mut *change);
                in_cell(&mut row.cell, change);
            }
        }
        Method::Lines { start, entries } => {
            change(start);
            entries.iter_mut().for_each(|entry| in_entry(entry, change));
        }
        Method::Assessed { .. } | Method::Levels { .. } => {}
    }
}

fn in_cell(cell: &mut Cell, change: &mut dyn FnMut(&mut Expr)) {
    if let Cell::Points(points) = cell {
        change(points);
    }
}

fn in_entry(entry: &mut Entry, change: &mut dyn FnMut(&mut Expr)) {
    let line = match entry {
        Entry::Best(entries) => return entries.iter_mut().for_each(|entry| in_entry(entry, change)),
        Entry::Line(line) => line,
    };
    match &mut line.what {
        What::Holds(what) | What::Count(what) => change(what),
        What::Gap { value, bound, .. } => [value, bound].into_iter().for_each(&mut *change),
    }
    if let LineAmount::Points(amount) = &mut line.amount {
        change(amount);
    }
    line.at_most.iter_mut().for_each(change);
}
