//! The ways to score a leaf: rows, pieces, shares of the points, bounds.

use super::Lister;
use super::conditions::never_at;
use crate::check;
use crate::number::{Bound, Interval, Number};
use crate::plan::{Anchor, Arithmetic, Band, End, Expr, ExprKind, Indicator, Method, OnZero};
use crate::source::Span;
use crate::study::coverage::reach;
use crate::study::coverage::unit::{Edge, Kept, Never, Rate, Unit, UnitKind, What};

impl Lister<'_> {
    pub(super) fn leaf(&mut self, indicator: &Indicator, method: &Method) {
        match method {
            Method::Score { .. } => self.add(What::Score, UnitKind::Row, indicator.span),
            Method::Proportion { .. } => self.proportion(method, indicator.span),
            Method::Interpolation { value, anchors } => self.pieces(value, anchors, indicator.span),
            Method::Bands { value, rows } => self.bands(value, rows),
            Method::Choices { rows, .. } => self.rows(rows.iter().map(|row| row.span)),
            Method::Conditions { rows } => self.rows(rows.iter().map(|row| row.span)),
            Method::Lines { entries, .. } => self.lines(entries),
            Method::Assessed { .. } => {
                for given in [Rate::Zero, Rate::Between, Rate::Full] {
                    self.add(What::Given(given), UnitKind::Row, indicator.span);
                }
            }
            Method::Levels { levels, .. } => self.rows(levels.iter().map(|level| level.span)),
        }
        if !matches!(method, Method::Lines { .. }) {
            method.exprs().into_iter().for_each(|expr| self.inside(expr));
        }
        self.kept(indicator, method);
    }

    fn rows(&mut self, rows: impl Iterator<Item = Span>) {
        for (place, span) in rows.enumerate() {
            self.add(What::Row(place), UnitKind::Row, span);
        }
    }

    fn bands(&mut self, value: &Expr, rows: &[Band]) {
        self.rows(rows.iter().map(|row| row.span));
        for end in rows.iter().flat_map(|row| [&row.low, &row.high]) {
            if let End::At { value: bound, .. } = end {
                self.bound(bound.span, value, bound);
            }
        }
    }

    /// Anchors are the first bounds of their leaf, so that a place among them is a place among its bounds.
    fn pieces(&mut self, value: &Expr, anchors: &[Anchor], span: Span) {
        let range = check::range(self.scheme, value);
        let ends = || anchors.iter().map(|anchor| &anchor.at);
        let lows = std::iter::once(Bound::Open).chain(ends().map(|at| Bound::Included(at.clone())));
        let highs = ends().map(|at| Bound::Excluded(at.clone())).chain([Bound::Open]);
        for (place, (low, high)) in lows.zip(highs).enumerate() {
            let empty = range.intersect(&Interval::new(low, high)).is_empty();
            let never = empty.then(|| Never::Range(range.clone()));
            let at = anchors.get(place).or(anchors.last()).map_or(span, |anchor| anchor.points.span);
            let unit = self.unit(What::Piece(place), UnitKind::Row, at);
            self.units.add(Unit { value: Some(value.clone()), never, ..unit });
        }
        for (place, anchor) in anchors.iter().enumerate() {
            self.bounds.push((value.clone(), Some(anchor.at.clone())));
            let never = never_at(self.scheme, value, &anchor.at);
            let unit = self.unit(What::At(place), UnitKind::Bound, anchor.points.span);
            let bound = Some(Edge::Number(anchor.at.clone()));
            self.units.add(Unit { value: Some(value.clone()), bound, never, ..unit });
        }
    }

    fn proportion(&mut self, method: &Method, span: Span) {
        let Method::Proportion { value, target, reverse, cut_off, zero_target, .. } = method else { return };
        let positive =
            |expr: &Expr| check::range(self.scheme, expr).low_value().is_some_and(Number::is_positive);
        let never_zero = if *reverse { target.as_ref().is_none_or(positive) } else { positive(value) };
        let cuts_zero = cut_off.as_ref().is_some_and(positive);
        if !never_zero && !cuts_zero {
            self.add(What::Rate(Rate::Zero), UnitKind::Row, span);
        }
        self.add(What::Rate(Rate::Between), UnitKind::Row, span);
        self.add(What::Rate(Rate::Full), UnitKind::Row, span);
        if let Some(limit) = cut_off {
            self.add(What::Rate(Rate::CutOff), UnitKind::Row, limit.span);
            match target {
                None => self.bound(limit.span, value, limit),
                Some(target) => {
                    let (above, below) = if *reverse { (target, value) } else { (value, target) };
                    self.bound(limit.span, &quotient(above, below, limit), limit);
                }
            }
        }
        if target.is_some() && !reverse && *zero_target != OnZero::Impossible {
            self.add(What::Rate(Rate::ZeroTarget), UnitKind::Zero, span);
        }
    }

    /// The score kept within the points: a unit only where what the method gives can pass them.
    fn kept(&mut self, indicator: &Indicator, method: &Method) {
        let (lifted, cut) = reach::may_be_kept(self.scheme, indicator, method);
        let kept = [(lifted, Kept::Lifted), (lifted || cut, Kept::Within), (cut, Kept::Cut)];
        for (_, kept) in kept.into_iter().filter(|(may, _)| *may) {
            self.add(What::Kept(kept), UnitKind::Limit, indicator.span);
        }
    }
}

/// What a cut-off is held against.
fn quotient(above: &Expr, below: &Expr, limit: &Expr) -> Expr {
    let kind = ExprKind::Arithmetic(Arithmetic::Divide, Box::new(above.clone()), Box::new(below.clone()));
    Expr { kind, type_of: limit.type_of.clone(), span: above.span.to(below.span) }
}
