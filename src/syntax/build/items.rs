//! Schemes, blocks and indicators → tree.

use super::super::ast::{Branch, Case, Content, Indicator, Instead, Item, NotApplicable, Scheme};
use super::super::grammar::{Pair, Rule};
use super::{Builder, child, first, has};
use crate::source::Spanned;

impl Builder {
    pub(super) fn scheme(&mut self, pair: &Pair<'_>) -> Option<Scheme> {
        let name = self.maybe(pair, Rule::name, Builder::name)?;
        let items = self.maybe(pair, Rule::block, Builder::block)?;
        Some(Scheme { name, items, span: self.span(pair) })
    }

    pub(super) fn block(&mut self, pair: &Pair<'_>) -> Option<Vec<Item>> {
        let mut items = Vec::new();
        for part in pair.clone().into_inner() {
            if matches!(part.as_rule(), Rule::lbrace | Rule::rbrace | Rule::junk) {
                continue;
            }
            match self.item(&part) {
                Some(item) => items.push(item),
                None => self.lost(&part),
            }
        }
        Some(items)
    }

    fn item(&mut self, pair: &Pair<'_>) -> Option<Item> {
        Some(match pair.as_rule() {
            Rule::inputs => {
                let inputs = self.each(pair, Rule::input, Builder::input);
                Item::Inputs(Spanned::new(inputs, self.span(pair)))
            }
            Rule::formula | Rule::parameter => Item::Formula(self.formula(pair)?),
            Rule::indicator => Item::Indicator(self.indicator(pair)?),
            Rule::by => Item::By(self.maybe(pair, Rule::body, Builder::placed_body)?),
            Rule::case => Item::Case(self.case(pair)?),
            Rule::not_applicable => Item::NotApplicable(self.not_applicable(pair)?),
            Rule::outside => Item::Outside(self.outside(pair)?),
            Rule::veto => Item::Veto(self.veto(pair)?),
            Rule::grades => Item::Grades(self.grades(pair)?),
            Rule::ranking => Item::Ranking(self.ranking(pair)?),
            Rule::quota => Item::Quota(self.quota(pair)?),
            Rule::uses => {
                let rows = self.each(pair, Rule::use_row, Builder::use_row);
                Item::Uses(Spanned::new(rows, self.span(pair)))
            }
            Rule::alerts => Item::Alerts(self.alerts(pair)?),
            Rule::variant => Item::Variant(self.variant(pair)?),
            Rule::test => Item::Test(self.test(pair)?),
            Rule::change => Item::Change(self.change(pair)?),
            Rule::drop => Item::Drop(self.dropped(pair)?),
            _ => Item::Setting(self.setting(pair)?),
        })
    }

    fn indicator(&mut self, pair: &Pair<'_>) -> Option<Indicator> {
        let name = self.maybe(pair, Rule::name, Builder::name)?;
        let points = self.quantity_in(pair);
        let weight = child(pair, Rule::weight);
        let mut head = self.span(&first(pair)?).to(name.span);
        for part in
            points.iter().map(|points| points.span).chain(weight.as_ref().map(|weight| self.span(weight)))
        {
            head = head.to(part);
        }
        let weight = weight.and_then(|weight| self.quantity_in(&weight));
        let content = match (child(pair, Rule::body), child(pair, Rule::block)) {
            (Some(body), _) => Content::Body(self.placed_body(&body)?),
            (None, Some(block)) => Content::Block(self.block(&block)?),
            (None, None) => Content::Nothing,
        };
        Some(Indicator { name, points, weight, content, head, span: self.span(pair) })
    }

    fn case(&mut self, pair: &Pair<'_>) -> Option<Case> {
        let value = self.maybe(pair, Rule::name, Builder::name)?;
        let branches = self.each(pair, Rule::branch, Builder::branch);
        Some(Case { value, branches, span: self.span(pair) })
    }

    fn branch(&mut self, pair: &Pair<'_>) -> Option<Branch> {
        let names = self.names(pair)?;
        let items = self.maybe(pair, Rule::block, Builder::block)?;
        Some(Branch { names, items, span: self.span(pair) })
    }

    fn not_applicable(&mut self, pair: &Pair<'_>) -> Option<NotApplicable> {
        let condition = self.maybe(pair, Rule::expr, Builder::expr)?;
        let instead = match child(pair, Rule::group_mean) {
            Some(mean) => Instead::Mean(self.maybe(&mean, Rule::scope, Builder::scope)?),
            None if has(pair, Rule::kw_full) => Instead::Full,
            None => Instead::Nothing,
        };
        Some(NotApplicable { condition, instead, span: self.span(pair) })
    }
}
