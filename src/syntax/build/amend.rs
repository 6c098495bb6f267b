//! 改 and 删 → tree.

use super::super::ast::{Change, ChangeTo, ChangedIndicator, Content, Drop, Dropped, Formula, Input, Name};
use super::super::grammar::{Pair, Rule};
use super::{Builder, child, first, has};

impl Builder {
    pub(super) fn change(&mut self, pair: &Pair<'_>) -> Option<Change> {
        let told = pair.clone().into_inner().nth(1)?;
        let to = match told.as_rule() {
            Rule::changed_formula => self.changed_formula(&told)?,
            Rule::changed_input => self.changed_input(&told)?,
            Rule::outside => ChangeTo::Outside(self.outside(&told)?),
            _ => ChangeTo::Indicator(self.changed_indicator(&told)?),
        };
        Some(Change { to, span: self.span(pair) })
    }

    fn changed_formula(&mut self, pair: &Pair<'_>) -> Option<ChangeTo> {
        let (path, name) = self.path_in(pair)?;
        let value = self.value_in(pair)?;
        let clauses = self.clauses_in(pair);
        let parameter = has(pair, Rule::kw_parameter);
        let formula = Formula { name, parameter, value, clauses, span: self.span(pair) };
        Some(ChangeTo::Formula { path, formula })
    }

    fn changed_input(&mut self, pair: &Pair<'_>) -> Option<ChangeTo> {
        let (path, name) = self.path_in(pair)?;
        let type_of = self.type_in(pair)?;
        let clauses = self.clauses_in(pair);
        let input = Input { names: vec![name], type_of, clauses, span: self.span(pair) };
        Some(ChangeTo::Input { path, input })
    }

    fn changed_indicator(&mut self, pair: &Pair<'_>) -> Option<ChangedIndicator> {
        let (path, _) = self.path_in(pair)?;
        let points = self.quantity_in(pair);
        let weight = child(pair, Rule::weight).and_then(|weight| self.quantity_in(&weight));
        let content = match (child(pair, Rule::body), child(pair, Rule::block)) {
            (Some(body), _) => Content::Body(self.placed_body(&body)?),
            (None, Some(block)) => Content::Block(self.block(&block)?),
            (None, None) => Content::Nothing,
        };
        Some(ChangedIndicator { path, points, weight, content })
    }

    /// A path, and the name at its end.
    fn path_in(&mut self, pair: &Pair<'_>) -> Option<(Vec<Name>, Name)> {
        let path = self.maybe(pair, Rule::slash_path, Builder::path)?;
        let name = path.last()?.clone();
        Some((path, name))
    }

    pub(super) fn dropped(&mut self, pair: &Pair<'_>) -> Option<Drop> {
        let told = pair.clone().into_inner().nth(1)?;
        let what = match told.as_rule() {
            Rule::dropped_formula => {
                let (path, _) = self.path_in(&told)?;
                Dropped::Formula { path, parameter: has(&told, Rule::kw_parameter) }
            }
            Rule::dropped_input => Dropped::Input(self.path_in(&told)?.0),
            Rule::dropped_outside => {
                let name = self.maybe(&told, Rule::name, Builder::name)?;
                Dropped::Outside { name, penalty: has(&told, Rule::kw_penalty) }
            }
            Rule::dropped_when => {
                let condition = self.maybe(&told, Rule::expr, Builder::expr)?;
                let veto = first(&told)?.as_rule() == Rule::kw_veto;
                if veto { Dropped::Veto(condition) } else { Dropped::NotApplicable(condition) }
            }
            Rule::dropped_quota => {
                let grade = self.maybe(&told, Rule::name, Builder::name)?;
                Dropped::Quota { grade, scope: self.maybe(&told, Rule::scope, Builder::scope) }
            }
            Rule::dropped_variant => Dropped::Variant(self.maybe(&told, Rule::text, Builder::text)?),
            _ => Dropped::Indicator(self.path(&told)?),
        };
        Some(Drop { what, span: self.span(pair) })
    }
}
