//! What a subject tried of the whole and of what follows from it.

use super::{Case, Marks};
use crate::eval::AdjustmentKind;
use crate::number::Number;
use crate::plan::GradedBy;
use crate::study::coverage::list::grade_bounds;
use crate::study::coverage::unit::{Of, What};

impl Case<'_> {
    pub(super) fn whole(&self, marks: &mut Marks) {
        let roots = &self.scheme.roots;
        if self.scheme.absent.is_some() {
            self.absent(Of::Whole, roots, marks);
        }
        self.branch(Of::Whole, roots, marks);
        self.limits(marks);
        self.grade(marks);
    }

    fn limits(&self, marks: &mut Marks) {
        let made = self.made;
        if made.base.is_none() || made.bonus.is_none() || made.penalty.is_none() {
            return;
        }
        let stands = |kind: AdjustmentKind| {
            made.adjustments.iter().any(|one| one.indicator.is_none() && one.kind == kind)
        };
        marks.add(Of::Whole, What::UpperLimit(stands(AdjustmentKind::Cap)));
        marks.add(Of::Whole, What::LowerLimit(stands(AdjustmentKind::Floor)));
    }

    fn grade(&self, marks: &mut Marks) {
        let Some(scale) = &self.scheme.scale else { return };
        if let Some(grade) = self.made.grade_by_score {
            marks.add(Of::Whole, What::Grade(grade));
        }
        let graded: Option<&Number> = match scale.by {
            GradedBy::Total => self.made.total.as_ref(),
            GradedBy::Unrounded => self.made.unrounded.as_ref(),
            GradedBy::Base => self.made.base.as_ref(),
        };
        let at = graded.and_then(|score| grade_bounds(scale).iter().position(|bound| *bound == score));
        if let Some(place) = at {
            marks.add(Of::Whole, What::GradeAt(place));
        }
    }

    /// Vetoes of the scheme, consequences, alerts: those that hold and those that do not.
    pub(super) fn after(&self, marks: &mut Marks) {
        let made = self.made;
        for (place, (_, working)) in made.vetoes.iter().enumerate() {
            self.noted(Of::Veto(place), working, marks);
        }
        for follows in &made.consequences {
            self.noted(Of::Consequence(follows.consequence), &follows.working, marks);
        }
        for idle in &made.idle_consequences {
            self.noted(Of::Consequence(idle.row), &idle.working, marks);
        }
        for alerted in &made.alerts {
            self.noted(Of::Alert(alerted.alert), &alerted.working, marks);
        }
        for idle in &made.idle_alerts {
            self.noted(Of::Alert(idle.row), &idle.working, marks);
        }
    }
}
