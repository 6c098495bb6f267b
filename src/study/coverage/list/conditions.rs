//! Conditions with their parts, and the bounds that values are held against.

use super::Lister;
use crate::check;
use crate::number::{Number, Share};
use crate::plan::{Comparison, Expr, ExprKind, Scheme, Type};
use crate::source::Span;
use crate::study::coverage::unit::{Edge, Never, Unit, UnitKind, What};

impl Lister<'_> {
    /// A condition that decides something, 是 and 否, then its parts.
    pub(super) fn condition(&mut self, condition: &Expr, kind: UnitKind) {
        self.either_way(condition, kind);
        self.inside(condition);
    }

    /// What stands inside an expression: parts of conditions, bounds.
    pub(super) fn inside(&mut self, expr: &Expr) {
        if let ExprKind::And(left, right) | ExprKind::Or(left, right) = &expr.kind {
            for side in [left, right].into_iter().filter(|side| side.span != expr.span) {
                self.either_way(side, UnitKind::Condition);
            }
        } else if let ExprKind::If(condition, ..) = &expr.kind {
            self.either_way(condition, UnitKind::Condition);
        } else if let ExprKind::Aggregate { filter: Some(filter), .. } = &expr.kind {
            self.either_way(filter, UnitKind::Condition);
        } else if let ExprKind::Compare(comparison, left, right) = &expr.kind {
            self.compared(expr.span, *comparison, (left, right));
        }
        for part in expr.parts() {
            self.inside(part);
        }
    }

    fn either_way(&mut self, condition: &Expr, kind: UnitKind) {
        let at = (self.of, condition.span);
        if self.units.conditions.contains_key(&at) {
            return;
        }
        let place = self.conditions;
        self.conditions += 1;
        self.units.conditions.insert(at, place);
        for holds in [true, false] {
            let unit = self.unit(What::Condition(place, holds), kind, condition.span);
            self.units.add(Unit { value: Some(condition.clone()), ..unit });
        }
    }

    /// A comparison whose sides can be equal without that being all it asks.
    fn compared(&mut self, span: Span, comparison: Comparison, (left, right): (&Expr, &Expr)) {
        let ordered = match comparison {
            Comparison::AtLeast | Comparison::AtMost | Comparison::Above | Comparison::Below => true,
            Comparison::Equal | Comparison::Unequal => false,
        };
        if !ordered || !matches!(left.type_of, Type::Number { .. } | Type::Date) {
            return;
        }
        if matches!(left.kind, ExprKind::Number(..) | ExprKind::Date(_)) {
            self.bound(span, right, left);
        } else {
            self.bound(span, left, right);
        }
    }

    /// A bound that a value is held against; one that is met twice is one unit.
    pub(super) fn bound(&mut self, span: Span, value: &Expr, bound: &Expr) {
        let fixed = check::range(self.scheme, bound).single().cloned();
        let same = |known: &(Expr, Option<Number>)| fixed.is_some() && known.0 == *value && known.1 == fixed;
        let known = self.bounds.iter().position(same);
        let place = known.unwrap_or(self.bounds.len());
        self.units.bounds.entry((self.of, span)).or_insert(place);
        if known.is_some() {
            return;
        }
        let never = fixed.as_ref().and_then(|fixed| never_at(self.scheme, value, fixed));
        self.bounds.push((value.clone(), fixed));
        let unit = self.unit(What::At(place), UnitKind::Bound, span);
        let bound = Some(Edge::Expr(bound.clone()));
        self.units.add(Unit { value: Some(value.clone()), bound, never, ..unit });
    }
}

/// Why a value can never be exactly this number.
pub(super) fn never_at(scheme: &Scheme, value: &Expr, at: &Number) -> Option<Never> {
    let range = check::range(scheme, value);
    if !range.contains(at) {
        return Some(Never::Range(range));
    }
    (is_whole(value) && !at.is_whole()).then_some(Never::Whole)
}

/// Whether only whole numbers can occur.
pub(super) fn is_whole(expr: &Expr) -> bool {
    matches!(expr.type_of, Type::Number { whole: true, share: Share::None, .. })
}
