//! The rules with everything that moves replaced by the best it could come to: what they give is never less than what the
//! real rules give anywhere in the stretches. Points of blocks, limits, roundings and totals never fall when a score in
//! them rises, so the best of the parts gives the best of the whole.

use super::could::{Halt, Stretches};
use crate::number::{Number, Unit};
use crate::plan::{
    Entry, Expr, ExprKind, Indicator, IndicatorId, InputId, Kind, Line, LineAmount, Method, OnZero, Outside,
    Scheme, Type, Verdict, Veto, What,
};
use crate::source::Span;

/// Rules to be relaxed and restored, again and again.
pub(super) struct Relaxed {
    pub(super) scheme: Scheme,
    indicators: Vec<(usize, Indicator)>,
    outside: Vec<(usize, Outside)>,
    vetoes: Vec<(usize, Veto)>,
}

/// It is not known what the best of something is: anything could be reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Open {
    /// The input that moves a denominator which may be zero, where that is the reason.
    pub(super) by: Option<InputId>,
}

impl From<Halt> for Open {
    fn from(halt: Halt) -> Open {
        match halt {
            Halt::Zero(input) => Open { by: Some(input) },
            Halt::Surely | Halt::Perhaps => UNKNOWN,
        }
    }
}

const UNKNOWN: Open = Open { by: None };

impl Relaxed {
    pub(super) fn of(scheme: &Scheme) -> Relaxed {
        let scheme = Scheme { variants: Vec::new(), ..scheme.clone() };
        Relaxed { scheme, indicators: Vec::new(), outside: Vec::new(), vetoes: Vec::new() }
    }

    /// Puts back what was replaced.
    pub(super) fn restore(&mut self) {
        let Relaxed { scheme, indicators, outside, vetoes } = self;
        indicators.drain(..).for_each(|(at, one)| swap(&mut scheme.indicators, at, one).map_or((), drop));
        outside.drain(..).for_each(|(at, one)| swap(&mut scheme.outside, at, one).map_or((), drop));
        vetoes.drain(..).for_each(|(at, one)| swap(&mut scheme.vetoes, at, one).map_or((), drop));
    }

    /// Puts the best in the place of what moves.
    pub(super) fn relax(&mut self, at: &Stretches<'_>) -> Result<(), Open> {
        for id in at.touched.indicators() {
            let Some(best) = indicator(at, id)? else { continue };
            let place = id.0 as usize;
            self.indicators.extend(swap(&mut self.scheme.indicators, place, best).map(|one| (place, one)));
        }
        for place in at.touched.outside() {
            let Some(item) = at.scheme.outside.get(place) else { continue };
            let best = outside(at, item)?;
            self.outside.extend(swap(&mut self.scheme.outside, place, best).map(|one| (place, one)));
        }
        for (place, veto) in at.scheme.vetoes.iter().enumerate() {
            if at.touched.veto(veto) {
                let best = decided(at, veto);
                self.vetoes.extend(swap(&mut self.scheme.vetoes, place, best).map(|one| (place, one)));
            }
        }
        Ok(())
    }
}

fn swap<T>(all: &mut [T], at: usize, one: T) -> Option<T> {
    all.get_mut(at).map(|place| std::mem::replace(place, one))
}

/// None where nothing of its own moves.
fn indicator(at: &Stretches<'_>, id: IndicatorId) -> Result<Option<Indicator>, Open> {
    let own = at.scheme.indicator(id);
    let moves = |expr: &Expr| at.touched.expr(expr);
    if own.guards.iter().any(|guard| at.touched.input(guard.input))
        || own.evidence.as_ref().is_some_and(|evidence| evidence.amount().is_some_and(moves))
    {
        return Err(UNKNOWN);
    }
    let mut changed: Option<Indicator> = None;
    for (place, clause) in
        own.not_applicable.iter().enumerate().filter(|(_, clause)| moves(&clause.condition))
    {
        let holds = match at.truth(&clause.condition) {
            Ok((true, false)) => true,
            Ok((false, _)) => false,
            Ok((true, true)) => return Err(UNKNOWN),
            Err(halt) => return Err(halt.into()),
        };
        let one = changed.get_or_insert_with(|| own.clone());
        if let Some(clause) = one.not_applicable.get_mut(place) {
            clause.condition = yes_no(holds, clause.span);
        }
    }
    if let Kind::Leaf { method, on_zero } = &own.kind {
        if matches!(on_zero, OnZero::Value(value) if moves(value)) {
            return Err(UNKNOWN);
        }
        let reads = method.exprs().into_iter().any(moves)
            || method.assessed().into_iter().any(|id| at.touched.input(id));
        if reads && let Some(best) = leaf(at, own, method)? {
            let kind = Kind::Leaf { method: Box::new(best), on_zero: on_zero.clone() };
            changed.get_or_insert_with(|| own.clone()).kind = kind;
        }
    }
    for (place, veto) in own.vetoes.iter().enumerate().filter(|(_, veto)| at.touched.veto(veto)) {
        let best = decided(at, veto);
        swap(&mut changed.get_or_insert_with(|| own.clone()).vetoes, place, best);
    }
    Ok(changed)
}

