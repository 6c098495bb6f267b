//! What a working was made by: an indicator, a bonus or penalty, or a formula, and what it says of how.

use crate::plan::{Entry, Evidence, Expr, Formula, Indicator, Kind, Level, Method, OnZero, Outside};

/// What a working was made by.
#[derive(Clone, Copy)]
pub(super) enum Rules<'a> {
    Indicator(&'a Indicator),
    Outside(&'a Outside),
    Formula(&'a Formula),
}

impl<'a> Rules<'a> {
    pub(super) fn indicator(self) -> Option<&'a Indicator> {
        match self {
            Rules::Indicator(indicator) => Some(indicator),
            Rules::Outside(_) | Rules::Formula(_) => None,
        }
    }

    /// The method of a leaf.
    pub(super) fn method(self) -> Option<&'a Method> {
        self.indicator().and_then(Indicator::method)
    }

    /// The expression a leaf is scored by, where there is just one.
    pub(super) fn scored_by(self) -> Option<&'a Expr> {
        if let Rules::Formula(formula) = self {
            return Some(&formula.value);
        }
        match self.method()? {
            Method::Score { value, .. }
            | Method::Proportion { value, .. }
            | Method::Interpolation { value, .. }
            | Method::Bands { value, .. }
            | Method::Choices { value, .. } => Some(value),
            Method::Conditions { .. }
            | Method::Lines { .. }
            | Method::Assessed { .. }
            | Method::Levels { .. } => None,
        }
    }

    /// The lines of 逐项, 扣分, 起评 and of bonuses and penalties.
    pub(super) fn entries(self) -> &'a [Entry] {
        match (self, self.method()) {
            (Rules::Outside(outside), _) => &outside.entries,
            (_, Some(Method::Lines { entries, .. })) => entries,
            (Rules::Indicator(_) | Rules::Formula(_), _) => &[],
        }
    }

    /// The levels of 评分.
    pub(super) fn levels(self) -> &'a [Level] {
        if let Some(Method::Levels { levels, .. }) = self.method() { levels } else { &[] }
    }

    /// What a zero denominator gives.
    pub(super) fn on_zero(self) -> Option<&'a OnZero> {
        match self {
            Rules::Formula(formula) => Some(&formula.on_zero),
            Rules::Outside(_) => None,
            Rules::Indicator(indicator) => match &indicator.kind {
                Kind::Leaf { on_zero, .. } => Some(on_zero),
                Kind::Group { .. } => None,
            },
        }
    }

    /// What a target of zero or below gives.
    pub(super) fn zero_target(self) -> Option<&'a OnZero> {
        if let Some(Method::Proportion { zero_target, .. }) = self.method() {
            Some(zero_target)
        } else {
            None
        }
    }

    /// The expressions that values are read by.
    pub(super) fn expressions(self) -> Vec<&'a Expr> {
        match self {
            Rules::Formula(formula) => vec![&formula.value],
            Rules::Outside(outside) => outside.entries.iter().flat_map(Entry::exprs).collect(),
            Rules::Indicator(indicator) => {
                let mut found: Vec<&Expr> = self.method().map(Method::exprs).unwrap_or_default();
                found.extend(indicator.not_applicable.iter().map(|clause| &clause.condition));
                found.extend(indicator.evidence.iter().filter_map(Evidence::amount));
                found.extend(indicator.vetoes.iter().map(|veto| &veto.condition));
                found
            }
        }
    }
}
