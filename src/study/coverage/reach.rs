//! What scores and amounts can come to, as far as the declared ranges tell: always wide enough, so that what lies
//! outside is proved out of reach.

use crate::check;
use crate::number::{Bound, Interval, Number};
use crate::plan::{
    Cell, Entry, Expr, ExprKind, Formula, Indicator, IndicatorId, InputId, Instead, Kind, Line, LineAmount,
    Method, OnExcused, OnMissing, OnZero, Outside, Remainder, Scheme, StepSize, What,
};

/// 0 up to the upper end of a range.
fn up_to(range: &Interval) -> Interval {
    match &range.high {
        Bound::Open => Interval::from_zero(),
        Bound::Included(high) | Bound::Excluded(high) => {
            Interval::closed(Number::ZERO, high.clone().max(Number::ZERO))
        }
    }
}

/// What a line adds or takes before 最多, at least 0 where its amount is.
pub(super) fn amount(scheme: &Scheme, line: &Line) -> Interval {
    let each = match &line.amount {
        LineAmount::Points(points) => check::range(scheme, points),
        LineAmount::Assessed { input } => scheme.input(*input).range.clone(),
    };
    steps(scheme, line).times(&each).hull(&Interval::point(Number::ZERO))
}

/// How many steps a line can count; 1 where it counts once.
fn steps(scheme: &Scheme, line: &Line) -> Interval {
    let Some(step) = &line.step else { return Interval::closed(Number::ZERO, Number::ONE) };
    let count = match &line.what {
        What::Holds(_) => Interval::closed(Number::ZERO, Number::ONE),
        What::Count(count) => check::range(scheme, count),
        What::Gap { value, bound, above, .. } => {
            let (value, bound) = (check::range(scheme, value), check::range(scheme, bound));
            if *above { value.minus(&bound) } else { bound.minus(&value) }
        }
    };
    let (count, StepSize::Fixed(size, _)) = (up_to(&count), &step.size) else { return Interval::from_zero() };
    let Some(most) = count.high_value().and_then(|most| most.over(size)) else {
        return Interval::from_zero();
    };
    let most = match step.remainder {
        Remainder::Dropped => most.floor(),
        Remainder::WholeStep => most.ceiling(),
        Remainder::ProRata => most,
    };
    Interval::closed(Number::ZERO, most)
}

/// What a line comes to after 最多, less being negative.
fn effect(scheme: &Scheme, line: &Line) -> Interval {
    let amount = amount(scheme, line);
    let limited = match &line.at_most {
        Some(most) => {
            let most = up_to(&check::range(scheme, most));
            match most.high_value() {
                Some(most) => amount.intersect(&Interval::new(Bound::Open, Bound::Included(most.clone()))),
                None => amount,
            }
        }
        None => amount,
    };
    if line.adds { limited } else { limited.negated() }
}

fn lines(scheme: &Scheme, entries: &[Entry]) -> Interval {
    entries.iter().fold(Interval::point(Number::ZERO), |sum, entry| sum.plus(&entry_reach(scheme, entry)))
}

fn entry_reach(scheme: &Scheme, entry: &Entry) -> Interval {
    match entry {
        Entry::Line(line) => effect(scheme, line),
        Entry::Best(inner) => {
            let each = inner.iter().map(|entry| entry_reach(scheme, entry));
            each.reduce(|one, other| one.hull(&other)).unwrap_or(Interval::point(Number::ZERO))
        }
    }
}

/// Whether another entry of 取最高 can count in place of this line while it holds: one before it that can be as much,
/// one after it that can be more.
pub(super) fn may_be_passed_over(scheme: &Scheme, entries: &[Entry], place: usize) -> bool {
    let Some(Entry::Line(line)) = entries.get(place) else { return true };
    let size = |entry: &Entry| {
        let reach = entry_reach(scheme, entry);
        Some(reach.low_value()?.abs().max(reach.high_value()?.abs()))
    };
    // What counts once and in full whenever it holds is always as much.
    let each = match (&line.amount, &line.step, &line.at_most) {
        (LineAmount::Points(points), None, None) => {
            check::range(scheme, points).single().map(|points| points.abs())
        }
        (LineAmount::Points(_) | LineAmount::Assessed { .. }, _, _) => None,
    };
    let Some(each) = each else { return true };
    entries.iter().enumerate().filter(|(other, _)| *other != place).any(|(other, entry)| match size(entry) {
        Some(size) if other < place => size >= each,
        Some(size) => size > each,
        None => true,
    })
}

