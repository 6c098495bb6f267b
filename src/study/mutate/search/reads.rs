//! What a part of a scheme reads, down to the inputs and lists, and the numbers it is compared with on the way.

use std::collections::BTreeSet;

use super::super::mutant::Whole;
use crate::number::{Number, Unit};
use crate::plan::{
    Entry, Expr, ExprKind, FieldId, FormulaId, GroupValueId, Indicator, IndicatorId, InputId, Kind,
    LayerFigure, Line, ListId, Method, OnZero, Scheme, Scope, StepSize, Verdict, Veto, What,
};

/// A part of a scheme at which a difference is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::study) enum Part {
    Indicator(IndicatorId),
    Outside(usize),
    Whole(Whole),
}

/// What is read, directly or through formulas, group values and other scores.
#[derive(Clone, Default, Debug)]
pub(in crate::study) struct Reads {
    pub(in crate::study) inputs: BTreeSet<InputId>,
    pub(in crate::study) lists: BTreeSet<ListId>,
    pub(in crate::study) fields: BTreeSet<(ListId, FieldId)>,
    pub(in crate::study) formulas: BTreeSet<FormulaId>,
    pub(in crate::study) groups: BTreeSet<GroupValueId>,
    /// The indicators that it is, has inside or reads.
    pub(in crate::study) indicators: BTreeSet<IndicatorId>,
    /// Every literal.
    pub(in crate::study) numbers: Vec<(Number, Unit)>,
    pub(in crate::study) dates: BTreeSet<i32>,
    /// Whether it reads figures of the whole, or the grade.
    pub(in crate::study) whole: bool,
    /// Whether it reads figures of layers.
    pub(in crate::study) layers: bool,
}

impl Reads {
    /// What a part reads.
    pub(in crate::study) fn of(scheme: &Scheme, part: Part) -> Reads {
        let mut walk = Walk { scheme, reads: Reads::default() };
        match part {
            Part::Indicator(id) => {
                walk.indicator(id);
                walk.ancestors(id);
            }
            Part::Outside(place) => {
                if let Some(item) = scheme.outside.get(place) {
                    item.limit.iter().for_each(|limit| walk.expr(limit, None));
                    item.entries.iter().for_each(|entry| walk.entry(entry));
                }
            }
            Part::Whole(whole) => walk.whole(whole),
        }
        walk.reads
    }

    /// What the clauses of an indicator read, without its children or its method.
    pub(in crate::study) fn of_clauses(scheme: &Scheme, id: IndicatorId) -> Reads {
        let mut walk = Walk { scheme, reads: Reads::default() };
        walk.clauses(scheme.indicator(id));
        walk.reads
    }
}

struct Walk<'a> {
    scheme: &'a Scheme,
    reads: Reads,
}

