//! The ways to score → tree.

use super::super::ast::{
    Anchor, Body, Cell, Direction, Effect, Expr, Level, Line, LineItem, Lines, Row, RowHead, Start, Step,
};
use super::super::grammar::{Pair, Rule};
use super::settings::remainder;
use super::{Builder, child, children, first, has};
use crate::source::Spanned;

impl Builder {
    pub(super) fn placed_body(&mut self, pair: &Pair<'_>) -> Option<Spanned<Body>> {
        Some(Spanned::new(self.body(pair)?, self.span(pair)))
    }

    pub(super) fn body(&mut self, pair: &Pair<'_>) -> Option<Body> {
        let written = first(pair)?;
        match written.as_rule() {
            Rule::score => {
                let value = self.maybe(&written, Rule::expr, Builder::expr)?;
                Some(Body::Score { value, clauses: self.clauses_in(&written) })
            }
            Rule::ratio => self.ratio(&written),
            Rule::interpolate => {
                let value = self.maybe(&written, Rule::expr, Builder::expr);
                let anchors = self.each(&written, Rule::anchor, Builder::anchor);
                Some(Body::Interpolate { value, anchors, clauses: self.clauses_in(&written) })
            }
            Rule::bands => {
                let value = self.maybe(&written, Rule::expr, Builder::expr);
                let rows = self.each(&written, Rule::row, Builder::row);
                Some(Body::Bands { value, rows, clauses: self.clauses_in(&written) })
            }
            Rule::lines_of => self.lines_of(&written),
            _ => Some(Body::Assess { levels: self.each(&written, Rule::level, Builder::level) }),
        }
    }

    /// 按比例 x 至 T: either may be absent, so the word between them decides which is which.
    fn ratio(&mut self, pair: &Pair<'_>) -> Option<Body> {
        let (mut value, mut target, mut after_to) = (None, None, false);
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::kw_to => after_to = true,
                Rule::expr if after_to => target = Some(self.expr(&part)?),
                Rule::expr => value = Some(self.expr(&part)?),
                _ => {}
            }
        }
        Some(Body::Ratio { value, target, clauses: self.clauses_in(pair) })
    }

    fn anchor(&mut self, pair: &Pair<'_>) -> Option<Anchor> {
        let at = self.maybe(pair, Rule::signed, Builder::signed)?;
        Some(Anchor { at, points: self.amount_in(pair)?, span: self.span(pair) })
    }

    fn row(&mut self, pair: &Pair<'_>) -> Option<Row> {
        let written = child(pair, Rule::row_head)?;
        let said = first(&written)?;
        let head = match said.as_rule() {
            Rule::kw_otherwise => RowHead::Otherwise,
            Rule::band => RowHead::Band(self.band(&said)?),
            Rule::names => RowHead::Names(self.names(&said)?),
            _ => RowHead::Condition(self.expr(&said)?),
        };
        let cell = child(pair, Rule::cell)?;
        let cell = match child(&cell, Rule::amount) {
            Some(amount) => Cell::Amount(self.amount(&amount)?),
            None => Cell::NotApplicable,
        };
        Some(Row { head, head_span: self.span(&written), cell, span: self.span(pair) })
    }

    fn lines_of(&mut self, pair: &Pair<'_>) -> Option<Body> {
        let start = match first(pair)?.as_rule() {
            Rule::kw_add => Start::Nothing,
            Rule::kw_deduct => Start::Full,
            _ => Start::At(self.amount_in(pair)?),
        };
        Some(Body::Lines { start, lines: self.maybe(pair, Rule::lines, Builder::lines)? })
    }

    fn level(&mut self, pair: &Pair<'_>) -> Option<Level> {
        let name = self.maybe(pair, Rule::name, Builder::name)?;
        Some(Level { name, band: self.maybe(pair, Rule::band, Builder::band)?, span: self.span(pair) })
    }

    pub(super) fn lines(&mut self, pair: &Pair<'_>) -> Option<Lines> {
        let mut lines = Lines::default();
        for part in pair.clone().into_inner() {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::line => lines.lines.push(LineItem::Line(self.line(&part)?)),
                Rule::best_of => {
                    let best = self.maybe(&part, Rule::lines, Builder::lines)?;
                    lines.lines.push(LineItem::Best(best, span));
                }
                Rule::set_remainder => lines.remainder = Some(Spanned::new(remainder(&part)?, span)),
                Rule::set_on_zero => lines.on_zero = Some(Spanned::new(self.outcome_in(&part)?, span)),
                _ => {}
            }
        }
        Some(lines)
    }

    fn line(&mut self, pair: &Pair<'_>) -> Option<Line> {
        let what: Expr = self.maybe(pair, Rule::expr, Builder::expr)?;
        let effect = child(pair, Rule::effect)?;
        let step = self.maybe(&effect, Rule::step, Builder::step);
        let takes = has(&effect, Rule::kw_less);
        let direction = if takes { Direction::Takes } else { Direction::Adds };
        let clauses = self.clauses_in(pair);
        let effect = self.effect(&effect)?;
        Some(Line { what, step, direction, effect, clauses, span: self.span(pair) })
    }

    fn effect(&mut self, pair: &Pair<'_>) -> Option<Effect> {
        let Some(spread) = child(pair, Rule::spread) else {
            return Some(Effect::Amount(self.amount_in(pair)?));
        };
        let mut ends = children(&spread, Rule::quantity);
        Some(Effect::Range { low: self.quantity(&ends.next()?)?, high: self.quantity(&ends.next()?)? })
    }

    fn step(&mut self, pair: &Pair<'_>) -> Option<Step> {
        let quantity = self.quantity_in(pair)?;
        Some(Step { quantity, of_base: has(pair, Rule::kw_of_base), span: self.span(pair) })
    }
}