/// None where it surely has no value: then it halts as it is.
fn leaf(at: &Stretches<'_>, own: &Indicator, method: &Method) -> Result<Option<Method>, Open> {
    let bounds = match at.method(method, &own.points) {
        Ok(bounds) => bounds,
        Err(Halt::Surely) => return Ok(None),
        Err(halt) => return Err(halt.into()),
    };
    let most = match &bounds.most {
        None => None,
        Some(most) => Some(most.high_value().cloned().ok_or(UNKNOWN)?),
    };
    let highest = most.clone().unwrap_or_else(|| own.points.clone());
    let value = bounds.points.high_value().cloned().unwrap_or(highest);
    Ok(Some(Method::Score {
        value: points(value, own.span),
        highest: most.map(|most| points(most, own.span)),
    }))
}

/// A bonus at its best, or a penalty at its least.
fn outside(at: &Stretches<'_>, item: &Outside) -> Result<Outside, Open> {
    if at.entries(&item.entries) == Err(Halt::Surely) {
        // Surely without a value: then it halts as it is.
        return Ok(item.clone());
    }
    let limit = match &item.limit {
        None => None,
        Some(limit) => at.number(limit).ok(),
    };
    let most = limit.as_ref().and_then(|limit| limit.high_value()).cloned();
    let limit_moves = item.limit.as_ref().is_some_and(|limit| at.touched.expr(limit));
    let added = at.entries(&item.entries).ok();
    let value = if item.penalty {
        let least = added.as_ref().and_then(|added| added.high_value()).map(|added| -added);
        let least = least.unwrap_or(Number::ZERO).max(Number::ZERO);
        if limit_moves { Number::ZERO } else { least }
    } else {
        let best = added.as_ref().and_then(|added| added.high_value()).cloned();
        best.or(most).ok_or(UNKNOWN)?
    };
    let line = Line {
        what: What::Holds(yes_no(true, item.span)),
        step: None,
        adds: !item.penalty,
        amount: LineAmount::Points(points(value, item.span)),
        at_most: None,
        label: String::new(),
        span: item.span,
    };
    Ok(Outside {
        name: item.name.clone(),
        penalty: item.penalty,
        limit: item.limit.clone().filter(|_| !limit_moves),
        entries: vec![Entry::Line(line)],
        span: item.span,
    })
}

/// A veto that surely holds; else as if it did not, since a veto only lowers.
fn decided(at: &Stretches<'_>, veto: &Veto) -> Veto {
    let holds = matches!(at.truth(&veto.condition), Ok((true, false)));
    let (verdict, holds) = match &veto.verdict {
        Verdict::Score(amount) if at.touched.expr(amount) => {
            let most = at.number(amount).ok().and_then(|amount| amount.high_value().cloned());
            let known = most.is_some();
            (Verdict::Score(points(most.unwrap_or(Number::ZERO), veto.span)), holds && known)
        }
        Verdict::Score(_) | Verdict::Grade(_) | Verdict::AtBest(_) | Verdict::OneDown => {
            (veto.verdict.clone(), holds)
        }
    };
    Veto { condition: yes_no(holds, veto.span), verdict, span: veto.span }
}

fn yes_no(value: bool, span: Span) -> Expr {
    Expr { kind: ExprKind::YesNo(value), type_of: Type::YesNo, span }
}

fn points(value: Number, span: Span) -> Expr {
    let unit = Unit::points();
    let type_of = Type::Number { dimension: unit.dimension.clone(), share: unit.share, whole: false };
    Expr { kind: ExprKind::Number(value, unit), type_of, span }
}
