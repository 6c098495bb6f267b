//! What a change of some inputs can change: everything that reads them, at whatever distance.

use std::collections::BTreeSet;

use crate::plan::{
    Computed, Entry, Expr, ExprKind, FormulaId, GroupValueId, IndicatorId, InputId, Instead, Kind, LayerId,
    OnZero, Outside, Scheme, Scope, Verdict, Veto,
};

/// What reads some inputs.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched {
    inputs: BTreeSet<InputId>,
    formulas: BTreeSet<FormulaId>,
    groups: BTreeSet<GroupValueId>,
    indicators: BTreeSet<IndicatorId>,
    /// The bonuses and penalties, by place.
    outside: BTreeSet<usize>,
    /// Whether a veto of the scheme reads them.
    vetoes: bool,
    /// The layer being scored: its figures move with everything else.
    layer: Option<LayerId>,
    /// Whether others can change too: a value of the group moves, or the mean that others take.
    pub(super) shared: bool,
    /// Whether a value of the group is made of others' values that move with it.
    pub(super) chained: bool,
}

impl Touched {
    /// By these inputs.
    pub(super) fn by(scheme: &Scheme, inputs: BTreeSet<InputId>, layer: Option<LayerId>) -> Touched {
        let mut touched = Touched { inputs, layer, ..Touched::default() };
        loop {
            let before = touched.count();
            touched.walk(scheme);
            if touched.count() == before {
                break;
            }
        }
        let outside = |item: &Outside| outside_exprs(item).iter().any(|expr| touched.expr(expr));
        let reads =
            |item: &Outside| item.entries.iter().flat_map(Entry::assessed).any(|id| touched.input(id));
        let outside: BTreeSet<usize> = scheme
            .outside
            .iter()
            .enumerate()
            .filter(|(_, item)| outside(item) || reads(item))
            .map(|(at, _)| at)
            .collect();
        touched.outside = outside;
        touched.vetoes = scheme.vetoes.iter().any(|veto| touched.direct(&veto.condition));
        touched
    }

    /// By either.
    pub(super) fn and(&self, other: &Touched) -> Touched {
        Touched {
            inputs: self.inputs.union(&other.inputs).copied().collect(),
            formulas: self.formulas.union(&other.formulas).copied().collect(),
            groups: self.groups.union(&other.groups).copied().collect(),
            indicators: self.indicators.union(&other.indicators).copied().collect(),
            outside: self.outside.union(&other.outside).copied().collect(),
            vetoes: self.vetoes || other.vetoes,
            layer: self.layer,
            shared: self.shared || other.shared,
            chained: self.chained || other.chained,
        }
    }

    fn count(&self) -> usize {
        self.formulas.len() + self.groups.len() + self.indicators.len()
    }

    /// Once through the scheme in its order.
    fn walk(&mut self, scheme: &Scheme) {
        for computed in &scheme.order {
            match computed {
                Computed::Formula(id) => {
                    let formula = scheme.formula(*id);
                    if self.expr(&formula.value) || self.on_zero(&formula.on_zero) {
                        self.formulas.insert(*id);
                    }
                }
                Computed::Group(id) => self.group(scheme, *id),
                Computed::Indicator(id) => self.indicator(scheme, *id),
            }
        }
    }

    fn group(&mut self, scheme: &Scheme, id: GroupValueId) {
        let group = scheme.group_value(id);
        let exprs = || group.value.iter().chain(&group.filter);
        let scope = matches!(group.scope, Scope::Within(input) if self.input(input));
        if scope || exprs().any(|expr| self.expr(expr)) {
            self.chained |= scope || exprs().any(|expr| self.reads_group(scheme, expr));
            self.shared = true;
            self.groups.insert(id);
        }
    }

    /// Whether an expression reads a value of the group that moves: then others' values of it move too.
    fn reads_group(&self, scheme: &Scheme, expr: &Expr) -> bool {
        expr.any(&|kind| {
            if let ExprKind::Formula(id) = kind {
                return self.reads_group(scheme, &scheme.formula(*id).value);
            }
            // Scores may read a value of the group somewhere below.
            matches!(kind, ExprKind::Group(id) if self.groups.contains(id))
                || matches!(kind, ExprKind::Score(id, _) if self.indicators.contains(id) && !self.groups.is_empty())
        })
    }

    fn indicator(&mut self, scheme: &Scheme, id: IndicatorId) {
        if !self.reads(scheme, id) {
            return;
        }
        self.indicators.insert(id);
        let indicator = scheme.indicator(id);
        let mean = indicator.not_applicable.iter().any(|one| matches!(one.instead, Instead::Mean(_)));
        self.shared |= mean;
        self.chained |= mean && indicator.not_applicable.iter().any(|one| self.expr(&one.condition));
        // What does not apply changes what is beside it and inside it.
        if matches!(indicator.kind, Kind::Group { absent: Some(crate::plan::Absent::Spread), .. })
            || !indicator.not_applicable.is_empty()
        {
            self.inside(scheme, id);
        }
        if indicator.parent.is_none() && scheme.absent == Some(crate::plan::Absent::Spread) {
            self.indicators.extend(&scheme.roots);
        }
    }

