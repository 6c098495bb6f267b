//! The units of a scheme, from the plan alone.

mod among;
mod conditions;
mod inputs;
mod items;
mod leaf;
mod lines;
mod whole;

use super::unit::{Key, Never, Of, Unit, UnitKind, Units, What};
use crate::number::Number;
use crate::plan::{Expr, FormulaId, OnZero, Scheme};
use crate::source::Span;

pub use inputs::layer_figures;
pub use items::branches;
pub(super) use items::same;
pub use whole::grade_bounds;

/// The units of a scheme in the order of its rules: indicators with what stands in them, bonuses and penalties, formulas,
/// inputs, then the whole and what follows from it.
pub fn units(scheme: &Scheme) -> Units {
    let mut lister = Lister::new(scheme);
    for id in scheme.preorder() {
        lister.indicator(id);
    }
    lister.outside();
    lister.formulas();
    lister.inputs();
    lister.whole();
    lister.grades();
    lister.among_subjects();
    lister.what_follows();
    lister.units
}

/// Lists units, part by part.
struct Lister<'a> {
    scheme: &'a Scheme,
    units: Units,
    /// The part at hand.
    of: Of,
    /// How many conditions it has so far.
    conditions: usize,
    /// The bounds it has so far: the value held against each, and the number where it is always the same.
    bounds: Vec<(Expr, Option<Number>)>,
}

impl<'a> Lister<'a> {
    fn new(scheme: &'a Scheme) -> Lister<'a> {
        Lister { scheme, units: Units::default(), of: Of::Whole, conditions: 0, bounds: Vec::new() }
    }

    /// Goes on to another part.
    fn enter(&mut self, of: Of) {
        self.of = of;
        self.conditions = 0;
        self.bounds.clear();
    }

    fn unit(&self, what: What, kind: UnitKind, span: Span) -> Unit {
        Unit { key: Key { of: self.of, what }, kind, value: None, bound: None, never: None, span }
    }

    fn add(&mut self, what: What, kind: UnitKind, span: Span) {
        self.units.add(self.unit(what, kind, span));
    }

    /// A unit that may be proved out of reach.
    fn add_unless(&mut self, never: Option<Never>, what: What, kind: UnitKind, span: Span) {
        self.units.add(Unit { never, ..self.unit(what, kind, span) });
    }

    fn formulas(&mut self) {
        for (place, formula) in self.scheme.formulas.iter().enumerate() {
            self.enter(Of::Formula(FormulaId(u32::try_from(place).unwrap_or(u32::MAX))));
            self.inside(&formula.value);
            if formula.on_zero != OnZero::Impossible {
                self.add(What::ZeroDenominator, UnitKind::Zero, formula.span);
            }
        }
    }
}