impl Walk<'_> {
    fn whole(&mut self, whole: Whole) {
        let scheme = self.scheme;
        match whole {
            Whole::Total | Whole::Rounding | Whole::Grades => {}
            Whole::Veto(place) => {
                scheme.vetoes.get(place).into_iter().for_each(|veto| self.veto(veto));
            }
            Whole::Ranking(place) => {
                let keys = scheme.rankings.get(place).into_iter().flat_map(|ranking| &ranking.keys);
                keys.for_each(|key| self.expr(&key.value, None));
            }
            Whole::Quota(place) => {
                scheme.quotas.get(place).into_iter().for_each(|quota| self.scope(quota.scope));
            }
            Whole::Consequence(place) => {
                if let Some(one) = scheme.consequences.get(place) {
                    self.expr(&one.condition, None);
                    one.money.iter().for_each(|money| self.expr(money, None));
                }
            }
            Whole::Alert(place) => {
                if let Some(alert) = scheme.alerts.get(place) {
                    self.expr(&alert.condition, None);
                    self.reads.inputs.extend(alert.guards.iter().map(|guard| guard.input));
                }
            }
        }
    }

    fn indicator(&mut self, id: IndicatorId) {
        if !self.reads.indicators.insert(id) {
            return;
        }
        let indicator = self.scheme.indicator(id);
        self.clauses(indicator);
        match &indicator.kind {
            Kind::Group { children, .. } => children.iter().for_each(|child| self.indicator(*child)),
            Kind::Leaf { method, on_zero } => {
                self.method(method);
                self.on_zero(on_zero);
            }
        }
    }

    fn clauses(&mut self, indicator: &Indicator) {
        self.reads.inputs.extend(indicator.guards.iter().map(|guard| guard.input));
        for clause in &indicator.not_applicable {
            self.expr(&clause.condition, None);
            if let crate::plan::Instead::Mean(scope) = clause.instead {
                self.scope(scope);
            }
        }
        if let Some(evidence) = &indicator.evidence {
            self.reads.inputs.insert(evidence.input);
            evidence.amount().into_iter().for_each(|amount| self.expr(amount, None));
        }
        indicator.vetoes.iter().for_each(|veto| self.veto(veto));
    }

    /// The branches that the blocks around stand in.
    fn ancestors(&mut self, id: IndicatorId) {
        let mut at = self.scheme.indicator(id).parent;
        while let Some(parent) = at {
            let indicator = self.scheme.indicator(parent);
            self.reads.inputs.extend(indicator.guards.iter().map(|guard| guard.input));
            at = indicator.parent;
        }
    }

    fn veto(&mut self, veto: &Veto) {
        self.expr(&veto.condition, None);
        if let Verdict::Score(amount) = &veto.verdict {
            self.expr(amount, None);
        }
    }

    fn method(&mut self, method: &Method) {
        method.exprs().into_iter().for_each(|expr| self.expr(expr, None));
        self.reads.inputs.extend(method.assessed());
        match method {
            Method::Lines { entries, .. } => entries.iter().for_each(|entry| self.entry(entry)),
            Method::Interpolation { value, anchors } => {
                let unit = super::super::slips::unit_of(&value.type_of);
                let at = anchors.iter().map(|anchor| (anchor.at.clone(), unit.clone()));
                self.reads.numbers.extend(at);
            }
            Method::Levels { levels, .. } => {
                let ends =
                    levels.iter().flat_map(|level| [level.range.low_value(), level.range.high_value()]);
                self.reads.numbers.extend(ends.flatten().map(|end| (end.clone(), Unit::points())));
            }
            Method::Proportion { zero_target, .. } => self.on_zero(zero_target),
            Method::Score { .. }
            | Method::Bands { .. }
            | Method::Choices { .. }
            | Method::Conditions { .. }
            | Method::Assessed { .. } => {}
        }
    }

    fn on_zero(&mut self, on_zero: &OnZero) {
        if let OnZero::Value(value) = on_zero {
            self.expr(value, None);
        }
    }

    fn entry(&mut self, entry: &Entry) {
        match entry {
            Entry::Best(entries) => entries.iter().for_each(|entry| self.entry(entry)),
            Entry::Line(line) => {
                entry.exprs().into_iter().for_each(|expr| self.expr(expr, None));
                self.reads.inputs.extend(entry.assessed());
                self.steps(line);
            }
        }
    }

    /// The first steps of a line, from its bound on.
    fn steps(&mut self, line: &Line) {
        let Some(StepSize::Fixed(size, unit)) = line.step.as_ref().map(|step| &step.size) else { return };
        let from = match &line.what {
            What::Gap { bound, above, .. } => {
                let ExprKind::Number(number, own) = &bound.kind else { return };
                Some((number.clone(), own.clone(), *above))
            }
            What::Count(_) => Some((Number::ZERO, unit.clone(), true)),
            What::Holds(_) => None,
        };
        let Some((from, unit, above)) = from else { return };
        let mut at = from;
        for _ in 0..STEPS {
            at = if above { &at + size } else { &at - size };
            self.reads.numbers.push((at.clone(), unit.clone()));
        }
    }

    fn scope(&mut self, scope: Scope) {
        if let Scope::Within(input) = scope {
            self.reads.inputs.insert(input);
        }
    }

    fn formula(&mut self, id: FormulaId) {
        if self.reads.formulas.insert(id) {
            let formula = self.scheme.formula(id);
            self.expr(&formula.value, None);
            self.on_zero(&formula.on_zero);
        }
    }

    fn group(&mut self, id: GroupValueId) {
        if self.reads.groups.insert(id) {
            let value = self.scheme.group_value(id);
            self.scope(value.scope);
            value.value.iter().chain(&value.filter).for_each(|expr| self.expr(expr, None));
        }
    }

    fn expr(&mut self, expr: &Expr, list: Option<ListId>) {
        let mut inside = list;
        if let ExprKind::Number(number, unit) = &expr.kind {
            self.reads.numbers.push((number.clone(), unit.clone()));
        } else if let ExprKind::Date(day) = &expr.kind {
            self.reads.dates.insert(*day);
        } else if let ExprKind::Input(id) = &expr.kind {
            self.reads.inputs.insert(*id);
        } else if let ExprKind::Formula(id) = &expr.kind {
            self.formula(*id);
        } else if let ExprKind::Group(id) = &expr.kind {
            self.group(*id);
        } else if let (ExprKind::Field(field), Some(list)) = (&expr.kind, list) {
            self.reads.fields.insert((list, *field));
        } else if let ExprKind::Score(id, _) = &expr.kind {
            self.indicator(*id);
        } else if let ExprKind::OfLayer(_, figure) = &expr.kind {
            self.layer(*figure);
        } else if let ExprKind::Aggregate { list, matter, .. } = &expr.kind {
            self.reads.lists.insert(*list);
            self.reads.fields.extend(matter.map(|field| (*list, field)));
            inside = Some(*list);
        } else if matches!(expr.kind, ExprKind::Total(_) | ExprKind::Grade) {
            self.reads.whole = true;
        }
        expr.parts().into_iter().for_each(|part| self.expr(part, inside));
    }

    fn layer(&mut self, figure: LayerFigure) {
        self.reads.layers = true;
        match figure {
            LayerFigure::Total(_) => self.reads.whole = true,
            LayerFigure::Input(id) => {
                self.reads.inputs.insert(id);
            }
            LayerFigure::Formula(id) => self.formula(id),
            LayerFigure::Score(id, _) => self.indicator(id),
        }
    }
}

/// How many steps of a line are tried.
const STEPS: usize = 12;
