//! The whole: 缺项 of the first level, the limits of 总分, the layers that are read, 等级.

use super::Lister;
use super::inputs::layer_figures;
use crate::number::{Bound, Interval, Number};
use crate::plan::{GradeId, GradedBy, Scale};
use crate::study::coverage::reach;
use crate::study::coverage::unit::{Edge, Never, Of, Unit, UnitKind, What};

/// The bounds between grades, each once, from the best grade down.
pub fn grade_bounds(scale: &Scale) -> Vec<&Number> {
    let mut bounds: Vec<&Number> = Vec::new();
    for grade in &scale.grades {
        for bound in [grade.range.high_value(), grade.range.low_value()].into_iter().flatten() {
            if !bounds.contains(&bound) {
                bounds.push(bound);
            }
        }
    }
    bounds
}

impl Lister<'_> {
    pub(super) fn whole(&mut self) {
        self.enter(Of::Whole);
        let scheme = self.scheme;
        self.branches(&scheme.roots);
        self.absent((&scheme.roots, scheme.absent), scheme.span);
        let reach = reach::total(scheme);
        let above = |high: &Number| reach.high_value().is_some_and(|most| most <= high);
        let below = |low: &Number| reach.low_value().is_some_and(|least| least >= low);
        let never = |out: bool| out.then(|| Never::Range(reach.clone()));
        if let Some(high) = &scheme.limits.high {
            self.add_unless(never(above(high)), What::UpperLimit(true), UnitKind::Limit, scheme.span);
            self.add(What::UpperLimit(false), UnitKind::Limit, scheme.span);
        }
        if let Some(low) = &scheme.limits.low {
            self.add_unless(never(below(low)), What::LowerLimit(true), UnitKind::Limit, scheme.span);
            self.add(What::LowerLimit(false), UnitKind::Limit, scheme.span);
        }
        for (place, (layer, _)) in layer_figures(scheme).into_iter().enumerate() {
            self.add(What::Layer(place, true), UnitKind::State, scheme.span);
            // What is scored is the last layer, and that is always there.
            if Some(layer) != scheme.last_layer() {
                self.add(What::Layer(place, false), UnitKind::State, scheme.span);
            }
        }
    }

    pub(super) fn grades(&mut self) {
        let Some(scale) = &self.scheme.scale else { return };
        for (place, grade) in scale.grades.iter().enumerate() {
            let id = GradeId(u32::try_from(place).unwrap_or(u32::MAX));
            self.add(What::Grade(id), UnitKind::Grade, grade.span);
        }
        let reach = self.graded(scale);
        for (place, bound) in grade_bounds(scale).into_iter().enumerate() {
            let at = |bounds: &Interval| [bounds.low_value(), bounds.high_value()].contains(&Some(bound));
            let span =
                scale.grades.iter().find(|grade| at(&grade.range)).map_or(scale.span, |grade| grade.span);
            let never = (!reach.contains(bound)).then(|| Never::Range(reach.clone()));
            let unit = self.unit(What::GradeAt(place), UnitKind::Bound, span);
            self.units.add(Unit { bound: Some(Edge::Number(bound.clone())), never, ..unit });
        }
    }

    /// What the score that is graded can be.
    fn graded(&self, scale: &Scale) -> Interval {
        let limits = &self.scheme.limits;
        let end = |limit: &Option<Number>| limit.clone().map_or(Bound::Open, Bound::Included);
        match scale.by {
            GradedBy::Base => Interval::closed(Number::ZERO, self.scheme.points.clone()),
            GradedBy::Total | GradedBy::Unrounded => Interval::new(end(&limits.low), end(&limits.high)),
        }
    }
}
