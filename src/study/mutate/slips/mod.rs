//! Where rules can slip: one walk over a scheme, one file for each kind of place.

mod around;
mod bounds;
mod exprs;
mod inputs;
mod lines;
mod methods;
mod nodes;
mod numbers;
mod points;

pub(super) use exprs::unit as unit_of;
pub(super) use numbers::beside;

use super::mutant::{Mutant, Within};
use super::pen::Pen;
use crate::plan::{FormulaId, GroupValueId, IndicatorId, Scheme};
use crate::source::Files;

/// Every slip that the pen can make in a scheme, in the order of evaluation. `texts` are those it was read from. Other
/// readings (对照) are left alone, and so are the ranges that data are checked against: they change no result.
pub fn mutants(scheme: &Scheme, texts: &Files) -> Vec<Mutant> {
    let mut pen = Pen::listing(scheme, texts);
    walk(&mut scheme.clone(), &mut pen);
    pen.listed()
}

impl Mutant {
    /// The scheme with this slip in it, without other readings and tests.
    pub fn of(&self, scheme: &Scheme, texts: &Files) -> Scheme {
        let mut slipped = Scheme { variants: Vec::new(), tests: Vec::new(), ..scheme.clone() };
        walk(&mut slipped, &mut Pen::making(scheme, texts, self.number));
        slipped
    }
}

fn walk(scheme: &mut Scheme, pen: &mut Pen<'_>) {
    inputs::inputs(scheme, pen);
    for (id, formula) in (0..).map(FormulaId).zip(&mut scheme.formulas) {
        pen.within = Within::Formula(id);
        inputs::formula(formula, pen);
    }
    for (id, value) in (0..).map(GroupValueId).zip(&mut scheme.group_values) {
        pen.within = Within::Group(id);
        inputs::group_value(value, pen);
    }
    for (id, indicator) in (0..).map(IndicatorId).zip(&mut scheme.indicators) {
        nodes::indicator(indicator, pen, id);
    }
    around::around(scheme, pen);
}