/// What the lines of a bonus or penalty come to, before they are kept at 0 and within their limit.
pub(super) fn outside_lines(scheme: &Scheme, item: &Outside) -> Interval {
    let sum = lines(scheme, &item.entries);
    if item.penalty { sum.negated() } else { sum }
}

/// Whether nothing in it is below zero.
pub(super) fn is_at_least_zero(range: &Interval) -> bool {
    range.low_value().is_some_and(|low| !low.is_negative())
}

/// The range itself, where it is proved to pass no limit; none where it may.
pub(super) fn never_above(scheme: &Scheme, range: &Interval, limit: &Expr) -> Option<Interval> {
    let limit = check::range(scheme, limit);
    let within = limit.low_value().zip(range.high_value()).is_some_and(|(limit, most)| most <= limit);
    within.then(|| range.clone())
}

/// The total before its limits.
pub(super) fn total(scheme: &Scheme) -> Interval {
    let base = Interval::closed(Number::ZERO, scheme.points.clone());
    scheme.outside.iter().fold(base, |sum, item| {
        let range = up_to(&outside_lines(scheme, item));
        let limited = match item.limit.as_ref().map(|limit| up_to(&check::range(scheme, limit))) {
            Some(limit) => range.intersect(&limit),
            None => range,
        };
        // 逐项 rounding can add a little to each.
        let rounded = match (&scheme.rounding.item, limited.high_value()) {
            (Some(rounding), Some(high)) => {
                let high = rounding.apply(high).max(high.clone());
                Interval::closed(Number::ZERO, high)
            }
            (Some(_) | None, _) => limited,
        };
        if item.penalty { sum.minus(&rounded) } else { sum.plus(&rounded) }
    })
}

/// Whether a method can give less than the least, or more than the most, that an indicator is kept within.
pub(super) fn may_be_kept(scheme: &Scheme, indicator: &Indicator, method: &Method) -> (bool, bool) {
    let given = given(scheme, indicator, method);
    let least = indicator.most_lost.as_ref().map_or(Number::ZERO, |lost| &indicator.points - lost);
    let most = match method {
        Method::Score { highest: Some(highest), .. } | Method::Proportion { highest: Some(highest), .. } => {
            check::range(scheme, highest).low
        }
        Method::Score { .. }
        | Method::Proportion { .. }
        | Method::Interpolation { .. }
        | Method::Bands { .. }
        | Method::Choices { .. }
        | Method::Conditions { .. }
        | Method::Lines { .. }
        | Method::Assessed { .. }
        | Method::Levels { .. } => Bound::Included(indicator.points.clone()),
    };
    let lifted = given.low_value().is_none_or(|low| *low < least);
    let cut = match (given.high_value(), most.value()) {
        (Some(high), Some(most)) => high > most,
        (_, _) => true,
    };
    (lifted, cut)
}