    fn inside(&mut self, scheme: &Scheme, block: IndicatorId) {
        for &child in scheme.children(block) {
            self.indicators.insert(child);
            self.inside(scheme, child);
        }
    }

    fn reads(&self, scheme: &Scheme, id: IndicatorId) -> bool {
        let indicator = scheme.indicator(id);
        let method = indicator.method().is_some_and(|method| {
            method.exprs().into_iter().any(|expr| self.expr(expr))
                || method.assessed().into_iter().any(|input| self.input(input))
        });
        let on_zero = match &indicator.kind {
            Kind::Leaf { on_zero, .. } => self.on_zero(on_zero),
            Kind::Group { children, .. } => children.iter().any(|child| self.indicators.contains(child)),
        };
        let evidence = indicator.evidence.as_ref().is_some_and(|evidence| {
            self.input(evidence.input) || evidence.amount().is_some_and(|amount| self.expr(amount))
        });
        method
            || on_zero
            || evidence
            || indicator.guards.iter().any(|guard| self.input(guard.input))
            || indicator.not_applicable.iter().any(|one| self.expr(&one.condition))
            || indicator.vetoes.iter().any(|veto| self.veto(veto))
    }

    fn on_zero(&self, on_zero: &OnZero) -> bool {
        matches!(on_zero, OnZero::Value(value) if self.expr(value))
    }

    /// Whether the condition or the amount of a veto moves.
    pub(super) fn veto(&self, veto: &Veto) -> bool {
        let amount = match &veto.verdict {
            Verdict::Score(amount) => self.expr(amount),
            Verdict::Grade(_) | Verdict::AtBest(_) | Verdict::OneDown => false,
        };
        amount || self.expr(&veto.condition)
    }

    /// Whether an input is one of those that change.
    pub(super) fn input(&self, id: InputId) -> bool {
        self.inputs.contains(&id)
    }

    /// Whether nothing that has a score of its own is touched by both.
    pub(super) fn apart(&self, scheme: &Scheme, other: &Touched) -> bool {
        let leaf = |id: &IndicatorId| scheme.children(*id).is_empty();
        !self.shared
            && !other.shared
            && !self.indicators.intersection(&other.indicators).any(leaf)
            && self.outside.is_disjoint(&other.outside)
    }

    /// The indicators that can change, children first.
    pub(super) fn indicators(&self) -> impl Iterator<Item = IndicatorId> + '_ {
        self.indicators.iter().copied()
    }

    /// The bonuses and penalties that can change, by place.
    pub(super) fn outside(&self) -> impl Iterator<Item = usize> + '_ {
        self.outside.iter().copied()
    }

    /// Whether a veto of the scheme reads one of the inputs, not only what they come to.
    pub(super) fn vetoes(&self) -> bool {
        self.vetoes
    }

    /// What has to be worked out again, in the order of the scheme.
    pub(super) fn again(&self, scheme: &Scheme) -> Vec<Computed> {
        let moves = |computed: &&Computed| match computed {
            Computed::Formula(id) => self.formulas.contains(id),
            Computed::Group(_) => false,
            Computed::Indicator(id) => self.indicators.contains(id),
        };
        scheme.order.iter().filter(moves).copied().collect()
    }

    /// Whether the value of an expression can change.
    pub(super) fn expr(&self, expr: &Expr) -> bool {
        let layer =
            |kind: &ExprKind| matches!(kind, ExprKind::OfLayer(layer, _) if Some(*layer) == self.layer);
        expr.any(&|kind| {
            matches!(kind, ExprKind::Total(_) | ExprKind::Grade) || layer(kind) || self.moves(kind)
        })
    }

    /// Whether it reads what changes, leaving aside totals and grades, which always can.
    fn direct(&self, expr: &Expr) -> bool {
        expr.any(&|kind| self.moves(kind))
    }

    /// Whether this figure is one of those that change.
    fn moves(&self, kind: &ExprKind) -> bool {
        match kind {
            ExprKind::Input(id) => self.inputs.contains(id),
            ExprKind::Formula(id) => self.formulas.contains(id),
            ExprKind::Group(id) => self.groups.contains(id),
            ExprKind::Score(id, _) => self.indicators.contains(id),
            ExprKind::Number(..)
            | ExprKind::YesNo(_)
            | ExprKind::Choice(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::Field(_)
            | ExprKind::Total(_)
            | ExprKind::Grade
            | ExprKind::OfLayer(..)
            | ExprKind::Negate(_)
            | ExprKind::Not(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Compare(..)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::If(..)
            | ExprKind::Call(..)
            | ExprKind::Aggregate { .. } => false,
        }
    }
}

/// Every expression of a bonus or penalty.
fn outside_exprs(item: &Outside) -> Vec<&Expr> {
    item.limit.iter().chain(item.entries.iter().flat_map(Entry::exprs)).collect()
}
