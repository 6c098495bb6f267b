//! The inputs and lists that the rules of an item read, whether or not this subject's working came to them.

use std::collections::BTreeSet;

use crate::plan::{Evidence, Expr, ExprKind, Indicator, InputId, ListId, Outside, Scheme};

/// What an item rests on.
#[derive(Clone, Debug, Default)]
pub(super) struct Behind {
    pub(super) inputs: BTreeSet<InputId>,
    pub(super) lists: BTreeSet<ListId>,
}

impl Behind {
    /// Of an indicator: its method, its evidence, and when it does not apply, is vetoed, or belongs to the subject.
    pub(super) fn indicator(scheme: &Scheme, indicator: &Indicator) -> Behind {
        let mut behind = Behind::default();
        if let Some(method) = indicator.method() {
            behind.inputs.extend(method.assessed());
            method.exprs().into_iter().for_each(|expr| behind.read(scheme, expr));
        }
        behind.inputs.extend(indicator.evidence.iter().map(|evidence| evidence.input));
        indicator.evidence.iter().filter_map(Evidence::amount).for_each(|expr| behind.read(scheme, expr));
        behind.inputs.extend(indicator.guards.iter().map(|guard| guard.input));
        let clauses = indicator.not_applicable.iter().map(|clause| &clause.condition);
        let vetoes = indicator.vetoes.iter().map(|veto| &veto.condition);
        clauses.chain(vetoes).for_each(|expr| behind.read(scheme, expr));
        behind
    }

    /// Of a 加分项 or 扣分项.
    pub(super) fn outside(scheme: &Scheme, outside: &Outside) -> Behind {
        let mut behind = Behind::default();
        for entry in &outside.entries {
            behind.inputs.extend(entry.assessed());
            entry.exprs().into_iter().for_each(|expr| behind.read(scheme, expr));
        }
        outside.limit.iter().for_each(|expr| behind.read(scheme, expr));
        behind
    }

    /// Takes up what an expression reads.
    pub(super) fn read(&mut self, scheme: &Scheme, expr: &Expr) {
        if let ExprKind::Input(id) = &expr.kind {
            self.inputs.insert(*id);
        } else if let ExprKind::Formula(id) = &expr.kind {
            self.read(scheme, &scheme.formula(*id).value);
        } else if let ExprKind::Group(id) = &expr.kind {
            scheme.group_value(*id).value.iter().for_each(|value| self.read(scheme, value));
        } else if let ExprKind::Aggregate { list, .. } = &expr.kind {
            self.lists.insert(*list);
        }
        expr.parts().into_iter().for_each(|part| self.read(scheme, part));
    }
}
