//! What stands around the tree of indicators → tree.

use super::super::ast::{
    AlertRow, Alerts, Grade, Grades, Order, Outside, OutsideLimit, Quota, QuotaClause, Ranking, RankingKey,
    Use, Variant, Verdict, Veto,
};
use super::super::grammar::{Pair, Rule};
use super::{Builder, child, children, first, has};
use crate::source::Spanned;

impl Builder {
    pub(super) fn outside(&mut self, pair: &Pair<'_>) -> Option<Outside> {
        let name = self.maybe(pair, Rule::name, Builder::name)?;
        let lines = child(pair, Rule::lines)?;
        let before = pair.clone().into_inner().take_while(|part| part.as_rule() != Rule::lines);
        let head = self.span(&first(pair)?).to(self.span(&before.last()?));
        let limit = match child(pair, Rule::amount) {
            Some(amount) => Some(OutsideLimit::AtMost(self.amount(&amount)?)),
            None => has(pair, Rule::kw_unlimited).then_some(OutsideLimit::Unlimited),
        };
        let lines = self.lines(&lines)?;
        let penalty = has(pair, Rule::kw_penalty);
        Some(Outside { name, penalty, limit, lines, head, span: self.span(pair) })
    }

    pub(super) fn veto(&mut self, pair: &Pair<'_>) -> Option<Veto> {
        let condition = self.maybe(pair, Rule::expr, Builder::expr)?;
        let verdict = self.maybe(pair, Rule::verdict, Builder::verdict)?;
        Some(Veto { condition, verdict, span: self.span(pair) })
    }

    fn verdict(&mut self, pair: &Pair<'_>) -> Option<Verdict> {
        if let Some(amount) = child(pair, Rule::amount) {
            return Some(Verdict::Score(self.amount(&amount)?));
        }
        if has(pair, Rule::kw_one_down) {
            return Some(Verdict::OneDown);
        }
        let grade = self.maybe(pair, Rule::name, Builder::name)?;
        Some(if has(pair, Rule::kw_at_best) { Verdict::AtBest(grade) } else { Verdict::Grade(grade) })
    }

    pub(super) fn grades(&mut self, pair: &Pair<'_>) -> Option<Grades> {
        let by = self.maybe(pair, Rule::name, Builder::name)?;
        Some(Grades { by, rows: self.each(pair, Rule::grade, Builder::grade), span: self.span(pair) })
    }

    fn grade(&mut self, pair: &Pair<'_>) -> Option<Grade> {
        let name = self.maybe(pair, Rule::name, Builder::name)?;
        Some(Grade { name, band: self.maybe(pair, Rule::band, Builder::band), span: self.span(pair) })
    }

    pub(super) fn ranking(&mut self, pair: &Pair<'_>) -> Option<Ranking> {
        let scope = self.maybe(pair, Rule::scope, Builder::scope)?;
        let keys = self.each(pair, Rule::key, Builder::ranking_key);
        let dense = child(pair, Rule::tie).is_some_and(|tie| has(&tie, Rule::kw_ties_dense));
        Some(Ranking { scope, keys, dense, span: self.span(pair) })
    }

    fn ranking_key(&mut self, pair: &Pair<'_>) -> Option<RankingKey> {
        let value = self.maybe(pair, Rule::expr, Builder::expr)?;
        let order = if has(pair, Rule::kw_low_first) { Order::LowFirst } else { Order::HighFirst };
        Some(RankingKey { value, order })
    }

    pub(super) fn quota(&mut self, pair: &Pair<'_>) -> Option<Quota> {
        let grade = self.maybe(pair, Rule::name, Builder::name)?;
        let scope = self.maybe(pair, Rule::scope, Builder::scope)?;
        let share = self.quantity_in(pair)?;
        let clauses = self.each(pair, Rule::quota_clause, Builder::quota_clause);
        Some(Quota { grade, scope, share, clauses, span: self.span(pair) })
    }

    fn quota_clause(&mut self, pair: &Pair<'_>) -> Option<Spanned<QuotaClause>> {
        let clause = match first(pair)?.as_rule() {
            Rule::kw_round_down => QuotaClause::RoundDown,
            Rule::kw_round_up => QuotaClause::RoundUp,
            Rule::kw_round_half => QuotaClause::RoundHalfUp,
            Rule::kw_at_least => QuotaClause::AtLeast(self.quantity_in(pair)?),
            Rule::kw_surplus => QuotaClause::SurplusOneDown,
            _ => tied(&child(pair, Rule::quota_tie)?)?,
        };
        Some(Spanned::new(clause, self.span(pair)))
    }

    pub(super) fn use_row(&mut self, pair: &Pair<'_>) -> Option<Use> {
        let mut values = children(pair, Rule::expr);
        let condition = self.expr(&values.next()?)?;
        let text = self.maybe(pair, Rule::text, Builder::text)?;
        let money = match values.next() {
            Some(value) => Some(self.expr(&value)?),
            None => None,
        };
        Some(Use { condition, text, money, span: self.span(pair) })
    }

    pub(super) fn alerts(&mut self, pair: &Pair<'_>) -> Option<Alerts> {
        let level = self.maybe(pair, Rule::name, Builder::name)?;
        Some(Alerts {
            level,
            rows: self.each(pair, Rule::alert_row, Builder::alert_row),
            span: self.span(pair),
        })
    }

    fn alert_row(&mut self, pair: &Pair<'_>) -> Option<AlertRow> {
        let condition = self.maybe(pair, Rule::expr, Builder::expr)?;
        let text = self.maybe(pair, Rule::text, Builder::text)?;
        Some(AlertRow { condition, text, span: self.span(pair) })
    }

    pub(super) fn variant(&mut self, pair: &Pair<'_>) -> Option<Variant> {
        let title = self.maybe(pair, Rule::text, Builder::text)?;
        let items = self.maybe(pair, Rule::block, Builder::block)?;
        Some(Variant { title, items, span: self.span(pair) })
    }
}

fn tied(pair: &Pair<'_>) -> Option<QuotaClause> {
    Some(match first(pair)?.as_rule() {
        Rule::kw_take_all => QuotaClause::TiedAll,
        Rule::kw_take_none => QuotaClause::TiedNone,
        _ => QuotaClause::TiedByRanking,
    })
}
