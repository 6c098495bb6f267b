//! What can stand in the cells that the rules read.

use std::collections::BTreeSet;

use super::Lister;
use crate::plan::{
    Entry, Evidence, Expr, ExprKind, Indicator, InputId, Kind, LayerFigure, LayerId, Method, OnZero, Scheme,
    ValueType, Verdict, Veto,
};
use crate::study::coverage::unit::{CellState, Of, UnitKind, What};

/// Every expression whose reading is noted when a subject is assessed.
fn exprs(scheme: &Scheme) -> Vec<&Expr> {
    let mut all: Vec<&Expr> = Vec::new();
    for indicator in &scheme.indicators {
        all.extend(of_indicator(indicator));
    }
    for item in &scheme.outside {
        all.extend(item.limit.iter().chain(item.entries.iter().flat_map(Entry::exprs)));
    }
    all.extend(scheme.formulas.iter().map(|formula| &formula.value));
    all.extend(scheme.vetoes.iter().map(|veto| &veto.condition));
    all.extend(scheme.consequences.iter().flat_map(|one| std::iter::once(&one.condition).chain(&one.money)));
    all.extend(scheme.alerts.iter().map(|alert| &alert.condition));
    all.extend(scheme.vetoes.iter().filter_map(amount));
    all.extend(scheme.formulas.iter().filter_map(|formula| instead(&formula.on_zero)));
    all.extend(scheme.rankings.iter().flat_map(|ranking| &ranking.keys).map(|key| &key.value));
    all.extend(scheme.group_values.iter().flat_map(|value| value.filter.iter().chain(&value.value)));
    all
}

fn instead(on_zero: &OnZero) -> Option<&Expr> {
    match on_zero {
        OnZero::Value(value) => Some(value),
        OnZero::Impossible | OnZero::NotApplicable | OnZero::Fault | OnZero::Full => None,
    }
}

fn of_indicator(indicator: &Indicator) -> Vec<&Expr> {
    let mut all: Vec<&Expr> = indicator.method().map(|method| method.exprs()).unwrap_or_default();
    all.extend(indicator.not_applicable.iter().map(|clause| &clause.condition));
    all.extend(indicator.evidence.iter().filter_map(Evidence::amount));
    all.extend(indicator.vetoes.iter().map(|veto| &veto.condition));
    all.extend(indicator.vetoes.iter().filter_map(amount));
    if let Kind::Leaf { method, on_zero } = &indicator.kind {
        all.extend(instead(on_zero));
        if let Method::Proportion { zero_target, .. } = &**method {
            all.extend(instead(zero_target));
        }
    }
    all
}

fn amount(veto: &Veto) -> Option<&Expr> {
    match &veto.verdict {
        Verdict::Score(amount) => Some(amount),
        Verdict::Grade(_) | Verdict::AtBest(_) | Verdict::OneDown => None,
    }
}

/// The figures of layers that the rules read, each once, in the order of layers.
pub fn layer_figures(scheme: &Scheme) -> Vec<(LayerId, LayerFigure)> {
    let read: BTreeSet<(LayerId, LayerFigure)> =
        exprs(scheme).into_iter().flat_map(Expr::layer_figures).collect();
    read.into_iter().collect()
}

fn read_in(expr: &Expr, found: &mut BTreeSet<InputId>) {
    if let ExprKind::Input(id) = &expr.kind {
        found.insert(*id);
    }
    expr.parts().into_iter().for_each(|part| read_in(part, found));
}

impl Lister<'_> {
    pub(super) fn inputs(&mut self) {
        let mut read = BTreeSet::new();
        exprs(self.scheme).into_iter().for_each(|expr| read_in(expr, &mut read));
        for indicator in &self.scheme.indicators {
            read.extend(indicator.guards.iter().map(|guard| guard.input));
            read.extend(indicator.method().map(|method| method.assessed()).unwrap_or_default());
        }
        read.extend(
            self.scheme.outside.iter().flat_map(|item| item.entries.iter().flat_map(Entry::assessed)),
        );
        for id in read {
            self.states(id);
        }
    }

    fn states(&mut self, id: InputId) {
        let input = self.scheme.input(id);
        if matches!(input.value_type, ValueType::List(_) | ValueType::Evidence) {
            return;
        }
        self.enter(Of::Input(id));
        let states = [
            (true, CellState::Filled),
            (true, CellState::Missing),
            (input.may_not_apply && !input.must_apply, CellState::NotApplicable),
            (input.excused.is_some(), CellState::Excused),
        ];
        for (_, state) in states.into_iter().filter(|(may, _)| *may) {
            self.add(What::State(state), UnitKind::State, input.span);
        }
    }
}
