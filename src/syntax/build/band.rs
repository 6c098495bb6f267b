//! The notation of regulations → tree.

use super::super::ast::{Band, BandKind, Bound, Expr, ExprKind};
use super::super::grammar::{Pair, Rule};
use super::expr::comparison;
use super::{Builder, child, children, first, has};

impl Builder {
    pub(super) fn band(&mut self, pair: &Pair<'_>) -> Option<Band> {
        let written = first(pair)?;
        let kind = match written.as_rule() {
            Rule::comparison_band => self.compared(&written)?,
            Rule::span => {
                let (low, high) = self.between(&written)?;
                BandKind::Between(low, high)
            }
            Rule::from_bound if has(&written, Rule::kw_and_up) => BandKind::AndUp(self.only(&written)?),
            Rule::from_bound => BandKind::AndDown(self.only(&written)?),
            _ => BandKind::Only(self.only(&written)?),
        };
        Some(Band { kind, span: self.span(pair) })
    }

    fn compared(&mut self, pair: &Pair<'_>) -> Option<BandKind> {
        let comparison = comparison(first(&child(pair, Rule::comparer)?)?.as_rule())?;
        let bound = match child(pair, Rule::path) {
            Some(path) => {
                let span = self.span(&path);
                let value = Expr { kind: ExprKind::Path(self.names(&path)?), span };
                Bound { value, included: None, span }
            }
            None => self.only(pair)?,
        };
        Some(BandKind::Compared(comparison, bound))
    }

    /// `85(含)-95%`
    pub(super) fn between(&mut self, pair: &Pair<'_>) -> Option<(Bound, Bound)> {
        let mut bounds = children(pair, Rule::bound);
        Some((self.bound(&bounds.next()?)?, self.bound(&bounds.next()?)?))
    }

    fn only(&mut self, pair: &Pair<'_>) -> Option<Bound> {
        self.maybe(pair, Rule::bound, Builder::bound)
    }

    fn bound(&mut self, pair: &Pair<'_>) -> Option<Bound> {
        let span = self.span(pair);
        if let Some(computed) = child(pair, Rule::computed) {
            let value = self.maybe(&computed, Rule::expr, Builder::expr)?;
            return Some(Bound { value, included: included(&computed), span });
        }
        let marked = child(pair, Rule::marked)?;
        let mut quantity = self.signed_quantity(&marked, has(pair, Rule::sign))?;
        quantity.span = span;
        let value = Expr { kind: ExprKind::Quantity(quantity), span };
        Some(Bound { value, included: included(&marked), span })
    }
}

fn included(pair: &Pair<'_>) -> Option<bool> {
    let mark = child(pair, Rule::mark)?;
    Some(has(&mark, Rule::mark_in))
}