/// What a method gives before it is kept.
fn given(scheme: &Scheme, indicator: &Indicator, method: &Method) -> Interval {
    let own = Interval::closed(Number::ZERO, indicator.points.clone());
    let hull = |cells: Vec<Interval>| cells.into_iter().reduce(|a, b| a.hull(&b)).unwrap_or(Interval::ALL);
    let cell = |cell: &Cell| cell.points().map(|points| check::range(scheme, points));
    match method {
        Method::Score { value, .. } => check::range(scheme, value),
        Method::Proportion { highest, zero_target, .. } => {
            let shares = if highest.is_some() { Interval::from_zero() } else { own };
            match zero_target {
                OnZero::Value(value) => shares.hull(&check::range(scheme, value)),
                OnZero::Impossible | OnZero::NotApplicable | OnZero::Fault | OnZero::Full => shares,
            }
        }
        Method::Interpolation { anchors, .. } => {
            hull(anchors.iter().map(|anchor| check::range(scheme, &anchor.points)).collect())
        }
        Method::Bands { rows, .. } => hull(rows.iter().filter_map(|row| cell(&row.cell)).collect()),
        Method::Choices { rows, .. } => hull(rows.iter().filter_map(|row| cell(&row.cell)).collect()),
        Method::Conditions { rows } => hull(rows.iter().filter_map(|row| cell(&row.cell)).collect()),
        Method::Lines { start, entries } => check::range(scheme, start).plus(&lines(scheme, entries)),
        Method::Assessed { points } => scheme.input(*points).range.clone(),
        Method::Levels { points, levels, .. } => match points {
            Some(points) => scheme.input(*points).range.clone(),
            None => hull(levels.iter().map(|level| level.range.clone()).collect()),
        },
    }
}

/// Whether an indicator may not apply to a subject: more than enough are thought so, never too few.
pub(super) fn may_not_apply(scheme: &Scheme, id: IndicatorId) -> bool {
    let indicator = scheme.indicator(id);
    let waived = indicator.not_applicable.iter().any(|clause| clause.instead == Instead::Nothing);
    let inside = match &indicator.kind {
        Kind::Group { children, .. } => children.iter().all(|child| may_not_apply(scheme, *child)),
        Kind::Leaf { method, on_zero } => *on_zero == OnZero::NotApplicable || leaf_may_not(scheme, method),
    };
    // A veto or clause that reads what does not apply leaves the item as it is; a branch is another's item.
    waived || inside || !indicator.guards.is_empty()
}

fn leaf_may_not(scheme: &Scheme, method: &Method) -> bool {
    let not = |cell: &Cell| matches!(cell, Cell::NotApplicable);
    let own = match method {
        Method::Proportion { zero_target, .. } => *zero_target == OnZero::NotApplicable,
        Method::Bands { rows, .. } => rows.iter().any(|row| not(&row.cell)),
        Method::Choices { rows, .. } => rows.iter().any(|row| not(&row.cell)),
        Method::Conditions { rows } => rows.iter().any(|row| not(&row.cell)),
        Method::Score { .. }
        | Method::Interpolation { .. }
        | Method::Lines { .. }
        | Method::Assessed { .. }
        | Method::Levels { .. } => false,
    };
    let assessed = method.assessed().into_iter().any(|input| input_may_not(scheme, input));
    own || assessed || method.exprs().into_iter().any(|expr| expr_may_not(scheme, expr))
}

fn input_may_not(scheme: &Scheme, id: InputId) -> bool {
    let input = scheme.input(id);
    input.may_not_apply
        || input.missing == OnMissing::NotApplicable
        || input.excused == Some(OnExcused::NotApplicable)
}

fn expr_may_not(scheme: &Scheme, expr: &Expr) -> bool {
    let own = match &expr.kind {
        ExprKind::Input(id) => input_may_not(scheme, *id),
        ExprKind::Formula(id) => formula_may_not(scheme, scheme.formula(*id)),
        ExprKind::Group(_) | ExprKind::Score(..) | ExprKind::OfLayer(..) | ExprKind::Grade => true,
        // Records that do not apply are left out of a figure.
        ExprKind::Field(_) | ExprKind::Aggregate { .. } => false,
        ExprKind::Number(..)
        | ExprKind::YesNo(_)
        | ExprKind::Choice(_)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::Negate(_)
        | ExprKind::Not(_)
        | ExprKind::Arithmetic(..)
        | ExprKind::Compare(..)
        | ExprKind::And(..)
        | ExprKind::Or(..)
        | ExprKind::If(..)
        | ExprKind::Total(_)
        | ExprKind::Call(..) => false,
    };
    own || expr.parts().into_iter().any(|part| expr_may_not(scheme, part))
}

fn formula_may_not(scheme: &Scheme, formula: &Formula) -> bool {
    formula.on_zero == OnZero::NotApplicable || expr_may_not(scheme, &formula.value)
}
