//! What can stand in the cells that the rules read.

use std::collections::BTreeSet;

use super::Lister;
use crate::eval::CellState;
use crate::plan::{
    Entry, Evidence, Expr, ExprKind, FieldId, Indicator, InputId, Kind, LayerFigure, LayerId, ListId, Method,
    OnZero, Scheme, ValueType, Verdict, Veto,
};
use crate::study::coverage::unit::{Of, UnitKind, What};

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

/// What expressions read: inputs, and fields of records.
#[derive(Default)]
struct Read {
    inputs: BTreeSet<InputId>,
    fields: BTreeSet<(ListId, FieldId)>,
}

impl Read {
    fn take_up(&mut self, expr: &Expr, record: Option<ListId>) {
        let mut of = record;
        if let ExprKind::Input(id) = &expr.kind {
            self.inputs.insert(*id);
        } else if let (ExprKind::Field(field), Some(list)) = (&expr.kind, record) {
            self.fields.insert((list, *field));
        } else if let ExprKind::Aggregate { list, matter, .. } = &expr.kind {
            of = Some(*list);
            self.fields.extend(matter.map(|matter| (*list, matter)));
        }
        expr.parts().into_iter().for_each(|part| self.take_up(part, of));
    }
}

impl Lister<'_> {
    pub(super) fn inputs(&mut self) {
        let mut all = Read::default();
        exprs(self.scheme).into_iter().for_each(|expr| all.take_up(expr, None));
        let mut read = all.inputs;
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
        for (list, field) in all.fields {
            self.enter(Of::Field(list, field));
            let span = self.scheme.field(list, field).span;
            self.add(What::State(CellState::Filled), UnitKind::State, span);
            self.add(What::State(CellState::Missing), UnitKind::State, span);
            // Records of the data have no such cells; what comes from another scheme can be so there.
            if self.scheme.list(list).from.is_some() {
                self.add(What::State(CellState::NotApplicable), UnitKind::State, span);
            }
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
            (input.may_not_apply, CellState::NotApplicable),
            (input.excused.is_some(), CellState::Excused),
        ];
        for (_, state) in states.into_iter().filter(|(may, _)| *may) {
            self.add(What::State(state), UnitKind::State, input.span);
        }
    }
}
